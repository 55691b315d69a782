import re

import pytest

from mrdtracker.domain import vocabulary
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import Method, Quality, readable

LISTS = (
    (vocabulary.Specimen, "BM PB CSF other"),
    (
        vocabulary.Method,
        "morphology flow ig_tr_pcr ngs fusion_transcript fusion_screen cytology_count",
    ),
    (
        vocabulary.EventKind,
        "phase_started cd19_directed_therapy transplant car_t remission relapse death "
        "count_recovery protocol_paused protocol_resumed sample_missed blood_count drug_given",
    ),
    (vocabulary.LesionState, "detected not_detected indeterminate failed not_tested"),
    (vocabulary.Lineage, "B T MPAL"),
    (vocabulary.Gating, "cd19_independent cd19_only"),
)


@pytest.mark.parametrize(
    ("words", "expected"), LISTS, ids=lambda one: getattr(one, "__name__", "")
)
def test_a_list_holds_the_words_of_the_case_format(words, expected):
    assert [word.value for word in words] == expected.split()


@pytest.mark.parametrize(
    ("method", "kind"),
    [
        (Method.MORPHOLOGY, QuantityKind.CELL_FRACTION),
        (Method.FLOW, QuantityKind.CELL_FRACTION),
        (Method.IG_TR_PCR, QuantityKind.CELL_FRACTION),
        (Method.NGS, QuantityKind.CELL_FRACTION),
        (Method.FUSION_TRANSCRIPT, QuantityKind.TRANSCRIPT_RATIO),
        (Method.FUSION_SCREEN, QuantityKind.TRANSCRIPT_RATIO),
        (Method.CYTOLOGY_COUNT, QuantityKind.CELL_CONCENTRATION),
    ],
)
def test_a_method_knows_what_its_numbers_count(method, kind):
    assert method.kind is kind


def test_methods_that_see_below_the_microscope():
    assert {method for method in Method if method.is_mrd} == {
        Method.FLOW,
        Method.IG_TR_PCR,
        Method.NGS,
        Method.FUSION_TRANSCRIPT,
    }


def test_methods_that_can_count_zero():
    assert {method for method in Method if method.counts_zero} == {
        Method.MORPHOLOGY,
        Method.CYTOLOGY_COUNT,
    }


def test_only_the_wrong_day_leaves_a_negative_as_strong_as_it_was():
    assert {one for one in Quality if not one.weakens_negative} == {Quality.OUT_OF_WINDOW}


def test_every_word_can_stand_in_a_file():
    for words in vars(vocabulary).values():
        if isinstance(words, type) and words.__module__ == vocabulary.__name__:
            assert all(re.fullmatch(r"[A-Za-z0-9_]+", word.value) for word in words)


def test_every_method_has_words_that_are_no_code():
    for method in Method:
        assert "_" not in method.words


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (
            "BM flow or ig_tr_pcr or ngs at POST_IM1",
            "BM flow or IG/TR PCR or NGS at post-IM1",
        ),
        ("PB cytology_count at D8", "PB blast count at D8"),
        ("BM morphology at D33", "BM morphology at D33"),
        ("my_ngs and POSTPONED", "my_ngs and POSTPONED"),
        ("double_trisomy_4_10 detected?", "double trisomy 4+10 detected?"),
    ],
)
def test_codes_in_a_sentence_are_read_as_words(said, read):
    assert readable(said) == read
    assert readable(read) == read
