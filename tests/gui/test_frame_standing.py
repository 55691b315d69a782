"""What the frame says of the open store, on a whole window."""

from mrdtracker.services.commands import AddPatient
from tests.builders import a_patient
from tests.gui.desk import demo_workspace, open_desk


def test_the_frame_says_who_where_and_which_rules(desk):
    assert desk.frame.person.text() == "Anna · Practice laboratory (invented)"
    count = len(desk.workspace.rules.packs)
    assert desk.frame.standing.text().startswith(f"{count} rule packs; Generic definitions ")
    assert "practice.mrd" in desk.frame.standing.text()
    assert desk.frame.banner.text().startswith("PRACTICE")
    assert desk.frame.notice.text().startswith("Saved ")


def test_acts_need_what_they_are_about(desk):
    assert not desk.frame.acts["result"].isEnabled()

    desk.patient("DEMO-01")

    assert desk.frame.acts["result"].isEnabled()


def test_undo_and_redo_are_named_and_work(desk):
    desk.bench.bus.publish(desk.workspace.recorder.execute(AddPatient(a_patient(5))))
    assert desk.frame.acts["undo"].text() == "&Undo Add patient S-0005"

    desk.bench.do("undo")
    assert "S-0005" not in [line.code for line in desk.bench.list.model.rows]
    assert desk.frame.acts["redo"].text() == "&Redo Add patient S-0005"

    desk.bench.do("redo")
    assert "S-0005" in [line.code for line in desk.bench.list.model.rows]


def test_the_making_of_the_practice_patients_is_nobodys_act_to_undo(desk):
    assert desk.workspace.recorder.undo_label() is None
    assert not desk.frame.acts["undo"].isEnabled()
    assert desk.workspace.journal()[-1].actor == "mrdtracker"


def test_the_window_has_the_name_of_the_store_and_the_way_back_opens_with_the_first_step(desk):
    assert desk.window.windowTitle() == "practice.mrd – MRD tracker"
    assert not desk.frame.acts["back"].isEnabled()

    desk.patient("DEMO-01")

    assert desk.frame.acts["back"].isEnabled()
    assert not desk.frame.acts["forward"].isEnabled()


def test_a_reader_is_offered_no_import_and_nothing_to_undo(qtbot, tmp_path):
    reader = open_desk(qtbot, tmp_path, demo_workspace(tmp_path, is_read_only=True))

    assert not reader.frame.rail.buttons["import"].isVisible()
    assert reader.frame.rail.buttons["patients"].isVisible()
    assert not reader.frame.acts["undo"].isEnabled()
    reader.close()
