"""The form of a patient: who it is, the protocol, and what was found at diagnosis."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from mrdtracker.domain.case import CourseFacts, PatientFacts
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.finding import PackOverview
from mrdtracker.domain.notation import quantity_text, read_quantity
from mrdtracker.domain.records import Patient, PatientFile, PatientId
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import QuantityKind, Unit, from_canonical, read_decimal
from mrdtracker.domain.vocabulary import CnsStatus, LesionState, Lineage, Sex
from mrdtracker.gui.presenters.age_text import age_text
from mrdtracker.gui.presenters.date_entry import problem_of_date, typed_date
from mrdtracker.gui.presenters.field_words import NOT_STATED, offers_of
from mrdtracker.gui.presenters.form import (
    Board,
    CommandForm,
    Message,
    MessageKind,
    Offer,
    echo,
    error,
    error_of,
)
from mrdtracker.gui.presenters.moved_results import Counting, moved_text, start_text
from mrdtracker.gui.presenters.moved_timepoints import first_dose_words, moved_timepoints_text
from mrdtracker.gui.presenters.patient_texts import GENETICS, TRUTH_LABELS, texts_of_patient
from mrdtracker.services.checks import check_patient
from mrdtracker.services.commands import AddPatient, AmendPatient, Command
from mrdtracker.words import say

DATES = ("born_on", "diagnosed_on", "therapy_started_on")
CHROMOSOMES = range(20, 121)
STEROID_DAYS = range(61)
LESION_STATES = (
    LesionState.DETECTED,
    LesionState.NOT_DETECTED,
    LesionState.INDETERMINATE,
    LesionState.FAILED,
)


@dataclass(frozen=True)
class Protocols:
    """What a patient form can choose from.

    Attributes:
        packs: The packs that assign groups, by title.
        lesions: The lesions that the enabled packs ask about.
        lesions_of_pack: The lesions that each pack asks about, by the pack's id.
        edition: How the edition of the patient's pack is chosen: pinned, or the laboratory's.
        suggested: Id of the pack that a new patient begins with; none where empty.
        because: Why it is suggested, one sentence.
    """

    packs: Sequence[PackOverview] = ()
    lesions: Sequence[str] = ()
    lesions_of_pack: Mapping[str, Sequence[str]] = field(default_factory=dict)
    edition: str = ""
    suggested: str = ""
    because: str = ""

    def pack(self, pack_id: str) -> PackOverview | None:
        """Return a pack by its id; None where it is not usable."""
        return next((one for one in self.packs if one.reference.id == pack_id), None)


class PatientForm(CommandForm):
    """Reads a patient as typed; see `Form`.

    Args:
        protocols: What can be chosen.
        known: The patient with all records, to amend; None for a new one.
        today: The calendar date.
        new_id: Makes the id of a new patient.
    """

    def __init__(
        self,
        protocols: Protocols,
        known: PatientFile | None,
        today: date,
        new_id: Callable[[], str],
    ) -> None:
        patient = known.patient if known else None
        super().__init__(texts_of_patient(patient, protocols.lesions))
        self._protocols = protocols
        self._known = known
        self._today = today
        self._id = patient.id if patient else PatientId(new_id())
        if known is None and protocols.suggested:
            self.begin_with({"pack": protocols.suggested})

    @property
    def is_amendment(self) -> bool:
        return self._known is not None

    @property
    def lesions(self) -> tuple[str, ...]:
        """Names of the lesions that have a field, in their order."""
        return tuple(
            name.removeprefix(GENETICS) for name in self.fields if name.startswith(GENETICS)
        )

    def set(self, field: str, text: str) -> None:
        """Take what was typed; a protocol brings the lesions that it asks about."""
        super().set(field, text)
        if field == "pack":
            for name in self._protocols.lesions_of_pack.get(text, ()):
                if name not in self.lesions:
                    self.add_field(f"{GENETICS}{name}")

    def take_up(self, texts: Mapping[str, object]) -> None:
        for name in texts:
            if name.startswith(GENETICS) and name not in self.fields:
                self.add_field(name)
        super().take_up(texts)

    def add_lesion(self, name: str) -> str:
        """Give one more lesion a field; return the field's name.

        Raises:
            InvalidInputError: No name, or one that has a field already.
        """
        cleaned = " ".join(name.split())
        if not cleaned:
            raise InvalidInputError(
                say("Type the name of the lesion."), say("Such as ETV6::RUNX1.")
            )
        if cleaned.casefold() in (one.casefold() for one in self.lesions):
            raise InvalidInputError(
                say("{} is in the list already.").format(cleaned), say("Choose its state there.")
            )
        return self.add_field(f"{GENETICS}{cleaned}")

    def choices(self, field: str) -> tuple[Offer, ...]:
        if field in TRUTH_LABELS:
            return offers_of((Truth.YES, Truth.NO), NOT_STATED)
        if field.startswith(GENETICS):
            return offers_of(LESION_STATES, say("not tested"))
        lists = {"sex": Sex, "lineage": Lineage, "cns": CnsStatus}
        if field in lists:
            return offers_of(lists[field], NOT_STATED)
        if field == "pack":
            return self._pack_choices()
        return self._study_choices() if field == "study" else super().choices(field)

    def is_shown(self, field: str) -> bool:
        if field == "study":
            return len(self._study_choices()) > 1
        return self.is_amendment if field == "reason" else super().is_shown(field)

    def summary(self) -> tuple[Message, ...]:
        """Return what is saved of a new patient that nobody may have read: the protocol."""
        if self.is_amendment:
            return ()
        pack = self._protocols.pack(self.text("pack"))
        if pack is None:
            return (echo(say("No protocol: no sample will be expected.")),)
        if self._protocols.because and not self.was_changed("pack"):
            words = say("Protocol, chosen for you: {}").format(pack.reference.said)
            return (Message(MessageKind.WARNING, words),)
        return (echo(say("Protocol: {}").format(pack.reference.said)),)

    def patient(self) -> Patient:
        """Return the patient as typed; what cannot be read is left as it was on record."""
        known = self._known.patient if self._known else Patient(self._id, "")
        return replace(
            known,
            code=self.text("code"),
            name=self.text("name"),
            facts=self._facts(known.facts),
            course=self._course(known.course),
            protocol_text=self.text("protocol_text"),
            note=self.text("note"),
            # An edition of another pack can never answer, so a pin goes with its protocol.
            pack_edition=None if self._leaves_its_pin else known.pack_edition,
        )

    @property
    def _leaves_its_pin(self) -> bool:
        known = self._known.patient if self._known else None
        return (
            known is not None
            and known.pack_edition is not None
            and (self.text("pack") or None) != known.course.pack
        )

    def _facts(self, known: PatientFacts) -> PatientFacts:
        sex, lineage, cns = self.text("sex"), self.text("lineage"), self.text("cns")
        chromosomes, index = self.text("modal_chromosome_number"), self.text("dna_index")
        return replace(
            known,
            sex=Sex(sex) if sex else None,
            born_on=typed_date(self.text("born_on")),
            diagnosed_on=typed_date(self.text("diagnosed_on")),
            lineage=Lineage(lineage) if lineage else None,
            wbc_10e9_per_l=self._number("wbc", known.wbc_10e9_per_l, _read_wbc),
            cns=CnsStatus(cns) if cns else None,
            modal_chromosome_number=_whole(chromosomes),
            dna_index=self._number("dna_index", known.dna_index, read_decimal) if index else None,
            genetics=self._genetics(),
            testicular=self._truth("testicular"),
            mediastinal_mass=self._truth("mediastinal_mass"),
            bulky_disease=self._truth("bulky_disease"),
            down_syndrome=self._truth("down_syndrome"),
            etp=self._truth("etp"),
            steroid_pretreatment=self._truth("steroid_pretreatment"),
            pre_steroid_cbc=self._truth("pre_steroid_cbc"),
            prior_remission=self._truth("prior_remission"),
            protocol_eligible=self._truth("protocol_eligible"),
        )

    def _truth(self, field: str) -> Truth:
        return Truth(self.text(field)) if self.text(field) else Truth.UNKNOWN

    def _course(self, known: CourseFacts) -> CourseFacts:
        return replace(
            known,
            pack=self.text("pack") or None,
            study=self.text("study") or None if self.is_shown("study") else None,
            arm_given=self.text("arm_given") or None,
            therapy_started_on=typed_date(self.text("therapy_started_on")),
            steroid_days_before_day8=_whole(self.text("steroid_days_before_day8")),
        )

    def _genetics(self) -> Mapping[str, LesionState]:
        stated = {name: self.text(f"{GENETICS}{name}") for name in self.lesions}
        return MappingProxyType(
            {name: LesionState(state) for name, state in stated.items() if state}
        )

    def _number(
        self, field: str, known: Decimal | None, read: Callable[[str], Decimal]
    ) -> Decimal | None:
        if not self.was_changed(field):
            return known
        try:
            return read(self.text(field)) if self.text(field) else None
        except InvalidInputError:
            return known

    def _board(self) -> Board:
        board = Board()
        board.add("code", self._needed("code", say("Type the laboratory's identifier.")))
        for name in DATES:
            board.add(name, problem_of_date(self.text(name)))
        self._add_age(board)
        self._add_numbers(board)
        self._add_impossible(board)
        self._add_counting(board)
        if self.is_amendment:
            board.add("reason", self._needed("reason", say("Write in a few words why.")))
        return board

    def _add_age(self, board: Board) -> None:
        born, diagnosed, started = (typed_date(self.text(name)) for name in DATES)
        on, words = (
            (diagnosed, say("at diagnosis")) if diagnosed else (started, say("at the first dose"))
        )
        if born is not None and on is not None and born <= on:
            board.add("born_on", echo(f"{age_text(born, on)} {words}"))

    def _add_numbers(self, board: Board) -> None:
        wbc = self.text("wbc")
        if wbc:
            try:
                cells = read_quantity(wbc, Unit.E9_PER_L, QuantityKind.CELL_CONCENTRATION)
            except InvalidInputError as refusal:
                board.add("wbc", error_of(refusal))
            else:
                board.add("wbc", echo(quantity_text(cells, QuantityKind.CELL_CONCENTRATION)))
        if self.text("dna_index"):
            try:
                read_decimal(self.text("dna_index"))
            except InvalidInputError as refusal:
                board.add("dna_index", error_of(refusal))
        for name, allowed in (
            ("modal_chromosome_number", CHROMOSOMES),
            ("steroid_days_before_day8", STEROID_DAYS),
        ):
            text = self.text(name)
            if text and _whole(text) not in allowed:
                board.add(
                    name, error(say("A whole number, {} to {}.").format(allowed[0], allowed[-1]))
                )

    def _add_impossible(self, board: Board) -> None:
        """Say at once what the recorder would refuse; an empty code waits until it is asked."""
        if not self.text("code"):
            return
        try:
            check_patient(self.patient(), self._today)
        except InvalidInputError as refusal:
            board.add(self.field_of(refusal) or "code", error_of(refusal))

    def _add_counting(self, board: Board) -> None:
        pack = self._protocols.pack(self.text("pack"))
        if pack is not None:
            board.add("pack", echo(say("Days are counted with {}.").format(pack.convention.words)))
        if not self.is_amendment:
            self._add_beginning(board)
        if self._leaves_its_pin:
            words = say("{} The pin is taken off with the protocol.").format(
                self._protocols.edition
            )
            board.add("pack", Message(MessageKind.WARNING, words.strip()))
        elif self._protocols.edition and not self.was_changed("pack"):
            board.add("pack", echo(self._protocols.edition))
        if self._known is None or problem_of_date(self.text("therapy_started_on")):
            return
        events = tuple(one.fact for one in self._known.events)
        old = replace(self._known.patient.course, events=events)
        new = replace(self._course(old), events=events)
        before = Counting(old, self._convention(old.pack))
        after = Counting(new, self._convention(new.pack))
        moved = moved_text(self._known, before, after)
        packs = self._protocols.pack(old.pack or ""), pack
        expected = moved_timepoints_text(old, new, *packs)
        start = start_text(self._known, old, new)
        for words in filter(None, (start, expected, moved)):
            board.add("therapy_started_on", Message(MessageKind.WARNING, words))

    def _add_beginning(self, board: Board) -> None:
        """Say what was chosen for the person, and what is missed without a first dose."""
        if self._protocols.because and not self.was_changed("pack"):
            board.add("pack", Message(MessageKind.WARNING, self._protocols.because))
        if self.text("pack") and not self.text("therapy_started_on"):
            words = say("Without it no sample can be expected.")
            board.add("therapy_started_on", echo(words))

    def _what_moves(self, patient: Patient) -> str:
        known = self._known.patient.course.therapy_started_on if self._known else None
        return first_dose_words(known, patient.course.therapy_started_on)

    def _convention(self, pack_id: str | None) -> DayConvention:
        pack = self._protocols.pack(pack_id or "")
        return pack.convention if pack is not None else DayConvention(1)

    def _pack_choices(self) -> tuple[Offer, ...]:
        offers = [
            Offer(f"{one.reference.said} — {one.convention.words}", one.reference.id)
            for one in self._protocols.packs
        ]
        chosen = self.text("pack")
        if chosen and self._protocols.pack(chosen) is None:
            offers.append(Offer(say("{} (this pack is not usable)").format(chosen), chosen))
        return (Offer(say("none of these"), ""), *offers)

    def _study_choices(self) -> tuple[Offer, ...]:
        pack = self._protocols.pack(self.text("pack"))
        studies = list(pack.studies) if pack is not None else []
        if self.text("study") and self.text("study") not in studies:
            studies.append(self.text("study"))
        return (Offer(say(NOT_STATED), ""), *(Offer(study, study) for study in studies))

    def _command(self) -> Command:
        patient = self.patient()
        if self.is_amendment:
            return AmendPatient(patient, self.text("reason"), self._what_moves(patient))
        return AddPatient(patient)


def _read_wbc(text: str) -> Decimal:
    cells = read_quantity(text, Unit.E9_PER_L, QuantityKind.CELL_CONCENTRATION)
    return from_canonical(cells, Unit.E9_PER_L)


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None
