"""The table beside each view: every child is in it, in words that say the state."""

from decimal import Decimal

import pytest

from mrdtracker.domain.cohort import Cohort, CohortPoint
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
from tests.domain.cohorts import (
    D29,
    FAILED,
    PNQ,
    THRESHOLD,
    UNLIMITED,
    a_child,
    a_point,
    five,
)

BY_MRD = Grouping(GroupBy.MRD, D29, THRESHOLD)
SIGNS = (
    MrdValue(ResultState.ABOVE_ULOQ, uloq=Decimal("0.1")),
    MrdValue(ResultState.DETECTED),
)


def table(kind):
    return table_of(show_cohort(five(), CohortAsk(kind, BY_MRD, is_landmark=True)))


def lines(kind):
    return {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table(kind).rows}


@pytest.mark.parametrize("kind", CohortViewKind)
def test_every_line_fills_every_column(kind):
    shown = table(kind)

    assert shown.rows
    assert all(len(row.cells) == len(shown.titles) for row in shown.rows)


@pytest.mark.parametrize(
    "kind", [CohortViewKind.HEAT_MAP, CohortViewKind.SWIMMER, CohortViewKind.SURVIVAL]
)
def test_every_child_has_a_line(kind):
    assert sorted(lines(kind)) == ["A", "B", "C", "D", "E"]


def test_results_are_in_words_and_a_missing_one_is_a_blank():
    heat = lines(CohortViewKind.HEAT_MAP)

    assert table(CohortViewKind.HEAT_MAP).titles[2:] == (
        "D8 PB flow",
        "D29 BM flow",
        "EOC BM flow",
        "Why left out",
    )
    assert heat["B"][1:] == ["", "not detected (s = 0.01 %)", "", ""]
    assert heat["C"][3] == "pos., not quantifiable (QR 0.005 %)"


def test_survival_says_for_everybody_what_was_counted_or_why_not():
    found = lines(CohortViewKind.SURVIVAL)

    assert found["A"] == ["≥ 0.01 % (D29)", "372", "relapse", "29", "BM flow", ""]
    assert found["B"][1:3] == ["1972", "censored"]
    assert found["E"] == ["", "", "", "", "", "no result at D29 · BM · flow"]


def test_the_swimmer_lists_what_befell_and_when():
    titles = table(CohortViewKind.SWIMMER).titles
    child = dict(zip(titles[1:], lines(CohortViewKind.SWIMMER)["E"], strict=True))

    happened = (child["Relapse (days)"], child["Death (days)"], child["Transplant (days)"])
    assert happened == ("90", "200", "")


def test_the_distribution_counts_states_and_shares():
    shown = table(CohortViewKind.DISTRIBUTION)
    line = dict(zip(shown.titles, [cell.text for cell in shown.rows[1].cells], strict=True))

    assert line["Time point"] == "D29 · BM · flow"
    assert line["Patients"] == "4"
    assert (line["Quantified"], line["Not detected"]) == ("1", "1")
    assert (line["No limit stated"], line["Not evaluable"]) == ("1", "1")
    assert line["≥ 0.01 %"] == "1–2 of 3"


def test_a_share_says_its_least_and_its_most():
    assert share_cell(Share(THRESHOLD, 3, 6, 0)).text == "3 of 9"
    assert share_cell(Share(THRESHOLD, 3, 4, 2)).text == "3–5 of 9"


def test_columns_sort_by_size_and_blanks_come_last():
    numbers = [TableCell.number(one) for one in (100, 9, None)]
    assert sorted(numbers, key=lambda cell: cell.key) == [
        numbers[1],
        numbers[0],
        numbers[2],
    ]
    results = [a_point(one) for one in (negative("0.0001"), PNQ, quantified("0.02"), FAILED)]
    in_order = sorted(results, key=lambda one: result_cell(one).key)
    assert in_order == [results[1], results[0], results[2], results[3]]


def test_only_lines_of_a_child_can_be_opened():
    assert all(row.patient_id for row in table(CohortViewKind.OVERLAY).rows)
    assert not any(row.patient_id for row in table(CohortViewKind.DISTRIBUTION).rows)


