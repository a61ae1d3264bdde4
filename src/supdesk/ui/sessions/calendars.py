"""Files for calendars: of what is to come, of one session, or of those planned together."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from supdesk.desk import calendaring, planning
from supdesk.domain.days import show_weekday
from supdesk.domain.sessions import Session
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
    """Say that it is planned, alone or as a series, and offer the calendar file."""

    def tell(session: Session) -> None:
        save = of_series(seat, session.series) if session.series else of_session(seat, session.id)
        what = "The series is planned, from" if session.series else f"Session {session.number} is planned for"
        seat.shell.tell(f"{what} {show_weekday(session.on)}.", "good", calendar_deed(seat, save))

    seat.ask(lambda: planning.one(seat.desk, session_id), tell)
