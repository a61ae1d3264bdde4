"""Tables of figures: services under one name, and a row for each who is supervised (G3, G5, S7, X4)."""

from dataclasses import replace
from datetime import date

from supdesk.domain.cadence import Standing
from supdesk.domain.figures import NO_SERVICE, attendance, by_service, cancellations, tracked
from supdesk.domain.people import Person
from supdesk.domain.reports import STAR
from supdesk.domain.sessions import Cancellation, State, Why
from supdesk.domain.suppression import Rule
from supdesk.domain.tracker import Excluded, Line
from tests.domain.domain_examples import session

DAY = date(2026, 3, 31)


def line(name: str, service: str = "", standing: Standing = Standing.IN_DATE) -> Line:
    return Line(Person(name, name, service=service), 3, None, None, None, standing)


def test_services_that_differ_by_case_or_spaces_are_one() -> None:
    found = by_service([line("Bee", "school nursing"), line("Ada", "School  Nursing "), line("Cy")])
    assert {name: [each.person.name for each in lines] for name, lines in found.items()} == {
        NO_SERVICE: ["Cy"],
        "School Nursing": ["Ada", "Bee"],
    }
    assert [row[:2] for row in attendance([line("Bee", "SCHOOL"), line("Ada", "School")], DAY).rows] == [
        ("SCHOOL", 2),
        ("All", 2),
    ]


def test_attendance_says_how_many_of_how_many_and_who_is_left_out() -> None:
    found = [
        line("Ada"),
        line("Bee", standing=Standing.DUE),
        line("Cy", standing=Standing.NEVER),
        *(replace(line(f"P {n}"), excluded=why) for n, why in enumerate(Excluded)),
    ]
    assert attendance(found, DAY).rows == ((NO_SERVICE, 3, 2, 66, 1, 1, 1), ("All", 3, 2, 66, 1, 1, 1))
    assert attendance(found[-1:], DAY).rows[-1][:4] == ("All", 0, 0, None)


def test_the_tracker_is_one_table_by_service_and_then_by_name() -> None:
    found = [line("Cy", "b"), line("bo", "B"), line("Di", "About"), replace(line("Ed"), due=DAY, last=DAY)]
    assert [row[:3] for row in tracked(found).rows] == [
        (NO_SERVICE, "Ed", DAY),
        ("About", "Di", None),
        ("B", "bo", None),
        ("B", "Cy", None),
    ]


def test_that_none_of_a_few_is_up_to_date_is_not_published() -> None:
    few = [line(name, "School", Standing.OVERDUE) for name in ("Ada", "Bee")]
    many = [line(f"P {n}", "Clinic", Standing.OVERDUE) for n in range(9)]
    table = attendance([*few, *many], DAY, Rule())
    assert [row[:4] for row in table.rows] == [
        ("Clinic", 10, 0, 0),
        ("School", STAR, STAR, STAR),
        ("All", STAR, STAR, STAR),
    ]


def test_that_none_of_a_few_was_agreed_by_both_is_not_published() -> None:
    whys = [Why.AWAY] * 9 + [Why.URGENT] * 2
    off = [
        session(f"s{n}", DAY, state=State.CANCELLED, cancellation=Cancellation("Ada", DAY, "", False, why))
        for n, why in enumerate(whys)
    ]
    assert cancellations([off]).rows == (("Leave or training", 9, 0), ("Urgent work", 2, 0), ("All", 11, 0))
    assert cancellations([off], Rule()).rows == (
        ("Leave or training", 10, 0),
        ("Urgent work", STAR, STAR),
        ("All", STAR, STAR),
    )


def test_no_star_stands_for_the_share_of_nobody() -> None:
    away = [replace(line(f"P {n}", "Clinic"), excluded=Excluded.LEAVE) for n in range(9)]
    table = attendance(away, DAY, Rule())
    assert table.rows == (("Clinic", 0, 0, None, 10, 0, 0), ("All", 0, 0, None, 10, 0, 0))
    assert table.bars is not None
    assert {end for *_, end in table.bars.bars} == {"nobody"}
