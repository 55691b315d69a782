import pytest

from tests.language.english import english_left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("셀 2개", []),
        ("a column mrd: 셀 2개", ["column mrd"]),
        ("이 검체는 not evaluable", ["not evaluable"]),
        ("'not evaluable'을 입력하십시오", []),
        ("“pending work”, `rules list`", []),
        ("IG/TR PCR 0.01 %", []),
        ("검사실, and the rest.", ["and the rest"]),
        ("flow, PCR, demo-01/x y", []),
    ],
)
def test_two_english_words_in_a_row_are_english(text, left):
    assert english_left(text) == left


def test_what_is_known_is_not_english():
    assert english_left("출처: Blood Advances 2020", known=["Blood Advances"]) == []
