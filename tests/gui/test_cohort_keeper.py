"""What is kept of the cohort page: a whole question, and never one under other filters."""

import pytest

from mrdtracker.domain.cohort_groups import GroupBy
from mrdtracker.domain.cohort_views import CohortViewKind
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.gui.cohort_bar import CohortBar
from mrdtracker.gui.cohort_keeper import CohortKeeper
from mrdtracker.gui.memory import Memory, of_store
from mrdtracker.gui.presenters.cohort_form import CohortChoice
from tests.domain.cohorts import five
from tests.gui.desk import settings_in

CHOICE = CohortChoice(CohortViewKind.SURVIVAL, GroupBy.MRD, "EOC · BM · flow", "0.05 %")
QUERY = PatientQuery(search="S-1", group="HR", protocol="p")


@pytest.fixture
def memory(tmp_path):
    return Memory(settings_in(tmp_path))


@pytest.fixture
def a_keeper(qtbot, tmp_path):
    """Make the keeper of a new bar, of this store or of another one."""

    def make(store="lab.mrd"):
        bar = CohortBar()
        qtbot.addWidget(bar)
        return bar, CohortKeeper(bar, tmp_path / store)

    return make


@pytest.fixture
def noted(a_keeper):
    """A bar whose question was shown, and its keeper."""
    bar, keeper = a_keeper()
    bar.offer(five())
    bar.show_query(QUERY)
    bar.show_choice(CHOICE)
    keeper.note(five())
    return bar, keeper


def test_filters_view_time_point_and_threshold_come_back(noted, a_keeper, memory):
    noted[1].keep(memory)
    bar, keeper = a_keeper()

    assert keeper.restore(memory)

    assert (bar.query, bar.choice) == (QUERY, CHOICE)


def test_another_store_of_the_same_name_remembers_its_own(noted, a_keeper, memory):
    noted[1].keep(memory)
    bar, keeper = a_keeper("other/lab.mrd")

    assert not keeper.restore(memory)
    assert (bar.query, bar.choice) == (PatientQuery(), CohortChoice())


def test_what_was_not_shown_yet_is_not_remembered_with_other_children(noted, a_keeper, memory):
    bar, keeper = noted
    bar.show_query(PatientQuery(group="SR"))
    keeper.keep(memory)
    again, restored = a_keeper()

    restored.restore(memory)

    assert (again.query, again.choice) == (QUERY, CHOICE)


def test_a_threshold_that_cannot_be_read_leaves_what_was_shown_before(noted, a_keeper, memory):
    bar, keeper = noted
    bar.show_choice(CohortChoice(CohortViewKind.SURVIVAL, GroupBy.MRD, threshold="a lot"))
    keeper.note(five())
    keeper.keep(memory)
    again, restored = a_keeper()

    restored.restore(memory)

    assert again.choice == CHOICE


@pytest.mark.parametrize("text", ["no json", "[]", '{"view": "overlay"}', "{}"])
def test_what_is_not_understood_is_as_at_the_beginning(a_keeper, memory, tmp_path, text):
    name = of_store("cohort", tmp_path / "lab.mrd")
    memory.keep_text(name, text)
    bar, keeper = a_keeper()

    assert not keeper.restore(memory)
    assert (bar.query, bar.choice) == (PatientQuery(), CohortChoice())
    keeper.keep(memory)
    assert memory.text(name) == text


def test_a_page_that_was_not_read_again_remembers_what_it_began_with(noted, a_keeper, memory):
    noted[1].keep(memory)
    _, keeper = a_keeper()
    keeper.restore(memory)
    name = next(iter(memory._settings.allKeys()))
    before = memory.text(name)
    memory.keep_text(name, "")

    keeper.keep(memory)

    assert memory.text(name) == before


def test_nothing_is_kept_under_a_name_before_it_is_read(noted):
    with pytest.raises(InvalidInputError, match="still being read"):
        noted[1].content(None)
