"""Qt's texts, and those of our windows, from the catalogue that everything else is said from."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator

from mrdtracker.language import Language, chosen, speak_language, spoken_of


class CatalogueTranslator(QTranslator):
    """Answers Qt's ``tr`` from a catalogue; what is not in it stays English.

    The context is not asked for: one English text has one translation, wherever it stands. Qt's
    own buttons and dialogs are in the catalogue too, under their English text.

    Args:
        catalogue: English text to its translation.
        parent: Lives as long as the texts are shown.
    """

    def __init__(self, catalogue: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue

    def isEmpty(self) -> bool:
        return not self._catalogue

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt's name
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        """Return the translation of a text; "" would be shown as an empty text."""
        del context, disambiguation, n  # one English text has one translation
        return self._catalogue.get(sourceText, sourceText)


def speak_in_windows(application: QCoreApplication, choice: str) -> Language:
    """Speak the chosen language in every window made from now on, and return it.

    Args:
        application: Gets the translator, where one is needed.
        choice: What was kept or typed: "system", "en" or "ko".
    """
    language = spoken_of(chosen(choice), QLocale.system().uiLanguages())
    catalogue = speak_language(language)
    if catalogue:
        application.installTranslator(CatalogueTranslator(catalogue, application))
        QLocale.setDefault(QLocale(language.value))
    return language
