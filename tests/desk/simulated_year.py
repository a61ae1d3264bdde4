"""A year of a supervisor with thirty people in four services, as plain lists, and what follows from them.

Nothing of the product is used here: what a quarter's figures, the tracker and a published count are to be is
reckoned once more, from what the policies say.
"""

import calendar
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

SERVICES = {"Alder Nursing": 8, "Birch Therapies": 8, "Cedar Urgent Care": 7, "Damson Primary Care": 7}
QUARTERS = [
    (date(2026, 4, 1), date(2026, 6, 30)),
    (date(2026, 7, 1), date(2026, 9, 30)),
    (date(2026, 10, 1), date(2026, 12, 31)),
    (date(2027, 1, 1), date(2027, 3, 31)),
]
REASONS = (
    "Somebody was unwell",
    "Leave or training",
    "Urgent work",
    "Court or statutory meeting",
    "Too few staff",
    "Room, travel or technology",
    "Another reason",
)
STATEMENTS = ("protected_time", "purpose", "safe", "challenge", "enough_time")
STARTER, LEAVER, AWAY, SELDOM = (
    "Alder Nursing 8",
    "Birch Therapies 8",
    "Cedar Urgent Care 7",
    "Damson Primary Care 7",
)
STARTED, LEFT, LEAVE, MONTHS = date(2026, 11, 10), date(2026, 9, 15), (date(2026, 6, 20), date(2026, 10, 5)), 6


@dataclass
class Event:
    """What happened at one session, as a supervisor's own diary would have it."""

    on: date
    kind: str
    outcome: str
    expected: set[str]
    present: set[str] = field(default_factory=set)
    apologies: set[str] = field(default_factory=set)
    absent: set[str] = field(default_factory=set)
    why: str = ""
    mutual: bool = False
    answers: list[dict[str, int]] = field(default_factory=list)


def service_of(name: str) -> str:
    return name.rsplit(" ", 1)[0]


def names() -> list[str]:
    return [f"{service} {number}" for service, size in SERVICES.items() for number in range(1, size + 1)]


def diary() -> list[Event]:
    """A year drawn by lot, the same in every run: two services meet as groups, two one to one."""
    lot = random.Random(20260401)
    found: list[Event] = []
    for first, last in QUARTERS:
        days = [first + timedelta(n) for n in range((last - first).days + 1)]
        for name in names():
            if service_of(name) in ("Alder Nursing", "Birch Therapies") and there(name, first):
                found += one_to_one(lot, name, lot.choice(days))
        for service in ("Cedar Urgent Care", "Damson Primary Care"):
            members = [name for name in names() if service_of(name) == service]
            found.append(group(lot, members, lot.choice(days)))
    return sorted(found, key=lambda event: event.on)


def there(name: str, on: date) -> bool:
    return (name != STARTER or on >= STARTED) and (name != LEAVER or on < LEFT)


def one_to_one(lot: random.Random, name: str, on: date) -> Iterator[Event]:
    if not there(name, on):
        return
    outcome = lot.choices(["held", "cancelled", "missed"], [75, 15, 10])[0]
    if outcome == "cancelled":
        yield Event(on, "One-to-one", outcome, {name}, why=lot.choice(REASONS), mutual=lot.random() < 0.5)
    elif outcome == "missed":
        yield Event(on, "One-to-one", outcome, {name}, absent={name})
    else:
        answers = [{each: lot.randint(1, 5) for each in STATEMENTS}] if lot.random() < 0.6 else []
        yield Event(on, "One-to-one", outcome, {name}, present={name}, answers=answers)


def group(lot: random.Random, members: list[str], on: date) -> Event:
    event = Event(on, "Group", "held", set(members))
    for name in members:
        getattr(event, lot.choices(["present", "apologies", "absent"], [70, 20, 10])[0]).add(name)
    event.present.add(members[0])
    event.apologies.discard(members[0])
    event.absent.discard(members[0])
    return event


