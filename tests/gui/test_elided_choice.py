from mrdtracker.gui.elided_choice import ElidedChoice

LONG = "CCG early marrow response (CCG-1882, CCG-1961, CCG-1952)"


def test_words_without_room_end_in_dots_and_stand_in_the_tooltip_with_its_own(qtbot):
    choice = ElidedChoice()
    qtbot.addWidget(choice)
    choice.addItems([LONG, "none"])
    choice.setToolTip("Filter by protocol")
    choice.resize(160, 30)
    choice.show()
    choice.grab()

    assert choice.shown.endswith("…")
    assert choice.toolTip() == f"{LONG}\nFilter by protocol"
    assert choice.currentText() == LONG

    choice.setCurrentIndex(1)
    choice.grab()
    assert choice.shown == "none"
    assert choice.toolTip() == "Filter by protocol"


def test_it_gives_way_no_further_than_a_few_letters_and_never_asks_for_more_than_its_words(qtbot):
    choice, short = ElidedChoice(), ElidedChoice()
    for made, words in ((choice, LONG), (short, "1")):
        qtbot.addWidget(made)
        made.addItem(words)

    assert 0 < choice.minimumSizeHint().width() < choice.sizeHint().width()
    assert short.minimumSizeHint().width() <= short.sizeHint().width()
