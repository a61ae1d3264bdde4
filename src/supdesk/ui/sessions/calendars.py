"""Files for calendars: of what is to come, of one session, or of those planned together."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from supdesk.desk import calendaring, recalling, removing
from supdesk.desk.recalling import KnownSession
from supdesk.domain.changes import Changes
from supdesk.domain.days import show_weekday
from supdesk.ui.parts.files import ask_new_file
from supdesk.ui.seat import Seat

SAVE = "Save for calendars…"
NAMELESS = "Its entries name nobody on purpose: others may see a calendar."
SAVED = f"Saved: {{}}. Open it in your calendar: what it knows already is updated. {NAMELESS}"
BOTH = f"Saved: {{}}, and {{}} with what was cancelled. Open both in your calendar. {NAMELESS}"
Save = Callable[[Path], list[Path]]


def ask_calendar(seat: Seat, owner: QWidget, save: Save) -> None:
    """Have the person choose where the file goes, and write it."""
    if target := ask_new_file(owner, "Save for calendars", "supervision.ics", "Calendar (*.ics)"):
        save_calendar(seat, owner, save, target)


def save_calendar(seat: Seat, owner: QWidget, save: Save, target: Path) -> None:
    """Write the file, and say what it was called."""

    def tell(paths: list[Path]) -> None:
        seat.shell.tell((SAVED if len(paths) == 1 else BOTH).format(*(path.name for path in paths)), "good")

    seat.ask(lambda: save(target), tell, owner=owner)


def of_session(seat: Seat, session_id: str) -> Save:
    """How the file of one session is written."""
    return lambda target: calendaring.save_one(seat.desk, session_id, target)


def of_series(seat: Seat, series_id: str) -> Save:
    """How the file of a series is written."""
    return lambda target: calendaring.save_series(seat.desk, series_id, target)


def calendar_deed(seat: Seat, save: Save) -> tuple[str, Callable[[], object]]:
    """The deed of a message that offers the file at once."""
    return SAVE, lambda: ask_calendar(seat, seat.shell, save)


def tell_planned(seat: Seat, session_id: str) -> None:
    """Say what is planned and with whom, and offer the calendar file and the way back."""

    def tell(known: KnownSession) -> None:
        session, names = known.session, [known.names[each.person_id] for each in known.session.attendees]
        save = of_series(seat, session.series) if session.series else of_session(seat, session.id)
        what = f"{known.together} sessions" if known.together else f"Session {session.number}"
        stands = "are planned, from" if known.together else "is planned for"
        words = f"{what} with {', '.join(names)} {stands} {show_weekday(session.on)}."
        undo = "Undo", lambda: take_back(seat, session_id)
        seat.shell.tell(words, "good", calendar_deed(seat, save), undo)

    seat.ask(lambda: recalling.session(seat.desk, session_id), tell)


def take_back(seat: Seat, session_id: str) -> None:
    """Take out what was just planned, where nothing came of it yet."""

    def tell(_: Changes) -> None:
        seat.shell.tell("It is not planned any more.", "good")

    seat.do(lambda: removing.take_back(seat.desk, session_id), tell)
