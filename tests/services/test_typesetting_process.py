"""What the process is asked for and answers, and how much memory it sees."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.services import typesetting_process
from mrdtracker.services.typesetting import FaultKind, Typesetting, TypesettingError
from mrdtracker.services.typesetting_process import (
    Limits,
    Request,
    answer,
    memory_bytes,
    read_answer,
)

FONTS = (locations.resources() / "fonts",)


def _request(
    folder: Path, text: str, limits: Limits | None = None, ppi: float | None = None
) -> Request:
    template, room = folder / "ward.typ", folder / "room"
    template.write_text(f'#set document(title: "x")\n{text}', encoding="utf-8")
    room.mkdir()
    asked = Typesetting(template, FONTS, "{}", date(2026, 11, 20), ppi)
    return Request(asked, (), limits or Limits(), room)


def _answered(asking: Request, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, ...]:
    # The watch would end the process of the tests.
    monkeypatch.setattr(typesetting_process, "_watch", lambda _limits: None)
    out = io.BytesIO()
    answer(asking.written(), out)
    return read_answer(out.getvalue())


def test_a_request_survives_the_way(tmp_path: Path) -> None:
    asked = _request(tmp_path, "words", Limits(3.5, 100, 7, 1))

    assert Request.read(asked.written()) == asked


def test_pages_come_back_each_for_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = _answered(_request(tmp_path, "one #pagebreak() two", None, 20.0), monkeypatch)

    assert len(pages) == 2
    assert all(page.startswith(b"\x89PNG") and page.endswith(b"IEND\xaeB`\x82") for page in pages)


@pytest.mark.parametrize(
    ("text", "limits", "ppi", "kind", "detail"),
    [
        ("#nothing()", Limits(), None, FaultKind.TEMPLATE, "unknown variable: nothing"),
        ("#for _ in range(9) [a #pagebreak()]", Limits(pages=8), None, FaultKind.PAGES, "10"),
        ("#for _ in range(9) [a #pagebreak()]", Limits(pages=8), 9.0, FaultKind.PAGES, "10"),
        ("words", Limits(output_megabytes=0), None, FaultKind.SIZE, ""),
        ('#read("none.txt")', Limits(), None, FaultKind.MISSING, "none.txt"),
    ],
)
def test_what_went_wrong_comes_back(  # noqa: PLR0913, PLR0917 - a table of cases
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    limits: Limits,
    ppi: float | None,
    kind: FaultKind,
    detail: str,
) -> None:
    with pytest.raises(TypesettingError) as fault:
        _answered(_request(tmp_path, text, limits, ppi), monkeypatch)

    assert (fault.value.kind, fault.value.detail) == (kind, detail)


@pytest.mark.parametrize("answered", [b"", b"words\n", b"[]\n", b"{}\n"])
def test_what_is_no_answer_is_told(answered: bytes) -> None:
    with pytest.raises(TypesettingError) as fault:
        read_answer(answered)

    assert fault.value.kind is FaultKind.BROKEN


def test_sizes_divide_the_pages() -> None:
    answered = json.dumps({"sizes": [2, 0, 3]}).encode() + b"\nab\n\n\n"

    assert read_answer(answered) == (b"ab", b"", b"\n\n\n")


@pytest.mark.skipif(sys.platform not in ("linux", "darwin", "win32"), reason="it does not say")
def test_the_memory_of_a_process_is_seen() -> None:
    before = memory_bytes()
    held = bytearray(b"x" * 64 * 1024**2)

    assert memory_bytes() - before > 0.5 * len(held)
