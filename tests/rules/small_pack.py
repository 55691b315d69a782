"""A pack of a few lines that is sound, for tests that break it in one place."""

from mrdtracker.domain.errors import ProblemsError
from mrdtracker.rules.loader import load_pack
from mrdtracker.rules.pack import RulePack

SMALL = """
[pack]
id = "small"
version = "1"
title = "Small"
state = "active"
day_of_first_dose = 1

[[source]]
key = "S"
citation = "Invented for a test"

[[timepoint]]
id = "D15"
title = "Day 15"
day = 15
before = 1
after = 2
[timepoint.mrd]
specimen = "BM"
methods = ["flow"]

[[timepoint]]
id = "D29"
title = "Day 29"
day = 29
after = 7
[timepoint.mrd]
specimen = "BM"
methods = ["flow"]

[[group]]
id = "HIGH"
title = "High"
final_with = ["D29 mrd"]

[[group]]
id = "LOW"
title = "Low"
final_with = ["D29 mrd"]

[[define]]
id = "old"
when = { age = ">= 10 years" }

[[rule]]
id = "high"
title = "High"
says = "High."
group = "HIGH"
level = "high"
certainty = "A"
operator_verified = true
source = "S"
when = { mrd = "D29", is = ">= 0.1 %" }

[[rule]]
id = "low"
title = "Low"
says = "Low."
group = "LOW"
level = "low"
certainty = "A"
operator_verified = true
source = "S"
when = { mrd = "D29", is = "< 0.1 %" }

[[example]]
name = "yes"
kind = "yes"
results = [
  { day = 29, specimen = "BM", method = "flow", state = "quantified", unit = "%", value = "1" },
]
expect = { assigned = "HIGH", status = "final" }

[[example]]
name = "no"
kind = "no"
results = [
  { day = 29, specimen = "BM", method = "flow", state = "quantified", unit = "%", value = "0.01" },
]
expect = { assigned = "LOW" }

[[example]]
name = "on it"
kind = "boundary"
results = [
  { day = 29, specimen = "BM", method = "flow", state = "quantified", unit = "%", value = "0.1" },
]
expect = { assigned = "HIGH" }

[[example]]
name = "nothing"
kind = "unknown"
expect = { assigned = "none", possible = ["HIGH", "LOW"], needs = ["BM flow at D29"] }
"""


def loaded(text: str = SMALL) -> RulePack:
    return load_pack(text.encode(), "small.toml")


def changed(old: str, new: str) -> str:
    """The small pack with one place changed; the place has to be there."""
    assert old in SMALL
    return SMALL.replace(old, new, 1)


def problems(text: str | bytes) -> list[str]:
    """Every problem of a pack, as a person reads it; none for a sound one."""
    try:
        load_pack(text if isinstance(text, bytes) else text.encode(), "small.toml")
    except ProblemsError as error:
        return [str(problem) for problem in error.problems]
    return []
