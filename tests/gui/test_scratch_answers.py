"""Group before and after, what is tried, and the buttons that put it back."""

from __future__ import annotations

from PySide6.QtCore import Qt

from mrdtracker.gui.presenters.tones import ChipText, ToneName
from mrdtracker.gui.presenters.what_if_words import AnswerLine, ChangeLine
from mrdtracker.gui.scratch_answers import ScratchAnswers
from mrdtracker.services.what_if import FactChange
from tests.gui.desk import the_switch

ANSWER = AnswerLine(
    "A protocol",
    ChipText("SR · provisional", ToneName.LOW),
    ChipText("HR · final", ToneName.HIGH),
    ("Needs: BM flow at D33",),
    ("+ ✓ High risk.",),
)
STUDY, ARM = FactChange("study", "a"), FactChange("arm_given", "b")


def _shown(qtbot, *changes: ChangeLine) -> ScratchAnswers:
    the_switch()
    answers = ScratchAnswers()
    qtbot.addWidget(answers)
    answers.show_answers([ANSWER], changes)
    answers.show()
    return answers


def test_before_and_after_stand_there_with_what_differs(qtbot) -> None:
    answers = _shown(qtbot)

    assert answers.chips == [(ANSWER.before, ANSWER.after)]
    for words in ("A protocol", "Needs: BM flow at D33", "+ ✓ High risk.", "Nothing yet"):
        assert words in answers.words


def test_a_pack_whose_group_stays_is_named_only_with_its_findings(qtbot) -> None:
    answers = _shown(qtbot)
    same = AnswerLine("Another", ANSWER.before, ANSWER.before, (), ("+ ✓ M3 marrow.",))

    answers.show_answers([ANSWER, same], [])

    assert len(answers.chips) == 1
    assert "Findings that differ, Another\n+ ✓ M3 marrow." in answers.words


def test_each_change_has_a_button_that_names_it(qtbot) -> None:
    answers = _shown(qtbot, ChangeLine(STUDY, "Study: a → b"), ChangeLine(ARM, "Arm: x → y"))

    with qtbot.waitSignal(answers.putBackAsked) as told:
        qtbot.mouseClick(answers.back_buttons[1], Qt.MouseButton.LeftButton)
    assert told.args == [ARM]
    assert answers.back_buttons[0].accessibleName() == "Put back: Study: a → b"
    with qtbot.waitSignal(answers.allBackAsked):
        qtbot.mouseClick(answers.all_back_button, Qt.MouseButton.LeftButton)


def test_what_was_shown_before_is_gone(qtbot) -> None:
    answers = _shown(qtbot, ChangeLine(STUDY, "Study: a → b"))

    answers.show_answers([], [])

    assert answers.chips == []
    assert "Study" not in answers.words
    assert answers.back_buttons == []


def test_hairlines_part_what_is_answered_what_is_tried_and_what_differs(qtbot) -> None:
    answers = _shown(qtbot)

    assert len([row for row in answers._rows if row.property("role") == "line"]) == 2
