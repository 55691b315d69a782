BEGIN;
PRAGMA application_id = 1297237076;
PRAGMA user_version = 3;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE TABLE meta (
        name TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
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
    , pack_edition TEXT CHECK (
        length(pack_edition) = 64 AND pack_edition NOT GLOB '*[^0-9a-f]*'
    )) STRICT;
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
    ) STRICT;
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
    ) STRICT;
CREATE TABLE lab_settings (
        id TEXT NOT NULL PRIMARY KEY CHECK (id = 'laboratory'),
        laboratory TEXT NOT NULL,
        enabled_packs TEXT NOT NULL CHECK (enabled_packs GLOB '[[]*]'),
        n_lod INTEGER NOT NULL CHECK (n_lod >= 1),
        n_lloq INTEGER NOT NULL CHECK (n_lloq >= 1),
        version INTEGER NOT NULL CHECK (version >= 1)
    , count_targets TEXT CHECK (count_targets GLOB '[[][[]"?*')) STRICT
    ;
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
    ) STRICT;
CREATE TABLE journal_patient (
        patient_number INTEGER NOT NULL REFERENCES patient(number),
        seq INTEGER NOT NULL REFERENCES journal(seq) DEFERRABLE INITIALLY DEFERRED,
        PRIMARY KEY (patient_number, seq)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE tally (
        name TEXT NOT NULL PRIMARY KEY,
        amount INTEGER NOT NULL CHECK (amount >= 0)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE patient_facet (
        facet TEXT NOT NULL,
        code_key TEXT NOT NULL,
        number INTEGER NOT NULL REFERENCES patient(number),
        PRIMARY KEY (facet, code_key, number)
    ) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE patient_search USING fts5(
        code_key, name_key, content = 'patient', content_rowid = 'number',
        tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
    );
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
    ) STRICT;
CREATE TABLE "therapy_event" (
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
    ) STRICT;
CREATE TABLE report_paper (
        digest TEXT NOT NULL PRIMARY KEY CHECK (
            length(digest) = 64 AND digest NOT GLOB '*[^0-9a-f]*'
        ),
        packed BLOB NOT NULL CHECK (length(packed) > 0)
    ) STRICT;
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
    ) STRICT;
CREATE TABLE label_print (
        id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
        patient_id TEXT NOT NULL REFERENCES patient(id),
        sample_id TEXT NOT NULL REFERENCES sample(id),
        copies INTEGER NOT NULL CHECK (copies >= 1),
        code TEXT NOT NULL CHECK (code <> ''),
        form TEXT NOT NULL CHECK (form <> ''),
        status TEXT NOT NULL CHECK (status = 'active' OR status = 'voided'),
        version INTEGER NOT NULL CHECK (version >= 1)
    ) STRICT;
