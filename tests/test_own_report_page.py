"""The help page "own-report": every change on it can be made, and what it says of faults holds."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.cli.main import main
from mrdtracker.services.report_document import bundled_template

PAGE = (locations.resources() / "help" / "own-report.md").read_text(encoding="utf-8")
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>'
ROW = re.compile(r"^\| [^|]+ \| `([^|]+)` \| (?:`([^|]+)`|take the line out) \|$", re.MULTILINE)


def commands() -> list[list[str]]:
    blocks = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.splitlines()]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented patients, made once."""
    path = tmp_path_factory.mktemp("own-report") / "practice.mrd"
    assert main(["--store", str(path), "demo"]) == 0
    return path


@pytest.fixture
def ward(tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The copy of the template, made as the page says, in a folder with a store."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(store, tmp_path)
    copy = commands()[0]
    assert copy[0] == "cp"
    shutil.copy(locations.resources().parent / copy[1], tmp_path / copy[2])
    return tmp_path / copy[2]


def test_every_change_of_the_page_can_be_made_and_set(ward: Path) -> None:
    text, changes = ward.read_text(encoding="utf-8"), ROW.findall(PAGE)
    assert len(changes) == 5
    for found, instead in changes:
        assert text.count(found) == 1, found
        text = text.replace(found, instead)
    ward.write_text(text, encoding="utf-8")
    ward.with_name("logo.svg").write_text(LOGO, encoding="utf-8")

    assert main(commands()[1][1:]) == 0

    assert ward.with_name("try.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("written", "misspelt"),
    [("#report.laboratory]", "#report.laboratori]"), ("#report.title,", '#image("logo.svg"),')],
)
def test_a_fault_is_told_as_the_page_says(
    ward: Path, capsys: pytest.CaptureFixture[str], written: str, misspelt: str
) -> None:
    text = ward.read_text(encoding="utf-8")
    assert text.count(written) == 1
    ward.write_text(text.replace(written, misspelt), encoding="utf-8")

    assert main(commands()[1][1:]) == 2

    told = re.sub(r"line \d+", "line N", capsys.readouterr().err.splitlines()[0])
    assert f"`{told}`" in re.sub(r"line \d+", "line N", PAGE)
    assert not ward.with_name("try.pdf").exists()


def test_the_template_prints_every_field_that_the_page_asks_to_leave() -> None:
    template = bundled_template().read_text(encoding="utf-8")
    left = re.findall(r"`(report\.[a-z_.]+)`", PAGE)

    assert "report.identity" in left
    assert [field for field in left if field not in template] == []
