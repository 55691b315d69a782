from datetime import date

import pytest

from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.finding import PackOverview, PackReference, PackState
from mrdtracker.domain.listing import PatientPage, PatientQuery, StoreCounts
from mrdtracker.domain.records import PatientId, PatientRow, PatientSummary
from mrdtracker.gui.presenters.patient_lines import (
    day_today,
    found_words,
    is_narrowed,
    lines_of,
    title_of,
)

TODAY = date(2026, 3, 16)
STARTED = date(2026, 3, 2)
DAY_ONE = DayConvention(1)


def a_row(**changes):
    given = {
        "id": PatientId("p"),
        "code": "S-1",
        "name": "Kim M.",
        "pack": "aieop-bfm-all-2000",
        "protocol_text": "",
        "therapy_started_on": STARTED,
        "last_result_on": date(2026, 3, 16),
        "result_count": 3,
        "summary": PatientSummary(group="HR", status="final", flags=("PPR",), assessed_with="now"),
    }
    return PatientRow(**{**given, **changes})


def line(convention=DAY_ONE, signature="now", **changes):
    def overview(pack):
        reference = PackReference(pack, "1.0.0", "0" * 64, PackState.ACTIVE, "AIEOP-BFM ALL 2000")
        return PackOverview(reference, convention) if convention is not None else None

    return lines_of([a_row(**changes)], TODAY, signature, overview)[0]


def test_a_line_says_who_how_far_and_how_it_stands():
    shown = line()

    assert (shown.code, shown.name) == ("S-1", "Kim M.")
    assert shown.protocol == "AIEOP-BFM ALL 2000 · D15"
    assert shown.group.word == "HR · final"
    assert shown.flag_words == "PPR"
    assert (shown.last_result, shown.results) == ("16 Mar 2026", "3")


def test_day_zero_protocols_count_from_zero():
    assert line(DayConvention(0)).protocol.endswith("D14")


def test_a_day_that_needs_more_facts_is_not_guessed():
    assert day_today(DayConvention(1, prephase_counts=False), STARTED, TODAY) == ""
    assert day_today(None, STARTED, TODAY) == ""


def test_what_is_missing_is_said():
    assert line(therapy_started_on=None).protocol.endswith("needs first dose")
    assert line(pack="", protocol_text="").protocol == "–"
    assert line(pack="", protocol_text="house protocol", convention=None).protocol == (
        "house protocol"
    )
    assert line(last_result_on=None).last_result == "–"


def test_a_pack_that_cannot_be_used_is_named_by_its_id():
    assert line(convention=None).protocol == "aieop-bfm-all-2000"


def test_a_protocol_without_a_pack_is_said_to_have_no_rules():
    summary = PatientSummary(assessed_with="now")

    assert line(pack="", protocol_text="XYZ", summary=summary).group.word == (
        "no rule pack for “XYZ”"
    )
    assert line(pack="", protocol_text="", summary=summary).group.word == "needs protocol"


def test_a_line_that_is_out_of_date_shows_no_old_flags():
    stale = line(signature="newer")

    assert stale.flags == ()
    assert stale.group.word == "not assessed yet"


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (StoreCounts(12, 44, 3, 1), "12 patients, 3 with an alert"),
        (StoreCounts(1, 0, 0, 0), "1 patient, no alert"),
        (StoreCounts(0, 0, 0, 0), "Patients"),
        (
            StoreCounts(100_000, 0, 1_234, 0),
            "100\N{NARROW NO-BREAK SPACE}000 patients, "
            "1\N{NARROW NO-BREAK SPACE}234 with an alert",
        ),
    ],
)
def test_the_title_holds_the_number_that_matters(counts, words):
    assert title_of(counts) == words


def test_the_title_says_how_many_of_its_alerts_may_be_old():
    words = "12 patients, 3 with an alert, 12 not assessed yet"
    assert title_of(StoreCounts(12, 44, 3, 1), 12) == words


def test_too_many_found_asks_to_type_more():
    query = PatientQuery(search="s")

    assert found_words(PatientPage((), 3), query) == "3 found"
    assert found_words(PatientPage((), 1000, is_capped=True), query) == "1000+ found: type more"
    assert found_words(PatientPage((), 12), PatientQuery()) == ""
    assert found_words(PatientPage((), 3), query, 2) == "3 found, 2 not assessed yet"


@pytest.mark.parametrize(
    "query",
    [
        PatientQuery(search="a"),
        PatientQuery(flag="PPR"),
        PatientQuery(group="HR"),
        PatientQuery(protocol="x"),
        PatientQuery(is_missing=True),
    ],
)
def test_every_filter_narrows(query):
    assert is_narrowed(query)
    assert not is_narrowed(PatientQuery(search="  "))
