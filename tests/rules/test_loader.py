"""A pack is loaded whole, or not at all and with every reason."""

import hashlib
import zipfile

import pytest

from mrdtracker import locations
from mrdtracker.domain.errors import ProblemsError
from mrdtracker.domain.finding import Flag
from mrdtracker.rules.engine import evaluate, evaluate_answers
from mrdtracker.rules.loader import LARGEST_PACK, load_pack, load_packs
from mrdtracker.words import in_english, speak
from tests.rules.cases import case_of, result
from tests.rules.small_pack import SMALL, changed, loaded, problems

BUNDLED = sorted(locations.bundled_rules_folder().glob("*.toml"))


def test_a_sound_pack_is_loaded_with_the_digest_of_its_bytes():
    pack = loaded()

    assert pack.digest == hashlib.sha256(SMALL.encode()).hexdigest()
    assert (pack.id, pack.version, pack.group_ids) == ("small", "1", ("HIGH", "LOW"))


def test_a_rule_that_cannot_be_read_is_one_problem_and_not_two():
    """What leads to its group is not missing, it is misspelt."""
    found = problems(changed('">= 0.1 %"', '"0.1 %"'))

    assert len(found) == 1
    assert "has no operator" in found[0]


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_every_bundled_pack_is_sound(path):
    pack = load_pack(path.read_bytes(), path.name)

    assert pack.id == path.stem
    assert {example.kind for example in pack.examples} == {"yes", "no", "unknown", "boundary"}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('version = "1"', 'verison = "1"', "pack: 'verison' is not a key here; did you mean 'v"),
        ('version = "1"', "version = 1", "pack.version: must be a text"),
        ("[[group]]", "[[groups]]", "'groups' is not a key here; did you mean 'group'?"),
        ('source = "S"\nwhen', "when", "rule 'high': 'source' is missing."),
        ('source = "S"', 'source = "T"', "rule 'high'.source: there is no 'T'"),
        ('">= 0.1 %"', '"0.1 %"', "rule 'high'.when.is: '0.1 %' has no operator"),
        ('">= 0.1 %"', '">= 0.1"', "rule 'high'.when.is: '>= 0.1' has no unit"),
        ('">= 0.1 %"', '">= 1e-3 fraction"', "MRD is written in '%' here and in 'fraction'"),
        ("day = 29", "day = 17", "timepoint 'D15': its window overlaps that of 'D29'."),
        ('group = "LOW"', 'group = "HIGH"', "group 'LOW': no active rule leads to it."),
        ('assigned = "LOW"', 'assigned = "HIGH"', "expected the group HIGH, got LOW"),
        ('certainty = "A"', "", "'certainty' is missing: A, B or C, there is no default."),
        ("operator_verified = true", "", "'operator_verified' is missing"),
        ("operator_verified = true", "operator_verified = false", "group 'HIGH': no active rule"),
        ("day_of_first_dose = 1", "", "'day_of_first_dose' is missing: 0 or 1"),
        ("day_of_first_dose = 1", "day_of_first_dose = 2", "must be a whole number from 0 to 1"),
        ('state = "active"', 'state = "activ"', "Did you mean 'active'?"),
        ('specimen = "BM"\n', "", "'specimen' is missing"),
        ('methods = ["flow"]\n', "", "'methods' is missing: name the decisive method."),
        ('kind = "unknown"', 'kind = "no"', "example: there is none of the kind 'unknown'."),
        ('unit = "%"', 'unit = "percent"', "example 'yes'.results[0].unit"),
        ('{ mrd = "D29", is', '{ mdr = "D29", is', "'mdr' is not a condition; did you mean 'mrd'"),
        ('{ mrd = "D29"', '{ mrd = "D92"', "there is no 'D92'; did you mean 'D29'?"),
        ('age = ">= 10 years"', 'use = "old"', "go round in a circle: old → old."),
        ('id = "low"', 'id = "high"', "its id stands twice."),
        ("[[rule]]\n", '[[rule]]\nwhy = "?"\n', "'why' is not a key here"),
    ],
)
def test_each_mistake_is_named_with_its_place_and_what_was_meant(old, new, says):
    found = problems(changed(old, new))

    assert any(says in problem for problem in found), found


