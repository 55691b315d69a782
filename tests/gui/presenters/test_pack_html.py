import re
from html import unescape

import pytest

from mrdtracker import locations
from mrdtracker.gui.presenters.pack_html import (
    PageInks,
    page_html,
    problems_html,
    reading_of,
    reference_words,
)
from mrdtracker.gui.presenters.tones import ToneName
from mrdtracker.services.workspace import Workspace
from tests.gui.desk import ANNA
from tests.gui.ward import bundled_rules

INKS = PageInks("#1", "#2", "#3", "#4", "#shade", {tone: f"#{tone.value}" for tone in ToneName})


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    path = tmp_path_factory.mktemp("rules") / "a.mrd"
    with Workspace.create(path, ANNA, rules=bundled_rules()) as opened:
        yield opened


def reading(workspace, pack_id):
    return reading_of(workspace, workspace.rules.pack(pack_id).digest)


def text_of(html):
    return " ".join(unescape(re.sub("<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("pack_id", [one.stem for one in locations.bundled_pack_files()])
def test_nothing_of_a_page_is_left_out(workspace, pack_id):
    made = reading(workspace, pack_id)
    page = made.page

    text = text_of(page_html(made, INKS, (400, 100)))

    for rule in (*page.scope, *page.rules, *page.gaps, *page.arms, *page.findings):
        assert rule.says.split(". ")[0] in text
        assert rule.source.key in text
    said = (*page.groups, *page.boundary_notes, *page.disputed, *page.display_only, *page.notes)
    for line in (*said, *page.examples, page.missing, page.pnq):
        assert " ".join(line.split()) in text
    for source in page.sources:
        assert " ".join(source.citation.split()) in text
        assert " ".join(source.quote.split()) in text


def test_the_decision_table_shows_operator_unit_group_certainty_and_source(workspace):
    text = text_of(page_html(reading(workspace, "aieop-bfm-all-2009"), INKS, (400, 100)))

    assert "MRD at D15 (BM, flow) ≥ 10 %" in text
    assert re.search(r"\d+ MRD at D78 \(BM, IG/TR PCR\) ≥ 0\.05 % .*? ▲ HR A S3", text)
    assert "Shown only: its source has certainty B." in text


def test_rules_that_assign_nothing_are_shaded_and_lead_to_their_source(workspace):
    html = page_html(reading(workspace, "aieop-bfm-all-2009"), INKS, (400, 100))

    assert '<tr bgcolor="#shade">' in html
    assert 'href="#source-S3"' in html
    assert 'name="source-S3"' in html


def test_a_threshold_stands_once_with_the_window_of_its_time_point(workspace):
    html = page_html(reading(workspace, "kspho-hr-2024"), INKS, (400, 100))
    text = text_of(html)

    thresholds = text[text.index("Thresholds") : text.index("Groups")]
    assert thresholds.count("≥ 0.01 % VHR_CRITERION, EOC") == 1
    assert "any day, if the result names it" in thresholds
    assert "from day 36" not in thresholds


def test_the_one_line_names_the_edition(workspace):
    made = reading(workspace, "cog-aall08b1")

    assert reference_words(made.page) == (
        f"cog-aall08b1 · {made.page.reference.version} · {made.page.reference.sha256[:12]} · "
        "active, not used yet · first dose = day 1"
    )


def test_a_pack_that_cannot_be_used_says_why_and_shows_no_answer():
    text = text_of(problems_html(["rule 'x': <b> is missing"], INKS))

    assert "▲ It does not answer, because" in text
    assert "rule 'x': <b> is missing" in text
    assert "no older answer" in text
    assert "? It does not answer yet" in text_of(problems_html(["a"], INKS, is_waiting=True))
