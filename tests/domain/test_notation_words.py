"""What a person is asked, offered and told about a result that was typed, word for word."""

from decimal import Decimal

import pytest

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.notation_answers import Limits
from mrdtracker.domain.notation_values import read_value
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import Method


@pytest.mark.parametrize(
    ("text", "method", "question", "labels"),
    [
        (
            "neg",
            Method.FLOW,
            "'neg': not detected at what sensitivity? Type 'neg @ …', or choose.",
            [
                "neg @ 1e-4 = not detected (s = 0.01 %)",
                "neg @ 1e-5 = not detected (s = 0.001 %)",
                "not detected (sensitivity not stated)",
            ],
        ),
        (
            "neg",
            Method.MORPHOLOGY,
            "'neg': not detected at what sensitivity? Type 'neg @ …', or choose.",
            ["0 %"],
        ),
        (
            "neg",
            Method.CYTOLOGY_COUNT,
            "'neg': not detected at what sensitivity? Type 'neg @ …', or choose.",
            ["0 /µL"],
        ),
        (
            "neg",
            Method.FUSION_TRANSCRIPT,
            "'neg': not detected at what sensitivity? Type 'neg @ …', or choose.",
            ["not detected (sensitivity not stated)", "not detected (qualitative) = not detected"],
        ),
        (
            "neg @ 1,000e-4",
            Method.FLOW,
            "'1,000': is the comma a decimal comma, or does it group thousands?",
            [
                "neg @ 1.000e-4 = not detected (s = 0.01 %)",
                "neg @ 1000e-4 = not detected (s = 10 %)",
            ],
        ),
        (
            "PNQ",
            Method.FLOW,
            "'PNQ': below which limit of quantification (QR)? Type it, or choose.",
            [
                "PNQ (QR 1e-4) = pos., not quantifiable (QR 0.01 %)",
                "PNQ (QR 5e-5) = pos., not quantifiable (QR 0.005 %)",
                "PNQ (QR not stated) = pos., not quantifiable (QR not stated)",
            ],
        ),
        (
            "PNQ",
            Method.FUSION_TRANSCRIPT,
            "'PNQ': below which limit of quantification (QR)? Type it, or choose.",
            ["PNQ (QR not stated) = pos., not quantifiable (QR not stated)"],
        ),
        (
            "uncertain significance",
            Method.MORPHOLOGY,
            "'uncertain significance': below which limit of quantification (QR)? Type it, or"
            " choose.",
            [
                "the report does not say = uncertain significance (QR 0.01 %)",
                "the report does not say = uncertain significance (QR 0.005 %)",
                "the report does not say = uncertain significance (QR not stated)",
            ],
        ),
        (
            "pos",
            Method.FLOW,
            "'pos': how much? Type the amount, or choose.",
            ["PNQ", "detected (qualitative) = detected"],
        ),
        (
            "pos 5e-5",
            Method.FLOW,
            "'pos 5e-5': is 5e-5 the amount, or the limit of quantification (QR)?",
            ["5e-5 = 0.005 %", "PNQ (QR 5e-5) = pos., not quantifiable (QR 0.005 %)"],
        ),
        ("< LOQ", Method.FLOW, "'< LOQ': not detected, or positive but too low?", ["neg", "PNQ"]),
        (
            "<0.01 %",
            Method.FLOW,
            "'<0.01 %': not detected, or positive but too low?",
            [
                "neg @ 0.01 % = not detected (s = 0.01 %)",
                "PNQ (QR 0.01 %) = pos., not quantifiable (QR 0.01 %)",
            ],
        ),
        (
            "<5 %",
            Method.MORPHOLOGY,
            "'<5 %': were no blasts seen, or some, or does the report not say?",
            [
                "none seen = not detected (s = 5 %)",
                "some seen = pos., not quantifiable (QR 5 %)",
                "the report does not say = uncertain significance (QR 5 %)",
            ],
        ),
        (
            "<1,000 ppm",
            Method.FLOW,
            "'1,000': is the comma a decimal comma, or does it group thousands?",
            ["<1.000 per 10^6", "<1000 per 10^6"],
        ),
        (
            ">1,000 ppm",
            Method.FLOW,
            "'1,000': is the comma a decimal comma, or does it group thousands?",
            [">1.000 per 10^6 = > 0.0001 %", ">1000 per 10^6 = > 0.1 %"],
        ),
        (
            "0",
            Method.FLOW,
            "'0': not detected at what sensitivity? Type 'neg @ …', or choose.",
            [
                "neg @ 1e-4 = not detected (s = 0.01 %)",
                "neg @ 1e-5 = not detected (s = 0.001 %)",
                "not detected (sensitivity not stated)",
            ],
        ),
        (
            "0 %",
            Method.FLOW,
            "'0 %': not detected at what sensitivity? Type 'neg @ …', or choose.",
            [
                "neg @ 1e-4 = not detected (s = 0.01 %)",
                "neg @ 1e-5 = not detected (s = 0.001 %)",
                "not detected (sensitivity not stated)",
            ],
        ),
        (
            "1,000 ppm",
            Method.FLOW,
            "'1,000': is the comma a decimal comma, or does it group thousands?",
            ["1.000 per 10^6 = 0.0001 %", "1000 per 10^6 = 0.1 %"],
        ),
        (
            "5",
            Method.FLOW,
            "'5' has no unit: which unit is it?",
            ["5 %", "5 per 10^4 = 0.05 %", "5 per 10^6 = 0.0005 %"],
        ),
        (
            "<1 /µL",
            Method.CYTOLOGY_COUNT,
            "'<1 /µL': were no blasts seen, or some, or does the report not say?",
            [
                "none seen = not detected (s = 1 /µL)",
                "some seen = pos., not quantifiable (QR 1 /µL)",
                "the report does not say = uncertain significance (QR 1 /µL)",
            ],
        ),
    ],
)
def test_a_question_says_what_is_open_and_what_each_choice_would_mean(
    text, method, question, labels
):
    asked = read_value(text, method=method, unit=None)

    assert asked.text == question
    assert [choice.label for choice in asked.choices] == labels


