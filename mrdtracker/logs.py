"""Where log lines go: a small rotating file, without what could name a patient.

Log lines carry record ids only. That holds for tracebacks too: the text of an exception often
quotes the value that broke something, so the file keeps the exception's type and the places in
the code, and leaves its text out.
"""

import logging
import sys
import traceback
from copy import copy
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

BYTES_PER_FILE = 1_000_000
OLD_FILES_KEPT = 3

_LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class IdsOnlyFormatter(logging.Formatter):
    """Writes a traceback as types and places, without the exceptions' texts."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without what another handler's formatter left in the record."""
        fresh = copy(record)
        fresh.exc_text = None
        return super().format(fresh)

    def formatException(self, ei: _ExceptionInfo) -> str:  # noqa: N802 - logging's name
        """Return the causes first and the exception itself last, one place a line."""
        return "" if ei[1] is None else "\n".join(_places(ei[1]))


def log_to_file(file: Path) -> None:
    """Send our log lines from INFO on, and other libraries' warnings, to ``file``.

    Makes the folder, readable by this user only. Called again it replaces the earlier file. Where
    the file cannot be written the program goes on, and warnings go to standard error.
    """
    log_to_none()
    root = logging.getLogger()
    root.setLevel(logging.WARNING)
    logging.getLogger("mrdtracker").setLevel(logging.INFO)
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = _LogFile(file)
    except OSError as problem:
        sys.stderr.write(f"No log is kept, {file} cannot be written: {problem.strerror}\n")
        return
    handler.setFormatter(IdsOnlyFormatter(_LINE))
    root.addHandler(handler)


def log_to_none() -> None:
    """Close the file that is written to, if there is one; later lines go to none."""
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, _LogFile)]:
        root.removeHandler(handler)
        handler.close()


class _LogFile(RotatingFileHandler):
    """Our own handler, known from those that others added."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            file, maxBytes=BYTES_PER_FILE, backupCount=OLD_FILES_KEPT, encoding="utf-8"
        )


def _places(exception: BaseException) -> list[str]:
    context = None if exception.__suppress_context__ else exception.__context__
    earlier = exception.__cause__ or context
    lines = [] if earlier is None else [*_places(earlier), "which led to"]
    for frame, line in traceback.walk_tb(exception.__traceback__):
        lines.append(f"  {frame.f_code.co_filename}:{line} in {frame.f_code.co_qualname}")
    return [*lines, type(exception).__qualname__]
