"""What is said of registers written or sent before: beside the rows, and entry by entry in the log."""

from collections.abc import Callable
from datetime import datetime

from supdesk.desk.registering import CUT_OFF
from supdesk.domain.days import LONDON, show_date
from supdesk.domain.registers import Register, Sending
from supdesk.ui.parts import Badge, Banner, Button, ListRow, QuietButton, SecondaryButton

REPLACES = "What is written now is {} and replaces {}."
AFTER_SENT = "Correction: register {} was sent for these days on {}. " + REPLACES
AFTER_WRITTEN = "Correction: register {} was written for these days on {}, and something changed since. " + REPLACES
COPY = (
    "Register {} was written for these days on {} and nothing changed since: writing it again makes a copy of it."
)


def entry(sending: Sending, say_sent: Callable[[str, bool], object], take_out: Callable[[str], object]) -> ListRow:
    """An entry of the log, with what its owner can say of it."""
    number, deed = sending.number, _deed(sending, say_sent, take_out)
    period = f"{show_date(sending.period.first)} to {show_date(sending.period.last)}"
    badge = Badge(*_state(sending))
    return ListRow(f"{number}: {period}", _about(sending), icon="registers", badge=badge, deed=deed)


def _deed(sending: Sending, say_sent: Callable[[str, bool], object], take_out: Callable[[str], object]) -> Button:
    number = sending.number
    if sending.sent_at is not None:
        return QuietButton("Not sent after all", on=lambda: say_sent(number, False))
    if sending.written_at is None:
        return QuietButton("Take out", on=lambda: take_out(number))
    return SecondaryButton("I have sent it", on=lambda: say_sent(number, True))


def remark(register: Register, last: Sending, *, again: bool) -> Banner:
    """What was written or sent for these days last, and what writing them now makes of it."""
    number, made = last.number, (register.number, register.corrects)
    if last.sent_at is not None:
        return Banner(AFTER_SENT.format(number, _day(last.sent_at), *made), "warning")
    if last.written_at is None:
        return Banner(CUT_OFF.format(number), "warning")
    if again:
        return Banner(COPY.format(number, _day(last.written_at)), "info")
    return Banner(AFTER_WRITTEN.format(number, _day(last.written_at), *made), "warning")


def _state(sending: Sending) -> tuple[str, str]:
    if sending.sent_at is not None:
        return "Sent", "good"
    return ("Cut off", "warning") if sending.written_at is None else ("Not sent yet", "info")


def _about(sending: Sending) -> str:
    dates = [("written", sending.written_at), ("sent", sending.sent_at)]
    done = [f"{what} {_day(at)}" for what, at in dates if at is not None]
    corrects = [f"correction of {sending.corrects}"] if sending.corrects else []
    return " · ".join([sending.recipient, sending.counted, *done, *corrects])


def _day(moment: datetime) -> str:
    return show_date(moment.astimezone(LONDON).date())
