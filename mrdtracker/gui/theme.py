"""The look of every window: colours with a meaning, sizes, fonts, and following light and dark."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from mrdtracker import locations
from mrdtracker.gui import tokens
from mrdtracker.gui.presenters.tones import ToneName
from mrdtracker.gui.stylesheet import stylesheet
from mrdtracker.plots import look as plot_look
from mrdtracker.plots.look import Look, Tone
from mrdtracker.words import speaks_english

# Spacing in pixels at 100 %; nothing else is used between things.
SPACE_TINY = 4
SPACE_SMALL = 8
SPACE_CARD = 12
SPACE_GROUP = 16
SPACE_PAGE = 24
ROW_PADDING = 14

# Points above or below the text size of the system, which is never taken below ten.
SMALLEST_TEXT_PT = 10.0
SMALLEST_ZOOM_PT = -2.0
LARGEST_ZOOM_PT = 8.0
CAPTION_STEP = -1.0
SECTION_STEP = 3.0
TITLE_STEP = 7.0

TABULAR = QFont.Tag("tnum")
BUNDLED_HANGUL = "NanumGothic"


@dataclass(frozen=True)
class Theme:
    """The tokens of one scheme; the plots' look carries the colours that both share.

    Attributes:
        window: The page behind cards and tables.
        on_accent: Words on the one primary button.
        hover: Tint of the row or button under the pointer.
        selection: Tint of what is selected.
    """

    window: str
    on_accent: str
    hover: str
    selection: str
    look: Look

    @property
    def is_dark(self) -> bool:
        """True for light words on a dark page."""
        return self.look.name == "dark"

    @property
    def surface(self) -> str:
        """Background of cards and tables."""
        return self.look.surface

    @property
    def border(self) -> str:
        """Hairlines."""
        return self.look.border

    @property
    def text(self) -> str:
        """Words and numbers."""
        return self.look.text

    @property
    def quiet(self) -> str:
        """Captions and what only frames the data."""
        return self.look.quiet

    @property
    def accent(self) -> str:
        """Selection, links and the primary button."""
        return self.look.accent

    def tone(self, tone: ToneName) -> Tone:
        """Return the colours of one meaning."""
        tones: dict[ToneName, Tone] = {
            ToneName.HIGH: self.look.high,
            ToneName.INTERMEDIATE: self.look.intermediate,
            ToneName.LOW: self.look.low,
            ToneName.UNKNOWN: self.look.unknown,
            ToneName.NEUTRAL: self.look.neutral,
        }
        return tones[tone]


LIGHT = Theme(
    window=tokens.WINDOW_LIGHT,
    on_accent="#FFFFFF",
    hover=tokens.HOVER_LIGHT,
    selection="#DCE8F6",
    look=plot_look.LIGHT,
)
DARK = Theme(
    window=tokens.WINDOW_DARK,
    on_accent="#10151C",
    hover=tokens.HOVER_DARK,
    selection="#263B55",
    look=plot_look.DARK,
)


class Scheme(Enum):
    """What the person chose in the View menu."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class ThemeSwitch(QObject):
    """Follows the system's light and dark, or the person's own choice, and dresses the program.

    It is a child of the application, so that ``current_theme`` finds it.
    """

    changed = Signal()

    def __init__(
        self,
        application: QApplication,
        choice: Scheme = Scheme.SYSTEM,
        zoom_pt: float = 0.0,
    ) -> None:
        super().__init__(application)
        self._application = application
        self._base = base_font(application)
        self._choice = choice
        self._zoom_pt = min(max(zoom_pt, SMALLEST_ZOOM_PT), LARGEST_ZOOM_PT)
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._dress)
        self._dress()

    @property
    def choice(self) -> Scheme:
        """What was chosen last."""
        return self._choice

    @property
    def theme(self) -> Theme:
        """The tokens in use."""
        if self._choice is Scheme.SYSTEM:
            scheme = self._application.styleHints().colorScheme()
            return DARK if scheme is Qt.ColorScheme.Dark else LIGHT
        return DARK if self._choice is Scheme.DARK else LIGHT

    def choose(self, scheme: Scheme) -> None:
        """Take the system's scheme, or always one of the two."""
        self._choice = scheme
        self._dress()

    @property
    def zoom_pt(self) -> float:
        """How many points larger than the system's the text is."""
        return self._zoom_pt

    def zoom(self, points: float) -> None:
        """Make all text this many points larger than the system's; 0 goes back to it."""
        self._zoom_pt = min(max(points, SMALLEST_ZOOM_PT), LARGEST_ZOOM_PT)
        self._dress()

    def _dress(self) -> None:
        theme = self.theme
        font = QFont(self._base)
        font.setPointSizeF(font.pointSizeF() + self._zoom_pt)
        self._application.setFont(font)
        self._application.setPalette(palette_of(theme))
        self._application.setStyleSheet(_stylesheet_of(theme, font.pointSizeF()))
        self.changed.emit()


def current_theme() -> Theme:
    """Return the tokens in use; ask again after ``theme_switch().changed``."""
    switch = theme_switch()
    return switch.theme if switch is not None else LIGHT


def theme_switch() -> ThemeSwitch | None:
    """Return the application's theme switch, or None before there is one."""
    application = QApplication.instance()
    if application is None:
        return None
    return application.findChild(ThemeSwitch, options=Qt.FindChildOption.FindDirectChildrenOnly)


