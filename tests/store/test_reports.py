import pytest

from mrdtracker.domain.errors import NotFoundError
from mrdtracker.store.failures import DamagedStoreError
from mrdtracker.store.report_codec import packed
from mrdtracker.store.reports import label_copies, report_pdf, reports_of
from tests.builders import a_label_print, a_patient, a_report, a_sample


def test_the_reports_of_a_patient_come_in_their_order_and_with_their_pages(lab):
    lab.put(a_patient(1), a_patient(2), a_report(1, patient=2))
    lab.put(a_report(1))
    lab.put(a_report(2))

    assert reports_of(lab.database, "patient-1") == (a_report(1), a_report(2))
    assert reports_of(lab.database, "patient-3") == ()
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


def test_printed_labels_are_counted_by_sample(lab):
    lab.put(a_patient(), a_sample(1), a_sample(2), a_sample(3))
    lab.put(a_label_print(1), a_label_print(2, sample=2))
    lab.put(a_label_print(3))

    assert label_copies(lab.database, ["sample-1", "sample-2", "sample-3"]) == {
        "sample-1": 4,
        "sample-2": 2,
    }