@pytest.mark.parametrize(
    ("text", "method", "says"),
    [
        (
            "pos 5e-5",
            Method.FUSION_SCREEN,
            "'pos 5e-5' is a number, and a fusion screen gives none. Type 'detected', 'not"
            " detected' or 'failed'.",
        ),
        (
            "below LOD",
            Method.FLOW,
            "'LOD' is not a number. Write digits with a decimal point, such as 0.05 or 5e-4.",
        ),
        ("<0", Method.FLOW, "A limit of 0 does not exist: state the limit that was reached."),
        ("<200 %", Method.FLOW, "More than 100 % of the cells is not possible: check the unit."),
        (
            "no result",
            Method.FLOW,
            "'no result' is not a number. Write digits with a decimal point, such as 0.05 or"
            " 5e-4.",
        ),
        (
            "-3 log",
            Method.FLOW,
            "'-3 log' is a log reduction: it means nothing without the value before. Type the"
            " value of this sample.",
        ),
        (
            ">= 5 %",
            Method.FLOW,
            "'>= 5 %' includes its limit, which a limit never does. Write < or >, or the value.",
        ),
        (
            "neg @ 1e-4",
            Method.FUSION_SCREEN,
            "'neg @ 1e-4' is a number, and a fusion screen gives none. Type 'detected', 'not"
            " detected' or 'failed'.",
        ),
        (
            "5 %",
            Method.FUSION_SCREEN,
            "'5 %' is a number, and a fusion screen gives none. Type 'detected', 'not detected'"
            " or 'failed'.",
        ),
        (
            "PNQ",
            Method.FUSION_SCREEN,
            "'PNQ' is a number, and a fusion screen gives none. Type 'detected', 'not detected'"
            " or 'failed'.",
        ),
        (
            "neg @ 5 /uL",
            Method.FLOW,
            "'/µL' is a number of cells per volume, and this method gives a share of the cells."
            " Units of this method: %, fraction, per 10^4, per 10^6.",
        ),
        (
            "n/a",
            Method.FLOW,
            "'n/a' does not say what was found. Leave the result out, or type 'pending' or 'not"
            " evaluable'.",
        ),
        (
            "1-5 %",
            Method.FLOW,
            "'1-5' is not a number. Write digits with a decimal point, such as 0.05 or 5e-4.",
        ),
        (
            "~5 %",
            Method.FLOW,
            "'~5' is not a number. Write digits with a decimal point, such as 0.05 or 5e-4.",
        ),
    ],
)
def test_a_refusal_says_what_stands_there_and_what_to_do(text, method, says):
    with pytest.raises(InvalidInputError) as refused:
        read_value(text, method=method, unit=None)

    assert str(refused.value) == says


