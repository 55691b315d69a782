import pytest

from mrdtracker.domain.listing import PatientPage, PatientQuery
from mrdtracker.gui.patient_list_model import PAGE, PatientListModel

pytestmark = pytest.mark.usefixtures("qapp")


class Shelf:
    """Answers pages of numbers, as the store answers pages of patients."""

    def __init__(self, count):
        self.count = count
        self.asked = []

    def page(self, query):
        self.asked.append(query)
        first = int(query.after or 0)
        last = min(first + query.limit, self.count)
        return PatientPage(
            tuple(range(first, last)), self.count, str(last) if last < self.count else None
        )


def a_model(count):
    shelf = Shelf(count)
    return shelf, PatientListModel(shelf.page, tuple)


def test_only_what_is_scrolled_to_is_read():
    shelf, model = a_model(250)
    model.ask(PatientQuery(search="x"))
    assert model.rowCount() == PAGE
    assert len(shelf.asked) == 1

    while model.canFetchMore():
        model.fetchMore()

    assert model.rowCount() == 250
    assert len(shelf.asked) == 250 // PAGE
    assert not model.canFetchMore()
    model.fetchMore()
    assert model.rowCount() == 250
    assert shelf.asked[1].search == "x"


def test_asking_again_keeps_what_was_scrolled_to():
    shelf, model = a_model(250)
    model.ask(PatientQuery())
    model.fetchMore()

    model.ask_again()

    assert model.rowCount() == 2 * PAGE
    assert shelf.asked[-1].limit == 2 * PAGE


def test_a_new_question_begins_at_the_top():
    _shelf, model = a_model(250)
    model.ask(PatientQuery())
    model.fetchMore()

    model.ask(PatientQuery(search="y"))

    assert model.rows[0] == 0
    assert model.query.search == "y"
    assert model.rowCount() == PAGE


def test_qt_s_rules_hold_on_a_real_store(qtmodeltester, desk):
    qtmodeltester.check(desk.bench.list.model)
