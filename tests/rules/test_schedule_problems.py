"""Every mistake in the head and the time points of a pack, and all that is said about it."""

import pytest

from mrdtracker.rules.timepoints import MissingPolicy
from tests.rules.small_pack import SMALL, changed, loaded, problems
from tests.rules.test_schedule_reader import MISSING


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "day = 15\n",
            "",
            [
                "timepoint 'D15': 'day' is missing: the named day, or the first one of an open"
                " window."
            ],
        ),
        (
            "before = 1",
            "before = -1",
            [
                "timepoint 'D15'.before: '-1' is not a number. Write digits with a decimal"
                " point, such as 0.05 or 5e-4."
            ],
        ),
        (
            'methods = ["flow"]',
            'methods = ["morphology"]',
            ["timepoint 'D15'.mrd.methods: morphology gives no mrd result."],
        ),
        (
            'methods = ["flow"]',
            'methods = ["flwo"]',
            ["timepoint 'D15'.mrd.methods[0]: 'flwo' is not allowed. Did you mean 'flow'?"],
        ),
        (
            'methods = ["flow"]',
            'methods = ["flow"]\nmin_sensitivity = "1e-4"',
            [
                "timepoint 'D15'.mrd.min_sensitivity: '<= 1e-4' has no unit: write one of %,"
                " fraction, per_1e4, per_1e6 after it."
            ],
        ),
        (
            'specimen = "BM"',
            'specimen = "marrow"',
            [
                "timepoint 'D15'.mrd.specimen: 'marrow' is not allowed. Allowed: BM, PB, CSF,"
                " other."
            ],
        ),
        (
            'id = "D29"',
            'id = "D15"',
            [
                "timepoint 'D15': stands twice.",
                "group 'HIGH'.final_with: 'D29 mrd' is not a time point and a channel ('D33"
                " mrd').",
                "group 'LOW'.final_with: 'D29 mrd' is not a time point and a channel ('D33 mrd').",
                "rule 'high'.when.mrd: there is no 'D29'; there are: D15.",
                "rule 'low'.when.mrd: there is no 'D29'; there are: D15.",
            ],
        ),
        (
            "after = 2",
            "open_ended = true",
            ["timepoint 'D15': its window overlaps that of 'D29'."],
        ),
        (
            '[timepoint.mrd]\nspecimen = "BM"\nmethods = ["flow"]\n\n[[timepoint]]',
            "\n[[timepoint]]",
            [
                "timepoint 'D15': says not what is looked at: add [timepoint.mrd] or another"
                " channel."
            ],
        ),
        (
            'version = "1"',
            'version = "1"\npnq_policy = "low"',
            ["pack.pnq_policy: 'low' is not allowed. Allowed: positive, below_threshold, manual."],
        ),
        (
            "[[source]]\n",
            MISSING.replace('quote = "no result"', ""),
            ["missing: 'quote' is missing."],
        ),
        (
            "[[source]]\n",
            MISSING.replace('"S"', '"T"'),
            ["missing.source: there is no 'T'; there are: S."],
        ),
        (
            'version = "1"',
            'verison = "1"',
            [
                "pack: 'verison' is not a key here; did you mean 'version'?",
                "pack: 'version' is missing.",
            ],
        ),
        ('version = "1"', "version = 1", ["pack.version: must be a text, not 1."]),
        (
            "[[group]]",
            "[[groups]]",
            [
                "'groups' is not a key here; did you mean 'group'?",
                "rule 'high'.group: there is no group 'HIGH'; there are: LOW.",
                "example 'yes'.expect: there is no group 'HIGH'; there are: LOW.",
                "example 'on it'.expect: there is no group 'HIGH'; there are: LOW.",
                "example 'nothing'.expect: there is no group 'HIGH'; there are: LOW.",
            ],
        ),
        ("day = 29", "day = 17", ["timepoint 'D15': its window overlaps that of 'D29'."]),
        (
            "day_of_first_dose = 1",
            "",
            ["pack: 'day_of_first_dose' is missing: 0 or 1, there is no default."],
        ),
        (
            "day_of_first_dose = 1",
            "day_of_first_dose = 2",
            ["pack.day_of_first_dose: must be a whole number from 0 to 1."],
        ),
        (
            'state = "active"',
            'state = "activ"',
            ["pack.state: 'activ' is not allowed. Did you mean 'active'?"],
        ),
        (
            'specimen = "BM"\n',
            "",
            [
                "timepoint 'D15'.mrd: 'specimen' is missing: it is part of the rule and has no"
                " default."
            ],
        ),
        (
            'methods = ["flow"]\n',
            "",
            ["timepoint 'D15'.mrd: 'methods' is missing: name the decisive method."],
        ),
        (
            'age = ">= 10 years"',
            'use = "old"',
            ["define 'old': the definitions go round in a circle: old → old."],
        ),
        (
            "[[example]]\n",
            '[quality]\nnegative_excludes = "0.01 %"\n\n[[example]]\n',
            [
                "quality.negative_excludes: '0.01 %' has no operator: write >=, >, <= or <"
                " before it."
            ],
        ),
        (
            "[[example]]\n",
            '[quality]\nexcludes = "x"\n\n[[example]]\n',
            [
                "quality: 'excludes' is not a key here; did you mean 'negative_excludes'?",
                "quality: 'negative_excludes' is missing.",
            ],
        ),
        (
            '[[define]]\nid = "old"',
            "[[define]]",
            ["define 1: 'id' is missing.", "define '': 'use' is missing."],
        ),
        (
            "[[rule]]",
            '[[define]]\nid = "old"\nwhen = { always = true }\n\n[[rule]]',
            ["define 'old'.id: 'old' stands twice."],
        ),
        (
            "[[timepoint]]",
            '[[source]]\nkey = "S"\ncitation = "x"\n\n[[timepoint]]',
            ["source 'S'.key: 'S' stands twice."],
        ),
        (
            'key = "S"\n',
            'key = "S"\ncertainty = "D"\n',
            ["source 'S'.certainty: 'D' is not allowed. Allowed: A, B, C."],
        ),
        (
            'key = "S"\n',
            "",
            [
                "source 1: 'key' is missing.",
                "rule 'high'.source: there is no 'S'; there are none.",
                "rule 'low'.source: there is no 'S'; there are none.",
            ],
        ),
        ('citation = "Invented for a test"', "", ["source 'S': 'citation' is missing."]),
        ('state = "active"\n', "", ["pack: 'state' is missing: active or display_only."]),
        ('title = "Small"\n', "", ["pack: 'title' is missing."]),
        ('id = "small"\n', "", ["pack: 'id' is missing."]),
        ('version = "1"', 'version = "1"\nstudies = [1]', ["pack.studies[0]: must be a text."]),
        (
            'version = "1"',
            'version = "1"\nboundary_notes = [1]\ndisputed = [1]\nnotes = [1]\nplaceholders = [1]',
            [
                "pack.boundary_notes[0]: must be a text.",
                "pack.disputed[0]: must be a text.",
                "pack.notes[0]: must be a text.",
                "pack.placeholders[0]: must be a text.",
            ],
        ),
        (
            'when = { age = ">= 10 years" }',
            'when = { age = ">= 10" }',
            ["define 'old'.age: '>= 10' has no unit: write one of years after it."],
        ),
        (
            "before = 1",
            "before = 5001",
            ["timepoint 'D15'.before: must be a whole number from 0 to 5000."],
        ),
        (
            "after = 2",
            "after = 5001",
            ["timepoint 'D15'.after: must be a whole number from 0 to 5000."],
        ),
        (
            "day = 15",
            "day = 5001",
            ["timepoint 'D15'.day: must be a whole number from 0 to 5000."],
        ),
        (
            "day = 15",
            "day = 15\nopen_ended = 1",
            ["timepoint 'D15'.open_ended: must be true or false."],
        ),
        ("day = 15", "day = 15\nby_name = 1", ["timepoint 'D15'.by_name: must be true or false."]),
        (
            "day = 15",
            "day = 15\nbefore_phase = 1",
            ["timepoint 'D15'.before_phase: must be a text, not 1."],
        ),
        ('title = "Day 15"\n', "", ["timepoint 'D15': 'title' is missing."]),
        ('id = "D15"\n', "", ["timepoint 1: 'id' is missing."]),
        (
            'methods = ["flow"]',
            'methods = ["flow"]\nmin_markers = 0',
            ["timepoint 'D15'.mrd.min_markers: must be a whole number from 1 to 10."],
        ),
        (
            'methods = ["flow"]',
            'methods = ["flow"]\nmin_markers = 11',
            ["timepoint 'D15'.mrd.min_markers: must be a whole number from 1 to 10."],
        ),
        (
            'methods = ["flow"]',
            'methods = ["flow"]\ndenominators = ["all"]',
            [
                "timepoint 'D15'.mrd.denominators[0]: 'all' is not allowed. Allowed:"
                " nucleated_cells, mononuclear_cells, cd45_positive_cells, white_cells,"
                " lymphocytes, genome_equivalents, control_gene_copies, reads."
            ],
        ),
        (
            'methods = ["flow"]',
            'methods = ["flow"]\nmin_sensitivity = 1',
            ["timepoint 'D15'.mrd.min_sensitivity: must be a text, not 1."],
        ),
        (
            "day_of_first_dose = 1",
            "day_of_first_dose = 1\nprephase_counts = 1",
            ["pack.prephase_counts: must be true or false."],
        ),
        ("[[source]]\n", "[missing]\n\n[[source]]\n", ["missing: 'policy' is missing."]),
        (
            "[[source]]\n",
            MISSING.replace('says = "published."', ""),
            ["missing: 'says' is missing."],
        ),
        (
            "[[source]]\n",
            MISSING.replace("_not_fulfilled", ""),
            [
                "missing.policy: there is no 'criteria'; there are: unknown,"
                " criteria_not_fulfilled."
            ],
        ),
        (
            "[[source]]\n",
            MISSING.replace("quote", "quot"),
            [
                "missing: 'quot' is not a key here; did you mean 'quote'?",
                "missing: 'quote' is missing.",
            ],
        ),
        ("day = 15", "day = 27", ["timepoint 'D15': its window overlaps that of 'D29'."]),
        ("day = 15", "day = 26", []),
    ],
)
def test_what_is_said_about_each_mistake(old, new, said):
    assert problems(changed(old, new)) == said


