"""Sessions: when, how and with whom, and who came."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from supdesk.domain.days import LONDON


class Kind(StrEnum):
    """One-to-one, group or ad hoc; all are recorded alike."""

    ONE_TO_ONE = "one-to-one"
    GROUP = "group"
    AD_HOC = "ad-hoc"

    @property
    def label(self) -> str:
        return {"one-to-one": "One-to-one", "group": "Group", "ad-hoc": "Ad hoc"}[self.value]

    @property
    def how(self) -> str:
        """How people are supervised in it: "in a group"."""
        return {"one-to-one": "one-to-one", "group": "in a group", "ad-hoc": "ad hoc"}[self.value]


class Mode(StrEnum):
    """How the session is held; only face to face can be signed by hand."""

    FACE_TO_FACE = "face-to-face"
    TEAMS = "teams"
    TELEPHONE = "telephone"
    EMAIL = "email"

    @property
    def label(self) -> str:
        return {
            "face-to-face": "Face to face",
            "teams": "Microsoft Teams",
            "telephone": "Telephone",
            "email": "E-mail",
        }[self.value]


class State(StrEnum):
    """The life of a session."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
    NOT_ATTENDED = "not-attended"

    @property
    def label(self) -> str:
        return self.value.replace("-", " ").capitalize()


class Presence(StrEnum):
    """What one person did about one session."""

    EXPECTED = "expected"
    PRESENT = "present"
    APOLOGIES = "apologies"
    ABSENT = "absent"

    @property
    def label(self) -> str:
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Attendee:
    """One supervisee, whether they came, and the `service` they were of once it took place."""

    person_id: str
    presence: Presence = Presence.EXPECTED
    service: str = ""


class Why(StrEnum):
    """Why a session was cancelled, as a code: the only reason that ever leaves the vault."""

    UNWELL = "unwell"
    AWAY = "away"
    URGENT = "urgent"
    STATUTORY = "statutory"
    STAFFING = "staffing"
    PLACE = "place"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "unwell": "Somebody was unwell",
            "away": "Leave or training",
            "urgent": "Urgent work",
            "statutory": "Court or statutory meeting",
            "staffing": "Too few staff",
            "place": "Room, travel or technology",
            "other": "Another reason",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Cancellation:
    """Who cancelled a session, when, why, and whether both agreed. `reason` in words never leaves the vault."""

    by: str
    on: date
    reason: str
    mutual: bool
    why: Why = Why.OTHER


@dataclass(frozen=True, slots=True)
class Session:
    """A supervision session. `on` is the day it is or was held, `entered_at` (UTC) the moment it was typed.

    `series` is the id of the first one planned with it, `rebooks` that of a cancelled one in whose stead it was
    planned. `sequence` counts how often what a calendar is told of it has changed, last at `revised_at` (UTC).
    """

    id: str
    number: str
    kind: Kind
    mode: Mode
    on: date
    start: time | None
    finish: time | None
    supervisor_id: str
    attendees: tuple[Attendee, ...]
    state: State
    pack: str
    entered_at: datetime
    confidential_setting: bool = False
    cancellation: Cancellation | None = None
    referral_noted_at: datetime | None = None
    series: str = ""
    rebooks: str = ""
    sequence: int = 0
    revised_at: datetime | None = None

    @property
    def minutes(self) -> int | None:
        return duration(self.start, self.finish)

    @property
    def took_place(self) -> bool:
        """Whether it was held, or should have been and nobody came."""
        return self.state in (State.HELD, State.NOT_ATTENDED)

    @property
    def at_once(self) -> bool:
        """Whether it was entered to begin that minute, and nothing was said of it since."""
        entered = self.entered_at.astimezone(LONDON)
        begins = self.on, self.start
        return self.state is State.PLANNED and begins == (entered.date(), time(entered.hour, entered.minute))

    def presence_of(self, person_id: str) -> Presence | None:
        return next((a.presence for a in self.attendees if a.person_id == person_id), None)


def duration(start: time | None, finish: time | None) -> int | None:
    """Minutes from `start` to `finish` on one day; None when either is missing or finish is not later."""
    if start is None or finish is None or finish <= start:
        return None
    return (finish.hour - start.hour) * 60 + finish.minute - start.minute


def calendar_entry(session: Session) -> tuple[object, ...]:
    """What a calendar is told of a session; whoever is to come, and whether they came, is not among it."""
    finish = session.finish if session.minutes else None
    off = session.state is State.CANCELLED
    return session.kind, session.mode, session.on, session.start, finish, off


def revised(before: Session, after: Session, at: datetime) -> Session:
    """The session as it is now, its sequence one higher just where a calendar is told something else."""
    if calendar_entry(before) == calendar_entry(after):
        return replace(after, sequence=before.sequence, revised_at=before.revised_at)
    return replace(after, sequence=before.sequence + 1, revised_at=at)


def continues(of: Session, earlier: Session) -> bool:
    """Whether `of` goes on with the conversation of `earlier`, so that its record and actions may be brought.

    Same supervisor; a one-to-one or ad hoc session with the same person; a group most of whose people were expected
    then. Somebody's one-to-one is never laid before a group, nor one group's record before another.
    """
    if earlier.id == of.id or earlier.supervisor_id != of.supervisor_id:
        return False
    if (of.kind is Kind.GROUP) != (earlier.kind is Kind.GROUP):
        return False
    people, then = ({a.person_id for a in session.attendees} for session in (of, earlier))
    return len(people & then) * 2 > len(people) if of.kind is Kind.GROUP else people == then


def previous(sessions: Iterable[Session], of: Session) -> Session | None:
    """The last held session that `of` continues.

    Of several on one day those without a time come first, in the order they were entered. One that began later on
    the day of `of` is taken only where there is no other.
    """
    held = [s for s in sessions if s.state is State.HELD and s.on <= of.on and continues(of, s)]
    return max(held, key=lambda s: (not _began_later(s, of), *_order(s)), default=None)


def _began_later(one: Session, other: Session) -> bool:
    return one.on == other.on and bool(one.start and other.start and one.start > other.start)


def _order(session: Session) -> tuple[date, time, datetime, str]:
    return session.on, session.start or time.min, session.entered_at, session.number


def planned_again(session: Session) -> Session:
    """The session as before anything was said of it: everybody is expected, nothing is cancelled."""
    expected = tuple(Attendee(each.person_id) for each in session.attendees)
    return replace(session, state=State.PLANNED, attendees=expected, cancellation=None)


def cancelled(session: Session, how: Cancellation) -> Session:
    """The session cancelled; nobody is said to have missed it."""
    return replace(planned_again(session), state=State.CANCELLED, cancellation=how)


def missed(session: Session, apologies: Collection[str] = ()) -> Session:
    """The session to which nobody came; those of these person ids sent apologies."""
    attendees = tuple(
        replace(each, presence=Presence.APOLOGIES if each.person_id in apologies else Presence.ABSENT)
        for each in session.attendees
    )
    return replace(session, state=State.NOT_ATTENDED, attendees=attendees, cancellation=None)


def too_large(kind: Kind, people: int, recommended: int) -> bool:
    """Whether a group is larger than recommended: a warning, never a lock."""
    return kind is Kind.GROUP and people > recommended
