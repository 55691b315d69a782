"""Starts the window: options, the first frame at once, and everything else after it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCommandLineOption, QCommandLineParser, QSettings
from PySide6.QtWidgets import QApplication

from mrdtracker import __version__
from mrdtracker.gui.main_window import ORGANISATION, MainWindow
from mrdtracker.gui.translator import speak_in_windows

BAD_INPUT = 2
OPTIONS = (
    (["h", "help"], "Show this help.", ""),
    (["v", "version"], "Show the version.", ""),
    (["demo"], "Open the invented patients; they are made if they are not there.", ""),
    (["store"], "Open this file instead of the laboratory's own store.", "FILE"),
    (["user"], "Work under this name.", "NAME"),
    (["language"], "Speak this language: en, ko, or system.", "LANGUAGE"),
    (["quit-after-paint"], "Close the window once it was painted (for measuring).", ""),
)


def main(argv: Sequence[str]) -> int:
    """Run the window until it is closed; return the exit status.

    Args:
        argv: The words of the command, the program's name first.

    Returns:
        0, or 2 where the options or the store could not be taken.
    """
    application = QApplication([argv[0]])
    application.setApplicationName("mrdtracker")
    application.setApplicationDisplayName("MRD tracker")
    parser = _parser()
    if not parser.parse(list(argv)):
        sys.stderr.write(f"{parser.errorText()}\n\n{parser.helpText()}")
        return BAD_INPUT
    if parser.isSet("help") or parser.isSet("version"):
        sys.stdout.write(parser.helpText() if parser.isSet("help") else f"{__version__}\n")
        return 0
    return _run(application, parser)


def _run(application: QApplication, parser: QCommandLineParser) -> int:
    settings = QSettings(ORGANISATION, ORGANISATION)
    kept = str(settings.value("language") or "")
    speak_in_windows(application, parser.value("language") or kept)
    window = MainWindow(settings)
    statuses = [0]
    if parser.isSet("quit-after-paint"):
        window.painted.connect(window.close)
    else:
        path = Path(parser.value("store")) if parser.isSet("store") else None
        is_demo, user = parser.isSet("demo"), parser.value("user")

        def begin() -> None:
            from mrdtracker.gui.run import Run

            run = Run(application, window, path, user, is_demo=is_demo)
            run.refused.connect(lambda: statuses.append(BAD_INPUT))
            run.begin()

        window.painted.connect(begin)
    window.show()
    statuses.append(application.exec())
    return max(statuses)


def _parser() -> QCommandLineParser:
    parser = QCommandLineParser()
    parser.setApplicationDescription("Tracks measurable residual disease in childhood ALL.")
    for names, words, value in OPTIONS:
        parser.addOption(QCommandLineOption(names, words, value))
    return parser
