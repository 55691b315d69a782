"""AC18: at 100, 150 and 200 % no word of a page is cut, and no dialog leaves the screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from mrdtracker import locations

SMALLEST = ("1024", "700")
USUAL = ("1366", "768")
# What a laptop of 1366 × 768 has at 150 and 200 %; there the dialogs are looked at as well.
AT_150 = ("911", "512", "dialogs")
AT_200 = ("683", "384", "dialogs")
LAPTOP = {"name": "laptop", "x": 0, "y": 0, "width": 1366, "height": 768}


@pytest.mark.long
@pytest.mark.parametrize(
    ("scale", "size"), [("1", SMALLEST), ("1", USUAL), ("1.5", AT_150), ("2", AT_200)]
)
def test_ac18_no_word_of_a_page_is_cut(tmp_path, scale, size):
    screens = tmp_path / "screens.json"
    screens.write_text(json.dumps({"screens": [LAPTOP]}), "utf-8")
    words = [sys.executable, "-m", "tests.acceptance.screens_probe", str(tmp_path), *size]
    platform = f"offscreen:configfile={screens}"
    environment = {**os.environ, "QT_QPA_PLATFORM": platform, "QT_SCALE_FACTOR": scale}

    told = subprocess.run(  # noqa: S603 - our own probe
        words,
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        cwd=locations.resources().parent,
    )

    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout)
    assert len(found) > 6
    assert {page: cut for page, cut in found.items() if cut} == {}
