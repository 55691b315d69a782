"""Tables as a laboratory's spreadsheet exports them, big enough to be timed."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

RESULTS_EACH = 10
DAYS = (8, 15, 29, 33, 78, 121, 201, 301, 421, 601)

_HEAD = """
format = "mrdtracker-mapping/1"
id = "{id}"
title = "A table of a benchmark"
day_of_first_dose = 1
missing = ["NA"]
[patient]
code = "patient"
[[fact]]
field = "born_on"
column = "born"
[[fact]]
field = "therapy_started_on"
column = "first dose"
[[fact]]
field = "wbc_10e9_per_l"
column = "WBC"
unit = "10e9_per_L"
"""
_LONG = """
[[result]]
column = "MRD"
method_column = "method"
method_values = {PCR = "ig_tr_pcr", FLOW = "flow"}
specimen_column = "specimen"
unit_column = "unit"
date_column = "taken on"
target_column = "target"
sensitivity_column = "sensitivity"
zero = "negative"
"""
_WIDE = """
[[result]]
column = "MRD day {day}"
method = "flow"
specimen = "BM"
unit = "%"
day = {day}
zero = "negative"
nines = true
below = "negative"
"""
LONG_MAPPING = _HEAD.format(id="long") + _LONG
WIDE_MAPPING = _HEAD.format(id="wide") + "".join(_WIDE.format(day=day) for day in DAYS)


@dataclass(frozen=True)
class Child:
    """One invented patient of a table."""

    code: str
    started_on: date
    number: int

    @property
    def facts(self) -> tuple[str, ...]:
        """Code, birth, first dose and white cells."""
        born_on = self.started_on - timedelta(days=900 + self.number % 4000)
        wbc = f"{self.number % 300 + 1}.{self.number % 10}"
        return (self.code, born_on.isoformat(), self.started_on.isoformat(), wbc)


def write_long(path: Path, patients: int) -> None:
    """Write a table with one row per result."""
    head = ("patient", "born", "first dose", "WBC", "taken on", "specimen", "method", "target")
    _write(path, (*head, "unit", "sensitivity", "MRD"), _long_rows(patients))


def write_wide(path: Path, patients: int) -> None:
    """Write a table with one row per patient and a column per day."""
    head = ("patient", "born", "first dose", "WBC", *(f"MRD day {day}" for day in DAYS))
    _write(path, head, _wide_rows(patients))


def _long_rows(patients: int) -> Iterator[Sequence[str]]:
    for child in _children(patients):
        for index, day in enumerate(DAYS):
            on = child.started_on + timedelta(days=day - 1)
            place = child.number * 7 + index * 13
            is_flow = child.number % 2 == 0
            yield (
                *child.facts,
                on.isoformat(),
                "BM" if index < 8 else "PB",
                "FLOW" if is_flow else "PCR",
                "" if is_flow else "IGH",
                "%",
                "0.01" if is_flow else "0.001",
                "0" if place % 3 == 0 else f"{place % 9999 + 1}e-4",
            )


def _wide_rows(patients: int) -> Iterator[Sequence[str]]:
    for child in _children(patients):
        places = [child.number * 7 + index * 13 for index in range(RESULTS_EACH)]
        cells = ["<0.01" if one % 3 == 0 else f"{(one % 9999 + 1) / 1e4:.4f}" for one in places]
        yield (*child.facts, *cells)


def _children(patients: int) -> Iterator[Child]:
    for number in range(patients):
        started_on = date(2016, 1, 4) + timedelta(days=number % 3300)
        yield Child(f"L-{number:06d}", started_on, number)


def _write(path: Path, head: Sequence[str], rows: Iterator[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)
