"""The list of rule packs: what each one is, how it stands here, and what is asked of somebody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from mrdtracker.domain.errors import ProblemsError
from mrdtracker.domain.finding import PackOverview, PackState
from mrdtracker.domain.plurals import counted
from mrdtracker.gui.presenters.pack_words import short_title
from mrdtracker.gui.presenters.tones import ChipText, ToneName
from mrdtracker.services.editions import EditionLine, Standing
from mrdtracker.services.rulebook import GENERIC
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import mark, say, say_code

ACTIVE = ChipText(mark("active"), ToneName.LOW, mark("It assigns the published groups."))
DISPLAY_ONLY = ChipText(
    mark("display only"), ToneName.NEUTRAL, mark("Its thresholds are shown; it assigns no group.")
)
LOCAL = ChipText(mark("local"), ToneName.NEUTRAL, mark("The laboratory's own pack."))
UNUSABLE = ChipText(
    mark("not usable"), ToneName.HIGH, mark("No answer and no flag of it is shown.")
)
PLACEHOLDER = ChipText(
    mark("placeholder"),
    ToneName.UNKNOWN,
    mark("A number was not entered yet: it answers for nobody."),
)
TO_APPROVE = ChipText(
    mark("to approve"), ToneName.UNKNOWN, mark("A second person reads it, and approves it.")
)
WITHDRAWN = ChipText(
    mark("withdrawn"), ToneName.NEUTRAL, mark("It answers for nobody; its text is kept.")
)

Editions = Mapping[str, Sequence[EditionLine]]


class Show(Enum):
    """Which packs the list shows."""

    ALL = "all"
    ENABLED = "enabled"
    WAITING = "waiting"
    LOCAL = "local"
    UNUSABLE = "not usable"


@dataclass(frozen=True)
class PackRow:
    """One pack in the list.

    Attributes:
        digest: The edition to show first; empty for a file that could not be read.
        editions: Every edition of it, the one that answers first.
        states: How it stands, the loudest first; always a shape with a word.
        is_enabled: Whether it answers for every patient.
        new_version: The version that waits to be adopted; empty for none.
        problems: Why it cannot be used.
    """

    pack_id: str
    title: str
    version: str = ""
    digest: str = ""
    editions: tuple[EditionLine, ...] = ()
    states: tuple[ChipText, ...] = ()
    is_enabled: bool = False
    is_local: bool = False
    new_version: str = ""
    new_digest: str = ""
    problems: tuple[str, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether it answers at all."""
        return not self.problems

    @property
    def is_always_on(self) -> bool:
        """Whether it answers for everybody in any case."""
        return self.pack_id == GENERIC

    @property
    def waits_for_approval(self) -> bool:
        """Whether a second person is asked."""
        return any(one.standing is Standing.ENTERED for one in self.editions)

    @property
    def can_be_withdrawn(self) -> bool:
        """Whether a local pack is in use, or waits to be."""
        return self.is_local and any(
            one.standing is not Standing.WITHDRAWN for one in self.editions
        )

    @property
    def is_asking(self) -> bool:
        """Whether somebody has to decide something."""
        return bool(self.new_version) or self.waits_for_approval

    @property
    def words(self) -> str:
        """The state in words, for a copy and for a screen reader."""
        return ", ".join(chip.word for chip in self.states)


def rows_of(workspace: Workspace) -> tuple[PackRow, ...]:
    """Return every pack that is there: usable, local, and not usable, what asks first."""
    editions = _by_pack(workspace)
    there = (*_usable(workspace, editions), *_unusable(workspace, editions))
    rows = {row.pack_id: row for row in there}
    for waiting in workspace.editions.waiting():
        row = rows.get(waiting.pack_id)
        if row is not None:
            chip = ChipText(
                say("{} waits").format(waiting.new_version),
                ToneName.INTERMEDIATE,
                say("{} answers until {} is adopted.").format(
                    waiting.adopted_version, waiting.new_version
                ),
            )
            rows[row.pack_id] = replace(
                row,
                new_version=waiting.new_version,
                new_digest=waiting.new_digest,
                states=(chip, *row.states),
            )
    return tuple(sorted(rows.values(), key=_order))


