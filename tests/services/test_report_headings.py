from mrdtracker import locations
from mrdtracker.services.report_headings import headings
from tests.language.spoken import in_korean


def test_the_template_prints_every_heading_and_none_of_its_own():
    folder = locations.resources() / "reports"
    template = (folder / "patient-report.typ").read_text(encoding="utf-8")
    readme = (folder / "README.md").read_text(encoding="utf-8")

    for name, text in headings().items():
        assert f"report.words.{name}" in template
        assert f"`{name}`" in readme
        assert text == "en" or text.replace("{}", "") not in template


def test_headings_are_in_the_language_that_is_spoken():
    english = headings()
    with in_korean():
        korean = headings()

    assert (english["language"], korean["language"]) == ("en", "ko")
    assert [name for name in english if english[name] == korean[name]] == []


def test_the_korean_guide_to_an_own_template_names_what_is_in_the_template():
    """The English one is walked through word for word by test_own_report_page.py."""
    template = (locations.resources() / "reports" / "patient-report.typ").read_text("utf-8")
    guide = (locations.resources() / "help" / "ko" / "own-report.md").read_text("utf-8")
    rows = [row.split("|") for row in guide.splitlines() if row.startswith("|")]

    places = [row[2].strip().strip("`") for row in rows if row[2].strip().startswith("`")]
    assert len(places) == 5
    assert [one for one in places if one not in template] == []
