"""What two editions say of one child, side by side."""

from __future__ import annotations

from mrdtracker.services.edition_changes import Answer, changed_patient
from tests.builders import a_case, a_patient, a_result, quantified
from tests.rules.small_pack import SMALL, loaded
from tests.services.edition_lab import DAY_29, NEWER


def test_the_clause_that_flipped_is_named() -> None:
    case = a_case([a_result(on=None, day=29, value=quantified("0.005"))])

    line = changed_patient(a_patient(), case, loaded(), loaded(NEWER))

    assert line is not None
    assert (line.code, line.old.group, line.new.group) == ("S-0001", "HIGH", "LOW")
    assert line.old.words == "HIGH (final)"
    assert line.new.words == "LOW (final)"
    assert "group" in line.changed
    assert "status" not in line.changed
    assert line.rules == ("high", "low")
    assert DAY_29.day == 30


def test_the_same_answer_is_no_change() -> None:
    case = a_case([a_result(on=None, day=29, value=quantified("0.05"))])

    assert changed_patient(a_patient(), case, loaded(), loaded(NEWER)) is None


def test_without_a_group_the_possible_ones_are_told() -> None:
    open_ = Answer("", "indeterminate", ("HIGH", "LOW"), (), ())
    outside = Answer("", "out_of_scope", (), (), ())

    assert open_.words == "HIGH/LOW (indeterminate)"
    assert outside.words == "no group (out of scope)"


def test_a_finding_that_raises_no_flag_is_compared_too() -> None:
    quiet = '[[finding]]\nid = "seen"\ntitle = "Seen"\nkind = "response"\ncertainty = "A"\n' + (
        'source = "S"\nmethods = ["flow"]\nspecimens = ["BM"]\ncheck = { value = "> 1 %" }\n'
        'says = "Seen."\nreport = "all"\n\n[[example]]'
    )
    case = a_case([a_result(on=None, day=29, value=quantified("0.05"))])
    newer = loaded(SMALL.replace("[[example]]", quiet, 1))

    line = changed_patient(a_patient(), case, loaded(), newer)

    assert line is not None
    assert (line.changed, line.rules) == (("findings",), ("seen",))
