"""A window over a laboratory whose program brings a newer edition, and a local pack to approve."""

from __future__ import annotations

from pathlib import Path

from mrdtracker.services.workspace import Workspace
from tests.gui.desk import Desk, open_desk
from tests.services.edition_lab import LOCAL, NEWER, EditionLab, add_child

PERCENTS = ("0.05", "0.1", "0.5", "5")
# By the newer edition 0.1 % and 0.5 % are low, and were high.
CHANGED = ("S-1", "S-2")


def filled_lab(folder: Path) -> EditionLab:
    """Four children on the pack "small"; Kim entered "local-small"."""
    lab = EditionLab(folder)
    with lab.open() as workspace:
        for number, percent in enumerate(PERCENTS):
            add_child(workspace, f"S-{number}", percent)
    with lab.open("Kim") as workspace:
        workspace.recorder.execute(workspace.editions.entering(lab.write(LOCAL)))
    return lab


def lee_workspace(folder: Path) -> Workspace:
    """What Dr Lee sees: edition 2 of "small" waits."""
    return filled_lab(folder).open("Dr Lee", NEWER)


def rules_desk(qtbot, folder: Path) -> Desk:
    """The rules in a window, Dr Lee at work."""
    desk = open_desk(qtbot, folder, lee_workspace(folder))
    desk.bench.do("rules")
    return desk


def settle(qtbot, desk: Desk) -> None:
    """Wait until every line was assessed anew."""
    qtbot.waitUntil(lambda: desk.bench.summaries.task is None)
