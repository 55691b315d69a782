from enum import Enum

import pytest

from mrdtracker.domain import units, vocabulary
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import Denominator, Method, Sex
from mrdtracker.gui.presenters.field_words import (
    denominators_of,
    offers_of,
    units_of,
    words_of,
)
from mrdtracker.gui.presenters.form import Offer

LISTS = [
    one
    for one in (*vars(vocabulary).values(), units.Unit, Truth)
    if isinstance(one, type) and issubclass(one, Enum) and one not in (Enum, QuantityKind)
]


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.__name__)
def test_every_member_of_a_closed_list_has_words_of_its_own(kind):
    words = [words_of(member) for member in kind]

    assert all(words)
    assert len(set(words)) == len(words)


def test_a_first_line_stands_for_an_empty_text():
    assert offers_of((Sex.FEMALE,), "not stated") == (
        Offer("not stated", ""),
        Offer("female", "female"),
    )
    assert offers_of(Sex)[0] == Offer("female", "female")


@pytest.mark.parametrize("method", Method)
def test_only_units_of_the_methods_kind_are_offered(method):
    assert all(unit.kind is method.kind for unit in units_of(method))


def test_a_screen_has_no_unit():
    assert units_of(Method.FUSION_SCREEN) == ()


@pytest.mark.parametrize(
    ("method", "denominator", "is_offered"),
    [
        (Method.FLOW, Denominator.NUCLEATED_CELLS, True),
        (Method.FLOW, Denominator.READS, False),
        (Method.NGS, Denominator.READS, True),
        (Method.IG_TR_PCR, Denominator.GENOME_EQUIVALENTS, True),
        (Method.FUSION_TRANSCRIPT, Denominator.CONTROL_GENE_COPIES, True),
        (Method.CYTOLOGY_COUNT, Denominator.WHITE_CELLS, False),
    ],
)
def test_a_fraction_is_one_of_what_the_method_counts(method, denominator, is_offered):
    assert (denominator in denominators_of(method)) is is_offered
