"""The glossary says where each term was published, and nothing that no source of ours says."""

import re
import tomllib
from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.gui.presenters.help_sections import sections_of

TEXT = (locations.resources() / "help" / "glossary.md").read_text(encoding="utf-8")
TERMS = sections_of("glossary", "Glossary", TEXT)[1:]
SOURCE = re.compile(r"^- Source: (.+) \(([AB])\)$", re.MULTILINE)
GENERAL = "general knowledge"


def pack_citations():
    found = set()
    for file in locations.bundled_pack_files():
        sources = tomllib.loads(file.read_text(encoding="utf-8")).get("source", [])
        found |= {one["citation"] for one in sources}
    return found


def domain_texts():
    folder = Path(__file__).parents[2] / "shared" / "domain"
    return " ".join(file.read_text(encoding="utf-8") for file in folder.glob("*.md"))


@pytest.mark.parametrize("term", TERMS, ids=lambda one: one.heading)
def test_every_term_says_where_it_was_published(term):
    assert "Source: " in term.text


def test_every_source_line_has_its_certainty():
    assert len(SOURCE.findall(TEXT)) == TEXT.count("- Source:")


@pytest.mark.parametrize(("citation", "certainty"), SOURCE.findall(TEXT))
def test_every_citation_is_one_of_ours(citation, certainty):
    if citation.startswith(GENERAL):
        assert certainty == "B"
        return
    domain = domain_texts()
    if citation not in pack_citations() and not domain:
        pytest.skip("the shared domain folder is not on this machine")

    assert citation in pack_citations() or citation in domain


@pytest.mark.parametrize(
    "word",
    [
        "MRD", "Sensitivity", "LOD", "LLOQ", "QR", "PNQ", "Flow", "RQ-PCR", "IG/TR", "NGS",
        "Fusion transcript", "M1, M2, M3", "EOI", "EOC", "Day conventions", "PGR", "PPR",
        "Haemodilution", "Denominator", "Log reduction", "relapse",
    ],
)  # fmt: skip
def test_the_terms_of_the_field_are_there(word):
    assert any(word in term.heading for term in TERMS)
