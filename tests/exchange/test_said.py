from mrdtracker.domain.import_plan import RowProblem
from mrdtracker.exchange.said import RowContent, said_unknown


def test_a_refused_cell_becomes_a_problem_of_its_row():
    content = RowContent(7, "S-0142")

    content.refuse("mrd", "'x' is not a number.")

    assert content.problems == (RowProblem(7, "mrd", "'x' is not a number.", "S-0142"),)


def test_unknown_is_counted_and_says_nothing():
    said = said_unknown("MLL", "Unknown")

    assert said.value is None
    assert said.rules == ("'Unknown' in MLL: stated as unknown in {cells}",)
