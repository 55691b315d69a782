"""Labels of a patient's samples: chosen, seen at their true size, printed and counted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.domain.errors import UserError
from mrdtracker.domain.records import Sample
from mrdtracker.gui.context_help import give_help
from mrdtracker.gui.label_paper import chosen_label_printer, print_labels
from mrdtracker.gui.on_screen import scrolled, take_size
from mrdtracker.gui.save_place import ask_for_file
from mrdtracker.gui.theme import SPACE_CARD, SPACE_GROUP, SPACE_PAGE, SPACE_SMALL, set_role
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.commands import Changes, sample_when
from mrdtracker.services.label_sheet import PAPERS, trial_sheet
from mrdtracker.services.labels import Beside, LabelOrder, Labels
from mrdtracker.services.printed_codes import CodeForm
from mrdtracker.services.reporting import check_pdf_name
from mrdtracker.services.whole_file import write_whole
from mrdtracker.services.workspace import Workspace

SIZE = (860, 620)
MOST_COPIES = 20
CHOICES_WIDTH, ROW_GAP = 320, 2
PRINT_PPI = 600.0
_SAMPLE = Qt.ItemDataRole.UserRole


class LabelsDialog(QDialog):
    """Prints labels; each print is an act of its own in the history.

    Args:
        workspace: The open store.
        view: The patient.
        sample: The one that is selected on the page; it alone is ticked then. Without one, those
            are ticked that wait for a label: none was printed and no result is there.
        parent: The window.

    Attributes:
        changes: What the last print or a new code changed; None where nothing was done.
    """

    def __init__(
        self,
        workspace: Workspace,
        view: PatientView,
        sample: Sample | None,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        give_help(self)
        self._workspace, self._labels = workspace, Labels(workspace)
        self._file = view.file
        self.changes: Changes | None = None
        self.samples, self.note, self.page = QListWidget(), QLabel(), QLabel()
        self.paper, self.form, self.beside = QComboBox(), QComboBox(), QComboBox()
        self.copies, self.start = QComboBox(), QComboBox()
        self.all_button = QPushButton(self.tr("Tick &all"))
        self.none_button = QPushButton(self.tr("Tick &none"))
        self.code_button = QPushButton(self.tr("&Make codes for samples without one"))
        self.trial_button = QPushButton(self.tr("&Test print…"))
        self.save_button = QPushButton(self.tr("&Save as PDF…"))
        self.print_button = QPushButton(self.tr("&Print…"))
        self.close_button = QPushButton(self.tr("Close"))
        self.setWindowTitle(self.tr("Labels of {}").format(view.file.patient.code))
        self._fill()
        self._lay_out()
        self._connect()
        wanted = self._labels.waiting(view.file) if sample is None else (sample,)
        self._list_samples({one.id for one in wanted})

    @property
    def order(self) -> LabelOrder:
        """What is chosen."""
        items = (self.samples.item(place) for place in range(self.samples.count()))
        ticked = (one.data(_SAMPLE) for one in items if one.checkState() == Qt.CheckState.Checked)
        return LabelOrder(
            tuple(ticked),
            self.paper.currentData(),
            self.form.currentData(),
            self.copies.currentData(),
            self.beside.currentData(),
            self.start.currentData(),
        )

    def save_to(self, path: Path) -> None:
        """Write the labels as PDF and count them."""

        def write(sheet: dict[str, object]) -> None:
            check_pdf_name(path)
            write_whole(self._labels.pdf(sheet), path)

        self._send(write, self.tr("Saved as {}.").format(path))

    def _send(self, deed: Callable[[dict[str, object]], None], words: str) -> None:
        """Do it, then keep that it was done; what failed is not counted."""
        order = self.order
        try:
            deed(self._labels.sheet(self._file, order))
            self.changes = self._workspace.recorder.execute(self._labels.printing(order))
        except UserError as refusal:
            self._say(str(refusal), role="error")
            return
        self._list_samples({one.id for one in order.samples})
        self._say(words)

    def _print(self) -> None:
        printer, paper = self._printer(), self.order.paper
        if printer is not None:
            self._send(
                lambda sheet: print_labels(
                    self._labels.pictures(sheet, PRINT_PPI), paper, printer
                ),
                self.tr("The labels are at the printer."),
            )

    def _print_trial(self) -> None:
        """Print edges and a code that is no sample's; it is not counted."""
        order, printer = self.order, self._printer()
        if printer is None:
            return
        try:
            sheet = trial_sheet(order.paper, order.form)
            print_labels(self._labels.pictures(sheet, PRINT_PPI), order.paper, printer)
        except UserError as refusal:
            self._say(str(refusal), role="error")
        else:
            self._say(self.tr("The test page is at the printer. Hold it against the labels."))

    def _printer(self) -> QPrinter | None:
        try:
            return chosen_label_printer(self.order.paper, self)
        except UserError as refusal:
            self._say(str(refusal), role="error")
            return None

    def _save(self) -> None:
        path = ask_for_file(self, self.tr("Save the labels"), "labels.pdf", "PDF (*.pdf)")
        if path is not None:
            self.save_to(path)

    def _make_codes(self) -> None:
        """Give every ticked sample without a code one; each is an amendment of its own."""
        order = self.order
        try:
            for sample in order.samples:
                if not sample.code.strip():
                    self.changes = self._workspace.recorder.execute(self._labels.coding(sample))
        except UserError as refusal:
            self._say(str(refusal), role="error")
        self._file = self._workspace.patient_file(self._file.patient.id)
        self._list_samples({one.id for one in order.samples})

    def _show(self) -> None:
        """Show the first page at its true size, or say what is in the way."""
        order = self.order
        self.code_button.setVisible(any(not one.code.strip() for one in order.samples))
        ratio = self.devicePixelRatioF()
        self.page.clear()
        try:
            sheet = self._labels.sheet(self._file, order)
            pictures = self._labels.pictures(sheet, self.page.logicalDpiX() * ratio)
        except UserError as refusal:
            self._may_print(is_ready=False)
            self.page.setText(str(refusal))
            self._say("")
            return
        shown = QPixmap()
        shown.loadFromData(pictures[0])
        shown.setDevicePixelRatio(ratio)
        self.page.setPixmap(shown)
        self._may_print(is_ready=True)
        words = self.tr("At its true size: label 1 of {}.")
        if order.paper.labels > 1:
            words = self.tr("At its true size: sheet 1 of {}.")
        self._say(words.format(len(pictures)))

    def _may_print(self, *, is_ready: bool) -> None:
        for button in (self.print_button, self.save_button):
            button.setEnabled(is_ready)

    def _say(self, text: str, role: str = "quiet") -> None:
        self.note.setText(text)
        set_role(self.note, role)

    def _tick(self, state: Qt.CheckState) -> None:
        """Tick every sample, or none."""
        blocker = QSignalBlocker(self.samples)
        for place in range(self.samples.count()):
            self.samples.item(place).setCheckState(state)
        blocker.unblock()
        self._show()

    def _list_samples(self, ticked: set[str]) -> None:
        """List every sample with its code and how many labels it has."""
        blocker = QSignalBlocker(self.samples)
        self.samples.clear()
        printed = self._labels.printed(self._file.samples)
        for sample in self._file.samples:
            code = sample.code.strip() or self.tr("no code")
            words = f"{code} · {sample.specimen.value} {sample_when(sample)}"
            count = printed[sample.id]
            item = QListWidgetItem(
                self.tr("{} · {} printed").format(words, count) if count else words, self.samples
            )
            is_ticked = sample.id in ticked
            item.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
            item.setData(_SAMPLE, sample)
        blocker.unblock()
        self._show()

    def _fill(self) -> None:
        for paper in PAPERS:
            self.paper.addItem(paper.said, paper)
        for form in CodeForm:
            self.form.addItem(form.words, form)
        for beside in Beside:
            self.beside.addItem(beside.words, beside)
        _number(self.copies, MOST_COPIES)
        self._change_paper()
        self.samples.setSpacing(ROW_GAP)
        self.samples.setAccessibleName(self.tr("Samples"))
        self.page.setAccessibleName(self.tr("Labels at their true size"))

    def _change_paper(self) -> None:
        """Offer the labels of the paper as the first free one; a roll has one at a time."""
        labels = self.paper.currentData().labels
        blocker = QSignalBlocker(self.start)
        _number(self.start, labels)
        blocker.unblock()
        self.start.setEnabled(labels > 1)

    def _connect(self) -> None:
        self.paper.currentIndexChanged.connect(self._change_paper)
        for choice in (self.paper, self.form, self.beside, self.copies, self.start):
            choice.currentIndexChanged.connect(self._show)
        self.samples.itemChanged.connect(self._show)
        self.all_button.clicked.connect(lambda: self._tick(Qt.CheckState.Checked))
        self.none_button.clicked.connect(lambda: self._tick(Qt.CheckState.Unchecked))
        self.code_button.clicked.connect(self._make_codes)
        self.trial_button.clicked.connect(self._print_trial)
        self.save_button.clicked.connect(self._save)
        self.print_button.clicked.connect(self._print)
        self.close_button.clicked.connect(self.accept)

    def _choices(self) -> QWidget:
        """Lay out which samples, on which paper and how."""
        form = QFormLayout()
        form.setSpacing(SPACE_SMALL)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.addRow(self.tr("&Labels"), self.paper)
        form.addRow(self.tr("&Kind of code"), self.form)
        form.addRow(self.tr("&Beside the code"), self.beside)
        numbers = QHBoxLayout()
        numbers.setSpacing(SPACE_GROUP)
        for title, field in (
            (self.tr("&Copies of each"), self.copies),
            (self.tr("&First free label"), self.start),
        ):
            named = QFormLayout()
            named.setVerticalSpacing(form.verticalSpacing())
            named.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
            named.addRow(title, field)
            numbers.addLayout(named)
        form.addRow(numbers)
        left = QVBoxLayout()
        left.setSpacing(SPACE_CARD)
        left.addWidget(self.samples, 1)
        ticks = QHBoxLayout()
        ticks.setSpacing(SPACE_SMALL)
        for button in (self.all_button, self.none_button):
            set_role(button, "plain")
            ticks.addWidget(button)
        ticks.addStretch(1)
        left.addLayout(ticks)
        left.addWidget(self.code_button)
        left.addLayout(form)
        inside = QWidget()
        inside.setLayout(left)
        inside.setFixedWidth(CHOICES_WIDTH)
        left.setContentsMargins(0, 0, 0, 0)
        return inside

    def _lay_out(self) -> None:
        scroll = QScrollArea()
        scroll.setWidget(self.page)
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(self.tr("Preview"))
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page.setWordWrap(True)
        self.page.setMargin(SPACE_GROUP)
        set_role(self.page, "quiet")
        set_role(self.print_button, "primary")
        self.print_button.setDefault(True)
        set_role(self.trial_button, "plain")
        self.note.setWordWrap(True)
        wide = QHBoxLayout()
        wide.setSpacing(SPACE_CARD)
        choices = scrolled(self._choices())
        choices.setFixedWidth(CHOICES_WIDTH + SPACE_CARD)
        wide.addWidget(choices)
        wide.addWidget(scroll, 1)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_SMALL)
        foot.addWidget(self.trial_button)
        foot.addStretch(1)
        for button in (self.close_button, self.save_button, self.print_button):
            foot.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_PAGE, SPACE_GROUP, SPACE_PAGE, SPACE_GROUP)
        box.setSpacing(SPACE_CARD)
        box.addLayout(wide, 1)
        box.addWidget(self.note)
        box.addLayout(foot)
        take_size(self, *SIZE)


def _number(choice: QComboBox, most: int) -> None:
    """Offer the numbers from 1 on."""
    choice.clear()
    for number in range(1, most + 1):
        choice.addItem(str(number), number)
