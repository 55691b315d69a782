"""What a person typed and did not save: which form it belongs to, and how it is offered back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from mrdtracker.domain.draft import Draft
from mrdtracker.domain.errors import NotFoundError
from mrdtracker.domain.notation import date_text
from mrdtracker.domain.records import PatientId
from mrdtracker.words import mark, say

PATIENT, SAMPLE, RESULT, EVENT = "patient", "sample", "result", "event"
PASTE, COMMENT = "pasted results", "report comment"
_ENTERED = {
    PATIENT: mark("new patient"),
    SAMPLE: mark("sample for {}"),
    RESULT: mark("result for {}"),
    EVENT: mark("event for {}"),
    PASTE: mark("pasted results for {}"),
    COMMENT: mark("comment on the report of {}"),
}
_AMENDED = {
    PATIENT: mark("facts of {}"),
    SAMPLE: mark("amended sample of {}"),
    RESULT: mark("amended result of {}"),
    EVENT: mark("amended event of {}"),
}
_BETWEEN = "/"


@dataclass(frozen=True)
class DraftKey:
    """The form that a draft belongs to.

    Attributes:
        form: One of the names of this module.
        patient_id: Whose form; "" for a new patient.
        record_id: The record that is amended; "" for a new one.
    """

    form: str
    patient_id: str = ""
    record_id: str = ""

    @classmethod
    def of(cls, draft: Draft) -> DraftKey:
        """Read it back from a kept draft."""
        patient_id, _, record_id = draft.subject.partition(_BETWEEN)
        return cls(draft.form, patient_id, record_id)

    @property
    def subject(self) -> str:
        """What the store keeps the draft under, beside the form's name."""
        return _BETWEEN.join(one for one in (self.patient_id, self.record_id) if one)

    @property
    def is_amendment(self) -> bool:
        """True where something on record was being corrected."""
        return bool(self.record_id) or (self.form == PATIENT and bool(self.patient_id))


def unsaved_words(
    drafts: Sequence[Draft], today: date, code_of: Callable[[PatientId], str]
) -> str:
    """Say what waits to be taken up: "1 unsaved entry of yours: sample for DEMO-03, 14:02".

    Args:
        drafts: The newest first; at least one.
        today: The calendar date.
        code_of: Returns the code of a patient, or raises NotFoundError.
    """
    newest = drafts[0]
    what = _what(DraftKey.of(newest), code_of)
    when = when_words(newest, today)
    if len(drafts) == 1:
        return say("1 unsaved entry of yours: {}, {}.").format(what, when)
    return say("{} unsaved entries of yours, the newest: {}, {}.").format(len(drafts), what, when)


def begun_words(draft: Draft, today: date) -> str:
    """Say in a form that it was begun before."""
    when = when_words(draft, today)
    return say("You began this entry and did not save it ({}).").format(when)


def when_words(draft: Draft, today: date) -> str:
    """Say when a draft was kept: the time, with the date where it is not that of today."""
    local = draft.kept_at.astimezone()
    clock = f"{local:%H:%M}"
    return clock if local.date() == today else f"{date_text(local.date())}, {clock}"


def _what(key: DraftKey, code_of: Callable[[PatientId], str]) -> str:
    words = say((_AMENDED if key.is_amendment else _ENTERED).get(key.form, mark("entry for {}")))
    if not key.patient_id:
        return words
    try:
        return words.format(code_of(PatientId(key.patient_id)))
    except NotFoundError:
        return words.format(say("a patient who is not there any more"))
