"""What SQLite and the disk can answer, in the words of the person who reads it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from mrdtracker.domain.errors import (
    ChangedMeanwhileError,
    InvalidInputError,
    StoreError,
    UserError,
)
from mrdtracker.words import mark, say


class DiskFullError(StoreError):
    """Nothing was saved, because there is no space left."""


class DiskFaultError(StoreError):
    """The disk, a quota or a file-size limit refused to read or write."""


class ReadOnlyStoreError(StoreError):
    """The file was opened for reading only; the message says why."""


class CannotOpenError(StoreError):
    """There is no file that could be opened at this place."""


class DamagedStoreError(StoreError):
    """The file says things that it cannot say."""


class NotAStoreError(StoreError):
    """Some other kind of file."""


class StoreInUseError(StoreError):
    """Another window or program holds the file."""


class NewerStoreError(StoreError):
    """The file was written by a newer program."""


_RESTORE = mark("Nothing was changed. Keep this file as it is and open your newest backup.")
# Named by the CHECK of the schema; what a person can act on.
_RULES = {
    "sample_has_a_time": mark("A sample needs a date, a protocol day or a named time point."),
    "measurement_number_belongs_to_its_state": mark(
        "A number belongs to a quantified result only."
    ),
    "measurement_unit_fits_its_kind": mark("The unit does not fit what the number counts."),
    "measurement_kind_fits_its_method": mark("This method does not report this kind of number."),
    "measurement_is_at_most_all_cells": mark("More than 100 % of the cells is not possible."),
    "measurement_events_fit_each_other": mark("More positive events than events in total."),
}


def user_error_of(error: Exception, path: Path) -> UserError | None:
    """Return the named error for what the database or the disk raised.

    Returns:
        None for an error that a person cannot act on: a bug, which should stay what it is.
    """
    if isinstance(error, UnicodeDecodeError) or "decode to UTF-8" in str(error):
        return damaged(path)
    if isinstance(error, UnicodeEncodeError):
        return InvalidInputError(
            say("The text holds characters that cannot be stored."), say("Type it again by hand.")
        )
    if isinstance(error, OverflowError):
        return InvalidInputError(
            say("A whole number is too large to be kept."), say("Check the counts.")
        )
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_CONSTRAINT"):
        return _broken_rule(name, str(error))
    return _by_name(name, path)


def damaged(path: Path) -> DamagedStoreError:
    """Return the error for a file whose contents cannot be."""
    return DamagedStoreError(say("{} is damaged.").format(path), say(_RESTORE))


def made_by_another_build(path: Path, part: str) -> DamagedStoreError:
    """Return the error for a file that lacks a part which its version should have."""
    return DamagedStoreError(
        say("{} lacks the {}: another version of mrdtracker made it, or it is damaged.").format(
            path, part
        ),
        say(
            "Nothing was changed. Open it with the program that made it, or open "
            "your newest backup."
        ),
    )


def not_a_store(path: Path) -> NotAStoreError:
    """Return the error for a file of another kind."""
    return NotAStoreError(
        say("{} is not an mrdtracker file, or it is damaged.").format(path),
        say("Choose the laboratory's own file."),
    )


def _by_name(name: str, path: Path) -> StoreError | None:
    for prefix, make in _MAKERS.items():
        if name.startswith(prefix):
            return make(path)
    return None


def _disk_full(path: Path) -> StoreError:
    return DiskFullError(
        say("Not saved: the disk of {} is full.").format(path),
        say("Free 50 MB, then save again; everything saved before is safe."),
    )


def _disk_fault(path: Path) -> StoreError:
    return DiskFaultError(
        say("The disk reported an error at {}, so this was not saved.").format(path),
        say("Copy your newest backup to another medium, then try again."),
    )


def _read_only(path: Path) -> StoreError:
    return ReadOnlyStoreError(
        say("{} can be read but not written.").format(path),
        say("Copy it to a folder of your own and open that."),
    )


def _cannot_open(path: Path) -> StoreError:
    return CannotOpenError(
        say("{} cannot be opened.").format(path),
        say("Check that the file exists and that you may read it."),
    )


def _in_use(path: Path) -> StoreError:
    return StoreInUseError(
        say("{} is in use by another window or program.").format(path),
        say("Close it there, then try again."),
    )


_MAKERS = {
    "SQLITE_FULL": _disk_full,
    "SQLITE_IOERR": _disk_fault,
    "SQLITE_READONLY": _read_only,
    "SQLITE_CANTOPEN": _cannot_open,
    "SQLITE_CORRUPT": damaged,
    "SQLITE_NOTADB": not_a_store,
    "SQLITE_BUSY": _in_use,
    "SQLITE_LOCKED": _in_use,
}


def _broken_rule(name: str, text: str) -> UserError | None:
    if "patient_active_code" in text or "patient.code_key" in text:
        return InvalidInputError(
            say("This code belongs to another patient already."), say("Choose another code.")
        )
    if name in ("SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE"):
        return ChangedMeanwhileError(
            say("A record of this id is in the file already."),
            say("Look at it again before you save."),
        )
    if name == "SQLITE_CONSTRAINT_FOREIGNKEY":
        return InvalidInputError(
            say("The record belongs to a patient or a sample that is not in the file."),
            say("Add that one first."),
        )
    if name == "SQLITE_CONSTRAINT_CHECK":
        rule = text.rpartition(": ")[2]
        known = say(_RULES.get(rule, mark("The record breaks a rule of the file ({}).")))
        return InvalidInputError(known.format(rule), say("Correct it and save again."))
    return None


DRIVER_ERRORS = (sqlite3.Error, UnicodeError, OverflowError)
