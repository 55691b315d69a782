from mrdtracker.gui.presenters.case_ring import CaseRing


def walk(ring, current, recent, steps):
    """Step as the pages do: who is opened becomes the one opened last."""
    seen = []
    for by in steps:
        others = [one for one in recent if one != current]
        found = ring.step(current, others, by)
        recent = [found, *(one for one in recent if one != found)]
        current = found
        seen.append(found)
    return "".join(seen)


def test_every_patient_comes_in_turn_and_then_the_first_again():
    assert walk(CaseRing(), "a", ["a", "b", "c"], [1, 1, 1, 1]) == "bcab"


def test_one_step_back_undoes_one_step_on():
    assert walk(CaseRing(), "a", ["a", "b", "c"], [1, 1, -1, -1, -1]) == "bcbac"


def test_from_another_page_the_last_one_is_the_first():
    assert CaseRing().step("", ["b", "c"], 1) == "b"
    assert CaseRing().step("", ["b", "c"], -1) == "c"


def test_a_patient_who_was_opened_otherwise_begins_a_new_round():
    ring = CaseRing()
    assert walk(ring, "a", ["a", "b", "c"], [1]) == "b"

    assert ring.step("d", ["b", "a", "c"], 1) == "b"


def test_alone_there_is_no_other_one():
    assert CaseRing().step("a", [], 1) is None
    assert CaseRing().step("", [], 1) is None
