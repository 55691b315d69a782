"""What people type to find a patient, and the keys that it is held against."""

from __future__ import annotations

import unicodedata

_LAST = "\U0010ffff"
_SHOWN = {"C": " ", "Z": " "}


def search_key(text: str) -> str:
    """Return a text as it is searched: NFKC, case folded, blanks joined, nothing invisible."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    visible = "".join(_SHOWN.get(unicodedata.category(sign)[0], sign) for sign in _joined(folded))
    return " ".join(visible.split())


def match_expression(key: str) -> str:
    """Return the full-text query for a search key: every word begins a word of the patient.

    Every word is quoted, so that nothing in it can be an operator. A word without letters or
    digits asks for nothing and is left out.

    Returns:
        An empty text where no word is left; it must not be given to FTS5.
    """
    words = (word.replace('"', "") for word in key.split())
    return " AND ".join(f'"{word}"*' for word in words if any(map(str.isalnum, word)))


def end_of_prefix(key: str) -> str:
    """Return the end (exclusive) of the range of all keys that begin with this one."""
    return key + _LAST


def _joined(text: str) -> str:
    """Leave out marks without width: with one inside, "S-1" would be another code than "S-1"."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
