import pytest

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.progress import Cancelled, NoProgress, ProgressRecorder
from mrdtracker.services.import_steps import (
    WORDS_OF_A_LIST,
    open_table,
    prepare_import,
    save_draft,
)
from mrdtracker.services.mapping_draft import ColumnDraft, MappingDraft, Role

LAB = "Code,Sex\nP1,f\nP2,f\n"


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def lab(tmp_path):
    path = tmp_path / "lab.csv"
    path.write_text(LAB)
    return path


def open_it(workspace, path):
    return open_table(workspace.transfer, path, NoProgress())


def test_a_table_says_what_it_is_and_shows_its_first_words(workspace, lab):
    opened = open_it(workspace, lab)

    assert opened.words.startswith("lab.csv: 2 rows, 2 columns, UTF-8")
    assert opened.header == ("Code", "Sex")
    assert opened.examples() == {"Code": ("P1", "P2"), "Sex": ("f",)}
    assert opened.fitting == ()


def test_a_column_of_many_words_is_cut_off(workspace, tmp_path):
    path = tmp_path / "many.csv"
    path.write_text("Code\n" + "".join(f"P{n}\n" for n in range(50)))

    assert len(open_it(workspace, path).examples()["Code"]) == WORDS_OF_A_LIST + 1


def test_a_known_table_is_recognised_and_prepared(workspace, shared_data):
    opened = open_it(workspace, shared_data / "target_dev.tsv")

    prepared = prepare_import(
        workspace.transfer, opened, opened.fitting[0], workspace.today, NoProgress()
    )

    assert prepared.preview.new_patients == 47


def test_a_mapping_that_was_made_is_offered_for_the_same_header(workspace, lab):
    columns = (ColumnDraft("Code", Role.CODE), ColumnDraft("Sex", Role.SEX, {"f": "female"}))
    opened = open_it(workspace, lab)

    after = save_draft(workspace.transfer, opened, MappingDraft("Our lab", columns))

    assert [offer.title for offer in after.fitting] == ["Our lab"]
    assert [offer.id for offer in open_it(workspace, lab).fitting] == ["our-lab"]
    assert after.fitting[0].is_saved


def test_what_is_no_table_is_refused(workspace, tmp_path):
    with pytest.raises(InvalidInputError):
        open_it(workspace, tmp_path / "nowhere.csv")


def test_reading_stops_when_it_is_asked_to(workspace, lab):
    stopped = ProgressRecorder()
    stopped.cancel()

    with pytest.raises(Cancelled):
        open_table(workspace.transfer, lab, stopped)


SAVED = """
format = "mrdtracker-mapping/1"
id = "{id}"
title = "{id}"
[patient]
code = "Code"
[[fact]]
field = "sex"
column = "{column}"
values = {{f = "female"}}
"""


def test_the_nearest_mapping_is_named_with_the_columns_that_it_lacks(workspace, lab, tmp_path):
    folder = tmp_path / "data" / "mrdtracker" / "mappings"
    folder.mkdir(parents=True)
    assert open_it(workspace, lab).nearest_words == ""
    more = "".join(f'[[note]]\ntitle = "{name}"\ncolumn = "{name}"\n' for name in ("N1", "N2"))
    (folder / "near.toml").write_text(SAVED.format(id="near", column="Gender"))
    (folder / "far.toml").write_text(SAVED.format(id="far", column="Sex") + more)

    opened = open_it(workspace, lab)

    assert opened.nearest_words == "Nearest is near: this table lacks the column 'Gender'."
    (folder / "near.toml").unlink()
    assert open_it(workspace, lab).nearest_words.endswith("lacks the columns 'N1' and 'N2'.")


def test_where_a_mapping_fits_none_is_nearest(workspace, shared_data):
    assert open_it(workspace, shared_data / "target_dev.tsv").nearest_words == ""


def test_a_column_that_stands_there_twice_is_what_is_wrong(workspace, tmp_path):
    folder = tmp_path / "data" / "mrdtracker" / "mappings"
    folder.mkdir(parents=True)
    (folder / "near.toml").write_text(SAVED.format(id="near", column="Sex"))
    path = tmp_path / "twice.csv"
    path.write_text("Code,Sex,Sex\nP1,f,m\n")

    assert "stands there twice" in open_it(workspace, path).nearest_words
