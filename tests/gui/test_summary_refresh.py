from mrdtracker.services.commands import ChangeSettings


def make_stale(desk):
    desk.workspace.recorder.execute(ChangeSettings(desk.workspace.settings()))


def test_the_list_is_told_when_lines_were_renewed(qtbot, desk):
    make_stale(desk)

    with qtbot.waitSignal(desk.bench.summaries.changed):
        desk.bench.summaries.start()

    assert desk.bench.summaries.task is None


def test_one_run_at_a_time(qtbot, desk):
    make_stale(desk)
    desk.bench.summaries.start()
    first = desk.bench.summaries.task

    desk.bench.summaries.start()

    assert desk.bench.summaries.task is first
    # The first one may have asked for the last time already, so another one follows it.
    qtbot.waitUntil(lambda: desk.bench.summaries.task not in (first, None))
    qtbot.waitUntil(lambda: desk.bench.summaries.task is None)


def test_after_the_end_nothing_begins(desk):
    make_stale(desk)
    desk.bench.summaries.stop()

    desk.bench.summaries.start()

    assert desk.bench.summaries.task is None