def months_on(day: date, months: int) -> date:
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def left_out(name: str, on: date, last: date | None) -> str:
    if name == AWAY and LEAVE[0] <= on <= LEAVE[1]:
        return "On leave"
    if name == STARTER and last is None and on <= months_on(STARTED, 3):
        return "New starter"
    return ""


def last_of(events: list[Event], name: str, on: date) -> date | None:
    return max((event.on for event in events if name in event.present and event.on <= on), default=None)


def due_of(name: str, last: date | None) -> date | None:
    return months_on(last, MONTHS if name == SELDOM else 3) if last else None


def attendance_of(events: list[Event], on: date) -> dict[str, tuple[int, int, int | None, int, int, int]]:
    found = {service: [0, 0, 0, 0] for service in SERVICES}
    for name in names():
        if gone(name, on):
            continue
        last = last_of(events, name, on)
        why, due, row = left_out(name, on, last), due_of(name, last), found[service_of(name)]
        if why:
            row[2 if why == "On leave" else 3] += 1
        else:
            row[0] += 1
            row[1] += due is not None and due >= on
    found["All"] = [sum(column) for column in zip(*found.values(), strict=True)]
    return {
        name: (counted, good, int(good / counted * 100 + 1e-9) if counted else None, leave, new, 0)
        for name, (counted, good, leave, new) in found.items()
    }


def sessions_of(events: list[Event]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for kind in ("One-to-one", "Group", "Ad hoc", "All"):
        those = [event for event in events if kind in (event.kind, "All")]
        outcomes = [sum(event.outcome == what for event in those) for what in ("held", "cancelled", "missed")]
        people = [sum(len(getattr(event, did)) for event in those) for did in ("present", "apologies", "absent")]
        found[kind] = (*outcomes, *people)
    return found


def cancelled_of(events: list[Event]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for event in events:
        for key in (event.why, "All") if event.why else ():
            total, both = found.get(key, (0, 0))
            found[key] = total + 1, both + event.mutual
    return found


def gone(name: str, on: date) -> bool:
    """Whether somebody left by that day, or had not started."""
    return (name == LEAVER and on >= LEFT) or (name == STARTER and on < STARTED)


def late_of(events: list[Event], on: date) -> dict[str, tuple[str, date | None, date | None]]:
    """Who is overdue or never came, with their service, the last time they came, and when the next was due."""
    late = {}
    for name in names():
        came = last_of(events, name, on)
        due = due_of(name, came)
        if not gone(name, on) and not left_out(name, on, came) and (due is None or due < on):
            late[name] = (service_of(name), came, due)
    return late


def state_of(due: date | None, on: date) -> str:
    """In the tracker's words."""
    if due is None:
        return "No session yet"
    if due < on:
        return "Overdue"
    return "Due within 30 days" if due <= on + timedelta(30) else "In date"


def answered_of(events: list[Event]) -> list[tuple[float, ...]]:
    """For each statement how often each point was chosen, how many answered, and the mean to one decimal."""
    given = [answers for event in events for answers in event.answers]
    return [
        (
            *(sum(answers[key] == point for answers in given) for point in range(1, 6)),
            len(given),
            float(f"{sum(answers[key] for answers in given) / len(given):.1f}"),
        )
        for key in STATEMENTS
    ]


def themes_of(event: Event) -> tuple[str, ...]:
    """What a record is given: one service has a theme more."""
    (name,) = event.present
    return ("Domestic abuse", "Neglect") if service_of(name) == "Alder Nursing" else ("Domestic abuse",)


def themes_told(events: list[Event]) -> dict[str, tuple[int | str]]:
    """Each theme with how many records have it: up to 7 hidden, more than that rounded to 5."""
    given = [theme for event in events for theme in themes_of(event)]
    counts = {theme: given.count(theme) for theme in sorted(set(given))}
    return {theme: ("*" if count <= 7 else round(count / 5) * 5,) for theme, count in counts.items()}


def words_of(event: Event) -> str:
    """What somebody says of a session, which names nobody."""
    return f"Time to think, as on day {event.on.timetuple().tm_yday} of the year."
