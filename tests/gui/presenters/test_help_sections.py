from mrdtracker import locations
from mrdtracker.gui.presenters.help_sections import sections_of
from mrdtracker.gui.presenters.help_text import TOPICS

PAGE = "# Import mappings\n\nA mapping *says*\nwhat.\n\n## The `unit` key\n\nIn percent.\n"


def test_a_page_is_cut_at_its_headings():
    first, second = sections_of("import-mapping", "Tables", PAGE)

    assert (first.heading, first.text) == ("Import mappings", "A mapping says what.")
    assert (second.heading, second.text) == ("The unit key", "In percent.")
    assert second.topic == "import-mapping"


def test_a_page_without_headings_has_no_section():
    assert sections_of("x", "X", "Only words.") == ()


def test_every_page_of_the_help_can_be_found():
    for name, title in TOPICS.items():
        path = locations.resources() / "help" / f"{name}.md"
        assert sections_of(name, title, path.read_text(encoding="utf-8"))
