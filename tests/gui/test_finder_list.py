import pytest
from PySide6.QtWidgets import QWidget

from mrdtracker.gui.finder_list import HIT_ROLE, FinderList
from mrdtracker.gui.presenters.search_hits import Hit, HitGroup, HitKind

ONE, TWO = Hit(HitKind.PATIENT, "1", "S-1", "Kim", "HR"), Hit(HitKind.PATIENT, "2", "S-2")
TUBE = Hit(HitKind.TUBE, "t", "26-0142", "BM · S-1")
ACT = Hit(HitKind.COMMAND, "redo", "Redo", "Edit", "Ctrl+Y", why_not="there is nothing to redo")
PATIENTS = HitGroup(HitKind.PATIENT, (ONE, TWO), "2")
TUBES = HitGroup(HitKind.TUBE, (TUBE,), "100+")


@pytest.fixture
def window(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(900, 500)
    widget.show()
    return widget


@pytest.fixture
def found(window):
    return FinderList(window)


def test_groups_stand_under_headings_with_their_counts(found):
    found.show_groups((PATIENTS, TUBES), "")

    assert found.headings == ("Patients  2", "Samples  100+")
    assert found.hits == (ONE, TWO, TUBE)
    assert found.current == ONE
    assert found.foot.isHidden()


def test_the_patients_opened_last_have_a_heading_of_their_own(found):
    found.show_groups((HitGroup(HitKind.PATIENT, (ONE,), ""),), "Type a code.")

    assert found.headings == ("Recent patients",)
    assert found.foot.text() == "Type a code."


def test_steps_pass_over_headings_and_go_round(found):
    found.show_groups((PATIENTS, TUBES), "")

    found.step(1)
    found.step(1)
    assert found.current == TUBE
    found.step(1)
    assert found.current == ONE
    found.step(-1)

    assert found.current == TUBE


def test_nothing_found_has_no_current_line(found):
    found.show_groups((), "Nothing matches.")

    found.step(1)

    assert found.current is None


def test_new_words_begin_at_the_first_line_and_more_of_the_same_do_not(found):
    found.show_groups((PATIENTS,), "")
    found.step(1)

    found.show_groups((PATIENTS, TUBES), "", is_more=True)
    assert found.current == TWO
    found.show_groups((PATIENTS, TUBES), "")

    assert found.current == ONE


def test_it_stands_below_the_field_and_inside_the_window(found, window):
    field = QWidget(window)
    field.setGeometry(600, 10, 250, 30)
    found.show_groups(tuple(PATIENTS for _ in range(20)), "")

    found.stand_below(field)

    assert window.rect().contains(found.geometry())
    assert found.geometry().top() > field.geometry().bottom()


def test_a_screen_reader_hears_words_and_detail(found):
    found.show_groups((TUBES,), "")

    item = found.lines.item(1)
    assert item.text() == "26-0142, BM · S-1"
    assert item.data(HIT_ROLE) == TUBE


def test_every_kind_of_line_is_painted(found, window):
    many = Hit(HitKind.ALL_PATIENTS, "kim", "All 37 in the list")
    groups = (
        HitGroup(HitKind.PATIENT, (ONE, many), "37"),
        HitGroup(HitKind.COMMAND, (ACT,), "1"),
        HitGroup(HitKind.HELP, (Hit(HitKind.HELP, "own-pack", "Later" * 60),), "1"),
    )
    found.show_groups(groups, "")
    empty = found.grab().toImage()
    found.stand_below(QWidget(window))

    assert found.grab().toImage() != empty
    assert found.lines.horizontalScrollBar().maximum() == 0
