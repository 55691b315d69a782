import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrdtracker.domain.listing import PatientQuery
from mrdtracker.domain.records import PatientSummary, RecordStatus
from mrdtracker.store import patient_list
from tests.builders import StoppedClock, a_measurement, a_patient, a_sample
from tests.store.laboratory import Laboratory

FAMILIES = ("Kim", "Lee", "Müller", "García", "O'Neil", "김민준")
GIVEN = ("Anna", "Ben", "Kira", "Zoë", "Mia-Lou")
FLAGS = ("M1", "PPR", "RELAPSE")
PATIENTS = 300


@pytest.fixture(scope="module")
def ward(tmp_path_factory):
    """Three hundred patients with names and summaries, some of them voided."""
    laboratory = Laboratory(tmp_path_factory.mktemp("ward"), StoppedClock())
    chance = random.Random(7)  # noqa: S311 - no secret
    codes = [f"{chance.choice('ST')}-{number:04}" for number in range(PATIENTS)]
    chance.shuffle(codes)
    patients = [
        a_patient(
            number,
            code=code,
            name=f"{chance.choice(FAMILIES)} {chance.choice(GIVEN)}",
        )
        for number, code in enumerate(codes)
    ]
    laboratory.put(*patients)
    laboratory.put(
        *(
            a_patient(n, code=one.code, name=one.name, status=RecordStatus.VOIDED, version=2)
            for n, one in enumerate(patients)
            if n % 50 == 0
        )
    )
    laboratory.ledger.save_summaries(
        {
            one.id: PatientSummary(
                group=chance.choice(("SR", "HR", "")),
                status="final",
                flags=tuple(chance.sample(FLAGS, 1)),
                level=chance.choice(("high", "low")),
                is_missing=chance.random() < 0.3,
                assessed_with="packs",
            )
            for n, one in enumerate(patients)
            if n % 50
        }
    )
    yield laboratory
    laboratory.close()


def all_pages(laboratory, query, limit=7):
    rows, after, totals = [], None, set()
    while True:
        page = laboratory.queries.patient_page(
            PatientQuery(**{**vars(query), "after": after, "limit": limit})
        )
        rows += page.rows
        totals.add(page.total)
        if page.next_after is None:
            return rows, totals
        assert len(page.rows) == limit
        after = page.next_after


def begins(row, search):
    """The slow and obvious search: every word begins a word of the code or of the name."""
    text = " " + row.code.casefold().replace("-", " ") + "\n " + row.name.casefold()
    text = text.replace("-", " ").replace("'", " ")
    words = search.casefold().split()
    is_code = row.code.casefold().startswith(search.casefold())
    plain = text.translate(str.maketrans("üíë", "uie"))
    return is_code or all(
        f" {word.replace('-', ' ').translate(str.maketrans('üíë', 'uie'))}" in plain
        for word in words
    )


@pytest.mark.parametrize(
    "search",
    [
        "", "s", "S-", "S-01", "T-0123", "01", "kim", "KIM", "k", "kim a", "a kim", "muller",
        "Müller b", "garcia", "zoe", "mia-lou", "neil", "김", "xyz", "kim xyz", "s- kim",
    ],
)  # fmt: skip
@pytest.mark.parametrize("flag", [None, "M1"])
@pytest.mark.parametrize("few", [patient_list.FEW, 0], ids=["one by one", "streamed"])
def test_search_finds_what_the_slow_search_finds(ward, monkeypatch, search, flag, few):
    monkeypatch.setattr(patient_list, "FEW", few)
    everybody, _ = all_pages(ward, PatientQuery())
    wanted = {
        row.code
        for row in everybody
        if begins(row, search) and (flag is None or flag in row.summary.flags)
    }

    rows, totals = all_pages(ward, PatientQuery(search=search, flag=flag))

    assert [row.code for row in rows] == list(dict.fromkeys(row.code for row in rows))
    assert {row.code for row in rows} == wanted
    assert totals == {len(wanted)}


