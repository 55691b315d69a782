"""A store of many invented patients, written through the ledger like everything else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from mrdtracker.domain.case import CourseFacts, PatientFacts
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import (
    Measurement,
    MeasurementId,
    Patient,
    PatientId,
    PatientSummary,
    Record,
    Sample,
    SampleId,
)
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.store.database import create_store
from mrdtracker.store.ledger import Ledger

RESULTS_EACH = 10
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PERSON = "Benchmark"
FAMILY = ("Kim", "Lee", "Park", "Choi", "Novak", "Silva", "Haddad", "Okafor", "Meyer", "Rossi")
PACKS = ("aieop-bfm-all-2000", "cog-aall08b1", "ccg-early-marrow", "kspho-hr-2024")
BATCH = 2000


def records_of(number: int, results: int = RESULTS_EACH) -> Iterator[Record]:
    """Yield the records of one invented patient."""
    started = date(2016, 1, 4) + timedelta(days=number % 3600)
    patient_id = PatientId(f"p{number:07d}")
    yield Patient(
        id=patient_id,
        code=f"S-{number:06d}",
        name=f"{FAMILY[number % 10]} {chr(65 + number % 26)}.{number % 97}",
        facts=PatientFacts(born_on=date(2012, 5, 1), wbc_10e9_per_l=Decimal(number % 200 + 1)),
        course=CourseFacts(pack=PACKS[number % 4], therapy_started_on=started),
    )
    for index in range(results):
        sample = SampleId(f"s{number:07d}-{index}")
        yield Sample(
            id=sample,
            patient_id=patient_id,
            specimen=Specimen.BONE_MARROW,
            taken_on=started + timedelta(days=(7, 14, 28, 32, 77, 120, 200, 300, 420, 600)[index]),
        )
        yield _result(number, index, sample)


def _result(number: int, index: int, sample: SampleId) -> Measurement:
    if (number + index) % 3 == 0:
        value = MrdValue(ResultState.NEGATIVE, sensitivity=Decimal("0.00001"))
        text = "neg (1E-5)"
    else:
        amount = Decimal((number * 7 + index * 13) % 9999 + 1).scaleb(-6)
        value = MrdValue(ResultState.QUANTIFIED, value=amount)
        text = f"{amount:f}"
    return Measurement(
        id=MeasurementId(f"m{number:07d}-{index}"),
        sample_id=sample,
        method=Method.IG_TR_PCR,
        value=value,
        reported_text=text,
        unit=Unit.FRACTION,
        target="IGH",
        markers=2,
    )


def write_large_store(path: Path, key_folder: Path, patients: int, signature: str) -> None:
    """Write a store of invented patients, each with ten results and a derived line."""
    with create_store(path, key_folder=key_folder) as database:
        ledger = Ledger(database, lambda: NOW)
        for first in range(0, patients, BATCH):
            numbers = range(first, min(first + BATCH, patients))
            puts = [record for number in numbers for record in records_of(number)]
            ledger.write(actor=PERSON, label=f"Import {first}", puts=puts)
            ledger.save_summaries(
                {PatientId(f"p{number:07d}"): _summary(number, signature) for number in numbers}
            )


def _summary(number: int, signature: str) -> PatientSummary:
    base = PatientSummary(assessed_with=signature)
    if number % 20 == 0:
        flags = ("HIGH_RISK_THRESHOLD_CROSSED",)
        return replace(base, group="HR", status="final", flags=flags, level="high")
    if number % 3 == 0:
        possible = ("SR", "MR")
        return replace(base, status="indeterminate", possible=possible, is_missing=True)
    return replace(base, group="MR", status="provisional", possible=("MR",), level="intermediate")
