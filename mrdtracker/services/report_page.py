"""The page of one patient as data: every text that a report prints, in the order of the page."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from mrdtracker import __version__
from mrdtracker.domain.notation import date_text, day_text
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.records import JournalEntry, TherapyEvent
from mrdtracker.domain.units import canonical_text
from mrdtracker.domain.vocabulary import LesionState, Lineage, readable
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.due import DueLine
from mrdtracker.services.printed_codes import qr_svg
from mrdtracker.services.report_answers import (
    Explained,
    FindingLine,
    GroupLine,
    due_words,
    explained,
    finding_lines,
    group_line,
    needs,
    quality_findings,
    seen_in,
)
from mrdtracker.services.report_comment import Comment
from mrdtracker.services.report_headings import headings
from mrdtracker.services.report_results import (
    COLUMNS,
    NO_RESULT,
    WIDTHS,
    quality_notes,
    result_rows,
)
from mrdtracker.services.report_standing import Issue, Standing, standing
from mrdtracker.words import mark, say, say_code

DISCLAIMER = mark(
    "A decision aid, not a medical device. It shows published thresholds "
    "with their source; it is no order to treat."
)
NOT_RECORDED = mark("not recorded")
_EVENT_COLUMNS = (mark("day"), mark("date"), mark("event"), mark("what"), mark("note"))
# Issued reports are compared by these words, so they stay as they are.
_LINEAGE = {
    Lineage.B: mark("B lineage"),
    Lineage.T: mark("T lineage"),
    Lineage.MPAL: mark("MPAL lineage"),
}
_GROUP_OF_HEX, _HEX_SHOWN = 4, 16


@dataclass(frozen=True)
class Table:
    """Rows under their titles; ``widths`` are relative to each other.

    Attributes:
        keys: The record behind each row; not printed, but two pages are compared by them.
    """

    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class PackLine:
    """The edition of one pack that answered."""

    title: str
    id: str
    version: str
    sha256: str
    state: str


@dataclass(frozen=True)
class Explanation:
    """One pack of the long form, question by question."""

    title: str
    questions: tuple[Explained, ...]


@dataclass(frozen=True)
class Occasion:
    """When and in which state of the store a report is made.

    Attributes:
        today: The date that the page carries.
        laboratory: Name on top; may be empty.
        head: The newest journal entry; None in a store without one.
        is_long: Whether facts, events and every question with its steps are printed as well.
        issue: What makes it more than a draft.
        comment: What the person adds.
    """

    today: date
    laboratory: str = ""
    head: JournalEntry | None = None
    is_long: bool = False
    issue: Issue | None = None
    comment: Comment | None = None


@dataclass(frozen=True)
class ReportPage:
    """Everything that is printed, apart from the picture of the course.

    Attributes:
        identity: At least two identifiers where two are known; they stand on every page.
        standing: As what it goes out: draft, final or amended.
        facts: Name and text of what is known of patient and protocol.
        see: What the numbers in the table of results point to.
        findings: What holds, with its source.
        missing: What would settle the group.
        expected: Samples and results of the schedule that are not there.
        unusable: Why a pack gave no answer.
        journal: Number and beginning of the newest journal entry.
        journal_code: The whole of it as a QR code, in SVG.
        events: Only in the long form.
        explanations: Only in the long form.
        comment: What the person who makes it adds.
    """

    title: str
    laboratory: str
    identity: str
    code: str
    name: str
    made_on: str
    standing: Standing
    facts: tuple[tuple[str, str], ...]
    group: GroupLine
    results: Table
    results_note: str
    findings: tuple[FindingLine, ...]
    missing: tuple[str, ...]
    expected: tuple[str, ...]
    quality: tuple[str, ...]
    packs: tuple[PackLine, ...]
    unusable: tuple[str, ...]
    journal: str
    journal_code: str
    program: str
    disclaimer: str
    events: Table | None = None
    explanations: tuple[Explanation, ...] = ()
    comment: Comment | None = None

    def content(self, picture: bytes) -> dict[str, object]:
        """Return what a template is given: page, headings, the picture as text, and its digest.

        The digest covers all that is printed, so that two papers can be told apart.
        """
        content = {**asdict(self), "words": headings(), "course": picture.decode()}
        written = json.dumps(content, ensure_ascii=False, sort_keys=True)
        return {**content, "digest": hex_groups(hashlib.sha256(written.encode()).hexdigest())}


def page_of(view: PatientView, due: tuple[DueLine, ...], occasion: Occasion) -> ReportPage:
    """Write the page of one patient; it reads nothing and looks at no clock."""
    patient = view.file.patient
    notes = (*quality_findings(view), *quality_notes(view))
    return ReportPage(
        title=say("MRD and response report"),
        laboratory=occasion.laboratory,
        identity=_identity(view),
        code=patient.code,
        name=patient.name,
        made_on=date_text(occasion.today),
        standing=standing(occasion.issue, tuple(row.measurement for row in view.rows)),
        facts=(*_facts(view, occasion.today), *(_more_facts(view) if occasion.is_long else ())),
        group=group_line(view),
        results=_results(view),
        results_note=_results_note(view),
        findings=finding_lines(view),
        missing=needs(view),
        expected=due_words(due),
        quality=tuple(dict.fromkeys(notes)),
        packs=tuple(_pack(view, place) for place in range(len(view.assessments))),
        unusable=tuple(
            say("{} gave no answer: it is not usable here.").format(one) for one in view.unusable
        ),
        journal=_journal(occasion.head),
        journal_code=qr_svg(head_text(occasion.head)),
        program=f"mrdtracker {__version__}",
        disclaimer=say(DISCLAIMER),
        events=_events(view) if occasion.is_long else None,
        explanations=_explanations(view) if occasion.is_long else (),
        comment=occasion.comment,
    )


def hex_groups(digest: str) -> str:
    """Write the first 16 characters of a digest in groups of four, to be read aloud."""
    shown = digest[:_HEX_SHOWN]
    return " ".join(
        shown[place : place + _GROUP_OF_HEX] for place in range(0, len(shown), _GROUP_OF_HEX)
    )


def _identity(view: PatientView) -> str:
    patient = view.file.patient
    born = patient.facts.born_on
    parts = (patient.code, patient.name, say("born {}").format(date_text(born)) if born else "")
    return " · ".join(part for part in parts if part)


def _facts(view: PatientView, today: date) -> tuple[tuple[str, str], ...]:
    facts, course = view.file.patient.facts, view.file.patient.course
    lineage = say(_LINEAGE[facts.lineage]) if facts.lineage is not None else ""
    age = _age(view)
    return (
        (say("Born"), _date(facts.born_on)),
        (
            say("Diagnosis"),
            ", ".join(part for part in (_date(facts.diagnosed_on), lineage) if part),
        ),
        (say("Age at diagnosis"), age or say(NOT_RECORDED)),
        (say("Protocol"), _protocol(view)),
        (say("First dose"), _date(course.therapy_started_on)),
        (say("Day today"), _day_today(view, today)),
    )


def _more_facts(view: PatientView) -> tuple[tuple[str, str], ...]:
    facts, course = view.file.patient.facts, view.file.patient.course
    white_cells = facts.wbc_10e9_per_l
    stated = {
        say("Sex"): say_code(facts.sex) if facts.sex is not None else "",
        say("White cells"): f"{canonical_text(white_cells)} ×10⁹/L"
        if white_cells is not None
        else "",
        say("CNS"): facts.cns.value if facts.cns is not None else "",
        say("Study"): course.study or "",
        say("Arm given"): course.arm_given or "",
        say("Note"): view.file.patient.note,
    }
    genetics = {
        say(name.replace("_", " ")): say_code(state)
        for name, state in facts.genetics.items()
        if state is not LesionState.NOT_TESTED
    }
    return tuple((name, text) for name, text in (stated | genetics).items() if text)


def _protocol(view: PatientView) -> str:
    patient, main = view.file.patient, view.main
    if main is not None:
        pinned = say(", pinned") if patient.pack_edition is not None else ""
        return say("{}, edition {}{}").format(main.pack.said, main.pack.version, pinned)
    return patient.course.pack or patient.protocol_text or say(NOT_RECORDED)


def _day_today(view: PatientView, today: date) -> str:
    timeline = view.case.course.timeline(view.convention)
    if timeline is None:
        return say("cannot be counted: the first dose has no date")
    return f"{day_text(timeline.day_of(today), view.convention)}, {date_text(today)}"


def _age(view: PatientView) -> str:
    years = view.case.age_in_years()
    shown = years.quantize(Decimal("0.1"), ROUND_FLOOR) if years is not None else None
    return say("{} years").format(shown) if shown is not None else ""


def _date(on: date | None) -> str:
    return date_text(on) if on is not None else say(NOT_RECORDED)


def _results_note(view: PatientView) -> str:
    if not view.rows:
        return say(NO_RESULT)
    shown = counted(len(view.rows), "result")
    return say(
        "{}; days counted with {}. “Stands for” is the range in which the true "
        "value lies; “see” names the finding that used the result."
    ).format(shown, view.convention.words)


def head_text(head: JournalEntry | None) -> str:
    """Write the head of the journal as ``mrdtracker verify`` prints it."""
    return f"{head.seq}:{head.head}" if head is not None else "0:"


def _results(view: PatientView) -> Table:
    keys = tuple(row.measurement.id for row in view.rows)
    columns = tuple(map(say, COLUMNS))
    return Table(columns, WIDTHS, result_rows(view, seen_in(view)), keys)


def _pack(view: PatientView, place: int) -> PackLine:
    pack = view.assessments[place].pack
    return PackLine(
        pack.said,
        pack.id,
        pack.version,
        pack.sha256,
        say_code(pack.state),
    )


def _journal(head: JournalEntry | None) -> str:
    return f"{head.seq} · {hex_groups(head.head)}" if head is not None else say("empty")


def _events(view: PatientView) -> Table | None:
    timeline = view.case.course.timeline(view.convention)
    dated = [(event.fact.day_in(view.convention, timeline), event) for event in view.file.events]
    rows = tuple(
        (
            day_text(day) if day is not None else "–",
            _time_words(event),
            event.kind.words,
            _event_words(event),
            event.note,
        )
        for day, event in sorted(dated, key=_event_order)
    )
    columns = (say("day"), say("date"), say("event"), say("what"), say("note"))
    return Table(columns, (2, 4, 4, 6, 6), rows) if rows else None


def _event_order(dated: tuple[int | None, TherapyEvent]) -> tuple[bool, int, str]:
    day, event = dated
    return (day is None, day or 0, event.on.isoformat() if event.on is not None else "")


def _time_words(event: TherapyEvent) -> str:
    words = date_text(event.on) if event.on is not None else say("no date")
    if event.ended_on is None:
        return words
    return say("{} to {}").format(words, date_text(event.ended_on))


def _event_words(event: TherapyEvent) -> str:
    specimen = event.specimen.value if event.specimen is not None else ""
    amount = canonical_text(event.amount) if event.amount is not None else ""
    unit = event.unit.value.replace("_", " ") if event.unit is not None else ""
    parts = (readable(event.name), specimen, amount, unit)
    return " ".join(part for part in parts if part)


def _explanations(view: PatientView) -> tuple[Explanation, ...]:
    return tuple(Explanation(one.pack.said, explained(one)) for one in view.assessments)
