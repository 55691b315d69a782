"""What the findings of a case raise; where only that is wanted, nothing else is asked."""

from __future__ import annotations

from collections.abc import Iterable

from mrdtracker.domain.finding import Finding, Flag, Level
from mrdtracker.domain.truth import Truth

_RANKS = {level: place for place, level in enumerate(Level)}
_NOTHING = len(_RANKS)


class Raised:
    """Flags of the findings so far, and the loudest level of those that answered yes.

    Args:
        findings: The findings so far.
        has_flags: False for a display-only pack, whose findings raise no flag.
    """

    def __init__(self, findings: Iterable[Finding] = (), *, has_flags: bool = True) -> None:
        self._flags: set[Flag] = set()
        self._rank = _NOTHING
        self._has_flags = has_flags
        for finding in findings:
            self.keep(finding)

    def keep(self, finding: Finding) -> None:
        """Count a finding in."""
        self._flags.update(finding.flags)
        if finding.answer is Truth.YES:
            self._rank = min(self._rank, _RANKS[finding.level])

    def is_more(self, flags: Iterable[Flag], level: Level) -> bool:
        """Answer whether a yes with these flags and this level would add anything."""
        if _RANKS[level] < self._rank:
            return True
        return self._has_flags and not self._flags.issuperset(flags)
