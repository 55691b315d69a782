"""AC25: the tour runs from its first to its last step, and ends with one's own first patient."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from mrdtracker import locations
from mrdtracker.gui import problem_report
from mrdtracker.gui.main_window import MainWindow
from mrdtracker.gui.patient_dialog import PatientDialog
from mrdtracker.gui.presenters.tour_steps import STEPS
from mrdtracker.gui.run import Run
from mrdtracker.gui.tour_guide import SEEN
from tests.gui.desk import answer, settings_in


@pytest.fixture
def start(qtbot, tmp_path, monkeypatch):
    """Start the program with the invented patients in a data folder of its own."""
    monkeypatch.setattr(problem_report, "catch_everything", lambda _window: None)
    monkeypatch.setattr(locations, "_data_folder", lambda: tmp_path / "data")
    runs = []

    def begin():
        window = MainWindow(settings_in(tmp_path))
        qtbot.addWidget(window)
        run = Run(QApplication.instance(), window, None, "Ben", is_demo=True)
        window.painted.connect(run.begin)
        window.resize(1366, 768)
        window.show()
        runs.append((run, window))
        return run

    yield begin
    for run, window in runs:
        run.close()
        window.close()


def has_tour(run):
    return run.guide is not None and run.guide.tour is not None


def test_ac25_the_tour_runs_to_ones_own_first_patient(qtbot, start):
    run = start()
    qtbot.waitUntil(lambda: has_tour(run), timeout=30_000)
    tour = run.guide.tour
    window = run.frame.window

    for step in STEPS:
        assert tour.step == step
        qtbot.waitUntil(lambda: tour.card.isVisible() and tour.outline.isVisible())
        target = tour._widgets[step.widget]()
        assert target.isVisible(), step.title
        assert window.rect().contains(tour.card.geometry()), step.title
        if step is not STEPS[-1]:
            tour.card.next_button.click()

    seen = []

    def look(dialog):
        seen.append(type(dialog))
        dialog.reject()

    answer(look)
    tour.card.next_button.click()
    qtbot.waitUntil(lambda: bool(seen), timeout=30_000)

    assert seen == [PatientDialog]
    assert run.start_up.bench.workspace.path == locations.default_store_path()
    assert run.guide.tour is None


def test_it_starts_once_and_again_from_the_menu(qtbot, start):
    run = start()
    qtbot.waitUntil(lambda: has_tour(run), timeout=30_000)
    run.guide.tour.card.skip_button.click()
    assert run.frame.memory.text(SEEN)
    run.frame.window.close()

    again = start()
    with qtbot.waitSignal(again.filled, timeout=30_000):
        pass
    with qtbot.waitSignal(again.start_up.plotsReady, timeout=30_000):
        pass
    assert not has_tour(again)

    again.frame.acts["tour"].trigger()
    qtbot.waitUntil(lambda: has_tour(again), timeout=5_000)
    again.guide.tour.card.skip_button.click()
