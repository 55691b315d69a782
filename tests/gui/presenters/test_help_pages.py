import pytest

from mrdtracker import locations
from mrdtracker.gui.presenters.help_pages import (
    help_file,
    help_markdown,
    spoken_heading,
    topics_markdown,
)
from mrdtracker.gui.presenters.help_text import TOPICS
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
@pytest.mark.parametrize("topic", TOPICS)
def test_korean_reads_the_korean_page(topic):
    assert help_file(topic) == HELP / "ko" / f"{topic}.md"
    assert help_markdown(topic).startswith("# ")


def test_without_a_page_the_list_leads_to_every_one():
    text = topics_markdown()

    assert text.startswith("# Help\n")
    assert [f"({topic})" in text for topic in TOPICS] == [True] * len(TOPICS)


@pytest.mark.usefixtures("korean")
def test_a_heading_is_found_in_the_language_of_its_page():
    assert spoken_heading(HelpTarget("fields", "Sex")) == "성별"
