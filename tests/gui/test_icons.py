import pytest

from mrdtracker import locations
from mrdtracker.gui.icons import SIZES, icon

NAMES = sorted(file.stem for file in (locations.resources() / "icons").glob("*.svg"))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn_in_the_colour_that_is_asked(name):
    drawn = icon(name, "#FF0000")
    image = drawn.pixmap(SIZES[1], SIZES[1]).toImage()

    colours = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 200
    }

    assert colours
