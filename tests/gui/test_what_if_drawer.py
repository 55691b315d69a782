"""The scratch on the patient page: tried with clicks and keys, and no trace of it afterwards."""

from __future__ import annotations

import hashlib
import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import LesionState
from mrdtracker.services.commands import VoidRecords
from mrdtracker.services.what_if import (
    FactChange,
    LesionChange,
    ResultChange,
    ResultLeftOut,
)
from tests.gui.desk import demo_workspace, open_desk
from tests.gui.ward import choose, lines_below, type_into

TRIES = 1000


@pytest.fixture
def page(desk):
    desk.patient("DEMO-05")
    page = desk.bench.patient
    page.course.make_canvas()
    return page


@pytest.fixture
def drawer(qtbot, page):
    qtbot.mouseClick(page.header.readers["what if"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.drawer.smallest.count() > 0)
    return page.drawer


def _file_state(workspace) -> tuple[int, dict[str, str]]:
    """Return the head of the journal, and a digest of every file of the store."""
    files = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(workspace.path.parent.glob(f"{workspace.path.name}*"))
    }
    return workspace.journal(limit=1)[0].seq, files


def _click(qtbot, drawer, row: int) -> None:
    place = drawer.smallest.visualItemRect(drawer.smallest.item(row)).center()
    qtbot.mouseClick(drawer.smallest.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_it_opens_by_key_and_says_that_nothing_is_saved(desk, page) -> None:
    desk.bench.do("what if")

    assert page.drawer is not None
    assert page.drawer.isVisible()
    assert "nothing here is saved" in page.drawer.banner.words.text()
    assert not page.panel.isVisible()
    assert desk.frame.acts["what if"].shortcut() == QKeySequence("F9")


def test_it_opens_on_a_store_that_is_only_read(qtbot, tmp_path) -> None:
    desk = open_desk(qtbot, tmp_path, demo_workspace(tmp_path, is_read_only=True))
    desk.patient("DEMO-05")

    qtbot.mouseClick(desk.bench.patient.header.readers["what if"], Qt.MouseButton.LeftButton)

    assert desk.bench.patient.drawer is not None
    desk.close()


def test_a_click_takes_a_smallest_change_and_the_group_answers(qtbot, page, drawer) -> None:
    assert drawer.smallest.item(1).text() == ("A D29 marrow (flow) ≥ 0.01\u00a0%\n→ VHR final")
    spoken = drawer.smallest.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "a D29 marrow (flow) ≥ 0.01 % → VHR final"

    _click(qtbot, drawer, 1)

    before, after = drawer.answers.chips[0]
    assert (before.word, after.word) == ("AR or VHR · not known yet", "VHR · final")
    assert "Added: D29 BM flow 0.01 %" in drawer.answers.words
    assert page.header.group.chip.word == "AR or VHR · not known yet"


def test_enter_takes_it_too(qtbot, drawer) -> None:
    drawer.smallest.setCurrentRow(0)

    qtbot.keyClick(drawer.smallest, Qt.Key.Key_Return)

    assert drawer.answers.chips[0][1].word == "AR · final"


def test_the_course_shows_the_scratch_apart_and_then_the_record_again(qtbot, page, drawer) -> None:
    _click(qtbot, drawer, 1)

    tried = page.course.canvas._course
    assert tried.tried == drawer.scratch.scratch_keys
    assert len(tried.points) == 3

    page.close_what_if()

    assert page.course.canvas._course.tried is None
    assert len(page.course.canvas._course.points) == 2


def test_each_change_is_put_back_and_so_are_all(qtbot, drawer) -> None:
    _click(qtbot, drawer, 1)
    drawer.try_changes(LesionChange("BCR::ABL1", LesionState.DETECTED))
    assert len(drawer.answers.back_buttons) == 2

    qtbot.mouseClick(drawer.answers.back_buttons[0], Qt.MouseButton.LeftButton)
    assert [type(one) for one in drawer.scratch.changes] == [LesionChange]
    assert drawer.answers.all_back_button is None

    drawer.try_changes(FactChange("down_syndrome", Truth.YES))
    qtbot.mouseClick(drawer.answers.all_back_button, Qt.MouseButton.LeftButton)
    assert drawer.scratch.changes == ()
    assert "Nothing yet" in drawer.answers.words


def test_a_typed_value_counts_at_once_with_its_echo(qtbot, page, drawer) -> None:
    drawer.tabs.setCurrentWidget(drawer.results)
    drawer.results.list.setCurrentRow(0)
    value = drawer.results.fields.fields["value"]

    type_into(qtbot, value, "2 %")

    assert "2 % · 2·10⁻² · 1 in 50" in lines_below(value)
    assert "0.6 % → D8 PB flow 2 %" in drawer.answers.words
    assert page.course.canvas._course.tried == drawer.scratch.scratch_keys


def test_what_cannot_be_read_yet_changes_nothing(qtbot, drawer) -> None:
    drawer.tabs.setCurrentWidget(drawer.results)
    drawer.results.list.setCurrentRow(0)

    type_into(qtbot, drawer.results.fields.fields["value"], "2 % or")

    assert "2 % or" not in drawer.answers.words
    assert drawer.results.fields.fields["value"].editor.text() == "2 % or"


def test_a_result_is_left_out_by_a_click(qtbot, drawer) -> None:
    drawer.tabs.setCurrentWidget(drawer.results)
    drawer.results.list.setCurrentRow(1)

    qtbot.mouseClick(drawer.results.leave_out_button, Qt.MouseButton.LeftButton)

    assert drawer.answers.words.count("Left out: D29 PB flow") == 1
    assert drawer.results.list.count() == 1


def test_a_fact_is_chosen_and_the_answer_follows(drawer) -> None:
    drawer.tabs.setCurrentWidget(drawer.facts)
    choose(drawer.facts.fields["genetics.BCR::ABL1"], "detected")

    assert LesionChange("BCR::ABL1", LesionState.DETECTED) in drawer.scratch.changes
    assert "BCR::ABL1" in drawer.answers.words


def test_another_protocol_is_tried_with_its_lesions(drawer) -> None:
    drawer.tabs.setCurrentWidget(drawer.facts)
    box = drawer.facts.fields["pack"].editor
    place = next(n for n in range(box.count()) if box.itemText(n).startswith("AIEOP-BFM ALL 2000"))

    box.setCurrentIndex(place)

    assert drawer.scratch.changed.course.pack == "aieop-bfm-all-2000"
    assert "genetics.KMT2A::AFF1" in drawer.facts.fields
    assert "Protocol: cog-aall08b1 → aieop-bfm-all-2000" in drawer.answers.words


def test_a_half_typed_date_changes_nothing(qtbot, drawer) -> None:
    drawer.tabs.setCurrentWidget(drawer.facts)

    type_into(qtbot, drawer.facts.fields["therapy_started_on"], "2026-06-")
    assert drawer.scratch.changes == ()

    type_into(qtbot, drawer.facts.fields["therapy_started_on"], "2026-06-03")
    assert [one.subject for one in drawer.scratch.changes] == [("fact", "therapy_started_on")]


def test_escape_closes_it_and_the_explanation_is_back(qtbot, page, drawer) -> None:
    _click(qtbot, drawer, 1)

    QTest.keyClick(drawer.smallest, Qt.Key.Key_Escape)

    assert page.drawer is None
    assert page.panel.isVisible()
    assert page.course.canvas._course.tried is None


def test_another_patient_closes_it(desk, page, drawer) -> None:
    assert page.drawer is drawer
    desk.patient("DEMO-07")

    assert page.drawer is None


def test_a_change_of_the_record_keeps_what_is_tried(desk, page, drawer) -> None:
    drawer.try_changes(FactChange("down_syndrome", Truth.YES), ResultLeftOut("gone"))
    row = page.view.rows[0]

    patient = page.view.file.patient.id
    void = VoidRecords("1 result", (row.measurement,), patient, "typed for another child")

    desk.bench.bus.publish(desk.workspace.recorder.execute(void))

    assert page.drawer is drawer
    assert [one.subject for one in drawer.scratch.changes] == [("fact", "down_syndrome")]
    assert drawer.results.list.count() == 1


def test_a_thousand_tries_leave_journal_and_file_as_they_were(desk, page, drawer) -> None:
    before = _file_state(desk.workspace)
    dice = random.Random(7)  # noqa: S311 - no secret
    results = drawer.scratch.case.results
    lesions = ("BCR::ABL1", "ETV6::RUNX1", "KMT2A-r")

    for _ in range(TRIES):
        one = dice.choice(results)
        drawer.scratch = drawer.scratch.trying(
            dice.choice(
                (
                    ResultLeftOut(one.key),
                    ResultChange(one),
                    LesionChange(dice.choice(lesions), dice.choice(tuple(LesionState))),
                    FactChange("down_syndrome", dice.choice(tuple(Truth))),
                )
            )
        )
        _ = drawer.scratch.changed
        if not dice.randrange(50):
            drawer.try_changes()
    page.close_what_if()

    assert _file_state(desk.workspace) == before


def test_without_a_protocol_it_says_that_there_is_nothing_to_settle(drawer) -> None:
    drawer.try_changes(FactChange("pack", None))

    drawer.search()

    assert drawer.smallest.isHidden()
    assert "Without a protocol" in drawer.smallest_note.text()


def test_where_nothing_small_would_settle_it_says_so(desk, page, drawer) -> None:
    desk.patient("DEMO-06")
    page.toggle_what_if()
    page.drawer.try_changes(
        *(ResultLeftOut(one.key) for one in page.drawer.scratch.case.results),
        FactChange("pack", "cccg-all-2020"),
    )

    page.drawer.search()

    assert drawer is not page.drawer
    assert "No one or two changes" in page.drawer.smallest_note.text()
