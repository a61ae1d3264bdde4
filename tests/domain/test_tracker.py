"""The tracker: who is due, and who is left out of the count (S6, S7, W1)."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supdesk.domain.cadence import Cadence, Every, Standing, Unit
from supdesk.domain.people import Leave, Person
from supdesk.domain.sessions import Attendee, Kind, Presence, State
from supdesk.domain.statements import tables
from supdesk.domain.tracker import Diary, Excluded, diary, line
from tests.domain.domain_examples import session

QUARTERLY = (Cadence(Every(3)),)
BEE = Person("bee", "Bee Sample", service="School Nursing")
NOBODY_YET = Diary({}, {})
DAY = date(2026, 6, 15)
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def came(*days: date, kind: Kind = Kind.ONE_TO_ONE) -> Diary:
    return Diary({("bee", kind): tuple(sorted(days))}, {})


@pytest.mark.parametrize(
    ("last", "standing"),
    [
        (date(2026, 3, 14), Standing.OVERDUE),
        (date(2026, 3, 15), Standing.DUE),
        (date(2026, 4, 15), Standing.DUE),
        (date(2026, 4, 16), Standing.IN_DATE),
        (None, Standing.NEVER),
    ],
)
def test_somebody_is_in_date_due_overdue_or_was_never_there(last: date | None, standing: Standing) -> None:
    assert line(BEE, QUARTERLY, came(last) if last else NOBODY_YET, DAY).standing is standing


@pytest.mark.parametrize(
    ("every", "soon"),
    [
        (Every(2, Unit.WEEKS), 4),
        (Every(4, Unit.WEEKS), 9),
        (Every(6, Unit.WEEKS), 14),
        (Every(1), 10),
        (Every(3), 30),
        (Every(4), 30),
        (Every(12), 30),
    ],
)
def test_somebody_seen_often_is_not_always_due_soon_and_it_is_said_when(every: Every, soon: int) -> None:
    """Thirty days ahead (S7), but for the last third of the time between two sessions at most."""
    last = DAY - timedelta(days=40)
    due = every.after(last)
    before, on = (
        line(BEE, (Cadence(every),), came(last), due - timedelta(days=ahead)) for ahead in (soon + 1, soon)
    )
    assert (before.standing, on.standing) == (Standing.IN_DATE, Standing.DUE)
    assert (before.label, on.label) == ("In date", f"Due within {soon} days")
    assert tables([on], [], {})[0].rows[0][-1] == on.label


def test_only_whoever_was_there_has_been_supervised() -> None:
    group = session("s-1", date(2026, 5, 1), kind=Kind.GROUP)
    presences = {"bee": Presence.PRESENT, "cy": Presence.APOLOGIES, "di": Presence.ABSENT}
    held = replace(group, attendees=tuple(Attendee(who, did) for who, did in presences.items()))
    ahead = session("s-2", date(2026, 7, 1), "bee", "cy", state=State.PLANNED)
    off = session("s-3", date(2026, 5, 2), "di", state=State.CANCELLED)
    known = diary([held, ahead, off])
    lasts = {who: line(Person(who, who), QUARTERLY, known, DAY).last for who in ("bee", "cy", "di")}
    assert lasts == {"bee": date(2026, 5, 1), "cy": None, "di": None}
    assert [line(Person(who, who), QUARTERLY, known, DAY).planned for who in ("cy", "di")] == [
        date(2026, 7, 1),
        None,
    ]


def test_ad_hoc_supervision_counts_where_the_cadence_says_so() -> None:
    known = came(date(2026, 6, 1), kind=Kind.AD_HOC)
    without, counted = (line(BEE, (Cadence(Every(3), ad_hoc_counts=says),), known, DAY) for says in (False, True))
    assert (without.standing, without.ad_hoc, without.label) == (
        Standing.NEVER,
        date(2026, 6, 1),
        "Only ad hoc so far",
    )
    assert (counted.standing, counted.last, counted.ad_hoc) == (Standing.IN_DATE, date(2026, 6, 1), None)


def test_where_a_group_is_asked_a_one_to_one_does_not_count_and_it_is_said_why() -> None:
    """ELFT 7: these services are supervised in groups."""
    group = (Cadence(Every(3), kind="group"),)
    alone = came(date(2026, 6, 1))
    only = line(BEE, group, alone, DAY)
    assert (only.kind, only.last, only.label) == (Kind.GROUP, None, "Only one-to-one so far")
    assert only.why == (
        "The policy asks for supervision in a group: the one-to-one session of 1 June 2026 does not count."
    )
    both = Diary({**alone.came, ("bee", Kind.GROUP): (date(2026, 5, 1),)}, {})
    later = Diary({**alone.came, ("bee", Kind.GROUP): (date(2026, 6, 2),)}, {})
    assert line(BEE, group, both, DAY).why.endswith("1 June 2026 does not count.")
    assert [line(BEE, group, known, DAY).why for known in (later, NOBODY_YET)] == ["", ""]
    assert (line(BEE, QUARTERLY, alone, DAY).why, line(BEE, QUARTERLY, alone, DAY).kind) == ("", None)
    assert line(BEE, group, NOBODY_YET, DAY).label == "No session yet"


def test_the_cadence_is_ones_own_else_the_services_else_everybodys() -> None:
    cadences = (Cadence(Every(3)), Cadence(Every(4), service="school nursing"))
    last = came(date(2026, 2, 1))
    own = replace(BEE, cadence=Every(6), cadence_reason="Works one day a week")
    dues = [line(who, cadences, last, DAY).due for who in (own, BEE, replace(BEE, service="Elsewhere"))]
    assert dues == [date(2026, 8, 1), date(2026, 6, 1), date(2026, 5, 1)]


@pytest.mark.parametrize(
    ("person", "why"),
    [
        (replace(BEE, leave=(Leave(date(2026, 6, 1)),)), Excluded.LEAVE),
        (replace(BEE, leave=(Leave(date(2026, 6, 1), DAY),)), Excluded.LEAVE),
        (replace(BEE, leave=(Leave(date(2026, 6, 1), DAY - timedelta(1)), Leave(DAY + timedelta(1)))), None),
        (replace(BEE, left_on=DAY), Excluded.LEFT),
        (replace(BEE, left_on=DAY + timedelta(1)), None),
        (replace(BEE, started_on=date(2026, 3, 15)), Excluded.NEW_STARTER),
        (replace(BEE, started_on=date(2026, 3, 14)), None),
        (BEE, None),
    ],
)
def test_leave_new_starters_and_leavers_are_left_out_and_it_is_said(person: Person, why: Excluded | None) -> None:
    assert line(person, QUARTERLY, NOBODY_YET, DAY).excluded is why


def test_a_new_starter_counts_from_the_first_session_on() -> None:
    starter = replace(BEE, started_on=date(2026, 6, 1))
    assert line(starter, QUARTERLY, NOBODY_YET, DAY).label == "New starter"
    assert line(starter, QUARTERLY, came(date(2026, 6, 2)), DAY).label == "In date"


@pytest.mark.parametrize(
    ("last", "planned", "waits"),
    [
        (None, None, True),
        (None, date(2026, 7, 15), False),
        (None, date(2026, 7, 16), True),
        (date(2026, 3, 14), date(2026, 7, 15), False),
        (date(2026, 3, 14), date(2026, 7, 16), True),
        (date(2026, 4, 1), date(2026, 7, 1), False),
        (date(2026, 4, 1), date(2026, 7, 2), True),
        (date(2026, 6, 1), None, False),
        (date(2026, 6, 1), date(2027, 1, 31), False),
    ],
)
def test_a_session_planned_too_late_leaves_one_to_be_planned(
    last: date | None, planned: date | None, waits: bool
) -> None:
    """Overdue or never: later than in a month. Due: after the day it is due."""
    times = {("bee", Kind.ONE_TO_ONE): (last,)} if last else {}
    known = Diary(times, {"bee": (planned,)} if planned else {})
    assert line(BEE, QUARTERLY, known, DAY).to_plan is waits
    assert not line(replace(BEE, left_on=DAY), QUARTERLY, known, DAY).to_plan


def test_whoever_owes_no_session_is_named_but_not_counted() -> None:
    alone = line(BEE, (Cadence(Every(3), service="Elsewhere"),), NOBODY_YET, DAY)
    assert (alone.excluded, alone.due) == (Excluded.NO_CADENCE, None)


@given(st.lists(DAYS, min_size=1, max_size=8), st.integers(1, 12), st.data())
def test_the_more_somebody_comes_the_later_the_next_is_due(
    days: list[date], months: int, data: st.DataObject
) -> None:
    on = data.draw(DAYS)
    asked = (Cadence(Every(months)),)
    dues = [line(BEE, asked, came(*days[:seen]), on).due or date.min for seen in range(len(days) + 1)]
    assert all(before <= after for before, after in pairwise(dues))


@given(st.lists(DAYS, min_size=1, max_size=5), DAYS, st.integers(0, 400))
def test_looking_back_shows_what_was_known_then(days: list[date], on: date, later: int) -> None:
    """What happened after a day changes nothing in how somebody stood on it."""
    until = [day for day in days if day <= on]
    then, now = (line(BEE, QUARTERLY, came(*known), on) for known in (until, days))
    assert then == now
    after = line(BEE, QUARTERLY, came(*days), on + timedelta(later))
    assert (after.last or date.min) >= (then.last or date.min)
