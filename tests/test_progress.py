from concurrent.futures import ThreadPoolExecutor

import pytest

from mrdtracker.progress import Cancelled, Extent, NoProgress, Progress, ProgressRecorder


def copy_rows(rows: int, progress: Progress) -> int:
    for row in range(rows):
        progress.stop_if_cancelled()
        progress.report(row + 1, rows)
    return rows


def test_nobody_watching_lets_the_work_run_to_its_end():
    assert copy_rows(3, NoProgress()) == 3


def test_a_recorder_keeps_the_last_report():
    recorder = ProgressRecorder()

    copy_rows(3, recorder)

    assert recorder.latest == Extent(done=3, total=3)


def test_before_the_first_report_the_extent_is_not_known():
    assert ProgressRecorder().latest == Extent(0, 0)


def test_cancelled_work_stops_before_its_next_step():
    recorder = ProgressRecorder()
    recorder.report(1, 3)
    recorder.cancel()

    with pytest.raises(Cancelled):
        copy_rows(3, recorder)

    assert recorder.latest == Extent(1, 3)


def test_cancelling_twice_is_cancelling():
    recorder = ProgressRecorder()

    recorder.cancel()
    recorder.cancel()

    assert recorder.is_cancelled


def test_a_cancel_from_another_thread_reaches_the_work():
    recorder = ProgressRecorder()

    def work_until_cancelled() -> None:
        while True:
            copy_rows(100, recorder)

    with ThreadPoolExecutor(max_workers=1) as pool:
        working = pool.submit(work_until_cancelled)
        recorder.cancel()

        assert isinstance(working.exception(timeout=10), Cancelled)
