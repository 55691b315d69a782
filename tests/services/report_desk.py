"""The invented patients ready for reports, and what a finished PDF says."""

from __future__ import annotations

import atexit
import re
import shutil
import zlib
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from mrdtracker.services.assessment import PatientView
from mrdtracker.services.demo import create_demo
from mrdtracker.services.report_page import Occasion, ReportPage, page_of
from mrdtracker.services.reporting import Report, Reporting
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.services.workspace import Person, Workspace

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_MAPPED = re.compile(rb"<[0-9A-Fa-f]+> <([0-9A-Fa-f]+)>")


@cache
def _demo_store(name: str, now: datetime) -> Path:
    folder = Path(mkdtemp(prefix="mrdtracker-demo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "practice.mrd"
    create_demo(path, Person(name, lambda: now)).close()
    return path


def demo_workspace(folder: Path, anna: Person, rules: RuleBook) -> Workspace:
    """Copy a store of the invented patients, answered by packs that were loaded before."""
    path = folder / "practice.mrd"
    shutil.copy(_demo_store(anna.name, anna.clock()), path)
    return Workspace.open(path, anna, rules=rules)


def view_of(workspace: Workspace, code: str) -> PatientView:
    """Return a patient with the answers."""
    return workspace.assessment.view(workspace.patient_by_code(code).id)


def page(workspace: Workspace, code: str, *, is_long: bool = False) -> ReportPage:
    """Write a patient's page as of the day of the person at work."""
    view = view_of(workspace, code)
    occasion = Occasion(workspace.today, "Ward 7", workspace.journal(limit=1)[0], is_long=is_long)
    return page_of(view, workspace.due.of_file(view.file, workspace.today), occasion)


def report(workspace: Workspace, code: str, *, is_long: bool = False) -> Report:
    """Read and draw a patient's report."""
    return Reporting(workspace).report(workspace.patient_by_code(code).id, is_long=is_long)


def signs_in(pdf: bytes) -> set[str]:
    """Return every character that a reader can copy out of a PDF, by its tables of characters."""
    found: set[str] = set()
    for packed in _STREAM.findall(pdf):
        text = _unpacked(packed)
        if b"beginbfchar" in text:
            for code in _MAPPED.findall(text.partition(b"endcodespacerange")[2]):
                found |= set(bytes.fromhex(code.decode()).decode("utf-16-be"))
    return found


def page_count(pdf: bytes) -> int:
    """Count the pages of a PDF."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf + streams(pdf)))


def streams(pdf: bytes) -> bytes:
    """Return all that a PDF holds in streams, unpacked."""
    return b"".join(map(_unpacked, _STREAM.findall(pdf)))


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompress(packed)
    except zlib.error:
        return packed
