from decimal import Decimal

import pytest

from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import QuantityKind
from tests.exchange.tables import FLOW, a_mapping, a_plan, only_problem, only_result

NINES = FLOW + 'nines = true\nbelow = "negative"\n'


def value_of(part: str, cell: str, sensitivity: str = "", **keys: str) -> MrdValue:
    plan = a_plan(a_mapping(part, **keys), "code\tmrd\tsens", f"A\t{cell}\t{sensitivity}")
    return only_result(plan).value


def problem_of(part: str, cell: str, sensitivity: str = "", **keys: str) -> str:
    return only_problem(
        a_plan(a_mapping(part, **keys), "code\tmrd\tsens", f"A\t{cell}\t{sensitivity}")
    )


def test_a_number_is_an_amount_in_the_stated_unit():
    assert value_of(FLOW, "4.021384356", "0.01") == MrdValue(
        ResultState.QUANTIFIED, value=Decimal("0.04021384356"), sensitivity=Decimal("0.0001")
    )


def test_the_limits_may_have_a_unit_of_their_own():
    part = FLOW + 'sensitivity_unit = "fraction"'

    assert value_of(part, "0", "1E-4").sensitivity == Decimal("0.0001")
    assert value_of(part, "0", "0.01 %").sensitivity == Decimal("0.0001")


@pytest.mark.parametrize("zero", ["0", "0.0", "0.00E0"])
def test_a_bare_zero_is_a_negative_with_the_sensitivity_of_its_own_column(zero):
    assert value_of(FLOW, zero, "0.1") == MrdValue(
        ResultState.NEGATIVE, sensitivity=Decimal("0.001")
    )


def test_a_zero_without_a_sensitivity_supports_nothing_and_is_counted():
    plan = a_plan(a_mapping(FLOW), "code,mrd,sens", "A,0.0,NA", "B,0.0,0.01")

    value = plan.patients[0].results[0].value
    assert value == MrdValue(ResultState.NEGATIVE)
    assert value.below(Decimal("0.0001")) is Truth.UNKNOWN
    assert plan.notes == (
        "negative without a stated sensitivity in 1 cell: it cannot support a low-risk group",
        "0 read as negative with the sensitivity of its own column in 1 cell",
    )


def test_a_zero_is_refused_where_the_mapping_does_not_say_what_it_means():
    assert "by which sensitivity" in problem_of(FLOW.replace('zero = "negative"', ""), "0")


def test_a_zero_by_microscopy_is_a_count_unless_it_is_refused():
    counted = FLOW.replace('"flow"', '"morphology"').replace('zero = "negative"', "")

    assert value_of(counted, "0.0").value == 0
    assert "refused" in problem_of(counted + 'zero = "refuse"', "0.0")


@pytest.mark.parametrize(
    ("cell", "limit"),
    [
        ("0.0099999", "0.0001"),
        ("0.00099999", "0.00001"),
        ("0.099999", "0.001"),
        ("0.0499999", "0.0005"),
        ("4.99999", "0.05"),
    ],
)
def test_a_row_of_nines_is_a_coded_less_than(cell, limit):
    value = value_of(NINES, cell)

    assert value == MrdValue(ResultState.NEGATIVE, sensitivity=Decimal(limit))
    assert value.at_least(Decimal(limit)) is Truth.NO


@pytest.mark.parametrize("cell", ["0.999", "0.0099", "0.00999991", "9999", "0.5"])
def test_other_numbers_are_not_coded(cell):
    plan = a_plan(a_mapping(NINES), "code,mrd,sens", f"A,{cell},")

    assert all("read as <" not in note for note in plan.notes)


def test_binary_noise_of_nines_is_not_guessed_at():
    assert "under 'coded'" in problem_of(NINES, "0.07999999999999999")
    assert value_of(FLOW, "0.07999999999999999").value == Decimal("0.0007999999999999999")


def test_a_coded_limit_is_said_in_the_notes():
    plan = a_plan(a_mapping(NINES), "code,mrd,sens", "A,0.0099999,", "B,0.0099999,")

    assert plan.notes == (
        "0.0099999 read as < 0.01 % in 2 cells",
        "< x read as negative with the sensitivity x in 2 cells",
    )
    assert plan.patients[0].results[0].reported_text == "0.0099999"


