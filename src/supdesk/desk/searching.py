"""Searching everything in the vault."""

from supdesk.desk.desk import Desk
from supdesk.domain.days import show_date
from supdesk.domain.sessions import Session
from supdesk.vault import search, store
from supdesk.vault.cipher import Connection
from supdesk.vault.search import Hit as Hit

OPEN, CLOSE = search.OPEN, search.CLOSE


def index_session(cx: Connection, session: Session) -> None:
    """Make a session findable by its number, its day, its kind and those it is with."""
    names = [store.person(cx, attendee.person_id).name for attendee in session.attendees]
    body = " ".join((show_date(session.on), session.mode.label, *names))
    search.index(cx, "session", session.id, f"{session.kind.label} session {session.number}", body)


def find(desk: Desk, typed: str) -> list[Hit]:
    """Records, sessions, people and actions that hold every typed word, best first; snippets mark the words."""
    return search.find(desk.vault.cx, typed)


def find_own(desk: Desk, typed: str) -> list[Hit]:
    """The owner's own pages that hold every typed word, without any of their words."""
    return search.find(desk.vault.cx, typed, private=True)
