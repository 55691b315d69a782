import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from mrdtracker.gui.presenters.pack_rows import Show
from tests.gui.desk import answer
from tests.gui.rules_desk import rules_desk, settle


@pytest.fixture
def desk(qtbot, tmp_path):
    opened = rules_desk(qtbot, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def page(desk):
    return desk.bench.rules


def ids(page):
    return [row.pack_id for row in page.model.rows]


def test_every_pack_stands_there_and_what_waits_is_counted(desk, page):
    assert page.title.text() == "3 rule packs, 2 wait for a decision"
    assert set(ids(page)) == {"small", "local-small", "generic-definitions"}
    assert desk.frame.rail.buttons["rules"].isChecked()
    assert desk.frame.pages.currentWidget() is page


def test_search_and_filter_narrow_the_list(qtbot, page):
    qtbot.keyClicks(page.search, "generic")
    assert ids(page) == ["generic-definitions"]
    assert page.view.pack.pack_id == "generic-definitions"

    page.search.clear()
    page.show_only.setCurrentIndex(page.show_only.findData(Show.LOCAL.value))
    assert ids(page) == ["local-small"]
    qtbot.keyClicks(page.search, "nothing")
    assert ids(page) == []
    assert page.count.isVisible()
    assert page.view.pack is None


def test_a_tick_is_one_journalled_act_with_its_undo(qtbot, desk, page):
    page.choose("small")

    qtbot.mouseClick(page.view.enabled, Qt.MouseButton.LeftButton)

    assert desk.workspace.settings().enabled_packs == ("generic-definitions", "small")
    (entry,) = desk.workspace.journal(limit=1)
    assert entry.label == "Change laboratory settings"
    assert entry.reason == "small answers for every patient"
    assert page.view.pack.is_enabled
    settle(qtbot, desk)
    desk.bench.do("undo")
    assert desk.workspace.settings().enabled_packs == ("generic-definitions",)
    assert not page.view.enabled.isChecked()


def test_the_page_is_walked_with_the_keyboard_alone(qtbot, desk, page):
    desk.window.activateWindow()
    desk.bench.do("find")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.search)
    qtbot.keyClicks(page.search, "small")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.table

    while page.table.row().pack_id != "small":
        qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.view.title.text() == "Small"
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert "small" in desk.workspace.settings().enabled_packs
    assert QApplication.focusWidget() is page.table
    assert page.table.row().pack_id == "small"

    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.view.browser

    walked = set()
    widget = QApplication.focusWidget()
    while widget not in walked:
        walked.add(widget)
        desk.window.focusNextChild()
        widget = QApplication.focusWidget()
    wanted = {
        page.search,
        page.show_only,
        page.table,
        page.view.edition,
        page.view.enabled,
        page.view.browser,
        page.import_button,
        page.how,
        *(one for one in page.view.buttons.values() if one.isVisible()),
    }
    assert wanted - walked == set()


def test_f1_opens_how_an_own_pack_is_made_and_back_returns(qtbot, desk, page):
    qtbot.mouseClick(page.how, Qt.MouseButton.LeftButton)
    text = desk.bench.help.browser.toPlainText()
    assert "Your own rule pack, in ten minutes" in text
    assert "Keyboard" not in text

    desk.bench.do("back")
    assert desk.frame.pages.currentWidget() is page
    desk.bench.do("help")
    assert "Keyboard" not in desk.bench.help.browser.toPlainText()
    desk.bench.do("help")
    assert "Keyboard" in desk.bench.help.browser.toPlainText()


def test_a_local_pack_is_approved_by_the_second_person(qtbot, desk, page):
    page.choose("local-small")

    answer(lambda dialog: qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton))
    qtbot.mouseClick(page.view.buttons["approve"], Qt.MouseButton.LeftButton)

    assert page.view.pack.is_usable
    assert [chip.word for chip in page.view.states.chips] == ["active", "local"]
    assert "approved by Dr Lee" in page.view.reference.text()
    assert desk.frame.notice.text().endswith("Approve local rule pack local-small 1")

    settle(qtbot, desk)
    desk.bench.do("undo")
    assert not page.view.pack.is_usable


def test_a_copy_names_its_file_and_opens_the_folder(qtbot, page, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    page.choose("small")
    copy = tmp_path / "mine.toml"

    def fill(dialog):
        dialog.form.set("id", "local-mine")
        dialog.form.set("file", str(copy))
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    answer(fill)
    qtbot.mouseClick(page.view.buttons["new"], Qt.MouseButton.LeftButton)

    assert page.written.text() == f"Written: {copy}"
    assert 'id = "local-mine"' in copy.read_text(encoding="utf-8")
    qtbot.mouseClick(page.folder, Qt.MouseButton.LeftButton)
    assert opened[0].toLocalFile() == str(tmp_path)


def test_a_patient_of_the_adoption_is_opened(qtbot, desk, page):
    page.choose("small")

    def look(dialog):
        qtbot.waitUntil(lambda: dialog.comparison is not None)
        qtbot.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)

    answer(look)
    qtbot.mouseClick(page.view.buttons["adopt"], Qt.MouseButton.LeftButton)

    assert desk.bench.patient.header.code.text() == "S-1"
    assert desk.workspace.editions.waiting()


def test_the_share_of_the_list_is_remembered(desk, page):
    assert page.isVisible()
    desk.bench.close()

    assert desk.frame.memory.text("splitter/packs and page")
