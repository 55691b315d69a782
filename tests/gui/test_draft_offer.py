from mrdtracker.gui.draft_offer import DraftOffer


def test_words_show_the_line_and_none_take_it_away(qtbot):
    offer = DraftOffer()
    qtbot.addWidget(offer)
    assert offer.isHidden()

    offer.show_words("1 unsaved entry of yours: sample for DEMO-03, 14:02.")
    assert not offer.isHidden()
    assert offer.words.minimumSizeHint().width() > 0
    offer.resize(900, 40)
    buttons = (offer.take_button, offer.discard_button)
    assert all(one.width() == one.sizeHint().width() for one in buttons)

    offer.show_words("")
    assert offer.isHidden()


def test_the_buttons_say_what_was_chosen(qtbot):
    offer = DraftOffer()
    qtbot.addWidget(offer)

    with qtbot.waitSignal(offer.taken):
        offer.take_button.click()
    with qtbot.waitSignal(offer.discarded):
        offer.discard_button.click()
