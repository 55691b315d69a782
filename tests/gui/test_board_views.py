"""The saved boards, in the words of the board."""

from mrdtracker.gui.board_views import BoardViews
from tests.gui.due_desk import Morning, a_ward, day


def test_boards_are_kept_for_the_board(qtbot, tmp_path):
    with a_ward(tmp_path, Morning(day(16))) as ward:
        views = BoardViews(ward, lambda: {"text": "S"})
        qtbot.addWidget(views)

        views.save("late", is_shared=False)

        assert views.text() == "Boards"
        (saved,) = ward.saved_views.of_page("board")
        assert (saved.name, saved.content) == ("late", {"text": "S"})
