import codecs
import os

import pytest

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.exchange.text_file import MAX_BYTES, read_text_file

WORDS = "Patient;Röntgen µL\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode(), "UTF-8"),
        (codecs.BOM_UTF8 + WORDS.encode(), "UTF-8 with BOM"),
        (WORDS.encode("utf-16"), "UTF-16"),
        (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), "UTF-16"),
        (WORDS.encode("cp1252"), "Windows-1252 (guessed: it is not UTF-8)"),
        (WORDS.encode("latin-1") + b"\x81", "Latin-1 (guessed: it is not UTF-8)"),
    ],
)
def test_the_encoding_is_found_and_said(data, encoding):
    file = read_text_file(data, "ward.csv")

    assert file.text.startswith(WORDS)
    assert file.encoding == encoding
    assert file.size == len(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (codecs.BOM_UTF16_LE, "is empty"),
        (b"PK\x03\x04rest", "Excel workbook"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"SQLite format 3\x00", "a database"),
        (b"a,b\n1,\x00\n", "NUL"),
        ("a,b\n".encode("utf-16-le"), "NUL"),
        (codecs.BOM_UTF16_LE + "a,\x00\n".encode("utf-16-le"), "NUL"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x00", "damaged"),
        (bytes(range(1, 9)) * 40, "binary"),
        (b"\n <!DOCTYPE html><table><tr><td>code", "a web page"),
        (b"<HTML><body>", "a web page"),
        (
            b"code\nA\n" + "Jörg\n".encode("cp1252") + "Müller\n".encode(),
            "line 4 is UTF-8, line 3 is not",
        ),
    ],
)
def test_what_is_not_text_is_refused_with_what_to_do(data, words):
    with pytest.raises(InvalidInputError, match=words) as refused:
        read_text_file(data, "ward.csv")

    assert refused.value.hint


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(InvalidInputError, match="no file"):
        read_text_file(tmp_path / "nobody.csv", "nobody.csv")
    with pytest.raises(InvalidInputError, match="is a folder"):
        read_text_file(tmp_path, "here")
    with pytest.raises(InvalidInputError, match="cannot be read"):
        read_text_file(tmp_path / "a\x00b", "a")
    with pytest.raises(InvalidInputError, match=r"^long cannot be read: File name too long\."):
        read_text_file(tmp_path / ("a" * 300), "long")


def test_a_pipe_without_a_writer_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(InvalidInputError, match="not a regular file"):
        read_text_file(tmp_path / "pipe", "pipe")


def test_two_hundred_megabytes_are_refused_before_they_are_read(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)

    with pytest.raises(InvalidInputError, match="larger than 150 MB") as refused:
        read_text_file(path, "huge.csv")

    assert "Split it" in refused.value.hint


def test_bytes_from_a_pipe_have_the_same_limit():
    with pytest.raises(InvalidInputError, match="larger than"):
        read_text_file(bytes(MAX_BYTES + 1), "stdin")
