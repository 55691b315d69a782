"""What schema 2 adds, literally: editions of rule packs, and more kinds of events.

Released, so never edited. The lists of tables in the CHECK of ``journal_change`` and of kinds in
that of ``therapy_event`` are closed, and SQLite cannot change a CHECK: these tables are written
anew with all their rows.
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
    """
    CREATE TABLE therapy_event_2 (
        id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
        patient_id TEXT NOT NULL REFERENCES patient(id),
        kind TEXT NOT NULL CHECK (
            kind = 'phase_started' OR kind = 'cd19_directed_therapy' OR kind = 'transplant'
            OR kind = 'car_t' OR kind = 'remission' OR kind = 'relapse' OR kind = 'death'
            OR kind = 'count_recovery' OR kind = 'protocol_paused' OR kind = 'protocol_resumed'
            OR kind = 'sample_missed' OR kind = 'blood_count' OR kind = 'drug_given'
        ),
        name TEXT NOT NULL,
        happened_on TEXT
            CHECK (happened_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        stated_day INTEGER,
        note TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status = 'active' OR status = 'voided'),
        version INTEGER NOT NULL CHECK (version >= 1),
        stated_first_dose_day INTEGER
            CHECK (stated_first_dose_day = 0 OR stated_first_dose_day = 1),
        ended_on TEXT
            CHECK (ended_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        amount TEXT CHECK (amount IS NULL OR (
            amount NOT GLOB '*[^0-9.]*' AND amount GLOB '[0-9]*'
            AND amount NOT GLOB '*.*.*' AND amount NOT GLOB '*.'
            AND amount NOT GLOB '0[0-9]*' AND amount NOT GLOB '*.*0'
        )),
        unit TEXT CHECK (
            unit = '10e9_per_L' OR unit = 'per_uL' OR unit = 'mg_per_m2_per_day'
            OR unit = 'mg_per_m2_per_week' OR unit = 'mg_per_m2' OR unit = 'mg_per_day'
            OR unit = 'mg_per_week' OR unit = 'mg' OR unit = 'percent_of_protocol_dose'
        ),
        specimen TEXT CHECK (
            specimen = 'BM' OR specimen = 'PB' OR specimen = 'CSF' OR specimen = 'other'
        ),
        CONSTRAINT therapy_event_amount_has_its_unit CHECK ((amount IS NULL) = (unit IS NULL)),
        CONSTRAINT therapy_event_ends_after_it_began CHECK (
            ended_on IS NULL OR happened_on IS NULL OR ended_on >= happened_on
        ),
        CONSTRAINT therapy_event_missed_says_what_and_why CHECK (
            kind <> 'sample_missed' OR (name <> '' AND specimen IS NOT NULL AND note <> '')
        ),
        CONSTRAINT therapy_event_count_has_its_number CHECK (
            kind <> 'blood_count' OR (name <> '' AND amount IS NOT NULL)
        )
    ) STRICT
    """,
)

# Dropping a table drops its triggers and indexes; both tables get theirs again. The row numbers
# of the events stay: lists are in the order of entry.
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
    """
    INSERT INTO therapy_event_2 (
        rowid, id, patient_id, kind, name, happened_on, stated_day, note, status, version
    )
    SELECT rowid, id, patient_id, kind, name, happened_on, stated_day, note, status, version
    FROM therapy_event ORDER BY rowid
    """,
    "DROP TABLE therapy_event",
    "ALTER TABLE therapy_event_2 RENAME TO therapy_event",
    "DROP TRIGGER patient_counts_its_versions",
)

INDEXES = (
    "CREATE INDEX therapy_event_patient ON therapy_event(patient_id)",
    "CREATE INDEX therapy_event_kind ON therapy_event(kind, patient_id)",
    "CREATE INDEX journal_change_settings ON journal_change(seq)"
    " WHERE table_name = 'lab_settings'",
    "CREATE INDEX journal_change_editions ON journal_change(seq)"
    " WHERE table_name = 'pack_edition'",
    "CREATE UNIQUE INDEX pack_edition_current ON pack_edition(pack_id) WHERE status = 'current'",
    "CREATE INDEX patient_pinned ON patient(pack_edition) WHERE pack_edition IS NOT NULL",
)

# A program that knows schema 1 only would write records without their editions.
ROWS = ("UPDATE meta SET value = '2' WHERE name = 'compatibility'",)
