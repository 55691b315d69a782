import pytest

from mrdtracker.domain.errors import (
    ChangedMeanwhileError,
    InvalidInputError,
    NotFoundError,
    Problem,
    ProblemsError,
    StoreError,
    UserError,
)


def test_an_error_says_what_happened_and_what_to_do():
    error = InvalidInputError("It is wrong.", "Correct it.")

    assert (error.message, error.hint) == ("It is wrong.", "Correct it.")
    assert error.args == ("It is wrong.",)
    assert str(error) == "It is wrong. Correct it."


def test_a_refusal_names_the_field_that_it_is_about():
    assert InvalidInputError("It is wrong.", about="taken_on").about == "taken_on"
    assert InvalidInputError("It is wrong.").about == ""


def test_an_error_without_a_hint_is_one_sentence():
    assert str(UserError("It is wrong.")) == "It is wrong."
    assert str(InvalidInputError("It is wrong.")) == "It is wrong."


@pytest.mark.parametrize(
    "kind", [InvalidInputError, StoreError, NotFoundError, ChangedMeanwhileError]
)
def test_every_kind_can_be_caught_as_something_a_person_can_act_on(kind):
    with pytest.raises(UserError):
        raise kind("It is wrong.")


def test_a_problem_stands_behind_its_place():
    assert str(Problem("results[0].unit", "is missing.")) == "results[0].unit: is missing."
    assert str(Problem("", "is missing.")) == "is missing."


def test_all_problems_are_listed_and_counted():
    error = ProblemsError("case.json", [Problem("a", "is wrong."), Problem("b", "is missing.")])

    assert error.hint == "Correct them and try again."

    assert error.message == "case.json: 2 problems\n  a: is wrong.\n  b: is missing."
    assert error.what == "case.json"
    assert [problem.where for problem in error.problems] == ["a", "b"]
    assert isinstance(error, InvalidInputError)


def test_one_problem_is_not_called_problems():
    assert ProblemsError("x", iter([Problem("a", "is wrong.")])).message.startswith(
        "x: 1 problem\n"
    )
