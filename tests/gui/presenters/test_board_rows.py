import random
from datetime import timedelta

import pytest

from mrdtracker.domain.case import CourseFacts, Event
from mrdtracker.domain.due import DueState, ScheduleRow, TakenSample, due
from mrdtracker.domain.schedule import PackSchedule
from mrdtracker.domain.vocabulary import EventKind, Method, Specimen
from mrdtracker.gui.presenters.board_choice import BY_DAY, BY_PROTOCOL, BoardChoice
from mrdtracker.gui.presenters.board_rows import board_of, column_names
from mrdtracker.services.due import DueLine, DueList, NoSchedule
from tests.domain.test_due import day
from tests.domain.test_schedule import D8, D15, D33, a_pack

NOW = "signature"
FIRST = PackSchedule.of(a_pack(D8, D15))
SECOND = PackSchedule.of(a_pack(D15, D33))
TODAY = day(20)


def child(code, pack="first", **more):
    given = {"level": "", "is_missing": False, "assessed_with": NOW} | more
    course = CourseFacts(pack=pack, therapy_started_on=given.pop("started", day(1)))
    samples = given.pop("samples", ())
    return ScheduleRow(f"id {code}", code, "Kim", None, "", None, course, samples, **given)


def lines(row, on=TODAY):
    schedule = {"first": FIRST, "second": SECOND}[row.course.pack]
    return tuple(DueLine(row, one) for one in due(row.course, row.samples, schedule, on))


def listed(*rows, on=TODAY):
    return DueList(on, {row.patient_id: lines(row, on) for row in rows})


def board(found, choice=BoardChoice()):  # noqa: B008 - it is frozen
    return board_of(found, choice, str.title, NOW)


def codes(found, **chosen):
    return [row.code for row in board(found, BoardChoice(**chosen)).rows]


def test_columns_are_the_time_points_of_all_in_the_order_of_days():
    shown = board(listed(child("A"), child("B", "second")))

    assert [column.title for column in shown.columns] == ["D8 PB", "D15 BM", "D33 BM"]
    assert [column.phase for column in shown.columns] == ["", "", "before consolidation"]
    assert shown.tabs == (("first", 1), ("second", 1))


def test_the_head_counts_what_is_done_of_what_is_expected():
    tube = TakenSample("t", Specimen.BONE_MARROW, day(15), methods=(Method.FLOW,))
    shown = board(listed(child("A", samples=(tube,)), child("B", "second")))

    assert [(column.done, column.expected) for column in shown.columns] == [(0, 1), (1, 2), (0, 1)]


def test_a_time_point_of_another_protocol_has_no_cell():
    first, second = board(listed(child("A"), child("B", "second"))).rows

    assert ("D33", Specimen.BONE_MARROW) not in first.cells
    assert ("D8", Specimen.PERIPHERAL_BLOOD) not in second.cells
    assert first.has_schedule
    assert (first.protocol, first.today, first.need) == ("First", "D20", "")


@pytest.mark.parametrize(
    ("why", "need"),
    [
        (NoSchedule.NO_PROTOCOL, "needs protocol"),
        (NoSchedule.NO_FIRST_DOSE, "needs day 0"),
        (NoSchedule.NO_INDUCTION, "needs day 0"),
        (NoSchedule.OWN_WORDS, "needs a rule pack"),
        (NoSchedule.NOT_USABLE, "rules not available"),
        (NoSchedule.NO_DAYS, ""),
    ],
)
def test_who_has_no_days_stands_on_top_and_says_what_is_needed(why, need):
    odd = child("Z", None)
    found = DueList(TODAY, {"a": lines(child("A")), "z": (DueLine(odd, None, why),)})

    shown = board(found)

    row = next(one for one in shown.rows if one.code == "Z")
    assert (row.need, row.today) == (need, "")
    assert [one.code for one in shown.rows] == (["Z", "A"] if need else ["A", "Z"])
    assert row.has_schedule is (why is NoSchedule.NO_DAYS)


