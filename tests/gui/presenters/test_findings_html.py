from dataclasses import replace

import pytest

from mrdtracker.domain.finding import Level
from mrdtracker.domain.truth import Truth
from mrdtracker.gui.presenters.findings_html import Inks, Unfolded, explanation_html
from mrdtracker.gui.presenters.findings_text import ClauseText, explanation_of
from mrdtracker.gui.presenters.tones import ToneName
from tests.gui.presenters.test_findings_text import an_assessment, finding
from tests.gui.presenters.views import a_view

INKS = Inks(
    "#111111",
    "#222222",
    "#333333",
    "#444444",
    "#555555",
    dict.fromkeys(ToneName, "#666666"),
    dict.fromkeys(ToneName, "#777777"),
)


@pytest.fixture
def packs():
    return explanation_of(
        [an_assessment(finding("yes < 5 %"), finding("no", Truth.NO), needs=("a marrow",))]
    )


def test_the_sentence_stands_first_and_is_escaped(packs):
    html = explanation_html(packs, Unfolded(), INKS)

    assert "yes &lt; 5 % says" in html
    assert "What would settle it" in html
    assert "a marrow" in html


def test_clauses_stand_only_where_they_were_opened():
    packs = explanation_of(a_view().assessments)
    opened = next(one for pack in packs for one in pack.findings if one.clauses)
    asked = opened.clauses[0].asked

    closed_html = explanation_html(packs, Unfolded(packs=frozenset(p.id for p in packs)), INKS)
    html = explanation_html(
        packs,
        Unfolded(findings=frozenset({opened.name}), packs=frozenset(p.id for p in packs)),
        INKS,
    )

    assert html.count("Rule ") == closed_html.count("Rule ") + 1
    assert asked.split("&")[0].split("<")[0][:20] in html


def test_rules_not_met_are_counted_and_shown_on_request(packs):
    folded = explanation_html(packs, Unfolded(), INKS)
    shown = explanation_html(packs, Unfolded(packs=frozenset({"bfm"})), INKS)

    assert "Show 1 rule not met" in folded
    assert "no says" not in folded
    assert "Hide 1 rule not met" in shown
    assert "no says" in shown


def test_a_selected_result_lights_what_used_it_even_if_not_met(packs):
    name = packs[0].not_met[0].name

    html = explanation_html(packs, Unfolded(lit=frozenset({name})), INKS)

    assert "no says" in html
    assert f'bgcolor="{INKS.selection}"' in html


def test_an_unreached_clause_is_quiet_and_a_reached_one_links_its_results():
    reached = ClauseText(
        "✓", "met", "asked?", "seen", "", ("r1", "r2"), is_reached=True, truth=Truth.YES
    )
    unreached = replace(reached, mark="○", is_reached=False, result_keys=(), observed="")
    pack = explanation_of([an_assessment(finding("rule", level=Level.LOW))])[0]
    text = replace(pack.met[0], clauses=(reached, unreached), quote="verbatim", source="Author")
    pack = replace(pack, met=(text,))

    html = explanation_html([pack], Unfolded(findings=frozenset({text.name})), INKS)

    assert 'href="result:r1,r2"' in html
    assert f'<td style="color:{INKS.quiet}"><b>○</b>' in html
    assert "“verbatim”" in html
    assert "Author" in html


def test_rules_that_are_not_available_are_said(packs):
    html = explanation_html(packs, Unfolded(unusable=("lost-pack",)), INKS)

    assert "Rules not available: lost-pack. Nothing is flagged by it." in html
