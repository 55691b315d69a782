"""The cohort page over a real store: read beside the window, shown, narrowed, and left."""

import subprocess
import sys
from decimal import Decimal

import pytest

from mrdtracker.domain.cohort import CohortPlace
from mrdtracker.domain.cohort_groups import GroupBy, Grouping
from mrdtracker.domain.cohort_views import CohortAsk, CohortViewKind
from mrdtracker.domain.saved_cohort import SavedCohort
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.gui import cohort_page
from mrdtracker.gui.cohort_page import CohortPage
from mrdtracker.gui.memory import Memory
from mrdtracker.gui.presenters.cohort_form import CohortChoice
from mrdtracker.services.commands import AddPatient
from mrdtracker.services.workspace import Workspace
from tests.builders import a_patient
from tests.gui.desk import ANNA, demo_workspace, settings_in, the_switch
from tests.gui.ward import bundled_rules


def a_page(qtbot, workspace):
    the_switch()
    page = CohortPage(workspace)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    with qtbot.waitSignal(page.answered):
        page.reload()
    return page


@pytest.fixture
def page(qtbot, tmp_path):
    with demo_workspace(tmp_path) as workspace:
        made = a_page(qtbot, workspace)
        yield made
        made.stop()


def choose(qtbot, page, *choice, **more):
    page.bar.show_choice(CohortChoice(*choice, **more))
    with qtbot.waitSignal(page.answered):
        page.bar.chosen.emit()


def test_everybody_is_read_and_shown(page):
    assert page.title.text() == "Cohort · 16 patients"
    assert page.shown.ask.view is CohortViewKind.OVERLAY
    assert len(page.shown.cohort.patients) == 16
    assert page.remarks.text().endswith("does not say what caused it.")


@pytest.mark.parametrize("view", CohortViewKind)
def test_every_view_has_its_picture_and_its_table(qtbot, page, view):
    choose(qtbot, page, view, GroupBy.RISK)

    assert page.shown.ask.view is view
    assert page.table.rows
    qtbot.waitUntil(lambda: page.pane.raster is not None and page.pane.raster.drawn is not None)


def test_a_threshold_that_nobody_published_is_asked_for(qtbot, page):
    choose(qtbot, page, CohortViewKind.SURVIVAL, GroupBy.MRD, "D33 · BM · IG/TR PCR")

    assert page.shown is None
    assert page.nothing.isVisible()
    assert page.nothing.sentence.text().startswith("Choose a threshold")
    assert not page.export.picture_button.isEnabled()

    choose(qtbot, page, CohortViewKind.SURVIVAL, GroupBy.MRD, "D33 · BM · IG/TR PCR", "0.1 %")

    assert page.pane.isVisible()
    assert page.export.picture_button.isEnabled()


def test_a_threshold_that_cannot_be_read_is_refused_at_its_field_and_not_saved(qtbot, page):
    told = []
    page.told.connect(told.append)
    choose(qtbot, page, CohortViewKind.SURVIVAL, GroupBy.MRD, "D33 · BM · IG/TR PCR", "a lot")

    page.saved.ask_and_save()

    assert page.bar.threshold.property("state") == "error"
    assert page.nothing.title.text() == "This threshold cannot be taken"
    assert told == [page.bar.threshold.toolTip()] == [page.nothing.sentence.text()]
    assert page._workspace.saved_views.of_page("cohort") == ()

    choose(qtbot, page, CohortViewKind.SURVIVAL, GroupBy.MRD, "D33 · BM · IG/TR PCR", "0.1 %")
    assert page.bar.threshold.property("state") == ""


def test_a_filter_reads_other_children(qtbot, page):
    with qtbot.waitSignal(page.answered):
        page.bar.field.setText("DEMO-08")
    assert page.title.text() == "Cohort · 1 patient"

    with qtbot.waitSignal(page.answered):
        page.bar.field.setText("no such patient")
    assert page.nothing.title.text() == "No patient matches"
    assert page.bar.isVisible()


def test_a_page_that_has_ended_asks_a_closed_store_for_nothing(qtbot, tmp_path):
    with demo_workspace(tmp_path) as workspace:
        page = a_page(qtbot, workspace)
        page.bar.field.setText("DEMO-08")
        page.stop()

    page._filter()

    assert page._reading is None


