from pathlib import Path

import pytest

from mrdtracker.domain.finding import (
    Assessment,
    Finding,
    FindingKind,
    Flag,
    GroupStatus,
    Level,
    PackReference,
    PackState,
)
from mrdtracker.domain.truth import Truth

PACK = PackReference("a-pack", "1.0.0", "0" * 64, PackState.ACTIVE)


def finding(*flags: Flag) -> Finding:
    return Finding("rule", FindingKind.ALERT, Level.HIGH, Truth.YES, "says", flags=flags)


def test_flags_stand_once_and_in_the_order_of_the_vocabulary():
    assessment = Assessment(
        PACK,
        GroupStatus.FINAL,
        findings=(finding(Flag.PPR, Flag.M2), finding(Flag.PPR), finding(), finding(Flag.M1)),
    )

    assert assessment.flags == (Flag.M1, Flag.M2, Flag.PPR)


def test_a_pack_is_called_by_its_title_or_else_by_its_id():
    titled = PackReference("a-pack", "1.0.0", "0" * 64, PackState.ACTIVE, "A pack")

    assert (titled.said, PACK.said) == ("A pack", "a-pack")


def test_without_findings_there_are_no_flags():
    assert Assessment(PACK, GroupStatus.DISPLAY_ONLY).flags == ()


def test_a_flag_is_named_as_it_is_written():
    assert all(flag.name == flag.value for flag in Flag)


def test_statuses_are_those_of_the_format():
    assert [status.value for status in GroupStatus] == [
        "final",
        "provisional",
        "indeterminate",
        "published_gap",
        "boundary_undefined",
        "out_of_scope",
        "display_only",
    ]


def test_flags_are_those_of_the_format():
    format_text = Path(__file__).parents[3] / "shared" / "design" / "case-format.md"
    if not format_text.is_file():
        pytest.skip("the design is not on this machine")
    section = format_text.read_text(encoding="utf-8").partition("## Flags")[2]

    assert {flag.value for flag in Flag} == {
        word for word in section.split("`") if word.isupper() or word in {"M1", "M2", "M3"}
    }
