"""How a figure is taken: both sides in the same run, in turns, and printed as one JSON line."""

from __future__ import annotations

import gc
import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured figure beside the limit it must keep.

    Attributes:
        measured: Seconds, or a ratio where ``unit`` says so.
        limit: The most that is allowed, in the same unit, taken in the same run.
    """

    name: str
    measured: float
    limit: float
    unit: str
    detail: dict[str, object]

    def report(self) -> None:
        """Print the figure and fail where the limit is not kept."""
        document = {
            "figure": self.name,
            "measured": round(self.measured, 6),
            "limit": round(self.limit, 6),
            "unit": self.unit,
            **self.detail,
        }
        print("\n" + json.dumps(document), flush=True)  # noqa: T201 - the figure is the output
        assert self.measured <= self.limit, document


def seconds_of(work: Callable[[], object]) -> float:
    """Run once and return the seconds it took."""
    gc.collect()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def processor_seconds_of(work: Callable[[], object]) -> float:
    """Run once and return the seconds of processor time: other programs do not lengthen them."""
    gc.collect()
    started = time.process_time()
    work()
    return time.process_time() - started


def in_turns(
    ours: Callable[[], object], bare: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """Time two pieces of work alternately and return the medians, in seconds."""
    first, second = [], []
    for _ in range(rounds):
        second.append(seconds_of(bare))
        first.append(seconds_of(ours))
    return statistics.median(first), statistics.median(second)


def percentile_95(seconds: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(seconds, n=20, method="inclusive")[-1]
