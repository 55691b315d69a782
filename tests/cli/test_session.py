"""What every command shares."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.cli.session import Session, error_document, print_table
from mrdtracker.domain.errors import Problem, ProblemsError, StoreError, UserError


def test_without_an_option_the_laboratorys_own_store_is_meant() -> None:
    assert Session.of(None, None).store == locations.default_store_path()
    assert Session.of(Path("x.mrd"), "Ben").person.name == "Ben"


def test_a_missing_store_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        Session.of(tmp_path / "none.mrd", "Anna").open()

    assert "init" in caught.value.hint


def test_invented_patients_are_never_offered_the_laboratorys_own_file() -> None:
    own = Session.of(None, "Anna")

    with pytest.raises(StoreError) as caught:
        own.open()

    assert f"`mrdtracker --store {own.store} init`" in caught.value.hint
    assert "`mrdtracker --store practice.mrd demo`" in caught.value.hint


def test_an_error_becomes_a_document_with_all_its_problems() -> None:
    plain = error_document(UserError("No.", "Try again."))
    several = error_document(ProblemsError("file.csv", [Problem("line 2", "bad")]))

    assert plain["error"] == {"message": "No.", "hint": "Try again.", "problems": []}
    assert several["error"]["problems"] == [{"where": "line 2", "text": "bad"}]


def test_a_table_has_straight_columns(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("a", "b"), [("long cell", "1"), ("x", "2")])

    lines = capsys.readouterr().out.splitlines()
    assert [line.rindex(mark) for line, mark in zip(lines, "b12", strict=True)] == [11, 11, 11]


def test_an_empty_name_of_a_store_is_refused() -> None:
    with pytest.raises(StoreError, match="--store names no file"):
        Session.of(Path(""), None)  # noqa: PTH201 - as it comes from the command line
