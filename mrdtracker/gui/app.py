"""Starts the window: options, the first frame at once, and everything else after it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import (
    QCommandLineOption,
    QCommandLineParser,
    QCoreApplication,
    QSettings,
)
from PySide6.QtWidgets import QApplication

from mrdtracker import __version__
from mrdtracker.gui.main_window import ORGANISATION, MainWindow
from mrdtracker.gui.translator import speak_in_windows

BAD_INPUT = 2
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
NO_DISPLAY = (
    "No display was found, so no window can be shown. Log in to a desktop, or use the command "
    "line: mrdtracker --help."
)
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
        0, or 2 where the options or the store could not be taken, or no display is there.
    """
    parser = _parser()
    refusal = "" if parser.parse(list(argv)) else parser.errorText()
    for word in parser.positionalArguments():
        refusal = refusal or f"Unexpected word '{word}'. To open a file: --store FILE."
    if refusal or parser.isSet("help"):
        # The parser takes the program's name from an application; this one needs no display.
        named = QCoreApplication([argv[0]])
        words = parser.helpText()
        named.shutdown()
        (sys.stderr if refusal else sys.stdout).write(f"{refusal}\n\n{words}".lstrip())
        return BAD_INPUT if refusal else 0
    if parser.isSet("version"):
        sys.stdout.write(f"{__version__}\n")
        return 0
    if not _has_display(sys.platform, os.environ):
        sys.stderr.write(f"{NO_DISPLAY}\n")
        return BAD_INPUT
    application = QApplication([argv[0]])
    application.setApplicationName("mrdtracker")
    application.setApplicationDisplayName("MRD tracker")
    return _run(application, parser)


def _has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Answer whether a window can be shown: without a display Qt would end the process."""
    return not platform.startswith("linux") or any(environment.get(one) for one in DISPLAYS)


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
