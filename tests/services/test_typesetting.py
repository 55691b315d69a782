"""Pages are set the same, and what goes wrong is told as data."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.services.typesetting import (
    FaultKind,
    Typesetting,
    TypesettingError,
    count_pages,
    set_pages,
)
from tests.services.report_desk import page_count

ON = date(2026, 11, 20)


def _asked(folder: Path, text: str, ppi: float | None = None) -> Typesetting:
    template = folder / "ward.typ"
    template.write_text(f'#set document(title: "x")\n{text}', encoding="utf-8")
    fonts = (locations.resources() / "fonts",)
    return Typesetting(template, fonts, '{"code": "DEMO-01"}', ON, ppi)


def test_what_is_asked_for_survives_the_way_to_another_process(tmp_path: Path) -> None:
    asked = _asked(tmp_path, "words", 96.0)

    assert Typesetting.read(asked.written()) == asked


def test_a_pdf_or_pictures_of_the_same_pages(tmp_path: Path) -> None:
    text = "one #pagebreak() two"

    (pdf,) = set_pages(_asked(tmp_path, text))
    pictures = set_pages(_asked(tmp_path, text, 20.0))

    assert page_count(pdf) == len(pictures) == count_pages(_asked(tmp_path, text)) == 2


@pytest.mark.parametrize(
    ("text", "kind", "detail", "line"),
    [
        ("#nothing()", FaultKind.TEMPLATE, "unknown variable: nothing", "2"),
        ('#set text(font: "Nope")\nwords', FaultKind.FONT, "nope", ""),
        (
            '#read("../x")',
            FaultKind.TEMPLATE,
            "path '\"../x\"' would escape the project root",
            "2",
        ),
        ('#import "@local/x:1.0.0": y', FaultKind.PACKAGE, "package not found", "2"),
    ],
)
def test_a_fault_is_a_kind_with_its_place(
    tmp_path: Path, text: str, kind: FaultKind, detail: str, line: str
) -> None:
    with pytest.raises(TypesettingError) as fault:
        set_pages(_asked(tmp_path, text))

    assert (fault.value.kind, fault.value.line) == (kind, line)
    assert detail in fault.value.detail


def test_a_file_that_is_asked_for_is_fetched_and_the_pages_are_set_again(tmp_path: Path) -> None:
    fetched: list[str] = []

    def fetch(name: str) -> bool:
        fetched.append(name)
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("#let word = [found]", encoding="utf-8")
        return bool(name)

    (pdf,) = set_pages(_asked(tmp_path, '#import "parts/head.typ": word\n#word'), fetch)

    assert fetched == ["parts/head.typ"]
    assert pdf.startswith(b"%PDF-")


def test_a_fault_of_another_kind_fetches_nothing(tmp_path: Path) -> None:
    fetched: list[str] = []

    def fetch(name: str) -> bool:
        fetched.append(name)
        return False

    with pytest.raises(TypesettingError):
        set_pages(_asked(tmp_path, "#nothing()"), fetch)

    assert fetched == [""]
