"""Facts of the child: what nobody said is unknown, and every edge is where it was published."""

from decimal import Decimal

import pytest

from mrdtracker.domain.truth import Truth, negate
from mrdtracker.domain.vocabulary import EventKind
from mrdtracker.rules.case_view import Need, Trace
from mrdtracker.rules.facts import (
    FACTS,
    MONTHS,
    EventHappened,
    FactIs,
    LesionIs,
    NumberIs,
    WordIs,
    _short,
)
from mrdtracker.rules.thresholds import CHROMOSOMES, DNA_INDEX, WHITE_CELLS, YEARS, read_threshold
from tests.rules.cases import case_of, view_of


@pytest.fixture
def ask(packs):
    def answer(condition, course=None, **patient):
        view = view_of(packs["cog-aall08b1"], case_of(course=course, **patient))
        trace = Trace()
        found = condition.check(view, None, trace).truth
        turned = condition.negated().check(view, None, Trace()).truth
        assert turned is negate(found)
        return found, trace.steps[0].observed

    return answer


@pytest.mark.parametrize(
    ("age", "truth"),
    [("9.999999999", Truth.NO), ("10", Truth.YES), ("10.000000001", Truth.YES)],
)
def test_an_age_is_compared_exactly(ask, age, truth):
    condition = NumberIs("age", read_threshold(">= 10 years", YEARS))

    assert ask(condition, age_years=age)[0] is truth


def test_an_age_is_not_shown_rounded_up(ask):
    condition = NumberIs("age", read_threshold(">= 10 years", YEARS))

    assert ask(condition, age_years="9.99999999")[1] == "9.9999… < 10 years"


def test_the_birthday_decides_before_a_rounded_age(ask):
    condition = NumberIs("age", read_threshold(">= 10 years", YEARS))
    born = {"born_on": "2016-03-03", "age_years": "10"}

    assert ask(condition, diagnosed_on="2026-03-02", **born)[0] is Truth.NO
    assert ask(condition, diagnosed_on="2026-03-03", **born)[0] is Truth.YES


@pytest.mark.parametrize(
    ("born_on", "diagnosed_on", "shown"),
    [
        ("2025-01-01", "2025-06-30", "5.9354… < 6 months"),
        ("2025-01-01", "2025-07-01", "6 ≥ 6 months"),
        ("2025-01-01", "2025-07-02", "6.0322… ≥ 6 months"),
        ("2024-08-31", "2025-02-28", "5.9032… < 6 months"),
        ("2024-08-31", "2025-03-01", "6.0322… ≥ 6 months"),
        ("2023-12-15", "2025-01-14", "12.9677… ≥ 6 months"),
    ],
)
def test_an_age_in_months_goes_by_the_calendar(ask, born_on, diagnosed_on, shown):
    condition = NumberIs("age_months", read_threshold("< 6 months", MONTHS))

    assert ask(condition, born_on=born_on, diagnosed_on=diagnosed_on)[1] == shown


@pytest.mark.parametrize(
    ("patient", "truth"),
    [
        ({"age_years": "0.499999"}, Truth.YES),
        ({"age_years": "0.5"}, Truth.NO),
        ({"age_years": None, "age_days": 182}, Truth.YES),
        ({"age_years": None, "age_days": 183}, Truth.NO),
        ({"age_years": None}, Truth.UNKNOWN),
    ],
)
def test_an_age_in_months_is_a_twelfth_of_the_years(ask, patient, truth):
    condition = NumberIs("age_months", read_threshold("< 6 months", MONTHS))

    assert ask(condition, **patient)[0] is truth


def test_an_unknown_number_is_unknown(ask):
    condition = NumberIs("modal_number", read_threshold("< 44 chromosomes", CHROMOSOMES))

    assert ask(condition, modal_chromosome_number=None) == (Truth.UNKNOWN, "not known")
    assert ask(condition, modal_chromosome_number=43)[0] is Truth.YES
    assert ask(condition, modal_chromosome_number=44)[0] is Truth.NO


