import pytest

from mrdtracker import locations
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.gui.presenters.form import FieldError
from mrdtracker.gui.presenters.local_pack import NewPackForm, checked_file
from tests.services.edition_lab import LOCAL

NEW = LOCAL.replace('version = "1"', 'version = "3"')


def written(folder, text):
    path = folder / "ours.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_sound_file_can_be_entered(lee, tmp_path):
    checked = checked_file(lee, written(tmp_path, NEW))

    assert checked.can_be_entered
    assert checked.problems == ()
    assert checked.summary.startswith("Small (local-small 3): 2 rules; ")
    assert checked.summary.endswith("checked, and all hold.")


def test_every_problem_stands_with_its_place_and_is_copied(lee, tmp_path):
    broken = NEW.replace('certainty = "A"', 'certainti = "A"')

    checked = checked_file(lee, written(tmp_path, broken))

    assert not checked.can_be_entered
    assert {one.where for one in checked.problems} == {"rule 'high'", "rule 'low'"}
    lines = checked.as_text.splitlines()
    assert len(lines) == 1 + len(checked.problems)
    assert lines[0] == f"ours.toml cannot be used: {len(checked.problems)} problems."


def test_placeholders_are_listed_with_what_replaces_them(lee):
    sample = locations.sample_packs_folder() / "local-national-day7-day15.toml"

    checked = checked_file(lee, sample)

    assert not checked.can_be_entered
    assert {one.where for one in checked.problems} == {"placeholder"}
    assert any("name your protocol document" in one.text for one in checked.problems)


def test_what_was_entered_already_is_said(lee, tmp_path):
    checked = checked_file(lee, written(tmp_path, LOCAL))

    assert "entered already" in checked.problems[0].text
    assert not checked.can_be_entered


def test_a_file_that_is_not_there_is_said(lee, tmp_path):
    checked = checked_file(lee, tmp_path / "nowhere.toml")

    assert checked.summary == "nowhere.toml cannot be read."
    assert checked.problems


@pytest.fixture
def form(lee, tmp_path):
    return NewPackForm(lee.rules.overviews(), ("local-national",), "small", tmp_path)


def test_another_source_brings_its_id_and_its_file(form, tmp_path):
    assert form.text("id") == "local-small"
    assert form.path == tmp_path / "local-small.toml"

    form.set("source", "generic-definitions")
    assert form.text("id") == "local-generic-definitions"
    assert form.path == tmp_path / "local-generic-definitions.toml"

    form.set("id", "local-ours")
    assert form.path == tmp_path / "local-ours.toml"
    form.set("file", str(tmp_path / "elsewhere.toml"))
    form.set("id", "local-theirs")
    assert form.path == tmp_path / "elsewhere.toml"


def test_samples_and_packs_can_be_copied(form):
    labels = [offer.label for offer in form.choices("source")]

    assert labels[0] == "Sample: local-national"
    assert "Small — small" in labels
    with pytest.raises(KeyError):
        form.choices("id")


def test_nothing_is_overwritten(form, tmp_path):
    (tmp_path / "local-small.toml").write_text("mine", encoding="utf-8")
    form.set("file", str(tmp_path / "local-small.toml"))

    with pytest.raises(FieldError, match="overwritten"):
        form.check()
    assert not form.is_touched


def test_a_refusal_stands_at_its_field(form):
    assert form.field_of(InvalidInputError("Not such an id.", about="id")) == "id"
    assert form.field_of(InvalidInputError("/x cannot be written")) == "file"
