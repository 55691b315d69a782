"""What schema 2 adds, literally: editions of rule packs; released, so never edited.

The list of tables in the CHECK of ``journal_change`` is closed, and SQLite cannot change a CHECK:
the table is written anew with all its rows.
"""

TABLES = (
    """
    CREATE TABLE pack_edition (
        id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 64 AND id NOT GLOB '*[^0-9a-f]*'),
        pack_id TEXT NOT NULL CHECK (pack_id <> ''),
        pack_version TEXT NOT NULL CHECK (pack_version <> ''),
        text TEXT NOT NULL CHECK (text <> ''),
        origin TEXT NOT NULL CHECK (origin = 'bundled' OR origin = 'local'),
        entered_by TEXT NOT NULL CHECK (entered_by <> ''),
        approved_by TEXT NOT NULL,
        status TEXT NOT NULL CHECK (
            status = 'entered' OR status = 'current' OR status = 'superseded'
            OR status = 'withdrawn'
        ),
        version INTEGER NOT NULL CHECK (version >= 1),
        CONSTRAINT pack_edition_local_has_its_own_name CHECK (
            (origin = 'local') = (pack_id GLOB 'local-*')
        ),
        CONSTRAINT pack_edition_local_needs_a_second_person CHECK (
            origin = 'bundled' OR status = 'entered' OR status = 'withdrawn'
            OR (approved_by <> '' AND approved_by <> entered_by)
        )
    ) STRICT
    """,
    """
    CREATE TABLE journal_change_2 (
        seq INTEGER NOT NULL REFERENCES journal(seq) DEFERRABLE INITIALLY DEFERRED,
        part INTEGER NOT NULL CHECK (part >= 1),
        table_name TEXT NOT NULL CHECK (
            table_name = 'patient' OR table_name = 'therapy_event' OR table_name = 'sample'
            OR table_name = 'measurement' OR table_name = 'lab_settings'
            OR table_name = 'pack_edition'
        ),
        column_names TEXT NOT NULL,
        before TEXT,
        after TEXT NOT NULL,
        PRIMARY KEY (seq, part)
    ) STRICT
    """,
)

# Dropping a table drops its triggers and indexes; those of ``journal_change`` are made again.
CHANGES = (
    """
    ALTER TABLE patient ADD COLUMN pack_edition TEXT CHECK (
        length(pack_edition) = 64 AND pack_edition NOT GLOB '*[^0-9a-f]*'
    )
    """,
    """
    INSERT INTO journal_change_2 (seq, part, table_name, column_names, before, after)
    SELECT seq, part, table_name, column_names, before, after FROM journal_change
    ORDER BY seq, part
    """,
    "DROP TABLE journal_change",
    "ALTER TABLE journal_change_2 RENAME TO journal_change",
    "DROP TRIGGER patient_counts_its_versions",
)

INDEXES = (
    "CREATE INDEX journal_change_settings ON journal_change(seq)"
    " WHERE table_name = 'lab_settings'",
    "CREATE INDEX journal_change_editions ON journal_change(seq)"
    " WHERE table_name = 'pack_edition'",
    "CREATE UNIQUE INDEX pack_edition_current ON pack_edition(pack_id) WHERE status = 'current'",
    "CREATE INDEX patient_pinned ON patient(pack_edition) WHERE pack_edition IS NOT NULL",
)

# A program that knows schema 1 only would write records without their editions.
ROWS = ("UPDATE meta SET value = '2' WHERE name = 'compatibility'",)
