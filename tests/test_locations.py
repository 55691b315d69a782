import os
from pathlib import Path

import pytest

from mrdtracker import locations

PROJECT = Path(__file__).parents[1]


@pytest.fixture
def user_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path


def write(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("")
    return file


def test_bundled_files_are_beside_the_package_in_the_source_tree():
    assert locations.resources() == PROJECT / "resources"


def test_bundled_files_are_inside_an_installed_package(tmp_path, monkeypatch):
    package = tmp_path / "site-packages" / "mrdtracker"
    (package / "_resources").mkdir(parents=True)
    monkeypatch.setattr(locations, "__file__", str(package / "locations.py"))

    assert locations.resources() == package / "_resources"


def test_bundled_and_local_rule_packs_are_kept_apart_by_name(user_folder, monkeypatch):
    monkeypatch.setattr(locations, "resources", lambda: user_folder / "bundled")
    bundled = write(locations.bundled_rules_folder() / "m.toml")
    later = write(locations.local_rules_folder() / "z.toml")
    earlier = write(locations.local_rules_folder() / "a.toml")
    write(locations.local_rules_folder() / "README.md")

    assert locations.bundled_pack_files() == (bundled,)
    assert locations.local_pack_files() == (earlier, later)


def test_bundled_mappings_come_first_and_the_saved_ones_after(user_folder, monkeypatch):
    monkeypatch.setattr(locations, "resources", lambda: user_folder / "bundled")
    bundled = write(locations.bundled_mappings_folder() / "qpcr.toml")
    saved = write(locations.user_mappings_folder() / "flow.toml")

    assert locations.mapping_files() == (bundled, saved)


def test_missing_folders_hold_no_files(user_folder, monkeypatch):
    monkeypatch.setattr(locations, "resources", lambda: user_folder / "bundled")

    assert locations.bundled_pack_files() == ()
    assert locations.local_pack_files() == ()
    assert locations.mapping_files() == ()


@pytest.mark.parametrize(
    "place",
    [
        locations.default_store_path,
        locations.keys_folder,
        locations.local_rules_folder,
        locations.log_file,
        locations.user_mappings_folder,
    ],
)
def test_the_users_places_are_in_the_users_folders_and_asking_makes_none(place, user_folder):
    assert place().is_relative_to(user_folder)
    assert not list(user_folder.iterdir())


def test_no_test_can_reach_the_real_user():
    home = Path(os.environ["HOME"])

    assert home.name.startswith("mrdtracker-tests-")
    assert locations.default_store_path().is_relative_to(home)
