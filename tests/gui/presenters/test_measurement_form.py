from dataclasses import replace
from decimal import Decimal

import pytest

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.notation import CountLimits
from mrdtracker.domain.records import PatientFile
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import Denominator, Gating, Method, Quality, Specimen
from mrdtracker.gui.presenters.form import FieldError, MessageKind
from mrdtracker.gui.presenters.measurement_form import KnownResult, MeasurementForm
from mrdtracker.services.commands import AmendMeasurement, RecordMeasurement
from tests.builders import a_measurement, a_patient, a_sample, negative, quantified
from tests.services.entry_builders import a_context, a_mark, an_overview, day

ONE_TUBE = PatientFile(a_patient(), samples=(a_sample(),))
WITH_RESULT = replace(ONE_TUBE, measurements=(a_measurement(),))
FLOW_RESULT = {"sample": "sample-1", "method": "flow", "value": "0.05 %"}


def a_form(file=ONE_TUBE, known=None, begin_with=None, context=None, **texts):
    form = MeasurementForm(
        context or a_context(file), CountLimits(20, 50), lambda: "new-id", known, begin_with
    )
    for field, text in texts.items():
        form.set(field, text)
    return form


def amendment(**texts):
    known = KnownResult(WITH_RESULT.measurements[0], WITH_RESULT.samples[0])
    return a_form(WITH_RESULT, known, **texts)


# --- sample -----------------------------------------------------------------------------------


def test_samples_are_offered_newest_first_after_a_new_one():
    file = replace(ONE_TUBE, samples=(a_sample(1, taken_on=day(8)), a_sample(2, taken_on=day(15))))

    offers = a_form(file).choices("sample")

    assert [offer.text for offer in offers] == ["", "new", "sample-2", "sample-1"]
    assert offers[2].label == "BM · D15 · 17 Mar 2025"


def test_no_sample_is_chosen_for_the_person_but_a_new_one_where_there_is_none():
    assert a_form().text("sample") == ""
    assert a_form(PatientFile(a_patient())).text("sample") == "new"
    assert a_form(begin_with=a_sample()).text("sample") == "sample-1"


def test_a_draft_of_a_voided_tube_goes_to_no_other_tube():
    """The form was opened at another tube, and what was typed before is taken up."""
    form = a_form(begin_with=a_sample())

    form.take_up({**FLOW_RESULT, "sample": "voided-since"})

    assert (form.text("sample"), form.text("value")) == ("", "0.05 %")
    with pytest.raises(FieldError):
        form.command()


def test_the_fields_of_a_tube_belong_to_a_new_sample_only():
    assert not a_form(**FLOW_RESULT).is_shown("taken_on")
    assert a_form(sample="new").is_shown("taken_on")


def test_below_a_known_sample_stands_its_day_and_what_weakens_it():
    file = replace(ONE_TUBE, samples=(a_sample(quality=(Quality.CLOTTED,)),))
    form = a_form(file, begin_with=file.samples[0])

    assert form.message("sample").text.startswith("D15 (first dose = day 1)")
    assert form.message("quality").text == "The sample is marked: clotted."


def test_a_new_sample_is_entered_with_its_result():
    form = a_form(
        sample="new", specimen="BM", taken_on="31 Mar 2025", method="flow", value="0.05 %"
    )
    form.set("quality.few_cells", "yes")

    command = form.command()

    assert command.is_new_sample
    assert command.sample.taken_on == day(29)
    assert command.sample.quality == (Quality.FEW_CELLS,)
    assert command.measurement.quality == ()
    assert command.measurement.sample_id == command.sample.id


def test_on_a_known_sample_the_quality_belongs_to_the_result():
    form = a_form(**FLOW_RESULT)
    form.set("quality.few_cells", "yes")

    command = form.command()

    assert not command.is_new_sample
    assert command.measurement.quality == (Quality.FEW_CELLS,)


# --- value ------------------------------------------------------------------------------------


def test_a_result_in_full():
    form = a_form(
        **FLOW_RESULT,
        lod="0.01",
        lloq="0.02",
        denominator="nucleated_cells",
        gating="cd19_independent",
        note="read twice",
    )

    command = form.command()

    assert isinstance(command, RecordMeasurement)
    assert command.reason == ""
    assert command.measurement == a_measurement(
        id="new-id",
        value=quantified("0.0005", lod=Decimal("0.0001"), lloq=Decimal("0.0002")),
        denominator=Denominator.NUCLEATED_CELLS,
        gating=Gating.CD19_INDEPENDENT,
        note="read twice",
    )


