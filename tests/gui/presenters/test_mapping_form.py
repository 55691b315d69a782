import pytest

from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.gui.presenters.form import FieldError
from mrdtracker.gui.presenters.mapping_form import ROLE_WORDS, MappingForm
from mrdtracker.services.mapping_draft import Role

HEADER = ("Patient ID", "Sex", "Sample date", "MRD", "Sens")
EXAMPLES = {
    "Patient ID": ("P1", "P2", "P3", "P4"),
    "Sex": ("Female", "m", "NA"),
    "MRD": ("0.05",),
}


def a_form(**texts):
    form = MappingForm(HEADER, EXAMPLES)
    for field, text in texts.items():
        set_text(form, field.replace("__", "."), text)
    return form


def set_text(form, field, text):
    for place in range(len(HEADER)):
        form.fields_of(place)
    form.set(field, text)


def test_every_role_has_words():
    assert set(ROLE_WORDS) == set(Role)


def test_usual_names_are_guessed_and_the_guess_is_shown():
    form = a_form()

    assert [form.role(place) for place in range(5)] == [
        Role.CODE,
        Role.SEX,
        Role.RESULT_DATE,
        Role.RESULT,
        Role.LEFT_OUT,
    ]


def test_the_first_words_of_a_column_are_shown():
    form = a_form()

    assert form.examples_text(0) == "P1, P2, P3 …"
    assert form.examples_text(2) == "empty"


def test_words_of_a_closed_list_are_asked_for_but_not_those_for_missing():
    form = a_form()

    assert form.words_asked(1) == ("Female", "m")
    assert form.words_asked(0) == ()


def test_a_word_that_is_ours_is_translated_already():
    form = a_form()
    form.fields_of(1)

    assert form.text("word.1.Female") == "female"
    assert form.text("word.1.m") == ""
    assert form.choices("word.1.m")[0].label == "not translated"


def test_a_result_has_fields_of_its_own():
    form = a_form()

    assert "method.3" in form.fields_of(3)
    assert form.is_shown("method.3")
    form.set("role.3", "")
    assert not form.is_shown("method.3")
    assert form.fields_of(3) == ()


def test_what_another_column_says_is_not_asked_for():
    form = a_form()
    form.fields_of(3)

    form.set("role.4", Role.METHOD.value)

    assert not form.is_shown("method.3")


def test_units_follow_the_method():
    form = a_form(method__3="cytology_count")

    assert [offer.text for offer in form.choices("unit.3")] == ["", "per_uL", "10e9_per_L"]
    assert form.choices("sensitivity_unit.3")[0].label == "as the result"


@pytest.mark.parametrize(
    "field", ["decimal", "dates", "first_dose", "zero.3", "below.3", "sensitivity.3", "specimen.3"]
)
def test_every_list_can_be_chosen_from(field):
    form = a_form()
    form.fields_of(3)

    assert len(form.choices(field)) > 1


def test_a_field_to_type_into_offers_nothing():
    with pytest.raises(KeyError):
        a_form().choices("title")


def test_the_draft_says_what_was_chosen():
    form = a_form(
        title="Our lab",
        missing="NA, n/a",
        unknown="unknown",
        decimal=",",
        dates="DD/MM/YYYY",
        first_dose="0",
        method__3="flow",
        specimen__3="BM",
        unit__3="%",
        day__3="D29",
        zero__3="negative",
        below__3="negative",
        sensitivity__3="Sens",
        sensitivity_unit__3="fraction",
        word__1__m="male",
    )
    form.check()

    draft = form.draft()

    assert (draft.title, draft.missing, draft.unknown) == ("Our lab", ("NA", "n/a"), ("unknown",))
    assert (draft.decimal_mark, draft.date_format, draft.day_of_first_dose) == (
        ",",
        "DD/MM/YYYY",
        0,
    )
    [result] = draft.with_role(Role.RESULT)
    assert (result.result.method, result.result.specimen) == (Method.FLOW, Specimen.BONE_MARROW)
    assert (result.result.unit, result.result.day) == (Unit.PERCENT, 29)
    assert result.result.sensitivity_unit is Unit.FRACTION
    [sex] = draft.with_role(Role.SEX)
    assert sex.words == {"Female": "female", "m": "male"}


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x", "role__0": ""}, "title"),
        ({"title": "x", "day__3": "later"}, "day.3"),
    ],
    ids=["no title", "no code", "no day"],
)
def test_what_is_missing_is_said_at_its_field(texts, field):
    form = a_form(**texts)

    with pytest.raises(FieldError) as caught:
        form.check()

    assert caught.value.about == field


def test_a_mapping_is_no_command():
    assert not hasattr(a_form(title="x"), "command")


GERMAN = {
    "Patient ID": ("P1",),
    "Sample date": ("03.05.2026", "04.05.2026"),
    "MRD": ("0,05", "neg (0,001 %)", "<0,01"),
}


def test_the_tables_own_decimal_mark_and_dates_with_dots_are_where_it_begins():
    form = MappingForm(HEADER, GERMAN)

    assert form.text("decimal") == ","
    assert form.text("dates") == "DD.MM.YYYY"


@pytest.mark.parametrize(
    "words",
    [("0.05",), ("0,05", "0.05"), ("1", "neg"), ()],
    ids=["point", "both", "none", "empty"],
)
def test_a_comma_is_never_taken_for_the_mark_of_a_table_that_writes_points(words):
    assert MappingForm(HEADER, {"MRD": words}).text("decimal") == "."


def test_dates_with_slashes_are_left_to_the_person():
    form = MappingForm(HEADER, {"Sample date": ("03/05/2026", "2026-05-03")})

    assert form.text("dates") == ""


@pytest.mark.parametrize(
    "said", [{"role__4": Role.RESULT_DAY.value}, {"day__3": "29"}], ids=["column", "constant"]
)
def test_stated_days_ask_at_their_own_field_how_they_are_counted(said):
    form = a_form(title="Ours", method__3="flow", specimen__3="BM", unit__3="%", **said)

    with pytest.raises(FieldError) as caught:
        form.check()

    assert caught.value.about == "first_dose"
    assert form.message("first_dose").text == (
        "Days are stated: is the day of the first dose day 1 or day 0?"
    )
    set_text(form, "first_dose", "0")
    form.check()
