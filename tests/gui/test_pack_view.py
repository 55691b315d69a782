import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication

from mrdtracker.gui.theme import Scheme
from mrdtracker.services.editions import Standing
from tests.gui.desk import demo_workspace, open_desk, the_switch
from tests.gui.rules_desk import rules_desk


@pytest.fixture
def desk(qtbot, tmp_path):
    opened = rules_desk(qtbot, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def view(desk):
    desk.bench.rules.choose("small")
    return desk.bench.rules.view


def test_it_says_which_edition_and_how_it_stands(view):
    assert view.title.text() == "Small"
    assert view.reference.text().startswith("small · 1 · ")
    assert "first dose = day 1" in view.reference.text()
    assert [chip.word for chip in view.states.chips] == ["2 waits", "active"]
    text = view.browser.toPlainText()
    assert "MRD at D29 (BM, flow) ≥ 0.1 %" in text
    assert "D15, day 14 to 17, ■ BM flow" in view.browser.accessibleDescription()


def test_another_edition_is_read_and_says_that_it_answers_nobody(view):
    waiting = next(one for one in view.pack.editions if one.standing is Standing.WAITING)
    view.show_edition(waiting.digest)

    assert "MRD at D29 (BM, flow) ≥ 1 %" in view.browser.toPlainText()
    assert view.head_note.text() == "◆ This edition waits: it answers for nobody yet."
    assert view.head_note.isVisible()


def test_only_what_can_be_done_is_offered(desk, view):
    shown = [name for name, button in view.buttons.items() if button.isVisible()]
    assert shown == ["adopt", "new", "copy", "save"]

    desk.bench.rules.choose("local-small")

    shown = [name for name, button in view.buttons.items() if button.isVisible()]
    assert shown == ["approve", "withdraw", "copy", "save"]
    assert "Kim entered it" in view.browser.toPlainText()
    assert "does not answer yet" in view.browser.toPlainText()


def test_the_page_is_copied_as_text(qtbot, view):
    with qtbot.waitSignal(view.copied):
        qtbot.mouseClick(view.buttons["copy"], Qt.MouseButton.LeftButton)

    assert QApplication.clipboard().text().startswith("# Small")


def test_a_source_is_one_click_away(view):
    view.resize(view.width(), 200)
    view.browser.verticalScrollBar().setValue(0)

    view.browser.anchorClicked.emit(QUrl("#source-S"))

    assert view.browser.verticalScrollBar().value() > 0


def test_it_is_painted_anew_with_the_theme_and_stays_where_it_was(view):
    bar = view.browser.verticalScrollBar()
    bar.setValue(30)
    before, place = view.browser.toHtml(), bar.value()

    the_switch().choose(Scheme.DARK)

    assert view.browser.toHtml() != before
    assert bar.value() == place
    the_switch().choose(Scheme.SYSTEM)


def test_the_pack_for_everybody_stays_enabled(desk, view):
    desk.bench.rules.choose("generic-definitions")

    assert view.enabled.isChecked()
    assert not view.enabled.isEnabled()


def test_a_store_that_is_read_only_can_be_read_and_offers_no_change(qtbot, tmp_path):
    desk = open_desk(qtbot, tmp_path, demo_workspace(tmp_path, is_read_only=True))
    desk.bench.do("rules")
    rules = desk.bench.rules
    rules.choose("cog-aall08b1")

    assert not rules.view.enabled.isEnabled()
    assert not rules.import_button.isVisible()
    assert rules.view.buttons["save"].isVisible()
    desk.close()


def test_nothing_chosen_shows_nothing(view):
    view.show_pack(None)

    assert view.title.text() == ""
    assert view.browser.toPlainText() == ""
    assert not any(button.isVisible() for button in view.buttons.values())
