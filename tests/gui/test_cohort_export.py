"""What is taken away from the cohort page."""

from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from mrdtracker.domain.cohort_views import CohortViewKind
from mrdtracker.gui.cohort_export import CohortExport
from tests.plots.cohort_drawings import view_of


@pytest.fixture
def export(qtbot):
    seen = [(view_of(CohortViewKind.SURVIVAL), 0)]
    made = CohortExport(lambda: seen[0] if seen else None, lambda: date(2026, 11, 20))
    made.seen = seen
    qtbot.addWidget(made)
    made.allow()
    return made


def test_the_whole_table_is_copied_with_its_titles(export, qtbot):
    with qtbot.waitSignal(export.told):
        export.copy_button.click()

    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].startswith("Patient\tGroup\tTime (days)")
    assert len(lines) == 6


def test_table_and_picture_are_saved_where_somebody_says(export, qtbot, tmp_path, monkeypatch):
    offered = []

    def choose(_parent, _title, name, kinds):
        offered.append((name, kinds))
        return str(tmp_path / name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)

    with qtbot.waitSignal(export.told) as told:
        export.table_button.click()
    assert told.args == [f"Saved as {tmp_path / 'cohort-survival-2026-11-20.csv'}."]
    with qtbot.waitSignal(export.told):
        export.picture_button.click()

    assert [name for name, _ in offered] == [
        "cohort-survival-2026-11-20.csv",
        "cohort-survival-2026-11-20.pdf",
    ]
    assert (tmp_path / offered[1][0]).read_bytes().startswith(b"%PDF-")


def test_a_refusal_is_one_sentence(export, qtbot, tmp_path):
    with qtbot.waitSignal(export.told) as told:
        export.save_picture(tmp_path / "km.gif")

    assert told.args[0].startswith("A picture cannot be written as 'gif'.")


def test_nothing_shown_is_nothing_to_take(export, qtbot, tmp_path):
    export.seen.clear()
    export.allow()

    assert not export.copy_button.isEnabled()
    with qtbot.assertNotEmitted(export.told):
        export.copy_table()
        export.save_table(tmp_path / "t.csv")
        export.save_picture(tmp_path / "p.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_dialog_that_was_closed_saves_nothing(export, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))

    with qtbot.assertNotEmitted(export.told):
        export.table_button.click()
        export.picture_button.click()
