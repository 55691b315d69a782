"""The panels: decades in both notations, strips, classes of marrow, and the declared origin."""

from matplotlib.patches import Rectangle

from mrdtracker.domain.vocabulary import Denominator, Method
from mrdtracker.plots.course_points import Panel
from mrdtracker.plots.course_sheet import Row
from mrdtracker.plots.look import LIGHT
from tests.plots.courses import PB, course, every_state, negative, quantified, result
from tests.plots.drawings import drawn, text_at, texts, ticks


def test_decades_are_named_in_percent_left_and_in_powers_right():
    done = drawn(course(result(15, negative("0.00001"))))

    axes = done.figure.axes[0]
    named = ticks(done.figure, "mrd")
    assert axes.get_yscale() == "log"
    assert [one.get_text() for one in named] == [
        *("0.0001 %", "0.001 %", "0.01 %", "0.1 %", "1 %", "10 %", "100 %")
    ]
    assert [one.get_position()[1] for one in named] == [
        done.sheet.y(Panel.MRD, 10.0**exponent) for exponent in range(-6, 1)
    ]
    assert {"10⁻⁶", "10⁻¹", "1"} <= set(texts(done.figure))


def test_the_floor_is_hatched_and_named():
    done = drawn(course(result(15, negative("0.00001"))))

    (floor,) = [one for one in done.figure.findobj(Rectangle) if one.get_hatch()]
    span = done.sheet.spans[Row.MRD]
    assert floor.get_y() == span.bottom
    assert floor.get_y() + floor.get_height() == done.sheet.y(done.course.points[0].panel, 1e-5)
    assert "below detection" in texts(done.figure)


def test_nothing_is_hatched_where_no_limit_of_detection_was_stated():
    figure = drawn(course(result(15, quantified("0.001")), result(33, negative()))).figure

    assert not [one for one in figure.findobj(Rectangle) if one.get_hatch()]
    assert "no limit of detection stated" in texts(figure)
    assert "below detection" not in texts(figure)


def test_an_empty_panel_has_no_floor_to_speak_of():
    figure = drawn(course()).figure

    assert not [one for one in figure.findobj(Rectangle) if one.get_hatch()]
    assert not {"below detection", "no limit of detection stated"} & set(texts(figure))


def test_a_low_panel_names_fewer_decades_and_always_the_whole():
    done = drawn(course(result(15, negative("0.00001"))), height=36)

    named, span = ticks(done.figure, "mrd"), done.sheet.spans[Row.MRD]
    assert len(named) * LIGHT.caption_pt < span.height + LIGHT.caption_pt
    assert named[-1].get_text() == "100 %"


def test_a_low_panel_of_counts_keeps_the_limit_of_the_prednisone_response():
    count = Method.CYTOLOGY_COUNT
    results = (result(8, quantified("320000", count), count, PB), result(15, quantified("0.1")))

    good, low = (
        [one.get_text() for one in ticks(drawn(course(*results), height=height).figure, "count")]
        for height in (160, 70)
    )

    assert good == ["0", "10", "1 000", "100 000"]
    assert "1 000" in low
    assert len(low) < 4


def test_the_axis_says_of_what_the_fractions_are():
    cells = Denominator.MONONUCLEAR_CELLS

    assert "MRD, of mononuclear cells" in texts(
        drawn(course(result(15, quantified("0.1"), denominator=cells))).figure
    )
    assert "MRD, denominator not stated" in texts(
        drawn(course(result(15, quantified("0.1")))).figure
    )


def test_the_name_of_a_low_axis_is_shortened():
    done = drawn(course(result(15, quantified("0.1"))), height=55)

    assert "MRD" in texts(done.figure)


def test_the_origin_of_the_days_is_declared():
    assert "day 1 = first dose, 02 Mar 2026" in texts(drawn(course()).figure)
    assert "day 1 = first dose, date not recorded" in texts(drawn(course(started_on=None)).figure)


def test_panels_and_strips_appear_only_with_data():
    assert [one.get_label() for one in drawn(course()).figure.axes] == ["mrd"]

    done = drawn(course(*every_state()))

    assert [one.get_label() for one in done.figure.axes] == ["mrd", "morphology", "count"]
    assert {"M1", "M2", "M3", "not evaluable", "limit not stated", "no date"} <= set(
        texts(done.figure)
    )


def test_transcripts_have_an_axis_of_their_own():
    method = Method.FUSION_TRANSCRIPT
    done = drawn(course(result(1, quantified("0.3", method), method)))

    assert [one.get_label() for one in done.figure.axes] == ["mrd", "transcript"]
    assert "transcript ratio" in texts(done.figure)


def test_all_panels_share_the_time_axis():
    count = Method.CYTOLOGY_COUNT
    done = drawn(
        course(result(8, quantified("320", count), count, PB), result(15, quantified("0.1")))
    )

    limits = {one.get_xlim() for one in done.figure.axes}
    assert limits == {(done.course.scale.left, done.course.scale.end)}


def test_the_name_of_a_strip_is_cut_rather_than_printed_over_the_plot():
    method = Method.FUSION_SCREEN
    one = next(one for one in every_state() if one.method is method)
    long = type(one)(**vars(one) | {"target": "ETV6::RUNX1 and seven other lesions of the panel"})

    figure = drawn(course(long)).figure

    name = next(words for words in texts(figure) if words.startswith("ETV6"))
    assert name.endswith("…")
    assert text_at(figure, name).get_ha() == "right"
