"""The ways from a record or a draft to where it is signed or written; those rooms are opened only when wanted."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from supdesk.desk.recording import Sheet, at_session
from supdesk.ui.seat import Seat


def sign(seat: Seat, record_id: str) -> None:
    """Go and have a record signed."""
    from supdesk.ui.signing.page import SigningPage

    seat.shell.push(SigningPage(seat, record_id))


def read(seat: Seat, record_id: str) -> None:
    """Go and read a record."""
    from supdesk.ui.records.record import open_record

    open_record(seat, record_id)


def write(seat: Seat, sheet: Sheet) -> None:
    """Go and write a form."""
    from supdesk.ui.writing.page import WritingPage

    seat.shell.push(WritingPage(seat, sheet))


def begin(seat: Seat, owner: QWidget, start: Callable[[], Sheet]) -> None:
    """Begin a form on the lane, then go and write it."""
    seat.ask(start, lambda sheet: write(seat, sheet), owner=owner)


def go_on(seat: Seat, sheet: Sheet) -> None:
    """Go back to a draft: to the session desk when its form is a session's own."""
    from supdesk.ui.sessions.details import start_session

    if at_session(sheet):
        start_session(seat, sheet.draft.session_id)
    else:
        write(seat, sheet)
