from mrdtracker.domain.errors import NotFoundError
from mrdtracker.domain.finding import LOUD
from mrdtracker.gui.board_model import OVERLAY_ROLE, Overlay
from mrdtracker.services.commands import ChangeKind, Changes
from tests.gui.board_desk import board_desk
from tests.gui.desk import demo_workspace


def flagged(page, code):
    row = next(n for n, one in enumerate(page.model.board.rows) if one.code == code)
    return [
        page.model.column_at(column).title
        for column in range(3, page.model.columnCount())
        if Overlay.FLAG in (page.model.index(row, column).data(OVERLAY_ROLE) or ())
    ]


def test_what_a_loud_finding_used_is_marked_when_it_has_been_looked_at(qtbot, tmp_path):
    with board_desk(qtbot, demo_workspace(tmp_path)) as (_desk, page):
        rows = {row.code: row.child.patient_id for row in page.model.board.rows}
        qtbot.waitUntil(lambda: page.model.has_flags_of(rows["DEMO-12"]))

        view = page._workspace.assessment.view(rows["DEMO-05"])
        loud = {row.sample.id for row in view.rows if row.level and row.level.value == "high"}
        row = next(one for one in page.model.board.rows if one.code == "DEMO-05")
        tubes = {
            column.title: set(row.cells[column.key].sample.tubes)
            for column in page.model.board.columns
            if column.key in row.cells
        }
        assert set(flagged(page, "DEMO-05")) >= {
            title for title, ids in tubes.items() if ids & loud
        }
        assert flagged(page, "DEMO-05")
        assert not page.model.has_flags_of(rows["DEMO-02"])


def test_a_patient_who_is_gone_is_not_asked_about_again(qtbot, tmp_path, monkeypatch):
    with board_desk(qtbot, demo_workspace(tmp_path)) as (_desk, page):
        asked = []

        def gone(patient_id):
            asked.append(patient_id)
            raise NotFoundError("gone")

        monkeypatch.setattr(page._workspace.assessment, "view", gone)
        page.model.forget_flags(None)
        page.flags.start()
        loud = [row for row in page.model.board.rows if row.child.level in LOUD]
        last = loud[-1].child.patient_id
        qtbot.waitUntil(lambda: page.model.has_flags_of(last))

        assert len(asked) == len(set(asked))


def test_a_change_of_a_patient_has_the_findings_looked_at_again(qtbot, tmp_path):
    with board_desk(qtbot, demo_workspace(tmp_path)) as (_desk, page):
        row = next(one for one in page.model.board.rows if one.code == "DEMO-05")
        patient_id = row.child.patient_id
        qtbot.waitUntil(lambda: page.model.has_flags_of(patient_id))

        page.hear(Changes(frozenset({ChangeKind.MEASUREMENTS}), patient_id, "Amend"))

        assert not page.model.has_flags_of(patient_id)
