"""An arrangement of a page that somebody named: filters, columns, order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class SavedView:
    """A named arrangement of one page, of one person or for everybody.

    Attributes:
        page: The page by its name in the program: "patients".
        name: Unique among the person's own views of that page, and among the shared ones.
        content: Plain data that the page reads back; None where what is kept cannot be read.
        is_shared: Whether everybody of the laboratory sees it.
        saved_by: Who made it: nobody else may change it.
        saved_at: When, with a zone; None where what is kept cannot be read.
    """

    page: str
    name: str
    content: Mapping[str, object] | None
    is_shared: bool
    saved_by: str
    saved_at: datetime | None
