from PySide6.QtCore import Qt

from mrdtracker.gui.actions import ACTS
from mrdtracker.gui.rail import IS_ACT, PLACES, WIDTH, Rail
from tests.gui.desk import the_switch


def a_rail(qtbot):
    the_switch()
    rail = Rail()
    qtbot.addWidget(rail)
    for button in rail.buttons.values():
        button.setEnabled(True)
    rail.show_icons()
    rail.show()
    return rail


def test_a_click_says_where_to(qtbot):
    rail = a_rail(qtbot)

    with qtbot.waitSignal(rail.chosen) as chosen:
        qtbot.mouseClick(rail.buttons["history"], Qt.MouseButton.LeftButton)

    assert chosen.args == ["history"]


def test_only_the_place_where_one_is_is_marked(qtbot):
    rail = a_rail(qtbot)

    rail.show_place("history")
    assert [name for name, button in rail.buttons.items() if button.isChecked()] == ["history"]
    rail.show_place("nowhere")
    assert not any(button.isChecked() for button in rail.buttons.values())


def test_narrow_keeps_the_words_for_screen_readers(qtbot):
    rail = a_rail(qtbot)
    assert rail.width() == WIDTH

    rail.set_narrow(is_narrow=True)

    assert rail.width() < WIDTH
    assert rail.buttons["import"].accessibleName() == "Import…"
    assert not rail.buttons["patients"].icon().isNull()


def test_the_numbers_of_the_places_follow_the_rail():
    keys = {act.name: act.keys for act in ACTS}
    places = [name for name, _ in PLACES if name not in IS_ACT]

    numbered = [keys[name] for name in places]

    assert numbered == [(f"Ctrl+{number}",) for number in range(1, len(places) + 1)]
