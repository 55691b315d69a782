"""What the frame says of the open store: the last change, who works, and what can be done now."""

from __future__ import annotations

from mrdtracker.gui.actions import Needs, given_on
from mrdtracker.gui.frame import Frame
from mrdtracker.gui.presenters.places import Places
from mrdtracker.gui.presenters.standing import (
    banner_of,
    person_words,
    redo_text,
    saved_words,
    standing_words,
    undo_text,
)
from mrdtracker.services.workspace import Workspace


class FrameStanding:
    """Keeps title, banner, status line and menus in step with the store.

    Args:
        frame: What stands around the pages.
        workspace: The open store.
    """

    def __init__(self, frame: Frame, workspace: Workspace) -> None:
        self._frame, self._workspace = frame, workspace

    def open(self) -> None:
        """Say which store this is, and offer the places that it has."""
        frame, workspace = self._frame, self._workspace
        text, role = banner_of(workspace)
        frame.show_banner(text, role)
        frame.window.setWindowTitle(f"{workspace.path.name} – MRD tracker")
        frame.search.setEnabled(True)
        for name, button in frame.rail.buttons.items():
            button.setEnabled(True)
            button.setVisible(name != "import" or not workspace.is_read_only)

    def say(self) -> None:
        """Say what was changed last, who works here, and by which rules."""
        frame, workspace = self._frame, self._workspace
        newest = next(iter(workspace.journal(limit=1)), None)
        frame.show_notice(saved_words(newest, workspace.today), is_lasting=True)
        frame.person.setText(person_words(workspace))
        frame.standing.setText(standing_words(workspace))

    def allow(self, places: Places) -> None:
        """Offer the acts that the page is about, undo and redo by their names, and the way."""
        recorder, actions = self._workspace.recorder, self._frame.acts
        page = places.current.page if places.current is not None else ""
        given = given_on(page, is_read_only=self._workspace.is_read_only)
        actions.allow(given)
        undo, redo = recorder.undo_label(), recorder.redo_label()
        obstacle = recorder.undo_obstacle()
        actions["undo"].setText(undo_text(undo, is_asked=bool(obstacle)))
        actions["redo"].setText(redo_text(redo))
        # Where nothing can be taken back, Ctrl+Z still says why.
        is_answered = undo is not None or bool(obstacle)
        actions["undo"].setEnabled(is_answered and Needs.WRITING in given)
        actions["redo"].setEnabled(redo is not None and Needs.WRITING in given)
        actions["back"].setEnabled(places.can_go_back)
        actions["forward"].setEnabled(places.can_go_forward)
