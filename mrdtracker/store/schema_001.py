"""The tables and indexes of schema 1, literally; released, so never edited.

Closed lists are written as ``x = 'a' OR x = 'b'``: for ``x IN ('a', 'b', 'c')`` in a CHECK, SQLite
builds a small table for every row that is written, which made imports three times slower.
"""

TABLES = (
    """
    CREATE TABLE meta (
        name TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE patient (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE CHECK (id <> ''),
        code TEXT NOT NULL CHECK (code <> ''),
        name TEXT NOT NULL,
        sex TEXT CHECK (sex = 'female' OR sex = 'male' OR sex = 'other'),
        born_on TEXT
            CHECK (born_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        diagnosed_on TEXT
            CHECK (diagnosed_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        age_years TEXT CHECK (age_years IS NULL OR (
            age_years NOT GLOB '*[^0-9.]*' AND age_years GLOB '[0-9]*'
            AND age_years NOT GLOB '*.*.*' AND age_years NOT GLOB '*.'
            AND age_years NOT GLOB '0[0-9]*' AND age_years NOT GLOB '*.*0'
        )),
        age_days INTEGER CHECK (age_days >= 0),
        lineage TEXT CHECK (lineage = 'B' OR lineage = 'T' OR lineage = 'MPAL'),
        wbc_10e9_per_l TEXT CHECK (wbc_10e9_per_l IS NULL OR (
            wbc_10e9_per_l NOT GLOB '*[^0-9.]*' AND wbc_10e9_per_l GLOB '[0-9]*'
            AND wbc_10e9_per_l NOT GLOB '*.*.*' AND wbc_10e9_per_l NOT GLOB '*.'
            AND wbc_10e9_per_l NOT GLOB '0[0-9]*' AND wbc_10e9_per_l NOT GLOB '*.*0'
        )),
        cns TEXT CHECK (cns = 'CNS1' OR cns = 'CNS2' OR cns = 'CNS3'),
        testicular TEXT NOT NULL CHECK (
            testicular = 'yes' OR testicular = 'no' OR testicular = 'unknown'
        ),
        mediastinal_mass TEXT NOT NULL CHECK (
            mediastinal_mass = 'yes' OR mediastinal_mass = 'no' OR mediastinal_mass = 'unknown'
        ),
        down_syndrome TEXT NOT NULL CHECK (
            down_syndrome = 'yes' OR down_syndrome = 'no' OR down_syndrome = 'unknown'
        ),
        steroid_pretreatment TEXT NOT NULL CHECK (
            steroid_pretreatment = 'yes' OR steroid_pretreatment = 'no'
            OR steroid_pretreatment = 'unknown'
        ),
        etp TEXT NOT NULL CHECK (etp = 'yes' OR etp = 'no' OR etp = 'unknown'),
        bulky_disease TEXT NOT NULL CHECK (
            bulky_disease = 'yes' OR bulky_disease = 'no' OR bulky_disease = 'unknown'
        ),
        prior_remission TEXT NOT NULL CHECK (
            prior_remission = 'yes' OR prior_remission = 'no' OR prior_remission = 'unknown'
        ),
        pre_steroid_cbc TEXT NOT NULL CHECK (
            pre_steroid_cbc = 'yes' OR pre_steroid_cbc = 'no' OR pre_steroid_cbc = 'unknown'
        ),
        protocol_eligible TEXT NOT NULL CHECK (
            protocol_eligible = 'yes' OR protocol_eligible = 'no'
            OR protocol_eligible = 'unknown'
        ),
        modal_chromosome_number INTEGER CHECK (modal_chromosome_number >= 0),
        dna_index TEXT CHECK (dna_index IS NULL OR (
            dna_index NOT GLOB '*[^0-9.]*' AND dna_index GLOB '[0-9]*'
            AND dna_index NOT GLOB '*.*.*' AND dna_index NOT GLOB '*.'
            AND dna_index NOT GLOB '0[0-9]*' AND dna_index NOT GLOB '*.*0'
        )),
        genetics TEXT NOT NULL CHECK (genetics GLOB '{*}'),
        pack TEXT,
        study TEXT,
        arm_given TEXT,
        therapy_started_on TEXT
            CHECK (therapy_started_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        steroid_days_before_day8 INTEGER CHECK (steroid_days_before_day8 >= 0),
        protocol_text TEXT NOT NULL,
        note TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status = 'active' OR status = 'voided'),
        version INTEGER NOT NULL CHECK (version >= 1),
        code_key TEXT NOT NULL CHECK (code_key <> ''),
        name_key TEXT NOT NULL,
        group_name TEXT NOT NULL DEFAULT '',
        group_status TEXT NOT NULL DEFAULT '',
        possible TEXT NOT NULL DEFAULT '[]',
        flags TEXT NOT NULL DEFAULT '[]',
        level TEXT NOT NULL DEFAULT ''
            CHECK (level = '' OR level = 'high' OR level = 'intermediate' OR level = 'low'
                OR level = 'info'),
        is_missing INTEGER NOT NULL DEFAULT 0 CHECK (is_missing = 0 OR is_missing = 1),
        assessed_with TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    """
    CREATE TABLE therapy_event (
        id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
        patient_id TEXT NOT NULL REFERENCES patient(id),
        kind TEXT NOT NULL CHECK (
            kind = 'phase_started' OR kind = 'cd19_directed_therapy' OR kind = 'transplant'
            OR kind = 'car_t' OR kind = 'remission' OR kind = 'relapse' OR kind = 'death'
            OR kind = 'count_recovery'
        ),
        name TEXT NOT NULL,
        happened_on TEXT
            CHECK (happened_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        stated_day INTEGER,
        note TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status = 'active' OR status = 'voided'),
        version INTEGER NOT NULL CHECK (version >= 1)
    ) STRICT
    """,
    """
    CREATE TABLE sample (
        id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
        patient_id TEXT NOT NULL REFERENCES patient(id),
        specimen TEXT NOT NULL CHECK (
            specimen = 'BM' OR specimen = 'PB' OR specimen = 'CSF' OR specimen = 'other'
        ),
        code TEXT NOT NULL,
        taken_on TEXT
            CHECK (taken_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
        stated_day INTEGER,
        stated_first_dose_day INTEGER
            CHECK (stated_first_dose_day = 0 OR stated_first_dose_day = 1),
        timepoint TEXT,
        pull_number INTEGER CHECK (pull_number >= 0),
        quality TEXT NOT NULL CHECK (quality NOT GLOB '*[^a-z0-9_ ]*'),
        note TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status = 'active' OR status = 'voided'),
        version INTEGER NOT NULL CHECK (version >= 1),
        CONSTRAINT sample_has_a_time CHECK (
            taken_on IS NOT NULL OR stated_day IS NOT NULL OR timepoint IS NOT NULL
        )
    ) STRICT
    """,
    """
    CREATE TABLE measurement (
        id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
        sample_id TEXT NOT NULL REFERENCES sample(id),
        method TEXT NOT NULL CHECK (
            method = 'morphology' OR method = 'flow' OR method = 'ig_tr_pcr' OR method = 'ngs'
            OR method = 'fusion_transcript' OR method = 'fusion_screen'
            OR method = 'cytology_count'
        ),
        state TEXT NOT NULL CHECK (
            state = 'quantified' OR state = 'positive_below_lloq'
            OR state = 'uncertain_significance' OR state = 'negative' OR state = 'above_uloq'
            OR state = 'detected' OR state = 'not_detected' OR state = 'not_evaluable'
            OR state = 'pending'
        ),
        kind TEXT NOT NULL CHECK (
            kind = 'cell_fraction' OR kind = 'cell_concentration' OR kind = 'transcript_ratio'
        ),
        value TEXT CHECK (value IS NULL OR (
            value NOT GLOB '*[^0-9.]*' AND value GLOB '[0-9]*'
            AND value NOT GLOB '*.*.*' AND value NOT GLOB '*.'
            AND value NOT GLOB '0[0-9]*' AND value NOT GLOB '*.*0'
        )),
        lod TEXT CHECK (lod IS NULL OR (
            lod NOT GLOB '*[^0-9.]*' AND lod GLOB '[0-9]*' AND lod <> '0'
            AND lod NOT GLOB '*.*.*' AND lod NOT GLOB '*.'
            AND lod NOT GLOB '0[0-9]*' AND lod NOT GLOB '*.*0'
        )),
        lloq TEXT CHECK (lloq IS NULL OR (
            lloq NOT GLOB '*[^0-9.]*' AND lloq GLOB '[0-9]*' AND lloq <> '0'
            AND lloq NOT GLOB '*.*.*' AND lloq NOT GLOB '*.'
            AND lloq NOT GLOB '0[0-9]*' AND lloq NOT GLOB '*.*0'
        )),
        sensitivity TEXT CHECK (sensitivity IS NULL OR (
            sensitivity NOT GLOB '*[^0-9.]*' AND sensitivity GLOB '[0-9]*' AND sensitivity <> '0'
            AND sensitivity NOT GLOB '*.*.*' AND sensitivity NOT GLOB '*.'
            AND sensitivity NOT GLOB '0[0-9]*' AND sensitivity NOT GLOB '*.*0'
        )),
        uloq TEXT CHECK (uloq IS NULL OR (
            uloq NOT GLOB '*[^0-9.]*' AND uloq GLOB '[0-9]*' AND uloq <> '0'
            AND uloq NOT GLOB '*.*.*' AND uloq NOT GLOB '*.'
            AND uloq NOT GLOB '0[0-9]*' AND uloq NOT GLOB '*.*0'
        )),
        limits_note TEXT NOT NULL,
        reported_text TEXT NOT NULL,
        unit TEXT CHECK (
            unit = '%' OR unit = 'fraction' OR unit = 'per_1e4' OR unit = 'per_1e6'
            OR unit = 'per_uL' OR unit = '10e9_per_L' OR unit = 'copies_ratio' OR unit = 'ncn'
        ),
        target TEXT NOT NULL,
        denominator TEXT CHECK (
            denominator = 'nucleated_cells' OR denominator = 'mononuclear_cells'
            OR denominator = 'cd45_positive_cells' OR denominator = 'white_cells'
            OR denominator = 'lymphocytes' OR denominator = 'genome_equivalents'
            OR denominator = 'control_gene_copies' OR denominator = 'reads'
        ),
        markers INTEGER CHECK (markers >= 0),
        events_total INTEGER CHECK (events_total >= 0),
        events_positive INTEGER CHECK (events_positive >= 0),
        gating TEXT CHECK (gating = 'cd19_independent' OR gating = 'cd19_only'),
        quality TEXT NOT NULL CHECK (quality NOT GLOB '*[^a-z0-9_ ]*'),
        is_verified INTEGER NOT NULL CHECK (is_verified = 0 OR is_verified = 1),
        note TEXT NOT NULL,
        source TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status = 'active' OR status = 'voided'),
        version INTEGER NOT NULL CHECK (version >= 1),
        CONSTRAINT measurement_number_belongs_to_its_state CHECK (
            (value IS NOT NULL) = (state = 'quantified')
            AND (uloq IS NOT NULL) = (state = 'above_uloq')
        ),
        CONSTRAINT measurement_is_at_most_all_cells CHECK (
            kind <> 'cell_fraction' OR (
                (value IS NULL OR value = '0' OR value = '1' OR value GLOB '0.*')
                AND (lod IS NULL OR lod = '1' OR lod GLOB '0.*')
                AND (lloq IS NULL OR lloq = '1' OR lloq GLOB '0.*')
                AND (sensitivity IS NULL OR sensitivity = '1' OR sensitivity GLOB '0.*')
                AND (uloq IS NULL OR uloq = '1' OR uloq GLOB '0.*')
            )
        ),
        CONSTRAINT measurement_unit_fits_its_kind CHECK (
            unit IS NULL
            OR state = 'detected' OR state = 'not_detected'
            OR state = 'not_evaluable' OR state = 'pending'
            OR (kind = 'cell_fraction' AND (
                unit = '%' OR unit = 'fraction' OR unit = 'per_1e4' OR unit = 'per_1e6'
            ))
            OR (kind = 'cell_concentration' AND (unit = 'per_uL' OR unit = '10e9_per_L'))
            OR (kind = 'transcript_ratio' AND (unit = 'copies_ratio' OR unit = 'ncn'))
        ),
        CONSTRAINT measurement_kind_fits_its_method CHECK (
            state = 'detected' OR state = 'not_detected'
            OR state = 'not_evaluable' OR state = 'pending'
            OR (kind = 'cell_fraction' AND (
                method = 'flow' OR method = 'ig_tr_pcr' OR method = 'ngs' OR method = 'morphology'
            ))
            OR (kind = 'cell_concentration' AND method = 'cytology_count')
            OR (kind = 'transcript_ratio'
                AND (method = 'fusion_transcript' OR method = 'fusion_screen'))
        ),
        CONSTRAINT measurement_events_fit_each_other CHECK (
            events_total IS NULL OR events_positive IS NULL OR events_positive <= events_total
        )
    ) STRICT
    """,
    """
    CREATE TABLE lab_settings (
        id TEXT NOT NULL PRIMARY KEY CHECK (id = 'laboratory'),
        laboratory TEXT NOT NULL,
        enabled_packs TEXT NOT NULL CHECK (enabled_packs GLOB '[[]*]'),
        n_lod INTEGER NOT NULL CHECK (n_lod >= 1),
        n_lloq INTEGER NOT NULL CHECK (n_lloq >= 1),
        version INTEGER NOT NULL CHECK (version >= 1)
    ) STRICT
    """,
    """
    CREATE TABLE journal (
        seq INTEGER PRIMARY KEY CHECK (seq >= 1),
        at_utc TEXT NOT NULL
            CHECK (at_utc GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:*Z'),
        utc_offset TEXT NOT NULL,
        clock_note TEXT NOT NULL,
        actor TEXT NOT NULL CHECK (actor <> ''),
        station TEXT NOT NULL,
        op_uuid TEXT NOT NULL UNIQUE,
        label TEXT NOT NULL CHECK (label <> ''),
        reason TEXT NOT NULL,
        patient_id TEXT REFERENCES patient(id),
        undoes INTEGER REFERENCES journal(seq) CHECK (undoes < seq),
        record_count INTEGER NOT NULL CHECK (record_count >= 0),
        key_id INTEGER NOT NULL CHECK (key_id >= 1),
        change_digest TEXT NOT NULL CHECK (length(change_digest) = 64),
        prev TEXT NOT NULL CHECK (length(prev) = 64),
        hmac TEXT NOT NULL CHECK (length(hmac) = 64 AND hmac NOT GLOB '*[^0-9a-f]*')
    ) STRICT
    """,
    """
    CREATE TABLE journal_change (
        seq INTEGER NOT NULL REFERENCES journal(seq) DEFERRABLE INITIALLY DEFERRED,
        part INTEGER NOT NULL CHECK (part >= 1),
        table_name TEXT NOT NULL CHECK (
            table_name = 'patient' OR table_name = 'therapy_event' OR table_name = 'sample'
            OR table_name = 'measurement' OR table_name = 'lab_settings'
        ),
        column_names TEXT NOT NULL,
        before TEXT,
        after TEXT NOT NULL,
        PRIMARY KEY (seq, part)
    ) STRICT
    """,
    """
    CREATE TABLE journal_patient (
        patient_number INTEGER NOT NULL REFERENCES patient(number),
        seq INTEGER NOT NULL REFERENCES journal(seq) DEFERRABLE INITIALLY DEFERRED,
        PRIMARY KEY (patient_number, seq)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE tally (
        name TEXT NOT NULL PRIMARY KEY,
        amount INTEGER NOT NULL CHECK (amount >= 0)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE patient_facet (
        facet TEXT NOT NULL,
        code_key TEXT NOT NULL,
        number INTEGER NOT NULL REFERENCES patient(number),
        PRIMARY KEY (facet, code_key, number)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE VIRTUAL TABLE patient_search USING fts5(
        code_key, name_key, content = 'patient', content_rowid = 'number',
        tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
    )
    """,
)

INDEXES = (
    "CREATE UNIQUE INDEX patient_active_code ON patient(code_key) WHERE status = 'active'",
    "CREATE INDEX patient_assessed ON patient(assessed_with) WHERE status = 'active'",
    "CREATE INDEX patient_voided ON patient(number) WHERE status = 'voided'",
    "CREATE INDEX patient_facet_number ON patient_facet(number)",
    "CREATE INDEX journal_change_settings ON journal_change(seq)"
    " WHERE table_name = 'lab_settings'",
    "CREATE INDEX journal_patient_seq ON journal_patient(seq)",
    "CREATE INDEX therapy_event_patient ON therapy_event(patient_id)",
    "CREATE INDEX sample_patient ON sample(patient_id, status, taken_on, id)",
    "CREATE INDEX measurement_sample ON measurement(sample_id, status)",
    "CREATE INDEX journal_undoes ON journal(undoes) WHERE undoes IS NOT NULL",
    "CREATE INDEX journal_actor ON journal(actor, seq)",
)

# Counting a million rows takes a tenth of a second, and a window wants to know after every save.
FIRST_ROWS = ("INSERT INTO tally (name, amount) VALUES ('active_measurements', 0)",)
