from dataclasses import replace

from mrdtracker.services.issue_commands import IssueReport, PrintLabels
from tests.builders import a_label_print, a_report


def test_a_final_report_is_named_by_its_number() -> None:
    command = IssueReport(a_report(), "S-1")

    assert command.label == "Issue report 1 of S-1"
    assert (command.reason, command.patient_id) == ("", "patient-1")
    assert command.puts() == (a_report(),)


def test_an_amended_report_brings_its_reason() -> None:
    command = IssueReport(replace(a_report(2), reason="typing error"), "S-1")

    assert command.label == "Issue amended report 2 of S-1"
    assert command.reason == "typing error"


def test_a_print_says_what_was_printed() -> None:
    command = PrintLabels((a_label_print(),), "2 labels of BM sample, 16 Mar 2026")

    assert command.label == "Print 2 labels of BM sample, 16 Mar 2026"
    assert (command.reason, command.patient_id) == ("", "patient-1")
    assert command.puts() == (a_label_print(),)
