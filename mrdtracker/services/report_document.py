"""Sets a report on paper by a template: PDF/A, or pictures of its pages for a preview."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

from mrdtracker import locations
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.progress import NoProgress, Progress
from mrdtracker.services.typesetting import FaultKind, Typesetting, TypesettingError, set_pages
from mrdtracker.services.typesetting_apart import set_pages_apart
from mrdtracker.services.typesetting_process import Limits
from mrdtracker.services.whole_file import read_whole_file
from mrdtracker.words import mark, say

OWN_FONTS = "fonts"
PREVIEW_PPI = 110.0
# Even half of a package's name, which a template may put together.
_PACKAGE = re.compile(r"[\"']@(?:preview|[\w-]+/)")
_CORRECT = mark(
    "Correct the template, or leave it out to use the one that comes with the program."
)
_LAY_BESIDE = mark("Lay the file beside the template, or leave it out.")
# Each with what to do; the first {} is the template, the second one the detail.
_WORDS = {
    FaultKind.UNUSABLE: (mark("The template {} cannot be used: {}."), mark("Check the template.")),
    FaultKind.MISSING: (mark("The template {} asks for '{}', which is not there."), _LAY_BESIDE),
    FaultKind.OUTSIDE: (
        mark("The template {} asks for '{}', which does not lie in its folder."),
        mark("A report reads nothing but the folder of its template; lay a copy there."),
    ),
    FaultKind.FILES: (mark("The template {} asks for too many or too large files."), _CORRECT),
    FaultKind.PAGES: (
        mark("The template {} makes {} pages of one report, too many to be one."),
        _CORRECT,
    ),
    FaultKind.SIZE: (mark("The template {} makes a report that is too large to keep."), _CORRECT),
    FaultKind.TIME: (
        mark("The template {} was stopped: it was not done after {} seconds."),
        _CORRECT,
    ),
    FaultKind.MEMORY: (
        mark("The template {} was stopped: it took more than {} MB of memory."),
        _CORRECT,
    ),
    FaultKind.BROKEN: (mark("The template {} could not be set: it ended its process."), _CORRECT),
}


def bundled_template() -> Path:
    """Return the template that comes with the program: the one to copy and to edit."""
    return locations.resources() / "reports" / "patient-report.typ"


class ReportTemplate:
    """A template that was read; it sets pages, the same bytes for the same content.

    The program's own templates are set here, a laboratory's own in a process of its own: such a
    file may run for ever or fill the memory, and must not take the window along. A process for
    each report costs a tenth of a second, so none is kept waiting.

    Args:
        path: The laboratory's own file; None for the one that comes with the program. Fonts in a
            folder ``fonts`` beside it can be used in it; other files only of its folder.
        limits: How much a template of the laboratory may take.

    Raises:
        InvalidInputError: It cannot be read, or asks for a package from the network.
    """

    def __init__(self, path: Path | None = None, limits: Limits | None = None) -> None:
        # The library takes a relative path from another folder than ours.
        self.path = (path or bundled_template()).absolute()
        self._limits = limits or Limits()
        self._is_ours = self.path.parent == bundled_template().absolute().parent
        text = read_whole_file(self.path, mark("template")).decode("utf-8", "replace")
        if _PACKAGE.search(text):
            raise self._asks_the_network()
        self._fonts: tuple[Path, ...] = ()
        beside = self.path.resolve().parent / OWN_FONTS
        if not self._is_ours and beside.is_dir():
            self._fonts = (beside,)

    def pdf(self, content: dict[str, object], on: date, progress: Progress | None = None) -> bytes:
        """Set a report as PDF/A-2b that carries a date and no time.

        A character that no font here has is printed as its code point: ``[U+1F600]``.

        Raises:
            InvalidInputError: An error of the template, with its line, a font that is not here, or
                a template that was stopped because it took too much.
            Cancelled: Somebody stopped it.
        """
        (pages,) = self._set(content, on, None, progress)
        return pages

    def pictures(
        self,
        content: dict[str, object],
        on: date,
        ppi: float = PREVIEW_PPI,
        progress: Progress | None = None,
    ) -> tuple[bytes, ...]:
        """Set the same pages as PNG pictures, to be looked at or sent to a printer.

        Raises:
            InvalidInputError: As ``pdf``.
            Cancelled: Somebody stopped it.
        """
        return self._set(content, on, ppi, progress)

    def _set(
        self, content: dict[str, object], on: date, ppi: float | None, progress: Progress | None
    ) -> tuple[bytes, ...]:
        fonts = (locations.resources() / "fonts", *self._fonts)
        text = json.dumps(content, ensure_ascii=False)
        asked = Typesetting(self.path, fonts, text, on, ppi)
        try:
            if self._is_ours:
                return set_pages(asked)
            return set_pages_apart(asked, self._fonts, self._limits, progress or NoProgress())
        except TypesettingError as fault:
            raise self._refusal(fault) from fault

    def _refusal(self, fault: TypesettingError) -> InvalidInputError:
        name = fault.file or self.path.name
        if fault.kind is FaultKind.PACKAGE:
            return self._asks_the_network()
        if fault.kind is FaultKind.TEMPLATE:
            where = say(", line {}").format(fault.line) if fault.line else ""
            return InvalidInputError(
                say("The template {}{}: {}.").format(name, where, fault.detail), say(_CORRECT)
            )
        if fault.kind is FaultKind.FONT:
            return InvalidInputError(
                say("The font '{}' of the template {} is not here.").format(
                    fault.detail, self.path.name
                ),
                say("Lay it into a folder '{}' beside the template, or name another.").format(
                    OWN_FONTS
                ),
            )
        if fault.kind is FaultKind.UNPRINTABLE:
            return InvalidInputError(
                say("The report holds too many characters that no font here has."),
                say("Lay a font that has them into a folder '{}' beside the template.").format(
                    OWN_FONTS
                ),
            )
        limits = {
            FaultKind.TIME: f"{self._limits.seconds:g}",
            FaultKind.MEMORY: str(self._limits.megabytes),
        }
        words, hint = _WORDS[fault.kind]
        detail = limits.get(fault.kind, fault.detail)
        return InvalidInputError(say(words).format(self.path.name, detail), say(hint))

    def _asks_the_network(self) -> InvalidInputError:
        return InvalidInputError(
            say(
                "The template {} asks for a package from the network, which a report never does."
            ).format(self.path.name),
            say("Copy what it needs into the template."),
        )
