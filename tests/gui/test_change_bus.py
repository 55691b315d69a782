import pytest

from mrdtracker.gui.change_bus import ChangeBus
from mrdtracker.services.commands import ChangeKind, Changes

pytestmark = pytest.mark.usefixtures("qapp")


def test_changes_reach_who_listens_and_nothing_reaches_nobody():
    bus, got = ChangeBus(), []
    bus.changed.connect(got.append)
    changes = Changes(frozenset({ChangeKind.PATIENTS}), None, "Add patient S-1", 4)

    bus.publish(None)
    bus.publish(changes)

    assert got == [changes]
