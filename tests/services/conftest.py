"""An open store and a person whose clock stands still."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mrdtracker.services.rulebook import RuleBook
from mrdtracker.services.workspace import Person, Workspace

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def rules() -> RuleBook:
    """The bundled packs, loaded once."""
    return RuleBook()


@pytest.fixture
def anna() -> Person:
    """The technician."""
    return Person("Anna", lambda: NOW)


@pytest.fixture
def workspace(tmp_path: Path, anna: Person, rules: RuleBook) -> Iterator[Workspace]:
    """A new store in which Anna works."""
    with Workspace.create(tmp_path / "ward.mrd", anna, rules=rules) as opened:
        yield opened
