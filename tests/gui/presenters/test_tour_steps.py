from mrdtracker.gui.actions import ACTS
from mrdtracker.gui.presenters.tour_steps import PATIENT, STEPS
from mrdtracker.gui.rail import AT_THE_FOOT, IS_ACT, PLACES


def test_every_act_of_the_tour_is_one_of_the_menus():
    acts = {act.name for act in ACTS} | {PATIENT}

    assert {step.act for step in STEPS} <= acts


def test_every_step_says_something_new():
    assert len({step.text for step in STEPS}) == len(STEPS)
    assert all(step.title and step.text for step in STEPS)


def test_it_begins_with_what_is_due_and_ends_before_the_first_patient():
    assert STEPS[0].act == "today"
    assert "first patient" in STEPS[-1].title


def test_it_leads_to_every_place_of_the_rail():
    pages = {name for name, _ in (*PLACES, *AT_THE_FOOT)} - IS_ACT

    assert pages <= {step.act for step in STEPS}


def test_it_names_the_keys_that_save_most_time():
    told = " ".join(step.text for step in STEPS)

    assert all(key in told for key in ("F1", "F2", "Ctrl+K"))
