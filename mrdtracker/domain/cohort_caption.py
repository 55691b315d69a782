"""What a picture of a cohort says of itself when it leaves the program.

On the page the choices stand around a picture; on paper the picture is alone, so it carries what
was asked, when, of whom, by which editions of which rule packs, and what was left out.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from mrdtracker.domain.cohort_groups import GroupBy, Grouping
from mrdtracker.domain.cohort_survival import SurvivalStudy
from mrdtracker.domain.cohort_views import CohortShown, CohortViewKind
from mrdtracker.domain.notation_dates import date_text
from mrdtracker.domain.notation_writing import threshold_text
from mrdtracker.words import mark, say

BETWEEN = "  ·  "
BY_RISK, BY_PROTOCOL = mark("by risk group"), mark("by protocol")
BY_MRD = mark("by MRD {} at {}")
LANDMARK, NO_LANDMARK = mark("landmark: the sample of {}"), mark("no landmark")
EVERYBODY, NOT_EVERYBODY = mark("n = {}"), mark("n = {} of {}, left out: {}")
PACKS, NO_PACK = mark("rule packs: {}"), mark("no rule pack")


class Caption(NamedTuple):
    """The words around a picture.

    Attributes:
        title: What it shows.
        facts: Date, numbers and rule packs.
        remarks: How to read it, and what is left out and why.
    """

    title: str
    facts: str
    remarks: tuple[str, ...]


def caption_of(shown: CohortShown, on: date) -> Caption:
    """Return what stands around a picture of this day."""
    parts = [_what(shown), *_grouped(shown)]
    if isinstance(shown.picture, SurvivalStudy):
        at = shown.ask.grouping.at if shown.ask.is_landmark else None
        parts.append(say(LANDMARK).format(at.words) if at is not None else say(NO_LANDMARK))
    facts = [date_text(on), _numbers(shown), _packs(shown)]
    return Caption(BETWEEN.join(parts), BETWEEN.join(facts), shown.remarks)


def _what(shown: CohortShown) -> str:
    study = shown.picture
    return study.endpoint.title if isinstance(study, SurvivalStudy) else shown.ask.view.title


def _grouped(shown: CohortShown) -> list[str]:
    grouping: Grouping = shown.ask.grouping
    if shown.ask.view is CohortViewKind.DISTRIBUTION:
        return []
    if grouping.by is GroupBy.MRD and grouping.at is not None and grouping.threshold is not None:
        words = threshold_text(">=", grouping.threshold, grouping.at.kind)
        return [say(BY_MRD).format(words, grouping.at.words)]
    named = {GroupBy.RISK: BY_RISK, GroupBy.PROTOCOL: BY_PROTOCOL}
    return [say(named[grouping.by])] if grouping.by in named else []


def _numbers(shown: CohortShown) -> str:
    count, drawn = len(shown.cohort.patients), shown.drawn_count
    if drawn == count:
        return say(EVERYBODY).format(count)
    return say(NOT_EVERYBODY).format(drawn, count, count - drawn)


def _packs(shown: CohortShown) -> str:
    named = sorted({f"{one.id} {one.version}" for one in shown.cohort.packs})
    return say(PACKS).format(", ".join(named)) if named else say(NO_PACK)
