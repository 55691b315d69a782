"""Which rule packs there are, which are usable, and what each answers for a case."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from mrdtracker import __version__, locations
from mrdtracker.domain.case import PatientCase
from mrdtracker.domain.errors import NotFoundError, Problem, ProblemsError
from mrdtracker.domain.finding import Assessment, PackOverview
from mrdtracker.domain.pack_page import PackPage
from mrdtracker.domain.records import PackEdition, Patient
from mrdtracker.rules.engine import evaluate
from mrdtracker.rules.explain import explain
from mrdtracker.rules.loader import LoadedPacks, load_pack, load_packs
from mrdtracker.rules.pack import RulePack
from mrdtracker.rules.page import page_of
from mrdtracker.services.whole_file import read_whole_file
from mrdtracker.words import mark, say, speaks_english

GENERIC = "generic-definitions"
LOCAL_PREFIX = "local-"
_IMPORT = "mrdtracker rules import"


class RuleBook:
    """The packs that come with the program, loaded and checked on first use.

    A pack whose own examples fail is listed with the reason and never answers. The laboratory's
    own packs are kept in its store: ``EditionBook`` answers by those too.
    """

    def __init__(self, files: Iterable[Path] | None = None) -> None:
        self._files = tuple(files) if files is not None else None
        self._has_local_folder = files is None
        self._loaded: LoadedPacks | None = None
        # By digest and language: the texts of thresholds are said.
        self._overviews: dict[tuple[str, bool], PackOverview] = {}

    @property
    def packs(self) -> Mapping[str, RulePack]:
        """Usable packs by id, each in the edition that answers."""
        return self._load().packs

    @property
    def unusable(self) -> Mapping[str, ProblemsError]:
        """Packs that cannot be used, by file name or id, with every problem."""
        return self._load().unusable

    @property
    def signature(self) -> str:
        """Name this program version and every edition that answers in one short text.

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
        pack = self.pack(pack_id)
        key = (pack.digest, speaks_english())
        if key not in self._overviews:
            self._overviews[key] = pack.overview()
        return self._overviews[key]

    def page(self, pack_id: str) -> PackPage:
        """Return the readable page of a pack.

        Raises:
            NotFoundError: No such pack.
        """
        return page_of(self.pack(pack_id))

    def page_of_file(self, path: Path) -> PackPage:
        """Return the readable page of a pack file that nobody is answered by.

        Raises:
            ProblemsError: Every problem of the file.
            InvalidInputError: The file cannot be read.
        """
        return page_of(self.read_file(path))

    def source_text(self, pack_id: str) -> str:
        """Return the pack's file as text.

        Raises:
            NotFoundError: No such pack.
        """
        pack = self.pack(pack_id)
        for path in self._paths():
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() == pack.digest:
                return data.decode("utf-8")
        raise NotFoundError(
            say("The file of the pack '{}' is not there any more.").format(pack_id)
        )

    def assess(self, case: PatientCase, pack_id: str) -> Assessment:
        """Answer one case by one pack.

        Raises:
            NotFoundError: No such pack, or it is not usable: then there is no answer at all.
        """
        return evaluate(self.pack(pack_id), case)

    def assess_briefly(self, case: PatientCase, pack_id: str) -> Assessment:
        """Answer one of many cases: status, groups, flags and loudest level, without words.

        Raises:
            NotFoundError: No such pack, or it is not usable: then there is no answer at all.
        """
        return evaluate(self.pack(pack_id), case, with_trace=False)

    def explain(self, assessment: Assessment) -> str:
        """Write an assessment out in words, with its steps and its sources."""
        return explain(assessment)

    def check_file(self, path: Path) -> PackOverview:
        """Load and check one pack file with its own examples.

        Raises:
            ProblemsError: Every problem of the file, with file, rule and key.
            InvalidInputError: The file cannot be read.
        """
        return self.read_file(path).overview()

    def read_file(self, path: Path) -> RulePack:
        """Load one pack file; it answers nobody by that.

        Raises:
            ProblemsError: Every problem of the file, with file, rule and key.
            InvalidInputError: The file cannot be read.
        """
        return load_pack(read_whole_file(path, mark("pack file")), path.name)

    def for_patient(self, patient: Patient) -> RuleBook:  # noqa: ARG002 - a store knows pins
        """Return the book that answers for a patient, who may be pinned to an edition."""
        return self

    def editions_to_keep(
        self,
        pack_ids: Collection[str],  # noqa: ARG002 - a store keeps them
        person: str,  # noqa: ARG002
    ) -> tuple[PackEdition, ...]:
        """Return the editions that an act brings into use and that are not kept yet."""
        return ()

    def editions_changed(self) -> None:
        """Hear that an edition was written."""

    def pack(self, pack_id: str) -> RulePack:
        """Return a pack in the edition that answers.

        Raises:
            NotFoundError: No such pack, or it is not usable.
        """
        pack = self.packs.get(pack_id)
        if pack is not None:
            return pack
        for name, problems in self.unusable.items():
            if pack_id in name:
                raise NotFoundError(
                    say("The rule pack '{}' is not usable, so there is no answer.").format(
                        pack_id
                    ),
                    str(problems),
                )
        known = ", ".join(sorted(self.packs))
        raise NotFoundError(
            say("There is no rule pack '{}'.").format(pack_id), say("There are: {}.").format(known)
        )

    def _paths(self) -> tuple[Path, ...]:
        if self._files is None:
            self._files = locations.bundled_pack_files()
        return self._files

    def _load(self) -> LoadedPacks:
        if self._loaded is None:
            loaded = load_packs(self._paths())
            because = say(
                "a local pack answers only from a store: import it, and have it approved"
            )
            refused = {
                one: unusable(one, because) for one in loaded.packs if one.startswith(LOCAL_PREFIX)
            }
            for path in locations.local_pack_files() if self._has_local_folder else ():
                refused[path.name] = unusable(
                    path.name, say("it is not in a store: {} {}").format(_IMPORT, path)
                )
            packs = {id: pack for id, pack in loaded.packs.items() if id not in refused}
            self._loaded = LoadedPacks(packs, {**loaded.unusable, **refused})
        return self._loaded


def unusable(pack_id: str, because: str) -> ProblemsError:
    """Say in one sentence why a pack does not answer."""
    return ProblemsError(pack_id, [Problem("", f"{because}.")])
