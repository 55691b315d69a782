"""What the person who issues a report adds in words of her own."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.words import say

# A page stays a page; what is longer is a letter of its own.
LONGEST_COMMENT = 1000
# Letters and digits after these stand in the reverse order: 0.01 would be read as 10.0. Other
# signs of their kind (Cf) join letters in some scripts.
_OVERRIDES = "\u202d\u202e"


@dataclass(frozen=True)
class Comment:
    """Plain text under the name of the person who wrote it.

    Attributes:
        text: Lines are broken where the person broke them.
    """

    by: str
    text: str


def comment_of(by: str, typed: str) -> Comment | None:
    """Return what was typed as a comment; None where nothing was.

    Raises:
        InvalidInputError: It is too long, or holds characters that cannot be printed.
    """
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    text = "\n".join(line.rstrip() for line in lines).strip()
    if len(text) > LONGEST_COMMENT:
        raise InvalidInputError(
            say("The comment has {} characters, and a report takes {}.").format(
                len(text), LONGEST_COMMENT
            ),
            say("Shorten it."),
        )
    if any(map(_is_unprintable, text)):
        raise InvalidInputError(
            say("The comment holds characters that cannot be printed."), say("Type it by hand.")
        )
    return Comment(by, text) if text else None


def _is_unprintable(sign: str) -> bool:
    return sign in _OVERRIDES or (sign != "\n" and unicodedata.category(sign) in ("Cc", "Cs"))
