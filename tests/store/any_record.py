"""Hypothesis strategies for every record the store keeps."""

from datetime import UTC
from decimal import Decimal
from types import MappingProxyType

from hypothesis import strategies as st

from mrdtracker.domain.case import CourseFacts, PatientFacts
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import (
    EditionOrigin,
    EditionStatus,
    IssuedReport,
    LabelPrint,
    LabSettings,
    Measurement,
    PackEdition,
    Patient,
    RecordStatus,
    ReportState,
    Sample,
    TherapyEvent,
)
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

TEXTS = st.text(
    st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=20
)
IDS = st.uuids().map(lambda one: one.hex)
COUNTS = st.integers(0, 10**9)
DAYS = st.integers(-4000, 4000)
NUMBERS = st.decimals(0, 10**6, places=6, allow_nan=False)
FRACTIONS = st.decimals(0, 1, places=20, allow_nan=False)
LIMITS = FRACTIONS.filter(bool)
TRUTHS = st.sampled_from(Truth)
STATUS = st.sampled_from(RecordStatus)
QUALITIES = st.lists(st.sampled_from(Quality), unique=True, max_size=3).map(tuple)


def maybe(strategy):
    return st.none() | strategy


FACTS = st.builds(
    PatientFacts,
    sex=maybe(st.sampled_from(Sex)),
    born_on=maybe(st.dates()),
    diagnosed_on=maybe(st.dates()),
    age_years=maybe(NUMBERS),
    age_days=maybe(COUNTS),
    lineage=maybe(st.sampled_from(Lineage)),
    wbc_10e9_per_l=maybe(NUMBERS),
    cns=maybe(st.sampled_from(CnsStatus)),
    testicular=TRUTHS,
    mediastinal_mass=TRUTHS,
    down_syndrome=TRUTHS,
    steroid_pretreatment=TRUTHS,
    etp=TRUTHS,
    bulky_disease=TRUTHS,
    prior_remission=TRUTHS,
    pre_steroid_cbc=TRUTHS,
    protocol_eligible=TRUTHS,
    modal_chromosome_number=maybe(COUNTS),
    dna_index=maybe(NUMBERS),
    genetics=st.dictionaries(TEXTS, st.sampled_from(LesionState), max_size=3).map(
        MappingProxyType
    ),
)
COURSES = st.builds(
    CourseFacts,
    pack=maybe(TEXTS),
    study=maybe(TEXTS),
    arm_given=maybe(TEXTS),
    therapy_started_on=maybe(st.dates()),
    steroid_days_before_day8=maybe(COUNTS),
    events=st.just(()),
)
PATIENTS = st.builds(
    Patient,
    id=IDS,
    code=TEXTS.filter(str.strip),
    name=TEXTS,
    facts=FACTS,
    course=COURSES,
    protocol_text=TEXTS,
    note=TEXTS,
    status=STATUS,
    version=st.just(1),
    pack_edition=maybe(st.binary(min_size=32, max_size=32).map(bytes.hex)),
)
EVENTS = st.builds(
    TherapyEvent,
    id=IDS,
    patient_id=IDS,
    kind=st.sampled_from(EventKind),
    name=TEXTS,
    on=maybe(st.dates()),
    day=maybe(DAYS),
    stated_first_dose_day=maybe(st.sampled_from([0, 1])),
    ended_on=maybe(st.dates()),
    amount=maybe(st.decimals(0, 5000, places=2)),
    unit=maybe(st.sampled_from(EventUnit)),
    specimen=maybe(st.sampled_from(Specimen)),
    note=TEXTS,
    status=STATUS,
    version=st.just(1),
)
SAMPLES = st.builds(
    Sample,
    id=IDS,
    patient_id=IDS,
    specimen=st.sampled_from(Specimen),
    code=TEXTS,
    taken_on=maybe(st.dates()),
    stated_day=maybe(DAYS),
    stated_first_dose_day=maybe(st.sampled_from((0, 1))),
    timepoint=TEXTS,
    pull_number=maybe(COUNTS),
    quality=QUALITIES,
    note=TEXTS,
    status=STATUS,
    version=st.just(1),
)