def test_the_levels_of_a_place_are_counted_by_every_sign_and_nobody_is_missing():
    values = (*SIGNS, quantified(), negative("0.0001"), PNQ, UNLIMITED, FAILED)
    children = tuple(a_child(f"S-{n}", a_point(value)) for n, value in enumerate(values))
    shown = table_of(show_cohort(Cohort(children), CohortAsk(CohortViewKind.DISTRIBUTION)))

    (row,) = shown.rows

    counts = [cell.text for cell in row.cells]
    assert counts[1] == "7"
    assert counts[2:9] == ["1"] * 7


def test_a_ratio_of_copies_has_no_share_of_cells():
    ratio = D29._replace(method=Method.FUSION_TRANSCRIPT)
    kind = QuantityKind.TRANSCRIPT_RATIO
    value = MrdValue(ResultState.QUANTIFIED, kind, value=Decimal("0.5"))
    both = Cohort((a_child("A", a_point(value, ratio)), a_child("B", a_point(quantified()))))
    shown = table_of(show_cohort(both, CohortAsk(CohortViewKind.DISTRIBUTION)))

    ends = {row.cells[0].text: [cell.text for cell in row.cells[-6:-2]] for row in shown.rows}

    assert shown.titles[-6:-2] == ("≥ 1 %", "≥ 0.1 %", "≥ 0.01 %", "≥ 0.001 %")
    assert ends[ratio.words] == [""] * 4
    assert all(ends[D29.words])


NOWHERE = CohortPoint(None, None, a_point(quantified()).result)
LOST = Cohort(
    (
        a_child("A", a_point(quantified()), NOWHERE, NOWHERE),
        a_child("B", NOWHERE),
        a_child("C", contact=None),
    )
)


def reasons(kind):
    shown = table_of(show_cohort(LOST, CohortAsk(kind)))
    who = shown.titles.index("Patient")
    return [
        (row.cells[who].text, row.cells[-1].text)
        for row in shown.rows
        if row.cells[shown.titles.index("Why left out")].text
    ]


@pytest.mark.parametrize("kind", [CohortViewKind.HEAT_MAP, CohortViewKind.DISTRIBUTION])
def test_results_without_a_place_are_listed_with_their_children(kind):
    nowhere = "result without a day and without a named time point"

    assert reasons(kind) == [
        ("A", f"{nowhere}: 2"),
        ("B", f"{nowhere}: 1"),
        ("C", "no MRD result"),
    ]


def test_the_overlay_lists_every_result_that_it_cannot_draw_and_who_has_none():
    undated = "result without a day"

    assert reasons(CohortViewKind.OVERLAY) == [
        ("A", undated),
        ("A", undated),
        ("B", undated),
        ("C", "no MRD result as a share of cells"),
    ]


def test_days_of_the_overlay_are_numbered_as_the_time_points_are_named():
    shown = table(CohortViewKind.OVERLAY)
    line = dict(zip(shown.titles, [cell.text for cell in shown.rows[0].cells], strict=True))

    assert (line["Day (first dose = 1)"], line["Time point"]) == ("29", "D29")


def test_the_data_sheet_of_a_curve_is_its_steps():
    shown = show_cohort(five(), CohortAsk(CohortViewKind.SURVIVAL))
    (arm,) = shown.picture.arms
    sheet = data_sheet(shown)

    assert [row.cells[1].text for row in sheet.rows] == [str(one.days) for one in arm.steps]
    first = dict(zip(sheet.titles, [cell.text for cell in sheet.rows[0].cells], strict=True))
    assert (first["At risk"], first["Events"], first["Censored"]) == ("5", "1", "0")
    assert first["Survival"] == "0.8"
    assert float(first["95 % band from"]) < 0.8 < float(first["95 % band to"])


def test_the_data_sheet_of_another_view_is_its_table():
    shown = show_cohort(five(), CohortAsk(CohortViewKind.HEAT_MAP))

    assert data_sheet(shown) == table_of(shown)
