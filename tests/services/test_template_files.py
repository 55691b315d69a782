"""A template reads its folder and nothing else, however the rest is spelled."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mrdtracker.services import template_files
from mrdtracker.services.template_files import TemplateFiles, check_fonts, inside
from mrdtracker.services.typesetting import FaultKind, TypesettingError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a template, with a file that lies outside beside it."""
    found = tmp_path.resolve() / "templates"
    (found / "parts").mkdir(parents=True)
    (found / "ward.typ").write_text("words", encoding="utf-8")
    (found / "parts" / "logo.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    return found


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """Return an empty folder for copies."""
    found = tmp_path / "room"
    found.mkdir()
    return found


def _kind(name: str, folder: Path) -> FaultKind:
    with pytest.raises(TypesettingError) as fault:
        inside(folder, name)
    assert fault.value.detail == name
    return fault.value.kind


def test_a_file_comes_when_it_is_asked_for(folder: Path, room: Path) -> None:
    files = TemplateFiles(folder / "ward.typ", room)

    assert sorted(room.rglob("*")) == [room / "ward.typ"]
    assert files.fetch("parts/logo.svg")
    assert (room / "parts" / "logo.svg").read_text(encoding="utf-8") == "<svg/>"
    assert not files.fetch("")


@pytest.mark.parametrize(
    "name",
    ["../secret.txt", "parts/../../secret.txt", "/etc/passwd", "//server/share/x", "C:/x", "a\\b"],
)
def test_another_spelling_of_a_place_outside_is_refused(folder: Path, name: str) -> None:
    assert _kind(name, folder) is FaultKind.OUTSIDE


@pytest.mark.parametrize("name", ["none.txt", "parts/none.txt", "ward.typ/x", "a\0b"])
def test_what_is_not_there_is_told_by_its_name(folder: Path, name: str) -> None:
    assert _kind(name, folder) is FaultKind.MISSING


def test_a_link_that_leads_away_is_refused(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "away").symlink_to(folder.parent, target_is_directory=True)

    assert _kind("link.txt", folder) is FaultKind.OUTSIDE
    assert _kind("away/secret.txt", folder) is FaultKind.OUTSIDE


def test_a_link_to_itself_is_not_there(folder: Path) -> None:
    (folder / "loop").symlink_to(folder / "loop")

    assert _kind("loop", folder) is FaultKind.MISSING


def test_a_link_within_the_folder_is_followed(folder: Path, room: Path) -> None:
    (folder / "logo.svg").symlink_to(folder / "parts" / "logo.svg")

    assert TemplateFiles(folder / "ward.typ", room).fetch("logo.svg")
    assert not (room / "logo.svg").is_symlink()


def test_a_template_that_is_a_link_has_the_folder_of_the_real_one(
    folder: Path, room: Path, tmp_path: Path
) -> None:
    (tmp_path / "today.typ").symlink_to(folder / "ward.typ")

    assert TemplateFiles(tmp_path / "today.typ", room).fetch("parts/logo.svg")


def test_a_folder_or_a_pipe_is_no_file(folder: Path, room: Path) -> None:
    files = TemplateFiles(folder / "ward.typ", room)
    os.mkfifo(folder / "pipe")

    for name in ("parts", "pipe"):
        with pytest.raises(TypesettingError) as fault:
            files.fetch(name)
        assert fault.value.kind is FaultKind.MISSING


def test_too_many_or_too_large_files_are_refused(
    folder: Path, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = TemplateFiles(folder / "ward.typ", room)
    monkeypatch.setattr(template_files, "MOST_BYTES", 10)

    with pytest.raises(TypesettingError) as fault:
        files.fetch("parts/logo.svg")

    assert fault.value.kind is FaultKind.FILES
    monkeypatch.undo()
    monkeypatch.setattr(template_files, "MOST_FILES", 2)
    with pytest.raises(TypesettingError):
        files.fetch("parts/logo.svg")


def test_fonts_are_of_the_folder_too(folder: Path) -> None:
    fonts = folder / "fonts"
    fonts.mkdir()
    (fonts / "own.ttf").write_bytes(b"")
    check_fonts((fonts,))

    (fonts / "away.ttf").symlink_to(folder.parent / "secret.txt")
    with pytest.raises(TypesettingError) as fault:
        check_fonts((fonts,))

    assert (fault.value.kind, fault.value.detail) == (FaultKind.OUTSIDE, "fonts/away.ttf")


def test_a_folder_of_fonts_may_not_be_a_link_away(folder: Path, tmp_path: Path) -> None:
    (folder / "fonts").symlink_to(tmp_path, target_is_directory=True)

    with pytest.raises(TypesettingError) as fault:
        check_fonts((folder / "fonts",))

    assert fault.value.kind is FaultKind.OUTSIDE
