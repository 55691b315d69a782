import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QObject
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from mrdtracker.gui.translator import CatalogueTranslator, speak_in_windows
from mrdtracker.language import Language
from mrdtracker.words import say, speak


@pytest.fixture
def translated(qapp):
    """A window system that speaks a few words of Korean, and English again after the test."""
    translator = CatalogueTranslator({"Cancel": "취소", "Saved as {}.": "{} 파일로 저장했습니다."})
    qapp.installTranslator(translator)
    yield translator
    qapp.removeTranslator(translator)


@pytest.fixture
def english_after(qapp):
    locale = QLocale()
    yield
    for translator in qapp.findChildren(CatalogueTranslator):
        qapp.removeTranslator(translator)
        translator.setParent(None)
    QLocale.setDefault(locale)
    speak({})


@pytest.mark.usefixtures("translated")
def test_every_context_asks_the_one_catalogue():
    assert QObject().tr("Cancel") == "취소"
    assert QCoreApplication.translate("Paper", "Saved as {}.") == "{} 파일로 저장했습니다."
    assert QObject().tr("Not in it") == "Not in it"


@pytest.mark.usefixtures("translated")
def test_the_buttons_of_qt_itself_are_translated(qtbot):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)

    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "취소"


@pytest.mark.usefixtures("english_after")
def test_choosing_korean_speaks_it_above_and_below_qt():
    application = QApplication.instance()

    assert speak_in_windows(application, "ko") is Language.KOREAN
    assert say("{} or {}") == "{} 또는 {}"
    assert QObject().tr("{} or {}") == "{} 또는 {}"
    assert QLocale().language() is QLocale.Language.Korean


@pytest.mark.usefixtures("english_after")
def test_choosing_english_installs_nothing(qapp):
    assert speak_in_windows(qapp, "en") is Language.ENGLISH
    assert qapp.findChildren(CatalogueTranslator) == []
