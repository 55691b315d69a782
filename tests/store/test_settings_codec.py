"""The settings as a row: what nobody set is NULL, and targets come back exactly."""

from decimal import Decimal

from mrdtracker.domain.count_target import BloodCount, CountTarget
from mrdtracker.domain.records import LabSettings
from mrdtracker.store.settings_codec import SETTINGS_COLUMNS, settings_of, settings_row

TARGET = CountTarget(BloodCount.ANC, Decimal("0.75"), Decimal("1.50"))


def test_settings_come_back_as_they_were():
    known = LabSettings("Ward", ("a", "b"), 30, 60, 4, (TARGET,))

    assert settings_of(settings_row(known)) == known
    assert len(settings_row(known)) == len(SETTINGS_COLUMNS)


def test_targets_that_nobody_set_are_no_cell():
    assert settings_row(LabSettings())[-2] is None
    assert settings_of(settings_row(LabSettings())).count_targets == ()
