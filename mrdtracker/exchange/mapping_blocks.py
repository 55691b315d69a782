"""The parts of a mapping: which column of a foreign table says what, and by which rules."""
# ruff: noqa: RUF009 - the calls declare keys, as dataclasses.field does

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from mrdtracker.domain.case import PatientFacts
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import (
    CnsStatus,
    Denominator,
    EventKind,
    LesionState,
    Lineage,
    Method,
    Sex,
    Specimen,
)
from mrdtracker.exchange.toml_keys import (
    choice_key,
    flag_key,
    integer_key,
    required_choice_key,
    table_key,
    text_key,
    words_key,
)

NO_EVENT = "none"
KEPT_AS_NOTE = "note"
FIRST_DAYS = range(2)
DAYS = range(-400, 20_000)


class FactField(Enum):
    """What a column can say about a patient; the words are the names of the domain's fields."""

    NAME = "name"
    NOTE = "note"
    PROTOCOL_TEXT = "protocol_text"
    SEX = "sex"
    BORN_ON = "born_on"
    DIAGNOSED_ON = "diagnosed_on"
    AGE_YEARS = "age_years"
    AGE_DAYS = "age_days"
    LINEAGE = "lineage"
    WBC = "wbc_10e9_per_l"
    CNS = "cns"
    TESTICULAR = "testicular"
    MEDIASTINAL_MASS = "mediastinal_mass"
    DOWN_SYNDROME = "down_syndrome"
    STEROID_PRETREATMENT = "steroid_pretreatment"
    ETP = "etp"
    BULKY_DISEASE = "bulky_disease"
    PRIOR_REMISSION = "prior_remission"
    PRE_STEROID_CBC = "pre_steroid_cbc"
    PROTOCOL_ELIGIBLE = "protocol_eligible"
    MODAL_CHROMOSOME_NUMBER = "modal_chromosome_number"
    DNA_INDEX = "dna_index"
    GENETICS = "genetics"
    PACK = "pack"
    STUDY = "study"
    ARM_GIVEN = "arm_given"
    THERAPY_STARTED_ON = "therapy_started_on"
    STEROID_DAYS_BEFORE_DAY8 = "steroid_days_before_day8"


_ENUM_OF_FACT: dict[FactField, type[Enum]] = {
    FactField.SEX: Sex,
    FactField.LINEAGE: Lineage,
    FactField.CNS: CnsStatus,
}
_TRUTH_FACTS = frozenset(
    one for one in FactField if getattr(PatientFacts(), one.value, None) is Truth.UNKNOWN
)


def enum_of(field: FactField) -> type[Enum] | None:
    """Return the closed list that a fact takes its words from; None for numbers and texts."""
    return Truth if field in _TRUTH_FACTS else _ENUM_OF_FACT.get(field)


def words_of(kind: type[Enum]) -> tuple[str, ...]:
    """List the words of a closed list."""
    return tuple(str(member.value) for member in kind)


class Zero(Enum):
    """What the number 0 means in a column."""

    NEGATIVE = "negative"
    COUNT = "zero_count"
    REFUSE = "refuse"


class Below(Enum):
    """What ``<x`` means in a column: below detection, or found but below quantification."""

    NEGATIVE = "negative"
    POSITIVE = "positive"


class CountedFrom(Enum):
    """Where a time in days begins."""

    FIRST_DOSE = "first_dose"
    DIAGNOSIS = "diagnosis"
    ENROLMENT = "enrolment"


@dataclass(frozen=True)
class PatientColumns:
    """Who a row speaks of.

    Attributes:
        code: Column of the laboratory's identifier.
        strip_prefix: Beginning of the identifier that is left out.
    """

    code: str = text_key()
    strip_prefix: str = text_key("")


@dataclass(frozen=True)
class FactColumn:
    """A fact of the patient in a column; ``values`` translates the file's words into ours."""

    field: FactField = required_choice_key(FactField)
    column: str = text_key()
    values: Mapping[str, str] = table_key()
    unit: Unit | None = choice_key(Unit)


@dataclass(frozen=True)
class LesionColumn:
    """A genetic lesion in a column.

    Attributes:
        name: HGNC ``::`` name, or the name that the rule packs use.
        negative_needs: Columns of which one must be filled for "not detected" to be believed; a
            file that writes 0 also where nobody looked is not taken at its word.
    """

    name: str = text_key()
    column: str = text_key()
    values: Mapping[str, str] = table_key(words_of(LesionState))
    negative_needs: tuple[str, ...] = words_key()


