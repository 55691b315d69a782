import pytest

from mrdtracker import locations
from mrdtracker.domain.finding import PackReference, PackState
from mrdtracker.gui.presenters.pack_words import missing_pack_words, short_title
from mrdtracker.services.rulebook import RuleBook


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("COG AALL08B1 (B-ALL)", "COG AALL08B1"),
        ("KSPHO high risk, NCT06184009 (2024)", "KSPHO high risk 2024"),
        ("China pathway (2018 edition)", "China pathway"),
        (" (2024)", "our-pack"),
        ("Generic definitions: marrow classes, MRD alerts", "Generic definitions"),
        ("AIEOP-BFM ALL 2000", "AIEOP-BFM ALL 2000"),
        ("", "our-pack"),
    ],
)
def test_a_pack_is_called_by_the_first_part_of_its_title(title, short):
    assert (
        short_title(PackReference("our-pack", "1.0.0", "0" * 64, PackState.ACTIVE, title)) == short
    )


def test_a_protocol_without_a_pack_is_named():
    assert missing_pack_words("XYZ") == "no rule pack for “XYZ”"


def test_no_two_bundled_packs_are_called_the_same():
    packs = RuleBook(locations.bundled_pack_files()).overviews()
    names = [short_title(one.reference) for one in packs]

    assert len(set(names)) == len(names)
