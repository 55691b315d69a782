"""What a yes would add to the findings so far."""

from mrdtracker.domain.finding import Finding, FindingKind, Flag, Level
from mrdtracker.domain.truth import Truth
from mrdtracker.rules.raised import Raised


def found(level=Level.LOW, answer=Truth.YES, flags=()):
    return Finding("rule", FindingKind.RISK, level, answer, "", flags=flags)


def test_a_louder_level_adds_and_the_same_does_not():
    raised = Raised([found(Level.INTERMEDIATE)])

    assert raised.is_more((), Level.HIGH)
    assert not raised.is_more((), Level.INTERMEDIATE)
    assert not raised.is_more((), Level.INFO)


def test_the_first_yes_adds_whatever_its_level():
    assert Raised().is_more((), Level.INFO)
    assert Raised([found(Level.HIGH, Truth.UNKNOWN)]).is_more((), Level.INFO)


def test_a_new_flag_adds_and_one_that_is_raised_does_not():
    raised = Raised([found(Level.HIGH, flags=(Flag.M1,))])

    assert raised.is_more((Flag.M1, Flag.M2), Level.INFO)
    assert not raised.is_more((Flag.M1,), Level.INFO)


def test_a_flag_that_an_open_finding_carries_is_raised():
    raised = Raised([found(Level.INFO), found(answer=Truth.UNKNOWN, flags=(Flag.M1,))])

    assert not raised.is_more((Flag.M1,), Level.INFO)


def test_no_flag_of_a_display_only_pack_adds():
    raised = Raised([found(Level.INFO)], has_flags=False)

    assert not raised.is_more((Flag.M1,), Level.INFO)
    assert raised.is_more((), Level.LOW)
