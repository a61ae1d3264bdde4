"""What needs me?"""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from supdesk.desk import attending
from supdesk.desk.attending import Today, Waiting
from supdesk.desk.contracting import Contract
from supdesk.desk.recording import Sheet
from supdesk.domain.actions import Action
from supdesk.domain.changes import Topic
from supdesk.domain.days import show_date
from supdesk.domain.sessions import Session
from supdesk.domain.tracker import Line
from supdesk.ui.actions.details import open_action
from supdesk.ui.contracts.writing import renew
from supdesk.ui.following import follow
from supdesk.ui.parts import Badge, Card, EmptyState, ListRow, Page, PrimaryButton, Rows, SecondaryButton
from supdesk.ui.people.standing import TONES, tone
from supdesk.ui.records.going import go_on, sign
from supdesk.ui.seat import Seat
from supdesk.ui.sessions.details import start_session
from supdesk.ui.sessions.planner import offer_planner, offer_start


class TodayPage(Page):
    """Everything that waits, in cards; a card with nothing in it is not shown."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Today")
        self._seat = seat
        self.cards: dict[str, list[ListRow]] = {}
        now = SecondaryButton("Start a session now", "sessions", lambda: offer_start(seat, self))
        self.set_deeds([now, PrimaryButton("Plan a session", "add", lambda: offer_planner(seat, self))])
        topics = (Topic.SESSIONS, Topic.PEOPLE, Topic.ACTIONS, Topic.RECORDS, Topic.DRAFTS, Topic.SETTINGS)
        follow(seat, self, lambda: attending.today(seat.desk), self._show, *topics)

    def _show(self, found: Today) -> None:
        self.clear()
        self.set_title("Today", show_date(found.day))
        groups: dict[str, Iterable[ListRow]] = {
            "Sessions today and this week": (self._session(s, found) for s in found.sessions),
            "Unfinished drafts": (self._draft(sheet, found) for sheet in found.drafts),
            "To be sealed": (self._waiting(waiting) for waiting in found.waiting),
            "People due": (self._person(t) for t in found.people),
            "Actions past their date": (self._action(action) for action in found.actions),
            "Contracts to review": (self._contract(contract) for contract in found.contracts),
        }
        self.cards = {title: made for title, rows in groups.items() if (made := list(rows))}
        for title, made in self.cards.items():
            card = Card(title)
            card.add(Rows(*made))
            self.add(card)
        if not self.cards:
            self.add(_nothing())

    def _session(self, session: Session, found: Today) -> ListRow:
        names = ", ".join(found.names.get(a.person_id, "") for a in session.attendees)
        when = show_date(session.on) + (f", {session.start:%H:%M}" if session.start else "")
        is_today = session.on == found.day
        begun = session.id in found.begun
        badge = Badge("Today", "info") if is_today else Badge("Past", "warning") if session.on < found.day else None
        if begun:
            badge = Badge("Begun", "neutral")
        about = f"{when} · {session.kind.label} · {session.mode.label}"
        deed = "Go on" if begun else "Start" if is_today else "Open"
        return ListRow(
            names, about, icon="sessions", badge=badge, deed=deed, on=lambda: start_session(self._seat, session.id)
        )

    def _draft(self, sheet: Sheet, found: Today) -> ListRow:
        names = [found.names.get(person, "") for person in sheet.draft.facts.get("supervisees", ())]
        changed = f"last changed on {show_date(sheet.draft.updated_at.date())}"
        about = " · ".join([*([", ".join(names)] if names else []), changed])
        return ListRow(sheet.form.title, about, icon="edit", deed="Go on", on=lambda: go_on(self._seat, sheet))

    def _waiting(self, waiting: Waiting) -> ListRow:
        record = waiting.record
        names = ", ".join(party.name for party in record.parties)
        about = f"{show_date(record.on)} · {names}"
        title = f"{record.title} {record.number}"
        return ListRow(
            title,
            about,
            icon="sign",
            deed="Sign" if waiting.to_sign else "Issue",
            on=lambda: sign(self._seat, record.id),
        )

    def _person(self, found: Line) -> ListRow:
        last = [f"Last session {show_date(found.last)}"] if found.last else []
        beside = [f"Last ad hoc session {show_date(found.ad_hoc)}"] if found.ad_hoc and not found.last else []
        planned = [f"next planned {show_date(found.planned)}"] if found.planned else []
        about = " · ".join((last or beside) + planned)
        deed = "" if found.planned else "Plan"
        return ListRow(
            found.person.name,
            about,
            icon="person",
            badge=Badge(found.label, tone(found)),
            deed=deed,
            on=lambda: offer_planner(self._seat, self, [found.person.id]),
        )

    def _action(self, action: Action) -> ListRow:
        due = f" · by {show_date(action.by_when)}" if action.by_when else ""
        badge = Badge("Overdue", "danger")
        return ListRow(
            action.what,
            f"{action.by_whom}{due}",
            icon="actions",
            badge=badge,
            deed="Decide",
            on=lambda: open_action(self._seat, self, action.id),
        )

    def _contract(self, contract: Contract) -> ListRow:
        record = contract.record
        return ListRow(
            ", ".join(party.name for party in record.parties),
            f"Review by {show_date(contract.renew_on)}",
            icon="contracts",
            badge=Badge(contract.standing.label, TONES[contract.standing]),
            deed="Renew",
            on=lambda: renew(self._seat, self, record),
        )


def _nothing() -> EmptyState:
    return EmptyState(
        "today",
        "Nothing is waiting",
        "Sessions to come, people who are due, records to sign and late actions appear here by themselves.",
    )


def build(seat: Seat) -> QWidget:
    """The Today page."""
    return TodayPage(seat)
