"""What may be changed of the settings, and what is refused in one sentence."""

from __future__ import annotations

import pytest

from mrdtracker.domain.errors import UserError
from mrdtracker.domain.records import LabSettings
from mrdtracker.services.rulebook import GENERIC
from mrdtracker.services.settings_change import MOST_EVENTS, SettingsChange, changed_settings

PACKS = (GENERIC, "a", "b")


def test_packs_are_enabled_once_and_disabled() -> None:
    settings = LabSettings(enabled_packs=(GENERIC, "a"))

    changed = changed_settings(
        settings, SettingsChange(enable=("b", "b", GENERIC), disable=("a",)), PACKS
    )

    assert changed.enabled_packs == (GENERIC, "b")
    assert changed.version == settings.version


def test_what_is_not_named_stays() -> None:
    settings = LabSettings("Ward 7", (GENERIC, "a"), 30, 60, version=4)

    assert changed_settings(settings, SettingsChange(), PACKS) == settings
    assert changed_settings(settings, SettingsChange(laboratory=""), PACKS).laboratory == ""


def test_limits_are_taken_up_to_their_ends() -> None:
    both = SettingsChange(n_lod=MOST_EVENTS, n_lloq=MOST_EVENTS)

    assert changed_settings(LabSettings(), both, PACKS).n_lod == MOST_EVENTS
    assert changed_settings(LabSettings(), SettingsChange(n_lod=1), PACKS).n_lod == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (SettingsChange(enable=("c",)), "no rule pack 'c'"),
        (SettingsChange(disable=("a",)), "'a' is not enabled"),
        (SettingsChange(disable=(GENERIC,)), "stays enabled"),
        (SettingsChange(enable=("a",), disable=("a",)), "enabled and disabled"),
        (SettingsChange(n_lod=0), "0 events"),
        (SettingsChange(n_lod=51), "51 events"),
        (SettingsChange(n_lloq=19), "and 19 for"),
        (SettingsChange(n_lloq=MOST_EVENTS + 1), "10001"),
    ],
)
def test_what_cannot_be_is_refused(change: SettingsChange, words: str) -> None:
    with pytest.raises(UserError, match=words) as caught:
        changed_settings(LabSettings(), change, PACKS)

    assert caught.value.hint
