"""Builders of cases, packs and courses for the tests of plots."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from mrdtracker.domain.case import CourseFacts, Event, PatientCase, Result
from mrdtracker.domain.days import DayConvention, DayWindow
from mrdtracker.domain.finding import (
    Assessment,
    Finding,
    FindingKind,
    GroupStatus,
    Level,
    NamedTimePoint,
    PackOverview,
    PackReference,
    PackState,
    ThresholdMark,
)
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import EventKind, Method, Specimen
from mrdtracker.plots.mrd_course import MrdCourse

START = date(2026, 3, 2)
DAY_ONE = DayConvention(1)
PACK = PackReference("bfm", "1.0.0", "0" * 64, PackState.ACTIVE, "BFM")
BM, PB = Specimen.BONE_MARROW, Specimen.PERIPHERAL_BLOOD


def quantified(fraction: str, method: Method = Method.FLOW, **limits: str) -> MrdValue:
    numbers = {name: Decimal(text) for name, text in limits.items()}
    return MrdValue(ResultState.QUANTIFIED, method.kind, value=Decimal(fraction), **numbers)


def negative(sensitivity: str | None = None, method: Method = Method.FLOW) -> MrdValue:
    limit = None if sensitivity is None else Decimal(sensitivity)
    return MrdValue(ResultState.NEGATIVE, method.kind, sensitivity=limit)


def stated(state: ResultState, method: Method = Method.FLOW, **limits: str) -> MrdValue:
    numbers = {name: Decimal(text) for name, text in limits.items()}
    return MrdValue(state, method.kind, **numbers)


def result(
    day: int | None,
    value: MrdValue,
    method: Method = Method.FLOW,
    specimen: Specimen = BM,
    **more: object,
) -> Result:
    facts: dict[str, object] = {"specimen": specimen, "method": method, "value": value, "day": day}
    return Result(**(facts | more))  # type: ignore[arg-type]


def case(
    *results: Result,
    events: Iterable[Event] = (),
    started_on: date | None = START,
    patient_id: str = "S-0142",
) -> PatientCase:
    keyed = tuple(
        one if one.key else replace(one, key=f"r{number}") for number, one in enumerate(results)
    )
    course = CourseFacts(pack="bfm", therapy_started_on=started_on, events=tuple(events))
    return PatientCase(patient_id, course=course, results=keyed)


def time_point(
    name: str, day: int, after: int | None = 3, specimen: Specimen = BM, *methods: Method
) -> NamedTimePoint:
    kinds = methods or (Method.FLOW, Method.IG_TR_PCR)
    return NamedTimePoint(name, f"Day {day}", DayWindow(day, 1, after), specimen, kinds)


def threshold(
    number: str,
    text: str,
    window: DayWindow,
    methods: tuple[Method, ...] = (Method.FLOW,),
    **more: object,
) -> ThresholdMark:
    facts: dict[str, object] = {
        "pack": "bfm",
        "rule": text,
        "timepoint": f"D{window.day}",
        "window": window,
        "specimen": BM,
        "methods": methods,
        "operator": ">=",
        "threshold": Decimal(number),
        "text": text,
        "level": Level.HIGH,
    }
    return ThresholdMark(**(facts | more))  # type: ignore[arg-type]


def overview(*thresholds: ThresholdMark, **more: object) -> PackOverview:
    facts: dict[str, object] = {
        "reference": PACK,
        "convention": DAY_ONE,
        "timepoints": (
            time_point("D8", 8, 1, PB, Method.CYTOLOGY_COUNT),
            time_point("D15", 15, 2),
            time_point("D33", 33, 7),
            time_point("D78", 78, None),
        ),
        "thresholds": thresholds,
    }
    return PackOverview(**(facts | more))  # type: ignore[arg-type]


def bfm() -> PackOverview:
    """A pack like AIEOP-BFM's, with thresholds on three days."""
    pcr, smear, count = (Method.IG_TR_PCR,), (Method.MORPHOLOGY,), (Method.CYTOLOGY_COUNT,)
    return overview(
        threshold("0.1", "≥ 10 % HR, D15", DayWindow(15, 1, 2)),
        threshold("0.0001", "< 0.01 % SR, D33", DayWindow(33, 3, 7), pcr, level=Level.LOW),
        threshold("0.001", "≥ 0.1 % HR, D78", DayWindow(78, 4, None), pcr),
        threshold(
            "0.0005", "≥ 0.05 % HR-2, D78", DayWindow(78, 4, None), pcr, is_display_only=True
        ),
        threshold("1000", "≥ 1000/µL PPR, D8", DayWindow(8, 1, 1), count, specimen=PB),
        threshold("0.25", "> 25 % M3, D15", DayWindow(15, 1, 2), smear),
    )


