"""Which rule packs there are, which are usable, and what each answers for a case."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from mrdtracker import __version__, locations
from mrdtracker.domain.case import PatientCase
from mrdtracker.domain.errors import NotFoundError, ProblemsError
from mrdtracker.domain.finding import Assessment, PackOverview
from mrdtracker.rules.engine import evaluate
from mrdtracker.rules.explain import explain
from mrdtracker.rules.loader import LoadedPacks, load_pack, load_packs
from mrdtracker.rules.pack import RulePack
from mrdtracker.services.whole_file import read_whole_file

GENERIC = "generic-definitions"


class RuleBook:
    """The packs at hand, loaded and checked on first use.

    A pack whose own examples fail is listed with the reason and never answers.
    """

    def __init__(self, files: Iterable[Path] | None = None) -> None:
        self._files = tuple(files) if files is not None else None
        self._loaded: LoadedPacks | None = None
        self._overviews: dict[str, PackOverview] = {}

    @property
    def packs(self) -> Mapping[str, RulePack]:
        """Usable packs by id."""
        return self._load().packs

    @property
    def unusable(self) -> Mapping[str, ProblemsError]:
        """Packs that cannot be used, by file name, with every problem."""
        return self._load().unusable

    @property
    def signature(self) -> str:
        """Name this program version and every pack edition in one short text.

        A derived line of a patient that carries another signature is out of date.
        """
        parts = [__version__, *(f"{id}:{pack.digest}" for id, pack in sorted(self.packs.items()))]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    def overviews(self) -> tuple[PackOverview, ...]:
        """Return every usable pack as lists and plots see it, by id."""
        return tuple(self.overview(pack_id) for pack_id in sorted(self.packs))

    def overview(self, pack_id: str) -> PackOverview:
        """Return one pack as lists and plots see it.

        Raises:
            NotFoundError: No such pack; the sentence lists those that there are.
        """
        if pack_id not in self._overviews:
            self._overviews[pack_id] = self._pack(pack_id).overview()
        return self._overviews[pack_id]

    def source_text(self, pack_id: str) -> str:
        """Return the pack's file as text.

        Raises:
            NotFoundError: No such pack.
        """
        pack = self._pack(pack_id)
        for path in self._paths():
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() == pack.digest:
                return data.decode("utf-8")
        raise NotFoundError(f"The file of the pack '{pack_id}' is not there any more.")

    def assess(self, case: PatientCase, pack_id: str) -> Assessment:
        """Answer one case by one pack.

        Raises:
            NotFoundError: No such pack, or it is not usable: then there is no answer at all.
        """
        return evaluate(self._pack(pack_id), case)

    def explain(self, assessment: Assessment) -> str:
        """Write an assessment out in words, with its steps and its sources."""
        return explain(assessment)

    def check_file(self, path: Path) -> PackOverview:
        """Load and check one pack file with its own examples.

        Raises:
            ProblemsError: Every problem of the file, with file, rule and key.
            InvalidInputError: The file cannot be read.
        """
        return load_pack(read_whole_file(path, "pack file"), path.name).overview()

    def _paths(self) -> tuple[Path, ...]:
        if self._files is None:
            self._files = tuple(locations.rule_pack_files())
        return self._files

    def _load(self) -> LoadedPacks:
        if self._loaded is None:
            self._loaded = load_packs(self._paths())
        return self._loaded

    def _pack(self, pack_id: str) -> RulePack:
        pack = self.packs.get(pack_id)
        if pack is not None:
            return pack
        for name, problems in self.unusable.items():
            if pack_id in name:
                raise NotFoundError(
                    f"The rule pack '{pack_id}' is not usable, so there is no answer.",
                    str(problems),
                )
        known = ", ".join(sorted(self.packs))
        raise NotFoundError(f"There is no rule pack '{pack_id}'.", f"There are: {known}.")