def test_the_echo_says_what_was_understood():
    line = a_form(**FLOW_RESULT).message("value")

    assert line.kind is MessageKind.ECHO
    assert line.text == "Quantified: 0.05 % · 5·10⁻⁴ · 1 in 2 000"


def test_the_answer_to_a_question_is_read_instead_of_what_was_typed():
    form = a_form(sample="sample-1", method="flow", value="<0.01 %")
    question = form.message("value")
    assert question.kind is MessageKind.QUESTION
    with pytest.raises(FieldError):
        form.command()

    form.set("value", question.offers[1].text)

    value = form.command().measurement.value
    assert (value.state, value.lloq) == (ResultState.POSITIVE_BELOW_LLOQ, Decimal("0.0001"))


def test_a_value_before_the_method_waits_for_it():
    assert a_form(value="0.05 %").message("value").text == "Choose the method first."


def test_no_unit_is_chosen_and_only_those_of_the_method_are_offered():
    form = a_form(method="cytology_count")

    assert form.text("unit") == ""
    assert [offer.text for offer in form.choices("unit")] == ["", "per_uL", "10e9_per_L"]


def test_a_unit_that_the_new_method_does_not_have_is_cleared_and_that_is_said():
    form = a_form(method="flow", unit="%", denominator="nucleated_cells")

    form.set("method", "fusion_transcript")

    assert form.text("unit") == form.text("denominator") == ""
    assert form.message("unit").text == "Cleared: “%” is not a unit of this method."


def test_what_the_method_does_not_have_is_neither_shown_nor_kept():
    form = a_form(**FLOW_RESULT, markers="2", target="IGH")
    assert not form.is_shown("markers")

    measurement = form.command().measurement

    assert (measurement.markers, measurement.target) == (None, "")


@pytest.mark.parametrize(
    ("method", "shown"),
    [
        ("flow", {"unit", "lod", "events_total", "denominator", "gating"}),
        ("ig_tr_pcr", {"unit", "lod", "denominator", "markers", "target"}),
        ("ngs", {"unit", "lod", "denominator", "markers", "target"}),
        ("fusion_transcript", {"unit", "lod", "denominator", "target"}),
        ("fusion_screen", {"target"}),
        ("morphology", {"unit", "events_total", "denominator"}),
        ("cytology_count", {"unit"}),
        ("", set()),
    ],
)
def test_each_method_has_its_own_fields(method, shown):
    form = a_form(method=method)
    fields = ("unit", "lod", "events_total", "denominator", "gating", "markers", "target")

    assert {field for field in fields if form.is_shown(field)} == shown


def test_counts_alone_are_a_result():
    form = a_form(sample="sample-1", method="flow", events_positive="63", events_total="512000")

    measurement = form.command().measurement

    assert measurement.reported_text == "63 of 512000"
    assert (measurement.events_positive, measurement.events_total) == (63, 512000)
    assert measurement.unit is Unit.FRACTION


def test_counts_in_the_value_box_are_kept_as_counts():
    form = a_form(sample="sample-1", method="flow", value="63/512000")

    measurement = form.command().measurement

    assert (measurement.events_positive, measurement.events_total) == (63, 512000)
    assert measurement.reported_text == "63/512000"


# --- what is missing --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left_out", "field"), [("sample", "sample"), ("method", "method"), ("value", "value")]
)
def test_what_is_missing_is_said_at_its_field(left_out, field):
    form = a_form(**{**FLOW_RESULT, left_out: ""})

    with pytest.raises(FieldError) as caught:
        form.command()

    assert caught.value.about == field


@pytest.mark.parametrize("markers", ["many", "0", "21", "-1"])
def test_markers_are_a_small_number(markers):
    form = a_form(method="ngs", markers=markers)

    assert form.message("markers").is_blocking


def test_the_cursor_begins_where_data_are_missing():
    assert a_form().first_to_type() == "sample"
    assert a_form(begin_with=a_sample()).first_to_type() == "method"


# --- the entry guard --------------------------------------------------------------------------


def test_a_threshold_of_the_day_wants_the_value_a_second_time():
    form = a_form(**{**FLOW_RESULT, "value": "12 %"})
    assert form.is_shown("second")
    assert form.messages("value")[-1].text.startswith("Crosses the threshold ≥ 10 % HR, D15.")
    assert form.messages("value")[-1].code == "E08"
    with pytest.raises(FieldError, match="second time"):
        form.command()

    form.set("second", "12 %")

    assert form.message("second").text == "Both values agree."
    assert form.command().reason == "Value typed twice (E08)"


@pytest.mark.parametrize("again", ["1.2 %", "12", "neg", "banana"])
def test_a_second_value_that_differs_or_has_no_unit_is_refused(again):
    form = a_form(**{**FLOW_RESULT, "value": "12 %", "second": again})

    assert form.message("second").is_blocking


