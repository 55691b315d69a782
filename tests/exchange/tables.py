"""Small tables and mappings for tests; a test states only what it is about."""

from __future__ import annotations

from datetime import date

from mrdtracker.domain.case import Result
from mrdtracker.domain.import_plan import ImportPlan
from mrdtracker.exchange.csv_import import plan_import
from mrdtracker.exchange.mapping import Mapping, load_mapping
from mrdtracker.exchange.table import Table, read_table

TODAY = date(2026, 11, 21)
HEAD = """
format = "mrdtracker-mapping/1"
id = "test"
title = "A table of a test"
day_of_first_dose = 1
missing = ["NA"]
unknown = ["Unknown"]
[patient]
code = "code"
"""
FLOW = """
[[result]]
column = "mrd"
method = "flow"
specimen = "BM"
unit = "%"
day = 29
zero = "negative"
sensitivity_column = "sens"
"""
LONG = """
[[result]]
column = "mrd"
method = "flow"
specimen = "BM"
date_column = "on"
unit = "%"
"""


def a_table(*lines: str, name: str = "table.csv") -> Table:
    return read_table("\n".join(lines).encode(), name)


def a_mapping(*parts: str, head: str = HEAD, **keys: str) -> Mapping:
    """Return HEAD and the parts as a mapping; keyword arguments are more keys of the head."""
    more = "".join(f"{key} = {value}\n" for key, value in keys.items())
    return load_mapping((more + head + "".join(parts)).encode(), "test.toml")


def a_plan(mapping: Mapping, *lines: str) -> ImportPlan:
    return plan_import(a_table(*lines), mapping, today=TODAY)


def only_result(plan: ImportPlan) -> Result:
    """Return the one result of the one patient."""
    assert plan.problems == ()
    (patient,) = plan.patients
    (result,) = patient.results
    return result


def only_problem(plan: ImportPlan) -> str:
    (problem,) = plan.problems
    return problem.text
