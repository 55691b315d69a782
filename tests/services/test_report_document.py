"""Pages on paper: PDF/A, the same bytes in every process, and a template's error with its line."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.services.report_comment import Comment
from mrdtracker.services.report_document import ReportTemplate, bundled_template
from mrdtracker.services.report_headings import headings
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.services.workspace import Person, Workspace
from tests.language.spoken import in_korean
from tests.services.report_desk import (
    demo_workspace,
    page,
    page_count,
    report,
    signs_in,
    streams,
)

ON = date(2026, 11, 20)
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="180" height="80"/>'
IN_ANOTHER_PROCESS = """
import hashlib, sys
from datetime import UTC, datetime
from pathlib import Path
from mrdtracker.services.report_document import ReportTemplate
from mrdtracker.services.workspace import Person, Workspace
from tests.services.report_desk import report
anna = Person("Anna", lambda: datetime(2026, 11, 20, 23, 59, tzinfo=UTC))
with Workspace.open(Path(sys.argv[1]), anna, is_read_only=True) as opened:
    pdf = report(opened, "DEMO-08").pdf(ReportTemplate())
print(hashlib.sha256(pdf).hexdigest())
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, rules: RuleBook) -> Iterator[Workspace]:
    from tests.services.conftest import NOW

    folder = tmp_path_factory.mktemp("documents")
    with demo_workspace(folder, Person("Anna", lambda: NOW), rules) as opened:
        yield opened


@pytest.fixture(scope="module")
def content(demo: Workspace) -> dict[str, object]:
    return page(demo, "DEMO-05").content(PICTURE)


def _own(folder: Path, text: str) -> ReportTemplate:
    path = folder / "ward.typ"
    path.write_text(text, encoding="utf-8")
    return ReportTemplate(path)


def test_it_is_an_archive_pdf_dated_by_the_day_alone(content: dict[str, object]) -> None:
    pdf = ReportTemplate().pdf(content, ON)

    assert pdf.startswith(b"%PDF-")
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in pdf
    assert b"2026-11-20T00:00:00" in pdf


def test_the_same_data_give_the_same_bytes(demo: Workspace) -> None:
    first = report(demo, "DEMO-08").pdf(ReportTemplate())

    assert report(demo, "DEMO-08").pdf(ReportTemplate()) == first
    assert report(demo, "DEMO-07").pdf(ReportTemplate()) != first


