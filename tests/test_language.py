import logging

import pytest

from mrdtracker.language import (
    CatalogueError,
    Language,
    catalogue_file,
    chosen,
    read_catalogue,
    speak_language,
    spoken_of,
    terminal_languages,
)
from mrdtracker.words import say, speak


@pytest.fixture(autouse=True)
def _english_again():
    yield
    speak({})


def written(folder, text):
    file = folder / "ko.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("choice", "system", "spoken"),
    [
        (Language.SYSTEM, ("ko-KR", "en-US"), Language.KOREAN),
        (Language.SYSTEM, ("ko_KR.UTF-8",), Language.KOREAN),
        (Language.SYSTEM, ("en-GB", "ko-KR"), Language.ENGLISH),
        (Language.SYSTEM, (), Language.ENGLISH),
        (Language.ENGLISH, ("ko-KR",), Language.ENGLISH),
        (Language.KOREAN, ("en-US",), Language.KOREAN),
    ],
)
def test_the_system_decides_unless_a_person_chose(choice, system, spoken):
    assert spoken_of(choice, system) is spoken


def test_an_unknown_word_follows_the_system():
    assert [chosen(one) for one in ("ko", "en", "", "xx")] == [
        Language.KOREAN,
        Language.ENGLISH,
        Language.SYSTEM,
        Language.SYSTEM,
    ]


@pytest.mark.parametrize(
    ("environment", "languages"),
    [
        ({"LANG": "ko_KR.UTF-8"}, ("ko_KR.UTF-8",)),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, ("C",)),
        ({"LANG": "C", "LC_MESSAGES": "ko_KR.UTF-8", "LC_ALL": ""}, ("ko_KR.UTF-8",)),
        ({}, ()),
    ],
)
def test_a_terminal_asks_by_its_first_variable_that_is_set(environment, languages):
    assert terminal_languages(environment) == languages


def test_tables_are_read_as_one_list(tmp_path):
    file = written(tmp_path, '[a]\n"Yes" = "예"\n[b]\n"No" = "아니요"\n')

    assert read_catalogue(file) == {"Yes": "예", "No": "아니요"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('"Yes" = "예"\n', "Yes stands in no table"),
        ('[a]\n"Yes" = 1\n', "[a]: Yes is no text"),
        ("[a\n", "cannot be read"),
    ],
)
def test_a_bad_catalogue_is_one_sentence_and_english_stays(tmp_path, caplog, text, says):
    file = written(tmp_path, text)

    with pytest.raises(CatalogueError, match=says.replace("[", r"\[")):
        read_catalogue(file)
    with caplog.at_level(logging.WARNING):
        assert speak_language(Language.KOREAN, file) == {}
    assert "English stays" in caplog.text
    assert say("Yes") == "Yes"


def test_a_missing_catalogue_leaves_english(tmp_path):
    assert speak_language(Language.KOREAN, tmp_path / "none.toml") == {}


def test_korean_is_spoken_and_english_reads_no_file(tmp_path):
    speak_language(Language.KOREAN, written(tmp_path, '[a]\n"Yes" = "예"\n'))
    assert say("Yes") == "예"

    speak_language(Language.ENGLISH, tmp_path / "none.toml")
    assert say("Yes") == "Yes"


def test_the_bundled_catalogue_can_be_read():
    assert read_catalogue(catalogue_file(Language.KOREAN))


def test_the_rule_packs_are_said_from_a_catalogue_of_their_own():
    spoken = speak_language(Language.KOREAN)

    assert spoken["Prednisone good response"] == "프레드니손 반응 양호"
    assert spoken["Rules"] == "규칙"