@dataclass(frozen=True)
class EventColumn:
    """Something that happened, in a column.

    Attributes:
        column: Holds the word for what happened.
        title: What the column is called in notes; the column's own name where left out.
        values: The file's words to kinds of events, to "none" (stated: no event) or to "note".
        time_column: Days until it happened, or until the last visit.
        counted_from: Where those days begin.
        name_column: Name of the event (a phase); for tables with one event per row, as are the
            columns below.
        first_dose_day_column: How ``day_column`` counts, 0 or 1; else as the mapping states.
        end_column: Last day of what was given over a time, a date.
        amount_column: A blood count or a dose, in the unit of ``unit_column``.
        specimen_column: What was not taken, of a missed sample.
    """

    column: str = text_key()
    title: str = text_key("")
    values: Mapping[str, str] = table_key((*words_of(EventKind), NO_EVENT, KEPT_AS_NOTE))
    time_column: str = text_key("")
    counted_from: CountedFrom | None = choice_key(CountedFrom)
    name_column: str = text_key("")
    date_column: str = text_key("")
    day_column: str = text_key("")
    first_dose_day_column: str = text_key("")
    end_column: str = text_key("")
    amount_column: str = text_key("")
    unit_column: str = text_key("")
    specimen_column: str = text_key("")
    note_column: str = text_key("")


@dataclass(frozen=True)
class NoteColumn:
    """A text that is kept in the patient's note as it stands, and never classified."""

    title: str = text_key()
    column: str = text_key()


@dataclass(frozen=True)
class LeftOutRows:
    """Rows that do not speak of a patient (a xenograft, a control), by a word in a column."""

    column: str = text_key()
    reason: str = text_key()
    words: tuple[str, ...] = words_key()


@dataclass(frozen=True)
class ResultColumn:
    """One result of every row.

    Constants serve tables with one column per time point, ``*_column`` those with one row per
    result.

    Attributes:
        column: The value.
        zero: What 0 means; where left out, a count for microscopy and refused for MRD.
        nines: A number that ends in a row of nines (0.0099999) is a coded ``<`` (< 0.01).
        below: What ``<x`` means.
        coded: Cells that stand for another text: ``{"ND" = "neg"}``.
        sensitivity_unit: Unit of the limits' columns; the result's own where left out.
        repeat_column: Tells repeats on one sample apart.
    """

    column: str = text_key()
    state_column: str = text_key("")
    state_values: Mapping[str, str] = table_key(words_of(ResultState))
    kind_column: str = text_key("")
    method: Method | None = choice_key(Method)
    method_column: str = text_key("")
    method_values: Mapping[str, str] = table_key(words_of(Method))
    specimen: Specimen | None = choice_key(Specimen)
    specimen_column: str = text_key("")
    specimen_values: Mapping[str, str] = table_key(words_of(Specimen))
    unit: Unit | None = choice_key(Unit)
    unit_column: str = text_key("")
    unit_values: Mapping[str, str] = table_key(words_of(Unit))
    day: int | None = integer_key(DAYS)
    day_column: str = text_key("")
    first_dose_day_column: str = text_key("")
    timepoint: str = text_key("")
    timepoint_column: str = text_key("")
    date_column: str = text_key("")
    target: str = text_key("")
    target_column: str = text_key("")
    zero: Zero | None = choice_key(Zero)
    nines: bool = flag_key()
    below: Below | None = choice_key(Below)
    coded: Mapping[str, str] = table_key()
    sensitivity_column: str = text_key("")
    sensitivity_unit: Unit | None = choice_key(Unit)
    lod_column: str = text_key("")
    lloq_column: str = text_key("")
    uloq_column: str = text_key("")
    limits_note_column: str = text_key("")
    denominator: Denominator | None = choice_key(Denominator)
    denominator_column: str = text_key("")
    denominator_values: Mapping[str, str] = table_key(words_of(Denominator))
    gating_column: str = text_key("")
    markers_column: str = text_key("")
    events_total_column: str = text_key("")
    events_positive_column: str = text_key("")
    quality_columns: tuple[str, ...] = words_key()
    verified_column: str = text_key("")
    reported_text_column: str = text_key("")
    note_column: str = text_key("")
    sample_column: str = text_key("")
    repeat_column: str = text_key("")
