from mrdtracker.gui.presenters.tones import ChipText, ToneName


def test_tones_stand_loudest_first():
    assert next(iter(ToneName)) is ToneName.HIGH
    assert list(ToneName)[-1] is ToneName.NEUTRAL


def test_a_chip_without_a_tooltip_has_none():
    assert ChipText("M1", ToneName.LOW).tooltip == ""
