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