@pytest.mark.parametrize("text", ["pos (X 5e-5)", "neg X(LOD 1e-5)X"])
def test_only_signs_are_taken_off_what_stands_behind_a_word(text):
    with pytest.raises(InvalidInputError, match="is not a number"):
        read_value(text, method=Method.FLOW, unit=None)


def test_a_number_of_a_smear_is_offered_as_it_would_be_written():
    asked = read_value("5", method=Method.MORPHOLOGY, unit=None)

    assert [choice.label for choice in asked.choices] == [
        "5 %",
        "5 per 10^4 = 0.05 %",
        "5 per 10^6 = 0.0005 %",
    ]


def test_of_two_equal_amounts_in_doubt_one_is_cleared_at_a_time():
    asked = read_value("neg (LOD 1,000 ppm; QR 1,000 ppm)", method=Method.FLOW, unit=None)

    assert [choice.text for choice in asked.choices] == [
        "neg (LOD 1,000 ppm; QR 1.000 per 10^6)",
        "neg (LOD 1,000 ppm; QR 1000 per 10^6)",
    ]


KNOWN = Limits(sensitivity=Decimal("1e-5"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("neg @ 1e-4", "The text says sensitivity 0.01 %, and the form says 0.001 %."),
        (
            "neg, sensitivity not stated",
            "'neg, sensitivity not stated' says that no sensitivity is stated, and the form has"
            " one.",
        ),
    ],
)
def test_a_text_against_the_form_names_both(text, says):
    with pytest.raises(InvalidInputError) as refused:
        read_value(text, method=Method.FLOW, unit=None, limits=KNOWN)

    assert str(refused.value) == f"{says} Correct one of them."


def test_a_count_against_the_form_names_both_in_its_own_unit():
    with pytest.raises(InvalidInputError) as refused:
        read_value(
            "neg (LOD 3 /uL)",
            method=Method.CYTOLOGY_COUNT,
            unit=None,
            limits=Limits(lod=Decimal(1)),
        )

    assert refused.value.message == "The text says lod 3 /µL, and the form says 1 /µL."


POINT = "decimal comma read as a point: "
ZERO = "read as not detected: zero is not a result of this method"


@pytest.mark.parametrize(
    ("text", "unit", "limits", "read_in", "notes"),
    [
        (">0,05 %", None, Limits(), Unit.PERCENT, (f"{POINT}0.05",)),
        (
            "neg @ 0,05 %, LOD 0,01 %",
            None,
            Limits(),
            Unit.PERCENT,
            (f"{POINT}0.05", f"{POINT}0.01"),
        ),
        (
            "PNQ (QR 0,05 %; LOD 0,01 %)",
            None,
            Limits(),
            Unit.PERCENT,
            (f"{POINT}0.05", f"{POINT}0.01"),
        ),
        ("PNQ (QR not stated, LOD 1e-5)", None, Limits(), Unit.FRACTION, ()),
        ("neg (; LOD 1e-5)", None, Limits(), Unit.FRACTION, ()),
        ("neg: (LOD 1e-5)", None, Limits(), Unit.FRACTION, ()),
        ("0", Unit.PERCENT, KNOWN, Unit.PERCENT, (f"'0' {ZERO}",)),
        ("0 %", None, Limits(lod=Decimal("1e-5")), Unit.PERCENT, (f"'0 %' {ZERO}",)),
        (
            "neg, sensitivity not stated",
            None,
            Limits(),
            None,
            ("without a sensitivity a negative cannot support 'low'",),
        ),
    ],
)
def test_an_entry_keeps_the_unit_of_the_text_and_says_how_it_was_read(
    text, unit, limits, read_in, notes
):
    entry = read_value(text, method=Method.FLOW, unit=unit, limits=limits)

    assert (entry.unit, entry.notes) == (read_in, notes)
