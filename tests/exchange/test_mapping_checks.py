import pytest

from mrdtracker.domain.errors import ProblemsError
from tests.exchange.tables import FLOW, a_mapping

EVENT = '[[event]]\ncolumn = "event"\n'


def changed(old: str, new: str = "") -> str:
    assert old in FLOW
    return FLOW.replace(old, new)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (changed('method = "flow"'), "needs either method or method_column"),
        (FLOW + 'specimen_column = "material"', "needs either specimen or specimen_column"),
        (FLOW + 'unit_column = "unit"', "takes either unit or unit_column"),
        (FLOW + 'day_column = "day"', "takes either day or day_column"),
        (changed("day = 29"), "needs a day, a timepoint or a date"),
        (changed('unit = "%"', 'unit = "per_uL"'), "per_uL is not a unit of flow"),
        (FLOW + 'sensitivity_unit = "ncn"', "ncn is not a unit of flow"),
        (changed('zero = "negative"', 'zero = "zero_count"'), "0 is not a count by flow"),
        (changed('"flow"', '"morphology"'), "0 is a count by morphology"),
        (FLOW + "nines = true", "say whether a coded <x"),
        (FLOW + 'first_dose_day_column = "first"', "belongs to day_column"),
        (EVENT, "needs time_column, date_column or day_column"),
        (EVENT + 'time_column = "days"', "where its days begin"),
        (
            EVENT + 'time_column = "days"\ncounted_from = "diagnosis"\ndate_column = "on"',
            "either time_column, or",
        ),
        ('[[fact]]\nfield = "wbc_10e9_per_l"\ncolumn = "wbc"', "takes 10e9_per_L or per_uL"),
        ('[[fact]]\nfield = "sex"\ncolumn = "sex"\nunit = "%"', "'sex' has no unit"),
        ('[[fact]]\nfield = "cns"\ncolumn = "cns"\nvalues = {a = "CNS4"}', "knows no 'CNS4'"),
        (
            '[[fact]]\nfield = "sex"\ncolumn = "a"\n[[fact]]\nfield = "sex"\ncolumn = "b"',
            "read from two columns",
        ),
        ('[[lesion]]\nname = "x"\ncolumn = "x"\nvalues = {1 = "yes"}', "knows no 'yes'"),
    ],
)
def test_a_part_that_cannot_be_meant_is_refused(part, words):
    with pytest.raises(ProblemsError) as refused:
        a_mapping(part)

    assert words in str(refused.value)


def test_words_that_are_only_kept_need_no_time():
    mapping = a_mapping(EVENT + 'values = {None = "none", SMN = "note"}')

    assert mapping.events[0].values == {"None": "none", "SMN": "note"}
