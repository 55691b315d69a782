from mrdtracker.store.statements import STATEMENTS


def test_statements_bind_every_column_of_their_table():
    patient, sample = STATEMENTS["patient"], STATEMENTS["sample"]

    assert patient.insert.count("?") == 35  # 33 columns and two search keys
    assert patient.update.count("?") == 36  # and the id
    assert sample.insert.startswith("INSERT INTO sample (id, patient_id, specimen, code,")
    assert sample.by_ids.endswith("WHERE id IN (SELECT value FROM json_each(?))")


def test_nothing_deletes_or_replaces():
    for statements in STATEMENTS.values():
        for text in vars(statements).values():
            assert "DELETE" not in text
            assert "REPLACE" not in text
