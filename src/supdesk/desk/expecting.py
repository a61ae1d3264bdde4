"""Expecting: who is to come to a planned session, of which kind it is and how it is held."""

from collections.abc import Sequence
from dataclasses import replace

from supdesk.desk import finishing, planning, recording
from supdesk.desk.desk import Desk
from supdesk.desk.recording import Sheet
from supdesk.domain.changes import Changes
from supdesk.domain.errors import SupdeskError
from supdesk.domain.sessions import Attendee, Kind, Mode
from supdesk.vault import keeping


def expect(desk: Desk, session_id: str, kind: Kind, mode: Mode, people: Sequence[str], pack: str = "") -> Changes:
    """Have just these person ids come to a planned session, under the `pack` of that id or the one it has.

    SupdeskError `session.written` where it would be of another kind or pack, and something was written for it.
    """
    planning.check_company(kind, people)
    session = planning.planned(desk, session_id)
    under = desk.around.packs.pack(pack).id if pack and pack != session.pack else session.pack
    if (kind, under) != (session.kind, session.pack):
        _check_unwritten(desk, session_id)
    attendees = tuple(Attendee(person) for person in dict.fromkeys(people))
    after = replace(session, kind=kind, mode=mode, attendees=attendees, pack=under)
    if after == session:
        raise SupdeskError("session.same", "That is what stands there already, so nothing was changed.")
    return planning.replan(desk, "expect others", session, after)


def _check_unwritten(desk: Desk, session_id: str) -> None:
    for draft in keeping.drafts(desk.vault.cx, session_id=session_id):
        sheet = Sheet(keeping.form(desk.vault.cx, draft.form.digest), draft)
        if recording.at_session(sheet) and finishing.holds_words(sheet.form, draft.raw):
            raise SupdeskError(
                "session.written",
                "Something was written for it already, on the form of its kind and pack. Keep both.",
            )
