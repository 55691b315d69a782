"""The comment of the next report of a patient: how it begins, and what is kept of it unissued."""

from __future__ import annotations

from mrdtracker.domain.records import PatientId
from mrdtracker.gui.presenters.draft_words import COMMENT, DraftKey
from mrdtracker.services.issuing import Issuing
from mrdtracker.services.workspace import Workspace

_FIELD = "comment"


class CommentDraft:
    """Keeps what a person typed for a report that is not issued yet.

    Args:
        workspace: The open store, with this person's drafts.
        patient_id: Whose report.
    """

    def __init__(self, workspace: Workspace, patient_id: PatientId) -> None:
        self._drafts, self._issuing = workspace.drafts, Issuing(workspace)
        self._patient_id = patient_id
        self._key = DraftKey(COMMENT, patient_id)

    def text(self) -> str:
        """Return what was typed and never issued; otherwise what the last report said.

        Raises:
            StoreError: What the last report said cannot be read.
        """
        kept = self._drafts.of(self._key.form, self._key.subject)
        if kept is not None:
            return str(kept.fields.get(_FIELD, ""))
        return self._issuing.last_comment(self._patient_id)

    def keep(self, text: str) -> None:
        """Keep what stands there; nothing is kept where the last report says the same.

        Raises:
            StoreError: The disk refused.
        """
        if text.strip() == self._issuing.last_comment(self._patient_id):
            self._drafts.discard(self._key.form, self._key.subject)
        else:
            self._drafts.keep(self._key.form, self._key.subject, {_FIELD: text})
