import random

import pytest

from mrdtracker.domain.sample_code import ALPHABET, check_character, code_from, is_whole


def codes(count):
    draw = random.Random(37)  # noqa: S311 - no secret
    return [code_from(draw.getrandbits(128)) for _ in range(count)]


def test_a_whole_code_leaves_one_by_the_formula_of_the_standard():
    """ISO/IEC 7064: the sum of value times 2 to the place from the right leaves 1 by 37."""
    for code in codes(100):
        places = range(len(code) - 1, -1, -1)
        values = [ALPHABET.index(sign) for sign in code]
        assert sum(value * 2**place for value, place in zip(values, places, strict=True)) % 37 == 1
        assert "*" not in code


def test_every_wrong_character_is_found():
    for code in codes(20):
        for place, sign in enumerate(code):
            for other in ALPHABET:
                if other != sign:
                    assert not is_whole(code[:place] + other + code[place + 1 :])


def test_every_swap_of_neighbours_is_found():
    for code in codes(300):
        for place in range(len(code) - 1):
            swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
            assert not is_whole(swapped) or swapped == code


def test_a_code_is_read_in_small_letters_too():
    (code,) = codes(1)

    assert len(code) == 9
    assert is_whole(f" {code.lower()} ")


@pytest.mark.parametrize("text", ["", "A", "AB-C", "ÄÖ", "1"])
def test_other_texts_are_no_codes(text):
    assert not is_whole(text)


def test_the_shortest_whole_code_is_one_character_and_its_check():
    assert is_whole(f"A{check_character('A')}")


def test_a_number_whose_code_would_end_with_a_star_has_the_code_of_the_next_one():
    assert check_character(f"51{'0' * 6}") == "*"  # 37 = 5 + 1 · 32
    assert code_from(37) == code_from(38)
    assert code_from(38).startswith("61")


def test_hard_letters_are_not_in_the_body():
    assert not set("ILOU") & set("".join(code[:-1] for code in codes(500)))
