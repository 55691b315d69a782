"""Labels of samples on a sheet or a roll, as data for the template that sets them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from mrdtracker import locations
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.services.printed_codes import CodeForm, bar_modules, code_svg
from mrdtracker.words import mark, say

# 10 mil: what an ordinary hand reader and a printer of 300 dots per inch still resolve.
FINEST_BAR_MM = 0.25
EDGE_MM = 2.0
_A4_MM = (210.0, 297.0)


@dataclass(frozen=True)
class LabelPaper:
    """A sheet or roll of labels; all lengths in mm.

    Attributes:
        left: From the edge of the page to the first label.
        top: From the edge of the page to the first label.
        across: From one label's left edge to that of the next one.
        down: From one label's upper edge to that of the next one.
    """

    id: str
    words: str
    width: float
    height: float
    page_width: float
    page_height: float
    columns: int = 1
    rows: int = 1
    left: float = 0.0
    top: float = 0.0
    across: float = 0.0
    down: float = 0.0

    @property
    def said(self) -> str:
        """What a person chooses."""
        return say(self.words)

    @property
    def size_words(self) -> str:
        """The size of one label: "50 × 25 mm"."""
        return f"{self.width:g} × {self.height:g} mm"

    @property
    def labels(self) -> int:
        """How many labels a page has."""
        return self.columns * self.rows

    def place(self, number: int) -> tuple[int, float, float]:
        """Return page, left and upper edge of the label of a number, 0 for the first."""
        page, on_page = divmod(number, self.labels)
        row, column = divmod(on_page, self.columns)
        return page, self.left + column * self.across, self.top + row * self.down


# Columns, rows and gaps fill an A4 page exactly, as the makers of label sheets state them.
PAPERS = (
    LabelPaper("roll-50x25", mark("Roll, 50 × 25 mm"), 50, 25, 50, 25),
    LabelPaper("roll-25x25", mark("Roll, 25 × 25 mm"), 25, 25, 25, 25),
    LabelPaper(
        "a4-3x7", mark("A4, 3 × 7 of 63.5 × 38.1 mm"), 63.5, 38.1, *_A4_MM,
        columns=3, rows=7, left=7.25, top=15.15, across=66.0, down=38.1,
    ),
    LabelPaper(
        "a4-5x13", mark("A4, 5 × 13 of 38.1 × 21.2 mm"), 38.1, 21.2, *_A4_MM,
        columns=5, rows=13, left=4.75, top=10.7, across=40.6, down=21.2,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Label:
    """What one label says.

    Attributes:
        code: What the bars hold, and nothing else.
        line: Words beside it; empty by default.
        copy: 1 for the first one, then it is printed: "copy 2".
    """

    code: str
    line: str = ""
    copy: int = 1


def labels_template() -> Path:
    """Return the template that sets labels."""
    return locations.resources() / "reports" / "labels.typ"


def sheet_of(
    labels: Sequence[Label],
    paper: LabelPaper,
    form: CodeForm,
    *,
    start: int = 1,
    is_test: bool = False,
) -> dict[str, object]:
    """Return what the template is given.

    Args:
        labels: In their order.
        paper: Where they go.
        form: Kind of code.
        start: The first free label of a sheet, 1 for a whole one.
        is_test: Whether the edges of the labels are drawn, to see how the paper lies.

    Raises:
        InvalidInputError: A code holds characters that the kind of code cannot say, or its bars
            would be too fine on this paper.
    """
    if form is CodeForm.CODE_128:
        for label in labels:
            _check_bars(label.code, paper)
    pages: list[list[dict[str, object]]] = []
    for number, label in enumerate(labels, (start - 1) % paper.labels):
        page, left, top = paper.place(number)
        pages += [[] for _ in range(page + 1 - len(pages))]
        copy = say("copy {}").format(label.copy) if label.copy > 1 else ""
        said = {"code": label.code, "line": label.line, "copy": copy}
        drawn = {"picture": code_svg(label.code, form), "left": left, "top": top}
        pages[page].append({**said, **drawn})
    return {
        "title": say("Labels"),
        "paper": asdict(paper),
        "is_square": form is CodeForm.QR,
        "is_test": is_test,
        "pages": pages,
    }


def _check_bars(code: str, paper: LabelPaper) -> None:
    finest = (paper.width - 2 * EDGE_MM) / bar_modules(code)
    if finest < FINEST_BAR_MM:
        raise InvalidInputError(
            say(
                "The bars of '{}' would be {} mm fine on a label of {}, too fine to be read."
            ).format(code, f"{finest:.2f}", paper.size_words),
            say("Choose a QR code or a wider label."),
        )


def trial_sheet(paper: LabelPaper, form: CodeForm) -> dict[str, object]:
    """Return a page full of labels with their edges, to hold against the paper."""
    return sheet_of([Label("TEST")] * paper.labels, paper, form, is_test=True)
