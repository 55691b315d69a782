from decimal import Decimal

import pytest

from mrdtracker.domain.case import Event
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import CnsStatus, EventKind, LesionState, Specimen
from tests.exchange.tables import FLOW, a_mapping, a_plan, only_problem


def fact(field: str, more: str = "") -> str:
    return f'[[fact]]\nfield = "{field}"\ncolumn = "fact"\n{more}\n'


def facts_of(part: str, cell: str, **keys: str):
    plan = a_plan(a_mapping(part, **keys), "code\tfact", f"A\t{cell}", "B\t")
    assert plan.problems == ()
    return plan.patients[0]


def problem_of(part: str, cell: str, **keys: str) -> str:
    return only_problem(a_plan(a_mapping(part, **keys), "code\tfact", f"A\t{cell}", "B\t"))


def test_words_are_translated_and_our_own_words_are_known_without():
    patient = facts_of(fact("cns", 'values = {"CNS 2a" = "CNS2"}'), "cns 2A")

    assert patient.facts.cns is CnsStatus.CNS2
    assert patient.stated_facts == {"cns"}
    assert facts_of(fact("testicular"), "No").facts.testicular is Truth.NO


def test_a_word_that_nobody_declared_is_a_problem_and_not_missing():
    assert "'CNS 9' is not a word" in problem_of(fact("cns"), "CNS 9")


def test_missing_and_unknown_state_nothing_but_only_unknown_is_counted():
    mapping = a_mapping(fact("sex"))
    plan = a_plan(mapping, "code,fact", "A,NA", "B,Unknown", "C,")

    assert [patient.facts.sex for patient in plan.patients] == [None] * 3
    assert plan.notes == ("'Unknown' in fact: stated as unknown in 1 cell",)


def test_a_word_that_stands_for_missing_elsewhere_can_be_a_value_here():
    assert facts_of(fact("sex", 'values = {NA = "other"}'), "NA").facts.sex.value == "other"


@pytest.mark.parametrize(
    ("unit", "cell", "stored"), [("10e9_per_L", "30.5", "30.5"), ("per_uL", "30500", "30.5")]
)
def test_white_cells_have_a_unit(unit, cell, stored):
    patient = facts_of(fact("wbc_10e9_per_l", f'unit = "{unit}"'), cell)

    assert patient.facts.wbc_10e9_per_l == Decimal(stored)


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("age_days", "3592.0"),
        ("modal_chromosome_number", "46"),
        ("dna_index", "1.16"),
        ("born_on", "2021-02-01"),
        ("pack", "aieop-bfm-all-2000"),
        ("protocol_text", "AALL0232"),
        ("name", "A. B."),
    ],
)
def test_facts_are_read_by_their_kind(field, cell):
    assert facts_of(fact(field), cell).stated_facts == {field}


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("age_days", "99999"),
        ("age_days", "3592.5"),
        ("age_years", "3592"),
        ("dna_index", "1,16"),
        ("born_on", "03/04/2021"),
        ("genetics", "BCR::ABL1"),
        ("genetics", "BCR::ABL1=maybe"),
    ],
)
def test_a_fact_that_cannot_be_is_a_problem(field, cell):
    assert problem_of(fact(field), cell)


def test_the_age_in_days_wins_over_a_rounded_one():
    part = fact("age_days") + '[[fact]]\nfield = "age_years"\ncolumn = "rounded"\n'
    plan = a_plan(a_mapping(part), "code,fact,rounded", "A,3592.0,10.0", "B,NA,6.0")

    first, second = (patient.facts for patient in plan.patients)
    assert (first.age_days, first.age_years) == (3592, None)
    assert (second.age_days, second.age_years) == (None, Decimal("6.0"))
    assert plan.notes == ("rounded age in years set aside for the age in days in 1 cell",)


def test_listed_lesions_are_read():
    patient = facts_of(fact("genetics"), "BCR::ABL1=not_detected; iAMP21=failed")

    assert patient.facts.genetics == {
        "BCR::ABL1": LesionState.NOT_DETECTED,
        "iAMP21": LesionState.FAILED,
    }
    assert patient.stated_facts == {"genetics.BCR::ABL1", "genetics.iAMP21"}


LESION = (
    '[[lesion]]\nname = "iAMP21"\ncolumn = "fact"\nvalues = {0 = "not_detected", 1 = "detected"}'
)


def test_a_blank_lesion_was_not_tested():
    plan = a_plan(a_mapping(LESION), "code,fact", "A,0", "B,1", "C,", "D,Unknown")

    states = [patient.facts.lesion("iAMP21") for patient in plan.patients]
    assert states == [
        LesionState.NOT_DETECTED,
        LesionState.DETECTED,
        LesionState.NOT_TESTED,
        LesionState.NOT_TESTED,
    ]
    assert "not a word" in only_problem(a_plan(a_mapping(LESION), "code,fact", "A,2"))


def test_not_detected_needs_a_sign_that_somebody_looked():
    mapping = a_mapping(LESION + '\nnegative_needs = ["fish"]')
    plan = a_plan(mapping, "code,fact,fish", "A,0,normal", "B,0,", "C,1,")

    assert [patient.facts.lesion("iAMP21").value for patient in plan.patients] == [
        "not_detected",
        "not_tested",
        "detected",
    ]
    assert plan.notes == ("'0' in fact not taken as 'not detected' in 1 cell: fish are empty",)