def test_white_cells_after_steroids_are_unknown_and_say_why(ask):
    condition = NumberIs("wbc", read_threshold("< 50 10e9_per_L", WHITE_CELLS))

    truth, observed = ask(condition, steroid_pretreatment="yes")

    assert truth is Truth.UNKNOWN
    assert "after steroids" in observed


@pytest.mark.parametrize(
    ("name", "allowed", "patient", "course", "truth"),
    [
        ("lineage", ("T",), {"lineage": "T"}, {}, Truth.YES),
        ("lineage", ("T", "MPAL"), {"lineage": "B"}, {}, Truth.NO),
        ("lineage", ("T",), {"lineage": None}, {}, Truth.UNKNOWN),
        ("cns", ("CNS3",), {"cns": "CNS3"}, {}, Truth.YES),
        ("cns", ("CNS3",), {"cns": None}, {}, Truth.UNKNOWN),
        ("study", ("ccg-1952",), {}, {"study": "CCG-1952"}, Truth.YES),
        ("study", ("ccg-1952",), {}, {}, Truth.UNKNOWN),
        ("arm_given", ("SR",), {}, {"arm_given": "IR"}, Truth.NO),
        ("arm_given", ("SR",), {}, {}, Truth.UNKNOWN),
    ],
)
def test_words(ask, name, allowed, patient, course, truth):
    assert ask(WordIs(name, allowed), course, **patient)[0] is truth


@pytest.mark.parametrize("name", list(FACTS))
def test_every_fact_has_three_answers(ask, name):
    condition = FactIs(name)

    assert ask(condition, **{name: "yes"}) == (Truth.YES, "yes")
    assert ask(condition, **{name: "no"}) == (Truth.NO, "no")
    assert ask(condition, **{name: None}) == (Truth.UNKNOWN, "not stated")


@pytest.mark.parametrize(
    ("state", "truth"),
    [
        ("detected", Truth.YES),
        ("not_detected", Truth.NO),
        ("indeterminate", Truth.UNKNOWN),
        ("failed", Truth.UNKNOWN),
        ("not_tested", Truth.UNKNOWN),
    ],
)
def test_only_a_lesion_that_was_looked_for_is_absent(ask, state, truth):
    assert ask(LesionIs("iAMP21"), genetics={"iAMP21": state})[0] is truth


def test_a_lesion_that_nobody_names_was_not_tested(ask):
    assert ask(LesionIs("TCF3::HLF")) == (Truth.UNKNOWN, "not tested")


def test_a_fusion_of_kmt2a_is_a_rearrangement_of_it(ask):
    found = ask(LesionIs("KMT2A-r"), genetics={"KMT2A::MLLT1": "detected", "KMT2A-r": "failed"})
    excluded = ask(LesionIs("KMT2A::AFF1"), genetics={"KMT2A-r": "not_detected"})
    open_still = ask(LesionIs("KMT2A::AFF1"), genetics={"KMT2A-r": "detected"})

    assert found == (Truth.YES, "detected (KMT2A::MLLT1)")
    assert excluded == (Truth.NO, "not detected (KMT2A-r not detected)")
    assert open_still[0] is Truth.UNKNOWN


def test_an_event_that_is_not_recorded_has_not_happened(ask):
    course = {"events": [{"kind": "relapse", "day": 400}]}

    assert ask(EventHappened(EventKind.RELAPSE), course)[0] is Truth.YES
    assert ask(EventHappened(EventKind.TRANSPLANT), course)[0] is Truth.NO


@pytest.mark.parametrize(
    ("condition", "asked"),
    [
        (WordIs("lineage", ("B", "T")), "Lineage is B or T?"),
        (FactIs("testicular"), "Testicular involvement: yes?"),
        (LesionIs("iAMP21"), "iAMP21 detected?"),
        (EventHappened(EventKind.CAR_T), "car t: recorded?"),
        (WordIs("lineage", ("B",)).negated(), "Lineage is not B?"),
        (FactIs("testicular").negated(), "Testicular involvement: no?"),
        (LesionIs("iAMP21").negated(), "iAMP21 not detected?"),
        (EventHappened(EventKind.CAR_T).negated(), "car t: not recorded?"),
    ],
)
def test_questions_are_asked_in_words(condition, asked):
    trace = Trace()

    condition.skip(trace)

    assert trace.steps[0].asked == asked
    assert not trace.steps[0].is_reached


