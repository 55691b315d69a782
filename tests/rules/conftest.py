"""The bundled packs, loaded once."""

from collections.abc import Mapping

import pytest

from mrdtracker import locations
from mrdtracker.rules.loader import load_packs
from mrdtracker.rules.pack import RulePack


@pytest.fixture(scope="session")
def packs() -> Mapping[str, RulePack]:
    paths = sorted(locations.bundled_rules_folder().glob("*.toml"))
    loaded = load_packs(paths)
    assert loaded.unusable == {}
    return loaded.packs
