"""The words of the course plot, each said in one place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from mrdtracker.domain.days import DayConvention, Timeline
from mrdtracker.domain.notation import date_text
from mrdtracker.domain.vocabulary import Denominator, EventKind, Method, Specimen
from mrdtracker.words import say

NO_RESULT_YET = "No MRD result yet."
BELOW_DETECTION = "below detection"
NO_DETECTION_LIMIT = "no limit of detection stated"
NO_DATE = "no date"
NOT_EVALUABLE = "not evaluable"
LIMIT_NOT_STATED = "limit not stated"
COUNTING_INTERVAL = "counting 95 % interval"

METHOD_WORDS: Mapping[Method, str] = MappingProxyType(
    {method: method.words for method in Method}
    | {Method.FUSION_TRANSCRIPT: "transcript"}  # its target stands beside it
)

SPECIMEN_WORDS: Mapping[Specimen, str] = MappingProxyType(
    {
        Specimen.BONE_MARROW: "marrow",
        Specimen.PERIPHERAL_BLOOD: "blood",
        Specimen.CSF: "CSF",
        Specimen.OTHER: "other material",
    }
)

EVENT_WORDS: Mapping[EventKind, str] = MappingProxyType(
    {
        EventKind.PHASE_STARTED: "phase",
        EventKind.CD19_DIRECTED_THERAPY: "anti-CD19",
        EventKind.TRANSPLANT: "transplant",
        EventKind.CAR_T: "CAR-T",
        EventKind.REMISSION: "remission",
        EventKind.RELAPSE: "relapse",
        EventKind.DEATH: "death",
        EventKind.COUNT_RECOVERY: "count recovery",
        EventKind.PROTOCOL_PAUSED: "protocol paused",
        EventKind.PROTOCOL_RESUMED: "protocol resumed",
        EventKind.SAMPLE_MISSED: "not done",
        EventKind.BLOOD_COUNT: "blood count",
        EventKind.DRUG_GIVEN: "drug",
    }
)

DENOMINATOR_WORDS: Mapping[Denominator, str] = MappingProxyType(
    {
        Denominator.NUCLEATED_CELLS: "of nucleated cells",
        Denominator.MONONUCLEAR_CELLS: "of mononuclear cells",
        Denominator.CD45_POSITIVE_CELLS: "of CD45-positive cells",
        Denominator.WHITE_CELLS: "of white cells",
        Denominator.LYMPHOCYTES: "of lymphocytes",
        Denominator.GENOME_EQUIVALENTS: "of genome equivalents",
        Denominator.CONTROL_GENE_COPIES: "of control gene copies",
        Denominator.READS: "of reads",
    }
)

_ANCHOR_WORDS = {"first_dose": "first dose", "induction_start": "start of induction"}
_DAY, _YEAR = len("02 "), len(" 2026")
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_DAYS_PER_MONTH = 30.4375
_MONTHS_PER_YEAR = 12


def series_words(method: Method, specimen: Specimen, target: str) -> str:
    """Name a series: "IG/TR PCR IGH VH3-JH4 · marrow"."""
    what = f"{METHOD_WORDS[method]} {target}".strip()
    return f"{what} · {SPECIMEN_WORDS[specimen]}"


def denominator_words(denominators: set[Denominator | None]) -> str:
    """Say what the fractions of an axis are fractions of, and admit where nobody said."""
    stated = {one for one in denominators if one is not None}
    if len(stated) > 1:
        return "denominators differ"
    if stated and None not in denominators:
        return DENOMINATOR_WORDS[stated.pop()]
    return "denominator not stated"


def origin_words(convention: DayConvention, timeline: Timeline | None) -> str:
    """Declare where the days start: "day 1 = first dose, 02 Mar 2026"."""
    if timeline is None:
        return f"day {convention.first_dose_day} = first dose, date not recorded"
    anchor = timeline.anchor
    what = _ANCHOR_WORDS.get(anchor.kind, anchor.kind.replace("_", " "))
    return f"day {anchor.day_number} = {what}, {date_text(anchor.on)}"


def short_date(on: date, home_year: int) -> str:
    """Write a date as "02 Mar", with its year where that is not the expected one."""
    return date_text(on) if on.year != home_year else date_text(on)[:-_YEAR]


def month_date(on: date) -> str:
    """Write a month as "Mar 2027"."""
    return date_text(on)[_DAY:]


def late_day(months: int, first_day: int) -> int:
    """Return the protocol day that lies this many months after the first."""
    return first_day + round(months * _DAYS_PER_MONTH)


def months_before(day: float, first_day: int) -> float:
    """Return how many months after the first day a day lies."""
    return (day - first_day) / _DAYS_PER_MONTH


def week_words(weeks: int) -> str:
    """Name a number of whole weeks after the first dose: "wk 12"."""
    return say("wk {}").format(weeks)


def late_words(months: int) -> str:
    """Name a time after the start: "18 mo", "2 y"."""
    if months % _MONTHS_PER_YEAR:
        return f"{months} mo"
    return f"{months // _MONTHS_PER_YEAR} y"


def percent_decade(exponent: int) -> str:
    """Write a decade in percent: "100 %", "0.01 %"."""
    power = exponent + 2
    return f"{10**power} %" if power >= 0 else f"0.{'0' * (-power - 1)}1 %"


def power_decade(exponent: int) -> str:
    """Write a decade as a power: "10⁻⁴"; one is "1"."""
    return "1" if exponent == 0 else f"10{str(exponent).translate(_SUPERSCRIPTS)}"
