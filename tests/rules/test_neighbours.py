"""What lies beside and before a result: the index against trying all pairs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.domain.vocabulary import Method
from mrdtracker.rules.neighbours import NEGATIVE, FirstOfSample
from tests.rules.cases import case_of, view_of
from tests.rules.small_pack import loaded

PACK = loaded()
STATES = ({"state": "negative", "sensitivity": "0.01"}, {"state": "quantified", "value": "1"})


@st.composite
def documents(draw):
    found = {
        "specimen": draw(st.sampled_from(["BM", "PB"])),
        "method": draw(st.sampled_from(["flow", "ig_tr_pcr"])),
        "target": draw(st.sampled_from(["", "IGH"])),
        "unit": "%",
        **draw(st.sampled_from(STATES)),
    }
    day = draw(st.integers(1, 4))
    when = draw(st.sampled_from(["day", "on", "both", "name"]))
    if when in ("day", "both"):
        found["day"] = day
    if when in ("on", "both"):
        found["on"] = f"2026-03-0{day}"
    if when == "name":
        found["timepoint"] = draw(st.sampled_from(["D15", "D29"]))
    return found


def placed(found, course):
    return view_of(PACK, case_of(*found, course=course))


def is_same_sample(one, other):
    if one.result.specimen is not other.result.specimen:
        return False
    if one.result.on and other.result.on:
        return one.result.on == other.result.on
    if one.day is not None and other.day is not None:
        return one.day == other.day
    return one.result.timepoint is not None and one.result.timepoint == other.result.timepoint


def is_before(other, one):
    if other.result.on and one.result.on:
        return other.result.on < one.result.on
    return other.day is not None and one.day is not None and other.day < one.day


COURSES = st.sampled_from([{}, {"therapy_started_on": "2026-03-01"}])


@given(st.lists(documents(), max_size=7), COURSES)
def test_flow_of_the_same_sample_is_the_first_of_all_pairs(found, course):
    view = placed(found, course)
    for one in view.placed:
        pairs = [
            other
            for other in view.placed
            if other.result.method is Method.FLOW and is_same_sample(one, other)
        ]

        assert view.neighbours.flow_beside(one) is (pairs[0] if pairs else None)


@given(st.lists(documents(), max_size=7), COURSES)
def test_a_negative_before_is_found_exactly_where_a_pair_has_one(found, course):
    view = placed(found, course)
    for one in view.placed:
        kind = (one.result.method, one.result.target, one.result.specimen)
        pairs = [
            other
            for other in view.placed
            if (other.result.method, other.result.target, other.result.specimen) == kind
            and other.result.value.state in NEGATIVE
            and is_before(other, one)
        ]

        before = view.neighbours.negative_before(one)

        assert (before is None) is (not pairs)
        assert before is None or before in pairs


def test_the_latest_negative_is_named():
    view = placed(
        [
            {"specimen": "BM", "method": "flow", "unit": "%", "day": day, **state}
            for day, state in ((9, STATES[0]), (20, STATES[0]), (30, STATES[1]), (40, STATES[0]))
        ],
        {},
    )

    assert view.neighbours.negative_before(view.placed[2]).day == 20


@given(st.lists(documents(), max_size=7), COURSES)
def test_the_first_of_a_sample_is_the_first_of_all_pairs(found, course):
    view, first = placed(found, course), FirstOfSample()
    for place, one in enumerate(view.placed):
        before = view.placed[:place]

        assert first.of(one) is next((two for two in before if is_same_sample(one, two)), None)
        first.add(one)


FLOW = {"specimen": "BM", "method": "flow", "unit": "%", **STATES[1]}
GONE = {"specimen": "BM", "method": "flow", "unit": "%", **STATES[0]}


@pytest.mark.parametrize(
    ("flow", "smear", "is_same"),
    [
        ({"timepoint": "EOI", "day": 29}, {"timepoint": "EOI"}, True),
        ({"timepoint": "EOI"}, {"timepoint": "EOI", "on": "2026-03-01"}, True),
        (
            {"timepoint": "EOI", "on": "2026-03-01"},
            {"timepoint": "EOI", "on": "2026-03-02"},
            False,
        ),
        ({"timepoint": "EOI"}, {"timepoint": "EOI", "day": 29}, True),
        ({"timepoint": "EOI", "day": 28}, {"timepoint": "EOI", "day": 29}, False),
        ({"day": 29}, {"timepoint": "EOI"}, False),
        ({"timepoint": "EOI"}, {"day": 29}, False),
        ({"on": "2026-03-01", "day": 29}, {"on": "2026-03-02", "day": 29}, False),
        ({"on": "2026-03-01"}, {"on": "2026-03-01"}, True),
    ],
)
def test_one_sample_has_one_date_else_one_day_else_one_named_time_point(
    packs, flow, smear, is_same
):
    flow, smear = FLOW | flow, {**FLOW, "method": "morphology", **smear}
    view = view_of(packs["kspho-hr-2024"], case_of(flow, smear))

    beside = view.neighbours.flow_beside(view.placed[1])

    assert beside is (view.placed[0] if is_same else None)


@pytest.mark.parametrize(
    ("negatives", "now", "latest"),
    [
        ([{"on": "2026-03-01"}, {"on": "2026-03-09"}], {"on": "2026-03-10"}, 1),
        ([{"on": "2026-03-10", "day": 5}], {"day": 9}, 0),
        ([{"on": "2026-03-20", "day": 5}], {"on": "2026-03-10", "day": 9}, None),
        ([{"day": 5}], {"on": "2026-03-10", "day": 9}, 0),
        ([{"on": "2026-03-10"}], {"on": "2026-03-10"}, None),
    ],
)
def test_a_date_says_what_came_before_and_a_day_only_where_one_has_no_date(negatives, now, latest):
    view = placed([*(GONE | one for one in negatives), FLOW | now], {})

    before = view.neighbours.negative_before(view.placed[-1])

    assert before is (None if latest is None else view.placed[latest])
