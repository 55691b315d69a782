"""The guards that schema 3 adds or makes again, literally; released, so never edited."""

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
    CREATE TRIGGER report_is_never_deleted BEFORE DELETE ON report
    BEGIN
        SELECT RAISE(ABORT, 'records are voided, never deleted');
    END
    """,
    """
    CREATE TRIGGER report_starts_at_version_1 BEFORE INSERT ON report
    WHEN NEW.version <> 1
    BEGIN
        SELECT RAISE(ABORT, 'a new record has version 1');
    END
    """,
    """
    CREATE TRIGGER report_counts_its_versions BEFORE UPDATE ON report
    WHEN NEW.id IS NOT OLD.id OR NEW.version IS NOT OLD.version + 1
    BEGIN
        SELECT RAISE(ABORT, 'a change counts one version up');
    END
    """,
    """
    CREATE TRIGGER label_print_is_never_deleted BEFORE DELETE ON label_print
    BEGIN
        SELECT RAISE(ABORT, 'records are voided, never deleted');
    END
    """,
    """
    CREATE TRIGGER label_print_starts_at_version_1 BEFORE INSERT ON label_print
    WHEN NEW.version <> 1
    BEGIN
        SELECT RAISE(ABORT, 'a new record has version 1');
    END
    """,
    """
    CREATE TRIGGER label_print_counts_its_versions BEFORE UPDATE ON label_print
    WHEN NEW.id IS NOT OLD.id OR NEW.version IS NOT OLD.version + 1
    BEGIN
        SELECT RAISE(ABORT, 'a change counts one version up');
    END
    """,
    """
    CREATE TRIGGER report_keeps_what_it_says BEFORE UPDATE ON report
    WHEN NEW.patient_id IS NOT OLD.patient_id OR NEW.number IS NOT OLD.number
        OR NEW.state IS NOT OLD.state OR NEW.made_at IS NOT OLD.made_at
        OR NEW.made_by IS NOT OLD.made_by OR NEW.reason IS NOT OLD.reason
        OR NEW.packs IS NOT OLD.packs OR NEW.head IS NOT OLD.head
        OR NEW.page IS NOT OLD.page OR NEW.pdf_digest IS NOT OLD.pdf_digest
        OR NEW.supersedes IS NOT OLD.supersedes
    BEGIN
        SELECT RAISE(ABORT, 'an issued report keeps what it says');
    END
    """,
    """
    CREATE TRIGGER report_stays_voided BEFORE UPDATE ON report
    WHEN OLD.status = 'voided'
    BEGIN
        SELECT RAISE(ABORT, 'a voided report stays voided');
    END
    """,
    """
    CREATE TRIGGER report_paper_is_never_changed BEFORE UPDATE ON report_paper
    BEGIN
        SELECT RAISE(ABORT, 'the pages of a report stay as they were issued');
    END
    """,
    """
    CREATE TRIGGER report_paper_is_never_deleted BEFORE DELETE ON report_paper
    BEGIN
        SELECT RAISE(ABORT, 'the pages of a report stay as they were issued');
    END
    """,
    """
    CREATE TRIGGER label_print_keeps_what_was_printed BEFORE UPDATE ON label_print
    WHEN NEW.patient_id IS NOT OLD.patient_id OR NEW.sample_id IS NOT OLD.sample_id
        OR NEW.copies IS NOT OLD.copies OR NEW.code IS NOT OLD.code
        OR NEW.form IS NOT OLD.form
    BEGIN
        SELECT RAISE(ABORT, 'a print keeps what was printed');
    END
    """,
)
