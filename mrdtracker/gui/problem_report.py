"""Errors on the screen: a store that cannot be opened, and what nobody expected."""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from mrdtracker import __version__, locations
from mrdtracker.domain.errors import UserError
from mrdtracker.gui.empty_state import EmptyState
from mrdtracker.gui.frame import Frame
from mrdtracker.logs import IdsOnlyFormatter, log_to_file
from mrdtracker.words import say

log = logging.getLogger(__name__)

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def catch_everything(window: QWidget) -> None:
    """Log what nobody expected and offer its text, without what could name a patient."""
    log_to_file(locations.log_file())

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.error("unexpected", exc_info=(kind, error, trace))
        offer_report(window, report_of(error))

    sys.excepthook = hook
    qInstallMessageHandler(log_qt)


def log_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:  # noqa: ARG001
    """Send what Qt says to the log."""
    log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", text)


def report_of(error: BaseException) -> str:
    """Write where it happened: types and places in the code, never the exception's own text."""
    where = IdsOnlyFormatter().formatException((type(error), error, error.__traceback__))
    return say("MRD tracker {}, Python {}\n{}").format(__version__, sys.version.split()[0], where)


def offer_report(window: QWidget, report: str) -> None:
    """Say that something went wrong, what is safe, and offer the text to pass on."""
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(say("Something went wrong"))
    box.setText(say("Something went wrong in the program. What was saved is safe."))
    box.setInformativeText(
        say(
            "The last act may not have been done: check it, and please pass the "
            "report on. It names places in the program, and no patient."
        )
    )
    box.setDetailedText(report)
    copy = box.addButton(say("Copy the report"), QMessageBox.ButtonRole.ActionRole)
    box.addButton(QMessageBox.StandardButton.Close)
    box.setDefaultButton(QMessageBox.StandardButton.Close)
    box.exec()
    if box.clickedButton() is copy:
        QGuiApplication.clipboard().setText(report)
    box.deleteLater()


def show_refusal(frame: Frame, error: UserError, *, is_first: bool) -> None:
    """Show why a store cannot be opened: as the page, or beside the store that stays open."""
    if not is_first:
        QMessageBox.warning(frame.window, say("Not opened"), str(error))
        return
    page = EmptyState(error.message, error.hint, (("close", say("Close")),))
    page.asked.connect(lambda _name: frame.window.close())
    frame.show_page(page)
    page.buttons["close"].setFocus()
