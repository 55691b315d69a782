"""A small file is read whole, and nothing that could be endless is read at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.services.whole_file import MAX_BYTES, read_whole_file


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
