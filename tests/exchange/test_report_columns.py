from mrdtracker.domain.report_doubt import DoubtfulReport, ReportDoubt
from mrdtracker.exchange.report_columns import REPORT_COLUMNS, report_lines
from tests.builders import a_patient, a_report


def cells(line):
    return {column.name: column.cell(line) for column in REPORT_COLUMNS}


def test_every_column_has_a_meaning_and_a_name_of_its_own():
    assert all(column.meaning for column in REPORT_COLUMNS)
    assert len({column.name for column in REPORT_COLUMNS}) == len(REPORT_COLUMNS)


def test_a_report_says_who_when_why_by_which_rules_and_what_it_amends():
    first, second = a_report(1), a_report(2)
    lines = report_lines(a_patient(), [first, second], [])

    one, two = map(cells, lines)

    assert one == {
        "patient_code": "S-0001",
        "number": "1",
        "kind": "final",
        "amends": "",
        "issued_at": "2025-03-20T09:12:00+00:00",
        "issued_by": "Kim",
        "reason": "",
        "packs": "generic-definitions 1",
        "pages_sha256": first.pdf_digest,
        "journal_head": first.head,
        "journal": "as_journalled",
    }
    assert (two["number"], two["kind"], two["amends"]) == ("2", "amended", "1")
    assert two["reason"] == "The value was mistyped."


def test_a_report_in_doubt_has_its_line_with_its_number_and_nothing_else():
    doubtful = DoubtfulReport(1, ReportDoubt.CHANGED)

    one, two = map(cells, report_lines(a_patient(), [a_report(2)], [doubtful]))

    assert (one.pop("patient_code"), one.pop("number"), one.pop("journal")) == (
        "S-0001",
        "1",
        "changed",
    )
    assert set(one.values()) == {""}
    assert (two["number"], two["kind"], two["amends"]) == ("2", "amended", "")
