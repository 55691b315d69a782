"""Mutation testing inside one pytest session: each mutant in a forked process, fast tests first.

The tests are imported and collected once. A first pair of forked processes runs them as they are
and notes which test enters which function. Then each mutant gets a process of its own that changes
the living function and runs the tests that enter it, those of the module's mirror first, until one
fails. Nothing is written to the working tree.

A mutant is killed by a failing test, by a crash, or by using up its time; it survives otherwise.
Survivors that are listed with their reason in ``survivors.toml`` are equivalent; a listed mutant
that is killed, or is no longer made, is an error of the list. Mutants of the letters of a sentence
for a person (``XX`` around it, all capitals) may survive and are counted apart as wording: the
tests ask what a sentence says, not that it stays the same to the letter.
"""

from __future__ import annotations

import inspect
import json
import os
import random
import resource
import shutil
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from pkgutil import resolve_name

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import Phase, settings

from mrdtracker.rules.engine import evaluate
from tests.mutation.mutants import Mutant, Place, mutants_of, watch
from tests.mutation.pack_mutants import PACKS, PackMutant, load_once, pack_mutants
from tests.mutation.survivors import Survivors

ROOT = Path(__file__).parents[2]
AnyMutant = Mutant | PackMutant
EVALUATE = ("mrdtracker.rules.engine", "evaluate")  # what knows which pack is asked
KILLED, SURVIVED, TIMED_OUT = "killed", "survived", "timeout"
SLOW = 0.1  # seconds: such a test runs after all faster ones, whatever it is called


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("mutation")
    group.addoption("--mutate", action="append", default=[], help="module, as rules.engine")
    group.addoption("--sample", type=int, default=0, help="that many mutants of each module")
    group.addoption("--seconds", type=float, default=120.0, help="of tests for one mutant")
    group.addoption("--workers", type=int, default=os.cpu_count() or 1)
    group.addoption("--mutants-out", help="write every mutant and its end to this JSON file")


@pytest.hookimpl(tryfirst=True)
def pytest_collection() -> None:
    """Make generated tests the same for every mutant, and let them not look for small examples."""
    settings.register_profile(
        "mutation",
        settings.get_profile("house"),
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
    )
    settings.load_profile("mutation")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    Campaign(session).run()
    return True


@dataclass
class Seen:
    """What one run of all tests without a mutant showed."""

    seconds: dict[int, float] = field(default_factory=dict)
    entered: dict[str, list[int]] = field(default_factory=dict)
    failed: list[int] = field(default_factory=list)


