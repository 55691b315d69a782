"""The menu of what was kept under a name: who sees it, who may remove it, and what is broken."""

from contextlib import closing
from sqlite3 import connect

import pytest
from PySide6.QtCore import Qt

from mrdtracker.gui.board_views import BoardViews
from mrdtracker.gui.saved_views_button import NameDialog
from mrdtracker.services.workspace import Person, Workspace
from tests.gui.desk import answer
from tests.gui.due_desk import Morning, a_ward, day
from tests.gui.ward import bundled_rules

CONTENT = {"pack": "p", "is_overdue": True}
ANNA, BEN = (Person(name, Morning(day(16))) for name in ("Anna", "Ben"))


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


def removable(views):
    views.fill()
    menu = views.offered.actions()[-1].menu()
    return [one.text() for one in menu.actions()] if menu is not None else []


def test_a_view_is_saved_offered_chosen_and_removed(qtbot, views):
    assert offered(views) == ["No board is saved yet", "Save this board…"]

    with qtbot.waitSignal(views.told) as told:
        views.save(" late & loud ", is_shared=False)

    assert told.args == ["Board saved as late & loud."]
    assert offered(views) == ["late && loud", "Save this board…", "Remove"]
    with qtbot.waitSignal(views.chosen) as chosen:
        views.offered.actions()[0].trigger()
    assert (chosen.args[0].name, chosen.args[0].content) == ("late & loud", CONTENT)
    removal = views.offered.actions()[-1].menu()
    with qtbot.waitSignal(views.told) as told:
        removal.actions()[0].trigger()
    assert told.args == ["Board late & loud removed."]
    assert offered(views)[0] == "No board is saved yet"


def test_a_shared_view_names_its_maker_and_only_the_maker_may_remove_it(views, ward, qtbot):
    views.save("mine", is_shared=False)
    views.save("ours", is_shared=True)
    assert offered(views)[:2] == ["mine", "ours (shared)"]
    assert removable(views) == ["mine", "ours"]
    path = ward.path
    ward.close()

    with Workspace.open(path, BEN, rules=bundled_rules()) as his:
        other = BoardViews(his, dict)
        qtbot.addWidget(other)
        assert offered(other) == ["ours (shared by Anna)", "Save this board…", "Remove"]
        with qtbot.waitSignal(other.told) as told:
            other.save("ours", is_shared=True)
        with qtbot.waitSignal(other.told) as refused:
            other.remove(his.saved_views.of_page("board")[0])

    no = "ours was shared by Anna, and nobody else may change it."
    assert told.args == [f"{no} Save yours under another name."]
    assert refused.args == [no]


def test_what_somebody_who_left_shares_can_be_removed_for_a_reason(views, ward, qtbot):
    views.save("ours", is_shared=True)
    path = ward.path
    ward.close()

    def give_a_reason(dialog):
        qtbot.keyClicks(dialog.reason, "Anna has left.")
        dialog.remove_button.click()

    with Workspace.open(path, BEN, rules=bundled_rules()) as his:
        menu = BoardViews(his, dict)
        qtbot.addWidget(menu)
        assert removable(menu) == ["ours (shared by Anna)…"]
        (action,) = menu.offered.actions()[-1].menu().actions()
        answer(lambda dialog: dialog.reject())
        action.trigger()
        assert removable(menu) == ["ours (shared by Anna)…"]

        told = []
        menu.journalled.connect(lambda changes: told.append(changes.label))
        menu.told.connect(told.append)
        answer(give_a_reason)
        menu.offered.actions()[-1].menu().actions()[0].trigger()

        assert told == ["Remove the board 'ours' that Anna shared", "Board ours removed."]
        assert removable(menu) == []
        (entry, *_) = his.journal(limit=1)
        assert (entry.actor, entry.reason) == ("Ben", "Anna has left.")
        assert "it changed no record" in his.recorder.undo_obstacle()


def test_a_broken_view_is_one_line_and_takes_no_other_with_it(views, ward, qtbot):
    views.save("bad", is_shared=True)
    views.save("good", is_shared=True)
    path = ward.path
    ward.close()
    with closing(connect(path)) as shell, shell:
        shell.execute("UPDATE saved_view SET content = '{no}' WHERE name = 'bad'")

    with Workspace.open(path, ANNA, rules=bundled_rules()) as again:
        menu = BoardViews(again, dict)
        qtbot.addWidget(menu)
        assert offered(menu)[:2] == ["bad (shared): cannot be read", "good (shared)"]
        assert [one.isEnabled() for one in menu.offered.actions()[:2]] == [False, True]
        assert removable(menu) == ["bad", "good"]
        menu.remove(again.saved_views.of_page("board")[0])
        assert offered(menu)[0] == "good (shared)"


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


def test_the_dialog_says_whose_name_it_is_already(qtbot):
    taken = {("mine", False): "", ("ours", True): "Anna"}
    dialog = NameDialog("Save this board", taken)
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == "Save this board"
    dialog.show()
    assert dialog.save_button.x() > dialog.cancel_button.x(), "as in every other dialog"

    dialog.name.setText(" mine ")
    assert dialog.note.text() == "It takes the place of yours of this name."
    assert dialog.save_button.isEnabled()
    dialog.shared.setChecked(True)
    assert (dialog.note.text(), dialog.save_button.isEnabled()) == ("", True)
    dialog.name.setText("ours")
    assert dialog.note.text() == "Anna shares one of this name: choose another."
    assert not dialog.save_button.isEnabled()
    dialog.name.setText("  ")
    assert not dialog.save_button.isEnabled()


def test_the_names_that_there_are_reach_the_dialog(views, ward, qtbot):
    views.save("ours", is_shared=True)
    path = ward.path
    ward.close()
    said = []

    def look(dialog):
        dialog.shared.setChecked(True)
        dialog.name.setText("ours")
        said.append(dialog.note.text())
        dialog.reject()

    for person in (ANNA, BEN):
        with Workspace.open(path, person, rules=bundled_rules()) as again:
            menu = BoardViews(again, dict)
            qtbot.addWidget(menu)
            answer(look)
            menu.ask_and_save()

    assert said == [
        "It takes the place of yours of this name.",
        "Anna shares one of this name: choose another.",
    ]
