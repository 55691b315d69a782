import re
from datetime import date

import pytest

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.services.label_sheet import (
    PAPERS,
    Label,
    LabelPaper,
    labels_template,
    sheet_of,
    trial_sheet,
)
from mrdtracker.services.printed_codes import CodeForm
from mrdtracker.services.report_document import ReportTemplate
from tests.services.report_desk import page_count

BOX = re.compile(rb"/MediaBox\s*\[([^\]]+)\]")
MM_PER_POINT = 25.4 / 72
BY_ID = {paper.id: paper for paper in PAPERS}


def pdf_of(sheet: dict[str, object]) -> bytes:
    return ReportTemplate(labels_template()).pdf(sheet, date(2026, 1, 1))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda one: one.id)
def test_a_page_is_as_large_as_its_paper(paper: LabelPaper) -> None:
    pdf = pdf_of(sheet_of([Label("A1")], paper, CodeForm.QR))

    box = BOX.search(pdf)
    assert box is not None
    left, low, right, high = (float(number) * MM_PER_POINT for number in box[1].split())
    assert right - left == pytest.approx(paper.page_width, abs=0.5)
    assert high - low == pytest.approx(paper.page_height, abs=0.5)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda one: one.id)
def test_labels_lie_on_their_page_and_not_on_each_other(paper: LabelPaper) -> None:
    page, left, top = paper.place(paper.labels - 1)

    assert page == 0
    assert left + paper.width + paper.left == pytest.approx(paper.page_width, abs=0.01)
    assert top + paper.height + paper.top == pytest.approx(paper.page_height, abs=0.01)
    assert paper.columns == 1 or paper.across >= paper.width
    assert paper.rows == 1 or paper.down >= paper.height
    assert paper.place(paper.labels)[0] == 1


@pytest.mark.parametrize(
    "paper", [one for one in PAPERS if one.labels > 1], ids=lambda one: one.id
)
def test_the_edges_of_a_trial_page_lie_where_the_labels_are(paper: LabelPaper) -> None:
    """Measured on the picture of the page, in mm."""
    from io import BytesIO

    from PIL import Image

    ppi = 254  # ten dots a millimetre
    template = ReportTemplate(labels_template())
    sheet = trial_sheet(paper, CodeForm.QR)
    (picture,) = template.pictures(sheet, date(2026, 1, 1), ppi)
    page = Image.open(BytesIO(picture)).convert("L")
    column, row = int((paper.left + paper.width / 2) * 10), int((paper.top + 1.5) * 10)

    across = [x / 10 for x in range(page.width) if page.getpixel((x, row)) < 128]
    down = [y / 10 for y in range(page.height) if page.getpixel((column, y)) < 128]

    for number in range(paper.columns):
        assert min(abs(x - paper.left - number * paper.across) for x in across) <= 0.5
    for number in range(paper.rows):
        assert min(abs(y - paper.top - number * paper.down) for y in down) <= 0.5


def test_a_used_sheet_begins_at_its_first_free_label() -> None:
    paper = BY_ID["a4-3x7"]
    sheet = sheet_of([Label("A"), Label("B")], paper, CodeForm.QR, start=21)

    (first, second) = sheet["pages"]
    assert [(one["code"], one["left"], one["top"]) for one in first] == [
        ("A", *paper.place(20)[1:])
    ]
    assert [(one["code"], one["left"], one["top"]) for one in second] == [("B", 7.25, 15.15)]
    assert page_count(pdf_of(sheet)) == 2


def test_a_label_holds_its_code_and_no_name_by_default() -> None:
    sheet = sheet_of([Label("A1"), Label("A1", copy=2)], BY_ID["roll-50x25"], CodeForm.QR)

    (first,), (second,) = sheet["pages"]
    assert (first["code"], first["line"], first["copy"]) == ("A1", "", "")
    assert second["copy"] == "copy 2"


def test_bars_that_no_reader_reads_are_refused_with_what_to_do() -> None:
    with pytest.raises(InvalidInputError, match="too fine to be read") as caught:
        sheet_of([Label("NFCB6H894")], BY_ID["roll-25x25"], CodeForm.CODE_128)

    assert "QR code" in caught.value.hint
    assert sheet_of([Label("NFCB6H894")], BY_ID["roll-50x25"], CodeForm.CODE_128)


def test_a_paper_says_its_size() -> None:
    assert BY_ID["a4-3x7"].size_words == "63.5 × 38.1 mm"
    assert BY_ID["roll-50x25"].said == "Roll, 50 × 25 mm"
