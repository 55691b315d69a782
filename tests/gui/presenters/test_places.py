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
