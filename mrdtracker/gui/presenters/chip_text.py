"""What chips say: groups with their status, and flags; a word, a meaning and a sentence each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mrdtracker.domain.finding import Assessment, Flag, GroupStatus, Level
from mrdtracker.domain.records import PatientSummary
from mrdtracker.domain.truth import Truth
from mrdtracker.gui.presenters.pack_words import missing_pack_words
from mrdtracker.gui.presenters.tones import ChipText, ToneName
from mrdtracker.words import mark, say

STATUS_WORDS = {
    GroupStatus.FINAL: mark("final"),
    GroupStatus.PROVISIONAL: mark("provisional"),
    GroupStatus.INDETERMINATE: mark("not known yet"),
    GroupStatus.PUBLISHED_GAP: mark("gap in the published rules"),
    GroupStatus.BOUNDARY_UNDEFINED: mark("exactly on an undefined boundary"),
    GroupStatus.OUT_OF_SCOPE: mark("outside the protocol"),
    GroupStatus.DISPLAY_ONLY: mark("thresholds shown, no group"),
}
STATUS_SENTENCES = {
    GroupStatus.FINAL: mark("Every time point the protocol names is in, and one group is left."),
    GroupStatus.PROVISIONAL: mark(
        "One group is left today; a later time point can still move it."
    ),
    GroupStatus.INDETERMINATE: mark("More than one group is possible: something is missing."),
    GroupStatus.PUBLISHED_GAP: mark("The facts are complete; the published rules name no group."),
    GroupStatus.BOUNDARY_UNDEFINED: mark(
        "A value sits exactly where the published rules leave a hole."
    ),
    GroupStatus.OUT_OF_SCOPE: mark("The protocol excludes this patient, so it gives no group."),
    GroupStatus.DISPLAY_ONLY: mark("This pack shows its thresholds and assigns nothing."),
}
_STATUS_TONES = {
    GroupStatus.INDETERMINATE: ToneName.UNKNOWN,
    GroupStatus.PUBLISHED_GAP: ToneName.UNKNOWN,
    GroupStatus.BOUNDARY_UNDEFINED: ToneName.UNKNOWN,
    GroupStatus.OUT_OF_SCOPE: ToneName.NEUTRAL,
    GroupStatus.DISPLAY_ONLY: ToneName.NEUTRAL,
}
_GROUP_TONES = {
    ToneName.HIGH: ("HR", "VHR", "HIGH", "VERY HIGH", "VERY_HIGH", "VERY-HIGH", "SER"),
    ToneName.INTERMEDIATE: ("MR", "IR", "INTERMEDIATE", "AVERAGE", "MEDIUM"),
    ToneName.LOW: ("SR", "LR", "LOW", "STANDARD", "RER"),
}
LEVEL_TONES = {
    Level.HIGH: ToneName.HIGH,
    Level.INTERMEDIATE: ToneName.INTERMEDIATE,
    Level.LOW: ToneName.LOW,
    Level.INFO: ToneName.NEUTRAL,
}

FLAG_WORDS = {
    Flag.M1: "M1",
    Flag.M2: "M2",
    Flag.M3: "M3",
    Flag.NO_CR: mark("no CR"),
    Flag.CONFIRM_BY_FLOW: mark("confirm by flow"),
    Flag.PGR: "PGR",
    Flag.PPR: "PPR",
    Flag.PREDNISONE_RESPONSE_INVALID: mark("no valid prednisone response"),
    Flag.STEROID_PRETREATMENT_RULE: mark("steroid before"),
    Flag.HIGH_RISK_THRESHOLD_CROSSED: mark("high-risk threshold"),
    Flag.MRD_POSITIVE: mark("MRD positive"),
    Flag.MRD_REAPPEARANCE_CONFIRM: mark("reappearance, confirm"),
    Flag.RELAPSE: mark("relapse"),
    Flag.CONFIRM: mark("confirm"),
    Flag.INSUFFICIENT_SENSITIVITY: mark("not sensitive enough"),
    Flag.POSITIVE_BELOW_LLOQ: mark("positive below QR"),
    Flag.QUALITATIVE_ONLY: mark("qualitative only"),
    Flag.ASSAY_REQUIREMENT_NOT_MET: mark("assay requirement not met"),
    Flag.HAEMODILUTION: mark("haemodilution"),
    Flag.NEGATIVE_NOT_INTERPRETABLE_CD19: mark("negative after anti-CD19"),
    Flag.WRONG_SPECIMEN: mark("wrong specimen"),
    Flag.OUT_OF_WINDOW: mark("out of window"),
    Flag.DISCORDANT_METHODS: mark("methods disagree"),
    Flag.BOUNDARY_UNDEFINED: mark("boundary undefined"),
    Flag.PUBLISHED_GAP: mark("published gap"),
    Flag.MISSING_RESULT: mark("result missing"),
    Flag.MANUAL_REVIEW: mark("needs review"),
}
_FLAG_TONES = {
    ToneName.HIGH: (
        Flag.M3,
        Flag.NO_CR,
        Flag.PPR,
        Flag.HIGH_RISK_THRESHOLD_CROSSED,
        Flag.RELAPSE,
    ),
    ToneName.INTERMEDIATE: (
        Flag.M2,
        Flag.CONFIRM_BY_FLOW,
        Flag.MRD_POSITIVE,
        Flag.MRD_REAPPEARANCE_CONFIRM,
        Flag.CONFIRM,
    ),
    ToneName.LOW: (Flag.M1, Flag.PGR),
    ToneName.NEUTRAL: (
        Flag.STEROID_PRETREATMENT_RULE,
        Flag.POSITIVE_BELOW_LLOQ,
        Flag.DISCORDANT_METHODS,
    ),
}

NEEDS_PROTOCOL = ChipText(
    mark("needs protocol"),
    ToneName.UNKNOWN,
    mark("Choose the protocol in Edit patient: no group without it."),
)
NOT_ASSESSED = ChipText(
    mark("not assessed yet"),
    ToneName.NEUTRAL,
    mark("The rules have not been run for this patient yet."),
)


def group_tone(group: str) -> ToneName:
    """Return how loud a group is by its published name; a name we do not know stays neutral."""
    for tone, names in _GROUP_TONES.items():
        if group.upper() in names:
            return tone
    return ToneName.NEUTRAL


def flag_tone(flag: Flag) -> ToneName:
    """Return how loud a flag is; what asks for work is violet."""
    for tone, flags in _FLAG_TONES.items():
        if flag in flags:
            return tone
    return ToneName.UNKNOWN


def flag_chips(codes: Iterable[str], *, is_loud: bool = True) -> tuple[ChipText, ...]:
    """Return a chip for every flag, the loudest first.

    Args:
        codes: The flags.
        is_loud: False where no finding is louder than a note: an M3 marrow at diagnosis is what
            leukaemia is, and no alert. What asks for work stays violet.
    """
    chips = [_flag_chip(code) for code in codes]
    if not is_loud:
        quiet = (ToneName.HIGH, ToneName.INTERMEDIATE)
        chips = [
            replace(one, tone=ToneName.NEUTRAL) if one.tone in quiet else one for one in chips
        ]
    return tuple(sorted(chips, key=lambda chip: list(ToneName).index(chip.tone)))


def _quieter(chip: ChipText) -> ChipText:
    is_alert = chip.tone in (ToneName.HIGH, ToneName.INTERMEDIATE)
    return replace(chip, tone=ToneName.NEUTRAL) if is_alert else chip


def group_chip(status: GroupStatus, group: str, possible: Sequence[str]) -> ChipText:
    """Return the chip of a group with its status, or of why there is none."""
    sentence, words = say(STATUS_SENTENCES[status]), say(STATUS_WORDS[status])
    if group:
        return ChipText(f"{_named(group)} · {words}", group_tone(group), sentence)
    tone = _STATUS_TONES.get(status, ToneName.UNKNOWN)
    if status is GroupStatus.INDETERMINATE and possible:
        return ChipText(f"{either([_named(one) for one in possible])} · {words}", tone, sentence)
    return ChipText(words, tone, sentence)


def assessment_chip(assessment: Assessment | None, protocol_text: str = "") -> ChipText:
    """Return the group chip of a patient's own pack.

    Args:
        assessment: What that pack answered; None where the patient has no pack.
        protocol_text: The protocol in the centre's own words, where no pack stands for it.
    """
    if assessment is None:
        return _without_pack(protocol_text)
    return group_chip(assessment.status, assessment.assigned or "", assessment.possible)


def summary_chip(summary: PatientSummary, signature: str, protocol_text: str = "") -> ChipText:
    """Return the group chip of a line in a list.

    Args:
        summary: The derived line.
        signature: What an up-to-date line carries in ``assessed_with``; "" while not known.
        protocol_text: The protocol in the centre's own words, where no pack stands for it.
    """
    if not summary.assessed_with or (signature and summary.assessed_with != signature):
        return NOT_ASSESSED.said
    if not summary.status:
        return _without_pack(protocol_text)
    return group_chip(GroupStatus(summary.status), summary.group, summary.possible)


def raised_flags(assessments: Iterable[Assessment]) -> tuple[str, ...]:
    """Return the codes of all flags of all packs, each once."""
    return tuple(dict.fromkeys(flag.value for one in assessments for flag in one.flags))


def answer_tone(level: Level, answer: Truth) -> ToneName:
    """Return how loud a finding is: only a yes is loud, an open one asks for work."""
    if answer is Truth.UNKNOWN:
        return ToneName.UNKNOWN
    return LEVEL_TONES[level] if answer is Truth.YES else ToneName.NEUTRAL


def either(names: Sequence[str]) -> str:
    """Write alternatives: "SR, MR or HR"."""
    if len(names) < 2:  # noqa: PLR2004 - "or" joins two
        return "".join(names)
    return say("{} or {}").format(", ".join(names[:-1]), names[-1])


def _without_pack(protocol_text: str) -> ChipText:
    if not protocol_text:
        return NEEDS_PROTOCOL.said
    return ChipText(
        missing_pack_words(protocol_text),
        ToneName.UNKNOWN,
        say("No rules are at hand for this protocol, so it gives no group."),
    )


def _named(group: str) -> str:
    return group.replace("_", " ")


def _flag_chip(code: str) -> ChipText:
    flag = Flag(code)
    return ChipText(say(FLAG_WORDS[flag]), flag_tone(flag), say("Flag {}").format(code))
