import pytest

from tests.exchange.tables import LONG, a_mapping, a_plan, only_problem

FACTS = "".join(
    f'[[fact]]\nfield = "{name}"\ncolumn = "{name}"\n'
    for name in ("born_on", "diagnosed_on", "therapy_started_on")
)
COLUMNS = "code,born_on,diagnosed_on,therapy_started_on,on,mrd,why"
DATED = LONG + 'note_column = "why"\n'


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("A,,,,2026-11-22,0.1,", "in the future"),
        ("A,2026-11-22,,,,,", "in the future"),
        ("A,,2025-03-03,,2025-03-02,0.1,", "before the diagnosis on"),
        ("A,2025-03-04,2025-03-03,,,,", "before the birth on"),
        ("A,2025-03-04,,,2025-03-03,0.1,", "before the birth on"),
        ("A,,2025-03-03,2025-03-02,,,", "before the diagnosis on"),
    ],
)
def test_a_date_that_cannot_be_is_a_problem(row, words):
    text = only_problem(a_plan(a_mapping(FACTS + DATED), COLUMNS, row))

    assert words in text
    assert "order of day and month" in text


@pytest.mark.parametrize(
    "row",
    [
        "A,2021-02-01,2025-03-03,2025-03-03,2025-03-03,0.1,",
        "A,2025-03-03,2025-03-03,2025-03-03,2026-11-21,0.1,",
        "A,,2025-03-03,,2025-03-01,0.1,first marrow elsewhere",
    ],
)
def test_the_edges_and_a_result_with_a_reason_may_stand(row):
    assert a_plan(a_mapping(FACTS + DATED), COLUMNS, row).problems == ()


STATED = LONG.replace('date_column = "on"', 'day_column = "on"')


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("A,,2025-03-03,2025-03-03,0,0.1", "before the diagnosis"),
        ("A,,2025-03-03,2025-03-03,9000,0.1", "in the future"),
        ("A,,,2199-12-31,20000,0.1", "in the future"),
    ],
)
def test_a_stated_day_is_held_against_the_dates_too(row, words):
    plan = a_plan(a_mapping(FACTS + STATED), COLUMNS.removesuffix(",why"), row)

    assert words in plan.problems[-1].text


def test_an_event_in_the_future_is_a_problem():
    mapping = a_mapping('[[event]]\ncolumn = "kind"\ndate_column = "on"\n')

    assert "future" in only_problem(a_plan(mapping, "code,kind,on", "A,relapse,2027-01-01"))


def test_an_event_that_ends_in_the_future_is_a_problem():
    """As by hand: a follow-up would reach into a time that nobody has seen."""
    mapping = a_mapping('[[event]]\ncolumn = "kind"\ndate_column = "on"\nend_column = "to"\n')
    columns = "code,kind,on,to"

    assert "future" in only_problem(a_plan(mapping, columns, "A,drug_given,2026-03-01,2027-01-01"))
    assert a_plan(mapping, columns, "A,drug_given,2026-03-01,2026-04-01").problems == ()


def test_an_event_on_a_stated_day_of_the_future_is_a_problem():
    mapping = a_mapping(
        '[[fact]]\nfield = "therapy_started_on"\ncolumn = "started"\n'
        '[[event]]\ncolumn = "kind"\nday_column = "day"\nfirst_dose_day_column = "first"\n'
    )
    columns = "code,started,kind,day,first"

    plan = a_plan(mapping, columns, "A,2025-03-03,relapse,9000,1")
    assert "future" in plan.problems[-1].text
    assert a_plan(mapping, columns, "A,2025-03-03,relapse,90,1").problems == ()
