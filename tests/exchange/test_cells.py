from datetime import date
from decimal import Decimal

import pytest

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.vocabulary import Specimen
from mrdtracker.exchange.cells import Cells, Vocabulary, fold, member
from tests.exchange.tables import FLOW, a_mapping

POINT = Cells(a_mapping(FLOW))
COMMA = Cells(a_mapping(FLOW, decimal_mark="','"))


def test_missing_unknown_and_a_value_are_three_things():
    assert [POINT.is_missing(one) for one in ("", "NA", "na", "None", "Unknown")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert POINT.is_unknown("UNKNOWN")
    assert [POINT.stated(one) for one in (" 0.1 ", "NA", " ", "unknown")] == ["0.1", "", "", ""]


def test_the_declared_decimal_mark_is_read_and_the_other_one_refused():
    assert POINT.number("0.05") == COMMA.number("0,05") == Decimal("0.05")
    for cells, text in ((POINT, "0,05"), (POINT, "1,000"), (COMMA, "0.05"), (COMMA, "1.000")):
        with pytest.raises(InvalidInputError, match="decimal mark") as refused:
            cells.number(text)
        assert "decimal_mark" in refused.value.hint


@pytest.mark.parametrize("text", ["1 000", "1_0", "-1", "nan", "1e", "٣", "0x1", "0." + "1" * 21])
def test_what_is_not_a_plain_number_is_refused(text):
    with pytest.raises(InvalidInputError):
        POINT.number(text)


def test_binary_noise_is_kept_exactly():
    assert POINT.number("0.011000000000000001") == Decimal("0.011000000000000001")


def test_whole_numbers_may_be_written_with_zeros_after_the_point():
    assert POINT.whole("3592.0", "an age") == 3592
    for text in ("3592.5", "-3", "many", "1e3"):
        with pytest.raises(InvalidInputError, match="not an age"):
            POINT.whole(text, "an age")


def test_days_may_lie_before_the_first_dose_but_not_a_century_away():
    assert POINT.day("-3") == -3
    with pytest.raises(InvalidInputError):
        POINT.day("99999")


def test_dates_follow_the_declared_order():
    cells = Cells(a_mapping(FLOW, date_format="'DD/MM/YYYY'"))

    assert cells.on("12/07/2025") == date(2025, 7, 12)


def test_hidden_formulas_are_uncovered_only_where_the_mapping_says_so():
    escaped = Cells(a_mapping(FLOW, has_escaped_formulas="true"))

    assert escaped.raw("'=1 ") == "=1 "
    assert POINT.raw("'=1 ") == "'=1 "


def test_words_are_compared_without_capitals_and_doubled_blanks():
    words = Vocabulary.of({"Bone  Marrow": "BM"})

    assert fold(" Bone \t marrow") == "bone marrow"
    assert member(Specimen, "bone marrow", words) is Specimen.BONE_MARROW
    assert member(Specimen, "pb", words) is Specimen.PERIPHERAL_BLOOD
    with pytest.raises(InvalidInputError, match="not a word") as refused:
        member(Specimen, "spleen", words)
    assert "bone marrow, BM, PB" in refused.value.hint


def test_many_different_cells_do_not_pile_up(monkeypatch):
    monkeypatch.setattr("mrdtracker.exchange.cells._KEEP", 3)
    cells = Cells(a_mapping(FLOW))

    assert [cells.stated(f" {number} ") for number in range(9)] == [str(n) for n in range(9)]
