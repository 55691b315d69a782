import pytest

from mrdtracker.domain.report_doubt import DoubtfulReport, ReportDoubt


@pytest.mark.parametrize("doubt", ReportDoubt)
def test_every_doubt_is_one_sentence_that_names_the_report(doubt):
    words = DoubtfulReport(7, doubt).words

    assert "eport 7 " in words
    assert words.endswith(".")


def test_the_refusal_says_what_is_wrong_and_what_to_do():
    doubtful = DoubtfulReport(7, ReportDoubt.MISSING)

    assert (doubtful.refusal.message, doubtful.refusal.hint) == (
        doubtful.words,
        "Do not rely on it: verify the record and open your newest backup.",
    )
