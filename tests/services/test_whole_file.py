"""A file is read whole, never without an end; it is written whole, or it is not written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.services.whole_file import (
    MAX_BYTES,
    check_writable,
    read_whole_file,
    write_together,
    write_whole,
)


def test_the_bytes_of_a_file_come_back(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_bytes(b"{}")

    assert read_whole_file(file, "case file") == b"{}"


@pytest.mark.parametrize("name", ["none", "", "a\x00b", "n" * 300])
def test_what_is_not_a_file_is_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidInputError, match=r"^The pack file .* cannot be read: "):
        read_whole_file(tmp_path / name, "pack file")


def test_a_file_that_is_far_too_big_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "big.toml"
    with file.open("wb") as big:
        big.truncate(MAX_BYTES + 1)

    with pytest.raises(InvalidInputError, match="no plain file of at most 16 MB"):
        read_whole_file(file, "pack file")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_without_an_end_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(InvalidInputError, match="no plain file"):
        read_whole_file(tmp_path / "pipe", "mapping")


def test_a_file_is_replaced_only_by_a_whole_one(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")
    (tmp_path / "report.pdf.part").mkdir()

    with pytest.raises(InvalidInputError, match=r"report\.pdf cannot be written"):
        write_whole(b"new", path)

    assert path.read_bytes() == b"old"
    (tmp_path / "report.pdf.part").rmdir()
    write_whole(b"new", path)
    assert path.read_bytes() == b"new"
    assert [one.name for one in tmp_path.iterdir()] == ["report.pdf"]


@pytest.mark.parametrize("name", ["none/report.pdf", "a\0b.pdf"])
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidInputError, match="cannot be written"):
        write_whole(b"new", tmp_path / name)

    assert list(tmp_path.iterdir()) == []


def test_files_that_belong_together_are_both_written_or_neither(tmp_path: Path) -> None:
    picture, sheet = tmp_path / "a.pdf", tmp_path / "a.data.csv"
    picture.write_bytes(b"old")
    sheet.mkdir()

    with pytest.raises(InvalidInputError, match=r"a\.data\.csv cannot be written"):
        write_together({picture: b"new", sheet: b"new"})

    assert picture.read_bytes() == b"old"
    assert sorted(tmp_path.iterdir()) == [sheet, picture]
    sheet.rmdir()
    write_together({picture: b"new", sheet: b"new"})
    assert (picture.read_bytes(), sheet.read_bytes()) == (b"new", b"new")
    assert sorted(tmp_path.iterdir()) == [sheet, picture]


def test_what_could_not_be_written_is_found_before_anything_is_done(tmp_path: Path) -> None:
    check_writable(tmp_path / "a.pdf")
    (tmp_path / "folder").mkdir()

    for name in ("none/a.pdf", "folder", "a\0b", "a" * 300):
        with pytest.raises(InvalidInputError, match="cannot be written"):
            check_writable(tmp_path / name)
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]
