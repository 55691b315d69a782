"""Labels of a patient's samples: what they say, how they are set, and that they were printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from uuid import uuid4

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.records import LabelPrint, LabelPrintId, PatientFile, Sample
from mrdtracker.domain.sample_code import code_from
from mrdtracker.services.commands import AmendSample, sample_when
from mrdtracker.services.issue_commands import PrintLabels
from mrdtracker.services.label_sheet import Label, LabelPaper, labels_template, sheet_of
from mrdtracker.services.printed_codes import CodeForm
from mrdtracker.services.report_document import ReportTemplate
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import in_english, mark, say

# A result of such a state is still to come.
_TO_COME = frozenset({ResultState.PENDING})
MADE_CODE = mark("A code was made for its label.")


class Beside(Enum):
    """What stands beside the code; a name of the patient never does unless it is the code."""

    NOTHING = "nothing"
    SAMPLE = "sample"
    PATIENT = "patient"

    @property
    def words(self) -> str:
        """What a person chooses."""
        return say(_BESIDE[self])


_BESIDE = {
    Beside.NOTHING: mark("Nothing: the code only"),
    Beside.SAMPLE: mark("Specimen and date"),
    Beside.PATIENT: mark("Patient code, specimen and date"),
}


@dataclass(frozen=True)
class LabelOrder:
    """What is to be printed.

    Attributes:
        copies: Labels of each sample.
        start: The first free label of a sheet.
    """

    samples: tuple[Sample, ...]
    paper: LabelPaper
    form: CodeForm
    copies: int = 1
    beside: Beside = Beside.NOTHING
    start: int = 1


class Labels:
    """Sets labels and keeps count of them.

    Args:
        workspace: The open store.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def printed(self, samples: Sequence[Sample]) -> dict[str, int]:
        """Return how many labels of each sample were printed so far, 0 included."""
        known = self._workspace.label_copies([one.id for one in samples])
        return {one.id: known.get(one.id, 0) for one in samples}

    def waiting(self, file: PatientFile) -> tuple[Sample, ...]:
        """Return the samples that wait for a label: none was printed, and no result is there."""
        done = {one.sample_id for one in file.measurements if one.value.state not in _TO_COME}
        printed = self.printed(file.samples)
        return tuple(one for one in file.samples if one.id not in done and not printed[one.id])

    def sheet(self, file: PatientFile, order: LabelOrder) -> dict[str, object]:
        """Return what the template sets.

        Raises:
            InvalidInputError: Nothing was chosen, a sample has no code, or its code does not fit.
        """
        if not order.samples:
            raise InvalidInputError(
                say("No sample is chosen."), say("Tick the samples whose labels are wanted.")
            )
        printed = self.printed(order.samples)
        labels = [
            Label(_code(sample), _line(file, sample, order.beside), printed[sample.id] + number)
            for sample in order.samples
            for number in range(1, order.copies + 1)
        ]
        return sheet_of(labels, order.paper, order.form, start=order.start)

    def pdf(self, sheet: dict[str, object]) -> bytes:
        """Set a sheet as PDF, at its true size."""
        return ReportTemplate(labels_template()).pdf(sheet, self._workspace.today)

    def pictures(self, sheet: dict[str, object], ppi: float) -> tuple[bytes, ...]:
        """Set a sheet as pictures, one a page."""
        return ReportTemplate(labels_template()).pictures(sheet, self._workspace.today, ppi)

    def printing(self, order: LabelOrder) -> PrintLabels:
        """Return the act that keeps the count; the recorder executes it after the print."""
        printed = self.printed(order.samples)
        prints = tuple(
            LabelPrint(
                id=LabelPrintId(uuid4().hex),
                patient_id=sample.patient_id,
                sample_id=sample.id,
                copies=order.copies,
                code=_code(sample),
                form=f"{order.form.value}, {order.paper.size_words}",
            )
            for sample in order.samples
        )
        with in_english():
            return PrintLabels(prints, _what(order, printed))

    def coding(self, sample: Sample) -> AmendSample:
        """Return the act that gives a sample without a code one of the program's own."""
        with in_english():
            reason = say(MADE_CODE)
        return AmendSample(replace(sample, code=code_from(uuid4().int)), reason)


def _code(sample: Sample) -> str:
    code = sample.code.strip()
    if not code:
        raise InvalidInputError(
            say("The {} sample, {}, has no code for its label.").format(
                sample.specimen.value, sample_when(sample)
            ),
            say("Let the program make one, or amend the sample."),
        )
    return code


def _line(file: PatientFile, sample: Sample, beside: Beside) -> str:
    if beside is Beside.NOTHING:
        return ""
    words = f"{sample.specimen.value} {sample_when(sample)}"
    return f"{file.patient.code} · {words}" if beside is Beside.PATIENT else words


def _what(order: LabelOrder, printed: dict[str, int]) -> str:
    if len(order.samples) > 1:
        return f"labels of {len(order.samples)} samples"
    (sample,) = order.samples
    before = printed[sample.id]
    last = before + order.copies
    copies = f"copy {last}" if order.copies == 1 else f"copies {before + 1} to {last}"
    again = f" ({copies})" if last > 1 else ""
    return f"label of {sample.specimen.value} sample, {sample_when(sample)}{again}"
