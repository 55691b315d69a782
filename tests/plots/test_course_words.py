"""The words of the course plot."""

from datetime import date

import pytest

from mrdtracker.domain.days import DayConvention, Timeline
from mrdtracker.domain.vocabulary import Denominator, EventKind, Method, Specimen
from mrdtracker.plots.course_words import (
    DENOMINATOR_WORDS,
    EVENT_WORDS,
    METHOD_WORDS,
    SPECIMEN_WORDS,
    denominator_words,
    late_day,
    late_words,
    month_date,
    origin_words,
    percent_decade,
    power_decade,
    series_words,
    short_date,
)

ON = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("exponent", "percent", "power"),
    [
        (0, "100 %", "1"),
        (-1, "10 %", "10⁻¹"),
        (-2, "1 %", "10⁻²"),
        (-4, "0.01 %", "10⁻⁴"),
        (1, "1000 %", "10¹"),
    ],
)
def test_decades_are_written_in_both_notations(exponent, percent, power):
    assert (percent_decade(exponent), power_decade(exponent)) == (percent, power)


def test_the_origin_of_the_days_is_declared():
    assert origin_words(DayConvention(0), None) == "day 0 = first dose, date not recorded"
    timeline = Timeline.starting(ON, DayConvention(1))
    assert origin_words(DayConvention(1), timeline) == "day 1 = first dose, 02 Mar 2026"


def test_a_count_from_induction_says_so():
    convention = DayConvention(1, prephase_counts=False)
    timeline = Timeline.starting(ON, convention, date(2026, 3, 9))

    assert origin_words(convention, timeline) == "day 1 = start of induction, 09 Mar 2026"


def test_denominators_are_stated_or_it_is_admitted_that_they_are_not():
    cells, genomes = Denominator.NUCLEATED_CELLS, Denominator.GENOME_EQUIVALENTS

    assert denominator_words({cells}) == "of nucleated cells"
    assert denominator_words({cells, None}) == "denominator not stated"
    assert denominator_words({cells, genomes}) == "denominators differ"
    assert denominator_words({None}) == "denominator not stated"


def test_a_series_is_named_by_method_target_and_specimen():
    pcr = series_words(Method.IG_TR_PCR, Specimen.BONE_MARROW, "IGH VH3-JH4")

    assert pcr == "IG/TR PCR IGH VH3-JH4 · marrow"
    assert series_words(Method.FLOW, Specimen.PERIPHERAL_BLOOD, "") == "flow · blood"


def test_dates_are_short_where_the_year_is_expected():
    assert short_date(ON, 2026) == "02 Mar"
    assert short_date(ON, 2025) == "02 Mar 2026"
    assert month_date(ON) == "Mar 2026"


def test_late_times_are_named_in_months_and_years():
    assert [late_words(months) for months in (6, 12, 18, 24)] == ["6 mo", "1 y", "18 mo", "2 y"]
    assert late_day(12, 1) == 366


def test_every_word_of_the_vocabulary_has_its_words():
    assert set(METHOD_WORDS) == set(Method)
    assert set(SPECIMEN_WORDS) == set(Specimen)
    assert set(EVENT_WORDS) == set(EventKind)
    assert set(DENOMINATOR_WORDS) == set(Denominator)
