"""Codes of samples that the program makes: short, easy to read aloud, with a check character.

The check character is that of ISO/IEC 7064, MOD 37-2: it finds every wrong single character and
every swap of two neighbours. (Its relative MOD 37,36 lets some swaps pass.)
"""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"
# Without I, L, O and U, which are read as 1, 0 and V (Crockford's base 32).
_BODY = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BODY_LENGTH = 8
_MODULUS = len(ALPHABET)


def check_character(body: str) -> str:
    """Return the check character of digits and capitals; in one of 37 cases it is "*".

    Raises:
        ValueError: Another character.
    """
    total = 0
    for sign in body:
        total = (total + ALPHABET.index(sign)) * 2 % _MODULUS
    return ALPHABET[(1 - total) % _MODULUS]


def is_whole(code: str) -> bool:
    """Whether a code ends with the check character of the rest; capitals and small alike."""
    signs = code.strip().upper()
    if len(signs) <= 1 or any(sign not in ALPHABET for sign in signs):
        return False
    return check_character(signs[:-1]) == signs[-1]


def code_from(number: int) -> str:
    """Make a code of nine characters from a large random number, such as that of a UUID.

    Of 100 000 codes two are equal with a probability of 0.005. A number that would end with "*",
    which no reader expects, gives way to the next one.
    """
    while True:
        rest, body = number, ""
        for _ in range(_BODY_LENGTH):
            rest, place = divmod(rest, len(_BODY))
            body += _BODY[place]
        check = check_character(body)
        if check != "*":
            return body + check
        number += 1