def test_codes_come_in_order_and_before_names(ward):
    lab = ward
    codes = [row.code for row in all_pages(lab, PatientQuery())[0]]
    assert codes == sorted(codes)
    assert len(codes) == PATIENTS - 6

    found = [row.code for row in all_pages(lab, PatientQuery(search="s"))[0]]
    assert found == sorted(found)
    assert {code[0] for code in found} == {"S"}


@pytest.mark.parametrize(
    "asked",
    [
        {"level": "high"},
        {"group": "HR"},
        {"flag": "PPR"},
        {"protocol": "generic-definitions"},
        {"is_missing": True},
        {"is_missing": False},
        {"level": "low", "group": "SR"},
        {"level": "high", "group": "HR", "flag": "M1", "is_missing": False},
        {"group": "XX"},
    ],
    ids=str,
)
def test_filters_hold_together(ward, asked):
    def fits(row):
        return (
            asked.get("level") in (None, row.summary.level)
            and asked.get("group") in (None, row.summary.group)
            and (asked.get("flag") is None or asked["flag"] in row.summary.flags)
            and asked.get("protocol") in (None, row.pack)
            and asked.get("is_missing") in (None, row.summary.is_missing)
        )

    everybody, _ = all_pages(ward, PatientQuery())
    wanted = [row.code for row in everybody if fits(row)]

    rows, totals = all_pages(ward, PatientQuery(**asked))

    assert [row.code for row in rows] == wanted
    assert totals == {len(wanted)}


@given(st.text(max_size=20) | st.text("\"'*^-+:(){}%_;\\ kimS0\0\u200b\u202e", max_size=12))
@settings(max_examples=150)
def test_no_odd_text_raises(ward, text):
    for flag in (None, "M1"):
        page = ward.queries.patient_page(PatientQuery(search=text, flag=flag))
        assert page.total >= len(page.rows) or page.is_capped


@pytest.mark.parametrize("text", ["\u200b", "\0", "---", '"', "* AND *"])
def test_signs_without_letters_find_nobody(ward, text):
    assert ward.queries.patient_page(PatientQuery(search=text)).total == 0


def test_many_hits_are_not_counted_to_the_end(ward, monkeypatch):
    monkeypatch.setattr(patient_list, "COUNTED_TO", 20)

    by_code = ward.queries.patient_page(PatientQuery(search="s"))
    by_word = ward.queries.patient_page(PatientQuery(search="kim"))
    exactly_all = ward.queries.patient_page(PatientQuery())

    assert (by_code.total, by_code.is_capped, by_code.total_text) == (20, True, "20+")
    assert (by_word.total, by_word.is_capped) == (20, True)
    assert (exactly_all.total, exactly_all.is_capped) == (PATIENTS - 6, False)


def test_a_row_counts_the_results_that_stand(lab):
    later = a_sample().taken_on.replace(month=6)
    lab.put(
        a_patient(),
        a_sample(1),
        a_sample(2, taken_on=later),
        a_sample(3, taken_on=later.replace(month=7)),
        a_measurement(1),
        a_measurement(2, sample=2),
        a_measurement(3, sample=2),
        a_measurement(4, sample=3),
    )
    lab.put(
        a_measurement(3, sample=2, status=RecordStatus.VOIDED, version=2),
        a_sample(3, taken_on=later.replace(month=7), status=RecordStatus.VOIDED, version=2),
    )

    (row,) = lab.queries.patient_page(PatientQuery()).rows

    assert row.result_count == 2
    assert row.last_result_on == later
    assert row.therapy_started_on == a_patient().course.therapy_started_on


def test_a_patient_without_results_is_shown_too(lab):
    lab.put(a_patient(course=type(a_patient().course)()))

    (row,) = lab.queries.patient_page(PatientQuery()).rows

    assert (row.result_count, row.last_result_on, row.therapy_started_on) == (0, None, None)
    assert row.pack == ""
