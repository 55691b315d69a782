from mrdtracker.gui.actions import shortcut_lines
from mrdtracker.gui.theme import Scheme
from tests.gui.desk import the_switch


def test_every_key_and_every_pack_stands_there(desk):
    desk.bench.do("help")

    text = desk.bench.help.browser.toPlainText()
    for words, keys in shortcut_lines():
        assert words in text
        assert keys in text
    for overview in desk.workspace.rules.overviews():
        assert overview.reference.sha256[:12] in text


def test_it_changes_its_colours_with_the_theme(desk):
    desk.bench.do("help")
    before = desk.bench.help.browser.toHtml()

    the_switch().choose(Scheme.DARK)

    assert desk.bench.help.browser.toHtml() != before
    the_switch().choose(Scheme.SYSTEM)
