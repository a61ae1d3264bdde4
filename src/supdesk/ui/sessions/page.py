"""The list of sessions, narrowed by state."""

from datetime import time
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from supdesk.desk import calendaring, chronicling, enrolling, planning
from supdesk.domain.changes import Topic
from supdesk.domain.days import brief_date
from supdesk.domain.sessions import Session, State
from supdesk.ui.following import follow
from supdesk.ui.parts import (
    BROAD,
    Cell,
    Column,
    EmptyState,
    Page,
    Pills,
    PrimaryButton,
    Row,
    SecondaryButton,
    Table,
)
from supdesk.ui.seat import Seat
from supdesk.ui.sessions.calendars import ask_calendar, save_calendar
from supdesk.ui.sessions.details import open_session
from supdesk.ui.sessions.log import TITLE as LOG
from supdesk.ui.sessions.log import LogForm
from supdesk.ui.sessions.planner import offer_planner

TONES = {State.PLANNED: "info", State.HELD: "good", State.CANCELLED: "neutral", State.NOT_ATTENDED: "warning"}
COLUMNS = (
    Column("Day", 128),
    Column("Time", 76),
    Column("Kind", 116),
    Column("With"),
    Column("How", 150),
    Column("State", 164),
    Column("Number", 120),
)

Found = tuple[list[Session], dict[str, str], str, bool]
"""The sessions, people's names by id, and the owner's id."""


class SessionsPage(Page):
    """Every session, the newest first, or what is planned, the soonest first; a row opens to its deeds."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Sessions", "Planned, held, cancelled and not attended.", width=BROAD, scrolls=False)
        self._seat = seat
        self._sessions: list[Session] = []
        self._names: dict[str, str] = {}
        self._owner = ""
        self.filter = Pills("Show", [("", "All"), *((state.value, state.label) for state in State)])
        self.filter.set_raw("")
        self.table = Table("Sessions", COLUMNS, "There are no such sessions.")
        self.empty = EmptyState(
            "sessions",
            "No sessions yet",
            "Plan the first one: choose the day and who it is with. It then waits for you on Today.",
            PrimaryButton("Plan a session", "add", self.plan),
        )
        calendar = SecondaryButton("Save for calendars…", "calendar", self._ask_calendar)
        self.new = PrimaryButton("Plan a session", "add", self.plan)
        self.log = SecondaryButton(LOG, "export", lambda: LogForm(seat))
        self.log.hide()
        self.set_deeds([self.log, calendar, self.new])
        self.add(self.filter, self.table, self.empty)
        self.filter.edited.connect(lambda _: self._draw())
        self.table.opened.connect(self.open_session)
        follow(seat, self, self._ask, self._show, Topic.SESSIONS, Topic.PEOPLE)

    def plan(self) -> None:
        """Offer to plan a session."""
        offer_planner(self._seat, self)

    def narrow(self, state: State) -> None:
        """Show only those in that state."""
        self.filter.set_raw(state.value)
        self._draw()

    def save_calendar(self, target: Path) -> None:
        """Write the sessions to come as calendar files."""
        save_calendar(self._seat, self, partial(calendaring.save_ahead, self._seat.desk), target)

    def _ask_calendar(self) -> None:
        ask_calendar(self._seat, self, partial(calendaring.save_ahead, self._seat.desk))

    def open_session(self, session_id: str) -> None:
        """Show a session with what can be done with it."""
        open_session(self._seat, self, session_id)

    def _ask(self) -> Found:
        desk = self._seat.desk
        names = {p.id: p.name for p in enrolling.everyone(desk, archived=True)}
        return planning.sessions(desk), names, desk.owner.id, chronicling.kept(desk)

    def _show(self, found: Found) -> None:
        sessions, self._names, self._owner, logs = found
        self.log.setVisible(logs)
        self._sessions = sorted(sessions, key=lambda s: (s.on, s.start or time.min))
        self._draw()

    def _draw(self) -> None:
        wanted = self.filter.raw()
        ordered = self._sessions if wanted == State.PLANNED else reversed(self._sessions)
        self.table.set_rows([self._row(s) for s in ordered if wanted in ("", s.state.value)])
        self.empty.setVisible(not self._sessions)
        for each in (self.table, self.filter, self.new):
            each.setVisible(bool(self._sessions))

    def _with(self, session: Session) -> str:
        if session.presence_of(self._owner) is not None:
            return f"{self._names.get(session.supervisor_id, '')} (your own)"
        return ", ".join(self._names.get(a.person_id, "") for a in session.attendees)

    def _row(self, session: Session) -> Row:
        return Row(
            session.id,
            (
                Cell(brief_date(session.on), sort=session.on.isoformat(), strong=True),
                session.start.strftime("%H:%M") if session.start else "",
                session.kind.label,
                self._with(session),
                session.mode.label,
                Cell(session.state.label, TONES[session.state]),
                session.number,
            ),
        )


def build(seat: Seat) -> QWidget:
    """The Sessions page."""
    return SessionsPage(seat)
