import pytest

from mrdtracker.domain.due import TakenSample
from mrdtracker.domain.records import PatientFile
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.gui.presenters.board_choice import BoardChoice
from mrdtracker.gui.presenters.board_rows import board_of
from mrdtracker.gui.presenters.board_words import (
    count_words,
    found_words,
    point_words,
    spoken_words,
    tip_words,
    title_words,
)
from mrdtracker.services.due import DueLine, DueList, NoSchedule
from tests.builders import a_measurement, a_patient, a_sample
from tests.domain.test_due import MARROW, day
from tests.gui.presenters.test_board_rows import NOW, child, lines, listed

CHILD = child("S-0001")


def row_on(today, *samples):
    (row,) = board_of(
        listed(child("S-0001", samples=samples), on=today), BoardChoice(), str, NOW
    ).rows
    return row, row.cells["D15", Specimen.BONE_MARROW]


def spoken(today, *samples, is_flagged=False):
    row, line = row_on(today, *samples)
    return spoken_words(line, row, today, is_flagged=is_flagged)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (9, "Day 15: opens in 5 days"),
        (14, "Day 15: window open, target in 1 day"),
        (15, "Day 15: due today, window closes in 2 days"),
        (20, "Day 15: overdue by 3 days"),
    ],
)
def test_a_cell_is_said_in_one_sentence(today, words):
    assert spoken(day(today)) == words


def test_tubes_and_flags_are_said_after_the_state():
    tube = TakenSample("t", MARROW, day(15), methods=(Method.FLOW,))

    assert spoken(day(20), tube) == "Day 15: resulted"
    assert spoken(day(20), tube._replace(methods=())) == "Day 15: received, no result by flow"
    assert spoken(day(20), tube, tube, is_flagged=True) == "Day 15: resulted, 2 tubes, flagged"


def test_an_empty_cell_says_why():
    row, _ = row_on(day(20))
    assert spoken_words(None, row, day(20), is_flagged=False) == "not in this protocol"
    line = DueLine(CHILD, None, NoSchedule.NO_FIRST_DOSE)
    (undosed,) = board_of(DueList(day(1), {"p": (line,)}), BoardChoice(), str, NOW).rows
    assert spoken_words(line, undosed, day(1), is_flagged=False) == "no day can be counted"
    assert tip_words(line, undosed, day(1), None) == "no day can be counted"


def test_a_title_is_cut_where_the_pack_explains():
    (_, line) = lines(CHILD)
    point = line.sample.expected.point._replace(title="Day 78 marrow (TP2), before Protocol M")
    sample = line.sample._replace(expected=line.sample.expected._replace(point=point))

    assert point_words(sample) == "Day 78 marrow"


def test_under_the_pointer_stand_the_window_and_what_came():
    tubes = [a_sample(), a_sample(2)]
    taken = [TakenSample(one.id, MARROW, day(15)) for one in tubes]
    row, line = row_on(day(20), *taken)
    file = PatientFile(a_patient(), (), tuple(tubes), (a_measurement(),))

    tip = tip_words(line, row, day(20), file).split("\n")

    assert tip[0] == "S-0001 · Day 15: received, no result by flow, 2 tubes"
    assert tip[1] == "Window 16 Mar – 19 Mar, target 17 Mar"
    assert tip[2].startswith("17 Mar 2025 · ")
    assert "%" in tip[2]
    assert tip[3] == "17 Mar 2025 · no result yet"


def test_the_title_the_heads_and_the_filter_have_their_numbers():
    found = listed(child("A"), child("B"), child("C", assessed_with="older"))
    board = board_of(found, BoardChoice(), str, NOW)

    assert title_words(board) == "Board: 3 patients, 6 overdue"
    assert title_words(board_of(listed(), BoardChoice(), str, NOW)) == "Board"
    assert count_words(board.columns[0]) == "0 of 3"
    assert found_words(board, BoardChoice(), 3) == ""
    assert found_words(board, BoardChoice(text="s"), 9) == "3 of 9 patients"
    flagged = BoardChoice(is_flagged=True)
    board = board_of(found, flagged, str, NOW)
    assert found_words(board, flagged, 3) == "0 of 3 patients, 1 not assessed yet"