EVENT = """
[[event]]
column = "event"
title = "First event"
values = {None = "none", Relapse = "relapse", SMN = "note"}
time_column = "days"
counted_from = "diagnosis"
"""


def test_none_is_a_value_and_its_follow_up_is_kept():
    plan = a_plan(a_mapping(EVENT), "code,event,days", "A,None,4182.0", "B,NA,12", "C,SMN,30")

    assert [patient.events for patient in plan.patients] == [(), (), ()]
    assert [patient.note for patient in plan.patients] == [
        "First event: None, 4182 days from diagnosis",
        "",
        "First event: SMN, 30 days from diagnosis",
    ]


def test_the_day_of_an_event_is_one_number_with_its_convention():
    plan = a_plan(a_mapping(EVENT), "code,event,days", "A,Relapse,1043.0")

    words = "First event: Relapse, D1044 (diagnosis = day 1)"
    assert plan.patients[0].events == (
        Event(EventKind.RELAPSE, words, day=1044, day_stated_in=DayConvention(1)),
    )
    assert plan.notes == (
        "days: days since diagnosis; shown as if the first dose were given on the day of "
        "diagnosis (100 days are D101), in 1 cell",
    )


def test_days_from_the_first_dose_need_no_warning():
    mapping = a_mapping(EVENT.replace('"diagnosis"', '"first_dose"'))
    plan = a_plan(mapping, "code,event,days", "A,Relapse,0")

    assert (plan.patients[0].events[0].day, plan.notes) == (1, ())


def test_an_event_without_a_time_is_kept_as_words():
    plan = a_plan(a_mapping(EVENT), "code,event,days", "A,Relapse,NA")

    assert plan.patients[0].events == ()
    assert plan.patients[0].note == "First event: Relapse"


@pytest.mark.parametrize(
    "row", ["A,Transplanted,3", "A,Relapse,-3", "A,Relapse,1.5", "A,Relapse,99999"]
)
def test_an_event_that_cannot_be_read_is_a_problem(row):
    assert only_problem(a_plan(a_mapping(EVENT), "code,event,days", row))


PLACED = (
    '[[event]]\ncolumn = "kind"\nname_column = "name"\ndate_column = "on"\nday_column = "day"\n'
)


def test_events_can_stand_one_per_row():
    plan = a_plan(
        a_mapping(PLACED),
        "code,kind,name,on,day",
        "A,phase_started,consolidation,2026-04-06,",
        "A,relapse,,,-3",
        "A,relapse,,,-3",
    )

    assert plan.patients[0].events == (
        Event(EventKind.PHASE_STARTED, "consolidation", on=plan.patients[0].events[0].on),
        Event(EventKind.RELAPSE, day=-3, day_stated_in=DayConvention(1)),
    )
    assert "needs a date" in only_problem(
        a_plan(a_mapping(PLACED), "code,kind,name,on,day", "A,relapse,,,")
    )


def test_texts_are_kept_as_they_stand():
    karyotype = "46,X,-X,add(12)(p12,+10,del(11)(q23)"
    mapping = a_mapping('[[note]]\ntitle = "Karyotype"\ncolumn = "k"\n' + FLOW)
    plan = a_plan(mapping, "code\tk\tmrd\tsens", f"A\t{karyotype}\t\t", "B\tNA\t\t")

    assert [patient.note for patient in plan.patients] == [f"Karyotype: {karyotype}", ""]


DETAILED = PLACED + (
    'first_dose_day_column = "first"\nend_column = "end"\namount_column = "amount"\n'
    'unit_column = "unit"\nspecimen_column = "specimen"\nnote_column = "note"\n'
)
DETAILS = "code,kind,name,on,day,first,end,amount,unit,specimen,note"


def test_an_event_may_say_how_its_day_counts_how_much_and_why():
    plan = a_plan(
        a_mapping(DETAILED),
        DETAILS,
        "A,relapse,,,300,0,,,,,",
        "A,blood_count,ANC,2026-04-06,,,,0.75,10e9_per_L,,",
        "A,blood_count,WBC,2026-04-06,,,,2.1,10e9_per_L,,",
        "A,sample_missed,D15,2026-04-06,,,,,,BM,declined",
    )

    events = plan.patients[0].events
    assert events[0].day_stated_in == DayConvention(0)
    assert [(one.name, str(one.amount)) for one in events[1:3]] == [
        ("ANC", "0.75"),
        ("WBC", "2.1"),
    ]
    assert (events[3].specimen, events[3].note) == (Specimen.BONE_MARROW, "declined")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("A,sample_missed,D15,2026-04-06,,,,,,BM,", "needs a reason"),
        ("A,sample_missed,D15,2026-04-06,,,,,,,ill", "its specimen"),
        ("A,blood_count,ANC,2026-04-06,,,,,,,", "its number"),
        ("A,drug_given,MTX,2026-04-06,,,,20,,,", "belong together"),
        ("A,drug_given,MTX,2026-04-06,,,,20,per_uL,,", "in its dose"),
        ("A,drug_given,MTX,2026-04-06,,,2026-04-05,,,,", "before the beginning"),
        ("A,relapse,,,300,2,,,,,", "day 0 or day 1"),
    ],
)
def test_half_an_event_is_a_problem(row, says):
    assert says in only_problem(a_plan(a_mapping(DETAILED), DETAILS, row))
