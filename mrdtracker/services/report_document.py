"""Sets a report on paper by a template: PDF/A, or pictures of its pages for a preview."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mrdtracker import locations
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.services.whole_file import read_whole_file
from mrdtracker.words import say

if TYPE_CHECKING:
    from datetime import date

    from typst import TypstError, TypstWarning

STANDARD: Literal["a-2b"] = "a-2b"
OWN_FONTS = "fonts"
PREVIEW_PPI = 110.0
# Even half of a package's name, which a template may put together.
_PACKAGE = re.compile(r"[\"']@(?:preview|[\w-]+/)")
_PLACE = re.compile(r"[┌╭]─ (?P<file>.+):(?P<line>\d+):\d+")
_NO_FONT = re.compile(r"the text `?\"(?P<text>.+?)\"`? could not be displayed")
_MOST_REPLACED = 50


def bundled_template() -> Path:
    """Return the template that comes with the program: the one to copy and to edit."""
    return locations.resources() / "reports" / "patient-report.typ"


class ReportTemplate:
    """A template that was read; it sets pages, the same bytes for the same content.

    Args:
        path: The laboratory's own file; None for the one that comes with the program. Fonts in a
            folder ``fonts`` beside it can be used in it.

    Raises:
        InvalidInputError: It cannot be read, or asks for a package from the network.
    """

    def __init__(self, path: Path | None = None) -> None:
        # The library takes a relative path from another folder than ours.
        self.path = (path or bundled_template()).absolute()
        text = read_whole_file(self.path, "template").decode("utf-8", "replace")
        if _PACKAGE.search(text):
            raise InvalidInputError(
                say(
                    "The template {} asks for a package from the network, which a report "
                    "never does."
                ).format(self.path.name),
                say("Copy what it needs into the template."),
            )
        self._fonts = [locations.resources() / "fonts"]
        if (self.path.parent / OWN_FONTS).is_dir():
            self._fonts.append(self.path.parent / OWN_FONTS)

    def pdf(self, content: dict[str, object], on: date) -> bytes:
        """Set a report as PDF/A-2b that carries a date and no time.

        A character that no font here has is printed as its code point: ``[U+1F600]``.

        Raises:
            InvalidInputError: An error of the template, with its line, or a font that is not here.
        """
        return self._printed(json.dumps(content, ensure_ascii=False), on)[0]

    def pictures(
        self, content: dict[str, object], on: date, ppi: float = PREVIEW_PPI
    ) -> tuple[bytes, ...]:
        """Set the same pages as PNG pictures, to be looked at or sent to a printer.

        Raises:
            InvalidInputError: As ``pdf``.
        """
        _, text = self._printed(json.dumps(content, ensure_ascii=False), on)
        return self._set(text, on, ppi)

    def _printed(self, text: str, on: date) -> tuple[bytes, str]:
        """Return the PDF, and the content as it could be printed."""
        # Its library is large; only who prints pays for it.
        import typst

        for _ in range(_MOST_REPLACED):
            try:
                pages = self._set(text, on, None)
            except typst.TypstError as error:
                replaced = _without_unprintable(text, error.message)
                if replaced == text:
                    raise self._refusal(error) from error
                text = replaced
            else:
                return pages[0], text
        raise InvalidInputError(
            say("The report holds too many characters that no font here has."),
            say("Lay a font that has them into a folder '{}' beside the template.").format(
                OWN_FONTS
            ),
        )

    def _set(self, text: str, on: date, ppi: float | None) -> tuple[bytes, ...]:
        """Set the pages as PDF, or as pictures where a resolution is given."""
        import typst

        is_pdf = ppi is None
        try:
            pages, warnings = typst.compile_with_warnings(
                self.path,
                font_paths=list(self._fonts),
                ignore_system_fonts=True,
                format="pdf" if is_pdf else "png",
                ppi=ppi,
                sys_inputs={"report": text},
                pdf_standards=[STANDARD] if is_pdf else [],
                timestamp=int(datetime.combine(on, time(), UTC).timestamp()),
            )
        except OSError as error:
            raise InvalidInputError(
                say("The template {} cannot be used: {}.").format(
                    self.path.name, error.strerror or error
                ),
                say("Check the template."),
            ) from error
        self._check_fonts(warnings)
        # Of several pictures the library returns a list, although it declares one.
        found: object = pages
        return tuple(found) if isinstance(found, list) else (pages,)

    def _refusal(self, error: TypstError) -> InvalidInputError:
        # Warnings may stand before the error, each with a place of its own.
        place = _PLACE.search(error.diagnostic, max(0, error.diagnostic.rfind("error: ")))
        reason = error.message.replace("`", "'").rstrip(".")
        where = say(", line {}").format(place["line"]) if place is not None else ""
        name = Path(place["file"]).name if place is not None else self.path.name
        return InvalidInputError(
            say("The template {}{}: {}.").format(name, where, reason),
            say(
                "Correct the template, or leave it out to use the one that comes with the program."
            ),
        )

    def _check_fonts(self, warnings: Iterable[TypstWarning]) -> None:
        for warning in warnings:
            if warning.message.startswith("unknown font family"):
                family = warning.message.partition(":")[2].strip()
                raise InvalidInputError(
                    say("The font '{}' of the template {} is not here.").format(
                        family, self.path.name
                    ),
                    say("Lay it into a folder '{}' beside the template, or name another.").format(
                        OWN_FONTS
                    ),
                )


def _without_unprintable(text: str, message: str) -> str:
    """Write a character that no font has as its code point: it is shown, and never dropped."""
    found = _NO_FONT.search(message)
    if found is None:
        return text
    for sign in found["text"]:
        text = text.replace(sign, f"[U+{ord(sign):04X}]")
    return text
