import pytest

from mrdtracker.domain.finding import Flag, GroupStatus, Level
from mrdtracker.domain.records import PatientSummary
from mrdtracker.domain.truth import Truth
from mrdtracker.gui.presenters.chip_text import (
    FLAG_WORDS,
    NEEDS_PROTOCOL,
    NOT_ASSESSED,
    STATUS_SENTENCES,
    STATUS_WORDS,
    answer_tone,
    assessment_chip,
    either,
    flag_chips,
    flag_tone,
    group_chip,
    summary_chip,
)
from mrdtracker.gui.presenters.tones import ToneName


@pytest.mark.parametrize("status", GroupStatus, ids=lambda one: one.value)
def test_every_status_has_its_own_word_and_sentence(status):
    assert STATUS_WORDS[status]
    assert STATUS_SENTENCES[status]
    assert len(set(STATUS_WORDS.values())) == len(GroupStatus)


@pytest.mark.parametrize("flag", Flag, ids=lambda one: one.value)
def test_every_flag_has_its_own_word(flag):
    assert FLAG_WORDS[flag]
    assert len(set(FLAG_WORDS.values())) == len(Flag)
    assert flag_tone(flag) in ToneName


def test_an_assigned_group_stands_with_its_status():
    chip = group_chip(GroupStatus.PROVISIONAL, "HR", ("HR",))

    assert (chip.word, chip.tone) == ("HR · provisional", ToneName.HIGH)


def test_a_group_that_is_not_known_is_violet_and_lists_what_is_possible():
    chip = group_chip(GroupStatus.INDETERMINATE, "", ("SR", "MR", "HR"))

    assert chip.word == "SR, MR or HR · not known yet"
    assert chip.tone is ToneName.UNKNOWN


def test_a_group_nobody_knows_stays_neutral():
    assert group_chip(GroupStatus.FINAL, "D14_REQUIRED", ()).tone is ToneName.NEUTRAL
    assert group_chip(GroupStatus.FINAL, "D14_REQUIRED", ()).word == "D14 REQUIRED · final"


def test_without_a_pack_the_protocol_is_needed():
    assert assessment_chip(None) == NEEDS_PROTOCOL
    assert summary_chip(PatientSummary(assessed_with="x"), "x") == NEEDS_PROTOCOL


@pytest.mark.parametrize("assessed_with", ["", "older"])
def test_a_line_that_is_out_of_date_says_so(assessed_with):
    summary = PatientSummary(group="SR", status="final", assessed_with=assessed_with)

    assert summary_chip(summary, "now") == NOT_ASSESSED


def test_flags_stand_loudest_first():
    words = [chip.word for chip in flag_chips(["PGR", "MRD_POSITIVE", "PPR", "MISSING_RESULT"])]

    assert words == ["PPR", "result missing", "MRD positive", "PGR"]


def test_where_nothing_is_louder_than_a_note_no_flag_is_an_alert():
    chips = flag_chips(["M3", "M2", "MISSING_RESULT", "M1"], is_loud=False)

    assert {chip.word: chip.tone for chip in chips} == {
        "M3": ToneName.NEUTRAL,
        "M2": ToneName.NEUTRAL,
        "result missing": ToneName.UNKNOWN,
        "M1": ToneName.LOW,
    }


@pytest.mark.parametrize(
    ("level", "answer", "tone"),
    [
        (Level.HIGH, Truth.YES, ToneName.HIGH),
        (Level.HIGH, Truth.NO, ToneName.NEUTRAL),
        (Level.HIGH, Truth.UNKNOWN, ToneName.UNKNOWN),
        (Level.INFO, Truth.YES, ToneName.NEUTRAL),
    ],
)
def test_only_a_yes_is_loud_and_an_open_answer_asks_for_work(level, answer, tone):
    assert answer_tone(level, answer) is tone


def test_alternatives_are_written_out():
    assert either([]) == ""
    assert either(["SR"]) == "SR"
    assert either(["SR", "MR"]) == "SR or MR"
