"""Ensuing: what is still to do once a record is sealed, the same list after any paper of its session."""

from collections.abc import Collection
from dataclasses import dataclass

from supdesk.desk import entering, evaluating, routing, signing
from supdesk.desk.desk import Desk
from supdesk.desk.finishing import SESSIONS
from supdesk.desk.routing import Outlook
from supdesk.domain.blanks import Asking
from supdesk.domain.clinical import Due
from supdesk.domain.records import Record
from supdesk.domain.sessions import Session, State
from supdesk.forms.definition import Form
from supdesk.vault import store


@dataclass(frozen=True, slots=True)
class Ensuing:
    """What waits beside a record, what its session asks for, and what usually follows.

    `main` is the session's own record, where there is one; `round` is None where nothing goes round, or not yet.
    `people` are those to plan the next session with, `planned` is the one that is planned already.
    """

    beside: tuple[tuple[Record, Form], ...]
    main: Record | None
    round: Outlook | None
    due: tuple[Due, ...]
    evaluations: tuple[Asking, ...]
    themes: tuple[str, ...]
    people: tuple[str, ...]
    planned: Session | None


def ensuing(desk: Desk, record: Record) -> Ensuing:
    """The list after that record."""
    main = _main(desk, record)
    people = [each.person_id for each in (main or record).parties if each != record.owner and each.person_id]
    sealed = main is not None and main.state.sealed
    return Ensuing(
        signing.waiting_beside(desk, record),
        main,
        _round(desk, main) if main and sealed else None,
        entering.due(desk, main) if main and sealed else (),
        evaluating.standings(desk, main.session_id) if main else (),
        store.themes(desk.vault.cx, main.id) if main else (),
        tuple(people),
        _planned(desk, people),
    )


def _main(desk: Desk, record: Record) -> Record | None:
    """The own record of the session, to which other papers belong."""
    if record.serves in SESSIONS:
        return record
    if not record.session_id:
        return None
    found = routing.recorded(desk, store.session(desk.vault.cx, record.session_id))
    return next((each for each in found if each.serves in SESSIONS and not each.amends), None)


def _round(desk: Desk, main: Record) -> Outlook | None:
    session = store.session(desk.vault.cx, main.session_id)
    return routing.outlook(desk, session.id) if routing.routes(desk, session) else None


def _planned(desk: Desk, people: Collection[str]) -> Session | None:
    """The next session planned with all of these person ids."""
    found = store.sessions(desk.vault.cx, state=State.PLANNED, people=people) if people else []
    with_all = (each for each in found if {a.person_id for a in each.attendees} >= set(people))
    return next((each for each in with_all if each.on >= desk.today), None)
