"""The saved cohorts, in the words of the cohort."""

from mrdtracker.gui.saved_cohorts import SavedCohorts
from tests.gui.due_desk import Morning, a_ward, day


def test_cohorts_are_kept_for_the_cohort_page_and_not_for_the_board(qtbot, tmp_path):
    with a_ward(tmp_path, Morning(day(16))) as ward:
        saved = SavedCohorts(ward, lambda: {"view": "overlay"})
        qtbot.addWidget(saved)
        saved.fill()
        assert [one.text() for one in saved.offered.actions() if one.text()] == [
            "No cohort is saved yet",
            "Save this cohort…",
        ]

        with qtbot.waitSignal(saved.told) as told:
            saved.save("infants", is_shared=True)

        assert told.args == ["Cohort saved as infants."]
        assert [one.name for one in ward.saved_views.of_page("cohort")] == ["infants"]
        assert ward.saved_views.of_page("board") == ()