def found(rows: Sequence[PackRow], search: str, show: Show) -> tuple[PackRow, ...]:
    """Return the rows that a filter shows and in which every word of the search stands."""
    words = search.casefold().split()
    return tuple(
        row
        for row in rows
        if _is_shown(row, show)
        and all(word in f"{row.title} {row.pack_id} {row.words}".casefold() for word in words)
    )


def title_of(rows: Sequence[PackRow]) -> str:
    """Say the number that matters: "29 rule packs, 1 waits for a decision"."""
    asking = sum(row.is_asking for row in rows)
    broken = sum(UNUSABLE.said in row.states for row in rows)
    parts = [counted(len(rows), "rule pack")]
    if asking:
        parts.append(
            say("{} waits for a decision" if asking == 1 else "{} wait for a decision").format(
                asking
            )
        )
    if broken:
        parts.append(say("{} not usable").format(broken))
    return ", ".join(parts)


def edition_words(line: EditionLine) -> str:
    """Name an edition in a list of them: "1.0.0 · adopted · 3f2a9c01d4e5"."""
    return f"{line.version} · {say_code(line.standing)} · {line.digest[:12]}"


def _order(row: PackRow) -> tuple[bool, bool, bool, str]:
    return (not row.is_asking, not row.is_always_on, not row.is_enabled, row.title.casefold())


def _is_shown(row: PackRow, show: Show) -> bool:
    return {
        Show.ALL: True,
        Show.ENABLED: row.is_enabled,
        Show.WAITING: row.is_asking,
        Show.LOCAL: row.is_local,
        Show.UNUSABLE: not row.is_usable,
    }[show]


def _usable(workspace: Workspace, editions: Editions) -> Iterator[PackRow]:
    enabled = {GENERIC, *workspace.settings().enabled_packs}
    for overview in workspace.rules.overviews():
        one = overview.reference
        lines = editions.get(one.id, ())
        answering = [line for line in lines if line.digest == one.sha256]
        others = [line for line in lines if line.digest != one.sha256]
        is_local = any(line.is_local for line in lines)
        yield PackRow(
            pack_id=one.id,
            title=short_title(one),
            version=one.version,
            digest=one.sha256,
            editions=(*answering, *others),
            states=tuple(_states(overview, lines)),
            is_enabled=one.id in enabled,
            is_local=is_local,
        )


def _states(overview: PackOverview, lines: Sequence[EditionLine]) -> Iterator[ChipText]:
    if any(line.standing is Standing.ENTERED for line in lines):
        yield TO_APPROVE.said
    if overview.placeholders:
        yield PLACEHOLDER.said
    is_active = overview.reference.state is PackState.ACTIVE
    yield (ACTIVE if is_active else DISPLAY_ONLY).said
    if any(line.is_local for line in lines):
        yield LOCAL.said


def _unusable(workspace: Workspace, editions: Editions) -> Iterator[PackRow]:
    enabled = workspace.settings().enabled_packs
    for name, error in sorted(workspace.rules.unusable.items()):
        lines = editions.get(name, ())
        newest = lines[-1] if lines else None
        yield PackRow(
            pack_id=name,
            title=newest.title if newest else name,
            version=newest.version if newest else "",
            digest=newest.digest if newest else "",
            editions=tuple(reversed(lines)),
            states=tuple(_states_of_unusable(lines)),
            is_enabled=name in enabled,
            is_local=any(line.is_local for line in lines),
            problems=_problems(error),
        )


def _states_of_unusable(lines: Sequence[EditionLine]) -> Iterator[ChipText]:
    standings = [line.standing for line in lines]
    if Standing.ENTERED in standings:
        yield TO_APPROVE.said
    elif standings and all(one is Standing.WITHDRAWN for one in standings):
        yield WITHDRAWN.said
    else:
        yield UNUSABLE.said
    if any(line.is_local for line in lines):
        yield LOCAL.said


def _problems(error: ProblemsError) -> tuple[str, ...]:
    return tuple(str(problem) for problem in error.problems)


def _by_pack(workspace: Workspace) -> Editions:
    kept: dict[str, tuple[EditionLine, ...]] = {}
    for line in workspace.editions.lines():
        kept[line.pack_id] = (*kept.get(line.pack_id, ()), line)
    return kept
