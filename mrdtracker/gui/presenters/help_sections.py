"""The pages of the help cut into sections, so that each can be found by its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADING = re.compile(r"^#{1,3} +(.+?)\s*$", re.MULTILINE)
_MARKS = re.compile(r"[`*_]")


@dataclass(frozen=True)
class HelpSection:
    """What stands under one heading of a page.

    Attributes:
        topic: The page's name among ``TOPICS``.
        page: The page's title.
        heading: As it is shown; the title itself for what stands at the top.
        text: The words under it.
    """

    topic: str
    page: str
    heading: str
    text: str


def sections_of(topic: str, page: str, markdown: str) -> tuple[HelpSection, ...]:
    """Cut a page at its headings."""
    found = list(_HEADING.finditer(markdown))
    ends = [*(one.start() for one in found), len(markdown)][1:]
    return tuple(
        HelpSection(
            topic=topic,
            page=page,
            heading=_MARKS.sub("", one.group(1)),
            text=" ".join(_MARKS.sub("", markdown[one.end() : end]).split()),
        )
        for one, end in zip(found, ends, strict=True)
    )
