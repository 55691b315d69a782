"""Sets pages by a template and data: what is asked for, what can go wrong, and the setting itself.

The same function runs here and in a process of its own, so it says what went wrong as data; the
words for a person are made where her language is known.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from typst import TypstError, TypstWarning

STANDARD: Literal["a-2b"] = "a-2b"
# So coarse that a page is a few dots: only how many there are is of interest.
_COUNTING_PPI = 1.0
_PLACE = re.compile(r"[┌╭]─ (?P<file>.+):(?P<line>\d+):\d+")
_NO_FONT = re.compile(r"the text `?\"(?P<text>.+?)\"`? could not be displayed")
_NOT_FOUND = "file not found (searched at "
_PACKAGE_WORDS = ("failed to download package", "package not found", "failed to load package")
_MOST_REPLACED = 50


class FaultKind(Enum):
    """What can go wrong while pages are set."""

    TEMPLATE = "template"
    FONT = "font"
    UNPRINTABLE = "unprintable"
    UNUSABLE = "unusable"
    PACKAGE = "package"
    MISSING = "missing"
    OUTSIDE = "outside"
    FILES = "files"
    PAGES = "pages"
    SIZE = "size"
    TIME = "time"
    MEMORY = "memory"
    BROKEN = "broken"


class TypesettingError(Exception):
    """Pages could not be set.

    Attributes:
        kind: What went wrong.
        detail: The message of the template, the family of the font, the name of the file.
        file: The file in which it went wrong; empty where nobody knows.
        line: Its line, from "1"; empty where nobody knows.
    """

    def __init__(self, kind: FaultKind, detail: str = "", file: str = "", line: str = "") -> None:
        super().__init__(kind.value, detail)
        self.kind, self.detail, self.file, self.line = kind, detail, file, line


@dataclass(frozen=True)
class Typesetting:
    """What is to be set.

    Attributes:
        template: The template.
        fonts: Folders with fonts; no others are used.
        text: What it prints, as JSON.
        on: The date that the pages carry; they carry no time.
        ppi: Pixels per inch of pictures; None for a PDF.
    """

    template: Path
    fonts: tuple[Path, ...]
    text: str
    on: date
    ppi: float | None = None

    def written(self) -> str:
        """Write it as JSON, for another process."""
        return json.dumps(asdict(self), default=str)

    @classmethod
    def read(cls, text: str) -> Typesetting:
        """Read what ``written`` wrote."""
        content = json.loads(text)
        return cls(
            template=Path(content["template"]),
            fonts=tuple(map(Path, content["fonts"])),
            text=content["text"],
            on=date.fromisoformat(content["on"]),
            ppi=content["ppi"],
        )


def set_pages(asked: Typesetting, fetch: Callable[[str], bool] | None = None) -> tuple[bytes, ...]:
    """Set a PDF/A-2b, or one PNG picture a page; the same bytes for the same content.

    A character that no font here has is printed as its code point: ``[U+1F600]``.

    Args:
        asked: What is to be set.
        fetch: Brings a file that the template asks for, by its path from the template's folder;
            it returns whether it did. None where all files lie there.

    Raises:
        TypesettingError: The template cannot be used.
    """
    # Its library is large; only who prints pays for it.
    import typst

    text, replaced = asked.text, 0
    while True:
        try:
            pages = _compiled(asked, text, None)
            # Pictures show what the PDF has: only its fonts are asked for every character.
            return pages if asked.ppi is None else _compiled(asked, text, asked.ppi)
        except typst.TypstError as error:
            if fetch is not None and fetch(_missing_in(error, asked.template.parent)):
                continue
            readable = _without_unprintable(text, error.message)
            if readable == text:
                raise _fault(error) from error
            text, replaced = readable, replaced + 1
            if replaced == _MOST_REPLACED:
                raise TypesettingError(FaultKind.UNPRINTABLE) from error


def count_pages(asked: Typesetting) -> int:
    """Return how many pages there are, of a template that was set just now."""
    return len(_compiled(asked, asked.text, _COUNTING_PPI))


def _compiled(asked: Typesetting, text: str, ppi: float | None) -> tuple[bytes, ...]:
    """Set the pages as PDF, or as pictures where a resolution is given."""
    import typst

    is_pdf = ppi is None
    try:
        pages, warnings = typst.compile_with_warnings(
            asked.template,
            font_paths=list(asked.fonts),
            ignore_system_fonts=True,
            format="pdf" if is_pdf else "png",
            ppi=ppi,
            sys_inputs={"report": text},
            pdf_standards=[STANDARD] if is_pdf else [],
            timestamp=int(datetime.combine(asked.on, time(), UTC).timestamp()),
            # No folder: what a laboratory has installed elsewhere is on no other computer.
            package_path=asked.template,
            package_cache_path=asked.template,
        )
    except OSError as error:
        raise TypesettingError(FaultKind.UNUSABLE, error.strerror or str(error)) from error
    _check_fonts(warnings)
    # Of several pictures the library returns a list, although it declares one.
    found: object = pages
    return tuple(found) if isinstance(found, list) else (pages,)


def _check_fonts(warnings: Iterable[TypstWarning]) -> None:
    for warning in warnings:
        if warning.message.startswith("unknown font family"):
            family = warning.message.partition(":")[2].strip()
            raise TypesettingError(FaultKind.FONT, family)


def _missing_in(error: TypstError, folder: Path) -> str:
    """Return the path of a file that is not there, from the template's folder; "" for others."""
    if not error.message.startswith(_NOT_FOUND):
        return ""
    # The library may write the folder in another spelling, but never its own name.
    name = error.message.removesuffix(")").partition(folder.name)[2]
    return name.replace("\\", "/").lstrip("/")


def _fault(error: TypstError) -> TypesettingError:
    # Warnings may stand before the error, each with a place of its own.
    place = _PLACE.search(error.diagnostic, max(0, error.diagnostic.rfind("error: ")))
    is_package = error.message.startswith(_PACKAGE_WORDS)
    return TypesettingError(
        FaultKind.PACKAGE if is_package else FaultKind.TEMPLATE,
        error.message.replace("`", "'").rstrip("."),
        Path(place["file"]).name if place is not None else "",
        place["line"] if place is not None else "",
    )


def _without_unprintable(text: str, message: str) -> str:
    """Write a character that no font has as its code point: it is shown, and never dropped."""
    found = _NO_FONT.search(message)
    if found is None:
        return text
    for sign in found["text"]:
        text = text.replace(sign, f"[U+{ord(sign):04X}]")
    return text
