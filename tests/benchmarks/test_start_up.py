"""From the start of the process to the first painted window, the list, and the drawn course."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mrdtracker.services.demo import create_demo
from mrdtracker.services.workspace import Person
from tests.benchmarks.large_store import NOW, PERSON
from tests.benchmarks.measuring import Figure

pytestmark = pytest.mark.benchmark
ROOT = Path(__file__).parents[2]
ROUNDS = 21
WATCHED = 7
LIMIT_RATIO = 1.3
LONGEST_STALL_S = 0.050
SECONDS_A_WINDOW_MAY_TAKE = 60
MAIN, BARE = ROOT / "main.py", Path(__file__).with_name("bare_window.py")
PROBE = Path(__file__).with_name("start_up_probe.py")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented patients."""
    path = tmp_path_factory.mktemp("demo") / "practice.mrd"
    create_demo(path, Person(PERSON, lambda: NOW)).close()
    return path


def _run(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own scripts
        [sys.executable, *map(str, words)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=SECONDS_A_WINDOW_MAY_TAKE,
    )


def _seconds(*words: object) -> float:
    started = time.perf_counter()
    _run(*words)
    return time.perf_counter() - started


def _watched(store: Path) -> dict[str, object]:
    """Run the real window, open a patient, and return what the probe saw."""
    started = time.monotonic()
    answer = _run("-m", "tests.benchmarks.start_up_probe", "--store", store)
    document = json.loads(answer.stdout.splitlines()[-1])
    document["from_start_s"] = {name: at - started for name, at in document.pop("moments").items()}
    return document


@pytest.mark.parametrize("options", [("--store",), ("--demo",)], ids=["store", "demo"])
def test_the_first_window_is_painted_about_as_soon_as_a_bare_one(
    store: Path, options: tuple[str, ...]
) -> None:
    words = [*options, *([store] if options == ("--store",) else []), "--quit-after-paint"]
    ours, bare = [], []
    for _ in range(ROUNDS):
        bare.append(_seconds(BARE))
        ours.append(_seconds(MAIN, *words))

    Figure(
        f"start to first painted window, {options[0]}, against a bare PySide6 window",
        statistics.median(ours) / statistics.median(bare),
        LIMIT_RATIO,
        "ratio",
        {
            "ours_s": round(statistics.median(ours), 4),
            "bare_s": round(statistics.median(bare), 4),
            "rounds": ROUNDS,
            "what": "whole processes, which quit after the paint; this frame is still empty",
        },
    ).report()


def test_list_and_course_follow_without_a_long_stall(store: Path) -> None:
    seen = [_watched(store) for _ in range(WATCHED)]

    longest = [float(one["longest_s"]) for one in seen]  # type: ignore[arg-type]
    medians = {
        name: round(statistics.median(one["from_start_s"][name] for one in seen), 3)  # type: ignore[index]
        for name in ("painted", "list", "plot")
    }
    Figure(
        "first paint to drawn course of an opened patient: longest stall, median of runs",
        statistics.median(longest),
        LONGEST_STALL_S,
        "s",
        {
            "runs": WATCHED,
            "best_s": min(longest),
            "worst_s": max(longest),
            "process_start_to_painted_list_plot_s": medians,
        },
    ).report()
