from mrdtracker.domain.report_doubt import DoubtfulReport, ReportDoubt
from mrdtracker.gui.presenters.report_words import (
    LISTED,
    change_lines,
    doubt_line,
    issued_line,
    since_text,
)
from mrdtracker.services.issuing import SinceReport
from mrdtracker.services.report_changes import PageChange
from tests.builders import a_report

ONE = PageChange("Group", "SR", "HR")


def test_without_a_report_nothing_is_said():
    assert since_text(None).words == ""


def test_a_report_that_still_holds_is_up_to_date():
    text = since_text(SinceReport(a_report(), ()))

    assert (text.words, text.is_changed) == ("Report 1 is up to date", False)
    assert text.lines == issued_line(a_report())


def test_changes_are_counted_and_listed():
    assert since_text(SinceReport(a_report(), (ONE,))).words == "1 change since report 1"
    text = since_text(SinceReport(a_report(2), (ONE, PageChange("Name", "", "Kim"))))

    assert text.words == "2 changes since report 2"
    assert text.lines == "Group: SR → HR\nName: added, Kim"
    assert text.is_changed


def test_a_long_list_says_how_many_more_there_are():
    lines = change_lines(SinceReport(a_report(), (ONE,) * (LISTED + 3)))

    assert len(lines) == LISTED + 1
    assert lines[-1] == "… and 3 more"
    assert len(change_lines(SinceReport(a_report(), (ONE,) * LISTED))) == LISTED


def test_an_issued_report_is_named_with_its_person_and_reason():
    at = a_report().made_at.astimezone()

    assert issued_line(a_report()) == f"Report 1 · 20 Mar 2025 {at:%H:%M} · Kim"
    assert issued_line(a_report(2)).startswith("Report 2, amended · 20 Mar 2025")
    assert issued_line(a_report(2)).endswith("· Kim · The value was mistyped.")


def test_a_report_in_doubt_is_said_before_all_else():
    doubtful = DoubtfulReport(2, ReportDoubt.MISSING)
    text = since_text(SinceReport(a_report(), ()), [doubtful])

    assert text.words == doubt_line(doubtful) == "Report 2 is not as the journal tells it"
    assert text.lines == str(doubtful.refusal)
    assert text.is_changed
