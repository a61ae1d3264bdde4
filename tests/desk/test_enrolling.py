"""Enrolling people into a real vault."""

import time
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from supdesk.desk import enrolling, finishing, planning, recording, signing, starting, tracking
from supdesk.desk.desk import Desk
from supdesk.domain.cadence import Every
from supdesk.domain.changes import Topic
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import LONGEST_NAME, Leave, Person, Role
from supdesk.domain.records import Mark
from supdesk.domain.sessions import Kind, Mode
from tests.desk.desks import CHEAP, PASSPHRASE, TODAY, empty_desk, enrolled, person_id, planned, written


def test_a_person_needs_a_name(tmp_path: Path) -> None:
    with pytest.raises(SupdeskError, match="needs a name"):
        enrolling.enrol(empty_desk(tmp_path / "own"), Person("", "  "))


def test_a_name_that_no_page_has_room_for_is_refused_wherever_it_is_typed(desk: Desk) -> None:
    name = "x" * (LONGEST_NAME + 1)
    with pytest.raises(SupdeskError, match="at most 200 characters"):
        enrolling.enrol(desk, Person("", name))
    (row,) = enrolling.preview(desk, f"Name\n{name}\n".encode()).candidates
    assert (row.ready, len(row.person.name)) == (False, LONGEST_NAME)
    sheet = recording.sit_down(desk, planned(desk)).main
    recording.save(desk, sheet.draft.id, written(supervisee={"name": name}))
    (problem,) = finishing.finish(desk, [sheet.draft.id]).problems
    assert "at most 200 characters" in problem[1].sentence


def test_no_vault_is_made_for_an_owner_whose_address_is_none(tmp_path: Path, desk: Desk) -> None:
    nora = Person("", "Nora Sample", email="nora@example")
    with pytest.raises(SupdeskError, match="no e-mail address"):
        starting.begin(tmp_path / "new", nora, desk.pack.id, PASSPHRASE, desk.around, CHEAP)
    assert not (tmp_path / "new").exists()


def test_the_longest_name_there_is_can_be_signed_with(desk: Desk) -> None:
    ada = enrolled(desk, "x" * LONGEST_NAME)
    session = planning.plan(desk, Kind.ONE_TO_ONE, Mode.FACE_TO_FACE, TODAY, [ada]).subject
    sheet = recording.sit_down(desk, session).main
    recording.save(desk, sheet.draft.id, written())
    (record,) = finishing.finish(desk, [sheet.draft.id]).records
    wanted = signing.who_signs(sheet.form, record)
    marks = [Mark(who.role, who.label, party.name, TODAY, (((0.1, 0.1), (0.4, 0.1)),)) for who, (party,) in wanted]
    with pytest.raises(SupdeskError, match="at most 200 characters"):
        signing.sign_here(desk, record.id, [replace(mark, name=f"{mark.name}{'x' * 200}") for mark in marks])
    signing.sign_here(desk, record.id, marks)
    assert signing.sealed_pdf(desk, record.id).startswith(b"%PDF")


def test_a_list_four_times_as_long_takes_about_four_times_as_long(tmp_path: Path) -> None:
    desk = empty_desk(tmp_path / "own")

    def seconds(rows: int) -> float:
        content = "Name,Email\n" + "".join(f"Ada {n},ada{n}@example.org\n" for n in range(rows))
        began = time.perf_counter()
        assert len(enrolling.preview(desk, content.encode()).candidates) == rows
        return time.perf_counter() - began

    seconds(10)
    assert any(seconds(8_000) < 8 * seconds(2_000) for _ in range(5)), "never in step, whatever else was going on"


def test_a_new_person_is_given_an_id_and_found_among_the_supervisees(tmp_path: Path) -> None:
    desk = empty_desk(tmp_path / "own")
    changes = enrolling.enrol(desk, Person("", "Ada Example"))
    assert changes.concerns(Topic.PEOPLE)
    assert [p.id for p in enrolling.supervisees(desk)] == [changes.subject]


def test_everything_known_of_somebody_is_kept(desk: Desk) -> None:
    facts = {
        field.name: f"some {field.name}" for field in fields(Person) if field.type == "str" or field.type is str
    }
    days = dict.fromkeys(("competent_on", "booked_on", "refreshed_on", "started_on", "left_on"), TODAY)
    roles = frozenset({Role.SUPERVISOR, Role.SERVICE_LEAD})
    facts |= {"email": "some@example.org", "line_manager_email": "other@example.org"}
    leave = (Leave(TODAY, TODAY), Leave(TODAY))
    more = {"id": "", "roles": roles, "archived": True, "leave": leave, "cadence": Every(6)}
    known = Person(**(facts | days | more))
    kept = enrolling.enrol(desk, known).subject
    assert enrolling.one(desk, kept) == replace(known, id=kept)


