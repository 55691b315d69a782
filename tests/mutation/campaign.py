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

import json
import mmap
import os
import random
import resource
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from pkgutil import resolve_name

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import Phase, settings

from tests.mutation.memory import Look, Memory
from tests.mutation.mutants import (
    Mutant,
    Place,
    functions_by_code,
    functions_of,
    mutants_of,
    watch,
)
from tests.mutation.pack_mutants import PACKS, PackMutant, load_once, pack_mutants
from tests.mutation.survivors import Survivors

ROOT = Path(__file__).parents[2]
AnyMutant = Mutant | PackMutant
EVALUATE = ("mrdtracker.rules.engine", "evaluate")  # what knows which pack is asked
PACKAGES = ("domain", "rules", "store")
LEDGER = "ledger"  # of the store, the one module that decides something
FAILED = "failed without any mutant"
KILLED, SURVIVED, TIMED_OUT = "killed", "survived", "timeout"
SECONDS_FOR_WORDING = 0.3  # of tests: such a mutant may survive
SLOW = 0.1  # seconds: such a test runs after all faster ones, whatever it is called


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("mutation")
    group.addoption("--mutate", action="append", default=[], help="module, as rules.engine")
    group.addoption("--sample", type=int, default=0, help="that many mutants of each module")
    group.addoption("--seconds", type=float, default=120.0, help="of tests for one mutant")
    group.addoption("--workers", type=int, default=os.cpu_count() or 1)
    group.addoption("--mutants-memory", help="what to go on from, and what to keep (JSON)")
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


