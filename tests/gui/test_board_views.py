import pytest
from PySide6.QtCore import Qt

from mrdtracker.gui.board_views import BoardViews, NameDialog
from mrdtracker.services.workspace import Person, Workspace
from tests.gui.desk import answer
from tests.gui.due_desk import Morning, a_ward, day
from tests.gui.ward import bundled_rules

CONTENT = {"pack": "p", "is_overdue": True}


@pytest.fixture
def ward(tmp_path):
    with a_ward(tmp_path, Morning(day(16))) as workspace:
        yield workspace


@pytest.fixture
def views(qtbot, ward):
    made = BoardViews(ward, lambda: CONTENT)
    qtbot.addWidget(made)
    return made


def offered(views):
    views.fill()
    return [one.text() for one in views.offered.actions() if not one.isSeparator()]


def test_a_board_is_saved_offered_chosen_and_removed(qtbot, views):
    assert offered(views) == ["No board is saved yet", "Save this board…"]

    with qtbot.waitSignal(views.told) as told:
        views.save(" late & loud ", is_shared=False)

    assert told.args == ["Board saved as late & loud."]
    assert offered(views) == ["late && loud", "Save this board…", "Remove"]
    with qtbot.waitSignal(views.chosen) as chosen:
        views.offered.actions()[0].trigger()
    assert chosen.args == [CONTENT]
    removal = views.offered.actions()[-1].menu()
    with qtbot.waitSignal(views.told) as told:
        removal.actions()[0].trigger()
    assert told.args == ["Board late & loud removed."]
    assert offered(views)[0] == "No board is saved yet"


def test_a_shared_board_is_offered_to_the_next_person_and_an_own_one_is_not(views, ward, qtbot):
    views.save("mine", is_shared=False)
    views.save("ours", is_shared=True)
    path = ward.path
    ward.close()

    with Workspace.open(path, Person("Ben", Morning(day(16))), rules=bundled_rules()) as his:
        other = BoardViews(his, dict)
        qtbot.addWidget(other)
        assert offered(other)[0] == "ours (shared)"


def test_a_name_that_is_refused_is_said(qtbot, views):
    with qtbot.waitSignal(views.told) as told:
        views.save("x" * 200, is_shared=False)

    assert "characters" in told.args[0]
    assert offered(views)[0] == "No board is saved yet"


def test_the_name_is_asked_for_and_who_sees_it(qtbot, views):
    def fill(dialog):
        assert not dialog.save_button.isEnabled()
        qtbot.keyClicks(dialog.name, "late")
        dialog.shared.setChecked(True)
        qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)

    answer(fill)
    views.ask_and_save()
    answer(lambda dialog: dialog.reject())
    views.ask_and_save()

    assert offered(views)[:2] == ["late (shared)", "Save this board…"]


def test_the_dialog_names_its_field(qtbot):
    dialog = NameDialog()
    qtbot.addWidget(dialog)

    assert dialog.windowTitle() == "Save this board"
