"""Opens in Korean what is seen on few days, and prints, as JSON, what is English or is cut.

An empty store, one that is only read, the search of everything, the tour, new rule packs.

    python -m tests.acceptance.korean_corners STORE
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent

from mrdtracker.gui.adoption_dialog import AdoptionDialog
from mrdtracker.gui.edition_dialogs import ApprovalDialog, WithdrawalDialog
from mrdtracker.gui.frame import Frame
from mrdtracker.gui.local_pack_dialogs import ImportPackDialog, NewPackDialog
from mrdtracker.gui.presenters.pack_rows import PackRow, rows_of
from mrdtracker.gui.presenters.tour_steps import STEPS
from mrdtracker.gui.side_pages import RULES, SIDE_PAGES, TODAY
from mrdtracker.gui.tour import Tour
from mrdtracker.gui.workbench import PATIENTS, Workbench
from mrdtracker.services.workspace import Workspace
from tests.acceptance.korean_probe import Probe, korean_frame, print_found, texts_in, wait_for
from tests.gui.desk import ANNA
from tests.gui.rules_desk import lee_workspace
from tests.gui.ward import bundled_rules
from tests.services.edition_lab import LOCAL, NEWER

DIALOGS_OF_AN_EMPTY_STORE = ("new patient", "import", "settings", "reports")
# What a reader may still open.
DIALOGS_OF_A_READER = ("compare", "report", "settings", "reports", "edition")
SEARCHED = ("", "DEMO-0", "report", "MRD", "no such thing")
BROKEN = LOCAL.replace('certainty = "A"', 'certainti = "A"').replace('"8"', '"eight"')


def main(store: Path) -> None:
    """Print the English of these places; ``store`` is a copy of the invented patients."""
    frame, rules = korean_frame(store.parent), bundled_rules()
    found: dict[str, list[str]] = {}
    with _opened(frame, Workspace.open(store, ANNA, rules=rules), found) as (bench, probe):
        _look_at_the_finder(bench, probe)
        _look_at_the_tour(bench, probe)
    reader = Workspace.open(store, ANNA, is_read_only=True, rules=rules)
    with _opened(frame, reader, found) as (bench, probe):
        _look_at_pages(bench, probe, "read only")
        probe.patient("DEMO-05")
        for name in DIALOGS_OF_A_READER:
            probe.dialog(f"read only, {name}", lambda name=name: bench.do(name))
    empty = Workspace.create(store.with_name("empty.mrd"), ANNA, rules=rules)
    with _opened(frame, empty, found) as (bench, probe):
        _look_at_pages(bench, probe, "empty store")
        for name in DIALOGS_OF_AN_EMPTY_STORE:
            probe.dialog(f"empty store, {name}", lambda name=name: bench.do(name))
    folder = store.with_name("rules")
    folder.mkdir()
    with _opened(frame, lee_workspace(folder), found) as (bench, probe):
        _look_at_new_rules(bench, probe, folder)
    print_found(found)


@contextmanager
def _opened(
    frame: Frame, workspace: Workspace, found: dict[str, list[str]]
) -> Iterator[tuple[Workbench, Probe]]:
    bench = Workbench(frame, workspace)
    bench.start()
    bench.patient.course.make_canvas()
    yield bench, Probe(bench, workspace, found)
    bench.close()
    # What was closed is gone before the next store is looked at.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _look_at_pages(bench: Workbench, probe: Probe, name: str) -> None:
    bench.do(TODAY)
    wait_for(lambda: bench.today.due is not None)
    for place in (PATIENTS, *SIDE_PAGES):
        bench.do(place)
        probe.look(f"{name}, {place}", bench.frame.window)


def _look_at_the_finder(bench: Workbench, probe: Probe) -> None:
    bench.open_patient(bench.workspace.patient_by_code("DEMO-05").id)
    bench.do(PATIENTS)  # Whoever was opened last is offered before anything is typed.
    for text in SEARCHED:
        bench.frame.search.setText(text)
        bench.finder.start()
        bench.finder.typed(text)
        wait_for(lambda: bench.finder.is_open)
        probe.look(f"finder, {text!r}", bench.frame.window)
    bench.finder.close()


def _look_at_the_tour(bench: Workbench, probe: Probe) -> None:
    window = bench.frame.window
    tour = Tour(window, {step.widget: lambda: bench.frame.rail for step in STEPS}, lambda _: None)
    tour.start()
    for number in range(len(STEPS)):
        probe.look(f"tour, {number}", tour.card)
        tour.card.asked.emit("next")


def _look_at_new_rules(bench: Workbench, probe: Probe, folder: Path) -> None:
    workspace, window = bench.workspace, bench.frame.window
    for text in (LOCAL, NEWER):  # What a pack of the laboratory says is said as it is written.
        probe.know(texts_in(tomllib.loads(text)))
    probe.know(("Small (local-small",))
    bench.do(RULES)
    for row in rows_of(workspace):
        bench.rules.choose(row.pack_id)
        probe.look(f"rules, {row.pack_id}", bench.rules)
    adoption = AdoptionDialog(workspace, _row(workspace, "small"), window)
    adoption.show()
    probe.look("adoption, comparing", adoption)
    wait_for(lambda: adoption.comparison is not None)
    probe.look("adoption", adoption)
    adoption.accept()
    probe.look("adoption without a reason", adoption)
    adoption.reason.setText("x")
    adoption.accept()
    local = _row(workspace, "local-small")
    for name, dialog in (
        ("approval", ApprovalDialog(workspace, local, window)),
        ("withdrawal", WithdrawalDialog(workspace, local, window)),
        ("new pack", NewPackDialog(workspace, "small", window)),
    ):
        probe.dialog(name, dialog.exec)
    for name, text in (("good", LOCAL.replace('"1"', '"3"')), ("broken", BROKEN)):
        file = folder / f"{name}.toml"
        file.write_text(text, encoding="utf-8")
        entering = ImportPackDialog(workspace, file, window)
        entering.show()
        probe.look(f"import of a pack, {name}", entering)
        entering.accept()
        probe.look(f"import of a pack, {name}, entered", entering)
        entering.reject()


def _row(workspace: Workspace, pack_id: str) -> PackRow:
    return next(one for one in rows_of(workspace) if one.pack_id == pack_id)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