class Campaign:
    """All mutants against all collected tests."""

    def __init__(self, session: pytest.Session) -> None:
        self._session = session
        self._options = session.config.option
        self._started = time.monotonic()
        self._folder = Path(tempfile.mkdtemp(prefix="mrdtracker-mutation-"))

    def run(self) -> None:
        """Run everything and print the figures; the session fails unless nothing is left over."""
        survivors = Survivors.read(ROOT / "tests/mutation/survivors.toml")
        mutants = self._mutants()
        self._say(f"{len(mutants)} mutants of {len({one.module for one in mutants})} modules")
        load_once()
        seen = self._look(mutants)
        for index in seen.failed:
            self._say(f"fails without any mutant, left out: {self._session.items[index].nodeid}")
        shutil.rmtree(self._folder)
        ends = self._try_all(mutants, seen)
        self._keep(ends)
        whole = not self._options.sample and not self._options.mutate
        wrong = survivors.judge(ends, whole=whole)
        self._tell(ends, survivors)
        for line in wrong:
            self._say(line)
        self._session.testsfailed = len(wrong) + len(seen.failed)

    def _say(self, text: str) -> None:
        writer = self._session.config.get_terminal_writer()
        writer.line(f"[{time.monotonic() - self._started:5.0f} s] {text}", flush=True)

    def _mutants(self) -> list[AnyMutant]:
        wanted = self._options.mutate or ["domain.*", "rules.*", "packs.*"]
        found: list[AnyMutant] = []
        for pattern in wanted:
            package, _, module = pattern.rpartition(".")
            if package == PACKS:
                found += pack_mutants(module)
                continue
            for path in sorted((ROOT / "mrdtracker" / package).glob(f"{module}.py")):
                if path.stem == "__init__":
                    continue
                name = f"mrdtracker.{package}.{path.stem}"
                resolve_name(name)
                made = list(mutants_of(path, name))
                if self._options.sample and len(made) > self._options.sample:
                    made = random.Random(name).sample(made, self._options.sample)  # noqa: S311
                found += made
        return found

    # --- without a mutant -----------------------------------------------------------------------

    def _look(self, mutants: list[AnyMutant]) -> Seen:
        """Run the tests as they are, in forked processes, and note what each enters and takes."""
        sources = {one.place: one.old for one in mutants if isinstance(one, Mutant)}
        sources[EVALUATE] = inspect.getsource(evaluate)
        shares = self._options.workers
        running = []
        for share in range(shares):
            out = self._folder / f"seen-{share}.json"
            items = range(share, len(self._session.items), shares)
            pid = fork(lambda i=items, o=out: self._note(i, sources, o))  # type: ignore[misc]
            running.append((pid, out))
        whole = Seen()
        for pid, out in running:
            os.waitpid(pid, 0)
            part = json.loads(out.read_text())
            whole.seconds |= {int(key): value for key, value in part["seconds"].items()}
            whole.failed += part["failed"]
            for place, items in part["entered"].items():
                whole.entered.setdefault(place, []).extend(items)
        self._say(f"{len(whole.seconds)} tests looked at")
        return whole

    def _note(self, items: Iterable[int], sources: dict[Place, str], out: Path) -> int:
        seen = Seen()
        entered: set[Place] = set()
        for place, source in sources.items():
            more = f"({PACKS!r}, pack.id)" if place == EVALUATE else ""
            watch(place, source, entered, more)
        order = list(items)
        for index, following in zip(order, [*order[1:], None], strict=True):
            entered.clear()
            begun = time.process_time()
            good = self._passes(index, following)
            seen.seconds[index] = time.process_time() - begun
            for place in entered:
                seen.entered.setdefault(":".join(place), []).append(index)
            if not good:
                seen.failed.append(index)
        out.write_text(json.dumps(vars(seen)))
        return 0

    def _passes(self, index: int, following: int | None) -> bool:
        items = self._session.items
        after = items[following] if following is not None else None
        return not any(
            report.failed for report in runtestprotocol(items[index], log=False, nextitem=after)
        )

    # --- with a mutant --------------------------------------------------------------------------

    def _try_all(self, mutants: list[AnyMutant], seen: Seen) -> dict[AnyMutant, str]:
        ends: dict[AnyMutant, str] = {}
        running: dict[int, AnyMutant] = {}
        left = list(reversed(mutants))
        while left or running:
            while left and len(running) < self._options.workers:
                mutant = left.pop()
                tests, seconds = self._tests_for(mutant, seen)
                limit = 5 + 5 * seconds
                pid = fork(lambda m=mutant, t=tests, s=limit: self._try(m, t, s))  # type: ignore[misc]
                running[pid] = mutant
            pid, status = os.wait()
            ends[running.pop(pid)] = _end_of(status)
            if len(ends) % 100 == 0:
                self._say(f"{len(ends)} mutants: {dict(Counter(ends.values()))}")
                self._keep(ends)
        return {one: ends[one] for one in mutants}

    def _tests_for(self, mutant: AnyMutant, seen: Seen) -> tuple[list[int], float]:
        """Give the tests that enter the function, likely and fast ones first, and their time."""
        items = enumerate(self._session.items)
        beside = [index for index, item in items if mutant.mirror in item.nodeid]
        # What runs at import only, and what it made, is left to the tests of its module.
        entering = seen.entered.get(":".join(mutant.place)) or beside

        def rank(index: int) -> tuple[bool, bool, float]:
            nodeid = self._session.items[index].nodeid
            return seen.seconds[index] > SLOW, mutant.mirror not in nodeid, seen.seconds[index]

        chosen, seconds = [], 0.0
        for index in sorted(set(entering) - set(seen.failed), key=rank):
            seconds += seen.seconds[index]
            if chosen and seconds > self._options.seconds:
                break
            chosen.append(index)
        return chosen, seconds

    def _try(self, mutant: AnyMutant, tests: list[int], seconds: float) -> int:
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        signal.alarm(int(60 + 20 * seconds))  # one that waits instead of working
        mutant.apply()
        for index, following in zip(tests, [*tests[1:], None], strict=False):
            if not self._passes(index, following):
                return 1
        return 0

    def _keep(self, ends: dict[AnyMutant, str]) -> None:
        if self._options.mutants_out:
            told = {one.name: {"end": end, "change": one.change} for one, end in ends.items()}
            Path(self._options.mutants_out).write_text(json.dumps(told, indent=1))

    def _tell(self, ends: dict[AnyMutant, str], survivors: Survivors) -> None:
        for package in sorted({_package(one) for one in ends}):
            ours = {one: end for one, end in ends.items() if _package(one) == package}
            for module in sorted({one.module for one in ours}):
                its = {one: end for one, end in ours.items() if one.module == module}
                self._say_counts(module, its, survivors)
            self._say_counts(f"all of {package}", ours, survivors)

    def _say_counts(self, title: str, ends: dict[AnyMutant, str], survivors: Survivors) -> None:
        ended = Counter(ends.values())
        worded = sum(end == SURVIVED and one.is_wording for one, end in ends.items())
        listed = sum(end == SURVIVED and survivors.lists(one) for one, end in ends.items())
        self._say(
            f"{title}: {len(ends)} mutants, {ended[KILLED] + ended[TIMED_OUT]} killed"
            f" ({ended[TIMED_OUT]} by time), {listed} equivalent (listed),"
            f" {worded} wording, {ended[SURVIVED] - listed - worded} others"
        )


def _package(mutant: AnyMutant) -> str:
    return mutant.module.rpartition(".")[0]


def _end_of(status: int) -> str:
    if os.WIFSIGNALED(status):
        by_time = os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGALRM, signal.SIGKILL)
        return TIMED_OUT if by_time else KILLED
    return KILLED if os.WEXITSTATUS(status) else SURVIVED


def fork(work: Callable[[], int]) -> int:
    """Do ``work`` in a forked process, whose words nobody hears; its result is the exit status."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        status = work()
    finally:
        os._exit(status)
