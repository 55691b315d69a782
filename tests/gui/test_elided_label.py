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


def test_a_stub_of_a_long_text_is_not_shown_and_its_tooltip_says_everything(qtbot):
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText("disease seen again after negative results")
    label.setToolTip("first dose = day 1")
    label.resize(20, 20)
    label.show()
    label.grab()

    assert label.shown == ""
    assert label.toolTip() == "disease seen again after negative results\nfirst dose = day 1"


def test_what_it_keeps_is_never_more_than_its_text(qtbot):
    label = ElidedLabel(keeps=10)
    qtbot.addWidget(label)
    label.setText("S-1")
    assert label.minimumSizeHint().width() == label.sizeHint().width()

    label.setText("disease seen again after negative results")
    assert 0 < label.minimumSizeHint().width() < label.sizeHint().width()
