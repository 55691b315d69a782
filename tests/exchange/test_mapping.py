import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker import locations
from mrdtracker.domain.errors import ProblemsError
from mrdtracker.exchange.mapping import fingerprint, load_mapping, write_mapping
from tests.exchange.tables import FLOW, HEAD, a_mapping

BUNDLED = sorted(locations.bundled_mappings_folder().glob("*.toml"))


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_every_bundled_mapping_loads_and_is_called_like_its_file(path):
    mapping = load_mapping(path.read_bytes(), path.name)

    assert mapping.id == path.stem


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_a_written_mapping_reads_back_the_same(path):
    mapping = load_mapping(path.read_bytes(), path.name)

    assert load_mapping(write_mapping(mapping).encode(), "again.toml") == mapping


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_any_column_name_survives_writing(name):
    if not name.strip():
        return
    mapping = a_mapping(FLOW)
    renamed = type(mapping)(**{**vars(mapping), "about": name, "missing": (name,)})

    assert load_mapping(write_mapping(renamed).encode(), "again.toml") == renamed


def test_every_mistake_is_listed_with_its_key_and_what_was_meant():
    text = (
        HEAD.replace('title = "A table of a test"', "titel = 3")
        + FLOW.replace("sensitivity_column", "sensitivty_column").replace('"flow"', '"flwo"')
        + '[[fact]]\nfield = "sexx"\ncolumn = "Sex"\n[[reslt]]\n'
    )

    with pytest.raises(ProblemsError) as refused:
        load_mapping(text.encode(), "mine.toml")

    listed = str(refused.value)
    assert "mine.toml" in listed
    for words in (
        "titel: is not a key here; did you mean 'title'?",
        "title: is missing",
        "result[1].sensitivty_column: is not a key here; did you mean 'sensitivity_column'?",
        "result[1].method: takes one of",
        "did you mean 'flow'?",
        "fact[1].field: takes one of",
        "reslt: is not a key here; did you mean 'result'?",
    ):
        assert words in listed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"\xff\xfe", "not UTF-8"),
        (b"id = ", "not TOML"),
        (b"a = 1\na = 2", "not TOML"),
        (b"x = " + b"[" * 5000, "nested too deeply"),
        (b"#" * (1024 * 1024 + 1), "larger than 1 MB"),
        (HEAD.encode(), "reads nothing"),
        (HEAD.replace("mapping/1", "mapping/9").encode() + FLOW.encode(), "mapping/9"),
        (HEAD.replace('"test"', '"Test it"').encode() + FLOW.encode(), "small letters"),
        (HEAD.replace('"code"', '" "').encode() + FLOW.encode(), "no name"),
        (b"decimal_mark = 'x'" + HEAD.encode() + FLOW.encode(), "decimal_mark"),
        (b"date_format = 'DMY'" + HEAD.encode() + FLOW.encode(), "date_format"),
        (HEAD.replace("day_of_first_dose = 1", "").encode() + FLOW.encode(), "say 0 or 1"),
        (b"patient = 3\n" + HEAD.split("[patient]")[0].encode(), "not a table of keys"),
    ],
)
def test_what_is_not_a_mapping_is_refused(text, words):
    with pytest.raises(ProblemsError) as refused:
        load_mapping(text, "mine.toml")

    assert words in str(refused.value)


def test_a_mapping_fits_a_header_that_has_its_columns_once():
    mapping = a_mapping(FLOW)

    assert mapping.fits(("more", "sens", "code", "mrd"))
    assert not mapping.fits(("code", "mrd"))
    assert not mapping.fits(("code", "mrd", "mrd", "sens"))
    assert mapping.fits(("code", "mrd", "sens", "twice", "twice", ""))


def test_a_missing_column_is_named_with_the_nearest_one():
    (problem,) = a_mapping(FLOW).problems_with(("code", "MRD", "sens", "mrd %"))

    assert "there is no column 'mrd'" in problem.text
    assert "did you mean" in problem.text


def test_an_optional_column_may_be_missing():
    assert a_mapping(FLOW, optional_columns='["sens"]').fits(("code", "mrd"))


def test_the_mapping_that_was_used_before_is_offered_first_then_the_one_that_asks_for_most():
    header = ("code", "mrd", "sens", "extra")
    small = a_mapping(FLOW.replace('sensitivity_column = "sens"', ""))
    large = a_mapping(FLOW, required_columns='["extra"]')
    used = a_mapping(FLOW, fingerprints=f'["{fingerprint(header)}"]')
    other = a_mapping(FLOW, required_columns='["not there"]')

    offered = sorted([small, other, large, used], key=lambda one: one.distance(header))

    assert offered == [used, large, small, other]


def test_a_fingerprint_is_of_names_in_their_order():
    assert fingerprint(("Code ", "MRD")) == fingerprint(("code", "mrd"))
    assert fingerprint(("code", "mrd")) != fingerprint(("mrd", "code"))
    assert fingerprint(("ab", "c")) != fingerprint(("a", "bc"))
