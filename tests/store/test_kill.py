"""No acknowledged change is lost when the program is killed: 200 times, in one file."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
TRIALS = 200
CONTROL_TRIALS = 40

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="children are forked"),
]


def torture(folder: Path, trials: int, *words: str) -> dict[str, int]:
    answer = subprocess.run(  # noqa: S603 - this interpreter, our own words
        [sys.executable, "-m", "tests.store.kill_torture", folder, str(trials), "1", *words],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.stderr == ""
    sys.stdout.write(answer.stdout)
    return json.loads(answer.stdout)


def test_killed_while_writing_it_keeps_every_acknowledged_change(tmp_path):
    counts = torture(tmp_path, TRIALS)

    assert counts["trials"] == TRIALS
    assert counts["failed_children"] == 0, counts
    assert (counts["lost"], counts["torn"], counts["over_one"], counts["damaged"]) == (0,) * 4
    # Otherwise the kills fell beside the writes and prove nothing.
    assert counts["acknowledged"] > TRIALS // 2
    assert counts["hot"] > TRIALS // 10
    assert counts["killed_before_a_write"] < TRIALS * 3 // 4


def test_the_control_that_promises_too_early_is_caught(tmp_path):
    counts = torture(tmp_path, CONTROL_TRIALS, "early")

    assert counts["failed_children"] == 0, counts
    assert counts["lost"] > 0
    assert counts["damaged"] == 0