def test_filters_narrow_by_protocol_text_state_flag_and_what_is_missing():
    found = listed(
        child("A", level="high"),
        child("B", "second", is_missing=True),
        child("C", "second", started=day(19), level="high", assessed_with="older"),
        child("D", level="low"),
    )

    assert codes(found, pack="second") == ["B", "C"]
    assert codes(found, text=" FIRST ") == ["A", "D"]
    assert codes(found, text="b") == ["B"]
    assert codes(found, is_overdue=True) == ["A", "B", "D"]
    assert codes(found, is_flagged=True) == ["A"]
    assert codes(found, is_missing=True) == ["B"]
    assert board(found, BoardChoice(is_flagged=True)).not_assessed == 1
    assert board(found, BoardChoice(is_overdue=True)).not_assessed == 0


def test_rows_are_sorted_by_code_protocol_day_and_urgency():
    found = listed(child("A", started=day(9)), child("B", "second"), child("c", started=day(-9)))

    assert codes(found) == ["A", "B", "c"]
    assert codes(found, is_descending=True) == ["c", "B", "A"]
    assert codes(found, sort=BY_PROTOCOL) == ["A", "c", "B"]
    assert codes(found, sort=BY_DAY) == ["A", "B", "c"]
    assert codes(found, sort="D8 PB") == ["A", "c", "B"]
    assert codes(found, sort="no such column") == ["A", "B", "c"]


def test_columns_can_be_hidden_and_are_still_offered():
    found = listed(child("A"), child("B", "second"))
    choice = BoardChoice("second", hidden=("D15 BM",))

    assert [one.name for one in board(found, choice).columns] == ["D33 BM"]
    assert [one.name for one in column_names(found, choice)] == ["D15 BM", "D33 BM"]


def test_board_and_today_are_the_same_states_for_500_random_patients_on_any_day():
    chance = random.Random(20261121)  # noqa: S311 - no secret
    for on in (day(14), day(16), day(34), day(120)):
        rows = [random_child(chance, number) for number in range(125)]
        found = listed(*rows, on=on)
        today = {
            (line.child.code, line.sample.expected.key): line.sample.state
            for line in found.lines(tuple(DueState))
        }

        shown = board(found)

        cells = {
            (row.code, column.key): row.cells[column.key].sample.state
            for row in shown.rows
            for column in shown.columns
            if column.key in row.cells
        }
        again = {
            (row.code, one.expected.key): one.state
            for row in rows
            for one in due(
                row.course, row.samples, FIRST if row.course.pack == "first" else SECOND, on
            )
        }
        assert cells == today == again
        for column in shown.columns:
            states = [state for (_, key), state in again.items() if key == column.key]
            assert column.expected == len(states)
            assert column.done == states.count(DueState.RESULTED)


def random_child(chance, number):
    samples = [
        TakenSample(
            f"t{number} {index}",
            chance.choice((Specimen.BONE_MARROW, Specimen.PERIPHERAL_BLOOD)),
            day(chance.randint(-3, 60)),
            methods=tuple(chance.sample(tuple(Method), chance.randint(0, 2))),
        )
        for index in range(chance.randint(0, 4))
    ]
    kinds = (EventKind.PROTOCOL_PAUSED, EventKind.RELAPSE, EventKind.SAMPLE_MISSED)
    events = [
        Event(
            chance.choice(kinds),
            "D15",
            on=day(chance.randint(2, 40)),
            specimen=Specimen.BONE_MARROW,
            note="ill",
        )
        for _ in range(chance.randint(0, 1))
    ]
    row = child(f"S-{number:03d}", chance.choice(("first", "second")), samples=tuple(samples))
    started = day(1) + timedelta(days=chance.randint(-40, 20))
    course = CourseFacts(row.course.pack, therapy_started_on=started, events=tuple(events))
    return row._replace(course=course)


def test_a_phase_is_written_as_the_protocols_write_it():
    point = D33.__class__(
        "D78", "TP2", D33.window, D33.specimen, D33.methods, before_phase="protocol_m"
    )
    schedule = PackSchedule.of(a_pack(point))
    row = child("A")
    found = due(row.course, (), schedule, TODAY)
    shown = board(DueList(TODAY, {"a": tuple(DueLine(row, one) for one in found)}))

    assert shown.columns[0].phase == "before Protocol M"
