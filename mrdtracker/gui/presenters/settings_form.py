"""The form of the laboratory's settings: its name, its event limits, the rules for everybody."""

from __future__ import annotations

from collections.abc import Sequence

from mrdtracker.domain.count_target import BloodCount, CountTarget
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.finding import PackOverview, PackState
from mrdtracker.domain.records import LabSettings
from mrdtracker.gui.presenters.form import (
    NO,
    YES,
    Board,
    CommandForm,
    Message,
    MessageKind,
    echo,
    error,
    error_of,
)
from mrdtracker.gui.presenters.pack_words import short_title
from mrdtracker.services.commands import ChangeSettings, Command
from mrdtracker.services.rulebook import GENERIC
from mrdtracker.services.settings_change import (
    MOST_EVENTS,
    SettingsChange,
    changed_settings,
)
from mrdtracker.words import say

PACK = "pack."
TARGET = "target."


class SettingsForm(CommandForm):
    """Reads the settings as typed; see `Form`.

    Args:
        known: The settings in force.
        overviews: The rule packs that can be used.
    """

    def __init__(self, known: LabSettings, overviews: Sequence[PackOverview]) -> None:
        self._known = known
        self._offered = tuple(one.reference.id for one in overviews)
        enabled = {*known.enabled_packs, GENERIC}
        super().__init__(
            {
                "laboratory": known.laboratory,
                "n_lod": str(known.n_lod),
                "n_lloq": str(known.n_lloq),
                **{_field_of(one): "" for one in BloodCount},
                **{_field_of(one.count): one.words for one in known.count_targets},
                **{f"{PACK}{one}": YES if one in enabled else NO for one in self._offered},
                "reason": "",
            }
        )

    @property
    def is_amendment(self) -> bool:
        return True

    @property
    def board_fields(self) -> tuple[str, ...]:
        return (*self.fields, "packs")

    @property
    def settings(self) -> LabSettings:
        """The settings as typed; call ``check`` before.

        Packs that are enabled and cannot be used here stay enabled: nobody unticked them.
        """
        ticked = {one for one in self._offered if self.text(f"{PACK}{one}") == YES}
        enabled = {*self._known.enabled_packs, GENERIC}
        change = SettingsChange(
            enable=tuple(one for one in self._offered if one in ticked - enabled),
            disable=tuple(one for one in self._offered if one in enabled - ticked),
            laboratory=self.text("laboratory"),
            n_lod=int(self.text("n_lod")),
            n_lloq=int(self.text("n_lloq")),
            count_targets=tuple(
                CountTarget.read(one, self.text(_field_of(one)))
                for one in BloodCount
                if self.text(_field_of(one))
            ),
        )
        return changed_settings(self._known, change, self._offered)

    def _board(self) -> Board:
        board = Board()
        board.add("laboratory", self._needed("laboratory", say("Give the laboratory a name.")))
        for name in ("n_lod", "n_lloq"):
            board.add(name, _line_of_count(self.text(name)))
        low, high = _count(self.text("n_lod")), _count(self.text("n_lloq"))
        if low is not None and high is not None:
            is_crossed = low > high
            words = say(
                "The limit of quantification cannot need fewer events than that of detection."
            )
            board.add("n_lloq", error(words) if is_crossed else _example(low, high))
        for one in BloodCount:
            board.add(_field_of(one), _line_of_target(one, self.text(_field_of(one))))
        kept = [one for one in self._known.enabled_packs if one not in self._offered]
        if kept:
            words = say("Enabled, and not usable on this computer: {}.").format(", ".join(kept))
            board.add("packs", echo(words))
        taken = [one for one in self._offered if self._is_taken_off(one)]
        if taken:
            words = say(
                "No longer asked for every patient: {}. It still answers for those who are "
                "treated by it."
            )
            board.add("packs", Message(MessageKind.WARNING, words.format(", ".join(taken))))
        if self.is_asked and not self.is_touched:
            board.add("laboratory", error(say("Nothing was changed.")))
        return board

    def _is_taken_off(self, pack: str) -> bool:
        return pack in self._known.enabled_packs and self.text(f"{PACK}{pack}") == NO

    def _command(self) -> Command:
        return ChangeSettings(self.settings, self.text("reason"))


def pack_words(overview: PackOverview) -> str:
    """Name a pack with its id and edition, and say where it only shows thresholds."""
    one = overview.reference
    is_shown_only = one.state is PackState.DISPLAY_ONLY or not overview.groups
    use = say(" · thresholds only, no group") if is_shown_only else ""
    always = say(" · always") if one.id == GENERIC else ""
    return f"{short_title(one)}\n{one.id} {one.version}{use}{always}"


def _count(text: str) -> int | None:
    is_count = text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_EVENTS
    return int(text) if is_count else None


def _line_of_count(text: str) -> Message | None:
    if _count(text) is not None:
        return None
    return error(say("A number of events is a whole number from 1 to {}.").format(MOST_EVENTS))


def _field_of(count: BloodCount) -> str:
    return f"{TARGET}{count.value}"


def _line_of_target(count: BloodCount, text: str) -> Message:
    """Say what a range means, or that there is none: no range holds for every protocol."""
    if not text:
        return echo(say("No range: no share of {} counts in range is shown.").format(count.value))
    try:
        target = CountTarget.read(count, text)
    except InvalidInputError as refusal:
        return error_of(refusal)
    return echo(
        say("{} from {} ·10⁹/L, both ends included, in maintenance.").format(
            count.value, target.words
        )
    )


def _example(low: int, high: int) -> Message:
    """Say what the numbers mean for a tube of the usual size."""
    return echo(
        say("Of 1 000 000 events: LOD {:g} %, LLOQ {:g} %.").format(low / 10_000, high / 10_000)
    )
