"""How readings, numbers and facts fall apart, with the number that stands for each piece."""

from fractions import Fraction

import pytest

from mrdtracker.rules.cells import Cell, Variable, key_of, variables_of
from mrdtracker.rules.condition_reader import ConditionReader, Definitions
from mrdtracker.rules.facts import LesionIs
from mrdtracker.rules.result_questions import AfterFirstDose
from tests.rules.small_pack import loaded

SMALL, BFM = "small", "aieop-bfm-all-2000"
NEGATIVE, TOO_WEAK = ["is_negative", "is_carried"], ["is_negative"]
MISSED, INVALID = ["is_missed"], ["is_invalid"]
WEAK = "negative, but too weak for the requirement"


def prednisone(response):
    return {"prednisone_response": "D8", "is": response, "poor": ">= 1000 per_uL"}


@pytest.mark.parametrize(
    ("pack", "documents", "name", "cells"),
    [
        (
            SMALL,
            [{"mrd": "D29", "is": ">= 0.01 %"}],
            "MRD at D29",
            [("< 0.01 %", "1/20000", [], "0"), ("≥ 0.01 %", "1/10000", [], "1")],
        ),
        (
            SMALL,
            [{"mrd": "D29", "is": ">= 0 %"}, {"mrd": "D29", "is": "> 0 %"}],
            "MRD at D29",
            [("≥ 0 % and ≤ 0 %", "0", [], "10"), ("> 0 %", "1/2", [], "11")],
        ),
        (
            SMALL,
            [{"mrd": "D29", "is": "> 150 %"}],
            "MRD at D29",
            [("whatever it is", "1/2", [], "0")],
        ),
        (
            SMALL,
            [{"mrd": "D29", "is": ">= 1 %"}, {"positive": "D29"}, {"negative": "D29"}],
            "MRD at D29",
            [
                ("< 1 %", "1/200", [], "010"),
                ("≥ 1 %", "1/100", [], "110"),
                ("negative", "1/200", NEGATIVE, "001"),
                (WEAK, "1/200", TOO_WEAK, "000"),
            ],
        ),
        (
            SMALL,
            [{"unavailable": "D29"}],
            "MRD at D29",
            [("whatever it is", "1/2", [], "0"), ("not evaluable", "1/2", MISSED, "1")],
        ),
        (
            SMALL,
            [{"mrd": "D29", "is": ">= 1 %"}, {"unavailable": "D29"}],
            "MRD at D29",
            [
                ("< 1 %", "1/200", [], "00"),
                ("≥ 1 %", "1/100", [], "10"),
                ("not evaluable", "1/200", MISSED, "01"),
                ("not evaluable", "1/100", MISSED, "11"),
            ],
        ),
        (
            BFM,
            [{"mrd": "D33", "is": ">= 0.1 %"}],
            "MRD at D33",
            [("< 0.1 %", "1/2000", [], "0"), ("≥ 0.1 %", "1/1000", [], "1")],
        ),
        (
            BFM,
            [
                {"not": {"mrd": "D33", "is": ">= 0.1 %"}},
                {"negative": "D33"},
                {"positive": "D33"},
                {"unavailable": "D33"},
            ],
            "MRD at D33",
            [
                ("< 0.1 %", "1/2000", [], "1010"),
                ("≥ 0.1 %", "1/1000", [], "0010"),
                ("negative", "1/2000", NEGATIVE, "1100"),
                (WEAK, "1/2000", TOO_WEAK, "1000"),
                ("not evaluable", "0", MISSED, "1001"),
            ],
        ),
        (
            BFM,
            [{"morphology": "D33", "is": ">= 5 %"}],
            "Marrow blasts at D33",
            [("< 5 %", "1/40", [], "0"), ("≥ 5 %", "1/20", [], "1")],
        ),
        (
            BFM,
            [prednisone("PPR")],
            "Blasts per µL at D8",
            [("< 1000 /µL", "500", [], "0"), ("≥ 1000 /µL", "1000", [], "1")],
        ),
        (
            BFM,
            [prednisone("PGR"), prednisone("invalid"), prednisone("PPR")],
            "Blasts per µL at D8",
            [
                ("< 1000 /µL", "500", [], "100"),
                ("≥ 1000 /µL", "1000", [], "001"),
                ("not valid", "500", INVALID, "110"),
                ("not valid", "1000", INVALID, "011"),
            ],
        ),
        (
            BFM,
            [{"count": "D8", "is": ">= 1000 per_uL"}],
            "Blasts per µL at D8",
            [("< 1000 /µL", "500", [], "0"), ("≥ 1000 /µL", "1000", [], "1")],
        ),
        (
            SMALL,
            [{"modal_number": "< 45 chromosomes"}, {"modal_number": "<= 44 chromosomes"}],
            "modal chromosome number",
            [("≤ 44 chromosomes", "0", [], "11"), ("≥ 45 chromosomes", "45", [], "00")],
        ),
        (
            SMALL,
            [
                {"modal_number": ">= 0 chromosomes"},
                {"modal_number": "> 44.5 chromosomes"},
                {"modal_number": "> 47 chromosomes"},
            ],
            "modal chromosome number",
            [
                ("≥ 0 chromosomes and < 44.5 chromosomes", "0", [], "100"),
                ("> 44.5 chromosomes and ≤ 47 chromosomes", "45", [], "110"),
                ("> 47 chromosomes", "48", [], "111"),
            ],
        ),
        (
            SMALL,
            [{"modal_number": "> 1 chromosomes"}],
            "modal chromosome number",
            [("≤ 1 chromosomes", "0", [], "0"), ("> 1 chromosomes", "2", [], "1")],
        ),
        (
            SMALL,
            [{"modal_number": "> 0.5 chromosomes"}],
            "modal chromosome number",
            [("< 0.5 chromosomes", "0", [], "0"), ("> 0.5 chromosomes", "1", [], "1")],
        ),
        (
            SMALL,
            [{"wbc": ">= 50 10e9_per_L"}],
            "white cells",
            [("< 50 ×10⁹/L", "25", [], "0"), ("≥ 50 ×10⁹/L", "50", [], "1")],
        ),
        (
            SMALL,
            [{"dna_index": "> 1.16 DI"}],
            "DNA index",
            [("≤ 1.16 DI", "29/50", [], "0"), ("> 1.16 DI", "54/25", [], "1")],
        ),
        (
            SMALL,
            [{"fact": "etp", "is": "yes"}, {"fact": "etp", "is": "no"}],
            "Early T-cell precursor leukaemia",
            [("yes", None, [], "10"), ("no", None, [], "01")],
        ),
        (
            SMALL,
            [{"lesion": "iAMP21", "is": "detected"}],
            "iAMP21",
            [("detected", None, [], "1"), ("not detected", None, [], "0")],
        ),
        (SMALL, [{"event": "car_t"}], "car t", [("yes", None, [], "1"), ("no", None, [], "0")]),
        (
            SMALL,
            [{"event": "relapse"}],
            "relapse",
            [("yes", None, [], "1"), ("no", None, [], "0")],
        ),
        (
            SMALL,
            [{"lineage": ["B"]}, {"lineage": ["T"]}],
            "Lineage",
            [("B", None, [], "10"), ("MPAL", None, [], "00"), ("T", None, [], "01")],
        ),
        (
            SMALL,
            [{"relapse_tests": ">= 25 %"}],
            "marrow after remission with MRD ≥ 25 %",
            [("yes", None, [], "1"), ("no", None, [], "0")],
        ),
        (
            SMALL,
            [{"age": "< 1 years"}, {"age_months": "< 6 months"}],
            "age",
            [
                ("< 6 months", "1/4", [], "11"),
                ("≥ 6 months and < 1 years", "1/2", [], "10"),
                ("≥ 1 years", "1", [], "00"),
            ],
        ),
    ],
)
def test_the_pieces_of_one_variable_and_what_each_question_answers_there(
    packs, pack, documents, name, cells
):
    schedule = loaded().schedule if pack == SMALL else packs[pack].schedule
    problems = []
    reader = ConditionReader(Definitions({one.id: one for one in schedule.timepoints}), problems)
    asked = [reader.read(document, "") for document in documents]

    (variable,) = variables_of(asked, schedule, {}).values()

    assert problems == []
    answers = [variable.marks(question, schedule) for question in variable.questions]
    assert variable.name == name
    assert [
        (
            cell.words,
            None if cell.amount is None else str(cell.amount),
            [flag for flag, value in vars(cell).items() if value is True],
            "".join(str(int(answer[place])) for answer in answers),
        )
        for place, cell in enumerate(variable.cells)
    ] == cells


