"""The laboratory's settings as a row, and a row as settings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal

from mrdtracker.domain.count_target import BloodCount, CountTarget
from mrdtracker.domain.records import LabSettings
from mrdtracker.domain.units import canonical_text
from mrdtracker.store.chain import Cell, Row, canonical

SETTINGS_ID = "laboratory"
SETTINGS_COLUMNS = (
    "id", "laboratory", "enabled_packs", "n_lod", "n_lloq", "count_targets", "version",
)  # fmt: skip


def settings_row(record: LabSettings) -> Row:
    """Write the settings; targets that nobody set are NULL, as in a file that has no such cell."""
    packs = canonical(list(record.enabled_packs))
    targets = [
        [one.count.value, canonical_text(one.low), canonical_text(one.high)]
        for one in record.count_targets
    ]
    return (
        SETTINGS_ID, record.laboratory, packs, record.n_lod, record.n_lloq,
        canonical(targets) if targets else None, record.version,
    )  # fmt: skip


def settings_of(row: Sequence[Cell]) -> LabSettings:
    """Read the settings."""
    _id, laboratory, packs, n_lod, n_lloq, targets, version = row
    return LabSettings(
        laboratory=str(laboratory),
        enabled_packs=tuple(json.loads(str(packs))),
        n_lod=int(n_lod or 0),
        n_lloq=int(n_lloq or 0),
        version=int(version or 0),
        count_targets=tuple(
            CountTarget(BloodCount(count), Decimal(low), Decimal(high))
            for count, low, high in json.loads(str(targets or "[]"))
        ),
    )
