import pytest

from mrdtracker.gui.first_steps import first_steps


@pytest.mark.parametrize(
    ("is_read_only", "names"),
    [(False, ["new patient", "import", "practice"]), (True, ["practice"])],
)
def test_who_may_only_read_is_offered_the_invented_patients(qtbot, is_read_only, names):
    page = first_steps("Nothing", "What it is for.", is_read_only=is_read_only)
    qtbot.addWidget(page)

    assert list(page.buttons) == names
