"""The filter of a list as it was typed: a name that there is not is refused."""

from __future__ import annotations

from mrdtracker.domain.errors import NotFoundError
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import say


def check_names(workspace: Workspace, query: PatientQuery) -> None:
    """Refuse a group or protocol that there is not: "0 patients" is no answer to a slip.

    Raises:
        NotFoundError: No pack and no patient has that name.
    """
    protocol, group = query.protocol, query.group
    if protocol is not None and not workspace.patients(PatientQuery(protocol=protocol)).rows:
        workspace.rules.overview(protocol)
    groups = {one for pack in workspace.rules.overviews() for one in pack.groups}
    if group is None or group in groups or workspace.patients(PatientQuery(group=group)).rows:
        return
    raise NotFoundError(
        say("No group is called '{}'.").format(group),
        say("There are: {}.").format(", ".join(sorted(groups))),
    )
