from datetime import timedelta

from mrdtracker.domain.case import CourseFacts
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.vocabulary import EventKind, Quality
from mrdtracker.gui.presenters.course_lines import (
    WORDS_FOR_AN_AMOUNT,
    Moment,
    event_lines,
    result_lines,
    sample_lines,
)
from tests.builders import (
    FIRST_DOSE,
    a_measurement,
    a_patient,
    a_sample,
    an_event,
    negative,
    quantified,
)
from tests.gui.presenters.views import a_view


def line_of(value, **changes):
    return result_lines(a_view(measurements=[a_measurement(value=value, **changes)]))[0]


def test_a_number_stands_in_percent_and_as_a_power():
    line = line_of(quantified("0.0005"))

    assert (line.value, line.power) == ("0.05 %", "5·10⁻⁴")
    assert line.moment == Moment(15, "D15", "17 Mar 2025")
    assert line.moment.words == "D15 · 17 Mar 2025"
    assert line.reported == "Reported as “0.05 %”"


def test_a_long_number_is_shown_short_and_kept_exact_beside_it():
    line = line_of(quantified("0.000123046875"), reported_text="63/512000")

    assert (line.value, line.power) == ("0.0123 %", "1.23·10⁻⁴")
    assert (line.exact, line.exact_power) == ("0.0123046875 %", "1.23046875·10⁻⁴")
    assert line.value_tooltip == "0.0123046875 % · Reported as “63/512000”"


def test_a_number_just_below_a_threshold_is_not_shown_as_the_threshold():
    assert line_of(quantified("0.000099996")).value == "0.0099996 %"
    assert line_of(quantified("0.0000999")).value == "0.00999 %"


def test_a_negative_is_no_number_and_says_how_deep_it_looked():
    line = line_of(negative("0.0001"))

    assert (line.value, line.power, line.limit) == ("not detected", "", "s 0.01 %")


def test_a_negative_without_sensitivity_says_so():
    line = line_of(MrdValue(ResultState.NEGATIVE))

    assert line.limit == "s not stated"


def test_positive_below_quantification_names_its_range():
    value = MrdValue(
        ResultState.POSITIVE_BELOW_LLOQ,
        lod=quantified("0.00001").value,
        lloq=quantified("0.00005").value,
    )

    assert line_of(value).limit == "QR 0.005 %"
    assert line_of(value).value == "positive < QR"


def test_above_the_upper_limit_keeps_its_sign():
    value = MrdValue(ResultState.ABOVE_ULOQ, uloq=quantified("0.1").value)

    assert (line_of(value).value, line_of(value).power) == ("> 10 %", "> 10⁻¹")


def test_every_state_has_an_amount_or_words_in_its_place():
    with_an_amount = {ResultState.QUANTIFIED, ResultState.ABOVE_ULOQ}

    assert set(WORDS_FOR_AN_AMOUNT) == set(ResultState) - with_an_amount


def test_quality_of_sample_and_result_stand_together_once():
    samples = [a_sample(quality=(Quality.FEW_CELLS,))]
    result = a_measurement(quality=(Quality.FEW_CELLS, Quality.CLOTTED))

    line = result_lines(a_view(samples=samples, measurements=[result]))[0]

    assert [chip.word for chip in line.quality] == ["few cells", "clotted"]
    assert line.mark_words.endswith("few cells, clotted")


def test_a_sample_says_what_hangs_on_it():
    line = sample_lines(a_view())[0]

    assert line.result_count == 1
    assert line.words == "BM sample, D15 · 17 Mar 2025, and 1 result"


def test_a_stated_day_is_counted_the_page_s_way():
    sample = a_sample(taken_on=None, stated_day=14, stated_first_dose_day=0)

    line = sample_lines(a_view(samples=[sample], measurements=[]))[0]

    assert line.moment.day == "D15"


def test_a_named_time_point_stands_where_there_is_no_day():
    sample = a_sample(taken_on=None, timepoint="EOC")

    assert sample_lines(a_view(samples=[sample], measurements=[]))[0].moment.words == "EOC"


def test_without_a_first_dose_there_is_only_the_date():
    patient = a_patient(course=CourseFacts(pack="generic-definitions"))

    line = sample_lines(a_view(patient=patient, measurements=[], events=[]))[0]

    assert line.moment.words == "17 Mar 2025"


def test_events_stand_in_the_order_of_time():
    late = an_event(2, name="consolidation", on=FIRST_DOSE + timedelta(days=35))
    other = an_event(3, kind=EventKind.RELAPSE, name="", on=None, day=200)

    lines = event_lines(a_view(events=[other, late, an_event()]))

    assert [(line.moment.day, line.what) for line in lines] == [
        ("D1", "induction started"),
        ("D36", "consolidation started"),
        ("D200", "relapse"),
    ]


def test_moments_without_anything_say_no_date():
    assert Moment(0, "", "").words == "no date"
