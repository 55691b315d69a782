from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.notation_answers import Entry, Limits, Question
from mrdtracker.domain.notation_values import UNSTATED_SENSITIVITY, read_value
from mrdtracker.domain.units import Unit, canonical_text
from mrdtracker.domain.vocabulary import Method
from tests.domain.spelled_amounts import UNITS
from tests.domain.spellings import TABLE

NUMBERS = ("lod", "lloq", "sensitivity", "uloq")


def told(entry: Entry) -> str:
    """Write an entry in the words of the table, by other means than the writer of the program."""
    value = entry.value
    words = [value.state.value]
    if value.value is not None:
        words.append(canonical_text(value.value))
    for name in NUMBERS:
        number = getattr(value, name)
        if number is not None:
            words.append(f"{name}={canonical_text(number)}")
    if entry.unit is not None:
        words.append(entry.unit.value)
    if entry.events_total is not None:
        words.append(f"{entry.events_positive}/{entry.events_total}")
    return " ".join(words)


# What cannot be, whatever was typed: the sentence itself says what to look at.
IMPOSSIBLE = (
    "A limit of 0 does not exist",
    "More than 100 % of the cells",
    "The limit of detection is above",
)


def read_flow(text: str, **given_beside: object) -> Entry | Question:
    return read_value(text, method=Method.FLOW, **({"unit": None} | given_beside))


@pytest.mark.parametrize(
    ("method", "unit", "text", "expected"),
    TABLE,
    ids=[f"{method.value}-{unit and unit.value}-{text[:40]!a}" for method, unit, text, _ in TABLE],
)
def test_a_spelling_is_read_or_asked_about_or_refused(method, unit, text, expected):
    if expected.startswith("!"):
        with pytest.raises(InvalidInputError) as refused:
            read_value(text, method=method, unit=unit)
        assert expected.removeprefix("! ") in str(refused.value)
        is_plain = refused.value.message.startswith(IMPOSSIBLE)
        assert is_plain != str(refused.value.hint).endswith("."), "a refusal says what to do"
        return

    answer = read_value(text, method=method, unit=unit)

    if isinstance(answer, Question):
        readings = " | ".join(choice.text for choice in answer.choices)
        asked = f" {UNITS}" if UNITS in answer.text else ""
        assert f"? {readings}{asked}" == expected
    else:
        assert told(answer) == expected
        assert answer.reported_text == text


def test_the_table_holds_more_than_two_hundred_different_spellings():
    assert len({row[2] for row in TABLE}) >= 200


@pytest.mark.parametrize(
    ("method", "unit", "text"),
    [(method, unit, text) for method, unit, text, expected in TABLE if expected[0] == "?"],
)
def test_every_choice_of_a_question_leads_to_an_entry(method, unit, text):
    open_questions = [read_value(text, method=method, unit=unit)]

    for _ in range(4):
        open_questions = [
            read_value(choice.text, method=method, unit=unit)
            for question in open_questions
            for choice in question.choices
        ]
        open_questions = [one for one in open_questions if isinstance(one, Question)]

    assert open_questions == []


@pytest.mark.parametrize(
    "text", ["0.05 %", "5e-4", "5·10⁻⁴", "5*10^-4", "1:2000", "500 ppm", "0,05 %"]
)
def test_one_amount_is_one_number_however_it_is_written(text):
    assert repr(read_flow(text).value.value) == repr(Decimal("0.0005"))


def test_a_decimal_comma_is_said():
    assert read_flow("0,05 %").notes == ("decimal comma read as a point: 0.05",)


def test_percent_beside_an_exponent_is_said():
    assert "stand together" in read_flow("1e-4 %").notes[0]


def test_a_lost_superscript_is_said():
    assert read_flow("1x10-4").notes == ("'1x10-4' read as an exponent",)


@pytest.mark.parametrize("text", ["1:3", "1 in 8127"])
def test_a_rounded_number_is_said(text):
    assert read_flow(text).notes == ("computed, rounded to 20 decimals",)


def test_a_unit_in_the_text_against_the_chosen_one_is_said():
    entry = read_flow("0.05 %", unit=Unit.FRACTION)

    assert entry.notes == ("the text says '%', not 'fraction': the text was taken",)


