"""The garbage collector rests inside, and never longer."""

import gc

import pytest

from mrdtracker.services.collector_rest import collector_rests


def test_the_collector_rests_inside_and_works_again_afterwards():
    with collector_rests():
        inside = gc.isenabled()

    assert not inside
    assert gc.isenabled()


def test_the_collector_works_again_after_an_error():
    with pytest.raises(KeyError), collector_rests():
        raise KeyError

    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off():
    gc.disable()
    try:
        with collector_rests():
            pass

        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_collector_rests_until_the_last_of_two_has_left():
    first, second = collector_rests(), collector_rests()
    first.__enter__()
    second.__enter__()

    first.__exit__(None, None, None)
    between = gc.isenabled()
    second.__exit__(None, None, None)

    assert not between
    assert gc.isenabled()


def is_seen(made):
    return any(one is made for one in gc.get_objects())


def test_what_stays_is_not_looked_at_again():
    with collector_rests(all_stays=True):
        stays = []
    later = []

    assert not is_seen(stays)
    assert is_seen(later)


def test_what_may_go_again_is_looked_at():
    with collector_rests():
        made = []

    assert is_seen(made)
