"""A laboratory's file of its own for every test that asks for one."""

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
