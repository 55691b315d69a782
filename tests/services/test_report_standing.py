from mrdtracker.domain.records import ReportState
from mrdtracker.services.report_standing import Issue, name_of, standing
from tests.builders import a_measurement, a_report

OPEN, CHECKED = a_measurement(1), a_measurement(2, is_verified=True)


def test_a_draft_is_marked_across_the_page() -> None:
    words = standing(None, ())

    assert (words.name, words.draft) == ("Draft", "Draft")
    assert words.words == "Draft: nobody has issued it, and no copy of it is kept."


def test_the_first_report_is_final() -> None:
    issue = Issue(1, "Kim")
    words = standing(issue, (CHECKED,))

    assert issue.state is ReportState.FINAL
    assert (words.name, words.draft, words.amended) == ("Report 1", "", "")
    assert words.words == "Report 1, issued by Kim; not signed."


def test_results_that_nobody_verified_are_said_on_every_kind_of_report() -> None:
    said = "1 of 2 results are not recorded as verified."

    for issue in (None, Issue(1, "Kim"), Issue(2, "Kim", a_report(), "typing error")):
        assert standing(issue, (OPEN, CHECKED)).words.endswith(said)


def test_an_amended_report_says_since_when_why_and_what() -> None:
    issue = Issue(2, "Lee", a_report(), "typing error", ("Name: Kim → Kym",))
    words = standing(issue, ())

    assert issue.state is ReportState.AMENDED
    assert words.name == "Report 2, amended"
    assert words.draft == ""
    assert words.amended == "Amended: what changed since report 1 of 20 Mar 2025"
    assert (words.reason, words.changes) == ("typing error", ("Name: Kim → Kym",))
    assert words.words == (
        "Report 2, issued by Lee in place of report 1 of 20 Mar 2025; not signed."
    )


def test_an_amendment_without_a_change_says_so() -> None:
    words = standing(Issue(2, "Lee", a_report(), "new template"), ())

    assert words.changes == ("Nothing of what this page says.",)


def test_a_report_is_named_by_number_and_day() -> None:
    assert name_of(a_report(2)) == "report 2 of 20 Mar 2025"
