"""Holds packs against an oracle in bulk: one read of each distinct part, two processes."""

import json
import os
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context

from mrdtracker import locations
from mrdtracker.domain.case import PatientCase
from mrdtracker.domain.case_file import read_case
from mrdtracker.rules.engine import evaluate
from mrdtracker.rules.loader import load_packs

WORKERS = 2
SAMPLE = 40  # every so many cases, the whole answer is held against it too, with its trace


@cache
def packs():
    return load_packs(sorted(locations.bundled_rules_folder().glob("*.toml"))).packs


@cache
def read_part(text):
    """A part of a case is read once: a million random cases are made of a few thousand parts."""
    return read_case(json.loads(text))


def part(**fields):
    return read_part(json.dumps({"format": "mrdtracker-case/1", **fields}))


def read(document):
    """The same case that ``read_case`` gives."""
    results = tuple(part(results=[one]).results[0] for one in document["results"])
    return PatientCase(
        patient=part(patient=document["patient"]).patient,
        course=part(course=document["course"]).course,
        results=results,
    )


def told(outcome):
    return outcome.status, outcome.assigned, outcome.possible


def answered(assessment):
    return assessment.status.value, assessment.assigned, frozenset(assessment.possible)


def difference(name, oracle, document, *, in_full=False):
    """Nothing, or the case with both answers.

    Args:
        name: Id of the pack.
        oracle: Its independent answer.
        document: The case.
        in_full: Hold the answer with its trace against it too, of the case read as a whole.
    """
    pack, ours = packs()[name], told(oracle(document))
    found = answered(evaluate(pack, read(document), with_trace=False))
    if in_full and found == ours:
        found = answered(evaluate(pack, read_case(document)))
    return None if ours == found else f"oracle {ours}\npack   {found}\n{json.dumps(document)}"


def differences(job):
    """Seeds ``begin`` to ``end`` of one pack; at most ten differences are told."""
    name, oracle, random_case, begin, end = job
    wrong = []
    for seed in range(begin, end):
        document = random_case(name, seed)
        found = difference(name, oracle, document, in_full=seed % SAMPLE == 0)
        if found is not None:
            wrong.append(f"seed {seed}: {found}")
        if len(wrong) == 10:
            break
    return wrong


def in_parallel(name, oracle, random_case, cases):
    """Differences of so many random cases, found by two processes."""
    size = max(1, min(10_000, cases // WORKERS))
    jobs = [
        (name, oracle, random_case, begin, min(begin + size, cases))
        for begin in range(0, cases, size)
    ]
    fresh = get_context("spawn")  # a copy of a process with threads can hang
    with ProcessPoolExecutor(min(WORKERS, os.cpu_count() or 1), fresh) as workers:
        return [one for wrong in workers.map(differences, jobs) for one in wrong]