def test_all_mistakes_are_listed_not_only_the_first():
    text = changed('version = "1"', 'verison = "1"')
    text = text.replace('">= 0.1 %"', '"0.1 %"').replace('group = "LOW"', 'group = "LWO"')

    found = "\n".join(problems(text))

    assert "verison" in found
    assert "no operator" in found
    assert "there is no group 'LWO'; did you mean 'LOW'?" in found


def test_problems_name_the_file():
    with pytest.raises(ProblemsError) as caught:
        load_pack(b"[pack]", "mine.toml")

    assert caught.value.what == "mine.toml"
    assert "mine.toml" in caught.value.message


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "'id' is missing"),
        (b"\xff\xfe[pack]", "byte 0: the file is not UTF-8 text."),
        (b"\x00", "not TOML"),
        (b"[pack\n", "not TOML"),
        (b"# " + b"x" * LARGEST_PACK, "larger than 1024 KiB"),
        (b"a = " + b"[" * 100_000, "nested too deeply"),
        (b"pack = 3", "must be an object"),
        (b"rule = 3", "must be a list"),
        (b"[[rule]]\n" * 10_000, "10000 entries are more than the 500 allowed"),
        (b"[pack]\nid = 1979-05-27T07:32:00Z", "must be a text"),
    ],
    ids=["empty", "latin", "nul", "toml", "size", "deep", "scalar", "no list", "many", "date"],
)
def test_what_is_no_pack_is_refused_in_words(content, says):
    found = problems(content)

    assert any(says in problem for problem in found), found


@pytest.mark.parametrize(
    ("content", "where", "says"),
    [
        (b"\xff", "byte 0", "the file is not UTF-8 text."),
        (b"# " + b"x" * LARGEST_PACK, "", "the file is larger than 1024 KiB."),
        (b"a = " + b"[" * 100_000, "", "the file is nested too deeply."),
        (b"[pack\n", "", "the file is not TOML: "),
    ],
    ids=["latin", "size", "deep", "toml"],
)
def test_what_is_no_text_of_a_pack_is_one_problem_of_the_file(content, where, says):
    with pytest.raises(ProblemsError) as caught:
        load_pack(content, "mine.toml")

    (problem,) = caught.value.problems
    assert (caught.value.what, problem.where) == ("mine.toml", where)
    assert problem.text.startswith(says)
    assert problem.text == says or "line 1" in problem.text


def test_a_pack_of_the_largest_size_is_read():
    comment = "#" * (LARGEST_PACK - len(SMALL.encode()))

    assert loaded(SMALL + comment).id == "small"
    assert problems(SMALL + comment + "#") == ["the file is larger than 1024 KiB."]


def test_a_pack_with_windows_line_ends_is_the_same_pack():
    said = changed('says = "High."', 'says = """High.\n{value}"""')

    assert loaded(said.replace("\n", "\r\n")).texts == loaded(said).texts


def test_a_pack_that_an_editor_began_with_a_byte_order_mark_is_the_same_pack():
    assert loaded("\ufeff" + SMALL).group_ids == ("HIGH", "LOW")


def test_a_zip_bomb_with_another_name_is_read_no_further_than_allowed(tmp_path):
    bomb = tmp_path / "bomb.toml"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(50_000_000))

    found = load_packs([bomb])

    assert found.packs == {}
    assert "bomb.toml" in found.unusable


