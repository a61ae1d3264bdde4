"""How the desk keeps what is written on a page: as a draft of a record, unless the page says otherwise."""

from collections.abc import Callable
from dataclasses import dataclass

from supdesk.desk import finishing, recording, reviewing
from supdesk.desk.desk import Desk
from supdesk.desk.finishing import Finished
from supdesk.desk.reviewing import Review
from supdesk.domain.changes import Changes
from supdesk.ui.seat import Seat
from supdesk.ui.signing import SigningPage
from supdesk.ui.writing.autosave import Save


@dataclass(frozen=True, slots=True)
class Keeping:
    """What becomes of drafts, by their ids: saved, thrown away, looked over, finished, and where one goes `then`,
    with the id of what was made."""

    save: Save
    discard: Callable[[Desk, str], Changes]
    review: Callable[[Desk, list[str]], Review]
    finish: Callable[[Desk, list[str]], Finished]
    then: Callable[[Seat, str], object]


def _sign(seat: Seat, record_id: str) -> None:
    seat.shell.push(SigningPage(seat, record_id))


RECORDS = Keeping(recording.save, recording.discard, reviewing.review, finishing.finish, _sign)
