"""A template that runs for ever, fills the memory or ends its process takes nothing along."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from datetime import date
from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.progress import Cancelled, NoProgress, ProgressRecorder
from mrdtracker.services import typesetting_apart
from mrdtracker.services.typesetting import FaultKind, Typesetting, TypesettingError, set_pages
from mrdtracker.services.typesetting_apart import process_words, set_pages_apart
from mrdtracker.services.typesetting_process import Limits

FONTS = (locations.resources() / "fonts",)
# The library stops a single loop at 10 000 rounds, and not ten thousand of ten thousand.
ENDLESS = "#for i in range(9999) { for j in range(9999) { for k in range(9999) { let x = k } } }"
HUNGRY = '#let a = "0123456789abcdef"\n#for i in range(30) { a = a + a }\n#a.len()'
ROOT = Path(__file__).parents[2]


def _asked(folder: Path, text: str, content: str = "{}") -> Typesetting:
    template = folder / "ward.typ"
    template.write_text(f'#set document(title: "x")\n{text}', encoding="utf-8")
    return Typesetting(template, FONTS, content, date(2026, 11, 20))


def _fault(asked: Typesetting, limits: Limits) -> FaultKind:
    with pytest.raises(TypesettingError) as fault:
        set_pages_apart(asked, (), limits, NoProgress())
    assert not _rooms()
    return fault.value.kind


def _rooms() -> list[Path]:
    return list(Path(tempfile.gettempdir()).glob("mrdtracker-pages-*"))


@pytest.fixture(autouse=True)
def _own_rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the rooms of the processes in a folder of the test."""
    (tmp_path / "rooms").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "rooms"))


def test_the_bytes_are_those_of_the_other_way(tmp_path: Path) -> None:
    # More than a pipe holds at once, in both directions.
    content = '{"text": "' + "word " * 40_000 + '"}'
    text = "#json(bytes(sys.inputs.report)).text"
    asked = _asked(tmp_path, text, content)

    assert set_pages_apart(asked, (), Limits(), NoProgress()) == set_pages(asked)


def test_an_endless_template_is_stopped(tmp_path: Path) -> None:
    assert _fault(_asked(tmp_path, ENDLESS), Limits(seconds=0.4)) is FaultKind.TIME


def test_a_template_that_fills_the_memory_is_stopped(tmp_path: Path) -> None:
    assert _fault(_asked(tmp_path, HUNGRY), Limits(megabytes=200)) is FaultKind.MEMORY


def test_whoever_cancels_waits_for_nothing(tmp_path: Path) -> None:
    progress, asked = ProgressRecorder(), _asked(tmp_path, ENDLESS)
    timer = threading.Timer(0.1, progress.cancel)
    timer.start()

    with pytest.raises(Cancelled):
        set_pages_apart(asked, (), Limits(seconds=600), progress)
    timer.join()


def test_a_process_that_ends_by_itself_is_told_and_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    words = (sys.executable, "-c", "raise SystemExit('no such module')")
    monkeypatch.setattr(typesetting_apart, "process_words", lambda **_frozen: words)

    assert _fault(_asked(tmp_path, "words"), Limits()) is FaultKind.BROKEN
    assert "ended with 1: no such module" in caplog.text


def test_a_template_reads_nothing_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "near.txt").write_text("near", encoding="utf-8")

    assert set_pages_apart(_asked(folder, '#read("near.txt")'), (), Limits(), NoProgress())
    assert _fault(_asked(folder, '#read("link.txt")'), Limits()) is FaultKind.OUTSIDE
    assert _fault(_asked(folder, '#read("/etc/passwd")'), Limits()) is FaultKind.MISSING
    assert _fault(_asked(folder, '#read("file:///etc/passwd")'), Limits()) is FaultKind.OUTSIDE
    assert _fault(_asked(folder, '#read("../secret.txt")'), Limits()) is FaultKind.TEMPLATE


def test_nothing_is_asked_of_the_network(tmp_path: Path) -> None:
    text = '#let name = "@" + "preview/cades:0.3.0"\n#import name: qr-code'

    assert _fault(_asked(tmp_path, text), Limits()) is FaultKind.PACKAGE


def test_the_process_loads_no_window_no_store_and_no_plots() -> None:
    heavy = "{'PySide6', 'sqlite3', 'matplotlib', 'mrdtracker.store', 'mrdtracker.gui'}"
    code = (
        f"import mrdtracker.services.typesetting_process, sys; print({heavy} & set(sys.modules))"
    )

    told = subprocess.run(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert told.stdout.strip() == "set()"


@pytest.mark.parametrize("start", [("main.py",), ("-m", "mrdtracker")])
def test_a_program_in_one_file_starts_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: tuple[str, ...]
) -> None:
    asked = _asked(tmp_path, "words")
    _, word = process_words(is_frozen=True)
    words = (sys.executable, *start, word)
    monkeypatch.setattr(typesetting_apart, "process_words", lambda **_frozen: words)

    assert set_pages_apart(asked, (), Limits(), NoProgress()) == set_pages(asked)