def test_questions_about_one_thing_share_a_variable_and_others_do_not(packs):
    schedule = packs[BFM].schedule
    reader = ConditionReader(Definitions({one.id: one for one in schedule.timepoints}), [])
    keys = [
        key_of(reader.read(document, ""))
        for document in (
            {"event": "relapse"},
            {"fact": "etp", "is": "yes"},
            {"lesion": "iAMP21", "is": "detected"},
            {"lineage": ["B"]},
            {"age_months": "< 6 months"},
            {"wbc": "< 5 10e9_per_L"},
            prednisone("PPR"),
            {"positive": "D33"},
        )
    ]

    assert keys == [
        ("event", "relapse"),
        ("FactIs", "etp"),
        ("LesionIs", "iAMP21"),
        ("WordIs", "lineage"),
        ("number", "age"),
        ("number", "wbc"),
        ("reading", "D8", "count"),
        ("reading", "D33", "mrd"),
    ]


def test_the_cells_of_a_time_point_lie_between_nothing_and_all_cells(packs):
    schedule = packs[BFM].schedule
    reader = ConditionReader(Definitions({one.id: one for one in schedule.timepoints}), [])
    asked = [reader.read({"mrd": "D33", "is": "> 50 %"}, "")]

    (variable,) = variables_of(asked, schedule, {}).values()

    assert [cell.amount for cell in variable.cells] == [Fraction(1, 4), Fraction(3, 4)]


def test_the_name_of_a_lesion_is_written_as_it_stands(packs):
    schedule = packs[BFM].schedule
    asked = [LesionIs("double_trisomy_4_10")]

    (variable,) = variables_of(asked, schedule, {}).values()

    assert variable.name == "double_trisomy_4_10"


def test_a_question_about_one_result_is_refused_by_its_name(packs):
    variable = Variable("x", (), (Cell(),))

    with pytest.raises(TypeError, match=r"^AfterFirstDose has no cells: it is not a question"):
        key_of(AfterFirstDose())
    with pytest.raises(TypeError, match=r"^AfterFirstDose has no cells$"):
        variable.marks(AfterFirstDose(), packs[BFM].schedule)
