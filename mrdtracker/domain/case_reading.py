"""Reads case files (``mrdtracker-case/1``): absent is unknown, no unit is assumed, no float taken.

Beside the fields of the published format a result may carry ``uloq``, ``target``, ``note``,
``reported_text``, ``limits_note`` and ``first_dose_day`` (0 or 1: how the source counts).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import TypeVar

from mrdtracker.domain.case import (
    CourseFacts,
    Event,
    PatientCase,
    PatientFacts,
    Result,
    problem_of_event,
)
from mrdtracker.domain.case_dates import check_date, dates_before_birth
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.errors import InvalidInputError, Problem, ProblemsError
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.notation_answers import CountLimits, Limits
from mrdtracker.domain.notation_counts import limits_from_events
from mrdtracker.domain.strict_fields import Fields, read_json
from mrdtracker.domain.units import Unit, to_canonical
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
from mrdtracker.words import say

_Word = TypeVar("_Word", bound=Enum)

CASE_FORMAT = "mrdtracker-case/1"
CASE_FIELDS = ("format", "patient", "course", "results", "note")
TRUTH_FIELDS = (
    "testicular",
    "mediastinal_mass",
    "down_syndrome",
    "steroid_pretreatment",
    "etp",
    "bulky_disease",
    "prior_remission",
    "pre_steroid_cbc",
    "protocol_eligible",
)
PATIENT_FIELDS = (
    "id",
    "sex",
    "born_on",
    "diagnosed_on",
    "age_years",
    "age_days",
    "lineage",
    "wbc_10e9_per_L",
    "cns",
    *TRUTH_FIELDS,
    "modal_chromosome_number",
    "dna_index",
    "genetics",
)
COURSE_FIELDS = (
    "pack",
    "study",
    "arm_given",
    "therapy_started_on",
    "steroid_days_before_day8",
    "events",
)
EVENT_FIELDS = (
    "kind",
    "name",
    "on",
    "day",
    "first_dose_day",
    "ended_on",
    "amount",
    "unit",
    "specimen",
    "note",
)
LIMIT_FIELDS = ("lod", "lloq", "sensitivity", "uloq")
RESULT_FIELDS = (
    "on",
    "day",
    "first_dose_day",
    "timepoint",
    "specimen",
    "method",
    "target",
    "state",
    "value",
    "unit",
    *LIMIT_FIELDS,
    "limits_note",
    "denominator",
    "markers",
    "events_total",
    "events_positive",
    "gating",
    "quality",
    "verified",
    "reported_text",
    "note",
)
EARLIEST_DAY, LATEST_DAY = -36500, 36500
OLDEST_YEARS, OLDEST_DAYS = 120, 43830
MOST_CHROMOSOMES = 200


def read_case_text(text: str, where: str = "case") -> PatientCase:
    """Read a case from JSON text; see `read_case`. The ``format`` field must be there."""
    document = read_json(text, where)
    if isinstance(document, Mapping) and "format" not in document:
        raise ProblemsError(
            where, [Problem("format", say('is missing: write "{}".').format(CASE_FORMAT))]
        )
    return read_case(document, where)


def read_case(document: object, where: str = "case") -> PatientCase:
    """Read a case from an object, as JSON or TOML gives it.

    ``Result.key`` is the position of the result in the file. Whether ``on``, ``day`` and
    ``timepoint`` of a result agree can be said only with a pack: the engine does.

    A result before the diagnosis needs a ``note`` of its own or of the case. Where the date of
    diagnosis is not known, so does a result before the start of therapy, unless it names no time
    point, or the diagnosis itself: such a result is the diagnostic sample.

    Args:
        document: The parsed file; ``format`` may be absent, as in the examples of a pack.
        where: What the problems are listed under, the name of the file.

    Raises:
        ProblemsError: Every mistake with its path, not only the first.
    """
    stated = document.get("format", CASE_FORMAT) if isinstance(document, Mapping) else CASE_FORMAT
    if stated != CASE_FORMAT:
        text = say("'{}' is not the format that this version reads, {}.")
        raise ProblemsError(where, [Problem("format", text.format(stated, CASE_FORMAT))])
    problems: list[Problem] = []
    fields = Fields(document, "", problems, CASE_FIELDS)
    about = fields.child("patient", PATIENT_FIELDS)
    case = PatientCase(
        patient_id=about.text("id") or "",
        patient=_read_patient(about),
        course=_read_course(fields.child("course", COURSE_FIELDS)),
        note=fields.text("note") or "",
    )
    problems.extend(dates_before_birth(case))
    read = tuple(
        _read_result(Fields(item, f"results[{place}]", problems, RESULT_FIELDS), case, str(place))
        for place, item in enumerate(fields.items("results"))
    )
    if problems:
        raise ProblemsError(where, problems)
    return replace(case, results=tuple(result for result in read if result is not None))


def _read_patient(fields: Fields) -> PatientFacts:
    age_years, dna_index = fields.number("age_years"), fields.number("dna_index")
    if age_years is not None and age_years > OLDEST_YEARS:
        fields.refuse("age_years", say("is more than {} years.").format(OLDEST_YEARS))
    if dna_index == 0:
        fields.refuse("dna_index", say("must be more than 0."))
    return PatientFacts(
        sex=fields.word("sex", Sex),
        born_on=fields.on("born_on"),
        diagnosed_on=fields.on("diagnosed_on"),
        age_years=age_years,
        age_days=fields.integer("age_days", highest=OLDEST_DAYS),
        lineage=fields.word("lineage", Lineage),
        wbc_10e9_per_l=fields.number("wbc_10e9_per_L"),
        cns=fields.word("cns", CnsStatus),
        modal_chromosome_number=fields.integer("modal_chromosome_number", 1, MOST_CHROMOSOMES),
        dna_index=dna_index,
        genetics=MappingProxyType(fields.named_words("genetics", LesionState)),
        testicular=fields.truth("testicular"),
        mediastinal_mass=fields.truth("mediastinal_mass"),
        down_syndrome=fields.truth("down_syndrome"),
        steroid_pretreatment=fields.truth("steroid_pretreatment"),
        etp=fields.truth("etp"),
        bulky_disease=fields.truth("bulky_disease"),
        prior_remission=fields.truth("prior_remission"),
        pre_steroid_cbc=fields.truth("pre_steroid_cbc"),
        protocol_eligible=fields.truth("protocol_eligible"),
    )


def _read_course(fields: Fields) -> CourseFacts:
    events = tuple(
        _read_event(Fields(item, fields.where(f"events[{place}]"), fields.problems, EVENT_FIELDS))
        for place, item in enumerate(fields.items("events"))
    )
    return CourseFacts(
        pack=fields.text("pack"),
        study=fields.text("study"),
        arm_given=fields.text("arm_given"),
        therapy_started_on=fields.on("therapy_started_on"),
        steroid_days_before_day8=fields.integer("steroid_days_before_day8", highest=LATEST_DAY),
        events=tuple(event for event in events if event is not None),
    )


def _read_event(fields: Fields) -> Event | None:
    if not fields.is_object:
        return None
    if not fields.has("on") and not fields.has("day"):
        fields.refuse("", say("needs 'on' or 'day'."))
    kind = _required(fields, "kind", EventKind)
    name, on = fields.text("name") or "", fields.on("on")
    day = fields.integer("day", EARLIEST_DAY, LATEST_DAY)
    first = fields.integer("first_dose_day", 0, 1)
    if kind is None:
        return None
    event = Event(
        kind,
        name,
        on,
        day,
        day_stated_in=DayConvention(first) if first is not None else None,
        ended_on=fields.on("ended_on"),
        amount=fields.number("amount"),
        unit=fields.word("unit", EventUnit),
        specimen=fields.word("specimen", Specimen),
        note=fields.text("note") or "",
    )
    problem = problem_of_event(event) if fields.has("on") or fields.has("day") else ""
    if problem:
        fields.refuse("", problem[:1].lower() + problem[1:])
    return event


def _read_result(fields: Fields, case: PatientCase, key: str) -> Result | None:
    if not fields.is_object:
        return None
    before = len(fields.problems)
    specimen = _required(fields, "specimen", Specimen)
    method = _required(fields, "method", Method)
    events_total = fields.integer("events_total")
    unit = fields.word("unit", Unit)
    value = _read_mrd_value(fields, method, unit, events_total)
    on, note = fields.on("on"), fields.text("note") or ""
    day = fields.integer("day", EARLIEST_DAY, LATEST_DAY)
    first_dose_day = fields.integer("first_dose_day", 0, 1)
    timepoint, target = fields.text("timepoint"), fields.text("target") or ""
    denominator, gating = fields.word("denominator", Denominator), fields.word("gating", Gating)
    markers, events_positive = fields.integer("markers"), fields.integer("events_positive")
    quality, verified = fields.words("quality", Quality), fields.truth("verified")
    reported_text = fields.text("reported_text") or ""
    check_date(fields, on, case, has_note=bool(note or case.note))
    if len(fields.problems) > before or specimen is None or method is None or value is None:
        return None
    try:
        return Result(
            specimen=specimen,
            method=method,
            value=value,
            on=on,
            day=day,
            day_stated_in=None if first_dose_day is None else DayConvention(first_dose_day),
            timepoint=timepoint,
            target=target,
            unit=unit,
            denominator=denominator,
            markers=markers,
            events_total=events_total,
            events_positive=events_positive,
            gating=gating,
            quality=quality,
            verified=verified,
            reported_text=reported_text,
            key=key,
            note=note,
        )
    except InvalidInputError as error:
        fields.refuse("", str(error))
        return None


def _read_mrd_value(
    fields: Fields, method: Method | None, unit: Unit | None, events_total: int | None
) -> MrdValue | None:
    before = len(fields.problems)
    state = _required(fields, "state", ResultState)
    limits_note = fields.text("limits_note") or ""
    numbers = _read_numbers(fields, unit, method)
    if state is None or method is None:
        return None
    for name, owner in (("value", ResultState.QUANTIFIED), ("uloq", ResultState.ABOVE_ULOQ)):
        if fields.has(name) and state is not owner:
            fields.refuse(
                name,
                say("belongs to the state '{}', not to '{}'.").format(owner.value, state.value),
            )
        if not fields.has(name) and state is owner:
            fields.refuse(name, say("is missing: the state '{}' needs it.").format(owner.value))
    if len(fields.problems) > before:
        return None
    limits = Limits(numbers.get("lod"), numbers.get("lloq"), numbers.get("sensitivity"))
    if method is Method.FLOW and state.is_numeric and events_total:
        limits, filled = limits_from_events(events_total, limits, CountLimits())
        limits_note = limits_note or filled
    try:
        return MrdValue(
            state,
            method.kind,
            value=numbers.get("value") if state is ResultState.QUANTIFIED else None,
            lod=limits.lod,
            lloq=limits.lloq,
            sensitivity=limits.sensitivity,
            uloq=numbers.get("uloq") if state is ResultState.ABOVE_ULOQ else None,
            limits_note=limits_note,
        )
    except InvalidInputError as error:
        fields.refuse("", f"{error} ({limits_note})" if limits_note else str(error))
        return None


def _read_numbers(fields: Fields, unit: Unit | None, method: Method | None) -> dict[str, Decimal]:
    """Read the value and its limits, all in the unit of the result, into canonical units."""
    names = ("value", *LIMIT_FIELDS)
    read = {name: fields.number(name) for name in names}
    given = [name for name in names if fields.has(name)]
    if given and not fields.has("unit"):
        fields.refuse(
            "unit", say("is missing for '{}': there is no default unit.").format(given[0])
        )
    if unit is None:
        return {}
    if given and method is not None and unit.kind is not method.kind:
        allowed = ", ".join(one.value for one in Unit if one.kind is method.kind)
        fields.refuse(
            "unit",
            say("'{}' does not fit {}. Allowed: {}.").format(unit.value, method.value, allowed),
        )
        return {}
    canonical = {}
    for name, number in read.items():
        try:
            if number is not None:
                canonical[name] = to_canonical(number, unit)
        except InvalidInputError as error:
            fields.refuse(name, str(error))
    return canonical


def _required(fields: Fields, name: str, words: type[_Word]) -> _Word | None:
    if not fields.has(name):
        allowed = ", ".join(str(word.value) for word in words)
        fields.refuse(name, say("is missing. Allowed: {}.").format(allowed))
    return fields.word(name, words)
