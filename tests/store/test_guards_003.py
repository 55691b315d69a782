import pytest

from tests.builders import a_label_print, a_patient, a_report, a_sample


@pytest.fixture
def refused(lab):
    lab.put(a_patient(), a_sample(), a_report(), a_label_print())
    return lab.refused


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DELETE FROM report", "never deleted"),
        ("UPDATE report SET status = 'voided'", "counts one version up"),
        ("UPDATE report SET page = '{}', version = 2", "keeps what it says"),
        ("UPDATE report SET made_by = 'Lee', version = 2", "keeps what it says"),
        ("UPDATE report SET reason = 'x', version = 2", "keeps what it says"),
        ("UPDATE report SET number = 2, version = 2", "keeps what it says"),
        ("UPDATE report SET head = '0:', version = 2", "keeps what it says"),
        ("UPDATE report SET packs = '[[\"x\"]]', version = 2", "keeps what it says"),
        ("UPDATE report_paper SET packed = x'00'", "stay as they were issued"),
        ("DELETE FROM report_paper", "stay as they were issued"),
        ("INSERT OR REPLACE INTO report_paper SELECT digest, x'00' FROM report_paper", "stay as"),
        ("DELETE FROM label_print", "never deleted"),
        ("UPDATE label_print SET copies = 1, version = 2", "keeps what was printed"),
        ("UPDATE label_print SET status = 'voided'", "counts one version up"),
        ("UPDATE journal_change SET part = part", "append-only"),
        ("DELETE FROM journal_change", "append-only"),
        (
            "INSERT INTO journal_change VALUES (1, 9, 'report', '[]', NULL, '[]')",
            "a written entry is closed",
        ),
    ],
)
def test_what_our_own_code_must_never_do_is_refused(refused, statement, words):
    assert words in refused(statement)


@pytest.mark.parametrize("table", ["report", "label_print"])
def test_voiding_is_taken_once(refused, table):
    void = f"UPDATE {table} SET status = 'voided', version = version + 1"  # noqa: S608

    assert refused(void) == ""
    if table == "report":
        assert "stays voided" in refused(void, void)
