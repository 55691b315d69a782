"""cohort: five views on a terminal, as one document, as picture and table."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mrdtracker.cli.main import main
from mrdtracker.domain.cohort_views import CohortViewKind
from mrdtracker.services import workspace
from mrdtracker.services.demo import create_demo
from mrdtracker.services.workspace import Person
from tests.gui.ward import bundled_rules

Run = Callable[..., tuple[int, str, str]]
BY_MRD = ("--by", "mrd", "--at", "D33", "--threshold", "0.1 %")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "practice.mrd"
    create_demo(path, Person("Anna", lambda: datetime(2026, 11, 20, 9, tzinfo=UTC))).close()
    return path


@pytest.fixture
def run(
    tmp_path: Path,
    filled: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    monkeypatch.setattr(workspace, "RuleBook", bundled_rules)  # the real ones, loaded once
    store = shutil.copy(filled, tmp_path / "practice.mrd")

    def typed(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main(["--store", str(store), "cohort", *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return typed


@pytest.mark.parametrize("view", [one.value for one in CohortViewKind])
def test_every_view_is_one_document(run: Run, view: str) -> None:
    status, out, err = run("--view", view, "--json")

    document = json.loads(out)
    assert (status, err) == (0, "")
    assert (document["view"], document["patients"]) == (view, 16)
    assert all(len(row) == len(document["table"]["titles"]) for row in document["table"]["rows"])
    assert ("survival" in document) is (view == "survival")


def test_survival_counts_everybody_or_says_why_not(run: Run) -> None:
    _, out, _ = run("--view", "survival", *BY_MRD, "--json")

    survival = json.loads(out)["survival"]
    counted = sum(arm["patients"] for arm in survival["arms"])
    assert counted == 6
    assert counted + len(survival["excluded"]) == 16
    assert {one["reason"] for one in survival["excluded"]} == {"no result at D33 · BM · IG/TR PCR"}
    assert survival["log_rank"] is None
    assert survival["arms"][0]["steps"]


def test_on_a_terminal_it_is_a_table_with_its_remarks(run: Run) -> None:
    status, out, _ = run("--view", "survival", *BY_MRD, "--endpoint", "overall")

    assert status == 0
    assert "DEMO-01" in out
    assert "Median (days)" in out
    assert "Event: a recorded death." in out
    assert "Time zero: each patient's own sample of D33" in out
    assert out.endswith("Descriptive: a difference between groups does not say what caused it.\n")


def test_from_the_first_dose_it_warns_that_groups_were_formed_later(run: Run) -> None:
    _, out, _ = run("--view", "survival", *BY_MRD, "--no-landmark")

    assert "The groups are formed after time zero" in out


def test_picture_and_table_are_written_and_named(run: Run, tmp_path: Path) -> None:
    picture, table = tmp_path / "km.pdf", tmp_path / "km.csv"

    _, out, _ = run("--view", "survival", "--out", picture, "--table", table, "--json")

    sheet = tmp_path / "km.data.csv"
    assert json.loads(out)["files"] == [str(picture), str(sheet), str(table)]
    assert sheet.read_text(encoding="utf-8").startswith("Group,Time (days),At risk,")
    assert picture.read_bytes().startswith(b"%PDF-")
    assert len(table.read_text(encoding="utf-8").splitlines()) == 17


def test_filters_are_those_of_the_list(run: Run) -> None:
    _, out, _ = run("--search", "DEMO-01", "--json")
    assert json.loads(out)["patients"] == 1
    _, out, _ = run("--protocol", "cog-aall08b1", "--json")
    assert 0 < json.loads(out)["patients"] < 16
    _, out, _ = run("--group", "HR", "--json")
    assert 0 < json.loads(out)["patients"] < 16


def test_a_published_threshold_is_taken_and_none_is_made_up(run: Run) -> None:
    _, out, _ = run("--view", "survival", "--by", "mrd", "--at", "D78", "--json")
    groups = [arm["group"] for arm in json.loads(out)["survival"]["arms"]]
    assert "≥ 0.1 % (D78)" in groups

    status, _, err = run("--view", "survival", "--by", "mrd", "--at", "D33")
    assert status == 2
    assert err.startswith("No protocol of this cohort publishes a threshold for D33")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--by", "mrd", "--at", "D999"), "No patient of this cohort has an MRD result at D999."),
        (
            ("--by", "mrd", "--threshold", "0"),
            "A threshold is larger than 0, and at most 100 %",
        ),
        (("--by", "mrd", "--threshold", "much"), "much"),
        (("--protocol", "cog-aall08b2"), "cog-aall08b1"),
        (("--group", "HRR"), "No group is called 'HRR'."),
        (("--out", "km.gif"), "A picture cannot be written as 'gif'."),
    ],
)
def test_what_cannot_be_is_one_sentence(run: Run, arguments: tuple[str, ...], said: str) -> None:
    status, out, err = run(*arguments)

    assert (status, out) == (2, "")
    assert said in err
