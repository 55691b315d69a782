"""A whole store answered by one pack without words, reading included, on one core."""

from __future__ import annotations

import math
import os
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.rules.engine import evaluate
from mrdtracker.rules.pack import RulePack
from mrdtracker.services.collector_rest import collector_rests
from mrdtracker.services.editions import BATCH
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.store.database import open_store
from mrdtracker.store.queries import Queries
from tests.benchmarks.conftest import PATIENTS
from tests.benchmarks.measuring import Figure

pytestmark = pytest.mark.benchmark
LIMIT_SECONDS = 30.0
LIMIT_EXPONENT = 1.05
FEW = 1_000
ROUNDS = 3
PACKS = ("aieop-bfm-all-2000", "china-2010")


@dataclass
class Taken:
    """Seconds of one core, whatever else runs on the machine."""

    read: float = 0.0
    answer: float = 0.0

    @property
    def whole(self) -> float:
        return self.read + self.answer


def _answer_store(queries: Queries, pack: RulePack, patients: int) -> Taken:
    """Go through the store as ``services.editions`` does for a new version of a pack."""
    taken, after, done = Taken(), "", 0
    with collector_rests():
        while done < patients:
            begun = time.process_time()
            page = queries.cases_of_pack("", after, min(BATCH, patients - done))
            taken.read += time.process_time() - begun
            begun = time.process_time()
            for stored in page:
                assert evaluate(pack, stored.case, with_trace=False).status
            taken.answer += time.process_time() - begun
            after, done = page[-1].patient.id, done + len(page)
    return taken


@pytest.mark.parametrize("name", PACKS)
def test_assess_a_store_of_100_000_patients(large_store: Path, name: str) -> None:
    pack = RuleBook().packs[name]
    with open_store(large_store, key_folder=locations.keys_folder(), read_only=True) as database:
        queries = Queries(database)
        few = min(_answer_store(queries, pack, FEW).whole for _ in range(ROUNDS))
        every = _answer_store(queries, pack, PATIENTS)

    exponent = math.log(every.whole / few) / math.log(PATIENTS / FEW)
    detail: dict[str, object] = {
        "pack": name,
        "read_s": round(every.read, 2),
        "answer_s": round(every.answer, 2),
        "few_s": round(few, 3),
        "load_average": os.getloadavg()[0],
    }
    Figure(
        "assess 100 000 patients × 10 results, reading included, seconds of one core",
        every.whole,
        LIMIT_SECONDS,
        "s",
        detail | {"exponent": round(exponent, 3)},
    ).report()
    Figure(
        "growth of the same from 1 000 to 100 000", exponent, LIMIT_EXPONENT, "exponent", detail
    ).report()
