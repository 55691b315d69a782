"""What a person may change of the laboratory's settings, and what that makes of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from mrdtracker.domain.count_target import CountTarget
from mrdtracker.domain.errors import InvalidInputError, NotFoundError
from mrdtracker.domain.records import LabSettings
from mrdtracker.services.rulebook import GENERIC
from mrdtracker.words import say

MOST_EVENTS = 10_000


@dataclass(frozen=True)
class SettingsChange:
    """What is asked for; None and empty leave things as they are.

    Attributes:
        enable: Packs to evaluate for every patient from now on.
        disable: Packs to evaluate no longer, but for the patients on them.
        n_lod: Events that make a flow limit of detection.
        n_lloq: Events that make a flow limit of quantification.
        count_targets: Where blood counts should be in maintenance, all of them.
    """

    enable: tuple[str, ...] = ()
    disable: tuple[str, ...] = ()
    laboratory: str | None = None
    n_lod: int | None = None
    n_lloq: int | None = None
    count_targets: tuple[CountTarget, ...] | None = None


def changed_settings(
    settings: LabSettings, change: SettingsChange, packs: Collection[str]
) -> LabSettings:
    """Return the settings with a change, at the same version.

    Args:
        settings: As they stand.
        change: What is asked for.
        packs: Ids of the packs that can be used.

    Raises:
        NotFoundError: A pack that is not there, or is not enabled and shall be disabled.
        InvalidInputError: A change that contradicts itself, or limits that cannot be.
    """
    _check_packs(settings, change, packs)
    kept = [pack for pack in settings.enabled_packs if pack not in change.disable]
    n_lod = settings.n_lod if change.n_lod is None else change.n_lod
    n_lloq = settings.n_lloq if change.n_lloq is None else change.n_lloq
    if not 1 <= n_lod <= n_lloq <= MOST_EVENTS:
        raise InvalidInputError(
            say(
                "{} events for the limit of detection and {} for the limit of "
                "quantification cannot be."
            ).format(n_lod, n_lloq),
            say("Give whole numbers from 1 to {}, the first not above the second.").format(
                MOST_EVENTS
            ),
        )
    return replace(
        settings,
        enabled_packs=tuple(dict.fromkeys((*kept, *change.enable))),
        laboratory=settings.laboratory if change.laboratory is None else change.laboratory,
        n_lod=n_lod,
        n_lloq=n_lloq,
        count_targets=settings.count_targets
        if change.count_targets is None
        else change.count_targets,
    )


def _check_packs(settings: LabSettings, change: SettingsChange, packs: Collection[str]) -> None:
    for pack in change.enable:
        if pack in change.disable:
            raise InvalidInputError(
                say("The pack '{}' is to be enabled and disabled.").format(pack),
                say("Say one of them."),
            )
        if pack not in packs:
            raise NotFoundError(
                say("There is no rule pack '{}' that can be used.").format(pack),
                say("There are: {}.").format(", ".join(sorted(packs))),
            )
    for pack in change.disable:
        if pack == GENERIC:
            raise InvalidInputError(
                say("The pack '{}' answers for every patient and stays enabled.").format(GENERIC),
                say("Leave it out."),
            )
        if pack not in settings.enabled_packs:
            raise NotFoundError(
                say("The pack '{}' is not enabled.").format(pack),
                say("Enabled are: {}.").format(", ".join(settings.enabled_packs)),
            )
