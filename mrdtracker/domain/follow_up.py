"""How long a patient was followed, as an import keeps it in the patient's note.

A published table says "None, 4182" of a child without an event. There is no event to record, and
yet it is the longest thing that is known of the child: without it, a survival curve would end with
the last marrow. So the words are kept in the note in one form, and read from it again.
"""

from __future__ import annotations

import re

_SPAN = re.compile(r", (\d+) days from [a-z ]+$")


def span_words(days: int, start: str) -> str:
    """Return what stands behind the words of a table: ", 4182 days from diagnosis"."""
    return f", {days} days from {start}"


def longest_follow_up(note: str) -> tuple[int, str] | None:
    """Return the days of the longest follow-up that a note states, and the line that says so.

    The days are counted from whatever the table counts from, which an import takes for the day
    of the first dose, as it does with events.

    Example:
        "First Event: None, 4182 days from diagnosis" gives 4182. Of what happened then the line
        says nothing here: a patient who was seen was alive.
    """
    found = [
        (int(match[1]), line)
        for line in note.splitlines()
        if (match := _SPAN.search(line)) is not None
    ]
    return max(found, key=lambda one: one[0], default=None)