def test_definitions_that_double_each_other_do_not_eat_the_machine():
    def twenty(name):
        return ", ".join([f'{{ use = "{name}" }}'] * 20)

    doubled = "\n".join(
        f'[[define]]\nid = "d{n}"\nwhen = {{ all = [{twenty(f"d{n + 1}")}] }}' for n in range(7)
    )
    last = '\n[[define]]\nid = "d7"\nwhen = { use = "old" }\n'

    found = problems(changed("[[rule]]", f"{doubled}{last}\n[[rule]]"))

    assert any("too many" in problem for problem in found)


def test_usable_packs_are_kept_apart_from_the_others(tmp_path):
    good, bad, again = (tmp_path / name for name in ("a.toml", "b.toml", "c.toml"))
    good.write_text(SMALL, encoding="utf-8")
    bad.write_text("[pack]", encoding="utf-8")
    again.write_text(SMALL, encoding="utf-8")
    missing, folder = tmp_path / "none.toml", tmp_path / "folder.toml"
    folder.mkdir()

    found = load_packs([good, bad, again, missing, folder])

    assert list(found.packs) == ["small"]
    assert sorted(found.unusable) == ["b.toml", "c.toml", "folder.toml", "none.toml"]
    assert str(found.unusable["c.toml"]) == (
        "c.toml: 1 problem\n  pack.id: the pack 'small' is loaded from another file already."
        " Correct them and try again."
    )
    assert str(found.unusable["none.toml"]).startswith(
        "none.toml: 1 problem\n  the file cannot be read: "
    )


def test_a_pack_with_a_placeholder_answers_for_nobody_and_hinders_no_other(tmp_path):
    open_one, good = tmp_path / "a.toml", tmp_path / "b.toml"
    open_one.write_text(changed('id = "high"', 'id = "high"\nplaceholder = true'), "utf-8")
    good.write_text(SMALL, encoding="utf-8")

    found = load_packs([open_one, good])

    assert list(found.packs) == ["small"]
    assert list(found.unusable) == ["a.toml"]
    assert str(found.unusable["a.toml"]) == (
        "a.toml: 1 problem\n  placeholder: still stands: rule 'high': High."
        " Correct them and try again."
    )


def test_a_file_that_is_no_text_is_named_with_its_one_problem(tmp_path):
    large = tmp_path / "large.toml"
    large.write_bytes(b"# " + b"x" * LARGEST_PACK)

    found = load_packs([large, tmp_path / "none.toml"])

    assert [str(one) for one in found.unusable["large.toml"].problems] == [
        "the file is larger than 1024 KiB."
    ]
    assert [(one.where, str(one)) for one in found.unusable["none.toml"].problems] == [
        ("", "the file cannot be read: No such file or directory.")
    ]
    assert str(found.unusable["large.toml"]).startswith("large.toml: 1 problem")


def test_a_pack_whose_example_fails_is_refused():
    found = problems(changed('expect = { assigned = "HIGH" }', 'expect = { assigned = "LOW" }'))

    assert found == ["example 'on it': expected the group LOW, got HIGH"]


def test_a_pack_is_proved_in_english_and_then_speaks_the_language_of_the_program():
    speak({"flow": "유세포", "{} at {} ({}, {}) {}?": "{1} {0} {4}인가?"})
    try:
        pack = loaded()
        asked = pack.rules[0].when.asked
        failed = case_of(result("D29", state="not_evaluable"))
        said, answered = evaluate(pack, failed), evaluate_answers(pack, failed)
        with in_english():
            kept, again = evaluate(pack, failed), evaluate_answers(pack, failed)
    finally:
        speak({})

    assert asked == "D29 MRD ≥ 0.1 %인가?"
    assert (said.needs, kept.needs) == (("BM 유세포 at D29",), ("BM flow at D29",))
    assert said.flags == kept.flags == (Flag.MISSING_RESULT,)
    assert answered.flags == again.flags == (Flag.MISSING_RESULT,)
    assert (pack.id, pack.digest) == ("small", loaded().digest)
    assert [example.name for example in pack.examples] == ["yes", "no", "on it", "nothing"]
    assert [text.id for text in pack.texts] == ["high", "low"]
