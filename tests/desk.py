"""A person at a desk: a folder with a store, typed commands, and what they must not do."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from mrdtracker.cli.main import main

MOST_WORDS = 60
MAPPING = """format = "mrdtracker-mapping/1"
id = "ward"
title = "Ward list"
[patient]
code = "code"
[[fact]]
field = "diagnosed_on"
column = "diagnosed"
[[result]]
column = "mrd"
method = "flow"
specimen = "BM"
unit = "%"
date_column = "taken"
zero = "negative"
sensitivity_column = "sensitivity"
"""
HEADER = "code;diagnosed;taken;mrd;sensitivity"
GOOD = "S-1;2025-03-01;2025-03-31;0.05;0.01"
RESULT = {
    "on": "2025-03-31",
    "specimen": "BM",
    "method": "flow",
    "state": "quantified",
    "value": "0.05",
    "unit": "%",
}


@contextmanager
def nothing_changes_in(folder: Path) -> Iterator[None]:
    """See that the same files with the same bytes are there afterwards."""
    before = _hashes(folder)
    yield
    assert _hashes(folder) == before


def _hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(
            b"" if path.is_dir() or path.stat().st_size > 2**20 else path.read_bytes()
        ).hexdigest()
        for path in sorted(folder.rglob("*"))
    }


class Desk:
    """One folder with a store and a mapping, and a person who types commands."""

    def __init__(self, folder: Path, filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.store = Path(shutil.copy(filled, folder / "ward.mrd"))
        self.mapping = folder / "ward.toml"
        self.mapping.write_text(MAPPING, encoding="utf-8")
        self._capsys = capsys
        capsys.readouterr()

    def file(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def case(self, **changes: Any) -> Path:
        patient = {"diagnosed_on": "2025-03-01", "born_on": "2020-01-01"}
        document = {"format": "mrdtracker-case/1", "patient": patient}
        return self.file("case.json", json.dumps({**document, "results": [{**RESULT, **changes}]}))

    def table(self, *rows: str) -> Path:
        return self.file("table.csv", "\n".join((HEADER, *rows)) + "\n")

    def run(self, *arguments: object, store: Path | None = None) -> tuple[int, str, str]:
        typed = ["--store", str(store or self.store), *map(str, arguments)]
        status = main(typed)
        said = self._capsys.readouterr()
        return status, said.out, said.err

    def document(self, *arguments: object, store: Path | None = None) -> Any:
        """Run with ``--json``: one document on standard output, and nothing beside it."""
        _, out, err = self.run(*arguments, "--json", store=store)
        assert err == ""
        return json.loads(out)

    def refused(
        self, *arguments: object, status: int = 2, store: Path | None = None
    ) -> tuple[str, tuple[str, ...]]:
        """Run a command that must be refused, in words and as JSON; return what was said.

        Returns:
            The sentence with the advice, and the problems that were listed, if any.
        """
        with nothing_changes_in(self.folder):
            code, out, err = self.run(*arguments, store=store)
            json_code, json_out, json_err = self.run(*arguments, "--json", store=store)
        assert code == json_code == status
        assert json_err == ""
        assert "Traceback" not in out + err
        assert not out if status == 2 else not err
        error = json.loads(json_out)["error"]
        problems = tuple(f"{one['where']}: {one['text']}" for one in error["problems"])
        sentence = f"{error['message']} {error['hint']}"
        assert error["message"].endswith(".")
        assert error["hint"]
        for text in (sentence, *problems):
            assert len(text.split()) <= MOST_WORDS, text
        for text in (error["message"].rstrip("."), *problems):
            assert text in out + err
        return sentence, problems

    def import_refused(self, table: Path) -> tuple[str, ...]:
        return self.refused("import", table, "--mapping", self.mapping)[1]
