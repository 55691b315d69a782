import pytest

from mrdtracker.gui.presenters.adoption_lines import (
    answer_words,
    found,
    kinds_of,
    lines_of,
    result_words,
)
from mrdtracker.services.edition_changes import Answer
from mrdtracker.services.editions import Comparison
from tests.gui.rules_desk import CHANGED, lee_workspace


@pytest.fixture
def comparison(tmp_path):
    with lee_workspace(tmp_path) as workspace:
        (waiting,) = workspace.editions.waiting()
        yield workspace.editions.compare("small", waiting.new_digest)


def test_old_and_new_stand_side_by_side(comparison):
    lines = lines_of(comparison, frozenset())

    assert tuple(line.code for line in lines) == CHANGED
    assert lines[0].old == "HIGH (final); flags: high-risk threshold"
    assert lines[0].new == "LOW (final)"
    assert lines[0].what == "group, flags"
    assert lines[0].rules == "high, low"
    assert lines[0].stay_words == ""
    assert result_words(comparison, 0) == "2 of 4 patients change."


def test_who_stays_is_marked_and_counted(comparison):
    lines = lines_of(comparison, frozenset({comparison.changed[0].patient_id}))

    assert [line.stay_words for line in lines] == ["✓ keeps the old", ""]
    assert result_words(comparison, 1).endswith("1 of them keeps the old edition.")


@pytest.mark.parametrize(
    ("search", "kind", "count"),
    [("", "", 2), ("s-1", "", 1), ("low", "group", 2), ("", "status", 0), ("nobody", "", 0)],
)
def test_lines_are_filtered(comparison, search, kind, count):
    assert len(found(lines_of(comparison, frozenset()), search, kind)) == count


def test_only_kinds_that_occur_are_offered(comparison):
    assert kinds_of(lines_of(comparison, frozenset())) == (
        "group",
        "possible",
        "flags",
        "findings",
    )


def test_nothing_that_changes_is_a_result_too():
    assert result_words(Comparison((), 3, 1), 0) == "No answer changes (3 patients compared)."


def test_where_only_a_finding_differs_the_finding_is_shown():
    old = Answer("HR", "final", ("HR",), (), ("a: yes", "b: no"))
    new = Answer("HR", "final", ("HR",), (), ("a: yes", "b: unknown"))

    assert answer_words(old, new) == "HR (final); b: no"
    assert answer_words(new, old) == "HR (final); b: unknown"
