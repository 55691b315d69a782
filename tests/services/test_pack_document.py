"""The page of a pack as a document: complete, the same bytes every time, readable."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.rules.page import page_of
from mrdtracker.services.pack_document import markdown_of, parts_of, pdf_of, save_page
from mrdtracker.services.rulebook import RuleBook
from tests.rules.small_pack import changed, loaded


def test_markdown_holds_everything_that_is_signed(rules: RuleBook) -> None:
    page = rules.page("ccg-early-marrow")
    text = markdown_of(page)

    for words in (
        page.reference.sha256, page.reference.version, "first dose = day 0", "## Time points",
        "## Decision table", "## Boundaries", "## Disputed", "## Sources", "Signature: ____",
        "## Examples that hold",
        "Marrow blasts at D7 (BM, morphology) ≤ 25 %",
    ):  # fmt: skip
        assert words in text
    for source in page.sources:
        assert source.key in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    counts = {line.replace("\\|", "").count("|") for line in rows}
    assert counts == {6, 8}


def test_signs_of_markdown_stand_for_themselves() -> None:
    page = page_of(loaded(changed('title = "Small"', 'title = "A|B *c* <d>\\nnew"')))

    assert markdown_of(page).splitlines()[0] == r"# A\|B \*c\* \<d\> new"


def test_placeholders_stand_first() -> None:
    page = page_of(loaded(changed('id = "high"', 'id = "high"\nplaceholder = true')))

    assert parts_of(page)[0].lines == ("rule 'high': High",)
    assert "PLACEHOLDER" in markdown_of(page)


def test_a_pdf_is_the_same_every_time(rules: RuleBook) -> None:
    page = rules.page("cog-aall08b1")

    first = pdf_of(page)

    assert first.startswith(b"%PDF-")
    assert pdf_of(page) == first


def test_signs_of_the_page_maker_stand_for_themselves() -> None:
    odd = "#set page #panic() $x$ *b* [c] \\\\ 골수 ≥"
    page = page_of(loaded(changed('title = "Small"', f'title = "{odd}"')))

    assert pdf_of(page).startswith(b"%PDF-")


@pytest.mark.parametrize("suffix", [".md", ".pdf"])
def test_a_page_is_saved_by_its_suffix(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"page{suffix}"

    save_page(page_of(loaded()), path)

    assert path.stat().st_size > 500


@pytest.mark.parametrize("name", ["page.docx", "none/page.md"])
def test_what_cannot_be_written_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidInputError, match=r"cannot be written|\.md or \.pdf"):
        save_page(page_of(loaded()), tmp_path / name)
