import pytest

from mrdtracker.domain.errors import NotFoundError
from mrdtracker.domain.report_doubt import DoubtfulReport, ReportDoubt
from mrdtracker.store.failures import DamagedStoreError
from mrdtracker.store.report_codec import packed
from mrdtracker.store.reports import ReportsRead, label_copies, report_pdf, reports_of
from tests.builders import a_label_print, a_patient, a_report, a_sample


def test_the_reports_of_a_patient_come_in_their_order_and_with_their_pages(lab):
    lab.put(a_patient(1), a_patient(2), a_report(1, patient=2))
    lab.put(a_report(1))
    lab.put(a_report(2))

    assert reports_of(lab.database, "patient-1").reports == (a_report(1), a_report(2))
    assert reports_of(lab.database, "patient-1").doubts == ()
    assert reports_of(lab.database, "patient-3") == ReportsRead()
    assert report_pdf(lab.database, "report-1-2") == a_report(2).pdf
    lab.open(read_only=True)
    assert report_pdf(lab.database, "report-2-1") == a_report(1, patient=2).pdf


def test_pages_of_no_report_are_not_found(lab):
    with pytest.raises(NotFoundError, match="no such report"):
        report_pdf(lab.database, "report-1-1")


@pytest.mark.parametrize(
    "pages", [packed(b"%PDF another"), b"no longer packed"], ids=["other", "bad"]
)
def test_pages_that_are_not_those_that_were_issued_are_not_handed_out(lab, pages):
    lab.put(a_patient(), a_report(1))
    with lab.shell() as connection:
        connection.execute("UPDATE report_paper SET packed = ?", (pages,))
    lab.open()

    with pytest.raises(DamagedStoreError):
        report_pdf(lab.database, "report-1-1")


@pytest.mark.parametrize(
    "change",
    [
        "made_by = 'Lee'",
        "made_at = '2025-03-21T09:12:00.000000+00:00'",
        "page = '{}'",
        "reason = 'Another.'",
        "head = '2:' || head",
        "number = 9",
        "version = 2",
    ],
)
def test_a_report_that_the_journal_tells_differently_is_not_shown_as_issued(lab, change):
    lab.put(a_patient(), a_report(1))
    lab.put(a_report(2))
    with lab.shell() as connection:
        connection.execute(f"UPDATE report SET {change} WHERE number = 2")  # noqa: S608 - own words
    lab.open()

    read = reports_of(lab.database, "patient-1")

    assert read == ReportsRead((a_report(1),), (DoubtfulReport(2, ReportDoubt.CHANGED),))


def test_a_report_whose_row_and_journal_were_changed_alike_is_not_shown_as_issued(lab):
    lab.put(a_patient(), a_report(1))
    lab.put(a_report(2))
    with lab.shell() as connection:
        connection.execute("UPDATE report SET made_by = 'Lee' WHERE number = 2")
        connection.execute("UPDATE journal_change SET after = replace(after, 'Kim', 'Lee')"
                           " WHERE seq = 2")  # fmt: skip
    lab.open()

    doubtful = DoubtfulReport(2, ReportDoubt.JOURNAL_CHANGED)
    assert reports_of(lab.database, "patient-1") == ReportsRead((a_report(1),), (doubtful,))


def test_a_report_that_was_removed_or_given_to_another_child_is_named(lab):
    lab.put(a_patient(1), a_patient(2), a_report(1))
    lab.put(a_report(2))
    with lab.shell() as connection:
        connection.execute("UPDATE report SET supersedes = id || 'x' WHERE number = 2")
        connection.execute("UPDATE report SET patient_id = 'patient-2' WHERE number = 2")
        connection.execute("DELETE FROM report WHERE number = 1")
    lab.open()

    here, there = (reports_of(lab.database, one) for one in ("patient-1", "patient-2"))

    missing = ReportDoubt.MISSING
    assert here == ReportsRead((), (DoubtfulReport(1, missing), DoubtfulReport(2, missing)))
    assert there == ReportsRead((), (DoubtfulReport(2, ReportDoubt.NOT_JOURNALLED),))


@pytest.mark.parametrize("after", ["[[", '[["report-1-1"]]'], ids=["no JSON", "too short"])
def test_a_journal_that_cannot_be_read_is_a_damaged_file(lab, after):
    lab.put(a_patient(), a_report(1))
    with lab.shell() as connection:
        connection.execute(
            "UPDATE journal_change SET after = ? WHERE table_name = 'report'", (after,)
        )
        connection.execute("DELETE FROM report")
    lab.open()

    with pytest.raises(DamagedStoreError):
        reports_of(lab.database, "patient-1")


def test_whoever_has_a_report_is_named_also_where_its_row_is_gone(lab):
    lab.put(a_patient(1), a_patient(2), a_patient(3), a_report(1))
    lab.put(a_report(1, patient=2))
    with lab.shell() as connection:
        connection.execute("DELETE FROM report WHERE patient_id = 'patient-2'")
        connection.execute(
            "UPDATE journal_change SET after = '[[' WHERE seq = 1 AND table_name = 'report'"
        )
    lab.open()

    assert lab.queries.reports.patients() == ("patient-1", "patient-2")


def test_printed_labels_are_counted_by_sample(lab):
    lab.put(a_patient(), a_sample(1), a_sample(2), a_sample(3))
    lab.put(a_label_print(1), a_label_print(2, sample=2))
    lab.put(a_label_print(3))

    assert label_copies(lab.database, ["sample-1", "sample-2", "sample-3"]) == {
        "sample-1": 4,
        "sample-2": 2,
    }
