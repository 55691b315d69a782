import pytest

from tests.builders import a_patient, an_edition


@pytest.fixture
def refused(lab):
    lab.put(a_patient(), an_edition())
    return lab.refused


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DELETE FROM pack_edition", "never deleted"),
        ("UPDATE pack_edition SET status = 'superseded'", "counts one version up"),
        ("UPDATE pack_edition SET text = 'other', version = 2", "keeps its text"),
        ("UPDATE pack_edition SET pack_version = '9', version = 2", "keeps its text"),
        ("UPDATE patient SET pack_edition = NULL", "counts one version up"),
        ("UPDATE journal_change SET part = part", "append-only"),
        ("DELETE FROM journal_change", "append-only"),
        (
            "INSERT INTO journal_change VALUES (1, 9, 'patient', '[]', NULL, '[]')",
            "a written entry is closed",
        ),
    ],
)
def test_what_our_own_code_must_never_do_is_refused(refused, statement, words):
    assert words in refused(statement)


def test_a_change_that_counts_is_taken(refused):
    assert refused("UPDATE pack_edition SET status = 'superseded', version = 2") == ""
