"""In Korean, no page and no dialog says an English sentence or cuts a word."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

from mrdtracker import locations
from tests.gui.desk import demo_store


@pytest.mark.long
@pytest.mark.parametrize("probe", ["korean_probe", "korean_corners"])
def test_no_page_and_no_dialog_in_korean_is_english_or_cut(tmp_path, probe):
    store = shutil.copy(demo_store(), tmp_path / "practice.mrd")

    told = subprocess.run(  # noqa: S603 - our own probe
        [sys.executable, "-m", f"tests.acceptance.{probe}", str(store)],
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=True,
        cwd=locations.resources().parent,
    )

    assert json.loads(told.stdout) == {}
