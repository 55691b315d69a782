import pytest
from PySide6.QtCore import QUrl

from mrdtracker.gui.presenters.findings_html import FINDING_LINK, MORE_LINK, RESULT_LINK


@pytest.fixture
def panel(desk):
    desk.patient("DEMO-02")
    return desk.bench.patient.panel


def test_the_deciding_finding_is_open_at_first(panel):
    assert panel.opened == {panel.packs[0].findings[0].name}
    text = panel.browser.toPlainText()
    assert panel.packs[0].findings[0].sentence in text
    assert panel.packs[0].reference in text


def test_a_finding_opens_and_closes(panel):
    name = panel.packs[0].findings[1].name

    panel.browser.anchorClicked.emit(QUrl(f"{FINDING_LINK}{name}"))
    assert name in panel.opened
    panel.browser.anchorClicked.emit(QUrl(f"{FINDING_LINK}{name}"))
    assert name not in panel.opened


def test_a_clause_selects_and_lights_its_results(desk, panel):
    state = desk.bench.patient.state
    key = desk.bench.patient.records.results.rows[0].key

    panel.browser.highlighted.emit(QUrl(f"{RESULT_LINK}{key}"))
    assert state.hover == {key}
    panel.browser.anchorClicked.emit(QUrl(f"{RESULT_LINK}{key}"))
    assert state.selection == {key}
    panel.browser.highlighted.emit(QUrl(""))
    assert state.hover == frozenset()


def test_unmet_rules_unfold(panel):
    unmet = panel.packs[0].not_met[0].sentence
    assert unmet not in panel.browser.toPlainText()

    panel.browser.anchorClicked.emit(QUrl(f"{MORE_LINK}{panel.packs[0].id}"))

    assert unmet in panel.browser.toPlainText()


def test_hovering_a_finding_lights_the_results_it_used(desk, panel):
    finding = next(one for one in panel.packs[0].findings if one.result_keys)

    panel.browser.highlighted.emit(QUrl(f"{FINDING_LINK}{finding.name}"))

    assert desk.bench.patient.state.hover == set(finding.result_keys)


def test_missing_facts_are_listed_as_needs(desk):
    desk.patient("DEMO-04")

    panel = desk.bench.patient.panel
    assert panel.packs[0].needs
    text = panel.browser.toPlainText()
    assert "What would settle it" in text
    assert panel.packs[0].needs[0] in text


def test_pointing_at_a_result_lights_the_clauses_that_used_it(desk, panel):
    state = desk.bench.patient.state
    finding = next(one for one in panel.packs[0].findings if one.result_keys)
    other = next(one for one in panel.packs[0].findings if not one.result_keys)

    state.hover_over(frozenset(finding.result_keys))

    lit = [one.cursor.selectedText() for one in panel.browser.extraSelections()]
    assert any(finding.sentence in text for text in lit)
    assert not any(other.sentence in text for text in lit)
    state.hover_over(frozenset())
    assert panel.browser.extraSelections() == []


def test_a_clause_is_lit_with_what_was_seen_in_it(desk, panel):
    name = panel.packs[0].findings[0].name
    clause = next(one for one in panel.packs[0].findings[0].clauses if one.result_keys)
    assert name in panel.opened

    desk.bench.patient.state.hover_over(frozenset(clause.result_keys))

    lit = " ".join(one.cursor.selectedText() for one in panel.browser.extraSelections())
    assert clause.asked in lit
    assert clause.observed in lit


def test_lighting_does_not_set_the_text_anew(desk, panel):
    key = desk.bench.patient.records.results.rows[0].key
    before = panel.browser.document().revision()

    desk.bench.patient.state.hover_over(frozenset({key}))

    assert panel.browser.document().revision() == before