def test_what_is_asked_for_meanwhile_is_read_in_the_end(qtbot, page):
    page.bar.field.setText("DEMO-08")
    page._filter()
    page.bar.field.setText("DEMO-0")

    with qtbot.waitSignal(page.answered):
        page._filter()
    qtbot.waitUntil(lambda: page._reading is None)

    assert page.title.text() == "Cohort · 9 patients"


def test_a_change_is_seen_when_the_page_is_read_again(qtbot, page):
    changes = page._workspace.recorder.execute(AddPatient(a_patient()))
    page.hear(changes)

    with qtbot.waitSignal(page.answered):
        page.reload()

    assert page.title.text() == "Cohort · 17 patients"


def test_a_child_is_opened_from_picture_and_table(qtbot, page):
    with qtbot.waitSignal(page.opened) as opened:
        page.table.opened.emit("p-1")
    assert opened.args == ["p-1"]
    with qtbot.waitSignal(page.opened) as opened:
        page.pane.opened.emit("p-2")
    assert opened.args == ["p-2"]


def test_a_picked_child_is_current_in_the_table(page):
    child = page.shown.cohort.patients[7]

    page.pane.picked.emit(child.id)

    row = page.table.table.row()
    assert row is None or row.patient_id == child.id


def test_long_pictures_are_turned_and_say_where_they_are(qtbot, page):
    page.resize(1100, 420)
    choose(qtbot, page, CohortViewKind.HEAT_MAP)
    with qtbot.waitSignal(page.pane.finished):
        page.pane.resize(page.pane.width(), 270)
    page._say_rows()
    page._allow()
    first = page.rows.text()

    assert first.endswith("of 16")
    with qtbot.waitSignal(page.pane.finished):
        page.after.click()
    assert page.rows.text() != first


def test_an_empty_store_says_what_the_page_is_for(qtbot, tmp_path):
    with Workspace.create(tmp_path / "w.mrd", ANNA, rules=bundled_rules()) as workspace:
        page = a_page(qtbot, workspace)

        assert page.first_steps.isVisible()
        assert not page.bar.isVisible()
        with qtbot.waitSignal(page.asked) as asked:
            page.first_steps.buttons["import"].click()
        assert asked.args == ["import"]
        page.stop()


def test_find_goes_to_the_search(page):
    assert page.focus_search()
    assert page.window().focusWidget() is page.bar.field


def test_a_large_cohort_is_shown_from_beside_and_only_as_it_was_asked_for_last(
    qtbot, page, monkeypatch
):
    monkeypatch.setattr(cohort_page, "AT_ONCE", 3)
    page.bar.show_choice(CohortChoice(CohortViewKind.SWIMMER))
    page._choose()
    page.bar.show_choice(CohortChoice(CohortViewKind.HEAT_MAP))

    with qtbot.waitSignal(page.answered):
        page._choose()
    assert page.shown.ask.view is CohortViewKind.HEAT_MAP

    page.bar.show_choice(CohortChoice(CohortViewKind.SURVIVAL))
    page._choose()
    page.stop()
    assert page.shown.ask.view is CohortViewKind.HEAT_MAP


def test_a_view_that_is_not_wanted_any_more_is_not_shown(qtbot, page, monkeypatch):
    monkeypatch.setattr(cohort_page, "AT_ONCE", 3)
    page.bar.show_choice(CohortChoice(CohortViewKind.SWIMMER))
    page._choose()
    monkeypatch.setattr(cohort_page, "AT_ONCE", 500)
    page.bar.show_choice(CohortChoice(CohortViewKind.HEAT_MAP))
    page._choose()

    qtbot.waitUntil(lambda: page._making is None)

    assert page.shown.ask.view is CohortViewKind.HEAT_MAP


def test_leaving_ends_the_reading(qtbot, page):
    page._filter()

    page.stop()

    with qtbot.assertNotEmitted(page.answered, wait=100):
        pass


def test_the_start_of_the_program_loads_nothing_of_it():
    code = (
        "import sys, mrdtracker.gui.workbench\n"
        "print(sorted(name for name in sys.modules if 'cohort' in name or name == 'lifelines'))"
    )
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, capture_output=True, text=True, check=True)  # noqa: S603

    # The service that reads cohorts stands in the workspace; pages, views and curves do not.
    service = ["mrdtracker.domain.cohort", "mrdtracker.domain.cohort_days"]
    assert done.stdout.strip() == str([*service, "mrdtracker.services.cohort"])


