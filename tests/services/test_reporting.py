"""Reports of one and of many: whole files only, named by code, stopped between two of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mrdtracker.domain.errors import InvalidInputError, NotFoundError
from mrdtracker.domain.records import PatientId
from mrdtracker.progress import Cancelled, Extent, ProgressRecorder
from mrdtracker.services.commands import AddPatient, VoidRecords
from mrdtracker.services.report_document import ReportTemplate
from mrdtracker.services.reporting import (
    Reporting,
    check_pdf_name,
    file_stem,
    files_in,
)
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.services.whole_file import write_whole
from mrdtracker.services.workspace import Person, Workspace
from tests.builders import a_patient
from tests.services.report_desk import demo_workspace, page_count, report


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, rules: RuleBook) -> Iterator[Workspace]:
    from tests.services.conftest import NOW

    folder = tmp_path_factory.mktemp("many")
    with demo_workspace(folder, Person("Anna", lambda: NOW), rules) as opened:
        yield opened


def _wanted(demo: Workspace, folder: Path) -> tuple[tuple[PatientId, Path], ...]:
    patients = [demo.patient_by_code(f"DEMO-{number:02}") for number in (1, 2, 3)]
    return files_in(folder, [(one.id, one.code) for one in patients])


def test_one_file_a_patient_with_progress(demo: Workspace, tmp_path: Path) -> None:
    progress = ProgressRecorder()

    files = Reporting(demo).save_many(_wanted(demo, tmp_path), ReportTemplate(), progress)

    assert [file.name for file in files] == ["DEMO-01.pdf", "DEMO-02.pdf", "DEMO-03.pdf"]
    assert progress.latest == Extent(3, 3)
    assert sorted(tmp_path.iterdir()) == list(files)


def test_the_long_form_has_more_pages(demo: Workspace) -> None:
    long = report(demo, "DEMO-05", is_long=True).pdf(ReportTemplate())

    assert page_count(long) > 1


def test_a_preview_has_as_many_pages_as_the_paper(demo: Workspace) -> None:
    drawn = report(demo, "DEMO-05", is_long=True)

    assert len(drawn.pictures(ReportTemplate(), 40)) == page_count(drawn.pdf(ReportTemplate()))


class _AfterOne(ProgressRecorder):
    def report(self, done: int, total: int) -> None:
        super().report(done, total)
        if done == 1:
            self.cancel()


def test_a_cancel_leaves_whole_files_and_nothing_else(demo: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        Reporting(demo).save_many(_wanted(demo, tmp_path), ReportTemplate(), _AfterOne())

    assert [one.name for one in tmp_path.iterdir()] == ["DEMO-01.pdf"]
    assert (tmp_path / "DEMO-01.pdf").read_bytes().rstrip().endswith(b"%%EOF")


def test_a_voided_patient_has_no_report(workspace: Workspace) -> None:
    workspace.recorder.execute(AddPatient(a_patient()))
    patient = workspace.patient_by_code("S-0001")
    workspace.recorder.execute(VoidRecords("patient S-0001", (patient,), patient.id, "twice"))

    with pytest.raises(NotFoundError, match="S-0001 was voided"):
        Reporting(workspace).report(patient.id)


def test_a_patient_without_protocol_has_one(workspace: Workspace, tmp_path: Path) -> None:
    from mrdtracker.domain.case import CourseFacts

    workspace.recorder.execute(AddPatient(a_patient(course=CourseFacts())))
    patient = workspace.patient_by_code("S-0001")

    pdf = Reporting(workspace).report(patient.id).pdf(ReportTemplate())

    write_whole(pdf, tmp_path / "report.pdf")
    assert page_count(pdf) == 1


def test_a_code_names_a_file_on_any_system() -> None:
    assert file_stem("24/0142") == "24_0142"


def test_files_are_named_for_every_system() -> None:
    codes = ["S/1", "S?1", "s_1", "CON", "nul.2", " . ", "김-1", "a" * 300]
    named = files_in(Path("out"), [(PatientId(code), code) for code in codes])

    assert [path.name for _, path in named] == [
        "S_1.pdf", "S_1-2.pdf", "s_1-3.pdf", "_CON.pdf", "_nul.2.pdf", "_.pdf", "김-1.pdf",
        f"{'a' * 100}.pdf",
    ]  # fmt: skip


def test_another_ending_is_refused() -> None:
    check_pdf_name(Path("report.PDF"))
    with pytest.raises(InvalidInputError, match=r"written as \.pdf, and not as '\.doc'"):
        check_pdf_name(Path("report.doc"))
