"""Korean particles, which follow the sound before them: "을(를)" becomes "을" or "를".

A catalogue writes both, because it does not know what a place will be filled with. Where the sound
is not certain (a word in small Latin letters), both stay, as Korean forms print them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum

# As a catalogue writes them, with the form after a closed syllable and after an open one.
_FORMS = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "와(과)": ("과", "와"),
    "(으)로": ("으로", "로"),
    "(이)라": ("이라", "라"),
}
_PARTICLE = re.compile(rf"(?<=\S)(?:{'|'.join(map(re.escape, _FORMS))})")
# Stand for the particles of a text while its places are filled: what a person typed may look like
# one (a child registered as "김영이(가)"), and is not touched. Unicode keeps these for itself.
_HELD = {chr(0xFDD0 + number): particle for number, particle in enumerate(_FORMS)}
_HOLDS = {particle: sign for sign, particle in _HELD.items()}
_SIGN = re.compile(f"[{''.join(_HELD)}]")
_QUOTES = "'\"”’`"
_FIRST_SYLLABLE, _LAST_SYLLABLE, _FINALS, _FINAL_L = ord("가"), ord("힣"), 28, 8
# How a digit, a capital and a sign are read aloud: 영 일 이 삼, 엘 엠 엔 알, 퍼센트.
_CLOSED_SIGNS, _SIGNS_IN_L = frozenset("013678LMNR"), frozenset("178LR")
_CAPITALS = re.compile(r"(?<![A-Za-z])[A-Z]+$")


class _Sound(Enum):
    """How what stands before a particle ends."""

    OPEN = "a vowel"
    CLOSED = "a consonant"
    CLOSED_BY_L = "the consonant ㄹ"
    UNKNOWN = "unknown"


class Particled(str):
    """A text whose particles are chosen once its places are filled."""

    __slots__ = ()

    def format(self, *values: object, **named: object) -> str:
        """Fill the places, then choose every particle of the text; none of what fills it."""
        held = _PARTICLE.sub(lambda found: _HOLDS[found[0]], self)
        filled = str.format(held, *values, **named)
        return _SIGN.sub(lambda found: _chosen(_HELD[found[0]], filled[: found.start()]), filled)


def particled(catalogue: Mapping[str, str]) -> dict[str, str]:
    """Return a catalogue whose texts choose their particles when they are filled."""
    return {
        english: Particled(text) if _PARTICLE.search(text) else text
        for english, text in catalogue.items()
    }


def _chosen(particle: str, before: str) -> str:
    sound = _sound_of(before.rstrip(_QUOTES))
    if sound is _Sound.UNKNOWN:
        return particle
    after_closed, after_open = _FORMS[particle]
    if sound is _Sound.CLOSED_BY_L and particle == "(으)로":
        return after_open
    return after_open if sound is _Sound.OPEN else after_closed


def _sound_of(word: str) -> _Sound:
    last = word[-1:]
    if last and _FIRST_SYLLABLE <= ord(last) <= _LAST_SYLLABLE:
        final = (ord(last) - _FIRST_SYLLABLE) % _FINALS
        if final == 0:
            return _Sound.OPEN
        return _Sound.CLOSED_BY_L if final == _FINAL_L else _Sound.CLOSED
    if last == "%":
        return _Sound.OPEN
    if not (last.isascii() and last.isdigit()) and _CAPITALS.search(word) is None:
        return _Sound.UNKNOWN
    if last in _SIGNS_IN_L:
        return _Sound.CLOSED_BY_L
    return _Sound.CLOSED if last in _CLOSED_SIGNS else _Sound.OPEN