class Campaign:
    """All mutants against all collected tests."""

    def __init__(self, session: pytest.Session) -> None:
        self._session = session
        self._options = session.config.option
        self._started = time.monotonic()
        self._names = [one.nodeid for one in session.items]
        self._numbers = {name: number for number, name in enumerate(self._names)}
        memory = self._options.mutants_memory
        self._memory = Memory.read(Path(memory) if memory else None)
        self._looks: dict[int, Look] = {}
        self._entering: dict[str, list[int]] = {}
        self._killers: dict[Place, list[int]] = {}

    def run(self) -> None:
        """Run everything and print the figures; the session fails unless nothing is left over."""
        survivors = Survivors.read(ROOT / "tests/mutation/survivors.toml")
        mutants = self._mutants()
        self._say(f"{len(mutants)} mutants of {len({one.module for one in mutants})} modules")
        load_once()
        failed = self._look()
        ends = self._try_all(mutants)
        self._keep(ends)
        whole = not self._options.sample and not self._options.mutate
        wrong = survivors.judge(ends, whole=whole)
        self._tell(ends, survivors)
        for line in wrong:
            self._say(line)
        self._session.testsfailed = len(wrong) + len(failed)

    def _say(self, text: str) -> None:
        writer = self._session.config.get_terminal_writer()
        writer.line(f"[{time.monotonic() - self._started:5.0f} s] {text}", flush=True)

    def _mutants(self) -> list[AnyMutant]:
        wanted = self._options.mutate or [f"{package}.*" for package in (*PACKAGES, PACKS)]
        found: list[AnyMutant] = []
        for pattern in wanted:
            package, _, module = pattern.rpartition(".")
            if package == PACKS:
                found += pack_mutants(module)
                continue
            for path in _modules(package, module):
                made = list(mutants_of(path, _imported(path)))
                if self._options.sample and len(made) > self._options.sample:
                    made = random.Random(path.stem).sample(made, self._options.sample)  # noqa: S311
                found += made
        return found

    # --- without a mutant -----------------------------------------------------------------------

    def _look(self) -> list[int]:
        """Run the tests as they are, in forked processes, and note what each enters and takes."""
        known = [self._memory.look_of(name) for name in self._names]
        self._looks = {number: look for number, look in enumerate(known) if look is not None}
        unknown = [number for number, look in enumerate(known) if look is None]
        self._looks |= self._look_at(unknown)
        failed = [number for number, look in self._looks.items() if FAILED in look.entered]
        for number in failed:
            self._say(f"fails without any mutant, left out: {self._names[number]}")
            del self._looks[number]
        for number, look in self._looks.items():
            for place in look.entered:
                self._entering.setdefault(place, []).append(number)
        self._memory.keep_looks({self._names[one]: look for one, look in self._looks.items()})
        self._say(f"{len(unknown)} of {len(self._names)} tests looked at")
        return failed

    def _look_at(self, unknown: list[int]) -> dict[int, Look]:
        if not unknown:
            return {}
        sources = {
            (_imported(path), function): source
            for package in PACKAGES
            for path in _modules(package, "*")
            for function, source in functions_of(path)
        }
        running = []
        for share in range(self._options.workers):
            items = unknown[share :: self._options.workers]
            reading, writing = os.pipe()
            fork(lambda i=items, w=writing: self._note(i, sources, w))  # type: ignore[misc]
            os.close(writing)
            running.append(reading)
        looks = {}
        for reading in running:
            with os.fdopen(reading, encoding="utf-8") as out:
                looks |= {number: Look(*rest) for number, *rest in json.load(out)}
            os.wait()
        return looks

    def _note(self, items: list[int], sources: dict[Place, str], out: int) -> int:
        entered: set[Place] = set()
        for place, source in sources.items():
            more = f"({PACKS!r}, pack.id)" if place == EVALUATE else ""
            watch(place, source, entered, more)
        looks = []
        for number, following in zip(items, [*items[1:], None], strict=True):
            entered.clear()
            begun = time.process_time()
            good = self._passes(number, following)
            seconds = time.process_time() - begun
            places = [":".join(place) for place in entered] if good else [FAILED]
            looks.append((number, seconds, places))
        with os.fdopen(out, "w", encoding="utf-8") as file:
            json.dump(looks, file)
        return 0

    def _passes(self, index: int, following: int | None) -> bool:
        items = self._session.items
        after = items[following] if following is not None else None
        return not any(
            report.failed for report in runtestprotocol(items[index], log=False, nextitem=after)
        )

    # --- with a mutant --------------------------------------------------------------------------

    def _try_all(self, mutants: list[AnyMutant]) -> dict[AnyMutant, str]:
        ends: dict[AnyMutant, str] = {}
        running: dict[int, tuple[AnyMutant, int]] = {}
        left = list(reversed(mutants))
        at = memoryview(mmap.mmap(-1, 4 * len(mutants) + 4)).cast("i")  # the test each is at
        functions_by_code()
        while left or running:
            while left and len(running) < self._options.workers:
                mutant = left.pop()
                end, test = self._memory.end_of(mutant, mutant.old)
                if end is not None and test in self._numbers:
                    ends[mutant] = end
                    self._learn(mutant, self._numbers[test])
                    continue
                tests, seconds = self._tests_for(mutant, test)
                place = len(left)
                limit = 5 + 5 * seconds
                here = at[place : place + 1]
                pid = fork(lambda m=mutant, t=tests, s=limit, h=here: self._try(m, t, s, h))  # type: ignore[misc]
                running[pid] = mutant, place
            if not running:
                continue
            pid, status = os.wait()
            mutant, place = running.pop(pid)
            ends[mutant] = _end_of(status)
            if ends[mutant] != SURVIVED:
                self._memory.note_end(mutant, mutant.old, ends[mutant], self._names[at[place]])
                self._learn(mutant, at[place])
            if len(ends) % 100 == 0:
                self._say(f"{len(ends)} mutants: {dict(Counter(ends.values()))}")
                self._keep(ends)
        return {one: ends[one] for one in mutants}

    def _learn(self, mutant: AnyMutant, test: int) -> None:
        """Let the test that killed a mutant be the first for the next one of the same function."""
        killers = self._killers.setdefault(mutant.place, [])
        if test in killers:
            killers.remove(test)
        killers.insert(0, test)

    def _tests_for(self, mutant: AnyMutant, first: str | None) -> tuple[list[int], float]:
        """Give the tests that enter the function, likely and fast ones first, and their time."""
        # What runs at import only, and what it made, is left to the tests of its module.
        entering = self._entering.get(":".join(mutant.place)) or [
            number for number, name in enumerate(self._names) if mutant.mirror in name
        ]
        killers = {
            number: place for place, number in enumerate(self._killers.get(mutant.place, []))
        }

        def rank(number: int) -> tuple[bool, int, bool, bool, float]:
            name, seconds = self._names[number], self._looks[number].seconds
            killed = killers.get(number, len(killers)) if seconds <= SLOW else len(killers)
            return name != first, killed, seconds > SLOW, mutant.mirror not in name, seconds

        limit = self._options.seconds
        if mutant.is_wording:
            limit = min(limit, SECONDS_FOR_WORDING)
        chosen, seconds = [], 0.0
        for number in sorted(set(entering) & set(self._looks), key=rank):
            seconds += self._looks[number].seconds
            if chosen and seconds > limit:
                break
            chosen.append(number)
        return chosen, seconds

    def _try(self, mutant: AnyMutant, tests: list[int], seconds: float, at: memoryview) -> int:
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        signal.alarm(int(60 + 20 * seconds))  # one that waits instead of working
        at[0] = tests[0] if tests else 0
        mutant.apply()
        for number, following in zip(tests, [*tests[1:], None], strict=False):
            at[0] = number
            if not self._passes(number, following):
                return 1
        return 0

    def _keep(self, ends: dict[AnyMutant, str]) -> None:
        self._memory.keep()
        if self._options.mutants_out:
            told = {
                one.name: {"end": end, "change": one.change, "wording": one.is_wording}
                for one, end in ends.items()
            }
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


def _modules(package: str, pattern: str) -> Iterator[Path]:
    if package == "store" and pattern == "*":
        pattern = LEDGER
    for path in sorted((ROOT / "mrdtracker" / package).glob(f"{pattern}.py")):
        if path.stem != "__init__":
            yield path


def _imported(path: Path) -> str:
    """Import the module, for its functions to be there, and give its name."""
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    resolve_name(name)
    return name


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
