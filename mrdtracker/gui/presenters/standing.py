"""The standing words of the frame: banner, status line, names of undo and redo."""

from __future__ import annotations

from datetime import date

from mrdtracker.domain.notation import date_text
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.records import JournalEntry
from mrdtracker.gui.presenters.journal_lines import act_words
from mrdtracker.gui.presenters.pack_words import short_title
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import say

PRACTICE = "Practice"


def is_practice(laboratory: str) -> bool:
    """True for a store of invented patients: it says so in its own name."""
    return laboratory.startswith(PRACTICE)


def banner_of(workspace: Workspace) -> tuple[str, str]:
    """Return the text and the role of the one banner: read-only first, then practice."""
    if workspace.is_read_only:
        return workspace.read_only_reason, "banner"
    if is_practice(workspace.settings().laboratory):
        return say("PRACTICE · every patient here is invented. Try everything."), "practice"
    return "", "practice"


def person_words(workspace: Workspace) -> str:
    """Say who is at work, and in which laboratory."""
    parts = (workspace.user, workspace.settings().laboratory)
    return " · ".join(part for part in parts if part)


def standing_words(workspace: Workspace) -> str:
    """Name the store and the editions of the packs that answer."""
    enabled = workspace.settings().enabled_packs
    packs = [
        f"{short_title(one.reference)} {one.reference.version}"
        for one in workspace.rules.overviews()
        if one.reference.id in enabled
    ]
    rules = counted(len(workspace.rules.packs), "rule pack")
    if packs:
        rules += say("; {} for every patient").format(", ".join(packs))
    if workspace.rules.unusable:
        rules += say(", {} not usable").format(len(workspace.rules.unusable))
    return f"{rules} · {workspace.path.name}"


def saved_words(entry: JournalEntry | None, today: date) -> str:
    """Say what was kept last: "Saved 14:03 · Record flow result, BM 05 Mar 2025"."""
    if entry is None:
        return say("Nothing was recorded yet.")
    local = entry.at.astimezone()
    when = f"{local:%H:%M}" if local.date() == today else date_text(local.date())
    return say("Saved {} · {}").format(when, act_words(entry))


def undo_text(label: str | None, *, is_asked: bool = False) -> str:
    """Name the act in the menu.

    Args:
        label: What would be taken back.
        is_asked: Whether a person is asked first, because a newer act stays.
    """
    if not label:
        return say("&Undo")
    words = say("&Undo {}…") if is_asked else say("&Undo {}")
    return words.format(label.replace("&", "&&"))


def redo_text(label: str | None) -> str:
    """Name the act in the menu."""
    return say("&Redo {}").format(label.replace("&", "&&")) if label else say("&Redo")