def test_a_saved_cohort_is_filtered_parted_and_looked_at_as_it_was_kept(qtbot, page):
    place, told = "D33 · BM · IG/TR PCR", []
    page.told.connect(told.append)
    with qtbot.waitSignal(page.answered):
        page.bar.field.setText("DEMO-0")
    choose(qtbot, page, CohortViewKind.SURVIVAL, GroupBy.MRD, place, "0.1 %")
    kept = (page.bar.query, page.shown.ask)
    page.saved.save("late", is_shared=False)
    with qtbot.waitSignal(page.answered):
        page.bar.field.clear()
    choose(qtbot, page, CohortViewKind.OVERLAY)

    page.saved.fill()
    with qtbot.waitSignal(page.answered):
        page.saved.offered.actions()[0].trigger()

    assert (page.bar.query, page.shown.ask) == kept
    assert page.title.text() == "Cohort · 9 patients"
    assert told == ["Cohort saved as late."]


def test_a_saved_time_point_that_nobody_has_any_more_is_said(qtbot, page):
    at = CohortPlace("D999", Specimen.BONE_MARROW, Method.FLOW)
    ask = CohortAsk(CohortViewKind.SURVIVAL, Grouping(GroupBy.MRD, at, Decimal("0.001")))
    view = page._workspace.saved_views.save("cohort", "far", SavedCohort(ask=ask).content())

    with qtbot.waitSignal(page.told) as told:
        page.saved.chosen.emit(view)

    assert told.args[0].startswith("Nobody here has an MRD result at D999 · BM · flow; ")
    assert page.bar.choice.threshold != "0.1 %"


def test_a_saved_cohort_of_another_version_is_one_sentence(qtbot, page):
    content = SavedCohort().content() | {"endpoint": "event-free"}
    view = page._workspace.saved_views.save("cohort", "EFS", content)
    before = page.shown

    with qtbot.waitSignal(page.told) as told:
        page.saved.chosen.emit(view)

    assert told.args == [
        "EFS: A part of this saved cohort cannot be read: endpoint. "
        "Choose it anew and save it again."
    ]
    assert page.shown is before


def test_filters_and_view_are_as_the_last_time_and_their_answer_is_read_anew(
    qtbot, page, tmp_path
):
    memory = Memory(settings_in(tmp_path))
    with qtbot.waitSignal(page.answered):
        page.bar.field.setText("DEMO-0")
    choose(qtbot, page, CohortViewKind.SURVIVAL, GroupBy.MRD, "D33 · BM · IG/TR PCR", "0.05 %")
    page.keep(memory)
    asked = (page.bar.query, page.shown.ask)

    again = CohortPage(page._workspace)
    qtbot.addWidget(again)
    again.restore(memory)
    assert (again.shown, again.bar.query) == (None, asked[0])
    with qtbot.waitSignal(again.answered):
        again.reload()

    assert (again.bar.query, again.shown.ask) == asked
    assert again.title.text() == "Cohort · 9 patients"
    again.stop()


def test_a_cohort_is_not_kept_before_it_is_read(qtbot, page):
    choose(qtbot, page, CohortViewKind.SURVIVAL, GroupBy.MRD, "D33 · BM · IG/TR PCR", "0.1 %")
    told = []
    page.told.connect(told.append)

    with qtbot.waitSignal(page.answered):
        page.bar.filtered.emit()
        page.saved.save("D33", is_shared=False)

    assert told == ["The cohort is still being read. Save it once it is shown."]
    assert page._workspace.saved_views.of_page("cohort") == ()


def test_what_was_shown_before_is_not_handed_out_as_what_is_asked_for_now(qtbot, page):
    with qtbot.waitSignal(page.answered):
        page.bar.field.setText("DEMO-0")
        page.bar.filtered.emit()
        while_reading = (page.title.text(), page.export.picture_button.isEnabled(), page._seen())

    assert while_reading == ("Reading the cohort…", False, None)
    assert page.title.text() == "Cohort · 9 patients"
    assert page.export.picture_button.isEnabled()
