"""What a report says differently than an earlier one, field by field.

Pages are compared as they are kept, as plain data in English: a change of the program's language
or of the day is none. What changed is named in the language that is spoken, and so is what a page
said, where it was issued in that language; elsewhere it stands in English, but for whole sentences
of the program's own. What only the passing of time changes (the day today, what is due) is left
out, and so are the numbers by which results and findings point to each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

from mrdtracker.domain.vocabulary import readable
from mrdtracker.services.report_page import NOT_RECORDED
from mrdtracker.words import mark, say

# Any: a page that was read back from JSON.
Page = Mapping[str, Any]

_PASSING = frozenset({"Day today"})
_POINTS = frozenset({"see"})
_GROUP = {
    "word": mark("Group"),
    "status": mark("Status of the group"),
    "says": mark("Reason of the group"),
    "possible": mark("Groups still possible"),
    "ruled_out": mark("Groups ruled out"),
}
_FILLED_IN = frozenset({NOT_RECORDED})
_LISTS = {
    "missing": mark("What would settle the group"),
    "quality": mark("Quality"),
    "unusable": mark("Rules without an answer"),
}


@dataclass(frozen=True)
class TwofoldPage:
    """A page in English, by which it is compared, and as a person reads it.

    Attributes:
        said: The same page in the language that is spoken; the English one where none is known.
    """

    english: Page
    said: Page

    def texts(self, read: Callable[[Page], Sequence[str]]) -> dict[str, str]:
        """Return what was read of a page: each English text, and how it is said."""
        english, said = read(self.english), read(self.said)
        # Two sentences of one language may be one of another: then nobody knows which is which.
        return dict(zip(english, said if len(said) == len(english) else english, strict=True))


@dataclass(frozen=True)
class PageChange:
    """One thing that reads differently; empty where it was not there or is not any more."""

    what: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """One line: "Group: SR → HR", "Result BM D15, flow: added, 0.05 %"."""
        if not self.before:
            return say("{}: added, {}").format(self.what, self.after)
        if not self.after:
            return say("{}: no longer there, was {}").format(self.what, self.before)
        return say("{}: {} → {}").format(self.what, self.before, self.after)


def changes_between(old: TwofoldPage, new: TwofoldPage) -> tuple[PageChange, ...]:
    """Return what a page says differently than an older one of the same form."""
    return tuple(
        change
        for part in (_facts, _group, _results, _findings, _lists, _comment, _events, _packs)
        for change in part(old, new)
    )


def _facts(old: TwofoldPage, new: TwofoldPage) -> Iterator[PageChange]:
    yield from _fields(_identity(old.english), _identity(new.english))
    before, after = dict(old.english["facts"]), dict(new.english["facts"])
    said_before, said_after = _said_facts(old), _said_facts(new)
    for name in dict.fromkeys((*before, *after)):
        if name not in _PASSING and before.get(name, "") != after.get(name, ""):
            yield PageChange(say(name), said_before.get(name, ""), said_after.get(name, ""))


def _identity(page: Page) -> dict[str, str]:
    """Return what a person typed, which is never translated."""
    return {
        say("Laboratory"): page["laboratory"],
        say("Code"): page["code"],
        say("Name"): page["name"],
    }


def _said_facts(page: TwofoldPage) -> dict[str, str]:
    """Say the facts by their English names."""
    names = [name for name, _text in page.english["facts"]]
    said = page.said["facts"] if len(page.said["facts"]) == len(names) else page.english["facts"]
    return {name: _spoken(text) for name, (_, text) in zip(names, said, strict=True)}


def _spoken(text: str) -> str:
    """Say what the program itself put in the place of a fact; what a person typed stays."""
    return say(text) if text in _FILLED_IN else text


def _fields(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[PageChange]:
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name, ""), new.get(name, "")
        if before != after:
            yield PageChange(name, before, after)


def _group(old: TwofoldPage, new: TwofoldPage) -> Iterator[PageChange]:
    for field, what in _GROUP.items():
        if old.english["group"][field] != new.english["group"][field]:
            before, after = (say(one.said["group"][field]) for one in (old, new))
            yield PageChange(say(what), before, after)


def _results(old: TwofoldPage, new: TwofoldPage) -> Iterator[PageChange]:
    before, after = _rows(old), _rows(new)
    for key in dict.fromkeys((*before, *after)):
        was, now = before.get(key), after.get(key)
        if was is None or now is None:
            shown = was or now or {}
            what, read = _result_name(shown), _read(shown)
            yield PageChange(what, read if was else "", read if now else "")
            continue
        name = _result_name(now)
        for column, cell in now.items():
            older = was.get(column, _Cell("", ""))
            if older.english != cell.english and column not in _POINTS:
                what = say("{}, {}").format(name, say(column))
                yield PageChange(what, older.said or "–", cell.said or "–")


class _Cell(NamedTuple):
    """One cell of a table in both ways."""

    english: str
    said: str


def _rows(page: TwofoldPage) -> dict[str, dict[str, _Cell]]:
    """Return the results by their records, with their cells by the English columns."""
    table, said = page.english["results"], page.said["results"]
    return {
        key: dict(zip(table["columns"], map(_Cell, row, spoken), strict=True))
        for key, row, spoken in zip(table["keys"], table["rows"], said["rows"], strict=True)
    }


def _result_name(row: Mapping[str, _Cell]) -> str:
    day, _date, specimen, method, *_ = (cell.said for cell in row.values())
    return say("Result {} {}, {}").format(specimen, day, method)


def _read(row: Mapping[str, _Cell]) -> str:
    _day, _date, _specimen, _method, reported, read, *_ = (cell.said for cell in row.values())
    return f"{reported} ({read})" if read != reported else read


def _findings(old: TwofoldPage, new: TwofoldPage) -> Iterator[PageChange]:
    yield from _entries(
        say("Finding"), old, new, lambda page: [one["says"] for one in page["findings"]]
    )


def _lists(old: TwofoldPage, new: TwofoldPage) -> Iterator[PageChange]:
    for field, what in _LISTS.items():
        yield from _entries(say(what), old, new, itemgetter(field))


def _comment(old: TwofoldPage, new: TwofoldPage) -> Iterator[PageChange]:
    """Compare the words alone: under whose name they stand, the report itself says."""
    before, after = (_comment_text(page.english) for page in (old, new))
    if before != after:
        yield PageChange(say("Comment"), before, after)


def _comment_text(page: Page) -> str:
    # Reports that were issued before there were comments have none.
    comment = page.get("comment")
    return " ".join(str(comment["text"]).split()) if comment is not None else ""


def _entries(
    what: str, old: TwofoldPage, new: TwofoldPage, read: Callable[[Page], Sequence[str]]
) -> Iterator[PageChange]:
    """Name what came and what went, each as often; another order is the same list."""
    before, after = Counter(read(old.english)), Counter(read(new.english))
    said_before, said_after = old.texts(read), new.texts(read)
    for gone in (before - after).elements():
        yield PageChange(what, readable(say(said_before[gone])), "")
    for come in (after - before).elements():
        yield PageChange(what, "", readable(say(said_after[come])))


def _events(old: TwofoldPage, new: TwofoldPage) -> Iterator[PageChange]:
    yield from _entries(say("Event"), old, new, lambda page: _lines(page["events"]))


def _lines(table: Page | None) -> list[str]:
    rows = table["rows"] if table is not None else ()
    return [", ".join(cell for cell in row if cell) for row in rows]


def _packs(old: TwofoldPage, new: TwofoldPage) -> Iterator[PageChange]:
    yield from _fields(_editions(old.english), _editions(new.english))


def _editions(page: Page) -> dict[str, str]:
    return {
        say("Rules {}").format(one["id"]): f"{one['version']} ({one['sha256'][:12]})"
        for one in page["packs"]
    }
