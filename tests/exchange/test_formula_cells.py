import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mrdtracker.exchange.formula_cells import hide_formula, uncover_formula

SIGNS = "=+-@\t\r\n＝＋－＠"  # noqa: RUF001 - the full-width signs are meant


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("before", ["", " ", "'", " '", "\u00a0"])
def test_nothing_that_a_spreadsheet_would_run_leaves_bare(sign, before):
    assert hide_formula(f"{before}{sign}cmd|' /C calc'!A0").startswith("'")


@pytest.mark.parametrize("text", ["", "46,XX", "S-0142", "<0.01 %", "'quoted'", "a=b"])
def test_ordinary_words_stay_as_they_are(text):
    assert hide_formula(text) == text


@given(st.text(alphabet=st.sampled_from(SIGNS + " 'a1"), max_size=8) | st.text())
@example("'=1")
@example("''\t1")
def test_what_was_hidden_is_uncovered_exactly(text):
    assert uncover_formula(hide_formula(text)) == text
