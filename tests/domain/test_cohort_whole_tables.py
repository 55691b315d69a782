"""Every cell of the tables of one small cohort, as they stand on the page and go into a file."""

import pytest

from mrdtracker.domain.cohort import Cohort
from mrdtracker.domain.cohort_groups import GroupBy, Grouping
from mrdtracker.domain.cohort_levels import Share
from mrdtracker.domain.cohort_tables import (
    TableCell,
    data_sheet,
    result_cell,
    share_cell,
    table_of,
)
from mrdtracker.domain.cohort_views import CohortAsk, CohortViewKind, show_cohort
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import Method
from tests.builders import negative, quantified
from tests.domain.cohorts import BLOOD, D29, FAILED, THRESHOLD, UNLIMITED, a_child, a_point, five

BY_MRD = Grouping(GroupBy.MRD, D29, THRESHOLD)

OVERLAY = """
Patient | Group | Day (first dose = 1) | Time point | Specimen | Method | Result | Why left out
A | ≥ 0.01 % (D29) | 29 | D29 | BM | flow | 0.2 % |
B | < 0.01 % (D29) | 29 | D29 | BM | flow | not detected (s = 0.01 %) |
C | cannot be said (D29) | 29 | D29 | BM | flow | not detected (sensitivity not stated) |
C | cannot be said (D29) | | EOC | BM | flow | pos., not quantifiable (QR 0.005 %) | result without a day
D | cannot be said (D29) | 29 | D29 | BM | flow | not evaluable |
E | no result at D29 · BM · flow | 8 | D8 | PB | flow | 3 % |
"""  # noqa: E501 - one line of a table
HEAT_MAP = """
Patient | Group | D8 PB flow | D29 BM flow | EOC BM flow | Why left out
A | ≥ 0.01 % (D29) | | 0.2 % | |
B | < 0.01 % (D29) | | not detected (s = 0.01 %) | |
C | cannot be said (D29) | | not detected (sensitivity not stated) | pos., not quantifiable (QR 0.005 %) |
D | cannot be said (D29) | | not evaluable | |
E | no result at D29 · BM · flow | 3 % | | |
"""  # noqa: E501 - one line of a table
SWIMMER = """
Patient | Group | Followed (days) | Last record | Remission (days) | Transplant (days) | CAR-T (days) | Relapse (days) | Death (days) | Why left out
A | ≥ 0.01 % (D29) | 1000 | BM flow | | | | 400 | |
B | < 0.01 % (D29) | 2000 | BM flow | | | | | |
C | cannot be said (D29) | 1000 | BM flow | | | | | |
D | cannot be said (D29) | 700 | BM flow | | | | | 700 |
E | no result at D29 · BM · flow | 1000 | BM flow | | | | 90 | 200 |
"""  # noqa: E501 - one line of a table
DISTRIBUTION = """
Time point | Patients | above the upper limit | Quantified | Pos., not quantifiable | Not detected | No limit stated | detected or not, no amount | Not evaluable | Median | ≥ 1 % | ≥ 0.1 % | ≥ 0.01 % | ≥ 0.001 % | Patient | Why left out
D8 · PB · flow | 1 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 3 % | 1 of 1 | 1 of 1 | 1 of 1 | 1 of 1 | |
D29 · BM · flow | 4 | 0 | 1 | 0 | 1 | 1 | 0 | 1 | ≤ 0.2 % | 0–1 of 3 | 1–2 of 3 | 1–2 of 3 | 1–3 of 3 | |
EOC · BM · flow | 1 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | < 0.005 % | 0 of 1 | 0 of 1 | 0 of 1 | 0–1 of 1 | |
"""  # noqa: E501 - one line of a table
SURVIVAL = """
Patient | Group | Time (days) | Status | Time zero (day) | Last record | Why left out
A | ≥ 0.01 % (D29) | 372 | relapse | 29 | BM flow |
B | < 0.01 % (D29) | 1972 | censored | 29 | BM flow |
C | cannot be said (D29) | 972 | censored | 29 | BM flow |
D | cannot be said (D29) | 672 | death | 29 | BM flow |
E | | | | | | no result at D29 · BM · flow
"""
STEPS = """
Group | Time (days) | At risk | Events | Censored | Survival | 95 % band from | 95 % band to
≥ 0.01 % (D29) | 372 | 1 | 1 | 0 | 0.0 | |
< 0.01 % (D29) | 1972 | 1 | 0 | 1 | 1.0 | |
cannot be said (D29) | 672 | 2 | 1 | 0 | 0.5 | 0.005983 | 0.91041
cannot be said (D29) | 972 | 1 | 0 | 1 | 0.5 | 0.005983 | 0.91041
"""


def shown(kind, cohort=None, grouping=BY_MRD):
    return show_cohort(cohort or five(), CohortAsk(kind, grouping, is_landmark=True))


def lines(table):
    return [table.titles, *(tuple(cell.text for cell in row.cells) for row in table.rows)]


def written(text):
    return [
        tuple(cell.strip() for cell in line.split("|")) for line in text.strip("\n").split("\n")
    ]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (CohortViewKind.OVERLAY, OVERLAY),
        (CohortViewKind.HEAT_MAP, HEAT_MAP),
        (CohortViewKind.SWIMMER, SWIMMER),
        (CohortViewKind.DISTRIBUTION, DISTRIBUTION),
        (CohortViewKind.SURVIVAL, SURVIVAL),
    ],
)
def test_every_cell_of_a_table_says_what_is_known(kind, text):
    assert lines(table_of(shown(kind))) == written(text)


def test_every_cell_of_the_steps_of_a_curve_is_its_number():
    steps = data_sheet(shown(CohortViewKind.SURVIVAL))

    assert lines(steps) == written(STEPS)
    assert [row.patient_id for row in steps.rows] == [None] * 4


