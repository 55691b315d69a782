"""An adopted edition goes on answering with its own text, whatever the program brings."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from mrdtracker.domain.errors import NotFoundError
from mrdtracker.domain.records import EditionOrigin, EditionStatus, PackEdition
from mrdtracker.services.commands import AddPatient, AmendPatient, ChangeSettings
from mrdtracker.services.edition_book import EditionBook, is_local
from tests.rules.small_pack import SMALL
from tests.services.edition_lab import LOCAL, NEWER, EditionLab, add_child, group_of
from tests.services.one_child import make_patient


@pytest.fixture
def lab(tmp_path: Path) -> EditionLab:
    return EditionLab(tmp_path)


def test_the_edition_is_kept_with_its_text_by_the_act_that_first_uses_it(lab: EditionLab) -> None:
    with lab.open() as workspace:
        assert workspace.rules.editions == {}

        add_child(workspace, "S-1", "0.5")

        kept = {one.pack_id: one for one in workspace.rules.editions.values()}
        assert set(kept) == {"generic-definitions", "small"}
        assert kept["small"].text == SMALL
        assert kept["small"].status is EditionStatus.CURRENT
        assert kept["small"].entered_by == "Anna"
        assert len(workspace.journal()) == 2
        assert workspace.verify().findings == ()


def test_enabling_a_pack_keeps_its_edition_too(lab: EditionLab) -> None:
    with lab.open() as workspace:
        settings = replace(workspace.settings(), enabled_packs=("small",))
        workspace.recorder.execute(ChangeSettings(settings))

        assert workspace.rules.current("small") is not None


def test_the_adopted_text_answers_after_the_program_brought_another(lab: EditionLab) -> None:
    with lab.open() as workspace:
        add_child(workspace, "S-1", "0.5")
        assert group_of(workspace, "S-1") == "HIGH"
        signature = workspace.rules.signature

    with lab.open(text=NEWER) as workspace:
        assert group_of(workspace, "S-1") == "HIGH"
        assert workspace.rules.overview("small").reference.version == "1"
        assert workspace.rules.source_text("small") == SMALL
        # No line of a list is out of date: the same editions answer.
        assert workspace.rules.signature == signature
        add_child(workspace, "S-2", "0.5")
        assert group_of(workspace, "S-2") == "HIGH"
        assert len(workspace.rules.editions) == 2


def test_the_first_child_of_a_protocol_puts_nobody_elses_line_out_of_date(
    lab: EditionLab,
) -> None:
    with lab.open() as workspace:
        workspace.recorder.execute(AddPatient(make_patient("S-0", pack="another")))
        assert workspace.rules.current("small") is None

        add_child(workspace, "S-1", "0.5")

        assert workspace.rules.current("small") is not None
        assert workspace.assessment.stale_count() == 0


def test_a_pack_that_nobody_used_follows_the_program(lab: EditionLab) -> None:
    with lab.open(text=NEWER) as workspace:
        assert workspace.rules.overview("small").reference.version == "2"


def test_an_adopted_pack_answers_when_the_program_brings_it_no_more(lab: EditionLab) -> None:
    with lab.open() as workspace:
        add_child(workspace, "S-1", "0.5")

    other = SMALL.replace('id = "small"', 'id = "another"')
    with lab.open(text=other) as workspace:
        assert group_of(workspace, "S-1") == "HIGH"


def test_undoing_the_act_keeps_the_edition_that_came_into_use(lab: EditionLab) -> None:
    with lab.open() as workspace:
        add_child(workspace, "S-1", "0.5")
        workspace.recorder.undo_last()
        workspace.recorder.undo_last()

        assert workspace.rules.current("small") is not None
        workspace.recorder.redo_last()
        assert workspace.verify().findings == ()
        assert workspace.patient_by_code("S-1").code == "S-1"


def test_a_pinned_patient_is_answered_by_that_edition_alone(lab: EditionLab) -> None:
    with lab.open() as workspace:
        patient = add_child(workspace, "S-1", "0.5")
        digest = workspace.rules.pack("small").digest
        pinning = workspace.editions.pinning(patient, digest, "stays")
        workspace.recorder.execute(pinning)

    with lab.open(text=NEWER) as workspace:
        (waiting,) = workspace.editions.waiting()
        adoption = workspace.editions.adoption("small", waiting.new_digest, "read")
        workspace.recorder.execute(adoption)
        patient = workspace.patient_by_code("S-1")
        book = workspace.rules.for_patient(patient)

        assert group_of(workspace, "S-1") == "HIGH"
        assert book.overview("small").reference.version == "1"
        assert workspace.rules.overview("small").reference.version == "2"
        free = replace(patient, pack_edition=None)
        assert workspace.rules.for_patient(free) is workspace.rules
        unknown = replace(patient, pack_edition="0" * 64)
        with pytest.raises(NotFoundError, match="not usable, so there is no answer"):
            workspace.rules.for_patient(unknown).pack("small")
        workspace.recorder.execute(AmendPatient(free, "follow"))
        assert group_of(workspace, "S-1") == "LOW"


def an_edition(text: str, **changes: object) -> PackEdition:
    given = {
        "id": hashlib.sha256(text.encode()).hexdigest(),
        "pack_id": "local-small",
        "pack_version": "1",
        "text": text,
        "origin": EditionOrigin.LOCAL,
        "entered_by": "Kim",
        "approved_by": "Lee",
    }
    return PackEdition(**{**given, **changes})


@pytest.mark.parametrize(
    ("edition", "why"),
    [
        (an_edition(LOCAL, status=EditionStatus.ENTERED), "no second person has approved"),
        (an_edition(LOCAL, status=EditionStatus.WITHDRAWN), "it was withdrawn"),
        (an_edition("[pack]"), "'id' is missing"),
        (an_edition(LOCAL, id="0" * 64), "not what its digest says"),
        (
            an_edition(LOCAL.replace('id = "high"', 'id = "high"\nplaceholder = true')),
            "placeholders still stand",
        ),
    ],
)
def test_a_local_pack_that_is_not_approved_or_not_whole_never_answers(
    lab: EditionLab, edition: PackEdition, why: str
) -> None:
    book = EditionBook(lab.program(SMALL), lambda: [edition])

    assert "local-small" not in book.packs
    assert why in str(book.unusable["local-small"])
    assert EditionBook(lab.program(SMALL), list).signature != book.signature


def test_an_adopted_text_that_cannot_be_read_gives_way_to_no_other(lab: EditionLab) -> None:
    broken = an_edition("[pack]", pack_id="small", origin=EditionOrigin.BUNDLED)
    book = EditionBook(lab.program(SMALL), lambda: [broken])

    assert "small" not in book.packs
    with pytest.raises(NotFoundError, match="not usable"):
        book.pack("small")


def test_an_edition_is_found_by_its_digest(lab: EditionLab) -> None:
    kept = an_edition(LOCAL)
    book = EditionBook(lab.program(SMALL), lambda: [kept])

    assert book.pack_of(kept.id).id == "local-small"
    assert book.pack_of(book.program.pack("small").digest).id == "small"
    with pytest.raises(NotFoundError, match="no edition"):
        book.pack_of("f" * 64)
    assert book.with_pack(book.pack_of(kept.id)).pack("local-small").version == "1"


def test_only_a_prefix_makes_a_pack_local() -> None:
    assert is_local("local-ours")
    assert not is_local("ours-local-1")


def test_a_withdrawn_edition_answers_for_nobody_who_is_pinned_to_it(lab: EditionLab) -> None:
    kept = an_edition(LOCAL)
    patient = replace(make_patient(pack="local-small"), pack_edition=kept.id)
    withdrawn = replace(kept, status=EditionStatus.WITHDRAWN)
    superseded = replace(kept, status=EditionStatus.SUPERSEDED)
    program = lab.program(SMALL)

    assert EditionBook(program, lambda: [superseded]).for_patient(patient).pack("local-small")
    with pytest.raises(NotFoundError, match="not usable"):
        EditionBook(program, lambda: [withdrawn]).for_patient(patient).pack("local-small")
    other = replace(patient, course=replace(patient.course, pack="small"))
    with pytest.raises(NotFoundError, match="not usable"):
        EditionBook(program, lambda: [superseded]).for_patient(other).pack("small")
