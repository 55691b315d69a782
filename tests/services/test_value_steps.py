from decimal import Decimal

import pytest

from mrdtracker.services.value_steps import is_jump, is_slip
from tests.builders import negative, quantified


@pytest.mark.parametrize(
    ("ratio", "answer"),
    [("49", False), ("50", True), ("100", True), ("200", True), ("201", False)],
)
def test_a_factor_of_about_a_hundred_is_a_slip_either_way(ratio, answer):
    assert is_slip(Decimal(1), Decimal(ratio)) is answer
    assert is_slip(Decimal(ratio), Decimal(1)) is answer


@pytest.mark.parametrize(
    ("low", "high", "answer"),
    [
        (quantified("0.0001"), quantified("0.0031"), False),
        (quantified("0.0001"), quantified("0.0032"), True),
        (negative("0.0001"), quantified("0.0032"), True),
        (negative("0.01"), quantified("0.0032"), False),
        (quantified("0.0001"), negative("0.01"), False),
    ],
)
def test_a_jump_holds_for_every_value_that_the_results_stand_for(low, high, answer):
    assert is_jump(low, high) is answer