def test_whoever_is_no_longer_here_left_today_unless_it_is_said_when(desk: Desk) -> None:
    gone = enrolling.enrol(desk, Person("", "Ada Gone", archived=True)).subject
    assert enrolling.one(desk, gone).left_on == TODAY


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"cadence": Every(6)}, "cadence_reason"),
        ({"started_on": TODAY, "left_on": TODAY - timedelta(days=1)}, "left_on"),
        ({"leave": (Leave(TODAY, TODAY - timedelta(days=1)),)}, "leave"),
    ],
)
def test_times_that_cannot_be_are_refused_and_it_is_said_which(
    desk: Desk, facts: dict[str, Any], wrong: str
) -> None:
    with pytest.raises(SupdeskError) as refused:
        enrolling.enrol(desk, Person("", "Cy Invented", **facts))
    assert refused.value.code == f"person.{wrong}"


def test_somebody_archived_leaves_the_list_but_stays_in_the_vault(tmp_path: Path) -> None:
    desk = empty_desk(tmp_path / "own")
    ada = enrolled(desk, "Ada Example")
    enrolling.enrol(desk, Person(ada, "Ada Example", archived=True))
    assert ada not in {p.id for p in enrolling.everyone(desk)}
    assert ada in {p.id for p in enrolling.everyone(desk, archived=True)}


def test_the_same_e_mail_makes_a_twin(tmp_path: Path) -> None:
    desk = empty_desk(tmp_path / "own")
    ada = enrolled(desk, "Ada Example", email="ada@example.org")
    assert [p.id for p in enrolling.twins(desk, Person("", "A. Example", email="ADA@example.org"))] == [ada]


def test_a_row_that_doubles_an_earlier_row_of_the_same_file_is_not_ready(tmp_path: Path) -> None:
    found = enrolling.preview(empty_desk(tmp_path / "own"), b"Name,Shoe size\nCee Invented,4\nCee Invented,5\n")
    assert [candidate.ready for candidate in found.candidates] == [True, False]
    assert found.ignored == ("Shoe size",)


def test_only_the_chosen_rows_are_taken_in(tmp_path: Path) -> None:
    desk = empty_desk(tmp_path / "own")
    found = enrolling.preview(desk, b"Name\nCee Invented\nDee Invented\n")
    enrolling.take_in(desk, found.candidates[:1])
    assert [p.name for p in enrolling.supervisees(desk)] == ["Cee Invented"]


@pytest.mark.parametrize("key", ["email", "line_manager_email"])
def test_what_is_no_e_mail_address_is_refused_where_it_is_typed(desk: Desk, key: str) -> None:
    with pytest.raises(SupdeskError) as refused:
        enrolled(desk, "Cyd Invented", **{key: "cyd.example.org"})
    assert refused.value.code == f"person.{key}"
    enrolled(desk, "Cyd Invented", **{key: "cyd@example.org"})


def test_whoever_comes_back_from_the_archive_has_not_left(desk: Desk) -> None:
    gone = replace(enrolling.one(desk, person_id(desk, "Ada Example")), archived=True)
    enrolling.enrol(desk, gone)
    left = enrolling.one(desk, gone.id)
    assert left.left_on == TODAY
    enrolling.enrol(desk, replace(left, archived=False))
    assert enrolling.one(desk, gone.id).left_on is None
    assert [line.label for line in tracking.tracked(desk) if line.person.id == gone.id] == ["No session yet"]


def test_a_day_of_leaving_given_on_coming_back_is_kept(desk: Desk) -> None:
    gone = replace(enrolling.one(desk, person_id(desk, "Ada Example")), archived=True)
    enrolling.enrol(desk, gone)
    back = replace(enrolling.one(desk, gone.id), archived=False, left_on=date(2026, 5, 1))
    enrolling.enrol(desk, back)
    assert enrolling.one(desk, back.id).left_on == date(2026, 5, 1)


def test_a_name_stands_on_one_line_without_what_is_not_seen(tmp_path: Path) -> None:
    desk = empty_desk(tmp_path / "vault")
    forged = Person("", "Ada\u202e\r\nExam\0ple", service="Peri\nnatal\u200f", line_manager="Max\x85 Boss")
    found = enrolling.one(desk, enrolling.enrol(desk, forged).subject)
    assert (found.name, found.service, found.line_manager) == ("Ada Exam ple", "Peri natal", "Max Boss")
    with pytest.raises(SupdeskError, match="needs a name"):
        enrolling.enrol(desk, Person("", "\u202e\n"))
    desk.vault.close()
