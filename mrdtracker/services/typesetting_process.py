"""The process that sets pages by a laboratory's own template: one request in, one answer out.

A template is a program: it can run for ever, take all memory, or print ten thousand pages. Here
it takes along nothing but this process, which imports no window and no store.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from enum import IntEnum
from pathlib import Path
from typing import BinaryIO

from mrdtracker.services.template_files import TemplateFiles, check_fonts
from mrdtracker.services.typesetting import (
    FaultKind,
    Typesetting,
    TypesettingError,
    count_pages,
    set_pages,
)

LOOK_EVERY_S = 0.02
# Whoever asked stops the process in time; this is for the case that nobody is there any more.
GRACE_S = 5.0


class Ending(IntEnum):
    """How the process ends without an answer."""

    MEMORY = 70
    ALONE = 71


@dataclass(frozen=True)
class Limits:
    """How much a template may take; 15 seconds are a hundred times what a report takes.

    Attributes:
        megabytes: Memory of the process.
        pages: Pages of one report.
        output_megabytes: All that it returns.
    """

    seconds: float = 15.0
    megabytes: int = 1024
    pages: int = 100
    output_megabytes: int = 128


@dataclass(frozen=True)
class Request:
    """What the process is asked for.

    Attributes:
        asked: What is to be set, by a template of the laboratory.
        own_fonts: Folders of ``asked.fonts`` that are not the program's.
        limits: How much it may take.
        room: An empty folder for copies; whoever asks removes it, even if the process cannot.
    """

    asked: Typesetting
    own_fonts: tuple[Path, ...]
    limits: Limits
    room: Path

    def written(self) -> bytes:
        """Write it for the other process."""
        content = {
            "asked": self.asked.written(),
            "own_fonts": [str(one) for one in self.own_fonts],
            "limits": asdict(self.limits),
            "room": str(self.room),
        }
        return json.dumps(content).encode()

    @classmethod
    def read(cls, written: bytes) -> Request:
        """Read what ``written`` wrote."""
        content = json.loads(written)
        return cls(
            asked=Typesetting.read(content["asked"]),
            own_fonts=tuple(map(Path, content["own_fonts"])),
            limits=Limits(**content["limits"]),
            room=Path(content["room"]),
        )


def read_answer(answered: bytes) -> tuple[bytes, ...]:
    """Return the pages of an answer.

    Raises:
        TypesettingError: The pages could not be set, or this is no answer.
    """
    head, _, pages = answered.partition(b"\n")
    try:
        content = json.loads(head)
        sizes = content["sizes"]
    except (ValueError, KeyError, TypeError) as error:
        raise TypesettingError(FaultKind.BROKEN) from error
    if "kind" in content:
        kind = FaultKind(content["kind"])
        raise TypesettingError(kind, content["detail"], content["file"], content["line"])
    ends = [sum(sizes[: place + 1]) for place in range(len(sizes))]
    return tuple(pages[end - size : end] for end, size in zip(ends, sizes, strict=True))


def answer(asking: bytes, out: BinaryIO) -> None:
    """Set the pages that are asked for and write them, or what went wrong."""
    wanted = Request.read(asking)
    _watch(wanted.limits)
    try:
        pages = _set(wanted)
    except TypesettingError as fault:
        head = {"kind": fault.kind.value, "detail": fault.detail, "file": fault.file}
        out.write(json.dumps({**head, "line": fault.line, "sizes": []}).encode() + b"\n")
    else:
        out.write(json.dumps({"sizes": [len(page) for page in pages]}).encode() + b"\n")
        for page in pages:
            out.write(page)
    out.flush()


def main() -> None:
    """Answer on standard output what stands on standard input."""
    answer(sys.stdin.buffer.read(), sys.stdout.buffer)


def _set(wanted: Request) -> tuple[bytes, ...]:
    check_fonts(wanted.own_fonts)
    try:
        files = TemplateFiles(wanted.asked.template, wanted.room)
    except OSError as error:
        raise TypesettingError(FaultKind.UNUSABLE, error.strerror or str(error)) from error
    copied = replace(wanted.asked, template=files.copy)
    pages = set_pages(copied, files.fetch)
    count = len(pages) if copied.ppi is not None else count_pages(copied)
    if count > wanted.limits.pages:
        raise TypesettingError(FaultKind.PAGES, str(count))
    if sum(map(len, pages)) > wanted.limits.output_megabytes * 1024**2:
        raise TypesettingError(FaultKind.SIZE)
    return pages


def _watch(limits: Limits) -> None:
    """End the process when it takes too much; a thread can, because the library lets it run."""
    deadline = time.monotonic() + limits.seconds + GRACE_S
    most = limits.megabytes * 1024**2

    def look() -> None:
        while True:
            time.sleep(LOOK_EVERY_S)
            if memory_bytes() > most:
                os._exit(Ending.MEMORY)
            if time.monotonic() > deadline:
                os._exit(Ending.ALONE)

    threading.Thread(target=look, daemon=True).start()


def memory_bytes() -> int:
    """Return how much memory this process holds; 0 where the system does not say."""
    return _MEMORY_OF.get(sys.platform, lambda: 0)()


def _memory_on_linux() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf(
        "SC_PAGE_SIZE"
    )


def _memory_on_a_mac() -> int:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _memory_on_windows() -> int:
    import ctypes

    class Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS of psapi.h."""

        _fields_ = (
            ("size", ctypes.c_uint32),
            ("faults", ctypes.c_uint32),
            ("peak_working_set", ctypes.c_size_t),
            ("working_set", ctypes.c_size_t),
            ("others", ctypes.c_size_t * 6),
        )

    counters = Counters()
    counters.size = ctypes.sizeof(counters)
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.K32GetProcessMemoryInfo(
        ctypes.c_void_p(kernel.GetCurrentProcess()), ctypes.byref(counters), counters.size
    )
    return int(counters.working_set)


_MEMORY_OF: dict[str, Callable[[], int]] = {
    "linux": _memory_on_linux,
    "darwin": _memory_on_a_mac,
    "win32": _memory_on_windows,
}


if __name__ == "__main__":
    main()
