"""A laboratory's file of its own for every test that asks for one."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import StoppedClock
from tests.store.laboratory import Laboratory


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def lab(tmp_path: Path, clock: StoppedClock) -> Iterator[Laboratory]:
    laboratory = Laboratory(tmp_path, clock)
    yield laboratory
    laboratory.close()


@pytest.fixture
def open_folder():
    """A folder that other users may read, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