def test_another_process_gives_the_same_bytes(demo: Workspace, tmp_path: Path) -> None:
    here = hashlib.sha256(report(demo, "DEMO-08").pdf(ReportTemplate())).hexdigest()
    copy = shutil.copy(demo.path, tmp_path / "copy.mrd")

    there = subprocess.run(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", IN_ANOTHER_PROCESS, str(copy)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )

    assert there.stdout.strip() == here


def test_hangul_accents_and_signs_can_be_copied_out(demo: Workspace) -> None:
    shown = replace(page(demo, "DEMO-05"), name="김민준 · Zoë Łukasiewicz-Ñandú")
    signs = signs_in(ReportTemplate().pdf(shown.content(PICTURE), ON))

    assert set("김민준ZoëŁÑú≥⁻³·") <= signs


def test_a_character_without_a_font_is_shown_as_its_code_and_not_dropped(demo: Workspace) -> None:
    shown = replace(page(demo, "DEMO-05"), name="Kim 😀𒀀")
    template = ReportTemplate()

    signs = signs_in(template.pdf(shown.content(PICTURE), ON))
    written = replace(shown, name="Kim [U+1F600][U+12000]")

    assert "😀" not in signs
    assert set("[U+160]") <= signs
    assert (
        template.pictures(shown.content(PICTURE), ON)[0]
        == template.pictures(
            {**written.content(PICTURE), "digest": shown.content(PICTURE)["digest"]}, ON
        )[0]
    )


def test_signs_of_the_page_maker_stand_for_themselves(demo: Workspace) -> None:
    shown = replace(page(demo, "DEMO-05"), name='#panic() $x$ *b* [c] \\ <d> "')

    assert set("#$*[]<>") <= signs_in(ReportTemplate().pdf(shown.content(PICTURE), ON))


def test_forty_results_go_on_on_the_next_page(demo: Workspace) -> None:
    shown = page(demo, "DEMO-08")
    rows = shown.results.rows * 12
    long = replace(shown, results=replace(shown.results, rows=rows))

    assert page_count(ReportTemplate().pdf(shown.content(PICTURE), ON)) == 1
    assert page_count(ReportTemplate().pdf(long.content(PICTURE), ON)) > 1
    assert len(ReportTemplate().pictures(long.content(PICTURE), ON)) > 1


def test_a_word_without_end_stays_on_the_paper(demo: Workspace) -> None:
    drafted = page(demo, "DEMO-05")
    standing = replace(drafted.standing, draft="")
    shown = replace(drafted, quality=("a" * 300,), standing=standing)
    template = ReportTemplate()

    (picture,) = template.pictures(shown.content(PICTURE), ON, 50)

    assert set("a") <= signs_in(template.pdf(shown.content(PICTURE), ON))
    with Image.open(io.BytesIO(picture)) as sheet:
        margin = sheet.convert("L").crop((sheet.width - 20, 0, sheet.width, sheet.height))
        assert margin.getextrema() == (255, 255)


@pytest.mark.parametrize("speaking", [nullcontext, in_korean], ids=["English", "Korean"])
def test_every_invented_patient_fits_on_one_page(
    demo: Workspace, speaking: Callable[[], AbstractContextManager[None]]
) -> None:
    template, codes = ReportTemplate(), [f"DEMO-{number:02}" for number in range(1, 17)]
    with speaking():
        pages = {code: report(demo, code).pdf(template) for code in codes}

    assert {code: page_count(pdf) for code, pdf in pages.items()} == dict.fromkeys(codes, 1)
    sizes = {float(size) for size in re.findall(rb"/\w+ ([0-9.]+) Tf", streams(pages["DEMO-08"]))}
    # Digests, and the shapes beside what they are about.
    assert min(sizes - {6.0, 6.8}) >= 8


def test_pictures_of_the_pages_are_for_looking(content: dict[str, object]) -> None:
    (small,) = ReportTemplate().pictures(content, ON, 50)
    (large,) = ReportTemplate().pictures(content, ON, 100)

    assert small.startswith(b"\x89PNG")
    assert len(large) > len(small)


def test_an_own_template_is_used(tmp_path: Path, content: dict[str, object]) -> None:
    text = '#let report = json(bytes(sys.inputs.report))\n#set document(title: "x")\n#report.code'

    assert set("DEMO-05") <= signs_in(_own(tmp_path, text).pdf(content, ON))


def test_a_copy_of_the_template_from_before_headings_were_data_goes_on_working(
    demo: Workspace,
) -> None:
    """It is the bundled template of 2026-11-20, word for word."""
    former = Path(__file__).parent / "templates" / "former-patient-report.typ"
    shown = replace(page(demo, "DEMO-05", is_long=True), comment=Comment("Anna", "Seen."))

    pdf = ReportTemplate(former).pdf(shown.content(PICTURE), ON)

    assert page_count(pdf) > 1
    assert set("Every question of") <= signs_in(pdf)


def test_the_headings_of_a_korean_report_are_korean(demo: Workspace) -> None:
    with in_korean():
        shown = replace(page(demo, "DEMO-05", is_long=True), comment=Comment("Anna", "Seen."))
        content = shown.content(PICTURE)
    english = {**content, "words": headings()}

    pages = ReportTemplate().pictures(content, ON)

    assert len(pages) > 1
    others = ReportTemplate().pictures(english, ON)
    assert not set(pages) & set(others)
    assert "{}의 의견" in str(content["words"])


def test_a_comment_is_plain_text_in_its_own_lines(demo: Workspace) -> None:
    words = "#panic() *b* $x$ ⟦\nsecond"
    shown = replace(page(demo, "DEMO-05"), comment=Comment("Zoë", words))
    template = ReportTemplate()

    signs = signs_in(template.pdf(shown.content(PICTURE), ON))
    one_line = replace(shown, comment=Comment("Zoë", words.replace("\n", " ")))

    assert set("#panic()*b*$x$") <= signs
    given = {**one_line.content(PICTURE), "digest": shown.content(PICTURE)["digest"]}
    assert template.pictures(shown.content(PICTURE), ON) != template.pictures(given, ON)


def test_a_copy_of_the_bundled_template_gives_the_same(
    tmp_path: Path, content: dict[str, object]
) -> None:
    copy = _own(tmp_path, bundled_template().read_text(encoding="utf-8"))

    assert copy.pdf(content, ON) == ReportTemplate().pdf(content, ON)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("one\n#let report = none\n#nothing()\n", "ward.typ, line 3: unknown variable: nothing."),
        ("#let a = \n", "ward.typ, line 1: expected expression."),
        ('#set text(font: "Nope")\n#(1,).at(7)\n', "ward.typ, line 2: array index out of bounds"),
        ('#set text(font: "Nope")\nwords', "The font 'nope' of the template ward.typ is not here"),
    ],
)
def test_a_fault_of_a_template_is_one_sentence(
    tmp_path: Path, content: dict[str, object], text: str, said: str
) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        _own(tmp_path, text).pdf(content, ON)

    assert said in refusal.value.message
    assert "\n" not in refusal.value.message


def test_a_template_never_reaches_for_the_network(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="package from the network"):
        _own(tmp_path, '#import "@preview/cades:0.3.0": qr-code\n')
    with pytest.raises(InvalidInputError, match="package from the network"):
        _own(tmp_path, '#let name = "@preview" + "/cades:0.3.0"\n#import name: qr-code\n')


def test_a_template_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"template .*none\.typ cannot be read"):
        ReportTemplate(tmp_path / "none.typ")


def test_a_template_taken_away_meanwhile_is_said(
    tmp_path: Path, content: dict[str, object]
) -> None:
    template = _own(tmp_path, "words")
    template.path.unlink()

    with pytest.raises(InvalidInputError, match=r"ward\.typ cannot be used"):
        template.pdf(content, ON)


def test_fonts_beside_a_template_can_be_used(tmp_path: Path, content: dict[str, object]) -> None:
    from mrdtracker import locations

    (tmp_path / "fonts").mkdir()
    shutil.copy(locations.resources() / "fonts" / "NanumGothic.ttf", tmp_path / "fonts")

    template = _own(tmp_path, '#set document(title: "x")\n#set text(font: "NanumGothic")\nwords')

    assert set("words") <= signs_in(template.pdf(content, ON))


def test_too_many_characters_without_a_font_end(demo: Workspace) -> None:
    name = "".join(chr(0x12000 + place) for place in range(0, 160, 2))
    shown = replace(page(demo, "DEMO-05"), name=" ".join(name))

    with pytest.raises(InvalidInputError, match="too many characters"):
        ReportTemplate().pdf(shown.content(PICTURE), ON)
