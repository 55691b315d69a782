from decimal import Decimal

import pytest

from mrdtracker.domain.notation import CountLimits
from mrdtracker.domain.vocabulary import Method
from mrdtracker.gui.presenters.form import MessageKind
from mrdtracker.gui.presenters.second_reading import ask_again, is_same_value, line_of_second
from tests.builders import quantified

COUNTS = CountLimits(20, 50)


@pytest.mark.parametrize("again", ["12 %", "0.12 fraction", "12.0 %"])
def test_another_spelling_of_the_same_value_agrees(again):
    line = line_of_second(again, quantified("0.12"), Method.FLOW, COUNTS)

    assert line.kind is MessageKind.ECHO


@pytest.mark.parametrize("again", ["1.2 %", "12", "neg", "banana", "neg @ 1e-4"])
def test_another_value_or_none_blocks(again):
    assert line_of_second(again, quantified("0.12"), Method.FLOW, COUNTS).is_blocking


def test_it_is_asked_with_its_unit():
    assert "with its unit" in ask_again().text


def test_how_a_limit_came_about_makes_no_other_value():
    value = quantified("0.12", lod=Decimal("0.0001"))

    assert is_same_value(value, quantified("0.12", lod=Decimal("0.0001"), limits_note="events"))
    assert not is_same_value(value, quantified("0.12"))