def finding(level: Level, answer: Truth, *keys: str, group: str | None = None) -> Finding:
    return Finding(
        "rule", FindingKind.RISK, level, answer, "What was found.", result_keys=keys, group=group
    )


def assessment(*findings: Finding, status: GroupStatus = GroupStatus.PROVISIONAL) -> Assessment:
    return Assessment(PACK, status, findings=findings)


def course(*results: Result, **more: object) -> MrdCourse:
    """The course of a child who is treated by the pack above, with these results."""
    return MrdCourse.of(case(*results, **more), [bfm()], [], DAY_ONE)  # type: ignore[arg-type]


def phases(*days: tuple[str, int]) -> list[Event]:
    return [Event(EventKind.PHASE_STARTED, name, day=day) for name, day in days]


def every_state() -> tuple[Result, ...]:
    """One result of each state, and the panels beside the logarithmic one."""
    pcr, screen, count = Method.IG_TR_PCR, Method.FUSION_SCREEN, Method.CYTOLOGY_COUNT
    below = stated(ResultState.POSITIVE_BELOW_LLOQ, lod="0.00001", lloq="0.0001")
    counts = {"events_positive": 63, "events_total": 512_000}
    return (
        result(1, quantified("42000", count), count, PB),
        result(8, quantified("320", count), count, PB),
        result(1, quantified("0.92", Method.MORPHOLOGY), Method.MORPHOLOGY),
        result(15, quantified("0.12", Method.MORPHOLOGY), Method.MORPHOLOGY),
        result(33, quantified("0.01", Method.MORPHOLOGY), Method.MORPHOLOGY),
        result(1, stated(ResultState.ABOVE_ULOQ, uloq="0.5")),
        result(8, quantified("0.031"), specimen=PB),
        result(15, quantified("0.000123", lod="0.000039", lloq="0.000098"), **counts),
        result(33, below),
        result(78, negative("0.00001")),
        result(15, quantified("0.004", pcr), pcr, target="IGH VH3-JH4"),
        result(33, quantified("0.0002", pcr), pcr, target="IGH VH3-JH4"),
        result(78, stated(ResultState.UNCERTAIN_SIGNIFICANCE, lloq="0.0001"), pcr),
        result(52, negative()),
        result(40, stated(ResultState.NOT_EVALUABLE)),
        result(1, stated(ResultState.DETECTED, screen), screen, target="ETV6::RUNX1"),
        result(33, stated(ResultState.NOT_DETECTED, screen), screen, target="ETV6::RUNX1"),
        result(None, quantified("0.00003"), timepoint="follow-up"),
        result(90, stated(ResultState.PENDING)),
    )


def many(number: int) -> tuple[Result, ...]:
    """A child who was followed for years with three series."""
    days = [1, 8, 15, 22, 29, 33, 52, 78, 92, 106, *(120 + 28 * step for step in range(60))]
    made = []
    for step in range(number):
        method = (Method.FLOW, Method.IG_TR_PCR, Method.FLOW)[step % 3]
        specimen = PB if step % 3 == 2 else BM
        level = Decimal(10) ** -(1 + step % 5) * (1 + step % 7)
        value = MrdValue(ResultState.QUANTIFIED, method.kind, value=min(level, Decimal(1)))
        if step % 4 == 3:
            value = negative("0.00001", method)
        made.append(result(days[step], value, method, specimen))
    return tuple(made)


def dates_after(days: int) -> date:
    return START + timedelta(days=days)
