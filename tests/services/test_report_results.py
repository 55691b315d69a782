"""The table of results: as reported, as read, the range, the limit, the quality."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import Denominator, Method, Quality
from mrdtracker.services.commands import AddPatient, AddSample, RecordMeasurement
from mrdtracker.services.report_results import COLUMNS, WIDTHS, quality_notes, result_rows
from mrdtracker.services.workspace import Workspace
from tests.builders import a_measurement, a_patient, a_sample, negative, quantified
from tests.services.report_desk import view_of


def _row(workspace: Workspace, sample: object = None, **changes: object) -> dict[str, str]:
    tube = sample or a_sample()
    workspace.recorder.execute(AddPatient(a_patient()))
    workspace.recorder.execute(AddSample(tube))
    workspace.recorder.execute(RecordMeasurement(tube, a_measurement(**changes)))
    view = view_of(workspace, "S-0001")
    (row,) = result_rows(view, {"measurement-1": "1, 2"})
    return dict(zip(COLUMNS, row, strict=True))


def test_a_number_is_read_in_both_notations(workspace: Workspace) -> None:
    row = _row(workspace, value=quantified("0.0005", lod=Decimal("0.00001")), target="IGH")

    assert row == {
        "day": "D15",
        "date": "17 Mar 2025",
        "specimen": "BM",
        "method, target": "flow, IGH",
        "reported": "0.05 %",
        "read as": "0.05 % (5·10⁻⁴)",
        "stands for": "0.05 %",
        "sensitivity": "LOD 0.001 %",
        "quality": "",
        "see": "1, 2",
    }


def test_a_negative_stands_for_a_range_and_never_for_zero(workspace: Workspace) -> None:
    row = _row(workspace, value=negative(), reported_text="neg")

    assert row["read as"] == "not detected"
    assert row["stands for"] == "[0, 0.01 %)"
    assert row["sensitivity"] == "s 0.01 %"


def test_a_negative_without_a_sensitivity_says_so(workspace: Workspace) -> None:
    row = _row(workspace, value=MrdValue(ResultState.NEGATIVE), reported_text="neg")

    assert row["stands for"] == "[0, 100 %]"
    assert row["sensitivity"] == "not stated"


def test_positive_and_not_quantifiable_is_no_number(workspace: Workspace) -> None:
    value = MrdValue(ResultState.POSITIVE_BELOW_LLOQ, lloq=Decimal("0.0001"))
    row = _row(workspace, value=value, reported_text="PNQ")

    assert (row["read as"], row["stands for"]) == ("positive, not quantifiable", "(0, 0.01 %)")
    assert row["sensitivity"] == "QR 0.01 %"


def test_a_pending_result_has_no_amount(workspace: Workspace) -> None:
    row = _row(workspace, value=MrdValue(ResultState.PENDING), reported_text="pending")

    assert (row["read as"], row["stands for"]) == ("pending", "no amount")


@pytest.mark.parametrize(
    ("text", "unit", "shown"),
    [
        ("5E-4", Unit.FRACTION, "5E-4 fraction"),
        ("< 0.01", Unit.PERCENT, "< 0.01 %"),
        ("0.05 %", Unit.PERCENT, "0.05 %"),
        ("neg (sens 1e-4)", Unit.FRACTION, "neg (sens 1e-4)"),
        ("", Unit.PERCENT, "–"),
    ],
)
def test_a_unit_stands_beside_a_bare_number_only(
    workspace: Workspace, text: str, unit: Unit, shown: str
) -> None:
    row = _row(workspace, reported_text=text, unit=unit, denominator=Denominator.READS)

    assert row["reported"] == f"{shown} of reads"


def test_a_rounded_number_never_looks_like_the_threshold(workspace: Workspace) -> None:
    row = _row(workspace, value=quantified("0.00009996"), reported_text="0.009996 %")

    assert row["read as"].startswith("0.009996 %")


def test_a_rounded_number_stays_on_its_side_of_its_own_limit(workspace: Workspace) -> None:
    row = _row(workspace, value=quantified("0.0012341", lod=Decimal("0.0012338")))

    assert row["read as"].startswith("0.1234 %")


def test_quality_of_tube_and_result_stand_once_in_words(workspace: Workspace) -> None:
    tube = a_sample(quality=(Quality.SAMPLE_OLD, Quality.FEW_CELLS), code="T-9", note="by courier")
    row = _row(workspace, tube, quality=(Quality.FEW_CELLS,), note="second pull asked")

    assert row["quality"] == "old sample, few cells"
    assert row["specimen"] == "BM T-9"
    assert quality_notes(view_of(workspace, "S-0001")) == (
        "BM D15, flow: by courier",
        "BM D15, flow: second pull asked",
    )


def test_a_tube_without_a_day_is_named_by_its_time_point(workspace: Workspace) -> None:
    row = _row(workspace, a_sample(taken_on=None, timepoint="EOC"), note="late")

    assert (row["day"], row["date"]) == ("EOC", "no date")
    assert quality_notes(view_of(workspace, "S-0001")) == ("BM EOC, flow: late",)


def test_a_count_is_written_in_cells(workspace: Workspace) -> None:
    from mrdtracker.domain.units import QuantityKind

    value = MrdValue(ResultState.QUANTIFIED, QuantityKind.CELL_CONCENTRATION, value=Decimal(1200))
    row = _row(
        workspace,
        value=value,
        method=Method.CYTOLOGY_COUNT,
        unit=Unit.PER_UL,
        reported_text="1200",
    )

    assert (row["reported"], row["read as"]) == ("1200 /µL", "1200 /µL")


def test_every_column_has_a_width() -> None:
    assert len(COLUMNS) == len(WIDTHS)
