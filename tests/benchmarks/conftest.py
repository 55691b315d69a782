"""The big store, written once for all benchmarks that read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.services.workspace import Person, Workspace
from tests.benchmarks.large_store import NOW, PERSON, write_large_store
from tests.gui.desk import Desk, open_desk
from tests.gui.ward import bundled_rules

PATIENTS = 100_000


@pytest.fixture(scope="session")
def large_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of 100 000 patients with ten results each; writing it takes a minute or two."""
    path = tmp_path_factory.mktemp("large") / "large.mrd"
    write_large_store(path, locations.keys_folder(), PATIENTS, bundled_rules().signature)
    return path


@pytest.fixture
def large_desk(qtbot, tmp_path: Path, large_store: Path) -> Iterator[Desk]:
    """A window over the big store."""
    person = Person(PERSON, lambda: NOW)
    workspace = Workspace.open(large_store, person, rules=bundled_rules())
    desk = open_desk(qtbot, tmp_path, workspace)
    yield desk
    desk.close()
