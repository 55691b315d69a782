"""English that is left in what is said in another language."""

from __future__ import annotations

import re
from collections.abc import Iterable

# What stands in quotes is quoted: a cell, a key, what to type, words of a publication.
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|`[^`]*`")
# In capitals it is a code: PGR, EOC, IG.
_WORD = re.compile(r"(?=.*[a-z])[A-Za-z]{2,}(?:['’-][a-z]+)*")
_AROUND = "()[]–…."
_ENDS = ",;:"
_STOP = "·"


def english_left(text: str, known: Iterable[str] = ()) -> list[str]:
    """Return every run of two English words or more.

    Args:
        text: What a person reads.
        known: What is not English prose: names, codes, what a publication is called.
    """
    left = _runs(text)
    for one in known if left else ():
        text = text.replace(one, f" {_STOP} ")
    return _runs(text) if left else []


def _runs(text: str) -> list[str]:
    runs: list[list[str]] = [[]]
    for token in [*_QUOTED.sub(f" {_STOP} ", text).split(), _STOP]:
        word = token.strip(_AROUND + _ENDS)
        if _WORD.fullmatch(word) is None:
            runs.append([])
            continue
        runs[-1].append(word)
        if token[-1] in _ENDS:
            runs.append([])
    return [" ".join(run) for run in runs if len(run) > 1]
