from mrdtracker.services.asked_facts import asked_lesions
from mrdtracker.services.rulebook import RuleBook


def test_every_lesion_of_the_packs_is_named_once():
    packs = RuleBook().packs

    names = asked_lesions(packs.values())

    assert "BCR::ABL1" in names
    assert len(set(names)) == len(names)


def test_a_pack_without_questions_about_genes_asks_for_none():
    assert asked_lesions(()) == ()
