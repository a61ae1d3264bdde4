"""What waits, row by row, each with the one button that moves it on."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QWidget

from supdesk.desk.attending import Today, Unanswered, Waiting
from supdesk.desk.contracting import Contract
from supdesk.desk.deciding import Listed
from supdesk.desk.rebooking import Owed
from supdesk.desk.recording import Sheet
from supdesk.desk.routing import Outlook
from supdesk.domain.days import show_date, spell
from supdesk.domain.records import Record
from supdesk.domain.registers import Period
from supdesk.domain.sessions import Session
from supdesk.domain.tracker import Line
from supdesk.domain.training import Training
from supdesk.ui.actions.details import open_action
from supdesk.ui.actions.standing import tone as action_tone
from supdesk.ui.contracts.writing import renew
from supdesk.ui.parts import Badge, ListRow
from supdesk.ui.people.standing import TONES, tone
from supdesk.ui.records.going import go_on, read, sign
from supdesk.ui.seat import Seat
from supdesk.ui.sessions.details import open_session, start_session
from supdesk.ui.sessions.planner import offer_planner
from supdesk.ui.sessions.round import offer_round


class Waits:
    """Makes the rows of one Today. A class because every row goes on from the same seat and page."""

    def __init__(self, seat: Seat, page: QWidget, found: Today) -> None:
        self._seat, self._page, self._found = seat, page, found

    def session(self, session: Session) -> ListRow:
        """One that is to be held or written up; the owner's own supervision is only said to be held."""
        day, begun = self._found.day, session.id in self._found.begun
        mine = session.presence_of(self._found.owner) is not None
        when = show_date(session.on) + (f", {session.start:%H:%M}" if session.start else "")
        badge = Badge("Today", "info") if session.on == day else Badge("Past", "warning")
        deed = "Open" if mine or session.on != day else "Start"
        go = open_session if mine else _start
        return ListRow(
            f"Your own supervision with {self._names([session.supervisor_id])}" if mine else self._with(session),
            f"{when} · {session.kind.label} · {session.mode.label}",
            icon="sessions",
            badge=Badge("Begun", "neutral") if begun else badge if session.on <= day else None,
            deed="Go on" if begun else deed,
            on=lambda: go(self._seat, self._page, session.id),
        )

    def _with(self, session: Session) -> str:
        return self._names([each.person_id for each in session.attendees])

    def _names(self, people: Iterable[str]) -> str:
        return ", ".join(self._found.names.get(person, "") for person in people)

    def draft(self, sheet: Sheet) -> ListRow:
        """A form that was begun."""
        changed = f"last changed on {show_date(self._seat.desk.day_of(sheet.draft.updated_at))}"
        about = " · ".join(filter(None, (self._names(sheet.draft.facts.get("supervisees", ())), changed)))
        return ListRow(sheet.form.title, about, icon="edit", deed="Go on", on=lambda: go_on(self._seat, sheet))

    def unsealed(self, waiting: Waiting) -> ListRow:
        """A finished record."""
        record = waiting.record
        names = ", ".join(party.name for party in record.parties)
        return ListRow(
            f"{record.title} {record.number}",
            f"{show_date(record.on)} · {names}",
            icon="sign",
            deed="Sign" if waiting.to_sign else "Issue",
            on=lambda: sign(self._seat, record.id),
        )

    def person(self, line: Line) -> ListRow:
        """Somebody with whom a session is to be planned; their page says more, and can tell their line manager."""
        return self._line(line, line.person.name, lambda: offer_planner(self._seat, self._page, [line.person.id]))

    def own(self, line: Line) -> ListRow:
        """The owner's own supervision."""
        from supdesk.ui.people.own import offer_own

        return self._line(line, "Your own supervision", lambda: offer_own(self._seat, self._page, held=False))

    def _line(self, line: Line, title: str, plan: Callable[[], object]) -> ListRow:
        last = [f"Last session {show_date(line.last)}"] if line.last else []
        beside = [f"Last ad hoc session {show_date(line.ad_hoc)}"] if line.ad_hoc and not line.last else []
        why = [line.why.rstrip(".")] if line.why else []
        due = [f"due {show_date(line.due)}"] if line.due else []
        planned = [f"planned {show_date(line.planned)}"] if line.planned else []
        words = " · ".join((last or beside) + due + planned + why)

        def see() -> None:
            self._see(line.person.id)

        return ListRow(
            title,
            words[:1].upper() + words[1:],
            icon="person",
            badge=Badge(line.label, tone(line)),
            deed="Open" if planned else "Plan",
            on=see if planned else plan,
            opens=see,
        )

    def action(self, listed: Listed) -> ListRow:
        """An action past its date."""
        action, day = listed.action, self._found.day
        who = "Yours" if listed.mine else action.by_whom or "Nobody named"
        due = f"by {show_date(action.by_when)}" if action.by_when else ""
        return ListRow(
            action.what,
            f"{who} · {due}",
            icon="actions",
            badge=Badge(action.standing(day), action_tone(action, day)),
            deed="Decide",
            on=lambda: open_action(self._seat, self._page, action.id),
        )

    def telling(self, owed: Owed) -> ListRow:
        """A booking cancelled again, of which a line manager is to hear or has not answered."""
        from supdesk.ui.sessions.telling import offer_telling

        drafted = owed.telling.drafted_on
        return ListRow(
            owed.person.name,
            f"Booking of {show_date(owed.session.on)} cancelled again",
            icon="mail",
            badge=Badge(f"Told on {show_date(drafted)}", "neutral")
            if drafted
            else Badge("Not told yet", "warning"),
            deed="Answer" if drafted else "Tell",
            on=lambda: offer_telling(self._seat, self._page, owed.session.id),
        )

    def round(self, found: Outlook) -> ListRow:
        """Papers of a session that somebody did not get yet: to be written, or only to be sent."""
        session, page = found.session, self._page
        days = (self._found.day - session.on).days
        waits = "Written, not sent" if found.all_written else f"{spell(days)} ago" if days else "Today"
        go = open_session if found.all_written else offer_round
        return ListRow(
            self._with(session),
            f"Session of {show_date(session.on)}",
            icon="export",
            badge=Badge(waits, "warning" if days else "info"),
            deed="Open" if found.all_written else "Send round",
            on=lambda: go(self._seat, page, session.id),
        )

    def clinical(self, owed: tuple[Record, int]) -> ListRow:
        """A record of which something is not in the clinical records yet."""
        record, many = owed
        return ListRow(
            ", ".join(party.name for party in record.parties[1:]),
            f"{record.title} {record.number} of {show_date(record.on)}",
            icon="records",
            badge=Badge(f"{many} outstanding", "warning"),
            deed="Open",
            on=lambda: read(self._seat, record.id),
        )

    def evaluation(self, unanswered: Unanswered) -> ListRow:
        """A session of which somebody has not said yet what they thought."""
        from supdesk.ui.evaluations.asking import open_asking

        session, people = unanswered.session, unanswered.people
        asked = max((each.asked_on for each in people if each.asked_on), default=None)
        return ListRow(
            ", ".join(each.person.name for each in people),
            f"Session of {show_date(session.on)}",
            icon="reflections",
            badge=Badge(f"Asked on {show_date(asked)}" if asked else "Not asked", "neutral"),
            deed="Ask again" if asked else "Ask",
            on=lambda: open_asking(self._seat, self._page, session.id),
        )

    def contract(self, contract: Contract) -> ListRow:
        """A contract due for review."""
        record, renewal = contract.record, contract.renewed_by
        renewed = f" · renewed by {renewal.number}, to be sealed" if renewal else ""

        def act() -> None:
            if renewal:
                sign(self._seat, renewal.id)
            else:
                renew(self._seat, self._page, record)

        return ListRow(
            ", ".join(party.name for party in record.parties),
            f"Review by {show_date(contract.renew_on)}{renewed}",
            icon="contracts",
            badge=Badge(contract.standing.label, TONES[contract.standing]),
            deed="Sign" if renewal else "Renew",
            on=act,
        )

    def training(self, training: Training) -> ListRow:
        """A supervisor whose training is due, or shown by nothing."""
        due = f"To be refreshed by {show_date(training.due)}" if training.due else ""
        return ListRow(
            training.person.name,
            due,
            icon="shield",
            badge=Badge(training.label, TONES[training.standing] if training.shown else "warning"),
            deed="Open",
            on=lambda: self._see(training.person.id),
        )

    def quarter(self, ended: tuple[str, Period]) -> ListRow:
        """The quarter of which the report is to be made."""
        name, period = ended
        return ListRow(
            f"{name} ended on {show_date(period.last)}",
            "Its report is not made yet",
            icon="reports",
            deed="Make it",
            on=lambda: self._seat.shell.show_page("reports"),
        )

    def _see(self, person_id: str) -> None:
        from supdesk.ui.people.person import open_person

        open_person(self._seat, person_id)


def _start(seat: Seat, page: QWidget, session_id: str) -> None:
    start_session(seat, session_id)
