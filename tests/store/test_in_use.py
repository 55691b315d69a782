from mrdtracker.store import in_use


def test_the_note_says_who_where_and_since_when(tmp_path):
    store = tmp_path / "lab.mrd"

    in_use.write_note(store, "Kim", "PC2")

    holder = in_use.read_note(store)
    assert holder.words.startswith("Kim on PC2 since 20")
    assert (tmp_path / ".lab.mrd.in-use").is_file()
    in_use.remove_note(store)
    in_use.remove_note(store)
    assert in_use.read_note(store) is None


def test_a_nameless_holder_is_another_window():
    holder = in_use.Holder("", "", "2025-03-20 09:12")

    assert holder.words == "another window or program since 2025-03-20 09:12"


def test_a_note_that_makes_no_sense_says_nothing(tmp_path):
    store = tmp_path / "lab.mrd"

    for text in ("", "[1]", '{"name": "Kim"}', "\xff"):
        in_use.note_file(store).write_text(text, encoding="latin-1")
        assert in_use.read_note(store) is None


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path):
    in_use.write_note(tmp_path / "missing" / "lab.mrd", "Kim", "PC2")

    assert in_use.read_note(tmp_path / "missing" / "lab.mrd") is None
