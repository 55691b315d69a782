"""Editions of rule packs as rows, and rows as editions."""

from __future__ import annotations

from collections.abc import Sequence

from mrdtracker.domain.records import EditionOrigin, EditionStatus, PackEdition
from mrdtracker.store.chain import Cell, Row

EDITION_COLUMNS = (
    "id", "pack_id", "pack_version", "text", "origin", "entered_by", "approved_by", "status",
    "version",
)  # fmt: skip


def edition_row(record: PackEdition) -> Row:
    """Write an edition as the cells of ``EDITION_COLUMNS``."""
    return (
        record.id, record.pack_id, record.pack_version, record.text, record.origin.value,
        record.entered_by, record.approved_by, record.status.value, record.version,
    )  # fmt: skip


def edition_of(row: Sequence[Cell]) -> PackEdition:
    """Read the cells of ``EDITION_COLUMNS`` as an edition.

    Raises:
        ValueError: A word that is in no closed list.
    """
    id_, pack_id, pack_version, text, origin, entered_by, approved_by, status, version = row
    return PackEdition(
        id=str(id_),
        pack_id=str(pack_id),
        pack_version=str(pack_version),
        text=str(text),
        origin=EditionOrigin(origin),
        entered_by=str(entered_by),
        approved_by=str(approved_by),
        status=EditionStatus(status),
        version=int(version or 0),
    )
