"""Searching everything in the vault, and what each thing in it is found by."""

from functools import partial

from supdesk.desk.desk import Desk
from supdesk.domain.actions import Action
from supdesk.domain.days import show_date
from supdesk.domain.people import Person
from supdesk.domain.records import Record
from supdesk.domain.sessions import Session
from supdesk.forms import answers
from supdesk.vault import keeping, reflections, search, store
from supdesk.vault.cipher import Connection
from supdesk.vault.search import Hit as Hit

OPEN, CLOSE = search.OPEN, search.CLOSE


def index_session(cx: Connection, session: Session) -> None:
    """Make a session findable by its number, its day, its kind and those it is with."""
    names = [store.person(cx, attendee.person_id).name for attendee in session.attendees]
    body = " ".join((show_date(session.on), session.mode.label, *names))
    search.index(cx, "session", session.id, f"{session.kind.label} session {session.number}", body)


def index_record(cx: Connection, record: Record) -> None:
    """Make a record findable by its number, its title and what is written in it."""
    body = answers.search_text(keeping.form(cx, record.form.digest), record.answers)
    search.index(cx, "record", record.id, f"{record.number} · {record.title}", body)


def index_page(cx: Connection, page: Record) -> None:
    """Make an own page findable by its title, its day and what is written on it."""
    body = answers.search_text(keeping.form(cx, page.form.digest), page.answers)
    search.index(cx, search.PRIVATE, page.id, f"{page.title}, {show_date(page.on)}", body)


def index_person(cx: Connection, person: Person) -> None:
    """Make a person findable by their name, what they do and where."""
    body = " ".join((person.designation, person.service, person.employer, person.email))
    search.index(cx, "person", person.id, person.name, body)


def index_action(cx: Connection, action: Action) -> None:
    """Make an action findable by what is to be done, by whom, why and how."""
    search.index(cx, "action", action.id, action.what, f"{action.by_whom}\n{action.because}\n{action.how}")


def index_anew(cx: Connection) -> None:
    """Have everything found that is there and was not found any more; nothing else changes."""
    found = search.indexed(cx)
    everything = [
        *(("record", each.id, partial(index_record, cx, each)) for each in keeping.records(cx)),
        *((search.PRIVATE, each.id, partial(index_page, cx, each)) for each in reflections.pages(cx)),
        *(("session", each.id, partial(index_session, cx, each)) for each in store.sessions(cx)),
        *(("person", each.id, partial(index_person, cx, each)) for each in store.people(cx)),
        *(("action", each.id, partial(index_action, cx, each)) for each in store.open_actions(cx)),
        *(("action", each.id, partial(index_action, cx, each)) for each in store.closed_actions(cx, -1)),
    ]
    for kind, subject, index in everything:
        if (kind, subject) not in found:
            index()


def find(desk: Desk, typed: str) -> list[Hit]:
    """Records, sessions, people and actions that hold every typed word, best first; snippets mark the words."""
    return search.find(desk.vault.cx, typed)


def find_own(desk: Desk, typed: str) -> list[Hit]:
    """The owner's own pages that hold every typed word, without any of their words."""
    return search.find(desk.vault.cx, typed, private=True)
