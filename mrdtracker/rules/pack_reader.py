"""Reads a pack file's tables into a rule pack; every problem is listed, none is repaired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mrdtracker.domain.errors import Problem
from mrdtracker.domain.finding import Certainty, FindingKind, Flag, Level, PackState, Source
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.rules.condition_reader import ConditionReader, Definitions
from mrdtracker.rules.conditions import Condition
from mrdtracker.rules.pack import (
    DeclaredGap,
    FindingRule,
    Group,
    GroupRule,
    Outcome,
    PublishedArm,
    Report,
    RulePack,
    RuleText,
    ScopeRule,
    asked_at,
    thresholds_at,
)
from mrdtracker.rules.pack_tables import Table, did_you_mean, name_of
from mrdtracker.rules.schedule_reader import read_schedule
from mrdtracker.rules.thresholds import CELLS, FRACTION, Scale
from mrdtracker.rules.timepoints import Channel, TimePoint
from mrdtracker.words import say

SECTIONS = (
    "pack",
    "source",
    "missing",
    "quality",
    "timepoint",
    "group",
    "define",
    "scope",
    "rule",
    "finding",
    "gap",
    "arm",
    "example_base",
    "example",
)
_PACK_KEYS = (
    "id",
    "version",
    "title",
    "state",
    "day_of_first_dose",
    "prephase_counts",
    "pnq_policy",
    "studies",
    "boundary_notes",
    "disputed",
    "notes",
    "placeholders",
)
_TEXT_KEYS = (
    *("id", "title", "says", "source", "quote", "certainty", "note", "flags", "level"),
    "placeholder",
)
_GROUP_KEYS = ("id", "title", "final_with", "shown_only")
_RULE_KEYS = (*_TEXT_KEYS, "operator_verified", "group", "boundary", "gap", "when", "shadowed_by")
_GAP_KEYS = (*_TEXT_KEYS, "when")
_ARM_KEYS = (*_TEXT_KEYS, "groups")
_SCOPE_KEYS = (*_TEXT_KEYS, "when", "asked", "requirement")
_FINDING_KEYS = (
    *_TEXT_KEYS,
    "kind",
    "methods",
    "specimens",
    "applies",
    "check",
    "report",
)


@dataclass
class PackReader:
    """Reads the sections of one file in the order in which they need each other."""

    document: Mapping[str, object]
    digest: str
    problems: list[Problem] = field(default_factory=list)
    mrd_units: list[tuple[str, str]] = field(default_factory=list)
    placeholders: list[str] = field(default_factory=list)

    def read(self) -> RulePack:
        """Read the pack without its examples; problems are in the list."""
        Table(self.document, "", self.problems, SECTIONS)
        head = Table(self.document.get("pack", {}), "pack", self.problems, _PACK_KEYS)
        self._state = head.word("state", PackState)
        if self._state is None and not head.has("state"):
            head.refuse("", say("'state' is missing: active or display_only."))
        self._sources = self._read_sources()
        timed = read_schedule(head, self.document, self._sources)
        self.mrd_units.extend(timed.mrd_units)
        self._schedule = timed.schedule
        self._studies = tuple(study.lower() for study in head.texts("studies"))
        self._definitions = Definitions(
            timepoints={one.id: one for one in self._schedule.timepoints},
            studies=self._studies,
            named=self._read_definitions(),
        )
        for name in self._definitions.named:
            self._condition({"use": name}, f"define '{name}'")
        groups = self._read_groups()
        self._group_ids = tuple(group.id for group in groups)
        rules = self._read_rules()
        scope = self._read_scope()
        findings = self._read_findings()
        quality = Table(
            self.document.get("quality", {}), "quality", self.problems, ("negative_excludes",)
        )
        excludes = quality.threshold("negative_excludes", FRACTION) if quality.names() else None
        return RulePack(
            id=head.required("id"),
            version=head.required("version"),
            title=head.required("title"),
            state=self._state or PackState.DISPLAY_ONLY,
            digest=self.digest,
            schedule=self._schedule,
            groups=groups,
            scope=scope,
            rules=rules,
            findings=findings,
            gaps=self._read_gaps(),
            arms=self._read_arms(),
            sources=self._sources,
            studies=self._studies,
            quality_threshold=excludes,
            boundary_notes=head.texts("boundary_notes"),
            disputed=head.texts("disputed"),
            thresholds_at=thresholds_at(rules),
            asked_at=asked_at(rules),
            notes=head.texts("notes"),
            placeholders=(*head.texts("placeholders"), *self.placeholders),
        )

    # --- what rules refer to ------------------------------------------------------------------

    def _tables(self, name: str) -> tuple[object, ...]:
        holder = Table({name: self.document.get(name)}, "", self.problems, (name,))
        return holder.tables(name)

    def _read_sources(self) -> dict[str, Source]:
        found: dict[str, Source] = {}
        for place, one in enumerate(self._tables("source")):
            where = name_of(one, "source", place)
            table = Table(one, where, self.problems, ("key", "citation", "quote", "certainty"))
            source = Source(
                table.required("key"),
                table.required("citation"),
                table.text("quote") or "",
                table.word("certainty", Certainty) or Certainty.A,
            )
            if source.key in found:
                table.refuse("key", say("'{}' stands twice.").format(source.key))
            found[source.key] = source
        return found

    def _read_definitions(self) -> dict[str, object]:
        found: dict[str, object] = {}
        for place, one in enumerate(self._tables("define")):
            table = Table(one, name_of(one, "define", place), self.problems, ("id", "when"))
            name = table.required("id")
            if name in found:
                table.refuse("id", say("'{}' stands twice.").format(name))
            found[name] = table.raw("when")
        return found

    def _read_groups(self) -> tuple[Group, ...]:
        found: list[Group] = []
        for place, one in enumerate(self._tables("group")):
            where = name_of(one, "group", place)
            table = Table(one, where, self.problems, _GROUP_KEYS)
            final = [self._final_with(table, text) for text in table.texts("final_with")]
            group = Group(
                table.required("id"),
                table.required("title"),
                tuple(one for one in final if one is not None),
                table.flag("shown_only", default=False),
            )
            if group.id in [other.id for other in found]:
                table.refuse("id", say("'{}' stands twice.").format(group.id))
            found.append(group)
        return tuple(found)

    def _final_with(self, table: Table, text: str) -> tuple[TimePoint, Channel] | None:
        name, _, channel = text.rpartition(" ")
        timepoint = self._schedule.named(name)
        known = {one.value: one for one in Channel}
        if timepoint is None or channel not in known or known[channel] not in timepoint.assays:
            table.refuse(
                "final_with",
                say("'{}' is not a time point and a channel ('D33 mrd').").format(text),
            )
            return None
        return timepoint, known[channel]

    # --- rules --------------------------------------------------------------------------------

    def _condition(
        self, document: object, where: str, value_scale: Scale | None = None
    ) -> Condition | None:
        reader = ConditionReader(self._definitions, self.problems, value_scale)
        found = reader.read(document, where)
        return None if found is None else self._definitions.shared.one_for(found)

    def _text(self, table: Table, kind: FindingKind, *, is_verified: bool) -> RuleText | None:
        source = table.one_of("source", self._sources)
        certainty = table.word("certainty", Certainty)
        if certainty is None and not table.has("certainty"):
            table.refuse("", say("'certainty' is missing: A, B or C, there is no default."))
        flags = table.words("flags", Flag)
        title, says, name = (table.required(key) for key in ("title", "says", "id"))
        if table.flag("placeholder", default=False):
            self.placeholders.append(f"{table.path}: {title}")
        if source is None or certainty is None:
            return None
        found = self._sources[source]
        is_shown_only = certainty is not Certainty.A or not is_verified
        return RuleText(
            id=name,
            title=title,
            says=says,
            level=table.word("level", Level) or Level.INFO,
            kind=kind,
            source=Source(
                found.key, found.citation, table.text("quote") or found.quote, certainty
            ),
            flags=flags,
            is_display_only=is_shown_only or self._state is PackState.DISPLAY_ONLY,
            note=table.text("note") or "",
        )

    def _read_rules(self) -> tuple[GroupRule, ...]:
        found: list[GroupRule] = []
        for place, one in enumerate(self._tables("rule")):
            where = name_of(one, "rule", place)
            table = Table(one, where, self.problems, _RULE_KEYS)
            if not table.has("operator_verified"):
                table.refuse("", say("'operator_verified' is missing: true or false."))
            verified = table.flag("operator_verified", default=False)
            outcome, groups = self._outcome(table)
            kind = FindingKind.RISK if outcome is Outcome.GROUP else FindingKind.GAP
            text = self._text(table, kind, is_verified=verified)
            when = self._condition(table.raw("when"), f"{where}.when")
            if text is not None and when is not None:
                before = [rule.text.id for rule in found]
                shadow = table.one_of("shadowed_by", before) if table.has("shadowed_by") else None
                found.append(GroupRule(text, outcome, groups, when, shadow))
        return tuple(found)

    def _read_gaps(self) -> tuple[DeclaredGap, ...]:
        found = []
        for place, one in enumerate(self._tables("gap")):
            where = name_of(one, "gap", place)
            table = Table(one, where, self.problems, _GAP_KEYS)
            text = self._text(table, FindingKind.GAP, is_verified=True)
            when = self._condition(table.raw("when"), f"{where}.when")
            if text is not None and when is not None:
                found.append(DeclaredGap(text, when))
        return tuple(found)

    def _outcome(self, table: Table) -> tuple[Outcome, tuple[str, ...]]:
        given = [key for key in ("group", "boundary", "gap") if table.has(key)]
        if len(given) != 1:
            table.refuse("", say("leads to one of 'group', 'boundary' or 'gap'."))
            return Outcome.GAP, ()
        if given == ["gap"]:
            if not table.flag("gap", default=True):
                table.refuse(
                    "gap", say("a rule that is no gap leads to a 'group' or a 'boundary'.")
                )
            return Outcome.GAP, ()
        groups = table.texts("boundary") if given == ["boundary"] else (table.required("group"),)
        self._refuse_unknown(groups, table, given[0])
        return Outcome(given[0]), groups

    def _read_arms(self) -> tuple[PublishedArm, ...]:
        found = []
        for place, one in enumerate(self._tables("arm")):
            table = Table(one, name_of(one, "arm", place), self.problems, _ARM_KEYS)
            text = self._text(table, FindingKind.RISK, is_verified=True)
            groups = table.texts("groups")
            if not groups:
                table.refuse("", say("'groups' is missing: the groups that lead to the arm."))
            self._refuse_unknown(groups, table, "groups")
            if text is not None:
                found.append(PublishedArm(text, groups))
        return tuple(found)

    def _refuse_unknown(self, groups: tuple[str, ...], table: Table, key: str) -> None:
        for group in groups:
            if group not in self._group_ids:
                meant = did_you_mean(group, self._group_ids)
                table.refuse(key, say("there is no group '{}'{}").format(group, meant))

    def _read_scope(self) -> tuple[ScopeRule, ...]:
        found = []
        for place, one in enumerate(self._tables("scope")):
            where = name_of(one, "scope", place)
            table = Table(one, where, self.problems, _SCOPE_KEYS)
            text = self._text(table, FindingKind.RISK, is_verified=True)
            when = self._condition(table.raw("when"), f"{where}.when")
            is_asked = table.flag("asked", default=True)
            is_requirement = table.flag("requirement", default=False)
            if text is not None and when is not None:
                found.append(ScopeRule(text, when, is_asked, is_requirement))
        return tuple(found)

    def _read_findings(self) -> tuple[FindingRule, ...]:
        found = []
        for place, one in enumerate(self._tables("finding")):
            where = name_of(one, "finding", place)
            rule = self._finding(Table(one, where, self.problems, _FINDING_KEYS), where)
            if rule is not None:
                found.append(rule)
        return tuple(found)

    def _finding(self, table: Table, where: str) -> FindingRule | None:
        kind = table.word("kind", FindingKind)
        if kind is None and not table.has("kind"):
            table.refuse("", say("'kind' is missing: response, risk, alert, quality or gap."))
        text = self._text(table, kind or FindingKind.ALERT, is_verified=True)
        methods = table.words("methods", Method)
        scale = CELLS if methods == (Method.CYTOLOGY_COUNT,) else FRACTION
        value_scale = scale if methods else None
        check = self._condition(table.raw("check"), f"{where}.check", value_scale)
        applies = None
        if table.has("applies"):
            applies = self._condition(table.raw("applies"), f"{where}.applies", value_scale)
        report = table.word("report", Report) or Report.OPEN
        specimens = table.words("specimens", Specimen)
        if text is None or check is None:
            return None
        return FindingRule(text, check, applies, specimens, methods, report)