@pytest.mark.parametrize("cell", ["<0.01", "< 0.01", "<0.01 %", "<1e-4 fraction", "<= 0.01"])
def test_less_than_is_read_by_the_meaning_that_the_mapping_gives_it(cell):
    if "fraction" in cell:
        cell = "<1E-2"
    negative = value_of(FLOW + 'below = "negative"', cell)
    positive = value_of(FLOW + 'below = "positive"', cell)

    assert negative == MrdValue(ResultState.NEGATIVE, sensitivity=Decimal("0.0001"))
    assert positive == MrdValue(ResultState.POSITIVE_BELOW_LLOQ, lloq=Decimal("0.0001"))


def test_less_than_is_not_made_stronger_by_a_better_sensitivity_beside_it():
    value = value_of(FLOW + 'below = "negative"', "<0.01", "0.001")

    assert value.reached_sensitivity == Decimal("0.0001")


def test_less_than_without_a_meaning_is_a_question_that_says_what_to_write():
    text = problem_of(FLOW, "<0.01 %")

    assert text.startswith("'<0.01 %': not detected")
    assert "Write 'neg @ 0.01 %' = not detected (s = 0.01 %) or 'PNQ (QR 0.01 %)' = " in text


def test_single_cells_can_be_declared():
    part = FLOW + 'coded = {"-" = "0", "PNQ" = "pos (QR 0.01 %)", "n.d." = "not evaluable"}'

    assert value_of(part, "-", "0.01").state is ResultState.NEGATIVE
    assert value_of(part, "n.d.").state is ResultState.NOT_EVALUABLE


def test_the_spellings_of_typed_results_are_understood():
    assert value_of(FLOW, "neg (0.001 %)") == MrdValue(
        ResultState.NEGATIVE, sensitivity=Decimal("0.00001")
    )
    assert value_of(FLOW, "5e-4").value == Decimal("0.000005")
    assert value_of(FLOW, "neg", "0.01").sensitivity == Decimal("0.0001")
    assert value_of(FLOW, "0.05 %").value == Decimal("0.0005")


def test_a_number_below_its_own_sensitivity_is_kept_and_said():
    plan = a_plan(a_mapping(FLOW), "code,mrd,sens", "A,0.0038,0.01")

    assert only_result(plan).value.value == Decimal("0.000038")
    assert plan.notes == ("a number below its own sensitivity kept as it stands in 1 cell",)


@pytest.mark.parametrize(
    ("cell", "sensitivity", "words"),
    [
        ("100.1", "", "More than 100 %"),
        ("0,05", "", "decimal mark"),
        ("1,000", "", "decimal mark"),
        ("-0.5", "", "-0.5"),
        ("nan", "", "nan"),
        ("0.1", "0", "limit of 0"),
        ("0.1", "much", "much"),
        ("0." + "1" * 21, "", "digits"),
        ("high", "", "high"),
    ],
)
def test_what_cannot_be_a_result_is_a_problem_of_its_cell(cell, sensitivity, words):
    assert words in problem_of(FLOW, cell, sensitivity)


def test_a_declared_decimal_comma_is_read_and_said():
    mapping = a_mapping(FLOW, decimal_mark="','")
    plan = a_plan(mapping, "code;mrd;sens", "A;0,05;0,01", "B;0.05;0,01")

    assert plan.patients[0].results[0].value.value == Decimal("0.0005")
    assert "decimal mark is a comma" in plan.problems[0].text
    assert "comma is read as the decimal mark" in plan.notes[0]


PARTS = FLOW + 'state_column = "state"\nkind_column = "kind"\nuloq_column = "uloq"\n'


def parts(row: str):
    return a_plan(a_mapping(PARTS), "code,mrd,sens,state,kind,uloq", row)


def test_a_table_may_state_a_result_in_parts():
    assert only_result(parts("A,0.05,0.01,quantified,,")).value.value == Decimal("0.0005")
    assert only_result(parts("A,,0.01,Negative,,")).value.sensitivity == Decimal("0.0001")
    assert only_result(parts("A,,,above_uloq,,10")).value.uloq == Decimal("0.1")
    ratio = only_result(parts("A,,,detected,transcript_ratio,")).value
    assert ratio.kind is QuantityKind.TRANSCRIPT_RATIO


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("A,,,quantified,,", "needs a number"),
        ("A,0.1,,negative,,", "has no number"),
        ("A,0.1,,positive,,", "not a word"),
        ("A,0.1,,quantified,transcript_ratio,", "is not a"),
    ],
)
def test_parts_that_do_not_go_together_are_a_problem(row, words):
    assert words in only_problem(parts(row))
