"""A scratch of one case: what is tried, what is put back, and what the packs then answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mrdtracker.domain.case import CourseFacts
from mrdtracker.domain.errors import InvalidInputError, NotFoundError
from mrdtracker.domain.finding import Flag, GroupStatus
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import LesionState, Specimen
from mrdtracker.services.demo import demo_cases
from mrdtracker.services.what_if import (
    FactChange,
    LesionChange,
    ResultChange,
    ResultLeftOut,
    Scratch,
    WhatIf,
    result_of,
)
from tests.builders import FIRST_DOSE, a_case, a_result, negative, quantified
from tests.gui.ward import PACK, bundled_rules

GENERIC = "generic-definitions"


def _demo(code: str):
    return next(case for case in demo_cases() if case.patient_id == code)


def _what_if(code: str) -> WhatIf:
    return WhatIf(bundled_rules(), _demo(code), (GENERIC,))


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (FactChange("wbc_10e9_per_l", Decimal(60)), lambda case: case.patient.wbc_10e9_per_l),
        (FactChange("down_syndrome", Truth.YES), lambda case: case.patient.down_syndrome),
        (
            FactChange("therapy_started_on", date(2025, 3, 1)),
            lambda c: c.course.therapy_started_on,
        ),
        (FactChange("arm_given", "IR"), lambda case: case.course.arm_given),
        (FactChange("study", "ccg-1952"), lambda case: case.course.study),
    ],
)
def test_any_fact_of_child_and_course_can_be_another_one(change, shown) -> None:
    scratch = Scratch.of(a_case()).trying(change)

    assert shown(scratch.changed) == change.value
    assert scratch.case == a_case()


def test_a_lesion_can_be_another_one() -> None:
    scratch = Scratch.of(a_case()).trying(LesionChange("BCR::ABL1", LesionState.DETECTED))

    assert scratch.changed.patient.lesion("BCR::ABL1") is LesionState.DETECTED


def test_an_unknown_fact_is_refused() -> None:
    with pytest.raises(InvalidInputError):
        FactChange("shoe_size", 30).apply(a_case())


def test_a_result_is_changed_left_out_and_added() -> None:
    case = a_case([a_result(key="one"), a_result(key="two", value=negative())])
    other = replace(case.results[0], specimen=Specimen.PERIPHERAL_BLOOD, day=8, on=None)
    more = a_result(key="what-if:1", value=quantified("0.2"))

    scratch = Scratch.of(case).trying(ResultChange(other), ResultLeftOut("two"))
    scratch = scratch.trying(ResultChange(more))

    assert scratch.changed.results == (other, more)
    assert scratch.scratch_keys == {"one", "what-if:1"}
    assert scratch.next_key() == "what-if:2"
    assert result_of(scratch.changed, "one") == other
    with pytest.raises(NotFoundError):
        result_of(scratch.changed, "two")


def test_the_later_of_two_changes_of_one_thing_counts_and_each_is_put_back() -> None:
    scratch = Scratch.of(a_case()).trying(FactChange("study", "a"), FactChange("arm_given", "x"))
    scratch = scratch.trying(FactChange("study", "b"))

    assert [change.subject[1] for change in scratch.changes] == ["study", "arm_given"]
    assert scratch.without(scratch.changes[0]).changed.course.study is None


def test_what_is_as_on_record_is_no_change() -> None:
    scratch = Scratch.of(a_case()).trying(FactChange("study", "a"), FactChange("study", None))

    assert scratch.changes == ()


def test_results_without_a_key_get_their_position() -> None:
    scratch = Scratch.of(a_case([a_result(), a_result(value=negative())]))

    assert [one.key for one in scratch.case.results] == ["0", "1"]


def test_a_changed_record_keeps_what_still_has_its_place() -> None:
    case = a_case([a_result(key="one"), a_result(key="two", value=negative())])
    scratch = Scratch.of(case).trying(
        ResultLeftOut("one"), ResultLeftOut("two"), FactChange("study", "a")
    )

    rebased = scratch.on(replace(case, results=case.results[:1]))

    assert rebased.changes == (ResultLeftOut("one"), FactChange("study", "a"))


def test_every_pack_in_force_answers_before_and_after() -> None:
    what_if = _what_if("DEMO-03")
    day_33 = next(one for one in what_if.scratch.case.results if one.method.value == "morphology")
    worse = replace(day_33, value=quantified("0.3"))

    own, general = what_if.answer([ResultChange(worse)])

    assert own.pack_id == PACK
    assert own.before is not None
    assert own.after is not None
    assert (own.before.assigned, own.after.assigned) == ("MR", "HR")
    assert own.is_changed
    assert any(finding.group == "HR" for finding in own.new_findings)
    assert any("30 %" in finding.says for finding in general.new_findings)
    assert general.after is not None
    assert Flag.M3 in general.after.flags


def test_without_a_change_nothing_differs() -> None:
    answers = _what_if("DEMO-01").answer([])

    assert not any(one.is_changed or one.new_findings or one.gone_findings for one in answers)


def test_another_pack_answers_only_in_the_scratch() -> None:
    what_if = _what_if("DEMO-03")

    answers = what_if.answer([FactChange("pack", "cog-aall08b1")])

    by_pack = {one.pack_id: one for one in answers}
    assert next(iter(by_pack)) == "cog-aall08b1"
    assert by_pack["cog-aall08b1"].before is None
    assert by_pack[PACK].after is None
    assert all(by_pack[one].is_changed for one in ("cog-aall08b1", PACK))


def test_a_pack_that_is_not_usable_answers_nothing() -> None:
    case = a_case(course=CourseFacts(pack="no-such-pack", therapy_started_on=FIRST_DOSE))

    answers = WhatIf(bundled_rules(), case, (GENERIC,)).answer([])

    assert [one.pack_id for one in answers] == [GENERIC]
    assert answers[0].after is not None
    assert answers[0].after.status is GroupStatus.DISPLAY_ONLY
