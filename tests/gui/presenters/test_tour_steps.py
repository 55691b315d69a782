from mrdtracker.gui.actions import ACTS
from mrdtracker.gui.presenters.tour_steps import PATIENT, STEPS


def test_every_act_of_the_tour_is_one_of_the_menus():
    acts = {act.name for act in ACTS} | {PATIENT}

    assert {step.act for step in STEPS} <= acts


def test_every_step_says_something_new():
    assert len({step.text for step in STEPS}) == len(STEPS)
    assert all(step.title and step.text for step in STEPS)


def test_it_begins_with_what_is_due_and_ends_before_the_first_patient():
    assert STEPS[0].act == "today"
    assert "first patient" in STEPS[-1].title