def test_another_spelling_of_the_same_value_agrees():
    form = a_form(**{**FLOW_RESULT, "value": "12 %", "second": "0.12 fraction"})

    assert form.message("second").kind is MessageKind.ECHO


def test_a_warning_that_needs_a_reason_gets_one_with_its_code():
    form = a_form(**{**FLOW_RESULT, "value": "neg @ 1e-4"})
    form.set("quality.clotted", "yes")
    assert form.message("quality").code == "E13"
    assert form.message("reason").spoken == "The warning above asks why. E13"

    form.set("reason", "no second tube")

    assert form.command().reason == "no second tube (E13)"


def test_a_repeat_keeps_its_reason_in_the_note_too():
    form = a_form(WITH_RESULT, **FLOW_RESULT, reason="run repeated")

    command = form.command()

    assert command.measurement.note == "run repeated"
    assert command.reason == "run repeated (E14)"


def test_ac01_a_repeat_begins_without_value_limit_or_method_of_the_one_before():
    before = a_measurement(value=negative(), reported_text="< 0.01 %")
    form = a_form(replace(ONE_TUBE, measurements=(before,)), begin_with=a_sample())

    said = {name: form.text(name) for name in form.fields}
    copied = {name: text for name, text in said.items() if text not in ("", "no")}

    assert copied == {"sample": "sample-1"}
    form.set("method", "flow")
    with pytest.raises(FieldError) as refused:
        form.command()
    assert refused.value.about == "value"


def test_what_is_odd_about_a_known_sample_stands_below_it():
    file = replace(ONE_TUBE, samples=(a_sample(specimen=Specimen.PERIPHERAL_BLOOD),))
    form = a_form(file, **FLOW_RESULT)

    assert form.message("sample").text.startswith("The protocol wants BM at D15, not PB.")
    assert form.message("sample").code == "E05"


def test_a_sensitivity_that_cannot_answer_is_a_note_and_does_not_stop():
    context = a_context(ONE_TUBE, overviews=(an_overview(a_mark("0.0001", text="≥ 0.01 %")),))
    form = a_form(context=context, **{**FLOW_RESULT, "value": "neg @ 1e-3"})

    assert form.message("sensitivity").kind is MessageKind.NOTE
    assert form.command().measurement.value.sensitivity == Decimal("0.001")


# --- amending ---------------------------------------------------------------------------------


def test_amending_begins_with_the_laboratorys_words_and_wants_a_reason():
    form = amendment()
    assert form.text("value") == "0.05 %"
    assert not form.is_touched
    with pytest.raises(FieldError) as caught:
        form.command()
    assert caught.value.about == "reason"

    form.set("value", "0.06 %")
    form.set("reason", "read from the wrong line")

    command = form.command()
    assert isinstance(command, AmendMeasurement)
    assert command.measurement == a_measurement(value=quantified("0.0006"), reported_text="0.06 %")
    assert command.reason == "read from the wrong line"


def test_amending_stays_in_its_tube():
    assert [offer.text for offer in amendment().choices("sample")] == ["sample-1"]


def test_amending_a_note_keeps_the_value_and_how_its_limits_came_about():
    value = quantified("0.0005", lod=Decimal("0.0001"), limits_note="from the assay sheet")
    measurement = a_measurement(value=value, quality=(Quality.FEW_CELLS,))
    form = a_form(
        replace(ONE_TUBE, measurements=(measurement,)),
        KnownResult(measurement, a_sample()),
        note="seen",
        reason="note",
    )

    assert form.command().measurement == replace(measurement, note="seen")


def test_amending_does_not_ask_a_second_time_for_a_value_that_stays():
    high = a_measurement(value=quantified("0.12"), reported_text="12 %")
    form = a_form(
        replace(ONE_TUBE, measurements=(high,)),
        KnownResult(high, a_sample()),
        note="seen",
        reason="note",
    )
    assert not form.is_shown("second")

    form.set("value", "13 %")

    assert form.is_shown("second")


# --- refusals of the store --------------------------------------------------------------------


def test_refusals_of_the_store_find_their_field():
    form = a_form()

    assert form.field_of(InvalidInputError("Twice.", about="pull_number")) == "pull_number"
    assert form.field_of(InvalidInputError("Twice.", about="note")) == "note"
    assert form.field_of(InvalidInputError("Something else.")) is None


def test_every_method_can_be_chosen():
    offered = {offer.text for offer in a_form().choices("method")}

    assert offered == {"", *(method.value for method in Method)}
