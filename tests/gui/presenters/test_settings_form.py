from dataclasses import replace

import pytest

from mrdtracker.domain.count_target import BloodCount
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.records import LabSettings
from mrdtracker.gui.presenters.settings_form import PACK, TARGET, SettingsForm, pack_words
from tests.gui.ward import bundled_rules

KNOWN = LabSettings("St Anna", ("generic-definitions", "cog-aall08b1", "not-here"), version=3)


def a_form(**typed):
    form = SettingsForm(KNOWN, bundled_rules().overviews())
    for name, text in typed.items():
        form.set(name, text)
    return form


def test_the_form_begins_with_what_is_in_force():
    form = a_form()

    assert form.text("laboratory") == "St Anna"
    assert (form.text("n_lod"), form.text("n_lloq")) == ("20", "50")
    assert form.text(f"{PACK}cog-aall08b1") == "yes"
    assert form.text(f"{PACK}kspho-hr-2024") == "no"
    assert not form.is_touched


def test_what_was_typed_becomes_the_settings():
    form = a_form(laboratory="House", n_lod="30", n_lloq="60", reason="new cytometer")
    form.set(f"{PACK}cog-aall08b1", "no")
    form.set(f"{PACK}kspho-hr-2024", "yes")

    command = form.command()

    settings = command.settings
    assert (settings.laboratory, settings.n_lod, settings.n_lloq) == ("House", 30, 60)
    assert set(settings.enabled_packs) == {"generic-definitions", "kspho-hr-2024", "not-here"}
    assert settings.version == KNOWN.version
    assert command.reason == "new cytometer"


def test_a_pack_that_is_taken_off_while_in_use_says_for_whom_it_still_answers():
    form = a_form()
    form.set(f"{PACK}cog-aall08b1", "no")

    told = [line.text for line in form.messages("packs")]

    assert told[1] == (
        "No longer asked for every patient: cog-aall08b1. It still answers for those who are"
        " treated by it."
    )


def test_a_pack_that_cannot_be_used_here_stays_and_is_named():
    assert "not-here" in a_form().messages("packs")[0].text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"laboratory": " "}, "laboratory"),
        ({"n_lod": "many"}, "n_lod"),
        ({"n_lod": "0"}, "n_lod"),
        ({"n_lloq": "1000000"}, "n_lloq"),
        ({"n_lod": "60"}, "n_lloq"),
        ({f"{TARGET}ANC": "about 1"}, f"{TARGET}ANC"),
        ({f"{TARGET}WBC": "3-2"}, f"{TARGET}WBC"),
        ({}, "laboratory"),
    ],
    ids=[
        "no name",
        "no number",
        "none",
        "too many",
        "crossed",
        "no range",
        "ends crossed",
        "nothing changed",
    ],
)
def test_what_cannot_be_is_said_at_its_field(typed, field):
    with pytest.raises(InvalidInputError) as caught:
        a_form(**typed).command()

    assert caught.value.about == field


def test_the_numbers_are_explained_by_an_example():
    assert a_form().messages("n_lloq")[0].text == "Of 1 000 000 events: LOD 0.002 %, LLOQ 0.005 %."


def test_a_pack_says_whether_it_only_shows():
    words = {one.reference.id: pack_words(one) for one in bundled_rules().overviews()}

    assert words["generic-definitions"] == (
        "Generic definitions\ngeneric-definitions 1.0.0 · thresholds only, no group · always"
    )
    assert words["cog-aall08b1"] == "COG AALL08B1\ncog-aall08b1 1.0.1"


def test_targets_of_counts_are_empty_until_the_laboratory_sets_them():
    form = a_form()

    assert form.text(f"{TARGET}ANC") == ""
    assert form.settings.count_targets == ()
    assert "No range" in form.messages(f"{TARGET}ANC")[0].text


def test_a_target_is_read_as_people_write_it():
    for written in ("0.75-1.5", "0,75 – 1,5", "0.75 to 1.5"):
        form = a_form(**{f"{TARGET}ANC": written})
        (target,) = form.settings.count_targets
        assert (target.count, target.words) == (BloodCount.ANC, "0.75–1.5")
    known = replace(KNOWN, count_targets=(target,))
    again = SettingsForm(known, bundled_rules().overviews())
    assert again.text(f"{TARGET}ANC") == "0.75–1.5"
    assert not again.is_touched
