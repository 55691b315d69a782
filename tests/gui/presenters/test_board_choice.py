import json

from mrdtracker.gui.presenters.board_choice import BY_CODE, BoardChoice


def test_a_choice_is_kept_and_read_back():
    choice = BoardChoice("p", "kim", is_flagged=True, sort="D15 BM", hidden=("D8 PB",))

    assert BoardChoice.of(json.loads(json.dumps(choice.content()))) == choice


def test_what_is_not_understood_is_as_at_the_beginning():
    content = {"pack": 7, "text": None, "is_overdue": "yes", "sort": "", "hidden": ["a", 3]}

    assert BoardChoice.of(content) == BoardChoice(hidden=("a",))
    assert BoardChoice.of({}).sort == BY_CODE


def test_a_tab_and_hidden_columns_leave_nobody_out():
    assert not BoardChoice("p", "  ", hidden=("a",)).is_narrowed
    assert BoardChoice(text="kim").is_narrowed
    assert BoardChoice(is_missing=True).is_narrowed
