"""The chain of the journal: what is sealed, and how an entry hangs on the one before.

HMAC-SHA256 over canonical JSON (sorted keys, no blanks, UTF-8) of every field of an entry, of the
digest of its changes, and of the seal before it. Without the key nobody can re-seal an edited
entry; whoever cuts off the newest entries is found only by a head kept outside of the file.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Cell = str | int | None
Row = tuple[Cell, ...]

ENTRY_COLUMNS = (
    "seq", "at_utc", "utc_offset", "clock_note", "actor", "station", "op_uuid", "label",
    "reason", "patient_id", "undoes", "record_count", "key_id", "change_digest", "prev",
)  # fmt: skip

_OLDER_ENTRIES = re.compile(r"\(older entries: ([0-9a-f]{64})\)\Z")


@dataclass(frozen=True)
class Part:
    """A piece of an entry's changes: rows of one table, before and after, as JSON.

    Attributes:
        before: None where all rows are new.
    """

    part: int
    table: str
    column_names: str
    before: str | None
    after: str


def canonical(content: object) -> str:
    """Write plain data as the one JSON text that stands for it."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def genesis_of(store_id: str, laboratory: str) -> str:
    """Return what the first entry hangs on: the identity of the file itself."""
    text = canonical({"laboratory": laboratory, "store_id": store_id})
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of(parts: Iterable[Part], patient_numbers: Iterable[int]) -> str:
    """Return the SHA-256 of all changes of an entry and of the patients that they touch."""
    digest = hashlib.sha256()
    for part in parts:
        texts = (part.table, part.column_names, part.before, part.after)
        for piece in texts:
            encoded = b"" if piece is None else piece.encode()
            length = "-" if piece is None else str(len(encoded))
            digest.update(f"{part.part}:{length}\n".encode())
            digest.update(encoded)
    digest.update(canonical(sorted(patient_numbers)).encode())
    return digest.hexdigest()


def seal_of(entry: Row, store_id: str, key: bytes) -> str:
    """Return the seal of an entry, given in the order of ``ENTRY_COLUMNS``."""
    fields: Mapping[str, Cell] = dict(zip(ENTRY_COLUMNS, entry, strict=True))
    text = canonical({**fields, "store_id": store_id})
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


class JournalDigest:
    """A digest of whole entries, one after the other, that needs no key.

    It stands in the reason of the entry that starts a new key, so that the entries whose key is
    lost cannot be changed from then on.
    """

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def add(self, entry: Row, seal: str) -> None:
        """Take in the next entry."""
        self._digest.update(canonical([*entry, seal]).encode())

    def words(self) -> str:
        """Write it as it stands at the end of a reason."""
        return f"(older entries: {self._digest.hexdigest()})"

    def is_in(self, reason: str) -> bool:
        """Whether a reason carries just this digest."""
        found = _OLDER_ENTRIES.search(reason)
        return found is not None and found.group(0) == self.words()
