from mrdtracker.gui.elided_label import ElidedLabel


def test_what_has_no_room_ends_in_dots_and_stands_in_the_tooltip(qtbot):
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText("disease seen again after negative results")
    label.resize(80, 20)
    label.show()
    label.grab()

    assert label.shown.endswith("…")
    assert label.toolTip() == label.text()
    assert label.minimumSizeHint().width() == 0

    label.resize(800, 20)
    label.grab()
    assert label.shown == label.text()
    assert label.toolTip() == ""
