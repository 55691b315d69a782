"""A rule pack as a page that a clinician can read and sign: text in fields, no layout."""

from __future__ import annotations

from dataclasses import dataclass

from mrdtracker.domain.finding import Level, PackReference, Source
from mrdtracker.words import mark


@dataclass(frozen=True)
class TimePointLine:
    """What is looked at, at one time point.

    Attributes:
        day: The named day in the pack's own convention: "day 15", "by name".
        window: "day 14 to 17 (first dose = day 1)".
        sensitivity: What a negative must have reached: "0.01 % or lower"; "–" where not stated.
        requirements: Markers and denominators, in words.
    """

    id: str
    title: str
    day: str
    window: str
    channel: str
    specimen: str
    methods: str
    sensitivity: str
    requirements: str = ""


@dataclass(frozen=True)
class RuleLine:
    """One rule in words, in its place in the order.

    Attributes:
        number: Its place in its own list, from 1.
        leads_to: The group; "left open: A, B" for a boundary, "published gap" for a gap.
        when: The whole condition in words, with operators and units as published.
        certainty: "A", "B" or "C".
        why_display_only: Why it is shown and assigns nothing; empty for a rule that assigns.
        is_placeholder: Its number was not entered yet.
    """

    number: int
    id: str
    title: str
    leads_to: str
    when: str
    says: str
    level: Level
    certainty: str
    source: Source
    why_display_only: str = ""
    note: str = ""
    is_placeholder: bool = False


@dataclass(frozen=True)
class PackPage:
    """The readable page of a pack, top to bottom.

    Attributes:
        state: "active", "display only", and for editions of a store what they are there.
        convention: "first dose = day 1".
        groups: Id and title of every group, with what makes it final.
        gaps: Combinations for which the protocol publishes no group.
        arms: Names of published arms and the groups that lead to them; no order to treat.
        pnq: What "positive, not quantifiable" counts as.
        missing: What a result that is not evaluable counts as.
        display_only: What is shown only, and why, one sentence each.
        sources: Each with its quote.
        examples: Cases of the file that hold, each with what it shows: "yes", "no", "boundary".
        signatures: Lines to sign on: "Name", "Date", "Signature".
    """

    reference: PackReference
    state: str
    convention: str
    studies: tuple[str, ...]
    timepoints: tuple[TimePointLine, ...]
    groups: tuple[str, ...]
    scope: tuple[RuleLine, ...]
    rules: tuple[RuleLine, ...]
    gaps: tuple[RuleLine, ...]
    arms: tuple[RuleLine, ...]
    findings: tuple[RuleLine, ...]
    pnq: str
    missing: str
    boundary_notes: tuple[str, ...]
    disputed: tuple[str, ...]
    notes: tuple[str, ...]
    display_only: tuple[str, ...]
    placeholders: tuple[str, ...]
    sources: tuple[Source, ...]
    examples: tuple[str, ...] = ()
    signatures: tuple[str, ...] = (mark("Name"), mark("Function"), mark("Date"), mark("Signature"))
