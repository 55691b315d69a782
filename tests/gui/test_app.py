import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


def run(*words):
    return subprocess.run(  # noqa: S603 - this interpreter, our own words
        [sys.executable, "main.py", *words],
        cwd=PROJECT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_help_names_every_option():
    answer = run("--help")

    assert answer.returncode == 0
    for option in ("--demo", "--store", "--user", "--quit-after-paint"):
        assert option in answer.stdout


def test_an_unknown_option_is_bad_input():
    answer = run("--nonsense")

    assert answer.returncode == 2
    assert "nonsense" in answer.stderr


def test_the_first_paint_needs_none_of_our_slow_parts():
    answer = run("--quit-after-paint", "--demo")

    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize(
    "slow", ["mrdtracker.services", "mrdtracker.store", "matplotlib", "numpy"]
)
def test_importing_the_start_brings_nothing_slow(slow):
    words = f"import sys, mrdtracker.gui.app; sys.exit({slow!r} in sys.modules)"

    assert subprocess.run([sys.executable, "-c", words], check=False).returncode == 0  # noqa: S603
