import pytest

from mrdtracker.gui.stylesheet import stylesheet


def test_a_missing_token_is_an_error_and_not_a_hole():
    with pytest.raises(KeyError):
        stylesheet({"text": "#000000"})
