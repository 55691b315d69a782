"""Fast keys that end with Enter are a scanner; everything else is a person."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from mrdtracker.gui.scan_keys import ScanKeys

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Hand:
    """Presses keys, so many milliseconds apart."""

    def __init__(self):
        self.now_ms = 1000
        self.keys = ScanKeys(lambda: self.now_ms)

    def press(self, text, apart=5, held=NONE, key=Qt.Key.Key_A, *, repeats=False):
        self.now_ms += apart
        event = QKeyEvent(QEvent.Type.KeyPress, key, held, text, repeats)
        return self.keys.press(event)

    def type(self, text, apart=5):
        for sign in text:
            assert self.press(sign, apart) == ""

    def enter(self, apart=5, key=Qt.Key.Key_Return):
        return self.press("\r", apart, key=key)


@pytest.fixture
def hand():
    return Hand()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_fast_keys_and_enter_are_a_scan(hand, key):
    hand.type("DEMO-T3")

    assert hand.enter(key=key) == "DEMO-T3"


@pytest.mark.parametrize(("text", "scanned"), [("12345", ""), ("123456", "123456")])
def test_six_signs_are_the_fewest(hand, text, scanned):
    hand.type(text)

    assert hand.enter() == scanned


@pytest.mark.parametrize(("apart", "scanned"), [(50, "DEMO-T3"), (51, "")])
def test_fifty_milliseconds_are_the_most_between_two_keys(hand, apart, scanned):
    hand.type("DEMO-T3", apart)

    assert hand.enter(apart) == scanned


def test_enter_after_a_pause_ends_no_scan(hand):
    hand.type("DEMO-T3")

    assert hand.enter(apart=51) == ""


def test_what_was_typed_before_the_scan_is_no_part_of_it(hand):
    hand.type("abc", apart=120)
    hand.press("D", apart=120)
    hand.type("EMO-T3")

    assert hand.enter() == "DEMO-T3"


def test_a_shortcut_ends_what_was_collected(hand):
    hand.type("DEMO")
    hand.press("k", held=CONTROL)
    hand.type("-T3")

    assert hand.enter() == ""


def test_shift_for_a_capital_letter_is_no_sign(hand):
    hand.press("", held=SHIFT, key=Qt.Key.Key_Shift)
    hand.press("D", held=SHIFT)
    hand.press("", held=SHIFT, key=Qt.Key.Key_Shift)
    hand.type("EMO-T3")

    assert hand.enter() == "DEMO-T3"


def test_a_key_that_is_held_down_is_no_scanner(hand):
    for _ in range(8):
        hand.press("x", apart=30, repeats=True)

    assert hand.enter() == ""


def test_a_scan_is_taken_once(hand):
    hand.type("DEMO-T3")
    assert hand.enter() == "DEMO-T3"

    assert hand.enter() == ""


def test_the_clock_of_the_program_is_its_own():
    keys = ScanKeys()
    for sign in "DEMO-T3":
        keys.press(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, NONE, sign))

    assert keys.is_scanning
