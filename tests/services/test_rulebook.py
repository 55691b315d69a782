"""The packs at hand answer; those that are not sound do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.domain.case import PatientCase
from mrdtracker.domain.errors import InvalidInputError, NotFoundError, ProblemsError
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.words import in_english, speak
from tests.rules.small_pack import SMALL
from tests.services.one_child import make_patient

FIRST_FIVE = {
    "generic-definitions",
    "ccg-early-marrow",
    "aieop-bfm-all-2000",
    "cog-aall08b1",
    "kspho-hr-2024",
}


def test_the_bundled_packs_are_all_usable(rules: RuleBook) -> None:
    assert set(rules.packs) >= FIRST_FIVE
    assert rules.unusable == {}


def test_an_unknown_pack_is_named_with_those_that_there_are(rules: RuleBook) -> None:
    with pytest.raises(NotFoundError, match="no rule pack 'bfm-3000'") as caught:
        rules.assess(PatientCase(), "bfm-3000")

    assert "cog-aall08b1" in caught.value.hint


def test_a_pack_that_is_not_sound_gives_no_answer(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text('[pack]\nid = "broken"\n', encoding="utf-8")
    book = RuleBook([broken])

    assert "broken.toml" in book.unusable
    with pytest.raises(NotFoundError, match="not usable, so there is no answer"):
        book.assess(PatientCase(), "broken")


def test_a_pack_file_that_is_missing_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="cannot be read"):
        RuleBook([]).check_file(tmp_path / "none.toml")


def test_a_pack_file_with_problems_lists_them(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[pack]\nid = "mine"\nverison = "1"\n', encoding="utf-8")

    with pytest.raises(ProblemsError) as caught:
        RuleBook([]).check_file(file)

    assert any("verison" in problem.text for problem in caught.value.problems)


def test_the_signature_changes_with_the_packs(rules: RuleBook) -> None:
    assert RuleBook([]).signature != rules.signature
    assert RuleBook().signature == rules.signature


def test_what_a_threshold_says_is_not_kept_in_the_first_language_spoken() -> None:
    """Reports are kept in English while the window speaks another language."""

    def said() -> set[str]:
        return {one.text for one in book.overview("ukall-2003").thresholds}

    book = RuleBook([locations.bundled_rules_folder() / "ukall-2003.toml"])
    speak({"Slow early response": "조기 반응 지연"})
    try:
        with in_english():
            assert "> 25 % Slow early response, D8" in said()
        assert "> 25 % 조기 반응 지연, D8" in said()
        with in_english():
            assert "> 25 % Slow early response, D8" in said()
    finally:
        speak({})


def test_the_file_of_a_pack_can_be_read(rules: RuleBook) -> None:
    assert 'id = "cog-aall08b1"' in rules.source_text("cog-aall08b1")


def test_a_file_in_the_local_folder_answers_only_once_it_is_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locations, "local_rules_folder", lambda: tmp_path)
    (tmp_path / "ours.toml").write_text(SMALL, encoding="utf-8")
    book = RuleBook()

    assert "small" not in book.packs
    assert "rules import" in str(book.unusable["ours.toml"])


def test_a_pack_has_a_readable_page(rules: RuleBook, tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(SMALL, encoding="utf-8")

    assert rules.page("cog-aall08b1").reference.id == "cog-aall08b1"
    assert rules.page_of_file(file).reference.id == "small"


def test_a_book_without_a_store_keeps_and_pins_nothing(rules: RuleBook) -> None:
    patient = make_patient()

    assert rules.for_patient(patient) is rules
    assert rules.editions_to_keep(["cog-aall08b1"], "Kim") == ()
