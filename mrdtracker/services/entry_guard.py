"""Warnings worth reading while a result is typed: each with a code, one sentence and why.

Every check is a pure function of what was typed and of what is known of the patient. A code is
stable for ever and never reused.
"""

from __future__ import annotations

from collections.abc import Callable

from mrdtracker.services.entry_context import EntryContext, TypedResult
from mrdtracker.services.entry_warning import EntryWarning
from mrdtracker.services.result_checks import (
    check_factor,
    check_jump,
    check_limits,
    check_method_change,
    check_missing_limit,
    check_quality,
    check_repeat,
    check_sensitivity,
    check_threshold,
)
from mrdtracker.services.tube_checks import (
    check_child,
    check_date,
    check_specimen,
    check_weekend,
    check_window,
)

Check = Callable[[TypedResult, EntryContext], EntryWarning | None]

CHECKS: tuple[Check, ...] = (
    check_child,
    check_date,
    check_window,
    check_weekend,
    check_specimen,
    check_method_change,
    check_jump,
    check_threshold,
    check_factor,
    check_limits,
    check_missing_limit,
    check_sensitivity,
    check_quality,
    check_repeat,
)


def warnings_of(entry: TypedResult, context: EntryContext) -> tuple[EntryWarning, ...]:
    """Run every check, in the order of the codes."""
    found = (check(entry, context) for check in CHECKS)
    return tuple(warning for warning in found if warning is not None)
