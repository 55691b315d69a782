"""The list of equivalent mutants: what it excuses, and what it does not."""

from dataclasses import dataclass

from tests.mutation.survivors import Survivors

LIST = """
[[equivalent]]
function = "domain.units:shift"
reason = "The digits hold no X."
change = '''
-    text.strip("0")
+    text.strip("X0X")
'''
"""


@dataclass(frozen=True)
class Changed:
    change: str = '-text.strip("0")\n+text.strip("X0X")'
    function: str = "shift"
    module: str = "mrdtracker.domain.units"
    is_wording: bool = False
    name: str = "domain.units:shift:1"


def judged(tmp_path, ends, *, whole=True):
    file = tmp_path / "survivors.toml"
    file.write_text(LIST, encoding="utf-8")
    return Survivors.read(file).judge(ends, whole=whole)


def test_a_listed_survivor_is_excused_wherever_its_line_is_indented(tmp_path):
    assert judged(tmp_path, {Changed(): "survived"}) == []


def test_a_survivor_that_is_not_listed_is_shown_with_its_change(tmp_path):
    other = Changed(change="-a < b\n+a <= b", name="domain.units:shift:2")

    wrong = judged(tmp_path, {Changed(): "survived", other: "survived"})

    assert wrong == ["SURVIVED domain.units:shift:2\n-a < b\n+a <= b"]


def test_the_letters_of_a_sentence_may_change(tmp_path):
    sentence = Changed(change="-Say it.\n+SAY IT.", is_wording=True)

    assert judged(tmp_path, {Changed(): "survived", sentence: "survived"}) == []


def test_a_listed_mutant_that_is_killed_or_gone_is_a_mistake_of_the_list(tmp_path):
    assert "killed" in judged(tmp_path, {Changed(): "killed"})[0]
    assert "killed" in judged(tmp_path, {Changed(): "timeout"})[0]
    assert "not made" in judged(tmp_path, {})[0]
    assert judged(tmp_path, {}, whole=False) == []
