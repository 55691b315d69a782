"""The help page "own-pack": every command on it does what the page says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.cli.main import main
from mrdtracker.domain.case_file import read_case
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.rules.loader import load_pack
from mrdtracker.services.rulebook import RuleBook
from tests.services.edition_lab import EditionLab, add_child, group_of

PAGE = locations.resources() / "help" / "own-pack.md"
SAMPLE = locations.sample_packs_folder() / "local-national-day7-day15.toml"


def commands() -> list[list[str]]:
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return [shlex.split(line)[1:] for block in blocks for line in block.splitlines()]


def with_own_numbers(text: str) -> str:
    """Take every mark out, as a person does when the numbers are right."""
    text = re.sub(r"^placeholder = true\n", "", text, flags=re.MULTILINE)
    return re.sub(r"^placeholders = \[.*?^\]\n", "", text, flags=re.MULTILINE | re.DOTALL)


def test_the_page_leads_from_the_sample_to_a_pack_that_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ours = tmp_path / "ours.toml"
    walked = commands()
    assert [next(word for word in words if word in ACTS) for words in walked] == list(ACTS)

    for words in walked:
        if "import" in words:
            assert main(words) == 2
            assert "while placeholders stand" in capsys.readouterr().err
            ours.write_text(with_own_numbers(ours.read_text(encoding="utf-8")), encoding="utf-8")
        # "compare" says by its status that the two packs differ.
        assert main(words) == ("compare" in words), words

    assert (tmp_path / "ours.pdf").read_bytes().startswith(b"%PDF-")
    assert "withdrawn" not in capsys.readouterr().err


ACTS = ("demo", "new", "check", "doc", "compare", "import", "approve", "list", "withdraw")


def test_the_sample_loads_refuses_approval_and_answers_when_its_marks_are_gone(
    tmp_path: Path,
) -> None:
    lab = EditionLab(tmp_path)
    text = SAMPLE.read_text(encoding="utf-8")
    pack = load_pack(text.encode(), SAMPLE.name)
    assert len(pack.placeholders) == 2 + len(pack.rules)
    assert pack.schedule.convention.first_dose_day == 0
    with lab.open("Kim") as workspace:
        with pytest.raises(InvalidInputError, match="rule 'high-d15'") as caught:
            workspace.editions.entering_text(text)
        assert all(one in caught.value.message for one in pack.placeholders)
        workspace.recorder.execute(workspace.editions.entering_text(with_own_numbers(text)))
        patient = add_child(workspace, "S-1", "5", "local-national-day7-day15")
    with lab.open("Lee") as workspace:
        workspace.recorder.execute(workspace.editions.approval("local-national-day7-day15"))
        results = [
            {
                "day": day, "specimen": "BM", "method": "morphology", "state": "quantified",
                "value": "30", "unit": "%",
            }
            for day in (7, 15)
        ]  # fmt: skip
        case = read_case(
            {"format": "mrdtracker-case/1", "patient": {}, "course": {}, "results": results}, "x"
        )
        answer = workspace.rules.assess(case, "local-national-day7-day15")
        assert answer.assigned == "HIGH"
        assert group_of(workspace, patient.code) is None


def test_no_pack_with_a_placeholder_answers_from_a_file(tmp_path: Path) -> None:
    bundled = tmp_path / "x.toml"
    text = SAMPLE.read_text(encoding="utf-8").replace("local-national", "national")
    bundled.write_text(text, encoding="utf-8")

    book = RuleBook([SAMPLE, bundled])

    assert book.packs == {}
    assert "still stands" in str(book.unusable["x.toml"])
    done = tmp_path / "local.toml"
    done.write_text(with_own_numbers(SAMPLE.read_text(encoding="utf-8")), encoding="utf-8")
    refused = RuleBook([done]).unusable["local-national-day7-day15"]
    assert "answers only from a store" in str(refused)
