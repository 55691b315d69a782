"""What is wrong with a pack, in Korean: as much as in English, and nothing left in English."""

import pytest

from mrdtracker.domain.errors import ProblemsError
from mrdtracker.rules.loader import load_pack
from tests.language.english import english_left
from tests.language.spoken import in_korean
from tests.rules.small_pack import changed


def refusal_of(text):
    with pytest.raises(ProblemsError) as refused:
        load_pack(text.encode(), "own.toml")
    return refused.value


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('state = "active"', 'state = "activ"'),
        ('state = "active"', ""),
        ("day_of_first_dose = 1", ""),
        ("day = 15", "day = 28"),
        ('specimen = "BM"\nmethods = ["flow"]', ""),
        ('certainty = "A"', ""),
        ('source = "S"\nwhen', 'source = "T"\nwhen'),
        ("operator_verified = true", ""),
        ('group = "HIGH"\nlevel', 'group = "HIHG"\nlevel'),
        ('final_with = ["D29 mrd"]', 'final_with = ["D29"]'),
        ('id = "low"\ntitle', 'id = "high"\ntitle'),
        ('is = "< 0.1 %"', 'is = "< 0.1"'),
        ('is = "< 0.1 %"', 'is = "0.1 %"'),
        ('is = "< 0.1 %"', 'is = "< 0.01 %"'),
        ('{ mrd = "D29", is = "< 0.1 %" }', "{ all = [] }"),
        ('{ mrd = "D29", is = "< 0.1 %" }', '{ mrt = "D29", is = "< 0.1 %" }'),
        ('{ mrd = "D29", is = "< 0.1 %" }', '{ morphology = "D29", is = "< 5 %" }'),
        ('expect = { assigned = "LOW" }', ""),
        ('{ assigned = "LOW" }', '{ assigned = "HIGH", flags = ["PPR"], needs = ["more"] }'),
        ('{ assigned = "LOW" }', '{ answers = { high = "yes" }, status = "provisional" }'),
        ("[pack]", "[pack"),
    ],
)
def test_every_problem_of_a_pack_is_said_in_korean(old, new):
    text = changed(old, new)
    english = refusal_of(text)
    with in_korean():
        korean = refusal_of(text)

    assert [one.where for one in korean.problems] == [one.where for one in english.problems]
    told = [one.text for one in korean.problems]
    assert not set(told) & {one.text for one in english.problems}
    if old != "[pack]":  # what the reader of TOML says stays as it says it
        assert [one for one in told if english_left(one, ["end of", "at the"])] == []
