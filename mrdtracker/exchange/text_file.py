"""Bytes of a foreign file into text: size, kind and encoding, each refused in one sentence."""

from __future__ import annotations

import codecs
import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.words import mark, say

MAX_BYTES = 150 * 1024 * 1024
_PROBE = 64 * 1024
_SPLIT = mark("Split it into files of fewer rows, or leave out the columns that are not needed.")
_NOT_TEXT = mark("Export the table as CSV or TSV text and read that file.")
_SAVE_SHEET = mark("Save the sheet as 'CSV UTF-8'.")

# The first bytes of files that people take for tables.
_SIGNATURES = (
    (b"PK\x03\x04", mark("an Excel workbook or another zip file"), _SAVE_SHEET),
    (b"\xd0\xcf\x11\xe0", mark("an old Excel or Word file"), _SAVE_SHEET),
    (b"%PDF", mark("a PDF"), mark("Ask for the table as CSV, or enter the results by hand.")),
    (b"\x1f\x8b", mark("compressed (gzip)"), mark("Unpack it first.")),
    (
        b"SQLite format 3\x00",
        mark("a database"),
        mark("Open it with 'Open laboratory file', not as a table."),
    ),
)
# UTF-32 first: its mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8-sig", mark("UTF-8 with BOM")),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# Some programs save a web page under the name of a table.
_PAGES = (b"<html", b"<!doctype", b"<table", b"<?xml")
_TAG = 16
_CONTROL = frozenset(range(32)) - frozenset(b"\t\r\n\f")


@dataclass(frozen=True)
class TextFile:
    """A file as text.

    Attributes:
        encoding: How it was read, in words: "UTF-8", "Windows-1252 (guessed: …)".
        size: Bytes.
    """

    name: str
    text: str
    sha256: str
    encoding: str
    size: int


def read_text_file(source: Path | bytes, name: str) -> TextFile:
    """Read a whole file, or the bytes of one, as text.

    The size is looked at before anything is read.

    Raises:
        InvalidInputError: Missing, a folder, unreadable, too big, empty, or not text.
    """
    data = source if isinstance(source, bytes) else _bytes_of(source, name)
    _check_size(len(data), name)
    if not data:
        raise InvalidInputError(
            say("{} is empty.").format(name), say("Check that the export was finished.")
        )
    text, encoding = _decode(data, name)
    return TextFile(name, text, hashlib.sha256(data).hexdigest(), encoding, len(data))


def _bytes_of(path: Path, name: str) -> bytes:
    try:
        found = path.stat()
    except FileNotFoundError:
        raise InvalidInputError(
            say("There is no file {}.").format(path), say("Check the path.")
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InvalidInputError(
            say("{} cannot be read: {}.").format(name, reason), say("Check the path.")
        ) from None
    if stat.S_ISDIR(found.st_mode):
        raise InvalidInputError(
            say("{} is a folder, not a file.").format(name), say("Choose a file in it.")
        )
    if not stat.S_ISREG(found.st_mode):
        raise InvalidInputError(
            say("{} is not a regular file.").format(name), say("Choose a CSV or TSV file.")
        )
    _check_size(found.st_size, name)
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InvalidInputError(
            say("{} cannot be read: {}.").format(name, error.strerror),
            say("Close it elsewhere, check the rights."),
        ) from None


def _check_size(size: int, name: str) -> None:
    if size > MAX_BYTES:
        raise InvalidInputError(
            say("{} is larger than {} MB, more than one import takes.").format(
                name, MAX_BYTES // 1024**2
            ),
            say(_SPLIT),
        )


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for signature, words, advice in _SIGNATURES:
        if data.startswith(signature):
            raise InvalidInputError(
                say("{} is {}, not a table of text.").format(name, say(words)), say(advice)
            )
    for signature, codec, words in _MARKS:
        if data.startswith(signature):
            return _decode_marked(data, codec, say(words), name)
    _check_not_binary(data, name)
    if data.lstrip()[:_TAG].lower().startswith(_PAGES):
        raise InvalidInputError(
            say("{} is a web page (HTML), not a table of text.").format(name), say(_NOT_TEXT)
        )
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        _check_not_mixed(data, name)
    try:
        return data.decode("cp1252"), say("Windows-1252 (guessed: it is not UTF-8)")
    except UnicodeDecodeError:
        return data.decode("latin-1"), say("Latin-1 (guessed: it is not UTF-8)")


def _check_not_mixed(data: bytes, name: str) -> None:
    """Refuse a file whose lines are written in two encodings: one of them would be misread.

    Half of a name misread makes another code, and another code is another child.
    """
    is_utf8: dict[bool, int] = {}
    for number, line in enumerate(data.split(b"\n"), start=1):
        if not line.isascii():
            is_utf8.setdefault(_is_utf8(line), number)
    if len(is_utf8) > 1:
        raise InvalidInputError(
            say("{} mixes two encodings: line {} is UTF-8, line {} is not.").format(
                name, is_utf8[True], is_utf8[False]
            ),
            say("Save the whole table as UTF-8."),
        )


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decode_marked(data: bytes, codec: str, words: str, name: str) -> tuple[str, str]:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        raise InvalidInputError(
            say("{} begins as {} but is damaged further on.").format(name, words),
            say("Export it again as UTF-8."),
        ) from None
    if "\x00" in text:
        raise InvalidInputError(
            say("{} holds NUL characters: it is not text.").format(name), say(_NOT_TEXT)
        )
    if not text:
        raise InvalidInputError(
            say("{} is empty.").format(name), say("Check that the export was finished.")
        )
    return text, words


def _check_not_binary(data: bytes, name: str) -> None:
    if b"\x00" in data:
        raise InvalidInputError(
            say("{} holds NUL bytes: it is binary, or UTF-16 without its mark.").format(name),
            say(_NOT_TEXT),
        )
    probe = data[:_PROBE]
    if sum(byte in _CONTROL for byte in probe) * 100 > len(probe):
        raise InvalidInputError(
            say("{} is a binary file, not a table of text.").format(name), say(_NOT_TEXT)
        )
