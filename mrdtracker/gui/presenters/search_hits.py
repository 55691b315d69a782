"""What the search finds, as lines: patients, tubes, commands and help, the nearest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from mrdtracker.domain.listing import TUBES_COUNTED_TO, PatientPage, TubeRow
from mrdtracker.domain.notation import date_text
from mrdtracker.domain.records import Patient, PatientSummary
from mrdtracker.gui.presenters.chip_text import summary_chip
from mrdtracker.gui.presenters.closeness import Closeness, closeness
from mrdtracker.gui.presenters.help_sections import HelpSection
from mrdtracker.words import mark, say

# Lines of one group; the heading counts the rest.
SHOWN = 6
# Signs from which on the texts of the help are looked through.
TEXT_FROM = 3
T = TypeVar("T")


class HitKind(Enum):
    """What a line is, and so what opening it does."""

    PATIENT = "patient"
    TUBE = "tube"
    COMMAND = "command"
    HELP = "help"
    ALL_PATIENTS = mark("all patients")


@dataclass(frozen=True)
class Hit:
    """One line.

    Attributes:
        key: Id of the patient or tube, name of the act or of the page of the help.
        detail: What tells it from another one, quiet beside the words.
        aside: Keys or menu, quiet at the end of the line.
        owner: Id of a tube's patient; heading of a section of the help.
        why_not: Why a command cannot be done now; empty where it can.
    """

    kind: HitKind
    key: str
    words: str
    detail: str = ""
    aside: str = ""
    owner: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class HitGroup:
    """Lines of one kind.

    Attributes:
        total: How many there are, also those that are not shown: "37", "100+".
        is_exact: True where the first line is what was typed, whole.
    """

    kind: HitKind
    hits: tuple[Hit, ...]
    total: str
    is_exact: bool = False


@dataclass(frozen=True)
class Command:
    """An act of the window, as the search offers it.

    Attributes:
        menu: Title of the menu it stands in.
        why_not: Why it cannot be done now; empty where it can.
    """

    name: str
    words: str
    menu: str
    keys: str
    why_not: str = ""


def patient_group(asked: str, page: PatientPage, signature: str) -> HitGroup:
    """Write the first patients of a page of the list; the list itself holds the others.

    Args:
        asked: What was typed.
        page: What was found.
        signature: What an up-to-date derived line carries: an old group is not told.
    """
    hits = [
        Hit(HitKind.PATIENT, row.id, row.code, row.name, _group_words(row.summary, signature))
        for row in page.rows[:SHOWN]
    ]
    if hits and (page.is_capped or page.total > len(hits)):
        words = say("All {} in the list").format(page.total_text)
        hits.append(Hit(HitKind.ALL_PATIENTS, asked, words))
    return _group(HitKind.PATIENT, asked, hits, page.total_text)


def _group_words(summary: PatientSummary, signature: str) -> str:
    """Name an assigned group with its status: a provisional one is not a final one."""
    is_old = summary.assessed_with != signature
    return "" if is_old or not summary.group else summary_chip(summary, signature).word


def recent_group(patients: Sequence[Patient]) -> HitGroup:
    """Write the patients who were opened last."""
    hits = [Hit(HitKind.PATIENT, one.id, one.code, one.name) for one in patients[:SHOWN]]
    return HitGroup(HitKind.PATIENT, tuple(hits), "")


def tube_group(asked: str, tubes: Iterable[TubeRow], count: int) -> HitGroup:
    """Write the nearest tubes of all slices that were read."""
    found = _nearest(asked, ((one.code, one) for one in tubes))
    total = f"{TUBES_COUNTED_TO}+" if count > TUBES_COUNTED_TO else str(count)
    return _group(HitKind.TUBE, asked, [_tube_hit(one) for one in found[:SHOWN]], total)


def command_group(asked: str, commands: Sequence[Command]) -> HitGroup:
    """Find commands by their words, then by their words and menu; what can be done comes first."""
    ready = sorted(commands, key=lambda one: bool(one.why_not))
    by_words = _nearest(asked, ((one.words, one) for one in ready))
    by_menu = _nearest(asked, ((f"{one.menu} {one.words}", one) for one in ready))
    found = list(dict.fromkeys((*by_words, *by_menu)))
    return _group(HitKind.COMMAND, asked, [_command_hit(one) for one in found[:SHOWN]], len(found))


def help_group(asked: str, sections: Sequence[HelpSection]) -> HitGroup:
    """Find sections of the help by heading, then by the words under it."""
    by_heading = _nearest(asked, ((one.heading, one) for one in sections))
    found = list(dict.fromkeys((*by_heading, *_by_text(asked, sections))))
    return _group(HitKind.HELP, asked, [_help_hit(one) for one in found[:SHOWN]], len(found))


def arranged(groups: Iterable[HitGroup]) -> tuple[HitGroup, ...]:
    """Leave out empty groups; one whose first line was typed whole comes before the others."""
    return tuple(sorted((one for one in groups if one.hits), key=lambda one: not one.is_exact))


def _by_text(asked: str, sections: Sequence[HelpSection]) -> list[HelpSection]:
    """Hold whole beginnings of words against the text; a letter or two are in every section."""
    if len(asked.strip()) < TEXT_FROM:
        return []
    texts = ((closeness(asked, f"{one.page} {one.heading} {one.text}"), one) for one in sections)
    return [one for close, one in texts if close is not None and close <= Closeness.WORDS_BEGIN]


def _nearest(asked: str, texts: Iterable[tuple[str, T]]) -> list[T]:
    near = [(closeness(asked, text), item) for text, item in texts]
    return [item for _, item in sorted(_found(near), key=lambda one: one[0])]


def _found(near: Iterable[tuple[Closeness | None, T]]) -> list[tuple[Closeness, T]]:
    return [(close, item) for close, item in near if close is not None]


def _group(kind: HitKind, asked: str, hits: Sequence[Hit], total: str | int) -> HitGroup:
    is_exact = bool(hits) and closeness(asked, hits[0].words) is Closeness.SAME
    return HitGroup(kind, tuple(hits), str(total), is_exact)


def _tube_hit(tube: TubeRow) -> Hit:
    taken = date_text(tube.taken_on) if tube.taken_on is not None else ""
    owner = " ".join(part for part in (tube.patient_code, tube.patient_name) if part)
    detail = " · ".join(part for part in (tube.specimen.value, taken, owner) if part)
    return Hit(HitKind.TUBE, tube.id, tube.code, detail, owner=tube.patient_id)


def _command_hit(command: Command) -> Hit:
    return Hit(
        HitKind.COMMAND,
        command.name,
        command.words,
        command.menu,
        command.keys,
        why_not=command.why_not,
    )


def _help_hit(section: HelpSection) -> Hit:
    page = section.page if section.heading != section.page else ""
    return Hit(HitKind.HELP, section.topic, section.heading, page, owner=section.heading)
