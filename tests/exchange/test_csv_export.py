import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.domain.case import CourseFacts, PatientFacts
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.import_plan import ImportPlan
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import JournalEntry, PatientFile, RecordStatus
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import QuantityKind, Unit
from mrdtracker.domain.vocabulary import (
    CnsStatus,
    Denominator,
    EventKind,
    EventUnit,
    Gating,
    LesionState,
    Lineage,
    Method,
    Quality,
    Sex,
    Specimen,
)
from mrdtracker.exchange.csv_export import FILES, data_dictionary, write_export
from mrdtracker.exchange.csv_import import plan_import
from mrdtracker.exchange.mapping import load_mapping
from mrdtracker.exchange.table import read_table
from mrdtracker.progress import Cancelled, ProgressRecorder
from tests.builders import FIRST_DOSE, a_measurement, a_patient, a_sample, an_event, negative
from tests.exchange.tables import TODAY

FULL_FACTS = PatientFacts(
    sex=Sex.OTHER,
    born_on=date(2021, 2, 1),
    diagnosed_on=FIRST_DOSE,
    age_days=1491,
    lineage=Lineage.T,
    wbc_10e9_per_l=Decimal("30.5"),
    cns=CnsStatus.CNS2,
    testicular=Truth.NO,
    mediastinal_mass=Truth.YES,
    down_syndrome=Truth.NO,
    steroid_pretreatment=Truth.NO,
    etp=Truth.YES,
    bulky_disease=Truth.YES,
    prior_remission=Truth.NO,
    pre_steroid_cbc=Truth.YES,
    protocol_eligible=Truth.YES,
    modal_chromosome_number=46,
    dna_index=Decimal("1.16"),
    genetics={"BCR::ABL1": LesionState.NOT_DETECTED, "iAMP21": LesionState.FAILED},
)
FULL_COURSE = CourseFacts("aieop-bfm-all-2000", "a", "SR", FIRST_DOSE, 7)
FULL = PatientFile(
    a_patient(
        facts=FULL_FACTS,
        course=FULL_COURSE,
        name="=cmd|' /C calc'!A0",
        protocol_text="@AALL",
        note='two\nlines, "quoted" and \'one',
    ),
    (
        an_event(),
        an_event(2, kind=EventKind.RELAPSE, name="", on=None, day=-3, stated_first_dose_day=0),
        an_event(
            3, kind=EventKind.SAMPLE_MISSED, name="D15", specimen=Specimen.CSF, note="family ill"
        ),
        an_event(4, kind=EventKind.SAMPLE_MISSED, name="D15", specimen=Specimen.OTHER, note="ill"),
        an_event(
            5,
            kind=EventKind.BLOOD_COUNT,
            name="ANC",
            amount=Decimal("0.75"),
            unit=EventUnit.E9_PER_L,
        ),
        an_event(
            6,
            kind=EventKind.DRUG_GIVEN,
            name="mercaptopurine",
            ended_on=date(2025, 3, 9),
            amount=Decimal(50),
            unit=EventUnit.MG_PER_M2_PER_DAY,
        ),
        an_event(7, kind=EventKind.PROTOCOL_PAUSED, name="", note="sepsis"),
    ),
    (
        a_sample(code="T1", quality=(Quality.CLOTTED,)),
        a_sample(2, taken_on=None, stated_day=29, stated_first_dose_day=0),
        a_sample(3, taken_on=None, timepoint="EOC", specimen=Specimen.PERIPHERAL_BLOOD),
    ),
    (
        a_measurement(
            quality=(Quality.FEW_CELLS,),
            denominator=Denominator.NUCLEATED_CELLS,
            gating=Gating.CD19_ONLY,
            events_total=500000,
            events_positive=250,
            is_verified=True,
            reported_text="=0.05 % ",
            note="-repeat",
        ),
        a_measurement(2, method=Method.IG_TR_PCR, value=negative(), markers=2, target="VH3-JH4"),
        a_measurement(3, 2, value=MrdValue(ResultState.NEGATIVE), reported_text="0"),
        a_measurement(
            4,
            2,
            method=Method.NGS,
            unit=Unit.PER_1E6,
            value=MrdValue(
                ResultState.POSITIVE_BELOW_LLOQ,
                lod=Decimal("0.000001"),
                lloq=Decimal("0.00002"),
                limits_note="20 of 1 000 000",
            ),
        ),
        a_measurement(
            5,
            3,
            method=Method.FUSION_SCREEN,
            unit=None,
            value=MrdValue(ResultState.DETECTED, QuantityKind.TRANSCRIPT_RATIO),
            target="ETV6::RUNX1",
        ),
        a_measurement(
            6, 3, method=Method.MORPHOLOGY, unit=None, value=MrdValue(ResultState.NOT_EVALUABLE)
        ),
        a_measurement(
            7, 3, value=MrdValue(ResultState.ABOVE_ULOQ, uloq=Decimal("0.1")), reported_text=">10"
        ),
        a_measurement(
            8, 3, unit=None, method=Method.IG_TR_PCR, value=negative(), reported_text="neg"
        ),
    ),
)
ENTRY = JournalEntry(
    1, datetime(2025, 3, 20, 9, 12, tzinfo=UTC), "=ann", "Add patient", head="a" * 64
)


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def read_back(folder: Path, what: str) -> ImportPlan:
    path = locations.bundled_mappings_folder() / f"own-{what}.toml"
    table = read_table(folder / f"{what}.csv", f"{what}.csv")
    return plan_import(table, load_mapping(path.read_bytes(), path.name), today=TODAY)


