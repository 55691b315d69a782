"""A mapping while a person makes it: what each column of a foreign table says."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from mrdtracker.domain.errors import Problem, ProblemsError
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import LesionState, Method, Specimen
from mrdtracker.exchange.mapping import FORMAT, Mapping, fingerprint, load_mapping, write_mapping
from mrdtracker.exchange.mapping_blocks import (
    Below,
    FactColumn,
    FactField,
    LesionColumn,
    NoteColumn,
    PatientColumns,
    ResultColumn,
    Zero,
    enum_of,
)
from mrdtracker.words import mark, say

LONGEST_ID = 60
_NEW = mark("The new mapping")


class Role(Enum):
    """What a column of a foreign table can say; facts of the patient are named by their field."""

    LEFT_OUT = ""
    CODE = "code"
    RESULT = "result"
    RESULT_DATE = "result date"
    RESULT_DAY = "result day"
    TIMEPOINT = "time point"
    SPECIMEN = "specimen"
    METHOD = "method"
    UNIT = "unit"
    TARGET = "target"
    LESION = "lesion"
    NOTE = "note"
    NAME = "name"
    SEX = "sex"
    BORN_ON = "born_on"
    DIAGNOSED_ON = "diagnosed_on"
    THERAPY_STARTED_ON = "therapy_started_on"
    AGE_YEARS = "age_years"
    AGE_DAYS = "age_days"
    LINEAGE = "lineage"
    WBC = "wbc_10e9_per_l"
    CNS = "cns"
    TESTICULAR = "testicular"
    MEDIASTINAL_MASS = "mediastinal_mass"
    DOWN_SYNDROME = "down_syndrome"
    STEROID_PRETREATMENT = "steroid_pretreatment"
    BULKY_DISEASE = "bulky_disease"
    PRE_STEROID_CBC = "pre_steroid_cbc"
    PRIOR_REMISSION = "prior_remission"
    ETP = "etp"
    DNA_INDEX = "dna_index"
    MODAL_CHROMOSOME_NUMBER = "modal_chromosome_number"
    PROTOCOL_TEXT = "protocol_text"
    STUDY = "study"
    ARM_GIVEN = "arm_given"

    @property
    def fact(self) -> FactField | None:
        """The fact of the patient that the column says; None for the other roles."""
        known = {one.value: one for one in FactField}
        return known.get(self.value) if self is not Role.NOTE else None

    @property
    def words(self) -> tuple[str, ...]:
        """Our words of the closed list that the column's words have to be translated into."""
        lists: dict[Role, type[Enum]] = {
            Role.LESION: LesionState,
            Role.SPECIMEN: Specimen,
            Role.METHOD: Method,
            Role.UNIT: Unit,
        }
        kind = enum_of(self.fact) if self.fact is not None else lists.get(self)
        if kind is None:
            return ()
        return tuple(str(one.value) for one in kind if one is not Truth.UNKNOWN)


@dataclass(frozen=True)
class ResultDraft:
    """What is said of a column of results, where no other column says it."""

    method: Method | None = None
    specimen: Specimen | None = None
    unit: Unit | None = None
    day: int | None = None
    timepoint: str = ""
    zero: str = ""
    below: str = ""
    sensitivity_column: str = ""
    sensitivity_unit: Unit | None = None


@dataclass(frozen=True)
class ColumnDraft:
    """What one column says.

    Attributes:
        words: The file's words to ours, for closed lists.
    """

    column: str
    role: Role = Role.LEFT_OUT
    words: MappingOf[str, str] = field(default_factory=dict)
    result: ResultDraft = field(default_factory=ResultDraft)


@dataclass(frozen=True)
class MappingDraft:
    """A mapping as a person has described it so far."""

    title: str
    columns: Sequence[ColumnDraft]
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    decimal_mark: str = "."
    date_format: str = ""
    day_of_first_dose: int | None = None

    def with_role(self, role: Role) -> tuple[ColumnDraft, ...]:
        """Return the columns of a role."""
        return tuple(one for one in self.columns if one.role is role)


def zero_meanings() -> tuple[str, ...]:
    """Return the words for what 0 means in a column of results."""
    return tuple(one.value for one in Zero)


def below_meanings() -> tuple[str, ...]:
    """Return the words for what ``<x`` means in a column of results."""
    return tuple(one.value for one in Below)


