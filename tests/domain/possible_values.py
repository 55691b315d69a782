"""Hypothesis strategies: amounts, results and cases that a laboratory could report."""

from datetime import date
from decimal import Decimal
from types import MappingProxyType

from hypothesis import strategies as st

from mrdtracker.domain.case import CourseFacts, Event, PatientCase, PatientFacts, Result
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import CANONICAL_UNIT, QuantityKind, Unit, to_canonical
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

# Kinds that are nothing without their details.
SAYS_MORE = (EventKind.SAMPLE_MISSED, EventKind.BLOOD_COUNT)
BORN_ON = date(2019, 5, 4)
QUANTITATIVE = tuple(method for method in Method if method is not Method.FUSION_SCREEN)
SILENT = (ResultState.NOT_EVALUABLE, ResultState.PENDING)


def shifted(digits: int, places: int) -> Decimal:
    return Decimal(digits).scaleb(-places)


# Positive, at most 1, at most 16 decimals: exact in every unit.
fractions = st.builds(shifted, st.integers(1, 10**9), st.integers(9, 16))
amounts = st.builds(shifted, st.integers(1, 10**9), st.integers(0, 12))


def amounts_of(kind: QuantityKind) -> st.SearchStrategy[Decimal]:
    return fractions if kind is QuantityKind.CELL_FRACTION else amounts


@st.composite
def mrd_values(draw, method: Method, states=tuple(ResultState)) -> MrdValue:
    """A possible value of a method: limits in order, each of them there or not."""
    kind = method.kind
    state = draw(st.sampled_from(states))
    if state in SILENT:
        return MrdValue(state, kind)
    lod, lloq, top = sorted(draw(st.tuples(*[amounts_of(kind)] * 3)))
    is_full = top == 1 and kind is QuantityKind.CELL_FRACTION
    if state is ResultState.ABOVE_ULOQ and is_full:
        state = ResultState.QUANTIFIED
    return MrdValue(
        state,
        kind,
        value=top if state is ResultState.QUANTIFIED else None,
        uloq=top if state is ResultState.ABOVE_ULOQ else None,
        lod=draw(st.sampled_from([None, lod])),
        lloq=draw(st.sampled_from([None, lloq])),
        sensitivity=draw(st.none() | amounts_of(kind)),
    )


names = st.text("ABCdef 0-:_", min_size=1, max_size=12).map(str.strip).filter(bool)
days_of_therapy = st.dates(date(2024, 1, 1), date(2026, 12, 31))
truths = st.sampled_from(Truth)


@st.composite
def results(draw, key: str) -> Result:
    method = draw(st.sampled_from(Method))
    states = tuple(
        state
        for state in ResultState
        if method is not Method.FUSION_SCREEN or not state.is_numeric
    )
    events_total = draw(st.none() | st.integers(100, 10**7))
    # Limits of flow are filled from the events when they are read: see test_case_reading.
    if method is Method.FLOW:
        events_total = None
    units = [unit for unit in Unit if unit.kind is method.kind]
    stated = draw(st.none() | st.sampled_from([DayConvention(0), DayConvention(1)]))
    return Result(
        specimen=draw(st.sampled_from(Specimen)),
        method=method,
        value=draw(mrd_values(method, states)),
        on=draw(st.none() | days_of_therapy),
        day=draw(st.integers(-10, 800)),
        day_stated_in=stated,
        timepoint=draw(st.none() | names),
        target=draw(st.just("") | names),
        unit=draw(st.sampled_from(units)),
        denominator=draw(st.none() | st.sampled_from(Denominator)),
        markers=draw(st.none() | st.integers(0, 5)),
        events_total=events_total,
        events_positive=draw(st.none() | st.integers(0, 100)) if events_total else None,
        gating=draw(st.none() | st.sampled_from(Gating)),
        quality=tuple(draw(st.lists(st.sampled_from(Quality), unique=True, max_size=3))),
        verified=draw(truths),
        reported_text=draw(st.just("") | names),
        key=key,
        note=draw(st.just("") | names),
    )


patients = st.builds(
    PatientFacts,
    sex=st.none() | st.sampled_from(Sex),
    born_on=st.none() | st.just(BORN_ON),
    diagnosed_on=st.none() | st.just(date(2023, 12, 30)),
    age_years=st.none() | st.builds(shifted, st.integers(0, 1200), st.just(1)),
    age_days=st.none() | st.integers(0, 7000),
    lineage=st.none() | st.sampled_from(Lineage),
    wbc_10e9_per_l=st.none() | amounts,
    cns=st.none() | st.sampled_from(CnsStatus),
    testicular=truths,
    mediastinal_mass=truths,
    down_syndrome=truths,
    steroid_pretreatment=truths,
    etp=truths,
    bulky_disease=truths,
    prior_remission=truths,
    pre_steroid_cbc=truths,
    protocol_eligible=truths,
    modal_chromosome_number=st.none() | st.integers(20, 90),
    dna_index=st.none() | st.builds(shifted, st.integers(1, 300), st.just(2)),
    genetics=st.dictionaries(names, st.sampled_from(LesionState), max_size=4).map(
        MappingProxyType
    ),
)
events = st.builds(
    Event,
    kind=st.sampled_from([one for one in EventKind if one not in SAYS_MORE]),
    name=st.just("") | names,
    on=st.none() | days_of_therapy,
    day=st.integers(-10, 800),
    day_stated_in=st.none() | st.sampled_from([DayConvention(0), DayConvention(1)]),
    note=st.just("") | names,
) | st.sampled_from(
    [
        Event(EventKind.SAMPLE_MISSED, "D15", day=15, specimen=Specimen.CSF, note="ill"),
        Event(
            EventKind.BLOOD_COUNT,
            "ANC",
            on=date(2024, 3, 1),
            amount=Decimal("0.75"),
            unit=EventUnit.E9_PER_L,
        ),
        Event(
            EventKind.DRUG_GIVEN,
            "mercaptopurine",
            on=date(2024, 3, 1),
            ended_on=date(2024, 3, 9),
            amount=Decimal(50),
            unit=EventUnit.MG_PER_M2_PER_DAY,
        ),
    ]
)
courses = st.builds(
    CourseFacts,
    pack=st.none() | names,
    study=st.none() | names,
    arm_given=st.none() | names,
    therapy_started_on=st.none() | st.just(date(2023, 12, 31)),
    steroid_days_before_day8=st.none() | st.integers(0, 10),
    events=st.lists(events, max_size=3).map(tuple),
)


@st.composite
def cases(draw) -> PatientCase:
    count = draw(st.integers(0, 3))
    return PatientCase(
        patient_id=draw(st.just("") | names),
        patient=draw(patients),
        course=draw(courses),
        results=tuple(draw(results(str(place))) for place in range(count)),
        note=draw(st.just("") | names),
    )


def canonical_unit(method: Method) -> Unit:
    return CANONICAL_UNIT[method.kind]


def percent(text: str) -> Decimal:
    return to_canonical(Decimal(text), Unit.PERCENT)
