import pytest

from mrdtracker.gui.presenters.pack_rows import (
    ACTIVE,
    DISPLAY_ONLY,
    LOCAL,
    TO_APPROVE,
    UNUSABLE,
    WITHDRAWN,
    Show,
    edition_words,
    found,
    rows_of,
    title_of,
)
from mrdtracker.gui.presenters.tones import ToneName
from mrdtracker.services.rulebook import GENERIC
from mrdtracker.services.workspace import Workspace
from tests.gui.ward import bundled_rules, open_ward
from tests.rules.small_pack import SMALL
from tests.services.edition_lab import LOCAL as LOCAL_TEXT
from tests.services.edition_lab import NEWER, EditionLab


def the(workspace: Workspace, pack_id: str):
    return next(row for row in rows_of(workspace) if row.pack_id == pack_id)


def test_what_waits_for_a_decision_stands_first(lee):
    rows = rows_of(lee)

    assert {row.pack_id for row in rows[:2]} == {"small", "local-small"}
    assert title_of(rows) == "3 rule packs, 2 wait for a decision"
    small = the(lee, "small")
    assert (small.version, small.new_version) == ("1", "2")
    assert small.states[0].word == "2 waits"
    assert small.states[0].tone is ToneName.INTERMEDIATE
    assert [line.version for line in small.editions] == ["1", "2"]
    assert edition_words(small.editions[0]) == f"1 · adopted · {small.digest[:12]}"


def test_an_entered_local_pack_asks_for_a_second_person(lee):
    row = the(lee, "local-small")

    assert row.states == (TO_APPROVE, LOCAL)
    assert row.waits_for_approval
    assert row.can_be_withdrawn
    assert not row.is_usable
    assert row.problems == ("Kim entered it, and no second person has approved it yet.",)


def test_an_approved_one_is_active_and_local_and_a_withdrawn_one_says_so(lee):
    lee.recorder.execute(lee.editions.approval("local-small"))
    assert the(lee, "local-small").states == (ACTIVE, LOCAL)

    lee.recorder.execute(lee.editions.withdrawal("local-small", "wrong document"))
    row = the(lee, "local-small")
    assert row.states == (WITHDRAWN, LOCAL)
    assert not row.can_be_withdrawn


def test_a_correction_that_waits_does_not_hide_what_answers(tmp_path):
    lab = EditionLab(tmp_path)
    with lab.open("Kim") as workspace:
        workspace.recorder.execute(workspace.editions.entering(lab.write(LOCAL_TEXT)))
    with lab.open("Lee") as workspace:
        workspace.recorder.execute(workspace.editions.approval("local-small"))
        newer = lab.write(NEWER.replace('id = "small"', 'id = "local-small"'))
        workspace.recorder.execute(workspace.editions.entering(newer))
        row = the(workspace, "local-small")

    assert row.version == "1"
    assert row.states == (TO_APPROVE, ACTIVE, LOCAL)
    assert row.is_usable


def test_every_bundled_pack_has_a_state_by_word_and_shape(tmp_path):
    ward = open_ward(tmp_path)
    rows = rows_of(ward.workspace)

    assert len(rows) == len(bundled_rules().packs)
    assert the(ward.workspace, "all-ic-bfm-2009").states == (DISPLAY_ONLY,)
    assert the(ward.workspace, "cog-aall08b1").states == (ACTIVE,)
    assert the(ward.workspace, GENERIC).is_always_on
    assert rows[0].pack_id == GENERIC
    ward.close()


def test_a_pack_that_fails_is_there_with_its_reasons(tmp_path):
    broken = tmp_path / "broken.toml"
    broken.write_text(SMALL.replace('certainty = "A"', 'certainti = "A"'), encoding="utf-8")
    from mrdtracker.services.rulebook import RuleBook
    from tests.gui.desk import ANNA

    with Workspace.create(tmp_path / "a.mrd", ANNA, rules=RuleBook([broken])) as workspace:
        (row,) = rows_of(workspace)

    assert row.states == (UNUSABLE,)
    assert row.states[0].tone is ToneName.HIGH
    assert any("certainti" in problem for problem in row.problems)
    assert title_of((row,)) == "1 rule pack, 1 not usable"


@pytest.mark.parametrize(
    ("search", "show", "ids"),
    [
        ("", Show.ALL, {"small", "local-small", GENERIC}),
        ("", Show.ENABLED, {GENERIC}),
        ("", Show.WAITING, {"small", "local-small"}),
        ("", Show.LOCAL, {"local-small"}),
        ("", Show.UNUSABLE, {"local-small"}),
        ("SMALL local", Show.ALL, {"local-small"}),
        ("approve", Show.ALL, {"local-small"}),
        ("generic", Show.WAITING, set()),
    ],
)
def test_search_and_filter_narrow_the_list(lee, search, show, ids):
    assert {row.pack_id for row in found(rows_of(lee), search, show)} == ids
