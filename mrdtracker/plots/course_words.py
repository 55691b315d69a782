"""The words of the course plot, each said in one place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from mrdtracker.domain.days import DayConvention, Timeline
from mrdtracker.domain.notation import date_text
from mrdtracker.domain.notation_dates import DAY_AND_MONTH, MONTH_AND_YEAR, part_of_date
from mrdtracker.domain.vocabulary import Denominator, EventKind, Method, Specimen
from mrdtracker.words import mark, say

NO_RESULT_YET = mark("No MRD result yet.")
BELOW_DETECTION = mark("below detection")
NO_DETECTION_LIMIT = mark("no limit of detection stated")
NO_DATE = mark("no date")
NOT_EVALUABLE = mark("not evaluable")
LIMIT_NOT_STATED = mark("limit not stated")
COUNTING_INTERVAL = mark("counting 95 % interval")

METHOD_WORDS: Mapping[Method, str] = MappingProxyType(
    {method: method.words for method in Method}
    | {Method.FUSION_TRANSCRIPT: mark("transcript")}  # its target stands beside it
)

SPECIMEN_WORDS: Mapping[Specimen, str] = MappingProxyType(
    {
        Specimen.BONE_MARROW: mark("marrow"),
        Specimen.PERIPHERAL_BLOOD: mark("blood"),
        Specimen.CSF: mark("CSF"),
        Specimen.OTHER: mark("other material"),
    }
)

EVENT_WORDS: Mapping[EventKind, str] = MappingProxyType(
    {
        EventKind.PHASE_STARTED: mark("phase"),
        EventKind.CD19_DIRECTED_THERAPY: mark("anti-CD19"),
        EventKind.TRANSPLANT: mark("transplant"),
        EventKind.CAR_T: mark("CAR-T"),
        EventKind.REMISSION: mark("remission"),
        EventKind.RELAPSE: mark("relapse"),
        EventKind.DEATH: mark("death"),
        EventKind.COUNT_RECOVERY: mark("count recovery"),
        EventKind.PROTOCOL_PAUSED: mark("protocol paused"),
        EventKind.PROTOCOL_RESUMED: mark("protocol resumed"),
        EventKind.SAMPLE_MISSED: mark("not done"),
        EventKind.BLOOD_COUNT: mark("blood count"),
        EventKind.DRUG_GIVEN: mark("drug"),
    }
)

DENOMINATOR_WORDS: Mapping[Denominator, str] = MappingProxyType(
    {
        Denominator.NUCLEATED_CELLS: mark("of nucleated cells"),
        Denominator.MONONUCLEAR_CELLS: mark("of mononuclear cells"),
        Denominator.CD45_POSITIVE_CELLS: mark("of CD45-positive cells"),
        Denominator.WHITE_CELLS: mark("of white cells"),
        Denominator.LYMPHOCYTES: mark("of lymphocytes"),
        Denominator.GENOME_EQUIVALENTS: mark("of genome equivalents"),
        Denominator.CONTROL_GENE_COPIES: mark("of control gene copies"),
        Denominator.READS: mark("of reads"),
    }
)

_ANCHOR_WORDS = {
    "first_dose": mark("first dose"),
    "induction_start": mark("start of induction"),
}
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_DAYS_PER_MONTH = 30.4375
_MONTHS_PER_YEAR = 12


def series_words(method: Method, specimen: Specimen, target: str) -> str:
    """Name a series: "IG/TR PCR IGH VH3-JH4 · marrow"."""
    what = f"{say(METHOD_WORDS[method])} {target}".strip()
    return f"{what} · {say(SPECIMEN_WORDS[specimen])}"


def denominator_words(denominators: set[Denominator | None]) -> str:
    """Say what the fractions of an axis are fractions of, and admit where nobody said."""
    stated = {one for one in denominators if one is not None}
    if len(stated) > 1:
        return say("denominators differ")
    if stated and None not in denominators:
        return say(DENOMINATOR_WORDS[stated.pop()])
    return say("denominator not stated")


def origin_words(convention: DayConvention, timeline: Timeline | None) -> str:
    """Declare where the days start: "day 1 = first dose, 02 Mar 2026"."""
    if timeline is None:
        return say("day {} = first dose, date not recorded").format(convention.first_dose_day)
    anchor = timeline.anchor
    what = say(_ANCHOR_WORDS.get(anchor.kind, anchor.kind.replace("_", " ")))
    return say("day {} = {}, {}").format(anchor.day_number, what, date_text(anchor.on))


def short_date(on: date, home_year: int) -> str:
    """Write a date as "02 Mar", with its year where that is not the expected one."""
    return date_text(on) if on.year != home_year else part_of_date(on, DAY_AND_MONTH)


def month_date(on: date) -> str:
    """Write a month as "Mar 2027"."""
    return part_of_date(on, MONTH_AND_YEAR)


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
        return say("{} mo").format(months)
    return say("{} y").format(months // _MONTHS_PER_YEAR)


def percent_decade(exponent: int) -> str:
    """Write a decade in percent: "100 %", "0.01 %"."""
    power = exponent + 2
    return f"{10**power} %" if power >= 0 else f"0.{'0' * (-power - 1)}1 %"


def power_decade(exponent: int) -> str:
    """Write a decade as a power: "10⁻⁴"; one is "1"."""
    return "1" if exponent == 0 else f"10{str(exponent).translate(_SUPERSCRIPTS)}"
