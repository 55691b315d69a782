"""The states of a time point: the sign, the word and the meaning of each, in one table.

Today, the week and the board take both from here, so that one shape means one thing everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from mrdtracker.domain.due import DueState
from mrdtracker.gui.presenters.tones import ToneName
from mrdtracker.words import mark, say


class PointState(Enum):
    """What a sign can say of a time point; the value is the name of its drawing."""

    NOT_YET = "not-yet"
    OPEN = "open"
    DUE = "due"
    OVERDUE = "overdue"
    RECEIVED = "received"
    RESULTED = "resulted"
    VERIFIED = "verified"
    SIGNED = "signed"
    MISSED = "missed"
    PAUSED = "paused"
    UNEXPECTED = "unexpected"
    NO_SCHEDULE = "no-schedule"

    # One object per state: it is looked up for every cell that is painted.
    __hash__ = object.__hash__


@dataclass(frozen=True)
class Sign:
    """How a state is shown.

    Attributes:
        shape: What is drawn, in the words of the legend.
        word: The state, to be said with ``say``.
        tone: What its colour means.
    """

    shape: str
    word: str
    tone: ToneName


SIGNS: dict[PointState, Sign] = {
    PointState.OVERDUE: Sign(mark("clock with !"), mark("overdue"), ToneName.HIGH),
    PointState.DUE: Sign(mark("clock"), mark("due"), ToneName.INTERMEDIATE),
    PointState.OPEN: Sign(mark("ring with clock"), mark("window open"), ToneName.NEUTRAL),
    PointState.RECEIVED: Sign(mark("half disc"), mark("result missing"), ToneName.UNKNOWN),
    PointState.UNEXPECTED: Sign(
        mark("arrow into a tray"), mark("arrived unexpectedly"), ToneName.UNKNOWN
    ),
    PointState.NO_SCHEDULE: Sign(mark("question mark"), mark("no schedule"), ToneName.UNKNOWN),
    PointState.PAUSED: Sign(mark("two bars"), mark("paused"), ToneName.NEUTRAL),
    PointState.NOT_YET: Sign(mark("empty ring"), mark("not yet"), ToneName.NEUTRAL),
    PointState.RESULTED: Sign(mark("disc"), mark("resulted"), ToneName.LOW),
    PointState.VERIFIED: Sign(mark("tick"), mark("verified"), ToneName.LOW),
    PointState.SIGNED: Sign(mark("padlock"), mark("signed"), ToneName.LOW),
    PointState.MISSED: Sign(mark("slash"), mark("not done"), ToneName.NEUTRAL),
}
# What is worked out of the records today; a legend shows these and no others.
_OF_DUE: dict[DueState | None, PointState] = {
    DueState.OVERDUE: PointState.OVERDUE,
    DueState.DUE: PointState.DUE,
    DueState.OPEN: PointState.OPEN,
    DueState.RECEIVED: PointState.RECEIVED,
    DueState.UNEXPECTED: PointState.UNEXPECTED,
    None: PointState.NO_SCHEDULE,
    DueState.PAUSED: PointState.PAUSED,
    DueState.NOT_YET: PointState.NOT_YET,
    DueState.RESULTED: PointState.RESULTED,
    DueState.MISSED: PointState.MISSED,
}
COMPUTED: tuple[PointState, ...] = tuple(_OF_DUE.values())


def point_state(state: DueState | None) -> PointState:
    """Return the sign of a line's state; None is a child without a schedule."""
    return _OF_DUE[state]


def state_word(state: DueState | None) -> str:
    """Return the word of a line's state, in the language that is spoken."""
    return say(SIGNS[_OF_DUE[state]].word)
