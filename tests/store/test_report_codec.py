import zlib
from datetime import datetime, timedelta, timezone

import pytest

from mrdtracker.store import report_codec
from tests.builders import a_label_print, a_report


def test_a_report_is_kept_in_world_time_without_its_pages():
    there = timezone(timedelta(hours=9))
    report = a_report(made_at=datetime(2025, 3, 20, 18, 12, tzinfo=there))

    row = report_codec.report_row(report)

    assert row[4] == "2025-03-20T09:12:00.000000+00:00"
    assert row[7] == '[["generic-definitions","1","' + "ab" * 32 + '"]]'
    assert report.pdf not in row
    assert report_codec.report_of(row) == report


def test_a_report_without_a_zone_is_not_kept():
    with pytest.raises(ValueError, match="zone"):
        report_codec.report_row(a_report(made_at=datetime(2025, 3, 20, 9)))  # noqa: DTZ001


@pytest.mark.parametrize("packs", ['[["a"]]', "[[]]", "[[7]", '[["a", "1"], 7]'])
def test_editions_that_no_report_can_have_are_what_a_reader_of_damage_catches(packs):
    row = list(report_codec.report_row(a_report()))
    row[7] = packs

    with pytest.raises((ValueError, TypeError)):
        report_codec.report_of(row)


def test_pages_come_back_byte_for_byte():
    pages = b"%PDF-1.7 " + bytes(range(256)) * 9

    assert report_codec.unpacked(report_codec.packed(pages)) == pages
    with pytest.raises(zlib.error):
        report_codec.unpacked(pages)
    assert not report_codec.is_of_digest(pages, "0" * 64)


def test_a_print_comes_back():
    row = report_codec.label_row(a_label_print())

    assert report_codec.label_of(row) == a_label_print()
