"""Files of figures: every format, the same bytes for the same data, and clear refusals."""

import matplotlib
import pytest

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.plots.figures import new_figure, picture, save, shortened, styled, text_width
from mrdtracker.plots.look import LIGHT, PRINT
from mrdtracker.plots.mrd_course import draw_mrd_course
from tests.plots.courses import course, every_state

MAGIC = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}


def drawn(look=PRINT):
    figure = new_figure(170, 140)
    draw_mrd_course(figure, course(*every_state(), patient_id="홍길동"), look)
    return figure


@pytest.mark.parametrize("kind", MAGIC)
def test_a_file_of_each_kind_is_made(tmp_path, kind):
    path = tmp_path / f"course.{kind.upper()}"

    save(drawn(), path)

    assert path.read_bytes().startswith(MAGIC[kind])
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("kind", MAGIC)
def test_the_same_data_give_the_same_bytes(kind):
    assert picture(drawn(), kind) == picture(drawn(), kind)


@pytest.mark.parametrize("kind", MAGIC)
def test_a_figure_that_was_written_before_gives_the_same_bytes_again(kind):
    figure = drawn(LIGHT)

    first = picture(figure, kind)
    picture(figure, "png", 72)

    assert picture(figure, kind) == first


def test_more_dots_per_inch_give_more_pixels_of_the_same_page():
    figure = new_figure(25.4, 25.4)

    sizes = [int.from_bytes(picture(figure, "png", dots)[16:20], "big") for dots in (150, 300)]

    assert sizes == [150, 300]


def test_no_date_is_written_into_a_file():
    content = picture(drawn(), "svg") + picture(drawn(), "pdf")

    assert b"<dc:date>" not in content
    assert b"CreationDate" not in content


def test_pdf_carries_truetype_and_svg_carries_outlines():
    assert b"/FontFile2" in picture(drawn(), "pdf")
    assert b"<text" not in picture(drawn(), "svg")


def test_an_unknown_suffix_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(InvalidInputError, match=r"'docx'.*png, svg or pdf"):
        save(new_figure(50, 50), tmp_path / "course.docx")


def test_a_folder_that_does_not_exist_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(InvalidInputError, match="could not be written") as refused:
        save(new_figure(50, 50), tmp_path / "missing" / "course.png")

    assert refused.value.hint == "Choose a folder that exists and that you may write to."


def test_a_folder_in_place_of_the_file_is_refused_and_nothing_is_left(tmp_path):
    (tmp_path / "course.png").mkdir()

    with pytest.raises(InvalidInputError, match="could not be written"):
        save(new_figure(50, 50), tmp_path / "course.png")

    assert [one.name for one in tmp_path.iterdir()] == ["course.png"]


def test_the_style_holds_inside_only():
    before = matplotlib.rcParams["svg.fonttype"], matplotlib.rcParams["pdf.fonttype"]

    with styled():
        inside = matplotlib.rcParams["pdf.fonttype"]

    assert inside == 42
    assert (matplotlib.rcParams["svg.fonttype"], matplotlib.rcParams["pdf.fonttype"]) == before


def test_words_are_measured_in_points_hangul_included(caplog):
    assert text_width("D15", 18) == pytest.approx(2 * text_width("D15", 9), rel=0.05)
    assert text_width("홍길동", 9) > 3 * 7
    assert caplog.records == []


def test_a_text_is_shortened_to_what_fits():
    assert shortened("induction", 200, 9) == "induction"
    assert shortened("induction therapy", 60, 9).endswith("…")
    assert text_width(shortened("induction therapy", 60, 9), 9) <= 60
