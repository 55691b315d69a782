"""What a person has typed and not saved yet; kept so that a crash loses nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Draft:
    """The fields of one form as they stood; nothing clinical, so not in the journal.

    Attributes:
        form: The form by its name in the program: "measurement".
        subject: What the form is about: the id of a patient or record; empty for a new one.
        fields: Plain data by field: texts, whole numbers, lists and mappings of them.
        kept_at: When, with a zone.
    """

    form: str
    subject: str
    fields: Mapping[str, object]
    kept_at: datetime
