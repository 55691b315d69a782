import pytest

from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.notation import Entry, read_value
from mrdtracker.domain.vocabulary import Method
from mrdtracker.gui.presenters.value_echo import STATE_WORDS, echo_of_entry
from tests.language.spoken import in_korean


def echo(text, method=Method.FLOW):
    entry = read_value(text, method=method, unit=None)
    assert isinstance(entry, Entry)
    return echo_of_entry(entry).splitlines()


@pytest.mark.parametrize("state", ResultState)
def test_every_state_has_its_words(state):
    assert STATE_WORDS[state]


def test_a_number_is_said_in_all_three_notations():
    assert echo("0.05 %") == ["Quantified: 0.05 % · 5·10⁻⁴ · 1 in 2 000"]


def test_a_rounded_number_says_that_it_is_rounded():
    assert echo("0.012345678 %")[0] == "Quantified: ≈ 0.0123 % · 1.23·10⁻⁴ · about 1 in 8 100"


def test_counts_are_said_with_what_counting_alone_leaves_open():
    assert echo("63/512000") == [
        "Quantified: ≈ 0.0123 % · 1.23·10⁻⁴ · about 1 in 8 127",
        "63 of 512000 events; by counting alone 0.00946 % to 0.0157 % (95 %).",
        "Limits: LOD 0.00391 % · LLOQ 0.00977 % (from the events)",
    ]


def test_a_negative_says_the_interval_that_it_stands_for_and_its_sensitivity():
    assert echo("neg @ 1e-5") == [
        "Not detected",
        "Stands for every value in [0, 0.001 %).",
        "Limits: sensitivity 0.001 %",
    ]


def test_a_positive_below_quantification_is_not_zero():
    assert echo("POS<QR (5E-5)")[:2] == [
        "Positive, not quantifiable",
        "Stands for every value in (0, 0.005 %).",
    ]


def test_above_the_upper_limit_says_the_limit():
    assert echo("> 10 %")[0] == "Above the upper limit: > 10 %"


def test_what_cannot_be_evaluated_says_nothing_about_the_disease():
    assert echo("failed: clotted") == ["Not evaluable", "Says nothing about the disease."]


def test_a_screen_names_the_lesion_and_no_amount():
    assert echo("detected", Method.FUSION_SCREEN) == [
        "Detected (qualitative)",
        "Names the lesion, not an amount.",
    ]


def test_what_was_read_in_a_special_way_is_said():
    assert echo("0,05 %")[-1] == "Decimal comma read as a point: 0.05."


@pytest.mark.parametrize(
    ("text", "method", "words"),
    [
        ("1200 /uL", Method.CYTOLOGY_COUNT, "Quantified: 1200 /µL"),
        ("0.5 copies_ratio", Method.FUSION_TRANSCRIPT, "Quantified: 0.5"),
        ("0 %", Method.MORPHOLOGY, "Quantified: 0 %"),
    ],
)
def test_numbers_of_other_kinds_are_written_in_their_own_unit(text, method, words):
    assert echo(text, method)[0] == words


def test_limits_of_a_transcript_have_no_percent():
    lines = echo("neg (sens 0.0001 copies_ratio)", Method.FUSION_TRANSCRIPT)

    assert lines[-1] == "Limits: sensitivity 0.0001"


def test_korean_says_every_remark_and_the_counts_once():
    with in_korean():
        remark, counts = echo("0,5 %"), echo("63/512000")

    assert remark[-1] == "소수 쉼표를 점으로 읽음: 0.5."
    assert len(counts) == 3
