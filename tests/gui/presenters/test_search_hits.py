from datetime import date

from mrdtracker.domain.listing import TUBES_COUNTED_TO, PatientPage, TubeRow
from mrdtracker.domain.records import PatientId, PatientRow, PatientSummary, SampleId
from mrdtracker.domain.vocabulary import Specimen
from mrdtracker.gui.presenters.help_sections import HelpSection
from mrdtracker.gui.presenters.search_hits import (
    SHOWN,
    Command,
    HitKind,
    arranged,
    command_group,
    help_group,
    patient_group,
    recent_group,
    tube_group,
)
from tests.builders import a_patient

NOW = "signature"
COMMANDS = (
    Command("redo", "Redo", "Edit", "Ctrl+Y", "there is nothing to redo"),
    Command("result", "Add result…", "Patient", "Ctrl+R"),
    Command("refresh", "Refresh", "View", "F5"),
    Command("history", "History", "View", "Ctrl+6"),
)
SECTIONS = (
    HelpSection("a", "Mappings", "Units", "A mapping says what a percent is."),
    HelpSection("b", "Packs", "Percent", "Numbers."),
)


def patient(number):
    summary = PatientSummary(group="HR", status="provisional", assessed_with=NOW)
    return PatientRow(
        id=PatientId(f"p{number}"),
        code=f"S-{number}",
        name="Kim",
        pack="",
        protocol_text="",
        therapy_started_on=None,
        last_result_on=None,
        result_count=0,
        summary=summary,
    )


def tube(code, taken_on=date(2026, 3, 16)):
    return TubeRow(
        SampleId(code), code, Specimen.BONE_MARROW, taken_on, PatientId("p1"), "S-1", "Kim"
    )


def test_few_patients_are_all_shown():
    group = patient_group("kim", PatientPage((patient(1), patient(2)), 2), NOW)

    assert [hit.words for hit in group.hits] == ["S-1", "S-2"]
    assert (group.hits[0].detail, group.hits[0].aside) == ("Kim", "HR · provisional")
    assert group.total == "2"


def test_a_group_that_was_said_by_other_rules_is_not_told():
    group = patient_group("kim", PatientPage((patient(1),), 1), "newer")

    assert group.hits[0].aside == ""


def test_many_patients_end_in_a_line_that_leads_to_the_list():
    page = PatientPage(tuple(map(patient, range(SHOWN))), 1000, "next", is_capped=True)

    group = patient_group("kim", page, NOW)

    assert len(group.hits) == SHOWN + 1
    assert group.hits[-1].kind is HitKind.ALL_PATIENTS
    assert (group.hits[-1].words, group.hits[-1].key) == ("All 1000+ in the list", "kim")
    assert group.total == "1000+"


def test_the_patients_opened_last_have_no_count():
    group = recent_group([a_patient(number) for number in range(1, SHOWN + 3)])

    assert len(group.hits) == SHOWN
    assert group.total == ""


def test_the_nearest_tube_of_all_slices_comes_first():
    group = tube_group("26-1", [tube("X26-1"), tube("26-11"), tube("26-1")], 3)

    assert [hit.words for hit in group.hits] == ["26-1", "26-11", "X26-1"]
    assert group.hits[0].detail == "BM · 16 Mar 2026 · S-1 Kim"
    assert group.hits[0].owner == "p1"
    assert group.total == "3"


def test_tubes_are_counted_so_far_and_no_further():
    assert tube_group("1", [tube("1")], TUBES_COUNTED_TO).total == "100"
    assert tube_group("1", [tube("1")], TUBES_COUNTED_TO + 1).total == "100+"


def test_a_tube_without_a_date_says_the_rest():
    assert tube_group("1", [tube("1", None)], 1).hits[0].detail == "BM · S-1 Kim"


def test_a_command_that_can_be_done_comes_before_one_that_cannot():
    names = [hit.key for hit in command_group("re", COMMANDS).hits]

    assert names == ["refresh", "redo", "result"]


def test_a_command_is_found_by_its_menu_too():
    assert [hit.key for hit in command_group("view hist", COMMANDS).hits] == ["history"]


def test_a_section_is_found_by_heading_before_text():
    assert [hit.key for hit in help_group("percent", SECTIONS).hits] == ["b", "a"]
    assert help_group("percent", SECTIONS).hits[0].owner == "Percent"


def test_a_letter_or_two_are_not_looked_for_in_texts():
    assert [hit.key for hit in help_group("pe", SECTIONS).hits] == ["b"]


def test_part_of_a_word_is_not_looked_for_in_texts():
    assert help_group("ercent is", SECTIONS).hits == ()


def test_empty_groups_go_and_what_was_typed_whole_comes_first():
    patients = patient_group("26-1", PatientPage((patient(1),), 1), NOW)
    tubes = tube_group("26-1", [tube("26-1")], 1)
    nothing = command_group("26-1", COMMANDS)

    assert arranged((patients, tubes, nothing)) == (tubes, patients)
    assert arranged((nothing,)) == ()
