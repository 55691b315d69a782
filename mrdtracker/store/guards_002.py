"""The guards that schema 2 adds or makes again, literally; released, so never edited."""

GUARDS = (
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
    CREATE TRIGGER journal_change_comes_before_its_entry BEFORE INSERT ON journal_change
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
    BEGIN
        SELECT RAISE(ABORT, 'a written entry is closed');
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
    CREATE TRIGGER pack_edition_is_never_deleted BEFORE DELETE ON pack_edition
    BEGIN
        SELECT RAISE(ABORT, 'records are voided, never deleted');
    END
    """,
    """
    CREATE TRIGGER pack_edition_starts_at_version_1 BEFORE INSERT ON pack_edition
    WHEN NEW.version <> 1
    BEGIN
        SELECT RAISE(ABORT, 'a new record has version 1');
    END
    """,
    """
    CREATE TRIGGER pack_edition_counts_its_versions BEFORE UPDATE ON pack_edition
    WHEN NEW.id IS NOT OLD.id OR NEW.version IS NOT OLD.version + 1
    BEGIN
        SELECT RAISE(ABORT, 'a change counts one version up');
    END
    """,
    """
    CREATE TRIGGER pack_edition_keeps_its_text BEFORE UPDATE ON pack_edition
    WHEN NEW.text IS NOT OLD.text OR NEW.pack_id IS NOT OLD.pack_id
        OR NEW.origin IS NOT OLD.origin OR NEW.pack_version IS NOT OLD.pack_version
    BEGIN
        SELECT RAISE(ABORT, 'an edition keeps its text');
    END
    """,
    """
    CREATE TRIGGER patient_counts_its_versions BEFORE UPDATE OF
        id, code, name, sex, born_on, diagnosed_on, age_years, age_days, lineage,
        wbc_10e9_per_l, cns, testicular, mediastinal_mass, down_syndrome, steroid_pretreatment,
        etp, bulky_disease, prior_remission, pre_steroid_cbc, protocol_eligible,
        modal_chromosome_number, dna_index, genetics, pack, study, arm_given,
        therapy_started_on, steroid_days_before_day8, protocol_text, note, status, version,
        number, code_key, name_key, pack_edition
    ON patient
    WHEN NEW.id IS NOT OLD.id OR NEW.number IS NOT OLD.number
        OR NEW.version IS NOT OLD.version + 1
    BEGIN
        SELECT RAISE(ABORT, 'a change counts one version up');
    END
    """,
)
