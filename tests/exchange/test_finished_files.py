"""Several files get their names, or none of them does."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrdtracker.exchange.finished_files import name_together


def _folder(tmp_path: Path) -> dict[str, str]:
    return {
        one.name: one.read_text(encoding="utf-8") if one.is_file() else "folder"
        for one in tmp_path.iterdir()
    }


def _finished(tmp_path: Path, *names: str) -> dict[Path, Path]:
    for name in names:
        (tmp_path / f"{name}.part").write_text(f"new {name}", encoding="utf-8")
    return {tmp_path / f"{name}.part": tmp_path / name for name in names}


def test_all_have_their_names_and_nothing_else_is_left(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("old b", encoding="utf-8")
    (tmp_path / "c").symlink_to(tmp_path / "nowhere")

    name_together(_finished(tmp_path, "a", "b", "c"))

    assert _folder(tmp_path) == {"a": "new a", "b": "new b", "c": "new c"}
    assert not (tmp_path / "c").is_symlink()


@pytest.mark.parametrize("order", [("a", "b", "taken"), ("taken", "b", "a"), ("b", "taken", "a")])
def test_where_one_cannot_have_its_name_every_name_means_what_it_did(
    tmp_path: Path, order: tuple[str, ...]
) -> None:
    (tmp_path / "b").write_text("old b", encoding="utf-8")
    (tmp_path / "taken").mkdir()
    finished = _finished(tmp_path, *order)

    with pytest.raises(OSError, match="directory"):
        name_together(finished)

    for file in finished:
        file.unlink(missing_ok=True)
    assert _folder(tmp_path) == {"b": "old b", "taken": "folder"}


def test_one_file_takes_its_place_in_one_step(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", encoding="utf-8")
    # Nothing steps aside: with this in the way it could not.
    (tmp_path / ".a.before").mkdir()

    name_together(_finished(tmp_path, "a"))

    assert _folder(tmp_path) == {"a": "new a", ".a.before": "folder"}