def test_an_unstated_sensitivity_is_said():
    assert read_flow("neg, sensitivity not stated").notes == (UNSTATED_SENSITIVITY,)


def test_a_label_says_what_the_choice_would_mean():
    labels = [choice.label for choice in read_flow("<0.01 %").choices]

    assert labels == [
        "neg @ 0.01 % = not detected (s = 0.01 %)",
        "PNQ (QR 0.01 %) = pos., not quantifiable (QR 0.01 %)",
    ]


@pytest.mark.parametrize("text", ["neg", "nd", "0", "0 %", "0,0", "not detected"])
@pytest.mark.parametrize("name", ["lod", "sensitivity"])
def test_a_known_limit_makes_a_negative_of_a_bare_word(text, name):
    entry = read_flow(text, limits=Limits(**{name: Decimal("1e-5")}))

    assert entry.value.state is ResultState.NEGATIVE
    assert entry.value.reached_sensitivity == Decimal("1e-5")


def test_zero_read_as_not_detected_is_said():
    entry = read_flow("0", limits=Limits(lod=Decimal("1e-5")))

    assert "read as not detected" in entry.notes[0]


def test_a_known_limit_of_quantification_does_not_answer_for_the_sensitivity():
    assert isinstance(read_flow("neg", limits=Limits(lloq=Decimal("1e-4"))), Question)


def test_a_known_limit_of_quantification_settles_a_positive_below_it():
    entry = read_flow("PNQ", limits=Limits(lloq=Decimal("1e-4")))

    assert told(entry) == "positive_below_lloq lloq=0.0001"


@pytest.mark.parametrize("text", ["neg @1e-4", "neg, sensitivity not stated"])
def test_a_limit_that_contradicts_the_form_is_refused(text):
    with pytest.raises(InvalidInputError, match="the form"):
        read_flow(text, limits=Limits(sensitivity=Decimal("1e-5")))


def test_a_limit_that_agrees_with_the_form_is_taken():
    entry = read_flow("neg @0.001 %", limits=Limits(sensitivity=Decimal("1e-5")))

    assert told(entry) == "negative sensitivity=0.00001 %"


def test_limits_of_the_form_go_with_a_quantified_value():
    limits = Limits(Decimal("1e-5"), Decimal("5e-5"), Decimal("2e-5"))

    entry = read_flow("0.05 %", limits=limits)

    assert told(entry) == "quantified 0.0005 lod=0.00001 lloq=0.00005 sensitivity=0.00002 %"


def test_a_value_below_the_limit_of_quantification_of_the_form_is_refused():
    with pytest.raises(InvalidInputError, match="below its own limit of quantification"):
        read_flow("0.0049 %", limits=Limits(lloq=Decimal("5e-5")))


@pytest.mark.parametrize("text", ["pending", "not evaluable"])
def test_a_state_that_says_nothing_takes_no_limits_and_says_so(text):
    entry = read_flow(text, limits=Limits(lod=Decimal("1e-5")))

    assert entry.value.lod is None
    assert entry.notes == ("the limits were left out",)


@given(st.text(max_size=30), st.sampled_from(Method), st.sampled_from([None, *Unit]))
def test_any_text_is_an_entry_a_question_or_one_clear_refusal(text, method, unit):
    try:
        answer = read_value(text, method=method, unit=unit)
    except InvalidInputError:
        return
    assert isinstance(answer, Entry | Question)


@given(
    st.lists(
        st.sampled_from(
            [
                *"0123456789.,<>%/:@()-+ e",
                "neg",
                "pos",
                "PNQ",
                "QR",
                " %",
                "10^-4",
                "10⁻⁴",
                "1 in ",
            ]
        ),
        max_size=8,
    ).map("".join)
)
def test_no_made_up_spelling_gets_past_the_rules_of_a_value(text):
    try:
        answer = read_flow(text)
    except InvalidInputError:
        return
    if isinstance(answer, Entry) and answer.value.state is ResultState.QUANTIFIED:
        assert 0 < answer.value.value <= 1
