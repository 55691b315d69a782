"""The style sheet of the program, with the theme's tokens in place of colours and sizes."""

from __future__ import annotations

from collections.abc import Mapping
from string import Template

_SHEET = Template("""
QLabel[role="title"] { font-size: $title; font-weight: $strong; }
QLabel[role="section"] { font-size: $section; font-weight: $strong; }
QLabel[role="caption"] { font-size: $caption; color: $quiet; }
QLabel[role="quiet"], QLabel[role="echo"] { color: $quiet; }
QLabel[role="warning"] { color: $intermediate; }
QLabel[role="error"] { color: $high; }
QLabel[role="unknown"] { color: $unknown; }

QFrame[role="tour"] { background: $surface; border: 1px solid $accent; border-radius: 6px; }
QFrame[role="card"] { background: $surface; border: 1px solid $border; border-radius: 6px; }
QFrame[role="line"] { background: $border; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="upright"] { background: $border; border: none; max-width: 1px; min-width: 1px; }
QFrame[role="practice"], QLabel[role="practice"] { background: $unknown_tint; border: none; }
QFrame[role="strip"] { background: $neutral_tint; border: none; }
QLabel[role="practice"] { color: $unknown; font-weight: $strong; }
QFrame[role="banner"], QLabel[role="banner"] { background: $high_tint; border: none; }
QLabel[role="banner"] { color: $high; }

QPushButton {
    background: $surface; color: $text; border: 1px solid $border; border-radius: 4px;
    padding: 5px 12px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $selection; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { background: $window; border-color: $border; color: $quiet; }
QPushButton[role="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: $strong;
}
QPushButton[role="primary"]:focus { border-color: $text; }
QPushButton[role="primary"]:disabled { background: $border; border-color: $border; color: $quiet; }
QPushButton[role="plain"], QPushButton[role="danger"] {
    background: transparent; border-color: transparent; color: $accent; padding: 5px 6px;
}
QPushButton[role="danger"] { color: $high; }
QPushButton[role="plain"]:hover, QPushButton[role="danger"]:hover { background: $hover; }
QPushButton[role="plain"]:focus, QPushButton[role="danger"]:focus { border-color: $accent; }
QPushButton[role="plain"]:disabled, QPushButton[role="danger"]:disabled { color: $quiet; }

QPushButton[role="tool"] {
    background: transparent; border-color: transparent; color: $accent; padding: 1px 6px;
}
QPushButton[role="tool"]:hover { background: $hover; }
QPushButton[role="tool"]:checked { background: $selection; color: $text; }
QPushButton[role="tool"]:focus { border-color: $accent; }

QFrame[role="note"] { background: $surface; border: 1px solid $accent; border-radius: 4px; }
QFrame[role="note"] QLabel { background: transparent; border: none; }

QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }

QPushButton[role="filter"] { background: transparent; padding: 4px 10px; color: $quiet; }
QPushButton[role="filter"]:hover { background: $hover; }
QPushButton[role="filter"]:checked {
    background: $selection; border-color: $accent; color: $text;
}
QPushButton[role="filter"]:focus { border-color: $accent; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
    background: $surface; color: $text; border: 1px solid $border; border-radius: 4px;
    padding: 4px 8px; selection-background-color: $selection; selection-color: $text;
}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
    border-color: $accent;
}
QLineEdit[state="error"], QComboBox[state="error"] { border-color: $high; }
QLineEdit[state="error"]:focus, QComboBox[state="error"]:focus {
    border: 2px solid $high; padding: 3px 7px;
}
QLineEdit:disabled, QComboBox:disabled, QLineEdit[readOnly="true"] { background: $window; }
QLineEdit:disabled, QComboBox:disabled { color: $quiet; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url($icons/down-$scheme.svg); width: 14px; height: 14px; }
QCheckBox::indicator, QListWidget::indicator, QRadioButton::indicator {
    width: 14px; height: 14px; border: 1px solid $quiet; background: $surface;
}
QCheckBox::indicator, QListWidget::indicator { border-radius: 3px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked, QListWidget::indicator:checked {
    image: url($icons/tick-$scheme.svg);
}
QRadioButton::indicator:checked { image: url($icons/dot-$scheme.svg); }
QCheckBox::indicator:checked, QListWidget::indicator:checked, QRadioButton::indicator:checked {
    background: $accent; border-color: $accent;
}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $border; }
QComboBox QAbstractItemView {
    background: $surface; border: 1px solid $border; selection-background-color: $selection;
    selection-color: $text; outline: none;
}

QAbstractItemView {
    background: $surface; color: $text; border: none; outline: none;
    selection-background-color: $selection; selection-color: $text;
}
QListWidget[role="lines"]::item {
    padding: 4px; border-bottom: 1px solid $border; color: $text;
}
QListWidget[role="lines"]::item:hover { background: $hover; }
QListWidget[role="lines"]::item:selected { background: $selection; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section {
    background: $surface; color: $quiet; border: none; border-bottom: 1px solid $border;
    padding: 6px; font-weight: 400;
}
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableCornerButton::section { background: $surface; border: none; }

QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar { background: transparent; }
QTabBar::tab {
    background: transparent; color: $quiet; border: none; border-bottom: 2px solid transparent;
    padding: 6px 12px;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; font-weight: $strong; }
QTabBar::tab:focus { color: $accent; }

QMenuBar { background: $window; color: $text; }
QMenuBar::item { padding: 4px 8px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $surface; color: $text; border: 1px solid $border; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $quiet; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QMenu::indicator { width: 14px; height: 14px; left: 2px; }

QToolTip { background: $surface; color: $text; border: 1px solid $border; padding: 4px 6px; }
QStatusBar { background: $window; color: $quiet; border-top: 1px solid $border; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $quiet; }

QTextBrowser { border: none; background: transparent; padding: 0; }

QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $border; }

QScrollArea { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $border; border-radius: 4px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QToolButton[role="rail"] {
    background: transparent; color: $text; border: 1px solid transparent; border-radius: 4px;
    padding: 7px 10px; text-align: left;
}
QToolButton[role="rail"]:hover { background: $hover; }
QToolButton[role="rail"]:checked { background: $selection; font-weight: $strong; }
QToolButton[role="rail"]:focus { border-color: $accent; }
""")


def stylesheet(tokens: Mapping[str, str]) -> str:
    """Fill the theme's tokens into the sheet.

    Raises:
        KeyError: A token is missing.
    """
    return _SHEET.substitute(tokens)
