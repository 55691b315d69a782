"""All warnings of an entry together."""

from mrdtracker.domain.vocabulary import Method
from mrdtracker.services.entry_guard import CHECKS, warnings_of
from tests.builders import quantified
from tests.services.entry_builders import a_context, file_with, typed, weights


def test_an_ordinary_result_gives_no_warning():
    assert weights(typed(quantified("0.0005"))) == {}


def test_every_check_has_a_code_of_its_own():
    codes = [check.__doc__.partition(":")[0] for check in CHECKS]

    assert codes == sorted(set(codes))


def test_every_warning_says_what_is_odd_and_why_that_matters():
    context = a_context(file_with(quantified("0.0001")))
    found = warnings_of(typed(quantified("0.5"), method=Method.NGS), context)

    assert found
    assert all(one.text.endswith(".") and one.why.endswith(".") for one in found)
