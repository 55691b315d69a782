"""cohort: five views on a terminal, as one document, as picture and table."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from mrdtracker.cli.main import main
from mrdtracker.domain.cohort import CohortPlace
from mrdtracker.domain.cohort_groups import GroupBy, Grouping
from mrdtracker.domain.cohort_survival import Endpoint
from mrdtracker.domain.cohort_views import CohortAsk, CohortViewKind
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.domain.saved_cohort import SavedCohort
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.services import workspace
from mrdtracker.services.demo import create_demo
from mrdtracker.services.workspace import Person, Workspace
from mrdtracker.words import speak
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


@pytest.mark.parametrize("view", ["heat-map", "swimmer"])
def test_a_picture_that_shows_a_part_says_so_beside_the_answer(
    run: Run, tmp_path: Path, view: str
) -> None:
    picture = tmp_path / "a.svg"

    _, part, err = run("--view", view, "--out", picture, "--limit", 5, "--json")
    assert err == "5 of 16 patients are drawn; --all draws them all.\n"
    low = picture.stat().st_size
    status, whole, err = run("--view", view, "--out", picture, "--limit", 5, "--all", "--json")

    assert (status, err) == (0, "")
    assert picture.stat().st_size > low
    assert json.loads(part) == json.loads(whole)


def test_a_data_sheet_that_nobody_named_is_kept_until_somebody_says_replace(
    run: Run, tmp_path: Path
) -> None:
    sheet = tmp_path / "km.data.csv"
    sheet.write_text("mine", encoding="utf-8")
    out = ("--view", "survival", "--out", tmp_path / "km.svg")

    status, _, err = run(*out)
    assert (status, sheet.read_text(encoding="utf-8")) == (2, "mine")
    assert err.startswith(f"{sheet} is there already, and nothing is overwritten.")

    status, _, _ = run(*out, "--replace")
    assert (status, sheet.read_text(encoding="utf-8")[:5]) == (0, "Group")
    status, _, err = run(*out, "--table", sheet)
    assert (status, err.splitlines()[0]) == (
        2,
        f"{sheet} is where the picture or its numbers go.",
    )


@pytest.fixture
def keep(tmp_path: Path) -> Callable[..., None]:
    def saved(name: str, kept: SavedCohort) -> None:
        person = Person("Anna", lambda: datetime(2026, 11, 20, 9, tzinfo=UTC))
        with Workspace.open(tmp_path / "practice.mrd", person, rules=bundled_rules()) as store:
            store.saved_views.save("cohort", name, kept.content(), is_shared=True)

    return saved


def test_a_saved_cohort_is_asked_for_by_its_name(run: Run, keep: Callable[..., None]) -> None:
    _, before, _ = run("--view", "survival", *BY_MRD, "--endpoint", "overall", "--json")
    place = CohortPlace("D33", Specimen.BONE_MARROW, Method.IG_TR_PCR)
    grouping = Grouping(GroupBy.MRD, place, Decimal("0.001"))
    ask = CohortAsk(CohortViewKind.SURVIVAL, grouping, Endpoint.OVERALL, is_landmark=True)
    keep("late", SavedCohort(ask=ask))
    keep("open", SavedCohort(ask=replace(ask, grouping=replace(grouping, threshold=None))))
    far = replace(grouping, at=place._replace(label="D999"))
    keep("far", SavedCohort(ask=replace(ask, grouping=far)))
    keep("slow", SavedCohort(PatientQuery("DEMO-01"), CohortAsk(CohortViewKind.SWIMMER)))

    assert json.loads(run("--saved", "late", "--json")[1]) == json.loads(before)
    assert json.loads(run("--saved", "slow", "--json")[1])["patients"] == 1
    assert run("--saved", "open")[2].startswith("No protocol of this cohort publishes")
    assert run("--saved", "far")[2].startswith("No patient of this cohort has an MRD result at D9")
    status, _, err = run("--saved", "early")
    assert (status, err) == (
        2,
        "No cohort is saved as 'early'.\nThere are: far, late, open, slow.\n",
    )
    status, _, err = run("--saved", "late", "--by", "risk", "--search", "S")
    assert (status, err.splitlines()[1]) == (2, "Leave out --by, --search.")


def test_no_saved_cohort_is_said(run: Run) -> None:
    assert run("--saved", "early")[2] == "No cohort is saved as 'early'.\n"


def test_the_terminal_speaks_the_language_that_was_asked_for(
    run: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, english, _ = run("--view", "survival", *BY_MRD)
    store = ("--store", str(tmp_path / "practice.mrd"))
    try:
        main([*store, "--language", "ko", "cohort", "--view", "survival", *BY_MRD])
    finally:
        speak({})
    korean = capsys.readouterr().out

    assert "not reached" in english
    assert "도달하지 않음" in korean
    assert "Median" not in korean


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
