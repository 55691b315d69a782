"""What a cut run leaves for the next one, and when it no longer holds."""

from dataclasses import dataclass

import pytest

from tests.mutation import memory
from tests.mutation.memory import Look, Memory

SOURCE = "def shift(text): return text < limit"


@dataclass(frozen=True)
class Changed:
    change: str = "-a < b\n+a <= b"
    function: str = "shift"
    module: str = "mrdtracker.domain.units"


@pytest.fixture
def test_file(tmp_path):
    file = tmp_path / "test_units.py"
    file.write_text("def test_shift(): ...\n", encoding="utf-8")
    return file


@pytest.fixture
def kept(tmp_path, test_file):
    """Give a way to read again what one run has kept."""
    first = Memory.read(tmp_path / "memory.json")
    first.note_end(Changed(), SOURCE, "killed", f"{test_file}::test_shift")
    first.keep()
    first.keep_looks({f"{test_file}::test_shift": Look(0.5, ["mrdtracker.domain.units:shift"])})

    def read():
        memory._digest.cache_clear()
        return Memory.read(tmp_path / "memory.json")

    return read


def test_a_killed_mutant_and_what_a_test_enters_are_known_to_the_next_run(kept, test_file):
    name = f"{test_file}::test_shift"

    assert kept().end_of(Changed(), SOURCE) == ("killed", name)
    assert kept().look_of(name) == Look(0.5, ["mrdtracker.domain.units:shift"])


def test_when_the_test_file_changes_only_which_test_to_try_first_is_known(kept, test_file):
    test_file.write_text("def test_shift(): pass\n", encoding="utf-8")

    assert kept().end_of(Changed(), SOURCE) == (None, f"{test_file}::test_shift")
    assert kept().look_of(f"{test_file}::test_shift") is None


def test_another_change_or_another_text_of_the_function_is_another_mutant(kept):
    assert kept().end_of(Changed(change="-a < b\n+a > b"), SOURCE) == (None, None)
    assert kept().end_of(Changed(), SOURCE + " # new") == (None, None)


def test_without_a_file_nothing_is_kept():
    Memory.read(None).keep()

    assert Memory.read(None).ends == {}
