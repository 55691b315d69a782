import itertools

import pytest

from mrdtracker.domain.notation import CountLimits
from mrdtracker.domain.records import PatientFile
from mrdtracker.gui.presenters.form import FieldError, MessageKind
from mrdtracker.gui.presenters.paste_form import COLUMNS, PasteForm
from mrdtracker.gui.presenters.paste_rows import MOST_ROWS
from tests.builders import a_patient, a_sample
from tests.services.entry_builders import a_context, day

TWO = PatientFile(a_patient(), samples=(a_sample(), a_sample(2, taken_on=day(33))))


def a_form(text="", file=TWO, **texts):
    numbers = itertools.count()
    form = PasteForm(a_context(file), CountLimits(20, 50), lambda: f"new-{next(numbers)}")
    form.set("text", text)
    for name, value in texts.items():
        form.set(name, value)
    return form


def test_ten_values_land_in_ten_rows_in_order_with_one_rejected_in_place():
    samples = tuple(a_sample(n, taken_on=day(15 + 3 * n)) for n in range(10))
    values = [f"0.0{n} %" for n in range(1, 10)]
    values.insert(4, "banana")
    form = a_form("\n".join(values), PatientFile(a_patient(), samples=samples), method="flow")

    assert [row.pasted.number for row in form.rows] == list(range(1, 11))
    assert [bool(row.problem) for row in form.rows] == [n == 4 for n in range(10)]
    assert "rejected: row 5" in form.message("text").text
    written = form.command().measurements
    assert [one.reported_text for one in written] == [v for v in values if v != "banana"]
    assert [one.sample_id for one in written] == [f"sample-{n}" for n in range(9)]


def test_what_columns_hold_decides_which_fields_are_asked():
    assert a_form("0.05 %").is_shown("method")
    assert not a_form("0.05 %").is_shown("specimen")
    assert a_form("D15\t0.05 %").is_shown("specimen")
    everything = a_form("D15\tBM\tflow\t0.05 %")
    assert not everything.is_shown("method")
    assert not everything.is_shown("specimen")


def test_nothing_goes_in_without_a_method_or_a_row():
    with pytest.raises(FieldError):
        a_form().command()
    with pytest.raises(FieldError) as caught:
        a_form("0.05 %").command()

    assert caught.value.about in ("text", "method")


def test_a_warning_asks_for_one_reason_that_goes_into_the_journal():
    form = a_form("D15\t0.001 %\nD33\t0.5 %", method="flow")
    assert form.is_shown("reason")
    with pytest.raises(FieldError):
        form.command()

    form.set("reason", "relapse, known")

    assert form.command().reason == "relapse, known (E07)"


def test_a_repeat_keeps_the_reason_in_its_note():
    form = a_form("D15\t0.05 %\nD15\t0.06 %", method="flow", reason="repeated run")

    assert [one.note for one in form.command().measurements] == ["", "repeated run"]


def test_new_tubes_are_part_of_the_same_act():
    form = a_form("D78\t0.05 %\nD15\t0.05 %", method="flow", specimen="BM", reason="early")

    command = form.command()

    assert [one.stated_day for one in command.samples] == [78]
    assert command.label == "Record 2 pasted results"


def test_too_many_rows_are_one_sentence_and_are_not_read():
    form = a_form("\n".join(["0.05 %"] * 10_000), method="flow")

    assert form.rows == ()
    assert form.message("text").text == (
        f"10000 rows were pasted; at most {MOST_ROWS} go in here. Use File, Import a table."
    )
    assert len(a_form("\n".join(["0.05 %"] * MOST_ROWS)).rows) == MOST_ROWS


def test_the_line_says_how_the_columns_were_read():
    form = a_form("D15\t0.05 %", method="flow")

    assert form.message("text").kind is MessageKind.ECHO
    assert form.message("text").text == "Columns: day or date, value. 1 row goes in."


def test_another_method_clears_a_unit_that_it_has_not():
    form = a_form("0.05", method="flow", unit="percent")
    form.set("method", "cytology_count")

    assert form.text("unit") == ""
    assert all(offer.text != "percent" for offer in form.choices("unit"))


def test_a_column_that_was_guessed_wrongly_is_chosen_otherwise():
    form = a_form("D15\tlow\t0.05 %", method="flow")
    assert "rejected: row 1" in form.message("text").text or form.rows[0].problem
    assert [form.text(one) for one in COLUMNS[:3]] == ["day or date", "value", "not used"]
    assert form.column_title(COLUMNS[1]) == "Column 2: low"

    form.set(COLUMNS[2], "value")

    assert [form.text(one) for one in COLUMNS[:3]] == ["day or date", "not used", "value"]
    assert [one.reported_text for one in form.command().measurements] == ["0.05 %"]


def test_the_column_that_is_chosen_last_is_the_one():
    form = a_form("D15\tD33\t0.05 %", method="flow")
    form.set(COLUMNS[0], "value")

    form.set(COLUMNS[2], "value")

    assert [form.text(one) for one in COLUMNS[:3]] == ["day or date", "not used", "value"]


def test_columns_without_a_value_are_said_and_not_taken():
    form = a_form("D15\t0.05 %", method="flow")
    form.set(COLUMNS[1], "not used")

    assert form.message("text").text == "No column holds the values: choose which one does."
    with pytest.raises(FieldError):
        form.command()


def test_columns_are_asked_for_where_there_are_two_and_kept_in_a_draft():
    assert not a_form("0.05 %").is_shown(COLUMNS[0])
    form = a_form("D15\tlow\t0.05 %", method="flow")
    assert [form.is_shown(one) for one in COLUMNS[:4]] == [True, True, True, False]
    form.set(COLUMNS[2], "value")

    again = a_form()
    again.take_up(form.typed_texts())

    assert again.text(COLUMNS[2]) == "value"
    assert COLUMNS[0] not in form.typed_texts()


def test_a_long_cell_is_cut_in_the_title_of_its_column():
    form = a_form("a comment that nobody reads to its end\t0.05 %")

    assert form.column_title(COLUMNS[0]) == "Column 1: a comment th…"


def test_a_unit_that_is_not_known_is_named_with_those_that_are():
    form = a_form("0.05 ppt", method="flow")

    assert form.rows[0].problem == (
        "'ppt' is no unit that is known here. Units of this method: %, fraction, per 10^4, per "
        "10^6."
    )
