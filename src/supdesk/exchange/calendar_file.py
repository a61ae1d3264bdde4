"""Sessions as iCalendar files: when and how, never with whom or about what.

A file has one method for all that is in it (RFC 5546), so what is planned and what was cancelled never share one.
What is planned is published: nobody is invited and nothing is asked back, and a calendar that has the UID already
takes the entry with the higher SEQUENCE in its stead. What was cancelled goes out as CANCEL, the one method by
which Outlook takes an entry away; calendars that read each entry alone (Google's import among them) find
STATUS:CANCELLED in it, and those that heed neither at least say so in its title. Both methods ask for an organiser:
it is an address that can never be anybody's (RFC 2606): no entry names a person, and no calendar writes to one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from supdesk.domain.days import LONDON
from supdesk.domain.errors import SupdeskError

if TYPE_CHECKING:
    from icalendar import Component, Event

ORGANISER = "mailto:calendar@supdesk.invalid"
_SUMMER, _WINTER = datetime(1996, 3, 31, 1), datetime(1996, 10, 27, 2)  # noqa: DTZ001 (by the clock until then)
_HOUR = timedelta(hours=1)


class Method(StrEnum):
    """What a calendar is to do with a file: take its entries in, or away."""

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Appointment:
    """One entry. Its `id` stays for good and `sequence` grows with each change, so that calendars know it again.

    Without a start it takes the whole day. `revised_at` (aware) is when it last changed.
    """

    id: str
    sequence: int
    revised_at: datetime
    title: str
    place: str
    on: date
    start: time | None = None
    finish: time | None = None
    note: str = ""


def to_ics(appointments: Sequence[Appointment], at: datetime, method: Method = Method.PUBLISH) -> bytes:
    """The file, stamped `at` (aware), its times by the clock in London; SupdeskError `calendar.empty`."""
    from icalendar import Calendar

    if not appointments:
        raise SupdeskError("calendar.empty", "There is no session to save for a calendar.")
    made = Calendar()
    for name, value in (("prodid", "-//supdesk//EN"), ("version", "2.0"), ("method", method.value)):
        made.add(name, value)
    made.add_component(_london())
    for appointment in appointments:
        made.add_component(_event(appointment, at, method))
    return bytes(made.to_ical())


def _london() -> "Component":
    """How London's clocks go, from 1996 on, as a rule without an end.

    The library would list single changes, and puts the one of each spring an hour late.
    """
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    summer, winter = TimezoneDaylight(), TimezoneStandard()
    for season, name, begins, month in ((summer, "BST", _SUMMER, 3), (winter, "GMT", _WINTER, 10)):
        season.add("tzname", name)
        season.add("dtstart", begins)
        season.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        season.add("tzoffsetfrom", _HOUR if season is winter else timedelta(0))
        season.add("tzoffsetto", _HOUR if season is summer else timedelta(0))
    made = Timezone()
    made.add("tzid", LONDON.key)
    made.add_component(summer)
    made.add_component(winter)
    return made


def _event(appointment: Appointment, at: datetime, method: Method) -> "Event":
    from icalendar import Event

    off = method is Method.CANCEL
    made = Event()
    made.add("uid", f"{appointment.id}@supdesk")
    made.add("sequence", appointment.sequence)
    made.add("dtstamp", _stamp(at))
    made.add("last-modified", _stamp(appointment.revised_at))
    made.add("summary", f"Cancelled: {appointment.title}" if off else appointment.title)
    made.add("location", appointment.place)
    made.add("status", "CANCELLED" if off else "CONFIRMED")
    made.add("transp", "TRANSPARENT" if off else "OPAQUE")
    made.add("class", "PRIVATE")
    if appointment.note:
        made.add("description", appointment.note)
    made.add("organizer", ORGANISER)
    made.add("dtstart", _moment(appointment.on, appointment.start))
    if appointment.start and appointment.finish and appointment.start < appointment.finish:
        made.add("dtend", _moment(appointment.on, appointment.finish))
    return made


def _stamp(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)


def _moment(on: date, clock: time | None) -> date:
    return on if clock is None else datetime.combine(on, clock, LONDON)
