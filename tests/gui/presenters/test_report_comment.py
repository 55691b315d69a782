import pytest

from mrdtracker.gui.presenters.draft_words import COMMENT, DraftKey, unsaved_words
from mrdtracker.gui.presenters.report_comment import CommentDraft
from mrdtracker.services.issuing import Issuing
from tests.gui.desk import demo_workspace


@pytest.fixture
def workspace(tmp_path):
    with demo_workspace(tmp_path) as opened:
        yield opened


def test_a_comment_that_was_not_issued_is_kept_for_its_person(workspace):
    who = workspace.patient_by_code("DEMO-05").id
    draft = CommentDraft(workspace, who)
    assert draft.text() == ""

    draft.keep("Haemodilute.")

    assert CommentDraft(workspace, who).text() == "Haemodilute."
    (kept,) = workspace.drafts.all()
    assert DraftKey.of(kept) == DraftKey(COMMENT, who)
    words = unsaved_words([kept], workspace.today, workspace.patient_code)
    assert words.startswith("1 unsaved entry of yours: comment on the report of DEMO-05, ")


def test_once_the_report_says_it_nothing_waits(workspace):
    issuing, who = Issuing(workspace), workspace.patient_by_code("DEMO-05").id
    draft = CommentDraft(workspace, who)
    draft.keep("Haemodilute.")
    ready = issuing.report(who, comment="Haemodilute.")
    workspace.recorder.execute(issuing.command(ready, b"pages"))

    draft.keep(" Haemodilute.\n")

    assert workspace.drafts.all() == ()
    assert draft.text() == "Haemodilute."
    draft.keep("")
    assert draft.text() == ""
