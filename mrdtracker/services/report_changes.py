"""What a report says differently than an earlier one, field by field.

Pages are compared as they were kept, as plain data in English: a change of the program's language
or of the day is none. What changed is named in the language that is spoken; what a page said
stands as it was kept, but for the words of closed lists. What only the passing of time changes
(the day today, what is due) is left out, and so are the numbers by which results and findings
point to each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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
_OF_CLOSED_LISTS = ("word", "status")
_FILLED_IN = frozenset({NOT_RECORDED})
_LISTS = {
    "missing": mark("What would settle the group"),
    "quality": mark("Quality"),
    "unusable": mark("Rules without an answer"),
}


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


def changes_between(old: Page, new: Page) -> tuple[PageChange, ...]:
    """Return what a page says differently than an older one of the same form."""
    return tuple(
        change
        for part in (_facts, _group, _results, _findings, _lists, _comment, _events, _packs)
        for change in part(old, new)
    )


def _facts(old: Page, new: Page) -> Iterator[PageChange]:
    yield from _fields(
        {say("Laboratory"): old["laboratory"], say("Code"): old["code"], say("Name"): old["name"]},
        {say("Laboratory"): new["laboratory"], say("Code"): new["code"], say("Name"): new["name"]},
    )
    yield from _fields(_named(old["facts"]), _named(new["facts"]))


def _named(facts: Iterable[Sequence[str]]) -> dict[str, str]:
    return {say(name): _spoken(text) for name, text in facts if name not in _PASSING}


def _spoken(text: str) -> str:
    """Say what the program itself put in the place of a fact; what a person typed stays."""
    return say(text) if text in _FILLED_IN else text


def _fields(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[PageChange]:
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name, ""), new.get(name, "")
        if before != after:
            yield PageChange(name, before, after)


def _group(old: Page, new: Page) -> Iterator[PageChange]:
    changed = [field for field in _GROUP if old["group"][field] != new["group"][field]]
    for field in changed:
        before, after = old["group"][field], new["group"][field]
        if field in _OF_CLOSED_LISTS:
            before, after = say(before), say(after)
        yield PageChange(say(_GROUP[field]), before, after)


def _results(old: Page, new: Page) -> Iterator[PageChange]:
    before, after = _rows(old["results"]), _rows(new["results"])
    for key in dict.fromkeys((*before, *after)):
        was, now = before.get(key), after.get(key)
        if was is None or now is None:
            shown = was or now or {}
            what, read = _result_name(shown), _read(shown)
            yield PageChange(what, read if was else "", read if now else "")
            continue
        name = _result_name(now)
        for column in now:
            if was.get(column, "") != now[column] and column not in _POINTS:
                what = say("{}, {}").format(name, say(column))
                yield PageChange(what, was.get(column, "") or "–", now[column] or "–")


def _rows(table: Page) -> dict[str, dict[str, str]]:
    columns = table["columns"]
    return {
        key: dict(zip(columns, row, strict=True))
        for key, row in zip(table["keys"], table["rows"], strict=True)
    }


def _result_name(row: Mapping[str, str]) -> str:
    day, _date, specimen, method, *_ = row.values()
    return say("Result {} {}, {}").format(specimen, day, method)


def _read(row: Mapping[str, str]) -> str:
    _day, _date, _specimen, _method, reported, read, *_ = row.values()
    return f"{reported} ({read})" if read != reported else read


def _findings(old: Page, new: Page) -> Iterator[PageChange]:
    yield from _entries(
        say("Finding"),
        [one["says"] for one in old["findings"]],
        [one["says"] for one in new["findings"]],
    )


def _lists(old: Page, new: Page) -> Iterator[PageChange]:
    for field, what in _LISTS.items():
        yield from _entries(say(what), old[field], new[field])


def _comment(old: Page, new: Page) -> Iterator[PageChange]:
    """Compare the words alone: under whose name they stand, the report itself says."""
    before, after = (_comment_text(page) for page in (old, new))
    if before != after:
        yield PageChange(say("Comment"), before, after)


def _comment_text(page: Page) -> str:
    # Reports that were issued before there were comments have none.
    comment = page.get("comment")
    return " ".join(str(comment["text"]).split()) if comment is not None else ""


def _entries(what: str, old: Sequence[str], new: Sequence[str]) -> Iterator[PageChange]:
    """Name what came and what went, each as often; another order is the same list."""
    before, after = Counter(old), Counter(new)
    for gone in (before - after).elements():
        yield PageChange(what, readable(gone), "")
    for come in (after - before).elements():
        yield PageChange(what, "", readable(come))


def _events(old: Page, new: Page) -> Iterator[PageChange]:
    yield from _entries(say("Event"), _lines(old["events"]), _lines(new["events"]))


def _lines(table: Page | None) -> list[str]:
    rows = table["rows"] if table is not None else ()
    return [", ".join(cell for cell in row if cell) for row in rows]


def _packs(old: Page, new: Page) -> Iterator[PageChange]:
    yield from _fields(_editions(old), _editions(new))


def _editions(page: Page) -> dict[str, str]:
    return {
        say("Rules {}").format(one["id"]): f"{one['version']} ({one['sha256'][:12]})"
        for one in page["packs"]
    }
