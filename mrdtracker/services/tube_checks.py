"""What is odd about a tube while it is typed: whose it is, when and from where it was taken."""

from __future__ import annotations

from mrdtracker.domain.finding import NamedTimePoint
from mrdtracker.domain.notation import date_text
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import readable
from mrdtracker.services.entry_context import EntryContext, TypedResult, day_of_entry
from mrdtracker.services.entry_warning import EntryWarning, Weight
from mrdtracker.words import mark, say

# Days beside a window within which a sample was probably meant for it.
NEAR_DAYS = 7
# So many other children are named; more would not be read.
MOST_NAMED = 3
# By the number of the day in its week, where Monday is 1.
_WEEKEND = {6: mark("{} is a Saturday."), 7: mark("{} is a Sunday.")}


def check_child(entry: TypedResult, context: EntryContext) -> EntryWarning | None:
    """E01: of another child a tube was due on this day, and of this one nothing is expected.

    Silent where nobody can say what is expected of this child, for a tube on record, and for one
    of the diagnosis, which no protocol expects on a day.
    """
    on, specimen, own = entry.taken_on, entry.specimen, context.own_awaited
    if on is None or specimen is None or entry.sample_id is not None or own is None:
        return None
    started = context.course.therapy_started_on
    if started is not None and on <= started:
        return None
    if any(one.is_near(on, specimen) for one in own):
        return None
    others = [one for one in context.others_awaited if one.was_due(on, specimen)]
    if not others:
        return None
    named = ", ".join(f"{one.code} ({readable(one.timepoint)})" for one in others[:MOST_NAMED])
    text = say("No {} is expected around {}, but it was due of {}.").format(
        specimen.value, date_text(on), named
    )
    why = say("A tube is easily entered for the wrong child: compare both identifiers.")
    return EntryWarning("E01", Weight.REASON, "taken_on", text, why)


def check_date(entry: TypedResult, context: EntryContext) -> EntryWarning | None:
    """E02: a date that cannot be, or that stands before the disease was known."""
    on, facts = entry.taken_on, context.file.patient.facts
    if on is None:
        return None
    if on > context.today:
        text = say("{} is in the future.").format(date_text(on))
        return EntryWarning(
            "E02", Weight.STOP, "taken_on", text, say("Check the date on the tube.")
        )
    if facts.born_on is not None and on < facts.born_on:
        text = say("{} is before the birth on {}.").format(date_text(on), date_text(facts.born_on))
        return EntryWarning("E02", Weight.STOP, "taken_on", text, say("Check the year."))
    if facts.diagnosed_on is not None and on < facts.diagnosed_on:
        text = say("{} is before the diagnosis on {}.").format(
            date_text(on), date_text(facts.diagnosed_on)
        )
        why = say("A sample before the diagnosis is rare: say why it was taken.")
        return EntryWarning("E02", Weight.REASON, "taken_on", text, why)
    return None


def check_window(entry: TypedResult, context: EntryContext) -> EntryWarning | None:
    """E03: just beside the window of a time point that has no sample yet."""
    pack, day = context.own_pack, day_of_entry(entry, context)
    is_of_known_sample = entry.sample_id is not None and entry.method is not None
    if pack is None or day is None or entry.specimen is None or is_of_known_sample:
        return None
    # A tube of the diagnosis was not meant for any time point of therapy.
    if day <= context.convention.first_dose_day:
        return None
    points = [one for one in pack.timepoints if one.specimen is entry.specimen]
    if any(one.window.contains(day) is Truth.YES for one in points):
        return None
    taken = [
        context.day_of_sample(sample)
        for sample in context.file.samples
        if sample.specimen is entry.specimen and sample.id != entry.sample_id
    ]
    for point in sorted(points, key=lambda one: abs(one.window.day - day)):
        distance = _days_beside(point, day)
        is_served = any(point.window.contains(one) is Truth.YES for one in taken)
        if distance is not None and abs(distance) <= NEAR_DAYS and not is_served:
            return _beside_window(point, distance)
    return None


def check_weekend(entry: TypedResult, _context: EntryContext) -> EntryWarning | None:
    """E04: a tube that was taken on a Saturday or a Sunday, where its date is typed."""
    on = entry.taken_on
    if on is None or entry.sample_id is not None or on.isoweekday() not in _WEEKEND:
        return None
    text = say(_WEEKEND[on.isoweekday()]).format(date_text(on))
    why = say("Few marrows are planned for a weekend: look at the date once.")
    return EntryWarning("E04", Weight.NOTE, "taken_on", text, why)


def check_specimen(entry: TypedResult, context: EntryContext) -> EntryWarning | None:
    """E05: the pack wants another specimen on this day."""
    pack, day = context.own_pack, day_of_entry(entry, context)
    if pack is None or day is None or entry.specimen is None or entry.method is None:
        return None
    wanted = [
        one
        for one in pack.timepoints
        if one.window.contains(day) is Truth.YES
        and (not one.methods or entry.method in one.methods)
    ]
    if not wanted or any(one.specimen is entry.specimen for one in wanted):
        return None
    text = say("The protocol wants {} at {}, not {}.").format(
        wanted[0].specimen.value, wanted[0].id, entry.specimen.value
    )
    why = say("Blood and marrow are never interchanged: the rules of that day will not use it.")
    return EntryWarning("E05", Weight.REASON, "specimen", text, why)


def _days_beside(point: NamedTimePoint, day: int) -> int | None:
    """Return how many days early (negative) or late a day is; None for an open end."""
    window = point.window
    if day < window.day - window.before:
        return day - (window.day - window.before)
    return day - (window.day + window.after) if window.after is not None else None


def _beside_window(point: NamedTimePoint, distance: int) -> EntryWarning:
    words = say("{} after the window of {} ({}).")
    if distance < 0:
        words = say("{} before the window of {} ({}).")
    text = words.format(counted(abs(distance), "day"), point.id, point.window.words)
    why = say("A sample outside the window does not answer the rules of that time point.")
    return EntryWarning("E03", Weight.REASON, "taken_on", text, why)
