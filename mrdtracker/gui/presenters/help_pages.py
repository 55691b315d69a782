"""The longer pages of the help: their files, in the language that is spoken."""

from __future__ import annotations

from pathlib import Path

from mrdtracker import locations
from mrdtracker.gui.presenters.help_sections import sections_of
from mrdtracker.gui.presenters.help_text import TOPICS
from mrdtracker.gui.presenters.help_topics import HelpTarget
from mrdtracker.words import say, speaks_english

KOREAN = "ko"


def help_file(topic: str) -> Path:
    """Return the file of a page."""
    folder = locations.resources() / "help"
    return (folder if speaks_english() else folder / KOREAN) / f"{topic}.md"


def help_markdown(topic: str) -> str:
    """Read a page of the help."""
    return help_file(topic).read_text(encoding="utf-8")


def topics_markdown() -> str:
    """Return a page that leads to every other one."""
    lines = [f"- [{say(title)}]({topic})" for topic, title in TOPICS.items()]
    return "\n".join((f"# {say('Help')}", "", *lines))


def spoken_heading(target: HelpTarget) -> str:
    """Return a heading in the language of its page: both languages have the same headings."""
    if speaks_english():
        return target.heading
    english = locations.resources() / "help" / f"{target.topic}.md"
    there = [one.heading for one in sections_of("", "", english.read_text(encoding="utf-8"))]
    spoken = [one.heading for one in sections_of("", "", help_markdown(target.topic))]
    place = there.index(target.heading) if target.heading in there else 0
    return spoken[place] if place < len(spoken) else target.heading