def test_every_file_is_written_with_its_header_even_without_records(tmp_path):
    paths = write_export(tmp_path / "new" / "folder", [], [])

    assert [path.name for path in paths] == list(FILES)
    assert sorted(path.name for path in paths[0].parent.iterdir()) == sorted(FILES)
    assert [len(rows_of(path)) for path in paths[:6]] == [1] * 6


def test_the_data_dictionary_explains_every_column(tmp_path):
    paths = write_export(tmp_path, [FULL], [ENTRY])
    explained = {(row[0], row[1]) for row in rows_of(paths[-1])[1:]}

    written = {(path.name, name) for path in paths[:6] for name in rows_of(path)[0]}
    assert explained == written
    assert len(explained) == len(list(data_dictionary()))


def test_lines_end_as_the_standard_says_and_there_is_no_mark_at_the_beginning(tmp_path):
    data = write_export(tmp_path, [], [])[0].read_bytes()

    assert data.startswith(b"patient_code,")
    assert data.endswith(b"\r\n")


def test_no_cell_can_be_run_by_a_spreadsheet(tmp_path):
    signs = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
    corpus = [
        f"{before}{sign}1+cmd|'x'!A{n}"
        for sign in signs
        for n in range(12)
        for before in ("", " ", "'", " ' ")
    ]
    patients = [PatientFile(a_patient(n, name=text, note=text)) for n, text in enumerate(corpus)]
    write_export(tmp_path, patients, [ENTRY])

    for name in FILES:
        for row in rows_of(tmp_path / name):
            assert not [
                cell for cell in row if cell.lstrip(" '\u00a0")[:1] in signs and cell[0] != "'"
            ]
    assert [patient.name for patient in read_back(tmp_path, "patients").patients] == [
        text.strip() for text in corpus
    ]


def test_patients_read_back_are_the_same(tmp_path):
    write_export(tmp_path, [FULL, PatientFile(a_patient(2))], [])

    plan = read_back(tmp_path, "patients")

    assert plan.problems == ()
    first, second = plan.patients
    assert (first.facts, first.course) == (FULL_FACTS, FULL_COURSE)
    assert (first.name, first.protocol_text, first.note) == (
        FULL.patient.name,
        FULL.patient.protocol_text,
        FULL.patient.note,
    )
    assert second.facts == replace(a_patient(2).facts)


def test_events_read_back_are_the_same(tmp_path):
    write_export(tmp_path, [FULL], [])

    plan = read_back(tmp_path, "events")

    assert plan.problems == ()
    assert plan.patients[0].events == tuple(event.fact for event in FULL.events)


