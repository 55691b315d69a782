import threading

import pytest
from PySide6.QtCore import QObject

from mrdtracker.gui import page_setting
from mrdtracker.gui.page_setting import PageSetting


@pytest.fixture
def setting(qapp):
    assert qapp is not None
    return PageSetting(QObject(qapp))


def until_cancelled(progress):
    while True:
        progress.stop_if_cancelled()


def test_the_end_is_told_before_the_result_is_used(qtbot, setting):
    heard = []
    setting.ended.connect(lambda: heard.append("ended"))

    setting.run(lambda _progress: "pages", heard.append)
    qtbot.waitUntil(lambda: len(heard) == 2)

    assert heard == ["ended", "pages"]


def test_a_failure_is_told(qtbot, setting):
    def fail(_progress):
        raise ValueError("bad")

    with qtbot.waitSignal(setting.failed) as failed:
        setting.run(fail, lambda _result: None)

    assert str(failed.args[0]) == "bad"


def test_a_newer_wish_ends_the_older_and_nothing_of_that_is_heard(qtbot, setting):
    heard = []
    setting.run(until_cancelled, heard.append)

    setting.run(lambda _progress: "newer", heard.append)
    qtbot.waitUntil(lambda: bool(heard))

    assert heard == ["newer"]


def test_what_is_given_up_has_ended_when_that_returns(setting):
    setting.run(until_cancelled, lambda _result: None)

    setting.give_up()
    setting.give_up()

    assert "background task" not in [one.name for one in threading.enumerate()]


def test_what_takes_long_is_told_once_it_does(qtbot, setting, monkeypatch):
    monkeypatch.setattr(page_setting, "SLOW_MS", 10)

    with qtbot.waitSignal(setting.slow):
        setting.run(until_cancelled, lambda _result: None)

    setting.give_up()
