import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from mrdtracker.gui.chips import (
    HEIGHT,
    SMALLEST,
    Chip,
    chip_size,
    fitting,
    least_width,
    paint_chip,
    paint_chips,
)
from mrdtracker.gui.presenters.tones import ChipText, ToneName
from mrdtracker.gui.theme import DARK, LIGHT
from tests.gui.desk import the_switch

CHIPS = tuple(ChipText(word, ToneName.HIGH) for word in ("PPR", "M3", "high-risk threshold"))


@pytest.fixture(autouse=True)
def _dressed(qapp):  # noqa: ARG001
    the_switch()


def painted(theme, tone):
    image = QImage(120, 24, QImage.Format.Format_ARGB32)
    image.fill(QColor(theme.surface))
    painter = QPainter(image)
    paint_chip(painter, QRectF(0, 0, 120, 24), ChipText("word", tone), theme)
    painter.end()
    return image


def test_all_chips_are_shown_where_there_is_room():
    assert fitting(CHIPS, 1000) == 3


def test_the_rest_is_counted_and_one_is_always_shown():
    first = chip_size(CHIPS[0]).width()

    assert fitting(CHIPS, first + 60) in (1, 2)
    assert fitting(CHIPS[2:] * 2, 120) == 1
    assert fitting(CHIPS, 10) == 0
    assert fitting((), 10) == 0


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_tone_has_its_own_shape_and_not_only_its_own_colour(theme):
    shapes = set()
    for tone in ToneName:
        image, colour = painted(theme, tone), QColor(theme.tone(tone).tint).rgb()
        shapes.add(
            tuple(
                (x, y)
                for x in range(6, 17)
                for y in range(5, 19)
                if image.pixelColor(x, y).rgb() != colour
            )
        )

    assert len(shapes) == len(ToneName)


def test_a_chip_widget_says_its_word_to_a_screen_reader(qtbot):
    chip = Chip(ChipText("HR · final", ToneName.HIGH, "One group is left."))
    qtbot.addWidget(chip)

    assert chip.accessibleName() == "HR · final"
    assert "One group is left." in chip.accessibleDescription()
    assert chip.sizeHint().height() >= HEIGHT
    assert not chip.grab().isNull()


def test_a_chip_without_a_word_is_not_there(qtbot):
    chip = Chip()
    qtbot.addWidget(chip)
    chip.show()

    chip.show_chip(ChipText("", ToneName.NEUTRAL))

    assert not chip.isVisible()


def test_the_least_width_shows_the_first_chip_whole_beside_the_count_of_the_others():
    first, others = (
        chip_size(CHIPS[0]).width(),
        chip_size(ChipText("+2", ToneName.NEUTRAL)).width(),
    )

    assert least_width(CHIPS[:1]) == first
    assert first + others <= least_width(CHIPS[:3]) <= first + others + 8
    assert least_width(()) == 0


def test_painting_many_chips_stays_inside_its_place():
    image = QImage(200, 24, QImage.Format.Format_ARGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    paint_chips(painter, QRectF(0, 0, 150, 24), CHIPS * 3, LIGHT)
    painter.end()

    assert all(
        image.pixelColor(x, y) == QColor("#FFFFFF") for x in range(152, 200) for y in range(24)
    )


def test_a_single_chip_is_cut_rather_than_counted():
    (chip,) = chips = (ChipText("LR, AR or HR · not known yet", ToneName.UNKNOWN),)

    assert fitting(chips, SMALLEST) == 1
    assert fitting(chips, SMALLEST - 1) == 0
    assert fitting((chip, chip), SMALLEST) == 0


def test_a_chip_of_a_state_has_its_sign_in_place_of_the_tone_s_shape():
    plain, signed = (ChipText("due", ToneName.INTERMEDIATE, sign=sign) for sign in ("", "due"))
    pictures = []
    for chip in (plain, signed):
        image = QImage(120, 24, QImage.Format.Format_ARGB32)
        image.fill(QColor(LIGHT.surface))
        painter = QPainter(image)
        width = paint_chip(painter, QRectF(0, 0, 120, 24), chip, LIGHT)
        painter.end()
        pictures.append((image, width))

    assert pictures[0][0] != pictures[1][0]
    assert pictures[0][1] == pictures[1][1]
