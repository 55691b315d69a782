from mrdtracker.domain.listing import PatientQuery
from mrdtracker.domain.records import PatientSummary, RecordStatus
from mrdtracker.store.verify import verify
from tests.builders import a_patient

SUMMARY = PatientSummary(
    group="HR",
    status="final",
    possible=("HR",),
    flags=("M1", "PPR", "M1"),
    level="high",
    is_missing=False,
    assessed_with="packs",
)


def facets(lab) -> set[str]:
    return {str(facet) for (facet,) in lab.database.rows("SELECT facet FROM patient_facet")}


def test_a_summary_stands_on_the_row_and_in_the_filters(lab):
    lab.put(a_patient())
    lab.ledger.save_summaries({a_patient().id: SUMMARY})

    (row,) = lab.queries.patient_page(PatientQuery()).rows
    assert row.summary == SUMMARY
    assert facets(lab) == {
        "protocol:generic-definitions", "level:high", "group:HR", "flag:M1", "flag:PPR", "known",
    }  # fmt: skip


def test_a_new_summary_takes_the_place_of_the_old_one(lab):
    lab.put(a_patient())
    lab.ledger.save_summaries({a_patient().id: SUMMARY})
    lab.ledger.save_summaries({a_patient().id: PatientSummary(is_missing=True)})

    assert facets(lab) == {"protocol:generic-definitions", "missing"}


def test_filters_follow_a_patient_that_changes(lab):
    lab.put(a_patient())
    lab.ledger.save_summaries({a_patient().id: SUMMARY})

    lab.put(a_patient(code="T-1", version=2))

    assert lab.queries.patient_page(PatientQuery(flag="M1")).rows[0].code == "T-1"
    assert lab.queries.patient_page(PatientQuery(flag="M1", search="S-")).rows == ()


def test_a_voided_patient_is_in_no_list(lab):
    lab.put(a_patient(name="Kim"))
    lab.ledger.save_summaries({a_patient().id: SUMMARY})

    lab.put(a_patient(name="Kim", status=RecordStatus.VOIDED, version=2))

    assert facets(lab) == set()
    for query in (PatientQuery(), PatientQuery(search="kim"), PatientQuery(search="s")):
        page = lab.queries.patient_page(query)
        assert (page.rows, page.total) == ((), 0)


def test_the_search_index_follows_the_names(lab):
    lab.put(a_patient(name="Kim"))
    lab.put(a_patient(name="Lee", version=2))

    assert lab.queries.patient_page(PatientQuery(search="kim")).total == 0
    assert lab.queries.patient_page(PatientQuery(search="lee")).total == 1
    assert verify(lab.database).findings == ()


def test_the_centres_own_words_are_a_protocol_where_no_pack_is(lab):
    course = a_patient().course
    lab.put(a_patient(course=type(course)(), protocol_text="ALL IC-BFM 2009"))

    assert lab.queries.filter_choices().protocols == ("ALL IC-BFM 2009",)
