"""The yearly questionnaire: asked of each supervisee, added up without names, reported with the year (R12)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from supdesk.desk import auditing, finishing, recording, reporting, signing
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.domain.quarters import year
from supdesk.domain.reports import Report, Table
from tests.desk.desks import TODAY, enrolled, on_day, person_id

YEAR = year(TODAY)


def answered(desk: Desk, name: str, **answers: str) -> str:
    sheet = recording.begin_questionnaire(desk, person_id(desk, name))
    recording.save(desk, sheet.draft.id, sheet.draft.raw | answers)
    done = finishing.finish(desk, [sheet.draft.id])
    assert done.problems == ()
    signing.issue(desk, done.records[0].id)
    return done.records[0].id


def table(report: Report, title: str) -> Table:
    return next(each for each in report.tables if each.title == title)


def test_answers_are_added_up_without_names(desk: Desk) -> None:
    answered(desk, "Ada Example", voice="5", policy="2", changed="I ask more")
    answered(desk, "Bee Sample", voice="4", changed="I write less")
    report = reporting.year_pack(desk, YEAR)
    voice, *_, policy = table(report, "Questionnaire").rows
    assert (voice[1:], policy[1:]) == ((0, 0, 0, 1, 1, 2, 4.5), (0, 1, 0, 0, 0, 1, 2.0))
    assert [row[1] for row in table(report, "Questionnaire in their own words").rows] == [
        "I ask more",
        "I write less",
    ]
    assert "Ada" not in repr([table(report, "Questionnaire"), table(report, "Questionnaire in their own words")])
    assert table(report, "Evaluations").rows == ()


def test_of_few_nothing_is_published(desk: Desk) -> None:
    answered(desk, "Ada Example", voice="5", changed="I ask more")
    report = reporting.year_pack(on_day(desk, YEAR.last + timedelta(days=1)), YEAR, published=True)
    assert table(report, "Questionnaire").rows[0][1:] == ("*",) * 7
    assert table(report, "Questionnaire in their own words").rows == ()


def test_nobody_answers_twice_in_one_year(desk: Desk) -> None:
    answered(desk, "Ada Example", voice="5")
    with pytest.raises(SupdeskError) as refused:
        recording.begin_questionnaire(desk, person_id(desk, "Ada Example"))
    assert refused.value.code == "questionnaire.given"
    later = replace(desk, around=replace(desk.around, now=lambda: datetime(2026, 4, 2, 9, tzinfo=UTC)))
    answered(later, "Ada Example", voice="3")
    assert [counts.forms for _, [counts] in auditing.evaluated(later, [year(later.today)], "questionnaire")] == [1]


def test_one_that_was_begun_is_found_again(desk: Desk) -> None:
    first = recording.begin_questionnaire(desk, person_id(desk, "Ada Example"))
    assert recording.begin_questionnaire(desk, person_id(desk, "Ada Example")).draft.id == first.draft.id
    assert recording.begin_questionnaire(desk, person_id(desk, "Bee Sample")).draft.id != first.draft.id


def test_one_without_a_single_statement_is_not_finished(desk: Desk) -> None:
    sheet = recording.begin_questionnaire(desk, person_id(desk, "Ada Example"))
    recording.save(desk, sheet.draft.id, {"changed": "I ask more"})
    [(_, problem)] = finishing.finish(desk, [sheet.draft.id]).problems
    assert problem.path == ("voice",)


def test_who_has_answered_is_known_and_who_has_not(desk: Desk) -> None:
    enrolled(desk, "Cy Invented")
    answered(desk, "Ada Example", voice="5")
    recording.begin_questionnaire(desk, person_id(desk, "Bee Sample"))
    assert [(person.name, given) for person, given in auditing.asked_this_year(desk)] == [
        ("Ada Example", True),
        ("Bee Sample", False),
        ("Cy Invented", False),
    ]


def test_nothing_is_published_of_the_year_that_may_name_somebody(desk: Desk) -> None:
    for number in range(9):
        enrolled(desk, f"Person Number{number}")
        said = "Bee was kind" if number == 4 else f"Calm {number}"
        answered(desk, f"Person Number{number}", voice="5", changed=said)
    report = reporting.year_pack(on_day(desk, YEAR.last + timedelta(days=1)), YEAR, published=True)
    words = table(report, "Questionnaire in their own words")
    assert [row[1] for row in words.rows] == [f"Calm {number}" for number in range(9) if number != 4]
    assert "A small number of answers is left out" in words.note
    [doubt] = reporting.in_doubt(desk, "year", YEAR)
    assert doubt.why == "Bee is part of a name on your list"
