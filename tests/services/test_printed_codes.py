"""Codes are read back by a decoder that shares nothing with what draws them."""

from __future__ import annotations

import io
import random
from datetime import date

import pytest
import zxingcpp
from PIL import Image

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.sample_code import code_from, is_whole
from mrdtracker.services.label_sheet import PAPERS, Label, labels_template, sheet_of
from mrdtracker.services.printed_codes import (
    CodeForm,
    bar_modules,
    bars_svg,
    code_svg,
    qr_svg,
)
from mrdtracker.services.report_document import ReportTemplate

(ROLL,) = (paper for paper in PAPERS if paper.id == "roll-50x25")
HEAD = "4711:" + "0123456789abcdef" * 4


def read_back(codes: list[str], form: CodeForm) -> list[str]:
    """Set each code on a label of its own, at the fineness of a label printer, and read it."""
    sheet = sheet_of([Label(code) for code in codes], ROLL, form)
    pictures = ReportTemplate(labels_template()).pictures(sheet, date(2026, 1, 1), 300)
    texts = []
    for picture in pictures:
        (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
        assert found.format.name == ("QRCode" if form is CodeForm.QR else "Code128")
        texts.append(found.text)
    return texts


@pytest.mark.parametrize("form", CodeForm)
def test_two_hundred_codes_are_read_back_by_another_program(form: CodeForm) -> None:
    draw = random.Random(13)  # noqa: S311 - no secret
    codes = [code_from(draw.getrandbits(128)) for _ in range(100)]

    found = read_back(codes, form)

    assert found == codes
    assert all(map(is_whole, found))


@pytest.mark.parametrize("form", CodeForm)
def test_the_codes_of_laboratories_are_read_back(form: CodeForm) -> None:
    codes = ["S-0142-3", "995TBEGCR", "991", "9912", "26/00471", "BM 12 345", "000123", "a.~_c"]

    assert read_back(codes, form) == codes


def test_a_qr_code_holds_the_whole_head_of_a_journal_and_other_letters() -> None:
    assert read_back([HEAD, "환자-1", "Ä 7"], CodeForm.QR) == [HEAD, "환자-1", "Ä 7"]


@pytest.mark.parametrize("text", ["", "환자", "Ä", "a\nb"])
def test_what_bars_cannot_say_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="no bars"):
        bars_svg(text)


def test_digits_take_half_the_room() -> None:
    assert bar_modules("12345678") < bar_modules("ABCDEFGH") - 30


def test_the_form_chooses_the_drawing() -> None:
    assert code_svg("A1", CodeForm.QR) == qr_svg("A1")
    assert code_svg("A1", CodeForm.CODE_128) == bars_svg("A1")
    assert [one.words for one in CodeForm] == ["QR code", "Code 128, bars"]


def test_a_text_that_fits_into_no_qr_code_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="5000 characters fits into no QR code"):
        qr_svg("A" * 5000)
