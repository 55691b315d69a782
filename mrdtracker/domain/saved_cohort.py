"""A cohort that somebody gave a name: which children, parted how, looked at in which view.

What is kept are codes and amounts, never words of a language: whoever takes it up again may read
another one. What is not understood is refused as a whole, because another threshold or endpoint
under the same name would be another answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import TypeVar

from mrdtracker.domain.cohort import CohortPlace
from mrdtracker.domain.cohort_groups import GroupBy, Grouping, is_threshold
from mrdtracker.domain.cohort_survival import Endpoint
from mrdtracker.domain.cohort_views import CohortAsk, CohortViewKind
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.domain.units import canonical_text
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.words import mark, say

PAGE = "cohort"
NOT_UNDERSTOOD = mark("A part of this saved cohort cannot be read: {}.")
SAVE_ANEW = mark("Choose it anew and save it again.")
_NO_NUMBER = Decimal("NaN")

Code = TypeVar("Code", bound=Enum)


@dataclass(frozen=True)
class SavedCohort:
    """What is asked of the store, and what of the children that it answers with.

    Attributes:
        query: Search, group and protocol; nothing else of it is kept.
        ask: The view; of a grouping by MRD the place and the threshold may be open.
    """

    query: PatientQuery = field(default_factory=PatientQuery)
    ask: CohortAsk = field(default_factory=CohortAsk)

    def content(self) -> dict[str, object]:
        """Return it as it is kept."""
        query, ask = self.query, self.ask
        at, threshold = ask.grouping.at, ask.grouping.threshold
        return {
            "search": query.search,
            "group": query.group or "",
            "protocol": query.protocol or "",
            "view": ask.view.value,
            "by": ask.grouping.by.value,
            "at": [] if at is None else [at.label, at.specimen.value, at.method.value],
            "threshold": "" if threshold is None else canonical_text(threshold),
            "endpoint": ask.endpoint.value,
            "is_landmark": ask.is_landmark,
        }

    @classmethod
    def of(cls, content: Mapping[str, object]) -> SavedCohort:
        """Read what was kept.

        Raises:
            InvalidInputError: Something in it is not understood; the sentence names it.
        """
        search, group, protocol = (_text(content, one) for one in ("search", "group", "protocol"))
        place = _place(content)
        grouping = Grouping(_code(content, "by", GroupBy), place, _threshold(content, place))
        ask = CohortAsk(
            _code(content, "view", CohortViewKind),
            grouping,
            _code(content, "endpoint", Endpoint),
            is_landmark=_is_true(content, "is_landmark"),
        )
        return cls(PatientQuery(search, group=group or None, protocol=protocol or None), ask)


def _text(content: Mapping[str, object], name: str) -> str:
    value = content.get(name)
    if not isinstance(value, str):
        raise _not_understood(name)
    return value


def _is_true(content: Mapping[str, object], name: str) -> bool:
    value = content.get(name)
    if not isinstance(value, bool):
        raise _not_understood(name)
    return value


def _code(content: Mapping[str, object], name: str, codes: type[Code]) -> Code:
    try:
        return codes(_text(content, name))
    except ValueError:
        raise _not_understood(name) from None


def _place(content: Mapping[str, object]) -> CohortPlace | None:
    match content.get("at"):
        case []:
            return None
        case [str() as label, specimen, method] if label:
            parts: Mapping[str, object] = {"specimen": specimen, "method": method}
            found = _code(parts, "specimen", Specimen), _code(parts, "method", Method)
            return CohortPlace(label, *found)
    raise _not_understood("at")


def _threshold(content: Mapping[str, object], place: CohortPlace | None) -> Decimal | None:
    text = _text(content, "threshold")
    if not text:
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = _NO_NUMBER
    if place is None or not found.is_finite() or not is_threshold(found, place.kind):
        raise _not_understood("threshold")
    return found


def _not_understood(name: str) -> InvalidInputError:
    return InvalidInputError(say(NOT_UNDERSTOOD).format(name), say(SAVE_ANEW))
