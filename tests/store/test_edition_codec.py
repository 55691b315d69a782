import pytest

from mrdtracker.domain.records import EditionOrigin, EditionStatus
from mrdtracker.store.edition_codec import EDITION_COLUMNS, edition_of, edition_row
from tests.builders import an_edition


def test_an_edition_comes_back_as_it_went():
    edition = an_edition(
        origin=EditionOrigin.LOCAL, approved_by="Lee", status=EditionStatus.SUPERSEDED, version=3
    )

    row = edition_row(edition)

    assert len(row) == len(EDITION_COLUMNS)
    assert edition_of(row) == edition


def test_a_strange_word_is_no_edition():
    row = list(edition_row(an_edition()))
    row[EDITION_COLUMNS.index("status")] = "maybe"

    with pytest.raises(ValueError, match="maybe"):
        edition_of(row)
