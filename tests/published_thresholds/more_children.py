"""The usual children of the packs of the BFM family, infants, Ph-positive ALL and relapse."""

from __future__ import annotations

from typing import Any

from tests.published_thresholds.cases import Answers, Asking, Json

PREDNISONE, IC_2002, IC_2009 = "bfm-prednisone-response", "all-ic-bfm-2002", "all-ic-bfm-2009"
BFM_2009, JACLS = "aieop-bfm-all-2009", "jacls-all-02"
ESPHALL, INTERFANT, R3, AALL1331 = "esphall-2017", "interfant-06", "ukall-r3", "aall1331"

BORDERS_1E_1 = ("0.099999999", "0.1", "0.100000001")
BORDERS_5E_4 = ("0.000499999", "0.0005", "0.000500001")
ABOUT_1000 = ("999.999999999", "1000", "1000.000000001")

_CHILD: Json = {
    "age_years": "4",
    "lineage": "B",
    "wbc_10e9_per_L": "5",
    "steroid_pretreatment": "no",
    "down_syndrome": "no",
    "modal_chromosome_number": 46,
    "genetics": {"BCR::ABL1": "not_detected", "KMT2A::AFF1": "not_detected"},
}
_RELAPSE: Json = {**_CHILD, "age_years": "9", "prior_remission": "yes", "genetics": {}}
CHILDREN: dict[str, Json] = {
    **dict.fromkeys((PREDNISONE, IC_2002, IC_2009, BFM_2009, JACLS), _CHILD),
    ESPHALL: {**_CHILD, "genetics": {"BCR::ABL1": "detected"}},
    INTERFANT: {
        **_CHILD,
        "age_years": "0.4",
        "genetics": {"BCR::ABL1": "not_detected", "KMT2A-r": "detected"},
    },
    R3: {**_RELAPSE, "protocol_eligible": "yes"},
    AALL1331: _RELAPSE,
}


def child(
    ask: Asking, pack: str, *results: Json, course: Json | None = None, **patient: Any
) -> Answers:
    """Ask about the pack's usual child, with these facts changed."""
    usual = CHILDREN[pack]
    about = {**usual, **patient, "genetics": {**usual["genetics"], **patient.get("genetics", {})}}
    return ask.of(pack, {"patient": about, "course": course or {}, "results": [*results]})


def met(said: Answers) -> set[str]:
    """Groups of which a rule that is only shown answers yes: its id begins with the group."""
    return {
        rule.split("-")[0].upper()
        for rule, answer in said.rules.items()
        if answer == "yes" and rule.split("-")[0] in ("sr", "ir", "mr", "hr", "lr")
    }


def open_still(said: Answers) -> set[str]:
    """Groups of which a rule that is only shown cannot be answered yet."""
    return {
        rule.split("-")[0].upper()
        for rule, answer in said.rules.items()
        if answer == "unknown" and rule.split("-")[0] in ("sr", "ir", "mr", "hr", "lr")
    }
