"""Ctrl+Z never takes back an older act unasked, and says why the newest one stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from mrdtracker.services.commands import AmendPatient
from mrdtracker.services.issuing import Issuing
from tests.gui.desk import Desk, answer

STAYS = "'Issue report 1 of DEMO-05' cannot be taken back: a report that was issued stays"


def _issue(desk: Desk) -> None:
    issuing, patient = Issuing(desk.workspace), desk.workspace.patient_by_code("DEMO-05")
    command = issuing.command(issuing.report(patient.id), b"pages")
    desk.bench.bus.publish(desk.workspace.recorder.execute(command))


def _note(desk: Desk, note: str) -> None:
    patient = replace(desk.workspace.patient_by_code("DEMO-06"), note=note)
    desk.bench.bus.publish(desk.workspace.recorder.execute(AmendPatient(patient, "asked for")))


def _noted(desk: Desk) -> str:
    return desk.workspace.patient_by_code("DEMO-06").note


def _press(desk: Desk, deed: Callable[[QMessageBox], None]) -> list[str]:
    """Ask for an undo, and return what was asked or said."""
    said: list[str] = []

    def look(box: QMessageBox) -> None:
        said.extend((box.text(), box.informativeText(), *(one.text() for one in box.buttons())))
        deed(box)

    answer(look)
    assert desk.frame.acts["undo"].isEnabled()
    desk.bench.do("undo")
    return said


def test_an_older_act_is_taken_back_only_by_who_says_so(qtbot, desk) -> None:
    _note(desk, "called the ward")
    _issue(desk)
    assert desk.frame.acts["undo"].text() == "&Undo Amend patient DEMO-06…"

    said = _press(desk, lambda box: qtbot.keyClick(box, Qt.Key.Key_Return))
    assert said[0].startswith(STAYS)
    assert said[1] == "An earlier act of yours can be taken back instead."
    assert "Undo Amend patient DEMO-06" in said
    assert _noted(desk) == "called the ward"

    _press(desk, lambda box: box.buttons()[0].click())
    assert _noted(desk) == ""


def test_where_nothing_can_be_taken_back_the_key_says_why(desk) -> None:
    assert not desk.frame.acts["undo"].isEnabled()
    _issue(desk)
    assert desk.frame.acts["undo"].text() == "&Undo"

    said = _press(desk, lambda box: box.accept())

    assert said[0].startswith(f"There is nothing of yours to undo. {STAYS}")


def test_an_act_after_it_is_taken_back_at_once(desk) -> None:
    _issue(desk)
    _note(desk, "called the ward")

    assert desk.frame.acts["undo"].isEnabled()
    desk.bench.do("undo")

    assert _noted(desk) == ""
