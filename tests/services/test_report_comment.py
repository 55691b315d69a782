import pytest

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.services.report_comment import LONGEST_COMMENT, Comment, comment_of


@pytest.mark.parametrize("typed", ["", "  \n\t \r\n"])
def test_nothing_typed_is_no_comment(typed):
    assert comment_of("Kim", typed) is None


def test_lines_stay_lines_and_margins_go():
    assert comment_of("Kim", "\n one  \r\n\r\ntwo\tthree\r4 \n") == Comment(
        "Kim", "one\n\ntwo three\n4"
    )


def test_a_comment_is_as_long_as_a_report_takes_and_no_longer():
    comment = comment_of("Kim", f" {'x' * LONGEST_COMMENT} ")

    assert comment is not None
    assert len(comment.text) == LONGEST_COMMENT
    with pytest.raises(InvalidInputError, match="has 1001 characters, and a report takes 1000"):
        comment_of("Kim", "x" * (LONGEST_COMMENT + 1))


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x85", "\ud800", "\u202d", "\u202e"])
def test_what_cannot_be_printed_is_refused(sign):
    with pytest.raises(InvalidInputError, match="cannot be printed"):
        comment_of("Kim", f"a{sign}b")


def test_signs_of_any_script_are_taken():
    assert comment_of("김", "क्‍ष ≥ 10⁻⁴ ⁧") == Comment("김", "क्‍ष ≥ 10⁻⁴ ⁧")
