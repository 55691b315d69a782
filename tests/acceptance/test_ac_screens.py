"""AC18: at 100, 150 and 200 % no word of a page is cut."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from mrdtracker import locations

SMALLEST = ("1024", "700")
USUAL = ("1366", "768")


@pytest.mark.parametrize(
    ("scale", "size"), [("1", SMALLEST), ("1", USUAL), ("1.5", SMALLEST), ("2", USUAL)]
)
def test_ac18_no_word_of_a_page_is_cut(tmp_path, scale, size):
    words = [sys.executable, "-m", "tests.acceptance.screens_probe", str(tmp_path), *size]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}

    told = subprocess.run(  # noqa: S603 - our own probe
        words,
        capture_output=True,
        text=True,
        env=environment,
        check=True,
        cwd=locations.resources().parent,
    )

    found = json.loads(told.stdout)
    assert len(found) > 6
    assert {page: cut for page, cut in found.items() if cut} == {}
