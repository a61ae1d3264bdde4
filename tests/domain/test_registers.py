"""C3, G1: register rows are computed from sessions and attendance, and have no place for content."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import get_args, get_type_hints

import pytest

from supdesk.domain.people import Person
from supdesk.domain.registers import Competence, Period, Register, Row, competence, rows
from supdesk.domain.sessions import Attendee, Cancellation, Kind, Mode, Presence, Session, State

PEOPLE = {
    "ada": Person("ada", "Ada Example", "Named nurse"),
    "bee": Person("bee", "bee Sample", "Practice nurse", employer="Example Partnership", service="Surgery"),
    "cee": Person("cee", "Cee Specimen", "Health visitor", service="Child health"),
}
QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31))


def session(number: str, on: date, state: State = State.HELD, *attendees: Attendee) -> Session:
    return Session(
        id=f"id-{number}",
        number=number,
        kind=Kind.GROUP,
        mode=Mode.FACE_TO_FACE,
        on=on,
        start=time(10),
        finish=time(11, 30),
        supervisor_id="ada",
        attendees=attendees or (Attendee("bee", Presence.PRESENT),),
        state=state,
        pack="example",
        entered_at=datetime(2026, 4, 1, tzinfo=UTC),
        cancellation=Cancellation("ada", on, "a private reason", mutual=True) if state is State.CANCELLED else None,
    )


def test_a_row_says_who_attended_what_and_nothing_else() -> None:
    assert rows([session("S-1", date(2026, 2, 3))], PEOPLE, QUARTER) == (
        Row(
            session="S-1",
            on=date(2026, 2, 3),
            kind=Kind.GROUP,
            mode=Mode.FACE_TO_FACE,
            state=State.HELD,
            minutes=90,
            supervisor="Ada Example",
            attendee="bee Sample",
            designation="Practice nurse",
            service="Surgery",
            employer="Example Partnership",
            presence=Presence.PRESENT,
        ),
    )


@pytest.mark.parametrize("kind", [Row, Competence, Register])
def test_a_register_has_exactly_these_fields(kind: type) -> None:
    known = {
        Row: "session on kind mode state minutes supervisor attendee designation service employer presence",
        Competence: "supervisor achieved_on course refreshed_on",
        Register: "number organisation period compiled_at compiled_by rows competence corrects practice",
    }
    assert [field.name for field in fields(kind)] == known[kind].split()


def test_every_field_of_a_row_is_a_name_a_day_a_choice_or_a_number() -> None:
    for name, hint in get_type_hints(Row).items():
        kinds = set(get_args(hint) or (hint,)) - {type(None)}
        assert all(kind in (str, int, date) or issubclass(kind, StrEnum) for kind in kinds), name


def test_a_row_takes_no_further_attribute() -> None:
    (row,) = rows([session("S-1", date(2026, 2, 3))], PEOPLE, QUARTER)
    with pytest.raises((AttributeError, TypeError)):
        row.discussion = "what was said"  # type: ignore[attr-defined]


def test_both_ends_of_the_period_belong_to_it() -> None:
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1)]
    found = rows([session(f"S-{day}", day) for day in days], PEOPLE, QUARTER)
    assert [row.on for row in found] == days[1:3]


def test_rows_stand_by_day_then_session_then_name() -> None:
    group = (Attendee("cee", Presence.APOLOGIES), Attendee("bee", Presence.PRESENT))
    found = rows(
        [
            session("S-3", date(2026, 2, 3), State.HELD, *group),
            session("S-2", date(2026, 2, 3)),
            session("S-4", date(2026, 1, 9)),
        ],
        PEOPLE,
        QUARTER,
    )
    assert [(row.session, row.attendee) for row in found] == [
        ("S-4", "bee Sample"),
        ("S-2", "bee Sample"),
        ("S-3", "bee Sample"),
        ("S-3", "Cee Specimen"),
    ]


def test_a_planned_session_is_not_attendance() -> None:
    assert rows([session("S-1", date(2026, 2, 3), State.PLANNED)], PEOPLE, QUARTER) == ()


@pytest.mark.parametrize("state", [State.CANCELLED, State.NOT_ATTENDED])
def test_a_session_that_did_not_take_place_is_listed_without_minutes_or_reason(state: State) -> None:
    (row,) = rows([session("S-1", date(2026, 2, 3), state)], PEOPLE, QUARTER)
    assert (row.state, row.minutes) == (state, None)
    assert "private reason" not in repr(row)


def test_a_register_counts_sessions_not_rows() -> None:
    group = (Attendee("cee", Presence.PRESENT), Attendee("bee", Presence.PRESENT))
    found = rows([session("S-1", date(2026, 2, 3), State.HELD, *group)], PEOPLE, QUARTER)
    register = Register("R-1", "Example", QUARTER, datetime(2026, 4, 1, tzinfo=UTC), "Ada Example", found)
    assert (register.sessions, len(register.rows)) == (1, 2)


def test_the_training_of_the_owner_and_of_whoever_else_supervised_in_the_period_is_told() -> None:
    by_bee = replace(session("S-1", date(2026, 2, 3)), supervisor_id="bee")
    too_late = replace(session("S-2", date(2026, 4, 1)), supervisor_id="cee")
    to_come = replace(session("S-3", date(2026, 2, 3), State.PLANNED), supervisor_id="cee")
    found = competence([by_bee, too_late, to_come], PEOPLE, QUARTER, "ada")
    assert [who.supervisor for who in found] == ["Ada Example", "bee Sample"]