def base_font(application: QGuiApplication) -> QFont:
    """Return the system's interface font, at least ten points; our own where there is none."""
    font = application.font()
    if not QFontDatabase.families():
        families = []
        for path in fallback_fonts():
            added = QFontDatabase.addApplicationFont(str(path))
            families += QFontDatabase.applicationFontFamilies(added)
        font.setFamilies(list(dict.fromkeys(families)))
    elif set(QFontDatabase.families(QFontDatabase.WritingSystem.Korean)) <= {BUNDLED_HANGUL}:
        # The bundled Hangul stands in for what the system's own font lacks: names are Korean in
        # every language. The font must be named as itself: an alias ("Sans Serif") loses to it.
        font.setFamilies([QFontInfo(font).family(), *_hangul_families()])
    font.setPointSizeF(max(SMALLEST_TEXT_PT, font.pointSizeF()))
    return font


def _hangul_families() -> list[str]:
    added = [
        QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
        for path in sorted((locations.resources() / "fonts").glob("*.ttf"))
    ]
    return [family for families in added for family in families]


def fallback_fonts() -> tuple[Path, ...]:
    """Return fonts for a machine without any: the drawing library's DejaVu, then our Hangul.

    The library is only looked up, not imported.
    """
    found = find_spec("matplotlib")
    library = Path(found.origin).parent if found is not None and found.origin else Path()
    drawn = library / "mpl-data" / "fonts" / "ttf"
    files = (*drawn.glob("DejaVuSans.ttf"), *drawn.glob("DejaVuSans-Bold.ttf"))
    return (*files, *sorted((locations.resources() / "fonts").glob("*.ttf")))


def tabular(font: QFont) -> QFont:
    """Return the font with figures of one width, for numbers that stand under each other."""
    figures = QFont(font)
    figures.setFeature(TABULAR, 1)
    return figures


def font_of(role: str) -> QFont:
    """Return the font of a role for painting: "title", "section", "caption" or "text"."""
    font = QFont(QApplication.font())
    step = {"title": TITLE_STEP, "section": SECTION_STEP, "caption": CAPTION_STEP}.get(role, 0.0)
    font.setPointSizeF(font.pointSizeF() + step)
    if role in ("title", "section"):
        font.setWeight(strong_weight())
    return font


def strong_weight() -> QFont.Weight:
    """Return the weight of titles and of what is chosen.

    Where the Hangul has one weight only, as ours has, letters are thickened from "bold" upwards.
    """
    return QFont.Weight.DemiBold if speaks_english() else QFont.Weight.Bold


def set_role(widget: QWidget, role: str) -> None:
    """Dress a widget by what it is.

    Labels: "title", "section", "caption", "quiet", "echo", "warning", "error".
    Buttons: "primary" (one to a page or dialog), "plain" (text only), "danger" (text only).
    Frames: "card".
    """
    _set_property(widget, "role", role)


def set_error(widget: QWidget, *, is_wrong: bool) -> None:
    """Mark a box whose text cannot be taken, or take the mark off."""
    _set_property(widget, "state", "error" if is_wrong else "")


def _set_property(widget: QWidget, name: str, value: str) -> None:
    """Set what the style sheet looks at; nothing is styled anew where it is the same."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)


def palette_of(theme: Theme) -> QPalette:
    """Return the theme as a palette, for what is painted without the style sheet."""
    palette = QPalette()
    colours = {
        QPalette.ColorRole.Window: theme.window,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.surface,
        QPalette.ColorRole.AlternateBase: theme.surface,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.Button: theme.surface,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.ToolTipBase: theme.surface,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.quiet,
        QPalette.ColorRole.Highlight: theme.selection,
        QPalette.ColorRole.HighlightedText: theme.text,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.LinkVisited: theme.accent,
        QPalette.ColorRole.Accent: theme.accent,
        QPalette.ColorRole.Mid: theme.border,
        QPalette.ColorRole.BrightText: theme.on_accent,
    }
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    quiet = QColor(theme.quiet)
    quiet.setAlphaF(0.6)
    for role in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
        QPalette.ColorRole.WindowText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, quiet)
    return palette


def _stylesheet_of(theme: Theme, base_pt: float) -> str:
    return stylesheet(
        {
            "icons": (locations.resources() / "icons").as_posix(),
            "scheme": theme.look.name,
            "strong": str(strong_weight().value),
            "window": theme.window,
            "surface": theme.surface,
            "border": theme.border,
            "text": theme.text,
            "quiet": theme.quiet,
            "accent": theme.accent,
            "on_accent": theme.on_accent,
            "hover": theme.hover,
            "selection": theme.selection,
            "high": theme.look.high.mark,
            "high_tint": theme.look.high.tint,
            "intermediate": theme.look.intermediate.mark,
            "unknown": theme.look.unknown.mark,
            "unknown_tint": theme.look.unknown.tint,
            "neutral_tint": theme.look.neutral.tint,
            "caption": f"{base_pt + CAPTION_STEP:g}pt",
            "section": f"{base_pt + SECTION_STEP:g}pt",
            "title": f"{base_pt + TITLE_STEP:g}pt",
        }
    )
