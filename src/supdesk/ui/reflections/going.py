"""The ways to an own page; the rooms behind are opened only when wanted."""

from supdesk.ui.seat import Seat


def read(seat: Seat, page_id: str) -> None:
    """Go and read a page just chosen or finished."""
    _open(seat, page_id, covered=False)


def find(seat: Seat, page_id: str) -> None:
    """Go to a page that was found, covered until it is asked for."""
    _open(seat, page_id, covered=True)


def _open(seat: Seat, page_id: str, *, covered: bool) -> None:
    from supdesk.ui.reflections.reading import PrivateReading

    page = PrivateReading(seat, page_id)
    seat.shell.push(page)
    if not covered:
        page.uncover()
