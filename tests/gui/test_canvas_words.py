from mrdtracker.gui.canvas_words import pages_at
from mrdtracker.plots.figures import new_figure
from mrdtracker.plots.look import LIGHT
from mrdtracker.plots.mrd_course import draw_mrd_course
from tests.plots.courses import course, quantified, result


def test_every_result_of_a_place_has_a_page_as_plain_words():
    twins = [result(15, quantified("0.0005"), reported_text="<b>") for _ in range(2)]
    drawn = draw_mrd_course(new_figure(200, 110), course(*twins), LIGHT)
    place = drawn.pixel_of("r0")

    assert len(pages_at(drawn, place)) == 2
    assert pages_at(drawn, place)[0].endswith("as reported: &lt;b&gt;")
    assert pages_at(drawn, place, 2)[0].count("<br>") == 1
    assert pages_at(drawn, (1.0, 1.0)) == ()
