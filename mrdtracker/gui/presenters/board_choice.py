"""What a person chose to see on the board; plain data, so that it can be kept under a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

BY_CODE, BY_PROTOCOL, BY_DAY = "patient", "protocol", "day"


@dataclass(frozen=True)
class BoardChoice:
    """Filter, order and columns.

    Attributes:
        pack: The protocol of the tab; empty for all of them.
        text: What the code, the name or the protocol must contain.
        is_overdue: Only children with an overdue sample.
        is_flagged: Only children whose loudest finding is high or intermediate.
        is_missing: Only children whose group is unknown because something is missing.
        sort: "patient", "protocol", "day", or the name of a column.
        hidden: Names of the columns that are not shown.
    """

    pack: str = ""
    text: str = ""
    is_overdue: bool = False
    is_flagged: bool = False
    is_missing: bool = False
    sort: str = BY_CODE
    is_descending: bool = False
    hidden: tuple[str, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        """Whether anybody of the tab is left out."""
        return bool(self.text.strip()) or self.is_overdue or self.is_flagged or self.is_missing

    def content(self) -> dict[str, object]:
        """Return it as it is kept."""
        return {**asdict(self), "hidden": list(self.hidden)}

    @classmethod
    def of(cls, content: Mapping[str, object]) -> BoardChoice:
        """Read what was kept; what is not understood is as at the beginning."""
        hidden = content.get("hidden")
        names = hidden if isinstance(hidden, (list, tuple)) else ()
        return cls(
            pack=_text(content, "pack"),
            text=_text(content, "text"),
            is_overdue=content.get("is_overdue") is True,
            is_flagged=content.get("is_flagged") is True,
            is_missing=content.get("is_missing") is True,
            sort=_text(content, "sort") or BY_CODE,
            is_descending=content.get("is_descending") is True,
            hidden=tuple(name for name in names if isinstance(name, str)),
        )


def _text(content: Mapping[str, object], name: str) -> str:
    value = content.get(name)
    return value if isinstance(value, str) else ""