def test_results_read_back_are_the_same(tmp_path):
    write_export(tmp_path, [FULL], [])

    plan = read_back(tmp_path, "results")

    assert plan.problems == ()
    samples = {sample.id: sample for sample in FULL.samples}
    for result, record in zip(plan.patients[0].results, FULL.measurements, strict=True):
        sample = samples[record.sample_id]
        first = result.day_stated_in.first_dose_day if result.day_stated_in else None
        assert (result.on, result.day, first, result.timepoint, result.specimen) == (
            sample.taken_on,
            sample.stated_day,
            sample.stated_first_dose_day,
            sample.timepoint,
            sample.specimen,
        )
        for name in [
            "method",
            "value",
            "unit",
            "reported_text",
            "target",
            "denominator",
            "markers",
            "events_total",
            "events_positive",
            "gating",
            "note",
        ]:
            assert getattr(result, name) == getattr(record, name), name
        assert result.quality == (*sample.quality, *record.quality)
        assert result.verified is Truth.of(record.is_verified)
    assert plan.patients[0].sample_codes["line 2, column value"] == "T1"


def test_voided_records_are_written_and_not_read_back(tmp_path):
    voided = a_measurement(2, status=RecordStatus.VOIDED)
    file = replace(FULL, measurements=(FULL.measurements[0], voided))
    write_export(tmp_path, [file], [])

    plan = read_back(tmp_path, "results")

    assert len(rows_of(tmp_path / "results.csv")) == 3
    assert len(plan.patients[0].results) == 1
    assert plan.notes == ("left out: voided records, in 1 cell",)


def test_an_export_takes_the_place_of_our_own_earlier_one(tmp_path):
    write_export(tmp_path, [FULL], [ENTRY])
    write_export(tmp_path, [], [])

    assert len(rows_of(tmp_path / "results.csv")) == 1


def test_somebody_elses_file_is_not_touched(tmp_path):
    (tmp_path / "results.csv").write_text("patient,result\n")

    with pytest.raises(InvalidInputError, match=r"results\.csv from elsewhere"):
        write_export(tmp_path, [FULL], [])

    assert [path.name for path in tmp_path.iterdir()] == ["results.csv"]
    assert (tmp_path / "results.csv").read_text() == "patient,result\n"


@pytest.mark.parametrize("name", ["journal.csv", "patients.csv"])
def test_a_folder_in_the_place_of_a_file_is_not_ours(tmp_path, name):
    (tmp_path / name).mkdir()

    with pytest.raises(InvalidInputError, match="from elsewhere"):
        write_export(tmp_path, [], [])


def test_a_file_is_no_folder(tmp_path):
    path = tmp_path / "taken"
    path.write_text("x")

    with pytest.raises(InvalidInputError, match="is a file"):
        write_export(path, [], [])
    with pytest.raises(InvalidInputError, match=r"below cannot be used: Not a directory\."):
        write_export(path / "below", [], [])


def test_an_export_that_breaks_off_leaves_the_folder_as_it_was(tmp_path):
    write_export(tmp_path, [FULL], [ENTRY])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    progress = ProgressRecorder()
    progress.cancel()

    with pytest.raises(Cancelled):
        write_export(tmp_path, [PatientFile(a_patient(2))], [], progress)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before

    (tmp_path / ".results.csv.before").mkdir()  # so this one cannot be replaced
    with pytest.raises(InvalidInputError, match="cannot be written"):
        write_export(tmp_path, [PatientFile(a_patient(2))], [])

    (tmp_path / ".results.csv.before").rmdir()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_full_disk_is_one_sentence(tmp_path):
    (tmp_path / ".results.csv.partial").symlink_to("/dev/full")

    def without_end():
        for number in range(10_000):
            yield replace(FULL, patient=a_patient(number))

    with pytest.raises(InvalidInputError, match="cannot be written") as refused:
        write_export(tmp_path, without_end(), [])

    assert refused.value.hint
    assert list(tmp_path.iterdir()) == []
