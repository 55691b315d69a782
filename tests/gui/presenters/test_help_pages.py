import pytest

from mrdtracker import locations
from mrdtracker.gui.presenters.help_pages import help_file, help_markdown, spoken_heading
from mrdtracker.gui.presenters.help_sections import sections_of
from mrdtracker.gui.presenters.help_topics import HelpTarget
from mrdtracker.words import speak

HELP = locations.resources() / "help"


@pytest.fixture
def korean():
    speak({"Yes": "예"})
    yield
    speak({})


def test_english_reads_the_english_page():
    assert help_file("fields") == HELP / "fields.md"
    assert help_markdown("fields").startswith("# What each field means")
    assert spoken_heading(HelpTarget("fields", "Value")) == "Value"


@pytest.mark.usefixtures("korean")
def test_a_page_without_korean_stays_english():
    assert help_file("case-file") == HELP / "case-file.md"
    assert spoken_heading(HelpTarget("case-file", "What to know")) == "What to know"


@pytest.mark.usefixtures("korean")
@pytest.mark.parametrize("file", sorted((HELP / "ko").glob("*.md")), ids=lambda one: one.stem)
def test_a_korean_page_has_the_headings_of_the_english_one(file):
    assert help_file(file.stem) == file
    english = sections_of("", "", (HELP / file.name).read_text(encoding="utf-8"))

    assert len(sections_of("", "", help_markdown(file.stem))) == len(english)


@pytest.mark.usefixtures("korean")
def test_a_heading_is_found_in_the_language_of_its_page():
    assert spoken_heading(HelpTarget("fields", "Sex")) == "성별"