def mapping_of(draft: MappingDraft, header: Sequence[str], taken: Sequence[str]) -> Mapping:
    """Make the mapping that a draft describes, checked as a file would be.

    Args:
        draft: What each column says.
        header: The header of the table that it was made for.
        taken: Ids of the mappings that there are.

    Raises:
        ProblemsError: Everything that is missing or contradicts itself.
    """
    codes = draft.with_role(Role.CODE)
    problems = _problems_of(draft)
    if problems:
        raise ProblemsError(say(_NEW), problems)
    mapping = Mapping(
        format=FORMAT,
        id=_id_of(draft.title, taken),
        title=draft.title.strip(),
        about="Made in the import dialog.",
        fingerprints=(fingerprint(header),),
        day_of_first_dose=draft.day_of_first_dose,
        decimal_mark=draft.decimal_mark,
        date_format=draft.date_format,
        missing=draft.missing,
        unknown=draft.unknown,
        patient=PatientColumns(code=codes[0].column),
        facts=tuple(_fact(one) for one in draft.columns if one.role.fact is not None),
        lesions=tuple(
            LesionColumn(name=one.column, column=one.column, values=dict(one.words))
            for one in draft.with_role(Role.LESION)
        ),
        notes=tuple(
            NoteColumn(title=one.column, column=one.column) for one in draft.with_role(Role.NOTE)
        ),
        results=tuple(_result(one, draft) for one in draft.with_role(Role.RESULT)),
    )
    return load_mapping(write_mapping(mapping).encode("utf-8"), say(_NEW))


def _problems_of(draft: MappingDraft) -> list[Problem]:
    found = []
    if not draft.title.strip():
        found.append(Problem(say("Title"), say("Give the mapping a name.")))
    for role, words in (
        (Role.CODE, mark("patient code")),
        (Role.RESULT_DATE, mark("date of the result")),
        (Role.RESULT_DAY, mark("day of the result")),
        (Role.SPECIMEN, mark("specimen")),
        (Role.METHOD, mark("method")),
        (Role.UNIT, mark("unit")),
        (Role.TARGET, mark("target")),
    ):
        columns = [one.column for one in draft.with_role(role)]
        if len(columns) > 1:
            listed = say("two columns say it: {}.").format(", ".join(columns))
            found.append(Problem(say(words), listed))
        if role is Role.CODE and not columns:
            found.append(Problem(say(words), say("choose the column that holds it.")))
    return found


def _fact(one: ColumnDraft) -> FactColumn:
    unit = Unit.E9_PER_L if one.role is Role.WBC else None
    assert one.role.fact is not None  # noqa: S101 - for the type checker; asked by the caller
    return FactColumn(field=one.role.fact, column=one.column, values=dict(one.words), unit=unit)


def _result(one: ColumnDraft, draft: MappingDraft) -> ResultColumn:
    said = one.result

    def column(role: Role) -> str:
        return next((other.column for other in draft.with_role(role)), "")

    def words(role: Role) -> dict[str, str]:
        return next((dict(other.words) for other in draft.with_role(role)), {})

    method, specimen, unit = column(Role.METHOD), column(Role.SPECIMEN), column(Role.UNIT)
    day = column(Role.RESULT_DAY)
    return ResultColumn(
        column=one.column,
        method=None if method else said.method,
        method_column=method,
        method_values=words(Role.METHOD),
        specimen=None if specimen else said.specimen,
        specimen_column=specimen,
        specimen_values=words(Role.SPECIMEN),
        unit=None if unit else said.unit,
        unit_column=unit,
        unit_values=words(Role.UNIT),
        day=None if day else said.day,
        day_column=day,
        timepoint=said.timepoint,
        timepoint_column=column(Role.TIMEPOINT),
        date_column=column(Role.RESULT_DATE),
        target_column=column(Role.TARGET),
        zero=Zero(said.zero) if said.zero else None,
        below=Below(said.below) if said.below else None,
        sensitivity_column=said.sensitivity_column,
        sensitivity_unit=said.sensitivity_unit,
    )


def _id_of(title: str, taken: Sequence[str]) -> str:
    """Make a file name of the title that no other mapping has."""
    plain = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:LONGEST_ID] or "mapping"
    number, name = 1, plain
    while name in taken:
        number += 1
        name = f"{plain}-{number}"
    return name
