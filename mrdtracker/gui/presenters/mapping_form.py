"""The form of a new mapping: what each column of a foreign table says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import LesionState, Method, Specimen
from mrdtracker.gui.presenters.field_words import WORDS, offers_of, units_of
from mrdtracker.gui.presenters.form import Board, Form, Message, MessageKind, Offer, echo, error
from mrdtracker.services.import_steps import WORDS_OF_A_LIST
from mrdtracker.services.mapping_draft import (
    ColumnDraft,
    MappingDraft,
    ResultDraft,
    Role,
    below_meanings,
    zero_meanings,
)
from mrdtracker.words import mark, say

RESULT_FIELDS = (
    "method",
    "specimen",
    "unit",
    "day",
    "timepoint",
    "zero",
    "below",
    "sensitivity",
    "sensitivity_unit",
)
EXAMPLES_SHOWN = 3
ROLE_WORDS = {
    Role.LEFT_OUT: mark("not read"),
    Role.CODE: mark("patient code"),
    Role.RESULT: mark("result (the value)"),
    Role.RESULT_DATE: mark("date of the sample"),
    Role.RESULT_DAY: mark("protocol day of the sample"),
    Role.TIMEPOINT: mark("name of the time point"),
    Role.SPECIMEN: "specimen",
    Role.METHOD: "method",
    Role.UNIT: "unit",
    Role.TARGET: mark("target (gene, rearrangement)"),
    Role.LESION: mark("genetic lesion, named as the column"),
    Role.NOTE: mark("kept in the patient's note"),
    Role.NAME: "name",
    Role.SEX: "sex",
    Role.BORN_ON: "birth date",
    Role.DIAGNOSED_ON: "diagnosis date",
    Role.THERAPY_STARTED_ON: mark("first dose"),
    Role.AGE_YEARS: mark("age at diagnosis, years"),
    Role.AGE_DAYS: mark("age at diagnosis, days"),
    Role.LINEAGE: "lineage",
    Role.WBC: mark("white cells, 10⁹/L"),
    Role.CNS: mark("CNS status"),
    Role.TESTICULAR: mark("testicular disease"),
    Role.MEDIASTINAL_MASS: mark("mediastinal mass"),
    Role.DOWN_SYNDROME: mark("Down syndrome"),
    Role.STEROID_PRETREATMENT: mark("steroids before the protocol"),
    Role.BULKY_DISEASE: mark("bulky disease"),
    Role.PRE_STEROID_CBC: mark("blood count before steroids"),
    Role.PRIOR_REMISSION: mark("in remission before"),
    Role.ETP: mark("ETP immunophenotype"),
    Role.DNA_INDEX: mark("DNA index"),
    Role.MODAL_CHROMOSOME_NUMBER: mark("modal chromosome number"),
    Role.PROTOCOL_TEXT: mark("protocol in words"),
    Role.STUDY: mark("study variant"),
    Role.ARM_GIVEN: mark("arm that was given"),
}
_DATE_ORDERS = ("DD/MM/YYYY", "MM/DD/YYYY", "DD.MM.YYYY", "YYYY/MM/DD")
_DOTS = re.compile(r"\s*[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}\s*")
_ZERO_WORDS = {
    "negative": mark("not detected"),
    "zero_count": mark("counted, and none found"),
    "refuse": mark("refuse the cell"),
}
_BELOW_WORDS = {"negative": mark("not detected"), "positive": mark("positive, not quantifiable")}
_OUR_WORDS = {
    str(member.value): words
    for member, words in WORDS.items()
    if isinstance(member, Truth | LesionState | Specimen | Method | Unit)
}
# Names under which laboratories keep the commonest columns; a guess that a person sees.
_USUAL_NAMES = {
    Role.CODE: ("patient id", "patient", "patient code", "code", "mrn", "usi"),
    Role.SEX: ("sex", "gender"),
    Role.BORN_ON: ("birth date", "date of birth", "dob", "born"),
    Role.DIAGNOSED_ON: ("diagnosis date", "date of diagnosis"),
    Role.RESULT_DATE: ("sample date", "collection date", "date"),
    Role.RESULT_DAY: ("day", "protocol day"),
    Role.TIMEPOINT: ("time point", "timepoint"),
    Role.SPECIMEN: ("specimen", "material", "sample type"),
    Role.METHOD: ("method", "assay"),
    Role.UNIT: ("unit", "units"),
    Role.RESULT: ("result", "value", "mrd", "mrd result"),
    Role.WBC: ("wbc",),
    Role.LINEAGE: ("lineage", "immunophenotype"),
}


class MappingForm(Form):
    """Reads what a person says of each column; see `Form`.

    Args:
        header: Names of the columns.
        examples: The first different words of each column.
    """

    def __init__(self, header: Sequence[str], examples: Mapping[str, Sequence[str]]) -> None:
        self.header = tuple(header)
        self._examples = examples
        super().__init__(
            {
                "title": "",
                "missing": "NA",
                "unknown": "",
                "decimal": _decimal_mark(examples),
                "dates": _date_order(examples),
                "first_dose": "",
                **{f"role.{place}": _guess(name).value for place, name in enumerate(header)},
            }
        )

    def examples_text(self, place: int) -> str:
        """Return the first words of a column, as they stand in the file."""
        found = self._examples.get(self.header[place], ())
        more = " …" if len(found) > EXAMPLES_SHOWN else ""
        return ", ".join(found[:EXAMPLES_SHOWN]) + more if found else "empty"

    def role(self, place: int) -> Role:
        """Return what a column was said to hold."""
        return Role(self.text(f"role.{place}"))

    def words_asked(self, place: int) -> tuple[str, ...]:
        """Return the file's words of a column that need a translation into a closed list."""
        if not self.role(place).words:
            return ()
        known = {*self._list("missing"), *self._list("unknown")}
        found = self._examples.get(self.header[place], ())[:WORDS_OF_A_LIST]
        return tuple(word for word in found if word not in known)

    def fields_of(self, place: int) -> tuple[str, ...]:
        """Return the further fields of a column, made where they are not there yet."""
        names: tuple[str, ...] = ()
        if self.role(place) is Role.RESULT:
            names = tuple(f"{name}.{place}" for name in RESULT_FIELDS)
        asked = tuple(f"word.{place}.{word}" for word in self.words_asked(place))
        for name in (*names, *asked):
            if name not in self.fields:
                self.add_field(name)
                if name in asked:
                    self.set(name, self._same_word(place, name))
        return (*names, *asked)

    def choices(self, field: str) -> tuple[Offer, ...]:
        kind, _, place = field.partition(".")
        fixed: dict[str, tuple[Offer, ...]] = {
            "role": tuple(Offer(say(ROLE_WORDS[one]), one.value) for one in Role),
            "method": offers_of(Method, say("choose, or name a column")),
            "specimen": offers_of(Specimen, say("choose, or name a column")),
            "decimal": (Offer(say("point: 0.05"), "."), Offer(say("comma: 0,05"), ",")),
            "dates": (
                Offer("2025-03-05", ""),
                *(Offer(words, words) for words in _DATE_ORDERS),
            ),
            "first_dose": (
                Offer(say("not stated"), ""),
                Offer(say("first dose = day 1"), "1"),
                Offer(say("first dose = day 0"), "0"),
            ),
            "zero": (
                Offer(say("not stated"), ""),
                *(Offer(say(_ZERO_WORDS[one]), one) for one in zero_meanings()),
            ),
            "below": (
                Offer(say("not stated"), ""),
                *(Offer(say(_BELOW_WORDS[one]), one) for one in below_meanings()),
            ),
            "sensitivity": (
                Offer(say("no column"), ""),
                *(Offer(one, one) for one in self.header),
            ),
        }
        if kind in ("unit", "sensitivity_unit"):
            return self._unit_choices(int(place), kind)
        if kind == "word":
            return self._word_choices(int(place.partition(".")[0]))
        return fixed[kind] if kind in fixed else super().choices(field)

    def is_shown(self, field: str) -> bool:
        kind, _, rest = field.partition(".")
        if kind == "word":
            place, _, word = rest.partition(".")
            return word in self.words_asked(int(place))
        if kind in RESULT_FIELDS:
            return self.role(int(rest)) is Role.RESULT and not self._is_said_by_a_column(kind)
        return super().is_shown(field)

    def draft(self) -> MappingDraft:
        """Return the mapping as described; call `check` before."""
        first = self.text("first_dose")
        return MappingDraft(
            title=self.text("title"),
            columns=tuple(self._column(place) for place in range(len(self.header))),
            missing=self._list("missing"),
            unknown=self._list("unknown"),
            decimal_mark=self.text("decimal"),
            date_format=self.text("dates"),
            day_of_first_dose=int(first) if first else None,
        )

    def _column(self, place: int) -> ColumnDraft:
        words = {word: self.text(f"word.{place}.{word}") for word in self._asked_and_made(place)}
        return ColumnDraft(
            column=self.header[place],
            role=self.role(place),
            words={word: ours for word, ours in words.items() if ours},
            result=self._result(place),
        )

    def _result(self, place: int) -> ResultDraft:
        if self.role(place) is not Role.RESULT:
            return ResultDraft()
        said = {name: self._said(name, place) for name in RESULT_FIELDS}
        day = said["day"].upper().removeprefix("D")
        return ResultDraft(
            method=Method(said["method"]) if said["method"] else None,
            specimen=Specimen(said["specimen"]) if said["specimen"] else None,
            unit=Unit(said["unit"]) if said["unit"] else None,
            day=int(day) if day else None,
            timepoint=said["timepoint"],
            zero=said["zero"],
            below=said["below"],
            sensitivity_column=said["sensitivity"],
            sensitivity_unit=(
                Unit(said["sensitivity_unit"]) if said["sensitivity_unit"] else None
            ),
        )

    def _said(self, name: str, place: int) -> str:
        field = f"{name}.{place}"
        return self.text(field) if field in self.fields and self.is_shown(field) else ""

    def _asked_and_made(self, place: int) -> tuple[str, ...]:
        return tuple(
            word for word in self.words_asked(place) if f"word.{place}.{word}" in self.fields
        )

    def _board(self) -> Board:
        board = Board()
        board.add("title", self._needed("title", say("Give the mapping a name.")))
        for field in self.fields:
            kind, _, _place = field.partition(".")
            if kind == "day" and self.is_shown(field):
                board.add(field, _line_of_day(self.text(field)))
        if not any(self.role(place) is Role.CODE for place in range(len(self.header))):
            words = say("One column has to say the patient's code.")
            board.add("title", error(words) if self.is_asked else None)
        if self._states_days() and not self.text("first_dose"):
            words = say("Days are stated: is the day of the first dose day 1 or day 0?")
            board.add("first_dose", error(words) if self.is_asked else None)
        if self.text("dates"):
            board.add("dates", echo(say("Dates that stand otherwise become problems.")))
        return board

    def _states_days(self) -> bool:
        places = range(len(self.header))
        return any(
            self.role(place) is Role.RESULT_DAY
            or (self._said("day", place) and _line_of_day(self._said("day", place)) is None)
            for place in places
        )

    def _list(self, field: str) -> tuple[str, ...]:
        return tuple(word.strip() for word in self.text(field).split(",") if word.strip())

    def _is_said_by_a_column(self, kind: str) -> bool:
        roles = {
            "method": Role.METHOD,
            "specimen": Role.SPECIMEN,
            "unit": Role.UNIT,
            "day": Role.RESULT_DAY,
            "timepoint": Role.TIMEPOINT,
        }
        wanted = roles.get(kind)
        return wanted is not None and any(
            self.role(place) is wanted for place in range(len(self.header))
        )

    def _unit_choices(self, place: int, kind: str) -> tuple[Offer, ...]:
        method = self._said("method", place)
        units = units_of(Method(method)) if method else tuple(Unit)
        first = say("choose the unit") if kind == "unit" else say("as the result")
        return offers_of(units, first)

    def _word_choices(self, place: int) -> tuple[Offer, ...]:
        words = self.role(place).words
        offers = (Offer(_OUR_WORDS.get(word, word), word) for word in words)
        return (Offer(say("not translated"), ""), *offers)

    def _same_word(self, place: int, field: str) -> str:
        word = field.split(".", 2)[2].casefold()
        return next((one for one in self.role(place).words if one.casefold() == word), "")


def _decimal_mark(examples: Mapping[str, Sequence[str]]) -> str:
    """Begin with the comma where the table writes one between digits, and nowhere a point."""
    words = [word for column in examples.values() for word in column if not _DOTS.fullmatch(word)]
    has_comma = any(re.search(r"\d,\d", word) for word in words)
    return "," if has_comma and not any(re.search(r"\d\.\d", word) for word in words) else "."


def _date_order(examples: Mapping[str, Sequence[str]]) -> str:
    """Begin with the order of dates with dots, which no table writes the other way round."""
    has_dots = any(_DOTS.fullmatch(word) for column in examples.values() for word in column)
    return "DD.MM.YYYY" if has_dots else ""


def _guess(name: str) -> Role:
    plain = re.sub(r"[^a-z]+", " ", name.lower()).strip()
    return next((role for role, names in _USUAL_NAMES.items() if plain in names), Role.LEFT_OUT)


def _line_of_day(text: str) -> Message | None:
    if not text or re.fullmatch(r"[dD]?-?[0-9]{1,4}", text):
        return None
    return Message(MessageKind.ERROR, say("A day is a whole number, such as 29."))
