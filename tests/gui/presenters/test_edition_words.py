from mrdtracker.gui.presenters.edition_words import chosen_words, edition_text, editions_to_pin
from tests.services.one_child import make_patient


def child(lee):
    return lee.patient_by_code("S-1")


def test_it_follows_the_laboratory_and_a_newer_one_waits(lee):
    made = edition_text(lee, child(lee))

    assert made.words == "rules 1, 2 waits"
    assert made.is_asking
    assert "follows the laboratory" in made.tooltip
    assert chosen_words(lee, child(lee)) == "Follows the laboratory: edition 1."


def test_a_pin_is_named_and_stays_after_an_adoption(lee):
    first = lee.rules.current("small").id
    lee.recorder.execute(lee.editions.pinning(child(lee), first, "begun with it"))
    (waiting,) = lee.editions.waiting()
    lee.recorder.execute(lee.editions.adoption("small", waiting.new_digest, "read"))

    made = edition_text(lee, child(lee))
    assert (made.words, made.is_asking) == ("pinned to 1", False)
    assert chosen_words(lee, child(lee)) == "Pinned to edition 1."
    assert edition_text(lee, lee.patient_by_code("S-2")).words == "rules 2"
    assert [one.pack_version for one in editions_to_pin(lee, "small")] == ["2", "1"]


def test_a_pin_that_may_not_answer_asks_for_a_person(lee):
    lee.recorder.execute(lee.editions.approval("local-small"))
    from mrdtracker.services.commands import AddPatient

    patient = make_patient("L-1", pack="local-small")
    lee.recorder.execute(AddPatient(patient))
    patient = lee.patient_by_code("L-1")
    digest = lee.rules.current("local-small").id
    lee.recorder.execute(lee.editions.pinning(patient, digest, "x"))
    lee.recorder.execute(lee.editions.withdrawal("local-small", "y"))

    made = edition_text(lee, lee.patient_by_code("L-1"))
    assert made.words == "pinned edition does not answer"
    assert made.is_asking
    assert editions_to_pin(lee, "local-small") == ()


def test_without_a_protocol_or_before_its_first_use_nothing_is_claimed(lee):
    assert edition_text(lee, make_patient("N-1", pack=None)).words == ""
    assert edition_text(lee, make_patient("N-2", pack="other")).words == "no edition in use"
    assert chosen_words(lee, make_patient("N-2", pack="other")) == ""
