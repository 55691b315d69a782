from mrdtracker.gui.presenters.places import KEPT, Place, Places

LIST, ONE, TWO = Place("patients"), Place("patient", "1"), Place("patient", "2")


def test_back_and_forward():
    places = Places().go(LIST).go(ONE).go(TWO)

    assert places.back().current == ONE
    assert places.back().back().current == LIST
    assert places.back().forward().current == TWO


def test_the_ends_are_ends():
    places = Places().go(LIST)

    assert places.back() == places
    assert places.forward() == places
    assert not places.can_go_back
    assert Places().current is None


def test_going_somewhere_forgets_what_lay_ahead():
    places = Places().go(LIST).go(ONE).back().go(TWO)

    assert not places.can_go_forward
    assert places.back().current == LIST


def test_the_same_place_twice_is_once():
    assert Places().go(LIST).go(LIST) == Places().go(LIST)


def test_only_so_many_are_kept():
    places = Places()
    for number in range(KEPT + 10):
        places = places.go(Place("patient", str(number)))

    assert len(places.visited) == KEPT
    assert places.current == Place("patient", str(KEPT + 9))


def test_a_place_that_is_gone_is_forgotten_and_the_one_before_it_is_current():
    places = Places().go(LIST).go(ONE).go(TWO).back()

    assert places.without(ONE).current == LIST
    assert places.without(ONE).forward().current == TWO


def test_forgetting_a_place_leaves_no_place_twice_in_a_row():
    places = Places().go(LIST).go(ONE).go(LIST).go(TWO)

    assert places.without(ONE).visited == (LIST, TWO)
    assert places.without(ONE).current == TWO


def test_forgetting_the_only_place_leaves_none():
    assert Places().go(ONE).without(ONE).current is None
