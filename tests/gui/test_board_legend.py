from mrdtracker.gui.board_legend import BoardLegend
from mrdtracker.gui.presenters.point_states import PointState
from tests.gui.desk import the_switch


def test_only_what_is_there_and_computed_is_explained_in_the_order_of_the_signs(qtbot):
    the_switch()
    legend = BoardLegend()
    qtbot.addWidget(legend)
    legend.resize(600, 24)
    legend.show_states(
        (PointState.SIGNED, PointState.RESULTED, PointState.OVERDUE), has_flags=False
    )

    assert legend.states == (PointState.OVERDUE, PointState.RESULTED)
    assert legend.toolTip().split("\n") == [
        "clock with !: overdue",
        "disc: resulted",
        "hatched: not in this protocol",
    ]
    plain = legend.grab().toImage()
    legend.show_states(legend.states, has_flags=True)
    assert "; triangle: a finding of level high or intermediate;" in legend.accessibleName()
    assert legend.grab().toImage() != plain


def test_what_finds_no_room_is_left_to_the_tooltip(qtbot):
    the_switch()
    legend = BoardLegend()
    qtbot.addWidget(legend)
    legend.show_states(tuple(PointState), has_flags=True)
    legend.resize(90, 24)
    narrow = legend.grab().toImage()
    legend.resize(900, 24)

    wide = legend.grab().toImage()

    assert legend.minimumSizeHint().width() == 0
    assert wide.copy(0, 0, 60, 24) == narrow.copy(0, 0, 60, 24)
