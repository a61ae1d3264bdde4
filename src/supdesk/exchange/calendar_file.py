"""Sessions as an iCalendar file: when and how, never with whom or about what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from supdesk.domain.days import LONDON
from supdesk.domain.errors import SupdeskError

if TYPE_CHECKING:
    from icalendar import Event

_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Appointment:
    """One entry. Its `id` stays for good and `changes` only grows, so that calendars know it again when it moves.

    Without a start it takes the whole day.
    """

    id: str
    changes: int
    title: str
    place: str
    on: date
    start: time | None = None
    finish: time | None = None
    called_off: bool = False


def to_ics(appointments: Sequence[Appointment], at: datetime) -> bytes:
    """The file, stamped `at` (aware), its times by the clock in London; SupdeskError `calendar.empty`."""
    from icalendar import Calendar

    if not appointments:
        raise SupdeskError("calendar.empty", "No session is planned from today on, so there is nothing to save.")
    made = Calendar()
    for name, value in (("prodid", "-//supdesk//EN"), ("version", "2.0"), ("method", "PUBLISH")):
        made.add(name, value)
    for appointment in appointments:
        made.add_component(_event(appointment, at))
    days = [appointment.on for appointment in appointments]
    made.add_missing_timezones(first_date=min(days) - _YEAR, last_date=max(days) + _YEAR)
    return bytes(made.to_ical())


def _event(appointment: Appointment, at: datetime) -> "Event":
    from icalendar import Event

    made = Event()
    made.add("uid", f"{appointment.id}@supdesk")
    made.add("sequence", appointment.changes)
    made.add("dtstamp", at.astimezone(UTC).replace(microsecond=0))
    made.add("summary", appointment.title)
    made.add("location", appointment.place)
    made.add("status", "CANCELLED" if appointment.called_off else "CONFIRMED")
    made.add("class", "PRIVATE")
    made.add("dtstart", _moment(appointment.on, appointment.start))
    if appointment.start and appointment.finish and appointment.start < appointment.finish:
        made.add("dtend", _moment(appointment.on, appointment.finish))
    return made


def _moment(on: date, clock: time | None) -> date:
    return on if clock is None else datetime.combine(on, clock, LONDON)