def test_a_number_with_as_many_digits_as_there_may_be_is_still_written():
    assert _short(Decimal("9" * 30)) == "9" * 30


AGE = NumberIs("age", read_threshold(">= 10 years", YEARS))
CELLS = NumberIs("wbc", read_threshold("< 50 10e9_per_L", WHITE_CELLS))
TESTICULAR, LESION = FactIs("testicular"), LesionIs("TCF3::HLF")
BEFORE_STEROIDS = "a blood count from before the steroids"
AFTER_STEROIDS = "counted after steroids, so it says nothing about the risk"


@pytest.mark.parametrize(
    ("condition", "patient", "answer", "observed", "need"),
    [
        (AGE, {"age_years": "12"}, Truth.YES, "12 ≥ 10 years", None),
        (AGE, {"age_years": None}, Truth.UNKNOWN, "not known", "age at diagnosis"),
        (CELLS, {}, Truth.YES, "30 < 50 ×10⁹/L", None),
        (CELLS, {"wbc_10e9_per_L": "50"}, Truth.NO, "50 ≥ 50 ×10⁹/L", None),
        (
            CELLS,
            {"wbc_10e9_per_L": None},
            Truth.UNKNOWN,
            "not known",
            "white cells before treatment",
        ),
        (
            CELLS,
            {"steroid_pretreatment": "yes"},
            Truth.UNKNOWN,
            AFTER_STEROIDS,
            BEFORE_STEROIDS,
        ),
        (WordIs("lineage", ("B",)), {}, Truth.YES, "B", None),
        (WordIs("cns", ("CNS3",)), {"cns": None}, Truth.UNKNOWN, "not known", "CNS status"),
        (
            NumberIs("dna_index", read_threshold(">= 1.16 DI", DNA_INDEX)),
            {"dna_index": None},
            Truth.UNKNOWN,
            "not known",
            "DNA index",
        ),
        (
            FactIs("down_syndrome"),
            {"down_syndrome": None},
            Truth.UNKNOWN,
            "not stated",
            "Down syndrome: yes or no",
        ),
        (TESTICULAR, {}, Truth.NO, "no", None),
        (
            TESTICULAR,
            {"testicular": None},
            Truth.UNKNOWN,
            "not stated",
            "testicular involvement: yes or no",
        ),
        (LESION, {"genetics": {"TCF3::HLF": "detected"}}, Truth.YES, "detected", None),
        (
            LESION,
            {},
            Truth.UNKNOWN,
            "not tested",
            "TCF3::HLF: detected or not detected",
        ),
        (EventHappened(EventKind.CAR_T), {}, Truth.NO, "not recorded", None),
        (
            EventHappened(EventKind.CAR_T),
            {"course": {"events": [{"kind": "car_t", "day": 200}]}},
            Truth.YES,
            "recorded",
            None,
        ),
    ],
)
def test_what_was_observed_and_what_would_settle_it(
    packs, condition, patient, answer, observed, need
):
    view, told = view_of(packs["cog-aall08b1"], case_of(**patient)), Trace()
    needs = (Need(need),) if need else ()

    found = condition.check(view, None, told)
    quiet = condition.check(view, None, Trace(is_quiet=True))

    (step,) = told.steps
    assert (found.truth, step.observed, step.would_settle) == (answer, observed, need or "")
    assert (found.needs, quiet.truth, quiet.needs) == (needs, answer, needs)


@pytest.mark.parametrize("missing", ["born_on", "diagnosed_on"])
def test_an_age_in_months_with_one_date_only_is_not_known(ask, missing):
    condition = NumberIs("age_months", read_threshold("< 6 months", MONTHS))
    dates = {"born_on": "2025-01-01", "diagnosed_on": "2025-03-01"} | {missing: None}

    assert ask(condition, age_years=None, **dates) == (Truth.UNKNOWN, "not known")
