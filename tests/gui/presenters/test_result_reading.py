from decimal import Decimal

import pytest

from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.notation import CountLimits, Limits
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import Method
from mrdtracker.gui.presenters.form import MessageKind
from mrdtracker.gui.presenters.result_reading import ResultTexts, read_result


def read(method=Method.FLOW, **texts):
    return read_result(ResultTexts(method, **texts), CountLimits(20, 50))


def test_nothing_typed_says_nothing():
    reading = read()

    assert reading.entry is None
    assert reading.lines == {}


def test_limits_without_a_unit_take_that_of_the_value():
    reading = read(value="0.05 %", lod="0.01", lloq="0.02")

    assert reading.limits == Limits(Decimal("0.0001"), Decimal("0.0002"), None)
    assert reading.entry.value.lloq == Decimal("0.0002")
    assert reading.lines["lod"].text == "0.01 % · 10⁻⁴"


def test_a_limit_without_any_unit_is_a_question():
    line = read(lod="0.01").lines["lod"]

    assert line.kind is MessageKind.QUESTION
    assert line.offers[0].text == "0.01 %"
    assert line.offers[0].label == "0.01 % = 0.01 % · 10⁻⁴"


def test_an_exponent_beside_percent_is_a_question_about_the_limit_too():
    line = read(value="0.05", unit=Unit.PERCENT, sensitivity="1e-5").lines["sensitivity"]

    assert line.kind is MessageKind.QUESTION
    assert [offer.text for offer in line.offers] == ["1e-5 %", "1e-5 fraction"]


def test_a_value_without_a_unit_is_a_question_and_never_a_guess():
    reading = read(value="0.05")

    assert reading.entry is None
    assert [offer.text for offer in reading.lines["value"].offers][:2] == [
        "0.05 %",
        "0.05 fraction",
    ]


def test_two_counts_are_the_value_where_none_is_typed():
    reading = read(events_positive="63", events_total="512 000")

    assert reading.entry.value.state is ResultState.QUANTIFIED
    assert (reading.events_positive, reading.events_total) == (63, 512000)


def test_counts_make_no_value_for_a_method_that_counts_no_cells():
    assert read(Method.NGS, events_positive="63", events_total="512000").entry is None


def test_events_make_the_limits_that_were_not_typed_and_say_so():
    reading = read(value="neg", events_total="500000")

    assert reading.entry.value.lod == Decimal("0.00004")
    assert (
        reading.entry.value.limits_note == "LOD = 20/500000 and LLOQ = 50/500000 from the events"
    )
    assert "(from the events)" in reading.lines["value"].text


def test_a_typed_limit_wins_over_the_events():
    reading = read(value="neg", lod="0.01 %", events_total="500000")

    assert reading.entry.value.lod == Decimal("0.0001")


def test_a_value_below_its_own_limit_is_stopped_with_its_code():
    line = read(value="0.001 %", lloq="0.01 %").lines["value"]

    assert line.kind is MessageKind.ERROR
    assert line.code == "E10"
    assert not line.text.startswith("E10")


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("value", "banana"),
        ("lod", "banana"),
        ("events_total", "many"),
        ("events_positive", "6.5"),
        ("value", "120 %"),
    ],
)
def test_what_cannot_be_read_is_an_error_below_its_field(field, text):
    reading = read(**{field: text})

    assert reading.entry is None
    assert reading.lines[field].kind is MessageKind.ERROR


def test_the_state_pending_needs_no_limits():
    assert read(value="pending", events_total="1000").entry.value.lod is None


@pytest.mark.parametrize(
    ("value", "code"), [("0.05", "E15"), ("0,05", "E15"), ("neg", "E11"), ("pos nq", "E11")]
)
def test_a_question_has_the_code_of_what_it_asks(value, code):
    assert read(value=value).lines["value"].code == code
