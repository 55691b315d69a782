"""Published sentences against answers: the expected side was written from the sources.

A fraction is tried 1 part in 10⁹ below, at and above its threshold, a count 1/µL, blasts 1 % and
1e-7, an age one day.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mrdtracker.cli import assess_commands
from mrdtracker.services.rulebook import RuleBook
from tests.published_thresholds.cases import Asking


@pytest.fixture(scope="session")
def shared_book() -> RuleBook:
    return RuleBook()


@pytest.fixture(autouse=True)
def packs_loaded_once(shared_book: RuleBook) -> Iterator[None]:
    """Let all commands of these tests share one loaded book of the same packs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assess_commands, "RuleBook", lambda: shared_book)
        yield


@pytest.fixture
def ask(tmp_path_factory: pytest.TempPathFactory) -> Asking:
    return Asking(tmp_path_factory.getbasetemp())
