"""The guards of schema 1: triggers that refuse what our own code must never do.

A person with a database shell can drop them; the chain of the journal finds that. No function of
ours and no virtual table may stand in a trigger: trusted_schema is off, and SQLite 3.40 refuses
both.
"""

GUARDS = (
    """
    CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
    BEGIN
        SELECT RAISE(ABORT, 'the journal is append-only');
    END
    """,
    """
    CREATE TRIGGER journal_is_never_deleted BEFORE DELETE ON journal
    BEGIN
        SELECT RAISE(ABORT, 'the journal is append-only');
    END
    """,
    """
    CREATE TRIGGER journal_change_is_never_changed BEFORE UPDATE ON journal_change
    BEGIN
        SELECT RAISE(ABORT, 'the journal is append-only');
    END
    """,
    """
    CREATE TRIGGER journal_change_is_never_deleted BEFORE DELETE ON journal_change
    BEGIN
        SELECT RAISE(ABORT, 'the journal is append-only');
    END
    """,
    """
    CREATE TRIGGER journal_patient_is_never_changed BEFORE UPDATE ON journal_patient
    BEGIN
        SELECT RAISE(ABORT, 'the journal is append-only');
    END
    """,
    """
    CREATE TRIGGER journal_patient_is_never_deleted BEFORE DELETE ON journal_patient
    BEGIN
        SELECT RAISE(ABORT, 'the journal is append-only');
    END
    """,
    """
    CREATE TRIGGER journal_grows_at_its_end BEFORE INSERT ON journal
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
        OR NEW.prev IS NOT coalesce(
            (SELECT hmac FROM journal ORDER BY seq DESC LIMIT 1),
            (SELECT value FROM meta WHERE name = 'genesis')
        )
    BEGIN
        SELECT RAISE(ABORT, 'a journal entry follows the last one');
    END
    """,
    """
    CREATE TRIGGER journal_change_comes_before_its_entry BEFORE INSERT ON journal_change
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
    BEGIN
        SELECT RAISE(ABORT, 'a written entry is closed');
    END
    """,
    """
    CREATE TRIGGER journal_patient_comes_before_its_entry BEFORE INSERT ON journal_patient
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
    BEGIN
        SELECT RAISE(ABORT, 'a written entry is closed');
    END
    """,
    """
    CREATE TRIGGER patient_is_never_deleted BEFORE DELETE ON patient
    BEGIN
        SELECT RAISE(ABORT, 'records are voided, never deleted');
    END
    """,
    """
    CREATE TRIGGER patient_starts_at_version_1 BEFORE INSERT ON patient
    WHEN NEW.version <> 1
    BEGIN
        SELECT RAISE(ABORT, 'a new record has version 1');
    END
    """,
    """
    CREATE TRIGGER therapy_event_is_never_deleted BEFORE DELETE ON therapy_event
    BEGIN
        SELECT RAISE(ABORT, 'records are voided, never deleted');
    END
    """,
    """
    CREATE TRIGGER therapy_event_starts_at_version_1 BEFORE INSERT ON therapy_event
    WHEN NEW.version <> 1
    BEGIN
        SELECT RAISE(ABORT, 'a new record has version 1');
    END
    """,
    """
    CREATE TRIGGER therapy_event_counts_its_versions BEFORE UPDATE ON therapy_event
    WHEN NEW.id IS NOT OLD.id OR NEW.version IS NOT OLD.version + 1
    BEGIN
        SELECT RAISE(ABORT, 'a change counts one version up');
    END
    """,
    """
    CREATE TRIGGER sample_is_never_deleted BEFORE DELETE ON sample
    BEGIN
        SELECT RAISE(ABORT, 'records are voided, never deleted');
    END
    """,
    """
    CREATE TRIGGER sample_starts_at_version_1 BEFORE INSERT ON sample
    WHEN NEW.version <> 1
    BEGIN
        SELECT RAISE(ABORT, 'a new record has version 1');
    END
    """,
    """
    CREATE TRIGGER sample_counts_its_versions BEFORE UPDATE ON sample
    WHEN NEW.id IS NOT OLD.id OR NEW.version IS NOT OLD.version + 1
    BEGIN
        SELECT RAISE(ABORT, 'a change counts one version up');
    END
    """,
    """
    CREATE TRIGGER measurement_is_never_deleted BEFORE DELETE ON measurement
    BEGIN
        SELECT RAISE(ABORT, 'records are voided, never deleted');
    END
    """,
    """
    CREATE TRIGGER measurement_starts_at_version_1 BEFORE INSERT ON measurement
    WHEN NEW.version <> 1
    BEGIN
        SELECT RAISE(ABORT, 'a new record has version 1');
    END
    """,
    """
    CREATE TRIGGER measurement_counts_its_versions BEFORE UPDATE ON measurement
    WHEN NEW.id IS NOT OLD.id OR NEW.version IS NOT OLD.version + 1
    BEGIN
        SELECT RAISE(ABORT, 'a change counts one version up');
    END
    """,
    """
    CREATE TRIGGER lab_settings_is_never_deleted BEFORE DELETE ON lab_settings
    BEGIN
        SELECT RAISE(ABORT, 'records are voided, never deleted');
    END
    """,
    """
    CREATE TRIGGER lab_settings_starts_at_version_1 BEFORE INSERT ON lab_settings
    WHEN NEW.version <> 1
    BEGIN
        SELECT RAISE(ABORT, 'a new record has version 1');
    END
    """,
    """
    CREATE TRIGGER lab_settings_counts_its_versions BEFORE UPDATE ON lab_settings
    WHEN NEW.id IS NOT OLD.id OR NEW.version IS NOT OLD.version + 1
    BEGIN
        SELECT RAISE(ABORT, 'a change counts one version up');
    END
    """,
    """
    CREATE TRIGGER patient_counts_its_versions BEFORE UPDATE OF
        id, code, name, sex, born_on, diagnosed_on, age_years, age_days, lineage,
        wbc_10e9_per_l, cns, testicular, mediastinal_mass, down_syndrome, steroid_pretreatment,
        etp, bulky_disease, prior_remission, pre_steroid_cbc, protocol_eligible,
        modal_chromosome_number, dna_index, genetics, pack, study, arm_given,
        therapy_started_on, steroid_days_before_day8, protocol_text, note, status, version,
        number, code_key, name_key
    ON patient
    WHEN NEW.id IS NOT OLD.id OR NEW.number IS NOT OLD.number
        OR NEW.version IS NOT OLD.version + 1
    BEGIN
        SELECT RAISE(ABORT, 'a change counts one version up');
    END
    """,
    """
    CREATE TRIGGER meta_is_never_deleted BEFORE DELETE ON meta
    BEGIN
        SELECT RAISE(ABORT, 'what the file is called stays');
    END
    """,
    """
    CREATE TRIGGER meta_is_never_changed BEFORE UPDATE ON meta
    WHEN OLD.name <> 'compatibility' OR NEW.name IS NOT OLD.name
    BEGIN
        SELECT RAISE(ABORT, 'what the file is called stays');
    END
    """,
)
