"""Holds packs against an oracle in bulk: cases put together of parts that are read once.

A slice of cases begins with cases that are drawn as a whole. The others take the child, its
lesions, its course and the results of each method from different ones of these, so that every part
is written and read once and the cases are as many as the parts can be combined. A case that came
up before in a slice is the same question, and is asked once.
"""

import gc
import json
import random
from contextlib import contextmanager
from functools import cache, partial
from typing import NamedTuple

from mrdtracker import locations
from mrdtracker.domain.case import PatientCase
from mrdtracker.domain.case_file import read_case
from mrdtracker.rules.engine import evaluate, evaluate_groups
from mrdtracker.rules.loader import load_packs

SLICE = 50_000
WHOLE = 1_000  # cases of a slice that are drawn as a whole, and lend their parts to the others
SAMPLE = 500  # every so many cases, the whole answer is held against it too, with its trace
# Its tests are read marrow by marrow: results of different cases would be tests of one marrow.
TOGETHER = ("pdl-relapse",)
# CCG-1952 without a day-7 marrow: Kleene's logic keeps one group more than it needs to.
KEEPS_MORE = ("ccg-early-marrow", "indeterminate")
FORMAT = "mrdtracker-case/1"


@cache
def packs():
    return load_packs(sorted(locations.bundled_rules_folder().glob("*.toml"))).packs


# --- parts --------------------------------------------------------------------------------------


@cache
def read_part(text):
    """A part of a case is read once: a million random cases are made of a few thousand parts."""
    return read_case(json.loads(text))


def part(**fields):
    return read_part(json.dumps({"format": FORMAT, **fields}))


def read(document):
    """The same case that ``read_case`` gives."""
    return PatientCase(
        patient=part(patient=document["patient"]).patient,
        course=part(course=document["course"]).course,
        results=read_results(document["results"]),
    )


def read_results(documents):
    return tuple(part(results=[one]).results[0] for one in documents)


class Part(NamedTuple):
    """A part of a case, as it stands in a document and as it is read."""

    place: int
    written: object
    read: object


class Parts:
    """Parts of one kind, as often as they were drawn; equal ones are one."""

    def __init__(self, read_one):
        self.drawn, self._known, self._read_one = [], {}, read_one

    def add(self, written):
        text = json.dumps(written)
        if text not in self._known:
            place = len(self._known)
            self._known[text] = Part(place, written, self._read_one(written))
        self.drawn.append(self._known[text])


class Deck:
    """The parts of so many random cases of a pack, and cases put together of them."""

    def __init__(self, name, random_case, seeds):
        self.children = Parts(lambda one: part(patient=one).patient)
        self.lesions = Parts(lambda one: part(patient={"genetics": one}).patient.genetics)
        self.courses = Parts(lambda one: part(course=one).course)
        self.results = {}
        for place, seed in enumerate(seeds):
            self._add(place, random_case(name, seed), name in TOGETHER)
        for parts in self.results.values():
            self._fill(parts, len(seeds))
        kinds = (self.children, self.lesions, self.courses, *self.results.values())
        self.kinds = [parts.drawn for parts in kinds]

    def _add(self, place, document, is_together):
        patient = dict(document["patient"])
        self.lesions.add(patient.pop("genetics", {}))
        self.children.add(patient)
        self.courses.add(document["course"])
        by_method = {}
        for one in document["results"]:
            method = "" if is_together else one["method"]
            by_method.setdefault(method, []).append(one)
        for method, results in by_method.items():
            parts = self.results.setdefault(method, Parts(read_results))
            self._fill(parts, place)
            parts.add(results)

    @staticmethod
    def _fill(parts, size):
        """A case without a result of this method lends that it has none."""
        while len(parts.drawn) < size:
            parts.add([])

    def case(self, number, source):
        """The parts of a case: of the first ones as they were drawn, else from anywhere."""
        size = len(self.kinds[0])
        if number < size:
            return tuple(drawn[number] for drawn in self.kinds)
        return tuple(drawn[int(source.random() * size)] for drawn in self.kinds)


def document_of(parts):
    child, lesions, course, *results = parts
    return {
        "format": FORMAT,
        "patient": {**child.written, "genetics": lesions.written},
        "course": course.written,
        "results": [one for some in results for one in some.written],
    }


def case_of(parts):
    child, lesions, course, *results = parts
    patient = object.__new__(type(child.read))  # as ``replace``, which reads every field anew
    vars(patient).update(vars(child.read), genetics=lesions.read)
    return PatientCase(
        "", patient, course.read, tuple(one for some in results for one in some.read)
    )


# --- answers ------------------------------------------------------------------------------------


def told(outcome):
    return outcome.status, outcome.assigned, outcome.possible


def answered(answer):
    return answer.status.value, answer.assigned, frozenset(answer.possible)


def group_only(pack, case):
    return answered(evaluate_groups(pack, case))


def in_full(pack, case):
    """Every way to ask gives the same groups."""
    ways = (evaluate_groups, partial(evaluate, with_trace=False), evaluate)
    found = {answered(ask(pack, case)) for ask in ways}
    return found.pop() if len(found) == 1 else found


def is_same(name, ours, found):
    if ours == found or (name, ours[0]) != KEEPS_MORE:
        return ours == found
    return ours[:2] == found[:2] and ours[2] <= found[2]


def difference(name, oracle, document, found=None):
    """Nothing, or the case with both answers.

    Args:
        name: Id of the pack.
        oracle: Its independent answer.
        document: The case.
        found: What the pack answers, where it was asked already.
    """
    found = found or group_only(packs()[name], read(document))
    ours = told(oracle(document))
    if is_same(name, ours, found):
        return None
    return f"oracle {ours}\npack   {found}\n{json.dumps(document)}"


class Asked(NamedTuple):
    """What came of a slice: at most ten differences, and how many different cases it had."""

    wrong: list
    different: int


@contextmanager
def without_collector():
    """Hardly anything of a case is garbage in cycles: to look for it takes a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@without_collector()
def ask_slice(name, oracle, random_case, place, cases):
    """Ask so many cases of one pack, the ``place``-th slice of them."""
    whole = min(WHOLE, cases)
    deck = Deck(name, random_case, range(place * WHOLE, place * WHOLE + whole))
    source, pack = random.Random(f"{name} {place}"), packs()[name]  # noqa: S311 - cases
    asked, wrong = set(), []
    for number in range(cases):
        parts = deck.case(number, source)
        key = tuple([one.place for one in parts])
        if key in asked:
            continue
        asked.add(key)
        document, case = document_of(parts), case_of(parts)
        found = group_only(pack, case)
        if number % SAMPLE == 0:
            found = in_full(pack, read_case(document))
        told_wrong = difference(name, oracle, document, found)
        if told_wrong is not None:
            wrong.append(f"case {number} of slice {place}: {told_wrong}")
        if len(wrong) == 10:
            break
    return Asked(wrong, len(asked))
