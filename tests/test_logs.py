import logging

import pytest

from mrdtracker import logs


@pytest.fixture
def log_file(tmp_path):
    return tmp_path / "logs" / "mrdtracker.log"


def read_log(file):
    for handler in logging.getLogger().handlers:
        handler.flush()
    return file.read_text(encoding="utf-8")


def test_our_lines_are_kept_from_info_on(log_file):
    logs.log_to_file(log_file)

    logging.getLogger("mrdtracker.store").info("opened store %s", 7)
    logging.getLogger("mrdtracker.store").debug("too small to keep")

    kept = read_log(log_file)
    assert "INFO mrdtracker.store: opened store 7" in kept
    assert "too small" not in kept


def test_other_libraries_are_heard_from_warning_on(log_file):
    logs.log_to_file(log_file)

    logging.getLogger("fonts").info("found a font")
    logging.getLogger("fonts").warning("no font")

    kept = read_log(log_file)
    assert "WARNING fonts: no font" in kept
    assert "found a font" not in kept


def test_a_traceback_keeps_types_and_places_and_drops_every_text(log_file):
    logs.log_to_file(log_file)

    try:
        try:
            float("Kim Minsu")
        except ValueError as problem:
            raise RuntimeError("cannot read Kim Minsu") from problem
    except RuntimeError:
        logging.getLogger("mrdtracker").exception("sample %s failed", 12)

    kept = read_log(log_file)
    assert "sample 12 failed" in kept
    assert kept.index("ValueError") < kept.index("RuntimeError")
    assert "test_logs.py" in kept
    assert "Kim" not in kept


def test_a_second_call_moves_the_log(log_file, tmp_path):
    second = tmp_path / "second.log"
    logs.log_to_file(log_file)

    logs.log_to_file(second)
    logging.getLogger("mrdtracker").info("after the move")

    assert "after the move" in read_log(second)
    assert "after the move" not in log_file.read_text(encoding="utf-8")


def test_the_file_rotates_and_old_ones_go(log_file, monkeypatch):
    monkeypatch.setattr(logs, "BYTES_PER_FILE", 200)
    logs.log_to_file(log_file)

    for number in range(100):
        logging.getLogger("mrdtracker").info("record %s", number)

    kept = sorted(file.name for file in log_file.parent.iterdir())
    assert kept == ["mrdtracker.log", *(f"mrdtracker.log.{n + 1}" for n in range(3))]


def test_without_a_writable_place_the_program_goes_on_and_says_so(log_file, tmp_path, capsys):
    (tmp_path / "logs").write_text("a file where the folder should be")

    logs.log_to_file(log_file)

    assert "No log is kept" in capsys.readouterr().err
