"""What schema 3 adds, literally: issued reports, labels, drafts, saved views, count targets.

Released, so never edited. The list of tables in the CHECK of ``journal_change`` is closed, and
SQLite cannot change a CHECK: that table is written anew with all its rows.
"""

TABLES = (
    """
    CREATE TABLE report_paper (
        digest TEXT NOT NULL PRIMARY KEY CHECK (
            length(digest) = 64 AND digest NOT GLOB '*[^0-9a-f]*'
        ),
        packed BLOB NOT NULL CHECK (length(packed) > 0)
    ) STRICT
    """,
    """
    CREATE TABLE report (
        id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
        patient_id TEXT NOT NULL REFERENCES patient(id),
        number INTEGER NOT NULL CHECK (number >= 1),
        state TEXT NOT NULL CHECK (state = 'final' OR state = 'amended'),
        made_at TEXT NOT NULL
            CHECK (made_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:*'),
        made_by TEXT NOT NULL CHECK (made_by <> ''),
        reason TEXT NOT NULL,
        packs TEXT NOT NULL CHECK (packs GLOB '[[][[]"?*'),
        head TEXT NOT NULL CHECK (head GLOB '[0-9]*:*'),
        page TEXT NOT NULL CHECK (page GLOB '{*}'),
        pdf_digest TEXT NOT NULL REFERENCES report_paper(digest),
        supersedes TEXT REFERENCES report(id) CHECK (supersedes <> id),
        status TEXT NOT NULL CHECK (status = 'active' OR status = 'voided'),
        version INTEGER NOT NULL CHECK (version >= 1),
        CONSTRAINT report_amended_supersedes_with_a_reason CHECK (
            (state = 'final' AND supersedes IS NULL AND reason = '')
            OR (state = 'amended' AND supersedes IS NOT NULL AND reason <> '' AND number > 1)
        )
    ) STRICT
    """,
    """
    CREATE TABLE label_print (
        id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
        patient_id TEXT NOT NULL REFERENCES patient(id),
        sample_id TEXT NOT NULL REFERENCES sample(id),
        copies INTEGER NOT NULL CHECK (copies >= 1),
        code TEXT NOT NULL CHECK (code <> ''),
        form TEXT NOT NULL CHECK (form <> ''),
        status TEXT NOT NULL CHECK (status = 'active' OR status = 'voided'),
        version INTEGER NOT NULL CHECK (version >= 1)
    ) STRICT
    """,
    """
    CREATE TABLE draft (
        person TEXT NOT NULL CHECK (person <> ''),
        form TEXT NOT NULL CHECK (form <> ''),
        subject TEXT NOT NULL,
        fields TEXT NOT NULL CHECK (fields GLOB '{*}'),
        kept_at TEXT NOT NULL
            CHECK (kept_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:*'),
        PRIMARY KEY (person, form, subject)
    ) STRICT
    """,
    """
    CREATE TABLE saved_view (
        page TEXT NOT NULL CHECK (page <> ''),
        owner TEXT NOT NULL,
        name TEXT NOT NULL CHECK (name <> ''),
        content TEXT NOT NULL CHECK (content GLOB '{*}'),
        saved_by TEXT NOT NULL CHECK (saved_by <> ''),
        saved_at TEXT NOT NULL
            CHECK (saved_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:*'),
        PRIMARY KEY (page, owner, name)
    ) STRICT
    """,
    """
    CREATE TABLE journal_change_3 (
        seq INTEGER NOT NULL REFERENCES journal(seq) DEFERRABLE INITIALLY DEFERRED,
        part INTEGER NOT NULL CHECK (part >= 1),
        table_name TEXT NOT NULL CHECK (
            table_name = 'patient' OR table_name = 'therapy_event' OR table_name = 'sample'
            OR table_name = 'measurement' OR table_name = 'lab_settings'
            OR table_name = 'pack_edition' OR table_name = 'report'
            OR table_name = 'label_print'
        ),
        column_names TEXT NOT NULL,
        before TEXT,
        after TEXT NOT NULL,
        PRIMARY KEY (seq, part)
    ) STRICT
    """,
)

# Dropping a table drops its triggers and indexes; it gets them again.
CHANGES = (
    """
    INSERT INTO journal_change_3 (seq, part, table_name, column_names, before, after)
    SELECT seq, part, table_name, column_names, before, after FROM journal_change
    ORDER BY seq, part
    """,
    "DROP TABLE journal_change",
    "ALTER TABLE journal_change_3 RENAME TO journal_change",
    # Ranges of blood counts, as [["ANC", "1", "2"]] in 10^9 per litre; NULL: none was set.
    "ALTER TABLE lab_settings ADD COLUMN count_targets TEXT"
    " CHECK (count_targets GLOB '[[][[]\"?*')",
)

INDEXES = (
    "CREATE INDEX journal_change_settings ON journal_change(seq)"
    " WHERE table_name = 'lab_settings'",
    "CREATE INDEX journal_change_editions ON journal_change(seq)"
    " WHERE table_name = 'pack_edition'",
    "CREATE UNIQUE INDEX report_number ON report(patient_id, number)",
    "CREATE INDEX label_print_sample ON label_print(sample_id)",
)

# A program that knows schema 2 only would take back what is on an issued report.
ROWS = ("UPDATE meta SET value = '3' WHERE name = 'compatibility'",)
