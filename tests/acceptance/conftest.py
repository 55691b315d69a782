"""A window over a real store, closed after the test."""

from __future__ import annotations

import pytest

from tests.gui.desk import open_desk


@pytest.fixture
def desk(qtbot, tmp_path):
    """The invented patients in a window."""
    opened = open_desk(qtbot, tmp_path)
    yield opened
    opened.close()