@st.composite
def values(draw):
    state = draw(st.sampled_from(ResultState))
    lod, lloq = sorted([draw(LIMITS), draw(LIMITS)])
    is_quantified = state is ResultState.QUANTIFIED
    value = draw(FRACTIONS) if is_quantified else None
    if value is not None and 0 < value < lloq:
        value = max(value, lloq)
    return MrdValue(
        state,
        QuantityKind.CELL_FRACTION,
        value=value,
        lod=draw(maybe(st.just(lod))),
        lloq=draw(maybe(st.just(lloq))),
        sensitivity=draw(maybe(LIMITS)),
        uloq=draw(LIMITS) if state is ResultState.ABOVE_ULOQ else None,
        limits_note=draw(TEXTS),
    )


@st.composite
def measurements(draw):
    total = draw(COUNTS)
    return Measurement(
        id=draw(IDS),
        sample_id=draw(IDS),
        method=draw(st.sampled_from((Method.FLOW, Method.IG_TR_PCR, Method.NGS))),
        value=draw(values()),
        reported_text=draw(TEXTS),
        unit=draw(maybe(st.sampled_from((Unit.PERCENT, Unit.FRACTION, Unit.PER_1E4)))),
        target=draw(TEXTS),
        denominator=draw(maybe(st.sampled_from(Denominator))),
        markers=draw(maybe(COUNTS)),
        events_total=total,
        events_positive=draw(maybe(st.integers(0, total))),
        gating=draw(maybe(st.sampled_from(Gating))),
        quality=draw(QUALITIES),
        is_verified=draw(st.booleans()),
        note=draw(TEXTS),
        source=draw(TEXTS),
        status=draw(STATUS),
    )


SETTINGS = st.builds(
    LabSettings,
    laboratory=TEXTS,
    enabled_packs=st.lists(TEXTS, max_size=3).map(tuple),
    n_lod=st.integers(1, 1000),
    n_lloq=st.integers(1, 1000),
    version=st.just(1),
)
EDITIONS = st.builds(
    PackEdition,
    id=st.binary(min_size=32, max_size=32).map(bytes.hex),
    pack_id=TEXTS,
    pack_version=TEXTS,
    text=TEXTS,
    origin=st.sampled_from(EditionOrigin),
    entered_by=TEXTS,
    approved_by=TEXTS,
    status=st.sampled_from(EditionStatus),
    version=st.just(1),
)
REPORTS = st.builds(
    IssuedReport,
    id=IDS,
    patient_id=IDS,
    number=st.integers(1, 99),
    state=st.sampled_from(ReportState),
    made_at=st.datetimes(timezones=st.just(UTC)),
    made_by=TEXTS,
    reason=TEXTS,
    packs=st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=3).map(tuple),
    head=TEXTS,
    page=TEXTS,
    pdf_digest=st.binary(min_size=32, max_size=32).map(bytes.hex),
    supersedes=maybe(IDS),
    status=STATUS,
    version=st.just(1),
    pdf=st.just(b""),
)
LABELS = st.builds(
    LabelPrint,
    id=IDS,
    patient_id=IDS,
    sample_id=IDS,
    copies=st.integers(1, 99),
    code=TEXTS,
    form=TEXTS,
    status=STATUS,
    version=st.just(1),
)
CLINICAL = PATIENTS | EVENTS | SAMPLES | measurements()
RECORDS = CLINICAL | SETTINGS | EDITIONS | REPORTS | LABELS


def twenty_digits(number: int) -> Decimal:
    """The number-th of many decimals with 20 digits, all of them different."""
    return Decimal(f"0.{(number * 7919 + 1) * 10**9 + number:020}")