TWO_UNITS = changed(
    'methods = ["flow"]', 'methods = ["flow"]\nmin_sensitivity = "0.01 %"'
).replace(
    'methods = ["flow"]\n\n[[group',
    'methods = ["flow"]\nmin_sensitivity = "1e-4 fraction"\n\n[[group',
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            TWO_UNITS,
            "timepoint 'D29'.mrd.min_sensitivity: MRD is written in 'fraction' here and in '%'"
            " before: use one unit.",
        ),
        ("timepoint = 3", "timepoint: must be a list, not 3."),
        ("example = 3", "example: must be a list, not 3."),
        ("source = 3", "source: must be a list, not 3."),
        (
            "example_base = 3\n" + SMALL,
            "example_base: must be an object with named fields, not 3.",
        ),
        ("missing = 3", "missing: must be an object with named fields, not 3."),
        ("quality = 3", "quality: must be an object with named fields, not 3."),
    ],
    ids=["units", "timepoint", "example", "source", "base", "missing", "quality"],
)
def test_what_stands_in_the_wrong_shape_or_unit_is_said_with_its_place(text, said):
    assert said in problems(text)


@pytest.mark.parametrize(("day", "overlaps"), [(26, False), (27, True), (37, True), (38, False)])
def test_windows_share_no_day_whichever_stands_first(day, overlaps):
    found = problems(changed("day = 15", f"day = {day}"))

    assert ("timepoint 'D15': its window overlaps that of 'D29'." in found) is overlaps


