"""One person: how they stand, what was agreed with them, and what there was, each opening."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from supdesk.desk import recalling
from supdesk.desk.contracting import Contract
from supdesk.desk.deciding import Listed
from supdesk.desk.recalling import KnownPerson
from supdesk.domain.changes import Topic
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Leave
from supdesk.domain.records import Entry, RecordState
from supdesk.domain.registers import Period
from supdesk.domain.sessions import Session, State
from supdesk.domain.tracker import Line
from supdesk.ui.actions.details import ActionDetails
from supdesk.ui.actions.standing import tone as action_tone
from supdesk.ui.contracts.page import begun_row
from supdesk.ui.following import follow
from supdesk.ui.parts import (
    Badge,
    Banner,
    Card,
    ListRow,
    Page,
    PrimaryButton,
    QuietButton,
    Rows,
    SecondaryButton,
    Words,
    fact,
    row,
)
from supdesk.ui.people.editing import PersonForm
from supdesk.ui.people.notifying import offer_notice
from supdesk.ui.people.own import offer_own
from supdesk.ui.people.removing import offer_remove
from supdesk.ui.people.standing import TONES, tone
from supdesk.ui.people.training import TrainingCard
from supdesk.ui.records.page import TONES as SEALED
from supdesk.ui.records.record import open_record
from supdesk.ui.seat import Seat
from supdesk.ui.sessions.details import open_session
from supdesk.ui.sessions.page import TONES as STATES
from supdesk.ui.sessions.planner import offer_planner, offer_start

NOTHING = {
    "Contract": "None yet. Begin one under Contracts.",
    "Sessions": "None yet.",
    "Open actions": "Nothing is open.",
    "Records": "None yet. The record of a session stands here once it is finished.",
}
TOPICS = (Topic.PEOPLE, Topic.SESSIONS, Topic.RECORDS, Topic.DRAFTS, Topic.ACTIONS, Topic.SETTINGS)


def open_person(seat: Seat, person_id: str) -> None:
    """Go and see somebody."""
    seat.shell.push(PersonPage(seat, person_id))


class PersonPage(Page):
    """What there is with one person, to be read; every line opens what it is about."""

    def __init__(self, seat: Seat, person_id: str) -> None:
        super().__init__("Person")
        self._seat, self._id = seat, person_id
        self.cards: dict[str, list[ListRow]] = {}
        follow(
            seat, self, lambda: recalling.person(seat.desk, person_id), self._show, *TOPICS, failed=self._refused
        )

    def _refused(self, error: SupdeskError) -> None:
        self.clear()
        self.set_title("Person")
        self.set_deeds([])
        self.add(Banner(error.sentence, "warning"))

    def _show(self, found: KnownPerson) -> None:
        person = found.person
        self.clear()
        self.set_title(person.name, " · ".join(filter(None, (person.designation, person.service, person.employer))))
        self.set_deeds(list(self._deeds_for(found)))
        self._add_facts(found)
        if found.training:
            self.add(TrainingCard(self._seat, self, found.training, found.files))
        self.cards = {
            "Contract": [
                *(begun_row(self._seat, begun) for begun in found.begun),
                *(self._contract(contract) for contract in found.contracts),
            ],
            "Sessions": [self._session(session, found) for session in (*found.to_come, *found.over)],
            "Open actions": [self._action(listed) for listed in found.actions],
            "Records": [self._record(entry) for entry in found.records],
        }
        for title, rows in self.cards.items():
            if rows or found.supervised or (found.own and title == "Sessions"):
                card = Card(title)
                card.add(Rows(*rows) if rows else Words(NOTHING[title], "muted"))
                self.add(card)
        if not found.own:
            remove = QuietButton("Remove this person…", "trash", lambda: offer_remove(self._seat, self, person))
            self.add(row(remove, None))

    def _add_facts(self, found: KnownPerson) -> None:
        facts = [fact(what, words) for what, words in _facts(found)]
        standing = found.tracked
        badge = [Badge(standing.label, tone(standing))] if standing else []
        if facts or badge:
            name = "Your own supervision" if found.own else "Supervision"
            card = Card(name if badge else "Particulars", *badge)
            card.add(*facts)
            self.add(card)

    def _deeds_for(self, found: KnownPerson) -> Iterator[QWidget]:
        seat, person = self._seat, found.person
        yield SecondaryButton("Edit", "edit", lambda: PersonForm(seat, person))
        if found.own:
            yield SecondaryButton("Record own supervision", "tick", lambda: offer_own(seat, self, held=True))
            yield PrimaryButton("Plan own supervision", "add", lambda: offer_own(seat, self, held=False))
        elif found.tracked and found.tracked.pressing and not found.tracked.excluded:
            yield SecondaryButton("Notify manager…", "mail", lambda: offer_notice(seat, self, person.id))
        if found.supervised:
            yield SecondaryButton("Start a session now", "sessions", lambda: offer_start(seat, self, [person.id]))
            yield PrimaryButton("Plan a session", "add", lambda: offer_planner(seat, self, [person.id]))

    def _contract(self, contract: Contract) -> ListRow:
        record = contract.record
        standing = Badge(contract.standing.label, TONES[contract.standing])
        waits = Badge(record.state.label, SEALED[record.state]) if record.state is RecordState.FINISHED else None
        return ListRow(
            f"{record.number} of {show_date(record.on)}",
            f"With {', '.join(party.name for party in record.parties)} · review by {show_date(contract.renew_on)}",
            icon="contracts",
            badge=waits or standing,
            opens=lambda: open_record(self._seat, record.id),
        )

    def _session(self, session: Session, found: KnownPerson) -> ListRow:
        by, packs = found.supervised_by.get(session.id, ""), self._seat.desk.around.packs
        pack = packs.at_hand(session.pack)
        under = f" · under {pack.name}" if pack and not by and pack.name != found.pack else ""
        time = f", {session.start:%H:%M}" if session.start else ""
        presence = session.presence_of(self._id)
        how = [f"With {by}"] if by else []
        came = f" · {presence.label.lower()}" if presence and session.state is State.HELD else ""
        return ListRow(
            f"{show_date(session.on)}{time}",
            " · ".join((*how, session.kind.label, session.mode.label, f"{session.number}{came}{under}")),
            icon="sessions",
            badge=Badge(session.state.label, STATES[session.state]),
            opens=lambda: open_session(self._seat, self, session.id),
        )

    def _action(self, listed: Listed) -> ListRow:
        action = listed.action
        due = [f"by {show_date(action.by_when)}"] if action.by_when else []
        today = self._seat.desk.today
        return ListRow(
            action.what,
            " · ".join(filter(None, (action.by_whom, *due, listed.session))),
            icon="actions",
            badge=Badge(action.standing(today), action_tone(action, today)),
            opens=lambda: ActionDetails(self._seat, listed),
        )

    def _record(self, entry: Entry) -> ListRow:
        return ListRow(
            f"{entry.title} {entry.number}",
            show_date(entry.on),
            icon="records",
            badge=Badge(entry.state.label, SEALED[entry.state]),
            opens=lambda: open_record(self._seat, entry.id),
        )


SETTLE = "Not agreed yet. Agree it for the service in Settings, or for them with Edit."


def _agreed(line: Line) -> Iterator[tuple[str, str]]:
    """How often, and why; and the days of leave."""
    if line.unsettled:
        yield "How often", SETTLE
    if line.every:
        why = line.person.cadence_reason if line.person.cadence else _whence(line)
        often = f"{line.every.title}, {line.kind.how}" if line.kind else line.every.title
        yield "How often", f"{often}: {why}" if why else often
    if line.person.leave:
        yield "Leave", "; ".join(map(_leave, line.person.leave))


def _whence(line: Line) -> str:
    agreed = line.provision and line.provision.every == line.every
    return "as was agreed for the service" if agreed else "as the policy asks"


def _leave(leave: Leave) -> str:
    return Period(leave.first, leave.until).shown if leave.until else f"From {show_date(leave.first)}"


def _last(line: Line) -> Iterator[tuple[str, str]]:
    """The last session that counts, and what was held but does not."""
    if line.kind:
        yield f"Last {line.kind.how}", show_date(line.last) if line.last else "None yet"
    elif line.last:
        yield "Last session", show_date(line.last)
    if line.beside and line.kind:
        kind, day = line.beside
        yield (
            f"Last {kind.how}",
            f"{show_date(day)}. It does not count: the policy asks for supervision {line.kind.how}.",
        )
    if line.ad_hoc:
        yield "Last ad hoc session", show_date(line.ad_hoc)


def _facts(found: KnownPerson) -> Iterator[tuple[str, str]]:
    person, standing = found.person, found.tracked
    if standing is not None:
        yield from _last(standing)
        days = {"Next due": standing.due, "Next planned": standing.planned}
        yield from ((what, show_date(day)) for what, day in days.items() if day)
        yield from _agreed(standing)
        yield "Policy pack", found.pack
    roles = ", ".join(sorted(role.label for role in person.roles))
    told = {"Role": roles, "E-mail": person.email, "Line manager": person.line_manager}
    yield from ((what, words) for what, words in told.items() if words)
    if person.archived:
        yield "No longer here", "Kept for the history, left out of lists."