@pytest.mark.parametrize(
    "kind", [CohortViewKind.HEAT_MAP, CohortViewKind.SWIMMER, CohortViewKind.SURVIVAL]
)
def test_the_line_of_a_child_opens_that_child(kind):
    rows = table_of(shown(kind)).rows

    assert [row.patient_id for row in rows] == ["id-A", "id-B", "id-C", "id-D", "id-E"]


def test_groups_sort_by_their_place_and_words_without_regard_to_capitals():
    rows = table_of(shown(CohortViewKind.SWIMMER)).rows

    assert [row.cells[1].key[:2] for row in rows[:3]] == [(0, 0), (0, 1), (0, 2)]
    assert rows[0].cells[1].key[2] == "≥ 0.01 % (D29)"
    assert TableCell.words("Ab").key == (1, 0.0, "ab")
    assert TableCell.words("").key == (2, 0.0, "")
    assert TableCell.number(7).key == (0, 7, "")
    assert TableCell.number(None).key == TableCell.words("").key


def test_results_sort_by_what_is_certain_and_then_by_what_is_possible():
    cells = [result_cell(a_point(one)) for one in (quantified("0.02"), negative("0.0001"))]
    unlimited, failed = (result_cell(a_point(one)) for one in (UNLIMITED, FAILED))

    assert [cell.key[0] for cell in (*cells, unlimited, failed)] == [0, 0, 0, 1]
    assert cells[0].key[1] == 0.02
    # What may be nothing sorts below every number, and among its like by its limit.
    assert 0 < cells[1].key[1] < unlimited.key[1] < 1e-8


def test_a_person_reads_a_result_with_few_digits_and_a_file_has_all():
    point = a_point(quantified("0.000123456789"))

    cell = result_cell(point)

    assert (cell.text, cell.shown) == ("0.0123456789 %", "0.0123 %")
    assert cell.value is point.result.value
    assert TableCell.words("a word").shown == "a word"


def test_of_a_child_without_a_result_the_overlay_has_a_line_with_the_reason():
    smear = a_point(quantified(), D29._replace(method=Method.MORPHOLOGY))
    table = table_of(shown(CohortViewKind.OVERLAY, Cohort((a_child("A", smear),)), Grouping()))

    (row,) = table.rows
    assert row.patient_id == "id-A"
    assert [cell.text for cell in row.cells] == [
        "A",
        "all patients",
        *[""] * 5,
        "no MRD result as a share of cells",
    ]


def by_title(table, row):
    return dict(zip(table.titles, (cell.text for cell in row.cells), strict=True))


def test_results_without_a_place_keep_their_own_specimen_and_method():
    smear = D29._replace(method=Method.MORPHOLOGY)
    nowhere = [
        a_point(quantified(), place, None)._replace(place=None)
        for place in (D29, BLOOD, smear, D29)
    ]
    table = table_of(shown(CohortViewKind.OVERLAY, Cohort((a_child("A", *nowhere),)), Grouping()))

    found = [by_title(table, row) for row in table.rows]
    assert [(one["Time point"], one["Specimen"], one["Method"]) for one in found] == [
        ("", "BM", "flow"),
        ("", "PB", "flow"),
        ("", "BM", "flow"),
    ]


def test_a_result_of_a_group_without_a_panel_says_so_and_no_other_does():
    children = [a_child(f"S-{n}", a_point(quantified()), group=f"G{n}") for n in range(8)]
    by_risk = Grouping(GroupBy.RISK)
    table = table_of(shown(CohortViewKind.OVERLAY, Cohort(tuple(children)), by_risk))

    without = "the group has no panel of its own"
    assert [row.cells[-1].text for row in table.rows] == [""] * 6 + [without] * 2


def test_an_amount_without_an_upper_end_sorts_after_all_that_has_one():
    ratio = D29._replace(method=Method.FUSION_TRANSCRIPT)
    unlimited = MrdValue(ResultState.NEGATIVE, QuantityKind.TRANSCRIPT_RATIO)

    assert result_cell(a_point(unlimited, ratio)).key == (0, float("inf"), "")


def test_the_swimmer_has_what_befell_from_the_first_day_on_and_who_has_no_bar():
    cohort = Cohort((a_child("A", remission=-1, relapse=0, death=1), a_child("B", contact=None)))
    table = table_of(shown(CohortViewKind.SWIMMER, cohort, Grouping()))

    first, last = (by_title(table, row) for row in table.rows)
    assert [first[f"{name} (days)"] for name in ("Remission", "Relapse", "Death")] == [
        "",
        "0",
        "1",
    ]
    assert (first["Why left out"], last["Followed (days)"]) == ("", "")
    assert last["Why left out"] == "no day can be counted: the date of the first dose is missing"


def test_the_distribution_names_no_threshold_without_a_place_and_opens_who_is_left_out():
    table = table_of(shown(CohortViewKind.DISTRIBUTION, Cohort((a_child("A"),)), Grouping()))

    assert not any("≥" in title for title in table.titles)
    (row,) = table.rows
    assert row.patient_id == "id-A"
    assert [cell.text for cell in row.cells][-2:] == ["A", "no MRD result"]


def test_a_place_where_every_result_failed_has_no_median():
    failed = Cohort((a_child("A", a_point(FAILED)),))
    table = table_of(shown(CohortViewKind.DISTRIBUTION, failed, Grouping()))

    (row,) = table.rows
    assert by_title(table, row)["Median"] == ""


def test_shares_sort_by_how_many_are_certain():
    assert share_cell(Share(THRESHOLD, 3, 4, 2)).key == (0, 3, "")
