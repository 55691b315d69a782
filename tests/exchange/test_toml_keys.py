import tomllib
from dataclasses import dataclass

import pytest

from mrdtracker.domain.vocabulary import Specimen
from mrdtracker.exchange.toml_keys import (
    EMPTY,
    KeyReader,
    choice_key,
    did_you_mean,
    flag_key,
    integer_key,
    required_choice_key,
    table_key,
    text_key,
    words_key,
    write_keys,
)


@dataclass(frozen=True)
class Tube:
    kind: Specimen = required_choice_key(Specimen)  # noqa: RUF009 - declares a key
    label: str = text_key("")
    words: tuple[str, ...] = words_key()
    is_old: bool = flag_key()
    number: int | None = integer_key(range(3))
    second: Specimen | None = choice_key(Specimen)  # noqa: RUF009 - declares a key
    meanings: dict[str, str] = table_key(("yes", "no"))  # noqa: RUF009 - declares a key


def read(text: str) -> tuple[Tube | None, list[str]]:
    problems = []
    tube = KeyReader(problems).block(Tube, tomllib.loads(text), "tube")
    return tube, [str(problem) for problem in problems]


def test_what_is_left_out_is_at_its_default():
    tube, problems = read('kind = "BM"')

    assert problems == []
    assert tube == Tube(Specimen.BONE_MARROW)
    assert tube.meanings is EMPTY


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "tube.kind: is missing"),
        ('kind = "bone"', "takes one of BM, PB, CSF, other"),
        ('kind = "BM"\nlabel = 3', "takes a text"),
        ('kind = "BM"\nlabel = "' + "x" * 2001 + '"', "more than 2000"),
        ('kind = "BM"\nwords = "NA"', "takes a list of texts"),
        ('kind = "BM"\nis_old = 1', "takes true or false"),
        ('kind = "BM"\nnumber = true', "takes a whole number from 0 to 2"),
        ('kind = "BM"\nnumber = 3', "takes a whole number from 0 to 2"),
        ('kind = "BM"\nmeanings = {a = 1}', "takes a table of texts"),
        ('kind = "BM"\nmeanings = {a = "noo"}', "knows no 'noo': yes, no; did you mean 'no'?"),
        ('kind = "BM"\nlable = ""', "is not a key here; did you mean 'label'?"),
        ('kind = "BM"\nxyz = ""', "tube.xyz: is not a key here."),
    ],
)
def test_a_wrong_value_is_told_with_what_is_allowed(text, words):
    tube, problems = read(text)

    assert tube is None
    assert words in problems[0]


def test_a_list_where_a_table_belongs_is_told():
    problems = []
    reader = KeyReader(problems)

    assert reader.block(Tube, 3, "tube") is None
    assert reader.blocks(Tube, {"kind": "BM"}, "tube") == ()
    assert "write [[tube]]" in problems[1].text


def test_only_what_differs_from_the_default_is_written():
    tube = Tube(
        Specimen.CSF, 'a "b" \\ \x7f \n', ("x", ""), is_old=True, number=2, meanings={"A b": "yes"}
    )

    assert write_keys(Tube(Specimen.CSF)) == ['kind = "CSF"']
    assert read("\n".join(write_keys(tube))) == (tube, [])


def test_nothing_near_is_not_suggested():
    assert did_you_mean("zzz", ("column",)) == ""


@pytest.mark.parametrize("text", ['kind = "othr"', 'kind = "BM"\nmeanings = {a = "yess"}'])
def test_a_question_ends_with_its_own_mark(text):
    _, problems = read(text)

    (problem,) = problems
    assert problem.endswith("'?")