CREATE TABLE draft (
        person TEXT NOT NULL CHECK (person <> ''),
        form TEXT NOT NULL CHECK (form <> ''),
        subject TEXT NOT NULL,
        fields TEXT NOT NULL CHECK (fields GLOB '{*}'),
        kept_at TEXT NOT NULL
            CHECK (kept_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:*'),
        PRIMARY KEY (person, form, subject)
    ) STRICT;
CREATE TABLE saved_view (
        page TEXT NOT NULL CHECK (page <> ''),
        owner TEXT NOT NULL,
        name TEXT NOT NULL CHECK (name <> ''),
        content TEXT NOT NULL CHECK (content GLOB '{*}'),
        saved_by TEXT NOT NULL CHECK (saved_by <> ''),
        saved_at TEXT NOT NULL
            CHECK (saved_at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:*'),
        PRIMARY KEY (page, owner, name)
    ) STRICT;
CREATE TABLE "journal_change" (
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
    ) STRICT;
INSERT INTO _sqlite_migrations VALUES (1, 'mrdtracker', 'm001_first_shape', '2026-11-21 09:30:07.814295+00:00');
INSERT INTO _sqlite_migrations VALUES (2, 'mrdtracker', 'm002_editions', '2026-11-21 09:30:07.821276+00:00');
INSERT INTO _sqlite_migrations VALUES (3, 'mrdtracker', 'm003_reports', '2026-11-21 09:30:07.825408+00:00');
INSERT INTO meta VALUES ('compatibility', '3');
INSERT INTO meta VALUES ('genesis', '13b757feb2ff132eeedee01b7a17f24de3bc21666cd2fdaf885deceeda6172c0');
INSERT INTO meta VALUES ('laboratory', 'Children''s');
INSERT INTO meta VALUES ('store_id', '5eed5eed5eed5eed5eed5eed5eed5eed');
INSERT INTO patient VALUES (1, 'patient-1', 'S-0001', 'Kim Müller', 'female', '2021-02-01', '2025-03-03', NULL, NULL, 'B', '30.5', NULL, 'unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown', NULL, NULL, '{}', 'generic-definitions', NULL, NULL, '2025-03-03', NULL, '', '', 'active', 2, 's-0001', 'kim müller', '', '', '[]', '[]', '', 0, '', '4a4bad35c143b344f0111fce6d4db9b90e59732e00aff8efb515bfecd63094b8');
INSERT INTO sample VALUES ('sample-1', 'patient-1', 'BM', '', '2025-03-17', NULL, NULL, NULL, NULL, '', '', 'active', 1);
INSERT INTO measurement VALUES ('measurement-1', 'sample-1', 'flow', 'quantified', 'cell_fraction', '0.0005', NULL, NULL, NULL, NULL, '', '0.05 %', '%', '', NULL, NULL, NULL, NULL, NULL, '', 0, 'typed again', '', 'active', 2);
INSERT INTO measurement VALUES ('measurement-2', 'sample-1', 'flow', 'negative', 'cell_fraction', NULL, NULL, NULL, '0.0001', NULL, '', 'neg', '%', '', NULL, NULL, NULL, NULL, NULL, '', 0, '', '', 'active', 1);
INSERT INTO journal VALUES (1, '2025-03-20T09:12:00.000000Z', '+0000', '', 'Kim', 'PC2', 'a316159bfb634646a911b2d60d3ad0ed', 'Add patient', '', NULL, NULL, 5, 1, 'ed14bdc1228c7fd8acd9a16d5d662ef439847d303b3f77b2ad38111a6c313f2d', '13b757feb2ff132eeedee01b7a17f24de3bc21666cd2fdaf885deceeda6172c0', '392190e15a8b8682745cb12c7a44d68ce97fd326739b3a40ec93b633f8465896');
INSERT INTO journal VALUES (2, '2025-03-20T08:12:00.000000Z', '+0000', 'the clock went back by 3600 s', 'Lee', 'PC2', '1fa8fc219ea446798d07629c179d8826', 'Amend result', 'typing error', NULL, NULL, 1, 1, 'ad1b69a67e59b3b687cc0574f8ea10bb21ad43fd9462df5e9e9c3769353afc69', '392190e15a8b8682745cb12c7a44d68ce97fd326739b3a40ec93b633f8465896', '191c896abbb41026933e88b1d950393bed54a0872dc80055a1c1c536aaab793b');
INSERT INTO journal VALUES (3, '2025-03-20T08:12:00.000000Z', '+0000', '', 'Lee', 'PC2', 'b656a42404fb4bf483a5769a2ac5960f', 'Pin edition', '', NULL, NULL, 2, 1, '2963a3aa2a2fc23c8065d03aa56e2e836645d72a5a583180cf3e0f6dc0c8b709', '191c896abbb41026933e88b1d950393bed54a0872dc80055a1c1c536aaab793b', '2d4038b12d7431b14bf624a428fc183a9fc22a4977669ccb4d0bc8cdea6259e3');
INSERT INTO journal VALUES (4, '2025-03-20T08:12:00.000000Z', '+0000', '', 'Lee', 'PC2', 'b786005e401d49ed95d641b72fa8bdc4', 'Issue', '', NULL, NULL, 2, 1, '9ffc9ef3f52aa6ed0483ce9e10524047964e06ff7ef13c2e64d8696306fb076f', '2d4038b12d7431b14bf624a428fc183a9fc22a4977669ccb4d0bc8cdea6259e3', '81fa9d1784dd3ac9e1062abf49fe2cc6a240ef994cbc250c630231b1e4d0422f');
INSERT INTO journal_patient VALUES (1, 1);
INSERT INTO journal_patient VALUES (1, 2);
INSERT INTO journal_patient VALUES (1, 3);
INSERT INTO journal_patient VALUES (1, 4);
INSERT INTO tally VALUES ('active_measurements', 2);
INSERT INTO patient_facet VALUES ('protocol:generic-definitions', 's-0001', 1);
INSERT INTO pack_edition VALUES ('4a4bad35c143b344f0111fce6d4db9b90e59732e00aff8efb515bfecd63094b8', 'small', '1', 'id = "small"', 'bundled', 'Kim', '', 'current', 1);
INSERT INTO therapy_event VALUES ('event-1', 'patient-1', 'phase_started', 'induction', '2025-03-03', NULL, '', 'active', 1, NULL, NULL, NULL, NULL, NULL);
INSERT INTO report_paper VALUES ('87d3ccfb61a7ca5b595609c4392f32b616781e14d620d39517c55aaf6aeb60ac', X'78DA530D707153284A2DC82F2A513054C84F5328482CC94CCD0372006E600868');
INSERT INTO report VALUES ('report-1-1', 'patient-1', 1, 'final', '2025-03-20T09:12:00.000000+00:00', 'Kim', '', '[["generic-definitions","1","abababababababababababababababababababababababababababababababab"]]', '1:cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd', '{"title":"MRD and response report"}', '87d3ccfb61a7ca5b595609c4392f32b616781e14d620d39517c55aaf6aeb60ac', NULL, 'active', 1);
INSERT INTO label_print VALUES ('print-1', 'patient-1', 'sample-1', 2, 'S-0001-1', 'QR, 25 × 25 mm', 'active', 1);
INSERT INTO draft VALUES ('Kim', 'measurement', 'patient-1', '{"value":"0.05 %"}', '2025-03-20T08:12:00.000000+00:00');
INSERT INTO saved_view VALUES ('patients', 'Kim', 'Mine', '{"flag":"PPR"}', 'Kim', '2025-03-20T08:12:00+00:00');
INSERT INTO journal_change VALUES (1, 1, 'patient', '["id","code","name","sex","born_on","diagnosed_on","age_years","age_days","lineage","wbc_10e9_per_l","cns","testicular","mediastinal_mass","down_syndrome","steroid_pretreatment","etp","bulky_disease","prior_remission","pre_steroid_cbc","protocol_eligible","modal_chromosome_number","dna_index","genetics","pack","pack_edition","study","arm_given","therapy_started_on","steroid_days_before_day8","protocol_text","note","status","version"]', NULL, '[["patient-1","S-0001","Kim Müller","female","2021-02-01","2025-03-03",null,null,"B","30.5",null,"unknown","unknown","unknown","unknown","unknown","unknown","unknown","unknown","unknown",null,null,"{}","generic-definitions",null,null,null,"2025-03-03",null,"","","active",1]]');
INSERT INTO journal_change VALUES (1, 2, 'therapy_event', '["id","patient_id","kind","name","happened_on","stated_day","stated_first_dose_day","ended_on","amount","unit","specimen","note","status","version"]', NULL, '[["event-1","patient-1","phase_started","induction","2025-03-03",null,null,null,null,null,null,"","active",1]]');
INSERT INTO journal_change VALUES (1, 3, 'sample', '["id","patient_id","specimen","code","taken_on","stated_day","stated_first_dose_day","timepoint","pull_number","quality","note","status","version"]', NULL, '[["sample-1","patient-1","BM","","2025-03-17",null,null,null,null,"","","active",1]]');
INSERT INTO journal_change VALUES (1, 4, 'measurement', '["id","sample_id","method","state","kind","value","lod","lloq","sensitivity","uloq","limits_note","reported_text","unit","target","denominator","markers","events_total","events_positive","gating","quality","is_verified","note","source","status","version"]', NULL, '[["measurement-1","sample-1","flow","quantified","cell_fraction","0.0005",null,null,null,null,"","0.05 %","%","",null,null,null,null,null,"",0,"","","active",1],["measurement-2","sample-1","flow","negative","cell_fraction",null,null,null,"0.0001",null,"","neg","%","",null,null,null,null,null,"",0,"","","active",1]]');
INSERT INTO journal_change VALUES (2, 1, 'measurement', '["id","sample_id","method","state","kind","value","lod","lloq","sensitivity","uloq","limits_note","reported_text","unit","target","denominator","markers","events_total","events_positive","gating","quality","is_verified","note","source","status","version"]', '[["measurement-1","sample-1","flow","quantified","cell_fraction","0.0005",null,null,null,null,"","0.05 %","%","",null,null,null,null,null,"",0,"","","active",1]]', '[["measurement-1","sample-1","flow","quantified","cell_fraction","0.0005",null,null,null,null,"","0.05 %","%","",null,null,null,null,null,"",0,"typed again","","active",2]]');
INSERT INTO journal_change VALUES (3, 1, 'patient', '["id","code","name","sex","born_on","diagnosed_on","age_years","age_days","lineage","wbc_10e9_per_l","cns","testicular","mediastinal_mass","down_syndrome","steroid_pretreatment","etp","bulky_disease","prior_remission","pre_steroid_cbc","protocol_eligible","modal_chromosome_number","dna_index","genetics","pack","pack_edition","study","arm_given","therapy_started_on","steroid_days_before_day8","protocol_text","note","status","version"]', '[["patient-1","S-0001","Kim Müller","female","2021-02-01","2025-03-03",null,null,"B","30.5",null,"unknown","unknown","unknown","unknown","unknown","unknown","unknown","unknown","unknown",null,null,"{}","generic-definitions",null,null,null,"2025-03-03",null,"","","active",1]]', '[["patient-1","S-0001","Kim Müller","female","2021-02-01","2025-03-03",null,null,"B","30.5",null,"unknown","unknown","unknown","unknown","unknown","unknown","unknown","unknown","unknown",null,null,"{}","generic-definitions","4a4bad35c143b344f0111fce6d4db9b90e59732e00aff8efb515bfecd63094b8",null,null,"2025-03-03",null,"","","active",2]]');
INSERT INTO journal_change VALUES (3, 2, 'pack_edition', '["id","pack_id","pack_version","text","origin","entered_by","approved_by","status","version"]', NULL, '[["4a4bad35c143b344f0111fce6d4db9b90e59732e00aff8efb515bfecd63094b8","small","1","id = \"small\"","bundled","Kim","","current",1]]');
INSERT INTO journal_change VALUES (4, 1, 'report', '["id","patient_id","number","state","made_at","made_by","reason","packs","head","page","pdf_digest","supersedes","status","version"]', NULL, '[["report-1-1","patient-1",1,"final","2025-03-20T09:12:00.000000+00:00","Kim","","[[\"generic-definitions\",\"1\",\"abababababababababababababababababababababababababababababababab\"]]","1:cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd","{\"title\":\"MRD and response report\"}","87d3ccfb61a7ca5b595609c4392f32b616781e14d620d39517c55aaf6aeb60ac",null,"active",1]]');
INSERT INTO journal_change VALUES (4, 2, 'label_print', '["id","patient_id","sample_id","copies","code","form","status","version"]', NULL, '[["print-1","patient-1","sample-1",2,"S-0001-1","QR, 25 × 25 mm","active",1]]');
INSERT INTO patient_search (rowid, code_key, name_key) SELECT number, code_key, name_key FROM patient;
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE UNIQUE INDEX patient_active_code ON patient(code_key) WHERE status = 'active';
CREATE INDEX patient_assessed ON patient(assessed_with) WHERE status = 'active';
CREATE INDEX patient_voided ON patient(number) WHERE status = 'voided';
CREATE INDEX patient_facet_number ON patient_facet(number);
CREATE INDEX journal_patient_seq ON journal_patient(seq);
CREATE INDEX sample_patient ON sample(patient_id, status, taken_on, id);
CREATE INDEX measurement_sample ON measurement(sample_id, status);
CREATE INDEX journal_undoes ON journal(undoes) WHERE undoes IS NOT NULL;
CREATE INDEX journal_actor ON journal(actor, seq);
CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
    BEGIN
        SELECT RAISE(ABORT, 'the journal is append-only');
    END;
CREATE TRIGGER journal_is_never_deleted BEFORE DELETE ON journal
    BEGIN
        SELECT RAISE(ABORT, 'the journal is append-only');
    END;
CREATE TRIGGER journal_patient_is_never_changed BEFORE UPDATE ON journal_patient
    BEGIN
        SELECT RAISE(ABORT, 'the journal is append-only');
    END;
CREATE TRIGGER journal_patient_is_never_deleted BEFORE DELETE ON journal_patient
    BEGIN
        SELECT RAISE(ABORT, 'the journal is append-only');
    END;
CREATE TRIGGER journal_grows_at_its_end BEFORE INSERT ON journal
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
        OR NEW.prev IS NOT coalesce(
            (SELECT hmac FROM journal ORDER BY seq DESC LIMIT 1),
            (SELECT value FROM meta WHERE name = 'genesis')
        )
    BEGIN
        SELECT RAISE(ABORT, 'a journal entry follows the last one');
    END;
CREATE TRIGGER journal_patient_comes_before_its_entry BEFORE INSERT ON journal_patient
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
    BEGIN
        SELECT RAISE(ABORT, 'a written entry is closed');
    END;
CREATE TRIGGER patient_is_never_deleted BEFORE DELETE ON patient
    BEGIN
        SELECT RAISE(ABORT, 'records are voided, never deleted');
    END;
CREATE TRIGGER patient_starts_at_version_1 BEFORE INSERT ON patient
    WHEN NEW.version <> 1
    BEGIN
        SELECT RAISE(ABORT, 'a new record has version 1');
    END;
CREATE TRIGGER sample_is_never_deleted BEFORE DELETE ON sample
    BEGIN
        SELECT RAISE(ABORT, 'records are voided, never deleted');
    END;
CREATE TRIGGER sample_starts_at_version_1 BEFORE INSERT ON sample
    WHEN NEW.version <> 1
    BEGIN
        SELECT RAISE(ABORT, 'a new record has version 1');
    END;
CREATE TRIGGER sample_counts_its_versions BEFORE UPDATE ON sample
    WHEN NEW.id IS NOT OLD.id OR NEW.version IS NOT OLD.version + 1
    BEGIN
        SELECT RAISE(ABORT, 'a change counts one version up');
    END;
CREATE TRIGGER measurement_is_never_deleted BEFORE DELETE ON measurement
    BEGIN
        SELECT RAISE(ABORT, 'records are voided, never deleted');
    END;
CREATE TRIGGER measurement_starts_at_version_1 BEFORE INSERT ON measurement
    WHEN NEW.version <> 1
    BEGIN
        SELECT RAISE(ABORT, 'a new record has version 1');
    END;
CREATE TRIGGER measurement_counts_its_versions BEFORE UPDATE ON measurement
    WHEN NEW.id IS NOT OLD.id OR NEW.version IS NOT OLD.version + 1
    BEGIN
        SELECT RAISE(ABORT, 'a change counts one version up');
    END;
CREATE TRIGGER lab_settings_is_never_deleted BEFORE DELETE ON lab_settings
    BEGIN
        SELECT RAISE(ABORT, 'records are voided, never deleted');
    END;
CREATE TRIGGER lab_settings_starts_at_version_1 BEFORE INSERT ON lab_settings
    WHEN NEW.version <> 1
    BEGIN
        SELECT RAISE(ABORT, 'a new record has version 1');
    END;
CREATE TRIGGER lab_settings_counts_its_versions BEFORE UPDATE ON lab_settings
    WHEN NEW.id IS NOT OLD.id OR NEW.version IS NOT OLD.version + 1
    BEGIN
        SELECT RAISE(ABORT, 'a change counts one version up');
    END;
CREATE TRIGGER meta_is_never_deleted BEFORE DELETE ON meta
    BEGIN
        SELECT RAISE(ABORT, 'what the file is called stays');
    END;
CREATE TRIGGER meta_is_never_changed BEFORE UPDATE ON meta
    WHEN OLD.name <> 'compatibility' OR NEW.name IS NOT OLD.name
    BEGIN
        SELECT RAISE(ABORT, 'what the file is called stays');
    END;
CREATE INDEX therapy_event_patient ON therapy_event(patient_id);
CREATE INDEX therapy_event_kind ON therapy_event(kind, patient_id);
CREATE UNIQUE INDEX pack_edition_current ON pack_edition(pack_id) WHERE status = 'current';
CREATE INDEX patient_pinned ON patient(pack_edition) WHERE pack_edition IS NOT NULL;
CREATE TRIGGER therapy_event_is_never_deleted BEFORE DELETE ON therapy_event
    BEGIN
        SELECT RAISE(ABORT, 'records are voided, never deleted');
    END;
CREATE TRIGGER therapy_event_starts_at_version_1 BEFORE INSERT ON therapy_event
    WHEN NEW.version <> 1
    BEGIN
        SELECT RAISE(ABORT, 'a new record has version 1');
    END;
CREATE TRIGGER therapy_event_counts_its_versions BEFORE UPDATE ON therapy_event
    WHEN NEW.id IS NOT OLD.id OR NEW.version IS NOT OLD.version + 1
    BEGIN
        SELECT RAISE(ABORT, 'a change counts one version up');
    END;
CREATE TRIGGER pack_edition_is_never_deleted BEFORE DELETE ON pack_edition
    BEGIN
        SELECT RAISE(ABORT, 'records are voided, never deleted');
    END;
CREATE TRIGGER pack_edition_starts_at_version_1 BEFORE INSERT ON pack_edition
    WHEN NEW.version <> 1
    BEGIN
        SELECT RAISE(ABORT, 'a new record has version 1');
    END;
CREATE TRIGGER pack_edition_counts_its_versions BEFORE UPDATE ON pack_edition
    WHEN NEW.id IS NOT OLD.id OR NEW.version IS NOT OLD.version + 1
    BEGIN
        SELECT RAISE(ABORT, 'a change counts one version up');
    END;
CREATE TRIGGER pack_edition_keeps_its_text BEFORE UPDATE ON pack_edition
    WHEN NEW.text IS NOT OLD.text OR NEW.pack_id IS NOT OLD.pack_id
        OR NEW.origin IS NOT OLD.origin OR NEW.pack_version IS NOT OLD.pack_version
    BEGIN
        SELECT RAISE(ABORT, 'an edition keeps its text');
    END;
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
    END;
CREATE INDEX journal_change_settings ON journal_change(seq) WHERE table_name = 'lab_settings';
CREATE INDEX journal_change_editions ON journal_change(seq) WHERE table_name = 'pack_edition';
CREATE UNIQUE INDEX report_number ON report(patient_id, number);
CREATE INDEX label_print_sample ON label_print(sample_id);
CREATE TRIGGER journal_change_is_never_changed BEFORE UPDATE ON journal_change
    BEGIN
        SELECT RAISE(ABORT, 'the journal is append-only');
    END;
CREATE TRIGGER journal_change_is_never_deleted BEFORE DELETE ON journal_change
    BEGIN
        SELECT RAISE(ABORT, 'the journal is append-only');
    END;
CREATE TRIGGER journal_change_comes_before_its_entry BEFORE INSERT ON journal_change
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
    BEGIN
        SELECT RAISE(ABORT, 'a written entry is closed');
    END;
CREATE TRIGGER report_is_never_deleted BEFORE DELETE ON report
    BEGIN
        SELECT RAISE(ABORT, 'records are voided, never deleted');
    END;
CREATE TRIGGER report_starts_at_version_1 BEFORE INSERT ON report
    WHEN NEW.version <> 1
    BEGIN
        SELECT RAISE(ABORT, 'a new record has version 1');
    END;
CREATE TRIGGER report_counts_its_versions BEFORE UPDATE ON report
    WHEN NEW.id IS NOT OLD.id OR NEW.version IS NOT OLD.version + 1
    BEGIN
        SELECT RAISE(ABORT, 'a change counts one version up');
    END;
CREATE TRIGGER label_print_is_never_deleted BEFORE DELETE ON label_print
    BEGIN
        SELECT RAISE(ABORT, 'records are voided, never deleted');
    END;
CREATE TRIGGER label_print_starts_at_version_1 BEFORE INSERT ON label_print
    WHEN NEW.version <> 1
    BEGIN
        SELECT RAISE(ABORT, 'a new record has version 1');
    END;
CREATE TRIGGER label_print_counts_its_versions BEFORE UPDATE ON label_print
    WHEN NEW.id IS NOT OLD.id OR NEW.version IS NOT OLD.version + 1
    BEGIN
        SELECT RAISE(ABORT, 'a change counts one version up');
    END;
CREATE TRIGGER report_keeps_what_it_says BEFORE UPDATE ON report
    WHEN NEW.patient_id IS NOT OLD.patient_id OR NEW.number IS NOT OLD.number
        OR NEW.state IS NOT OLD.state OR NEW.made_at IS NOT OLD.made_at
        OR NEW.made_by IS NOT OLD.made_by OR NEW.reason IS NOT OLD.reason
        OR NEW.packs IS NOT OLD.packs OR NEW.head IS NOT OLD.head
        OR NEW.page IS NOT OLD.page OR NEW.pdf_digest IS NOT OLD.pdf_digest
        OR NEW.supersedes IS NOT OLD.supersedes
    BEGIN
        SELECT RAISE(ABORT, 'an issued report keeps what it says');
    END;
CREATE TRIGGER report_stays_voided BEFORE UPDATE ON report
    WHEN OLD.status = 'voided'
    BEGIN
        SELECT RAISE(ABORT, 'a voided report stays voided');
    END;
CREATE TRIGGER report_paper_is_never_changed BEFORE UPDATE ON report_paper
    BEGIN
        SELECT RAISE(ABORT, 'the pages of a report stay as they were issued');
    END;
CREATE TRIGGER report_paper_is_never_deleted BEFORE DELETE ON report_paper
    BEGIN
        SELECT RAISE(ABORT, 'the pages of a report stay as they were issued');
    END;
CREATE TRIGGER label_print_keeps_what_was_printed BEFORE UPDATE ON label_print
    WHEN NEW.patient_id IS NOT OLD.patient_id OR NEW.sample_id IS NOT OLD.sample_id
        OR NEW.copies IS NOT OLD.copies OR NEW.code IS NOT OLD.code
        OR NEW.form IS NOT OLD.form
    BEGIN
        SELECT RAISE(ABORT, 'a print keeps what was printed');
    END;
COMMIT;