@pytest.mark.parametrize(("day", "overlaps"), [(23, False), (24, True), (37, True), (38, False)])
def test_the_days_before_a_named_day_belong_to_its_window(day, overlaps):
    text = changed("day = 29\n", "day = 29\nbefore = 3\n").replace("day = 15", f"day = {day}")

    found = problems(text)

    assert ("timepoint 'D15': its window overlaps that of 'D29'." in found) is overlaps


def test_day_nought_is_a_day():
    pack = loaded(changed("day = 15", "day = 0").replace("before = 1", "before = 0"))

    assert pack.schedule.timepoints[0].window.day == 0


def test_what_a_pack_says_of_missing_results_is_kept_without_a_policy():
    said = '[missing]\npolicy = "unknown"\nsays = "Nothing is published."\n\n[[source]]\n'
    silent = said.replace('says = "Nothing is published."\n', "")

    policies = [loaded(changed("[[source]]\n", text)).schedule.missing for text in (said, silent)]

    assert policies == [MissingPolicy(says="Nothing is published."), MissingPolicy()]


def test_a_fact_that_an_example_calls_unknown_takes_the_common_one_away():
    base = '[example_base]\npatient = { genetics = { a = "detected" } }\n\n[[example]]\n'
    own = 'name = "yes"\npatient = { genetics = "unknown" }\n'
    text = changed("[[example]]\n", base).replace('name = "yes"\n', own, 1)

    examples = loaded(text).examples

    assert dict(examples[0].case.patient.genetics) == {}
    assert list(examples[1].case.patient.genetics) == ["a"]
