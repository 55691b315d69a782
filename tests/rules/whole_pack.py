"""A pack that uses every key a pack file may have; it is read, and not proved."""

import tomllib

from mrdtracker.rules.example_reader import read_examples
from mrdtracker.rules.pack import Example, RulePack
from mrdtracker.rules.pack_reader import PackReader

WHOLE = """
[pack]
id = "whole"
version = "2.1"
title = "Whole"
state = "active"
day_of_first_dose = 0
prephase_counts = false
pnq_policy = "positive"
studies = ["One", "TWO"]
boundary_notes = ["Meets at 5 %."]
disputed = ["Sources differ."]
notes = ["Invented."]
placeholders = ["the window of D15"]

[missing]
policy = "criteria_not_fulfilled"
says = "published: no result leads to LOW."
source = "M"
quote = "not tested"

[quality]
negative_excludes = ">= 0.01 %"

[[source]]
key = "S"
citation = "Invented for a test"
quote = "of the source"
certainty = "A"

[[source]]
key = "M"
citation = "Missing 2020"
certainty = "B"

[[timepoint]]
id = "D8"
title = "Day 8"
day = 8
before = 1
after = 2
[timepoint.count]
specimen = "PB"
[timepoint.mrd]
specimen = "BM"
methods = ["ig_tr_pcr", "flow"]
min_sensitivity = "0.01 %"
min_markers = 2
denominators = ["nucleated_cells", "mononuclear_cells"]

[[timepoint]]
id = "D15"
title = "Day 15"
day = 15
open_ended = true
before_phase = "consolidation"
[timepoint.morphology]
specimen = "BM"

[[timepoint]]
id = "EOI"
title = "End of induction"
day = 33
by_name = true
before_phase = "protocol_m"
[timepoint.mrd]
specimen = "BM"
methods = ["flow"]
min_markers = 1

[[group]]
id = "HIGH"
title = "High"
final_with = ["D8 mrd", "D15 morphology"]

[[group]]
id = "LOW"
title = "Low"

[[group]]
id = "SHOWN"
title = "Shown"
shown_only = true

[[define]]
id = "old"
when = { age = ">= 10 years" }

[[scope]]
id = "only-b"
title = "Only B"
says = "Only B."
certainty = "C"
source = "S"
asked = false
requirement = true
when = { lineage = ["B"] }

[[scope]]
id = "no-infant"
title = "No infant"
says = "No infant."
certainty = "A"
source = "S"
when = { age = "< 1 years" }

[[rule]]
id = "high"
title = "High"
says = "High."
group = "HIGH"
level = "high"
certainty = "A"
operator_verified = true
source = "S"
quote = "of the rule"
note = "A note."
flags = ["PPR", "M3"]
placeholder = true
[rule.when]
any = [
  { all = [{ use = "old" }, { negative = "EOI" }] },
  { count = "D8", is = "> 1 per_uL" },
]

[[rule]]
id = "between"
title = "Between"
says = "Between."
boundary = ["HIGH", "LOW"]
certainty = "A"
operator_verified = true
source = "S"
note = "Printed so."
shadowed_by = "high"
when = { morphology = "D15", is = ">= 5 %" }

[[rule]]
id = "nothing"
title = "Nothing"
says = "Nothing."
gap = true
certainty = "A"
operator_verified = true
source = "S"
shadowed_by = "high"
when = { study = ["one"] }

[[rule]]
id = "shown"
title = "Shown"
says = "Shown."
group = "SHOWN"
certainty = "A"
operator_verified = false
source = "S"
when = { not = { any = [{ fact = "etp", is = "yes" }, { lesion = "iAMP21", is = "detected" }] } }

[[rule]]
id = "low"
title = "Low"
says = "Low."
group = "LOW"
level = "low"
certainty = "B"
operator_verified = true
source = "M"
when = { always = true }

[[gap]]
id = "hole"
title = "Hole"
says = "Hole."
certainty = "A"
source = "S"
when = { positive = "D8" }

[[arm]]
id = "arm"
title = "Arm A"
says = "Arm."
certainty = "A"
source = "S"
level = "info"
groups = ["HIGH", "LOW"]

[[finding]]
id = "found"
title = "Found"
says = "Found."
kind = "alert"
level = "intermediate"
certainty = "A"
source = "S"
flags = ["MRD_POSITIVE", "M3"]
methods = ["flow", "ig_tr_pcr"]
specimens = ["BM", "PB"]
applies = { after_first_dose = true }
check = { value = ">= 1 %" }
report = "all"

[[finding]]
id = "counted"
title = "Counted"
says = "Counted."
kind = "response"
certainty = "A"
source = "S"
methods = ["cytology_count"]
check = { value = ">= 1000 per_uL" }

[[finding]]
id = "course"
title = "Course"
says = "Course."
kind = "risk"
certainty = "A"
source = "S"
check = { event = "relapse" }

[example_base]
patient = { sex = "male" }

[[example]]
name = "first"
kind = "yes"
patient = { lineage = "B" }
course = { study = "One" }
results = [{ day = 8, specimen = "PB", method = "cytology_count", state = "pending" }]
[example.expect]
assigned = "HIGH"
status = "final"
possible = ["HIGH"]
flags = ["PPR"]
no_flags = ["M1"]
answers = { high = "yes", published-gap = "no" }
needs = ["BM flow at EOI"]
"""


def read_whole() -> tuple[RulePack, tuple[Example, ...], list[str]]:
    """Give the pack, its examples, and every problem."""
    document = tomllib.loads(WHOLE)
    reader = PackReader(document, "0" * 64)
    pack = reader.read()
    examples = read_examples(document, pack, reader.problems)
    return pack, examples, [str(problem) for problem in reader.problems]
