from dataclasses import replace
from datetime import date

from mrdtracker.domain.case import CourseFacts
from mrdtracker.domain.vocabulary import LesionState
from mrdtracker.gui.presenters.patient_overview import fact_lines, header_of, next_step
from tests.builders import FIRST_DOSE, a_patient
from tests.gui.presenters.views import a_view

TODAY = date(2025, 3, 17)
BFM = CourseFacts(pack="aieop-bfm-all-2000", therapy_started_on=FIRST_DOSE)


def bare(course, **changes):
    return a_view(
        patient=a_patient(course=course, **changes), samples=[], measurements=[], events=[]
    )


def test_the_header_says_who_where_and_how():
    header = header_of(bare(BFM, name="Kim M."), TODAY)

    assert header.code == "S-0001"
    assert header.who == "Kim M. · born 01 Feb 2021 · 4.0 years at diagnosis · B lineage"
    assert header.protocol == "AIEOP-BFM ALL 2000 · D15 today"
    assert header.convention == "first dose = day 1"
    assert header.group.word.endswith("not known yet")


def test_a_patient_without_protocol_needs_one():
    header = header_of(bare(CourseFacts()), TODAY)

    assert header.protocol == "no protocol"
    assert header.group.word == "needs protocol"


def test_a_patient_without_first_dose_needs_one():
    header = header_of(bare(CourseFacts(pack="aieop-bfm-all-2000")), TODAY)

    assert header.protocol == "AIEOP-BFM ALL 2000"
    assert header.flags[0].word == "needs first dose"


def test_a_pack_that_is_not_there_is_no_silent_normal():
    header = header_of(bare(CourseFacts(pack="lost-pack", therapy_started_on=FIRST_DOSE)), TODAY)

    assert header.group.word == "rules not available"


def test_the_next_step_is_the_next_thing_to_do():
    assert "protocol" in next_step(bare(CourseFacts()))
    assert "first dose" in next_step(bare(CourseFacts(pack="aieop-bfm-all-2000")))
    assert ", due " in next_step(bare(BFM))
    assert next_step(bare(CourseFacts(pack="generic-definitions", therapy_started_on=FIRST_DOSE)))


def test_unknown_facts_are_named_and_not_hidden():
    lines = {line.name: line for line in fact_lines(bare(BFM))}

    assert lines["White cells"].text == "30.5 ×10⁹/L"
    assert lines["CNS"].text == "not stated"
    assert not lines["CNS"].is_known
    assert not lines["Down syndrome"].is_known


def test_lesions_and_ploidy_are_facts():
    facts = replace(
        a_patient().facts,
        genetics={"BCR::ABL1": LesionState.NOT_DETECTED},
        modal_chromosome_number=54,
    )

    lines = {line.name: line.text for line in fact_lines(bare(BFM, facts=facts, note="twin"))}

    assert lines["BCR::ABL1"] == "not detected"
    assert lines["Modal chromosome number"] == "54"
    assert lines["Note"] == "twin"
