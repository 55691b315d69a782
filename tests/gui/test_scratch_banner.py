"""The scratch wears its own tint and hatch, and closes by its button."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from mrdtracker.gui.scratch_banner import ScratchBanner
from mrdtracker.gui.theme import Scheme, current_theme
from tests.gui.desk import the_switch


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_it_is_tinted_and_hatched(qtbot, scheme) -> None:
    switch = the_switch()
    before = switch.choice
    switch.choose(scheme)
    banner = ScratchBanner()
    qtbot.addWidget(banner)
    banner.resize(400, 40)

    picture = banner.grab().toImage()
    colours = {picture.pixelColor(x, 2).name() for x in range(picture.width())}
    tint = current_theme().look.unknown.tint.lower()
    switch.choose(before)

    assert tint in colours
    assert len(colours) > 1


def test_its_button_asks_to_close(qtbot) -> None:
    the_switch()
    banner = ScratchBanner()
    qtbot.addWidget(banner)

    with qtbot.waitSignal(banner.closeAsked):
        qtbot.mouseClick(banner.close_button, Qt.MouseButton.LeftButton)
