"""Cases of the usual children of each pack, and the command line's answers about them."""

from __future__ import annotations

import contextlib
import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from mrdtracker.cli.main import main

Json = dict[str, Any]
BFM, CCG, COG = "aieop-bfm-all-2000", "ccg-early-marrow", "cog-aall08b1"
KSPHO, GENERIC = "kspho-hr-2024", "generic-definitions"
STARTED = date(2025, 3, 3)

BORDERS_1E_3 = ("0.000999999", "0.001", "0.001000001")
BORDERS_1E_4 = ("0.000099999", "0.0001", "0.000100001")
BORDERS_1E_2 = ("0.009999999", "0.01", "0.010000001")
BELOW_5, FROM_5 = ("4", "4.99999"), ("5", "5.00001", "6")
UP_TO_25, ABOVE_25 = ("24", "24.99999", "25"), ("25.00001", "26")

BASES: dict[str, Json] = {
    BFM: {
        "age_years": "4",
        "lineage": "B",
        "wbc_10e9_per_L": "30",
        "steroid_pretreatment": "no",
        "down_syndrome": "no",
        "genetics": {"BCR::ABL1": "not_detected", "KMT2A::AFF1": "not_detected"},
    },
    COG: {
        "age_years": "4",
        "lineage": "B",
        "wbc_10e9_per_L": "30",
        "cns": "CNS1",
        "testicular": "no",
        "steroid_pretreatment": "no",
        "down_syndrome": "no",
        "modal_chromosome_number": 46,
        "dna_index": "1.00",
        "genetics": {
            "BCR::ABL1": "not_detected",
            "KMT2A-r": "not_detected",
            "iAMP21": "not_detected",
            "ETV6::RUNX1": "detected",
            "double_trisomy_4_10": "not_detected",
        },
    },
    CCG: {
        "age_years": "12",
        "lineage": "B",
        "wbc_10e9_per_L": "20",
        "steroid_pretreatment": "no",
        "down_syndrome": "no",
        "modal_chromosome_number": 46,
        "genetics": {"BCR::ABL1": "not_detected", "KMT2A::AFF1": "not_detected"},
    },
    KSPHO: {
        "age_years": "12",
        "lineage": "B",
        "wbc_10e9_per_L": "30",
        "cns": "CNS1",
        "testicular": "no",
        "steroid_pretreatment": "no",
        "down_syndrome": "no",
        "genetics": {
            "BCR::ABL1": "not_detected",
            "KMT2A-r": "not_detected",
            "iAMP21": "not_detected",
        },
    },
    GENERIC: {
        "age_years": "4",
        "lineage": "B",
        "wbc_10e9_per_L": "30",
        "steroid_pretreatment": "no",
        "down_syndrome": "no",
    },
}
NEUTRAL = {"genetics": {"ETV6::RUNX1": "not_detected"}}
NCI_HIGH = {"age_years": "10"}


class Answers:
    """What one pack answers for one case, as ``assess --json`` prints it."""

    def __init__(self, document: Json) -> None:
        group = document["group"]
        self.assigned: str | None = group["assigned"]
        self.status: str = group["status"]
        self.possible: set[str] = set(group["possible"])
        self.needs: list[str] = group["needs"]
        self.flags: set[str] = set(document["flags"])
        self.rules: dict[str, str] = {one["rule"]: one["answer"] for one in document["findings"]}

    @property
    def group(self) -> tuple[str | None, str]:
        return self.assigned, self.status


class Asking:
    """Asks the installed commands about cases that are put together from a pack's usual child."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "case.json"

    def __call__(
        self, pack: str, *results: Json, course: Json | None = None, **patient: Any
    ) -> Answers:
        about = {**BASES[pack], **patient}
        about["genetics"] = {**BASES[pack].get("genetics", {}), **patient.get("genetics", {})}
        return self.of(
            pack,
            {"patient": about, "course": course or {}, "results": [*results]},
        )

    def of(self, pack: str, case: Json) -> Answers:
        document = {"format": "mrdtracker-case/1", **case}
        self._file.write_text(json.dumps(document), encoding="utf-8")
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            status = main(["assess", str(self._file), "--pack", pack, "--json"])
        assert status == 0, said.getvalue()
        return Answers(json.loads(said.getvalue()))


def smear(percent: str, day: int, **changes: Any) -> Json:
    return {
        "day": day,
        "specimen": "BM",
        "method": "morphology",
        "state": "quantified",
        "value": percent,
        "unit": "%",
        **changes,
    }


def count(per_microlitre: str, day: int = 8, **changes: Any) -> Json:
    return {
        "day": day,
        "specimen": "PB",
        "method": "cytology_count",
        "state": "quantified",
        "value": per_microlitre,
        "unit": "per_uL",
        **changes,
    }


def amount(fraction: str, **changes: Any) -> Json:
    """A quantified result of flow in marrow, as a fraction."""
    return {
        "specimen": "BM",
        "method": "flow",
        "state": "quantified",
        "value": fraction,
        "unit": "fraction",
        **changes,
    }


def negative(sensitivity: str | None = "1e-4", **changes: Any) -> Json:
    found = {"specimen": "BM", "method": "flow", "state": "negative", "unit": "fraction"}
    return {**found, **({"sensitivity": sensitivity} if sensitivity else {}), **changes}


def below_range(limit: str, **changes: Any) -> Json:
    """Positive, below the quantitative range."""
    return {
        "specimen": "BM",
        "method": "flow",
        "state": "positive_below_lloq",
        "unit": "fraction",
        "lloq": limit,
        **changes,
    }


def says(state: str, **changes: Any) -> Json:
    return {"specimen": "BM", "method": "flow", "state": state, **changes}


PCR = {"method": "ig_tr_pcr", "markers": 2}
TP1, TP2 = {**PCR, "day": 33}, {**PCR, "day": 78}
PGR, CR = count("500"), smear("2", 33)


D8 = {"day": 8, "specimen": "PB"}
D29 = {"day": 29}
LOW_D8, LOW_D29 = amount("1e-5", **D8), amount("1e-5", **D29)
EOI, EOC, AFTER_IM1 = ({"timepoint": one} for one in ("EOI", "EOC", "POST_IM1"))
LOW_EOI, LOW_EOC = amount("1e-5", **EOI), amount("1e-5", **EOC)


def beside(values: tuple[str, ...], answers: tuple[Any, ...]) -> list[tuple[str, Any]]:
    """Put each value beside the answer that is expected for it."""
    return list(zip(values, answers, strict=True))


def with_age_in_days(days: int, years: int) -> Json:
    """A child whose first dose is ``days`` after the birthday on which it is ``years`` old."""
    birthday = STARTED - timedelta(days=days)
    born_on = birthday.replace(year=birthday.year - years)
    return {"age_years": None, "born_on": str(born_on), "diagnosed_on": str(STARTED)}
