import re

import pytest

from mrdtracker.language import Language, catalogue_file, read_catalogue
from mrdtracker.particles import Particled, particled

BOTH_WAYS = re.compile(r"[은는이가을를와과]\([은는이가을를와과]\)|\([으이]\)[가-힣]")


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("환자은(는)", "환자는"),
        ("검체관은(는)", "검체관은"),
        ("결과이(가)", "결과가"),
        ("라벨이(가)", "라벨이"),
        ("셀을(를)", "셀을"),
        ("표을(를)", "표를"),
        ("이력와(과)", "이력과"),
        ("매뉴얼(으)로", "매뉴얼로"),
        ("판(으)로", "판으로"),
        ("'검체'(이)라고", "'검체'라고"),
        ("'판'(이)라는", "'판'이라는"),
        ("파일 'ward'을(를)", "파일 'ward'을(를)"),
        ("'결과'을(를)", "'결과'를"),
        ("MRD을(를)", "MRD를"),
        ("BM을(를)", "BM을"),
        ("DNAm을(를)", "DNAm을(를)"),
        ("0.01 %은(는)", "0.01 %는"),
        ("10은(는)", "10은"),
        ("2은(는)", "2는"),
        ("7(으)로", "7로"),
        ("3(으)로", "3으로"),
        ("(x)을(를)", "(x)을(를)"),
        ("은(는)", "은(는)"),
    ],
)
def test_a_particle_follows_the_sound_before_it(text, chosen):
    assert Particled(text).format() == chosen


def test_a_text_chooses_when_it_is_filled():
    catalogue = particled({"{} is {}.": "{}은(는) {}입니다.", "No": "아니요"})

    assert catalogue["{} is {}."].format("검체", 1) == "검체는 1입니다."
    assert catalogue["{} is {}."] == "{}은(는) {}입니다."
    assert type(catalogue["No"]) is str


@pytest.mark.parametrize("typed", ["김영이(가)", "명단을(를).csv", "ward은(는)"])
def test_what_a_person_typed_is_not_taken_for_a_particle(typed):
    catalogue = particled({"{} is {}.": "{}은(는) {}입니다.", "Open {}": "{}을(를) 열기"})

    assert catalogue["{} is {}."].format("검체", typed) == f"검체는 {typed}입니다."
    assert catalogue["Open {}"].format(typed).startswith(typed)


def test_the_korean_texts_write_every_particle_as_it_is_chosen():
    texts = read_catalogue(catalogue_file(Language.KOREAN)).values()

    written = {found for one in texts for found in BOTH_WAYS.findall(one)}

    assert written == {"은(는)", "이(가)", "을(를)", "와(과)", "(으)로", "(이)라"}


def test_no_korean_text_begins_with_a_particle():
    texts = read_catalogue(catalogue_file(Language.KOREAN)).values()

    assert [one for one in texts if BOTH_WAYS.match(one)] == []
