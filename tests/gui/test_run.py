import gc
import sys

import matplotlib
import pytest
from PySide6.QtCore import Qt, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from mrdtracker.gui import problem_report, theme
from mrdtracker.gui.empty_state import EmptyState
from mrdtracker.gui.main_window import MainWindow
from mrdtracker.gui.run import Run
from tests.gui.desk import settings_in


@pytest.fixture
def start(qtbot, tmp_path, monkeypatch):
    """Start a run as the program does; hooks of the whole process are put back after the test."""
    monkeypatch.setattr(problem_report, "catch_everything", lambda _window: None)
    runs = []

    def begin(path, *, is_demo=False):
        window = MainWindow(settings_in(tmp_path))
        qtbot.addWidget(window)
        run = Run(QApplication.instance(), window, path, "Ben", is_demo=is_demo)
        window.painted.connect(run.begin)
        window.show()
        runs.append((run, window))
        return run, window

    yield begin
    for run, window in runs:
        run.close()
        window.close()


def has_bench(run):
    bench = run.start_up.bench if run.start_up is not None else None
    return bench is not None and bench.places.current is not None


def test_the_practice_store_is_made_and_shown(qtbot, start, tmp_path):
    run, _window = start(tmp_path / "practice.mrd", is_demo=True)

    qtbot.waitUntil(lambda: has_bench(run), timeout=30_000)

    bench = run.start_up.bench
    assert bench.places.current.page == "today"
    assert len(bench.today.due.by_patient) == 16
    assert bench.workspace.user == "Ben"


def test_plots_come_after_the_window_and_the_course_is_drawn(qtbot, start, tmp_path):
    run, _window = start(tmp_path / "practice.mrd", is_demo=True)
    qtbot.waitUntil(lambda: run.start_up is not None)
    run.start_up.opened.connect(lambda _bench: gc.unfreeze())  # of what came before the plots
    qtbot.waitUntil(lambda: has_bench(run), timeout=30_000)
    bench = run.start_up.bench
    bench.open_patient(next(iter(bench.today.due.by_patient)))
    if bench.patient.course.canvas is None:
        with qtbot.waitSignal(run.start_up.plotsReady, timeout=30_000):
            pass

    qtbot.waitUntil(lambda: bench.patient.course.canvas.drawn is not None, timeout=30_000)
    assert bench.patient.course.canvas.drawn.keys
    seen = {id(one) for one in gc.get_objects()}
    assert id(vars(matplotlib)) not in seen, "each full look of the collector would take longer"


def test_menu_and_keys_do_what_they_say(qtbot, start, tmp_path):
    run, window = start(tmp_path / "practice.mrd", is_demo=True)
    qtbot.waitUntil(lambda: has_bench(run), timeout=30_000)
    window.activateWindow()

    run.frame.acts["history"].trigger()
    assert run.frame.pages.currentWidget() is run.start_up.bench.history

    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    run.frame.acts["search"].trigger()
    qtbot.keyClicks(run.frame.search, "demo-03")
    qtbot.keyClick(run.frame.search, Qt.Key.Key_Return)
    assert run.start_up.bench.patient.header.code.text() == "DEMO-03"

    size = run.switch.zoom_pt
    run.frame.acts["larger"].trigger()
    assert run.switch.zoom_pt == size + 1
    run.frame.acts["normal"].trigger()
    assert run.switch.zoom_pt == 0

    run.switch.zoom(theme.LARGEST_ZOOM_PT)
    run.frame.acts["larger"].trigger()
    assert run.frame.notice.text() == "This is the largest text there is."
    run.switch.zoom(theme.SMALLEST_ZOOM_PT)
    run.frame.acts["smaller"].trigger()
    assert run.frame.notice.text() == "This is the smallest text there is."
    run.frame.acts["normal"].trigger()

    window.walked.emit("back")
    assert run.frame.pages.currentWidget() is run.start_up.bench.history


def test_a_store_that_is_not_there_is_a_plain_page(qtbot, start, tmp_path):
    run, _window = start(tmp_path / "missing.mrd")

    with qtbot.waitSignal(run.refused, timeout=30_000):
        pass

    page = run.frame.pages.currentWidget()
    assert isinstance(page, EmptyState)
    assert "missing.mrd" in page.title.text()
    assert page.sentence.text()


def test_a_foreign_file_is_refused_and_stays_as_it_is(qtbot, start, tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear colleague")
    run, _window = start(path)

    with qtbot.waitSignal(run.refused, timeout=30_000):
        pass

    assert path.read_text() == "Dear colleague"


def test_the_usual_store_is_made_on_the_first_start(qtbot, start):
    run, _window = start(None)
    qtbot.waitUntil(lambda: has_bench(run), timeout=30_000)

    assert run.start_up.bench.today.first_steps.isVisible()

    run.start_up.do("practice")
    qtbot.waitUntil(lambda: run.start_up.bench.workspace.counts().patients == 16, timeout=30_000)
    assert run.start_up.bench.workspace.path.name == "practice.mrd"


def test_what_nobody_expected_is_logged_and_offered_without_its_text(monkeypatch, tmp_path):
    shown = []
    monkeypatch.setattr(problem_report, "offer_report", lambda _window, text: shown.append(text))
    monkeypatch.setattr(problem_report.locations, "log_file", lambda: tmp_path / "mrd.log")
    before = sys.excepthook
    try:
        problem_report.catch_everything(None)
        error = ValueError("Kim M. born 2021")
        sys.excepthook(ValueError, error, None)
    finally:
        sys.excepthook = before
        qInstallMessageHandler(None)

    assert "ValueError" in shown[0]
    assert "Kim" not in shown[0]
    assert "Kim" not in (tmp_path / "mrd.log").read_text()
