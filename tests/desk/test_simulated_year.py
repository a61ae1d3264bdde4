"""A year of a supervisor with thirty people in four services, reckoned once more without the product's code.

Figures of all four quarters and the tracker are compared with what plain lists of events say (G3, G5, X4, S6, S7).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from supdesk.desk import enrolling, exporting, finishing, planning, recording, reporting, signing, tracking
from supdesk.desk.desk import Desk
from supdesk.domain.cadence import Every
from supdesk.domain.people import Leave, Person
from supdesk.domain.registers import Period
from supdesk.domain.reports import Cell, Report
from supdesk.domain.sessions import Kind, Mode, Why
from tests.desk.desks import empty_desk
from tests.desk.simulated_year import (
    AWAY,
    LEAVE,
    LEAVER,
    LEFT,
    MONTHS,
    QUARTERS,
    SELDOM,
    SERVICES,
    STARTED,
    STARTER,
    STATEMENTS,
    Event,
    answered_of,
    attendance_of,
    cancelled_of,
    diary,
    due_of,
    last_of,
    late_of,
    names,
    service_of,
    sessions_of,
    state_of,
)

WHYS = {why.label: why for why in Why}


def at(desk: Desk, day: date, hour: int = 12) -> Desk:
    moment = datetime.combine(day, time(hour), UTC)
    return replace(desk, around=replace(desk.around, now=lambda: moment))


def live(desk: Desk, event: Event, ids: dict[str, str]) -> None:
    """Do in the product what the diary says."""
    here = at(desk, event.on)
    kind = Kind.GROUP if event.kind == "Group" else Kind.ONE_TO_ONE
    session = planning.plan(
        here, kind, Mode.FACE_TO_FACE, event.on, [ids[name] for name in sorted(event.expected)]
    ).subject
    if event.outcome == "cancelled":
        planning.cancel(here, session, "Somebody", "In words", mutual=event.mutual, why=WHYS[event.why])
    elif event.outcome == "missed":
        planning.miss(here, session)
    else:
        hold(here, session, event, ids)


def hold(desk: Desk, session: str, event: Event, ids: dict[str, str]) -> None:
    sitting = recording.sit_down(desk, session)
    raw: dict[str, Any] = dict(sitting.main.draft.raw) | {"confidential": True}
    if event.kind == "Group":
        for slot, those in (("present", event.present), ("apologies", event.apologies)):
            raw[slot] = [{"id": ids[name], "name": name, "designation": ""} for name in sorted(those)]
    else:
        raw["issues"] = "What was talked about."
    recording.save(desk, sitting.main.draft.id, raw)
    done = finishing.finish(desk, [sitting.main.draft.id])
    assert done.problems == (), done.problems
    for answers in event.answers:
        sheet = recording.begin_evaluation(desk, session, ids[min(event.present)])
        given = {key: str(value) for key, value in answers.items()}
        recording.save(desk, sheet.draft.id, sheet.draft.raw | given)
        signing.issue(desk, finishing.finish(desk, [sheet.draft.id]).records[0].id)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, list[Event]]]:
    desk, events = empty_desk(tmp_path_factory.mktemp("year") / "vault"), diary()
    ids = {}
    for name in names():
        facts: dict[str, Any] = {
            STARTER: {"started_on": STARTED},
            LEAVER: {"left_on": LEFT},
            AWAY: {"leave": (Leave(*LEAVE),)},
            SELDOM: {"cadence": Every(MONTHS), "cadence_reason": "One day a week"},
        }.get(name, {})
        ids[name] = enrolling.enrol(desk, Person("", name, service=service_of(name), **facts)).subject
    for event in events:
        live(desk, event, ids)
    yield desk, events
    desk.vault.close()


def table(report: Report, title: str) -> dict[Cell, tuple[Cell, ...]]:
    return {row[0]: row[1:] for each in report.tables if each.title == title for row in each.rows}


@pytest.mark.parametrize("number", range(4))
def test_every_figure_of_the_quarter_is_what_the_diary_says(year: tuple[Desk, list[Event]], number: int) -> None:
    desk, events = year
    first, last = QUARTERS[number]
    report = reporting.quarter_pack(at(desk, date(2027, 4, 2)), Period(first, last))
    now = [event for event in events if first <= event.on <= last]
    assert len(now) > 10
    assert table(report, "Attendance by service") == attendance_of(events, last)
    assert table(report, "Sessions") == sessions_of(now)
    assert table(report, "Cancellations") == cancelled_of(now)
    rows = [row[1:] for each in report.tables if each.title == "Evaluations" for row in each.rows]
    assert rows == answered_of(now)


WHOLE_YEAR = Period(QUARTERS[0][0], QUARTERS[3][1])
NAMES = ("Q1 2026/27", "Q2 2026/27", "Q3 2026/27", "Q4 2026/27")


def quarter_of(events: list[Event], number: int) -> list[Event]:
    first, last = QUARTERS[number]
    return [event for event in events if first <= event.on <= last]


def test_every_figure_of_the_years_audit_is_what_the_diary_says(year: tuple[Desk, list[Event]]) -> None:
    desk, events = year
    report = reporting.year_pack(at(desk, date(2027, 4, 2)), WHOLE_YEAR)
    ends = [last for _, last in QUARTERS]
    reckoned = [attendance_of(events, last) for last in ends]
    assert table(report, "Attendance by quarter") == {
        name: (last, *found["All"]) for name, last, found in zip(NAMES, ends, reckoned, strict=True)
    }
    by_service = [row for each in report.tables if "and quarter" in each.title for row in each.rows]
    assert by_service == [
        (service, name, *found[service])
        for service in SERVICES
        for name, found in zip(NAMES, reckoned, strict=True)
    ]
    assert table(report, "Sessions by quarter") == {
        name: sessions_of(quarter_of(events, number))["All"] for number, name in enumerate(NAMES)
    } | {"All": sessions_of(events)["All"]}
    assert table(report, "Sessions") == sessions_of(events)
    assert table(report, "Cancellations") == cancelled_of(events)
    given = [answers for event in events for answers in event.answers]
    counts = [row[1:6] for each in report.tables if each.title == "Evaluations" for row in each.rows]
    assert counts == [
        tuple(sum(answers[key] == point for answers in given) for point in range(1, 6)) for key in STATEMENTS
    ]


def test_nothing_is_published_but_what_was_shown_to_give_nothing_back(year: tuple[Desk, list[Event]]) -> None:
    """Whatever else is to be published is first to be added to the tests of what comes back (tests/domain)."""
    desk, _ = year
    now = at(desk, date(2027, 4, 2))
    quarter = reporting.quarter_pack(now, Period(*QUARTERS[0]), published=True)
    whole = reporting.year_pack(now, WHOLE_YEAR, published=True)
    said = {"Cancellations", "Evaluations", "Evaluations in their own words", "Themes", "Sessions"}
    assert {each.title for each in quarter.tables} == said | {"Attendance by service"}
    assert {each.title for each in whole.tables} == said | {
        "Attendance by quarter",
        "Attendance by service and quarter",
        "Sessions by quarter",
        "Questionnaire",
        "Questionnaire in their own words",
        "Monitoring plan",
    }
    for report in (quarter, whole):
        headings = [each.headings[1:] for each in report.tables if each.title.startswith("Sessions")]
        assert set(headings) == {("Held", "Not attended")}


def test_of_the_year_that_is_not_over_only_what_has_begun_is_told(year: tuple[Desk, list[Event]]) -> None:
    desk, events = year
    today = date(2026, 8, 20)
    report = reporting.year_pack(at(desk, today), WHOLE_YEAR)
    told = table(report, "Attendance by quarter")
    assert [(name, cells[0]) for name, cells in told.items()] == [(NAMES[0], QUARTERS[0][1]), (NAMES[1], today)]
    assert told[NAMES[1]][1:] == attendance_of(events, today)["All"]
    assert report.as_at == today


def test_a_sum_is_published_of_the_year_where_each_quarter_and_kind_is(year: tuple[Desk, list[Event]]) -> None:
    desk, events = year
    published = reporting.year_pack(at(desk, date(2027, 4, 2)), WHOLE_YEAR, published=True)
    by_kind = {
        kind: [sessions_of(quarter_of(events, number))[kind][0] for number in range(4)]
        for kind in ("One-to-one", "Group", "Ad hoc")
    }
    for kind, counts in by_kind.items():
        shown = "*" if any(0 < count < 8 for count in counts) else int((sum(counts) + 2) / 5) * 5
        assert table(published, "Sessions")[kind][0] == shown
    assert table(published, "Sessions")["All"][0] == "*"
    counts = [cell for each in published.tables for row in each.rows for cell in row[1:] if isinstance(cell, int)]
    assert not [count for count in counts if 0 < count < 8]
    assert not [name for name in names() if name in repr(published)]


@pytest.mark.parametrize("number", range(4))
def test_whoever_is_overdue_at_the_quarters_end_is_named_with_the_right_days(
    year: tuple[Desk, list[Event]], number: int
) -> None:
    desk, events = year
    first, last = QUARTERS[number]
    report = reporting.quarter_pack(at(desk, date(2027, 4, 2)), Period(first, last))
    late = {name: (*days, None) for name, days in late_of(events, last).items()}
    assert table(report, "Overdue") == late
    assert late


def test_the_tracker_shows_the_same_today_as_the_diary(year: tuple[Desk, list[Event]]) -> None:
    desk, events = year
    today = date(2027, 3, 31)
    found = {line.person.name: line for line in tracking.tracked(at(desk, today))}
    for name in names():
        last = last_of(events, name, today)
        due = due_of(name, last)
        assert (found[name].last, found[name].due) == (last, due), name
        if not found[name].excluded:
            assert found[name].label == state_of(due, today), name
    assert {name: line.label for name, line in found.items() if line.excluded} == {LEAVER: "Left"}


def test_what_is_published_of_the_year_shows_no_number_from_one_to_seven(
    year: tuple[Desk, list[Event]],
) -> None:
    desk, _ = year
    for first, last in QUARTERS:
        report = reporting.quarter_pack(at(desk, date(2027, 4, 2)), Period(first, last), published=True)
        counts = [cell for each in report.tables for row in each.rows for cell in row[1:] if isinstance(cell, int)]
        assert not [count for count in counts if 0 < count < 8 or (count % 5 and count != 100)]
        assert not [name for name in names() if name in repr(report)]


def test_its_pages_can_be_set(year: tuple[Desk, list[Event]], tmp_path: Path) -> None:
    desk, _ = year
    report = reporting.quarter_pack(at(desk, date(2027, 4, 2)), Period(*QUARTERS[3]))
    written = exporting.put(reporting.prepare(desk, report), tmp_path)
    reporting.note(desk, written)
    assert (tmp_path / "supervision-figures-2026-27-Q4.pdf").read_bytes().startswith(b"%PDF")
