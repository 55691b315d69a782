"""Makes reports of patients: read, drawn, set by a template, and written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mrdtracker.domain.errors import InvalidInputError, NotFoundError
from mrdtracker.domain.records import PatientId, RecordStatus
from mrdtracker.progress import NoProgress, Progress
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.course_picture import course_svg
from mrdtracker.services.report_comment import comment_of
from mrdtracker.services.report_document import ReportTemplate
from mrdtracker.services.report_page import Occasion, ReportPage, page_of
from mrdtracker.services.whole_file import write_whole
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import say

# A course of three panels stays readable, and the page one page.
COURSE_MM = 82.0
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_LONGEST_NAME = 100
# No file of Windows may have these names, whatever follows the dot.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)


@dataclass(frozen=True)
class Report:
    """A report that was read and drawn, and is not set yet.

    Attributes:
        view: The patient whom it is about.
        occasion: When it was read, and as what it goes out.
    """

    page: ReportPage
    course: bytes
    view: PatientView
    occasion: Occasion

    @property
    def on(self) -> date:
        """The date that it carries."""
        return self.occasion.today

    def pdf(self, template: ReportTemplate, progress: Progress | None = None) -> bytes:
        """Set it as PDF/A; the same report gives the same bytes.

        Raises:
            InvalidInputError: The template cannot be used; one sentence with its line.
            Cancelled: Somebody stopped it.
        """
        return template.pdf(self.page.content(self.course), self.on, progress)

    def pictures(
        self, template: ReportTemplate, ppi: float, progress: Progress | None = None
    ) -> tuple[bytes, ...]:
        """Set it as PNG pictures, one a page.

        Raises:
            InvalidInputError: The template cannot be used.
            Cancelled: Somebody stopped it.
        """
        return template.pictures(self.page.content(self.course), self.on, ppi, progress)


class Reporting:
    """Makes reports from an open store; writes nothing into it.

    Args:
        workspace: The open store.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def report(self, patient_id: PatientId, *, is_long: bool = False, comment: str = "") -> Report:
        """Read one patient, answer and draw.

        Raises:
            InvalidInputError: A comment that no report takes.
            NotFoundError: No such patient, or not any more.
        """
        occasion = self.occasion(is_long=is_long, comment=comment)
        return self.drawn(self.view(patient_id), occasion)

    def occasion(self, *, is_long: bool = False, comment: str = "") -> Occasion:
        """Return the day, the laboratory and the head of the journal: read it before the patient.

        Whatever is written meanwhile makes the head older than the page, and never newer.

        Raises:
            InvalidInputError: A comment that no report takes.
        """
        newest = self._workspace.journal(limit=1)
        return Occasion(
            today=self._workspace.today,
            laboratory=self._workspace.settings().laboratory,
            head=newest[0] if newest else None,
            is_long=is_long,
            comment=comment_of(self._workspace.user, comment),
        )

    def view(self, patient_id: PatientId) -> PatientView:
        """Read one patient and answer.

        Raises:
            NotFoundError: No such patient, or not any more.
        """
        view = self._workspace.assessment.view(patient_id)
        patient = view.file.patient
        if patient.status is RecordStatus.VOIDED:
            raise NotFoundError(
                say("Patient {} was voided.").format(patient.code), say("The history says why.")
            )
        return view

    def page(self, view: PatientView, occasion: Occasion) -> ReportPage:
        """Write the page of a patient who was read before."""
        due = self._workspace.due.of_file(view.file, occasion.today)
        return page_of(view, due, occasion)

    def drawn(self, view: PatientView, occasion: Occasion) -> Report:
        """Write the page and draw the course."""
        return Report(self.page(view, occasion), course_svg(view, COURSE_MM), view, occasion)

    def save_many(
        self,
        patients: Iterable[tuple[PatientId, Path]],
        template: ReportTemplate,
        progress: Progress | None = None,
        *,
        is_long: bool = False,
    ) -> tuple[Path, ...]:
        """Write one file a patient; a file that is there already is replaced.

        Args:
            patients: Each with the file to write, as ``files_in`` names them.
            template: How they are set.
            progress: Hears how many are done.
            is_long: Whether the long form is wanted.

        Raises:
            Cancelled: Somebody stopped it; the files that are done stay, each of them whole.
            InvalidInputError: A file cannot be written, or the template cannot be used.
            NotFoundError: A patient is not there any more.
        """
        progress, wanted = progress or NoProgress(), tuple(patients)
        for done, (patient_id, path) in enumerate(wanted):
            progress.report(done, len(wanted))
            progress.stop_if_cancelled()
            write_whole(self.report(patient_id, is_long=is_long).pdf(template, progress), path)
        progress.report(len(wanted), len(wanted))
        return tuple(path for _, path in wanted)


def files_in(
    folder: Path, patients: Iterable[tuple[PatientId, str]]
) -> tuple[tuple[PatientId, Path], ...]:
    """Name a file for each patient by the code, so that no two share one on any system."""
    taken: set[str] = set()
    named = []
    for patient_id, code in patients:
        stem = file_stem(code)
        name, number = stem, 2
        while name.casefold() in taken:
            name, number = f"{stem}-{number}", number + 1
        taken.add(name.casefold())
        named.append((patient_id, folder / f"{name}.pdf"))
    return tuple(named)


def file_stem(code: str) -> str:
    """Return the code of a patient as a name that a file may have on any system."""
    stem = _NOT_IN_NAMES.sub("_", code).strip(" .")[:_LONGEST_NAME] or "_"
    return f"_{stem}" if stem.split(".")[0].casefold() in _DEVICES else stem


def check_pdf_name(path: Path) -> None:
    """See that a file is named as what it will be.

    Raises:
        InvalidInputError: Another ending than .pdf.
    """
    if path.suffix.lower() != ".pdf":
        raise InvalidInputError(
            say("A report is written as .pdf, and not as '{}'.").format(path.suffix),
            say("Give the file this ending."),
        )
