import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mrdtracker.domain.errors import ChangedMeanwhileError, InvalidInputError
from mrdtracker.store import failures

PATH = Path("lab.mrd")


def raised(name: str, text: str = "") -> sqlite3.Error:
    error = sqlite3.OperationalError(text)
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("SQLITE_FULL", failures.DiskFullError),
        ("SQLITE_IOERR_WRITE", failures.DiskFaultError),
        ("SQLITE_READONLY_DIRECTORY", failures.ReadOnlyStoreError),
        ("SQLITE_CANTOPEN", failures.CannotOpenError),
        ("SQLITE_CORRUPT_VTAB", failures.DamagedStoreError),
        ("SQLITE_NOTADB", failures.NotAStoreError),
        ("SQLITE_BUSY", failures.StoreInUseError),
        ("SQLITE_LOCKED", failures.StoreInUseError),
    ],
)
def test_every_name_has_one_sentence_and_what_to_do(name, kind):
    error = failures.user_error_of(raised(name), PATH)

    assert type(error) is kind
    assert "lab.mrd" in error.message
    assert error.hint
    assert len(str(error).split()) <= 60


def test_text_that_is_no_text_is_damage():
    decode = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
    driver = sqlite3.OperationalError("Could not decode to UTF-8 column 'name'")

    assert type(failures.user_error_of(decode, PATH)) is failures.DamagedStoreError
    assert type(failures.user_error_of(driver, PATH)) is failures.DamagedStoreError


def test_the_driver_itself_says_so():
    with (
        closing(sqlite3.connect(":memory:")) as connection,
        pytest.raises(sqlite3.OperationalError) as caught,
    ):
        connection.execute("SELECT CAST(x'ff' AS TEXT)").fetchall()

    assert type(failures.user_error_of(caught.value, PATH)) is failures.DamagedStoreError


@pytest.mark.parametrize(
    ("name", "text", "kind", "words"),
    [
        (
            "SQLITE_CONSTRAINT_UNIQUE",
            "UNIQUE constraint failed: patient.code_key",
            InvalidInputError,
            "another patient already",
        ),
        (
            "SQLITE_CONSTRAINT_PRIMARYKEY",
            "UNIQUE constraint failed: sample.id",
            ChangedMeanwhileError,
            "in the file already",
        ),
        ("SQLITE_CONSTRAINT_FOREIGNKEY", "", InvalidInputError, "Add that one first"),
        (
            "SQLITE_CONSTRAINT_CHECK",
            "CHECK constraint failed: sample_has_a_time",
            InvalidInputError,
            "needs a date, a protocol day or a named time point",
        ),
        ("SQLITE_CONSTRAINT_CHECK", "CHECK constraint failed: x > 0", InvalidInputError, "x > 0"),
    ],
)
def test_a_broken_rule_says_which(name, text, kind, words):
    error = failures.user_error_of(raised(name, text), PATH)

    assert type(error) is kind
    assert words in str(error)


@pytest.mark.parametrize("name", ["SQLITE_ERROR", "SQLITE_CONSTRAINT_TRIGGER", ""])
def test_a_bug_stays_a_bug(name):
    assert failures.user_error_of(raised(name), PATH) is None


def test_a_number_or_a_text_that_cannot_be_bound_is_bad_input():
    surrogate = UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed")

    assert "cannot be stored" in str(failures.user_error_of(surrogate, PATH))
    assert "too large" in str(failures.user_error_of(OverflowError(), PATH))
