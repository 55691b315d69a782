from mrdtracker.domain.finding import (
    Assessment,
    Certainty,
    Finding,
    FindingKind,
    Flag,
    GroupStatus,
    Level,
    PackReference,
    PackState,
    Source,
    Step,
)
from mrdtracker.domain.truth import Truth
from mrdtracker.gui.presenters.findings_text import (
    explanation_of,
    findings_about,
    first_expanded,
)
from mrdtracker.gui.presenters.tones import ToneName

PACK = PackReference("bfm", "1.0.0", "0123456789abcdef", PackState.ACTIVE, "BFM")


def finding(rule, answer=Truth.YES, level=Level.HIGH, **more):
    given = {"kind": FindingKind.RISK, "says": f"{rule} says"}
    return Finding(rule, level=level, answer=answer, **{**given, **more})


def an_assessment(*findings, **more):
    given = {"status": GroupStatus.FINAL, "assigned": "HR", "possible": ("HR",)}
    return Assessment(PACK, findings=findings, **{**given, **more})


def test_the_finding_that_decides_stands_first_and_is_open():
    packs = explanation_of(
        [
            an_assessment(
                finding("note", level=Level.INFO),
                finding("loud", level=Level.HIGH),
                finding("decides", level=Level.LOW, group="HR"),
                finding("open", Truth.UNKNOWN),
                finding("no", Truth.NO),
            )
        ]
    )

    assert [one.rule for one in packs[0].findings] == ["decides", "loud", "open", "note", "no"]
    assert first_expanded(packs) == packs[0].met[0].name


def test_the_edition_is_named_with_its_digest():
    assert explanation_of([an_assessment()])[0].reference == "bfm 1.0.0 · 0123456789ab"


def test_marks_say_met_not_met_unknown_and_not_reached():
    steps = (
        Step("a?", "yes it is", Truth.YES, result_keys=("r1",)),
        Step("b?", "no", Truth.NO),
        Step("c?", "nothing", Truth.UNKNOWN, would_settle="flow at day 15"),
        Step("d?", "never looked", Truth.YES, is_reached=False, would_settle="x"),
    )

    clauses = explanation_of([an_assessment(finding("rule", trace=steps))])[0].met[0].clauses

    assert [one.mark for one in clauses] == ["✓", "✗", "?", "○"]
    assert [one.answer for one in clauses] == ["met", "not met", "cannot be said", "not reached"]
    assert clauses[2].would_settle == "flow at day 15"
    assert (clauses[3].observed, clauses[3].would_settle) == ("", "")


def test_a_source_that_nobody_saw_says_so():
    source = Source("k", "Conter 2010", "quote", Certainty.B)

    text = explanation_of([an_assessment(finding("rule", source=source))])[0].met[0]

    assert text.source == "Conter 2010 (general knowledge, not seen in a source)"
    assert text.quote == "quote"


def test_results_of_a_finding_and_of_its_steps_are_its_results():
    trace = (Step("a?", "", Truth.YES, result_keys=("r2",)),)
    packs = explanation_of(
        [an_assessment(finding("rule", trace=trace, result_keys=("r1",)), finding("other"))]
    )

    assert packs[0].met[0].result_keys == ("r1", "r2")
    assert [one.rule for one in findings_about(packs, frozenset({"r2"}))] == ["rule"]


def test_flags_and_needs_are_passed_on():
    pack = explanation_of(
        [
            an_assessment(
                finding("rule", Truth.UNKNOWN, flags=(Flag.MISSING_RESULT,)),
                status=GroupStatus.INDETERMINATE,
                assigned=None,
                possible=("SR", "HR"),
                needs=("BM flow at D15",),
            )
        ]
    )[0]

    assert pack.needs == ("BM flow at D15",)
    assert pack.group.tone is ToneName.UNKNOWN
    assert pack.open[0].flags == ("result missing",)


def test_nothing_to_expand_is_nothing():
    assert first_expanded(()) == ""
