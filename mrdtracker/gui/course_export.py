"""Takes the course out of the window: onto the clipboard, and into a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from mrdtracker.domain.errors import UserError
from mrdtracker.gui.save_place import begin_at, note
from mrdtracker.plots.course_data import MrdCourse
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.course_export import (
    MOST_HEIGHT_MM,
    CourseFile,
    course_table,
    save_course,
)
from mrdtracker.services.course_picture import course_picture
from mrdtracker.services.reporting import file_stem
from mrdtracker.words import say

SVG_TYPE = "image/svg+xml"
CLIPBOARD_DPI = 300


class CourseExport(QObject):
    """Copies and saves what the course shows.

    Args:
        window: The parent of its file dialog.
        seen: Returns what is seen: the patient and the days of the course, or None.

    Attributes:
        told: Emitted with a sentence on what became of it.
    """

    told = Signal(str)

    def __init__(
        self, window: QWidget, seen: Callable[[], tuple[PatientView, MrdCourse] | None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._seen = seen

    def copy_picture(self) -> None:
        """Put the course on the clipboard, as a picture and as a drawing."""
        seen = self._seen()
        if seen is None:
            self.told.emit(self.tr("There is no course to copy yet."))
            return
        _, course = seen
        data = QMimeData()
        pixels, drawing = (
            course_picture(course, kind, CLIPBOARD_DPI, most_mm=MOST_HEIGHT_MM)
            for kind in ("png", "svg")
        )
        data.setImageData(QImage.fromData(pixels))
        data.setData(SVG_TYPE, drawing)
        self._put(data, self.tr("The picture of the course is on the clipboard."))

    def copy_table(self) -> None:
        """Put the numbers of the course on the clipboard, with headers, for a spreadsheet."""
        seen = self._seen()
        if seen is None:
            self.told.emit(self.tr("There is no course to copy yet."))
            return
        view, course = seen
        lines = ("\t".join(line) for line in course_table(view, course.tried))
        data = QMimeData()
        data.setText("\n".join(lines))
        self._put(data, self.tr("The numbers of the course are on the clipboard."))

    def save(self) -> None:
        """Ask for a place and save the course there."""
        seen = self._seen()
        if seen is None:
            self.told.emit(self.tr("There is no course to save yet."))
            return
        filters = {f"{say(one.words)} (*.{one.suffix})": one for one in CourseFile}
        suggested = begin_at(f"{file_stem(seen[0].file.patient.code)}-course")
        name, chosen = QFileDialog.getSaveFileName(
            self._window, self.tr("Save the course"), suggested, ";;".join(filters)
        )
        if name:
            note(Path(name))
            self.save_to(Path(name), filters.get(chosen, CourseFile.PNG_300))

    def save_to(self, path: Path, wanted: CourseFile) -> None:
        """Save the course, and say what became of it."""
        seen = self._seen()
        if seen is None:
            return
        try:
            where = save_course(*seen, wanted, path)
        except UserError as refusal:
            self.told.emit(str(refusal))
        else:
            self.told.emit(self.tr("The course was saved as {}.").format(where))

    def fill_menu(self, menu: QMenu) -> None:
        """Put what can be done with the course into a menu."""
        menu.addAction(self.tr("Copy picture"), self.copy_picture)
        menu.addAction(self.tr("Copy table of results"), self.copy_table)
        menu.addAction(self.tr("Save course…"), self.save)

    def _put(self, data: QMimeData, done: str) -> None:
        """Put something on the clipboard, and say so only if it is there afterwards."""
        clipboard = QGuiApplication.clipboard()
        wanted = set(data.formats())
        clipboard.setMimeData(data)
        taken = clipboard.mimeData()
        if taken is not None and wanted <= set(taken.formats()):
            self.told.emit(done)
        else:
            self.told.emit(
                self.tr("The clipboard did not take it: close what holds it and copy again.")
            )
