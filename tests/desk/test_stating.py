"""Attendance statements: each reader is told of their own people and of nobody else (G8, C3)."""

import io
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from supdesk.desk import enrolling, exporting, finishing, planning, recording, stating
from supdesk.desk.desk import Desk
from supdesk.domain.cadence import Standing
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person, Role
from supdesk.domain.quarters import quarter, year
from supdesk.domain.sessions import Kind, Why
from supdesk.domain.spelling import folded
from supdesk.domain.statements import Towards, for_leads, for_managers
from supdesk.domain.tracker import Line
from tests.desk.desks import TODAY, enrolled, person_id, planned
from tests.desk.test_reporting import held

PERIOD = quarter(TODAY)
LEAD = frozenset({Role.SERVICE_LEAD})


@pytest.fixture
def team(desk: Desk) -> Desk:
    """Two managers of two teams, one person without a manager, and a lead of each service."""
    change(desk, "Ada Example", line_manager="Mo Manager", line_manager_email="mo@example.org", service="School")
    change(desk, "Bee Sample", line_manager="Pat Pretend", service="Clinic")
    enrolled(desk, "Cy Invented", line_manager="Mo  Manager", line_manager_email="MO@example.org", service="Clinic")
    enrolled(desk, "Di Invented")
    for name, service in (("Lou Lead", "school"), ("Max Lead", "Clinic")):
        enrolling.enrol(desk, Person("", name, service=service, email=f"{name[:3]}@x.org".lower(), roles=LEAD))
    return desk


def change(desk: Desk, name: str, **facts: Any) -> None:
    enrolling.enrol(desk, replace(enrolling.one(desk, person_id(desk, name)), **facts))


def written(desk: Desk, folder: Path, towards: Towards = Towards.MANAGERS) -> dict[str, bytes]:
    stating.note(desk, exporting.put(stating.prepare(desk, PERIOD, towards), folder))
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def text(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_each_line_manager_has_their_own_people_and_whoever_has_none_is_said(team: Desk) -> None:
    found = stating.outlook(team, PERIOD, Towards.MANAGERS)
    assert [(each.reader, each.email, each.names) for each, _ in found.made] == [
        ("Mo Manager", "mo@example.org", ("Ada Example", "Cy Invented")),
        ("Pat Pretend", "", ("Bee Sample",)),
    ]
    assert [line.person.name for line in found.without] == ["Di Invented"]


def test_managers_who_share_a_mailbox_do_not_read_of_one_anothers_people(team: Desk) -> None:
    change(team, "Bee Sample", line_manager_email="mo@example.org")
    found = stating.outlook(team, PERIOD, Towards.MANAGERS)
    assert [(each.reader, each.email, each.names) for each, _ in found.made] == [
        ("Mo Manager", "mo@example.org", ("Ada Example", "Cy Invented")),
        ("Pat Pretend", "mo@example.org", ("Bee Sample",)),
    ]


def test_each_service_lead_has_the_people_of_their_service(team: Desk) -> None:
    found = stating.outlook(team, PERIOD, Towards.LEADS)
    assert [(each.reader, each.email, each.names) for each, _ in found.made] == [
        ("Lou Lead", "lou@x.org", ("Ada Example",)),
        ("Max Lead", "max@x.org", ("Bee Sample", "Cy Invented")),
    ]
    assert [line.person.name for line in found.without] == ["Di Invented"]


@pytest.mark.parametrize("towards", Towards)
def test_nobody_elses_people_and_nothing_but_days_stand_in_a_statement(
    team: Desk, tmp_path: Path, towards: Towards
) -> None:
    for name in ("Ada Example", "Bee Sample", "Cy Invented", "Di Invented"):
        held(team, name)
    planning.cancel(team, planned(team, "Ada Example"), "Cy Invented", "Her car broke", mutual=True, why=Why.OTHER)
    folder = tmp_path / "out"
    folder.mkdir()
    files = written(team, folder, towards)
    pdfs = [text(files[name]) for name in sorted(files) if name.endswith(".pdf")]
    statements = [each for each, _ in stating.outlook(team, PERIOD, towards).made]
    assert len(pdfs) == 2
    every = {"Ada Example", "Bee Sample", "Cy Invented", "Di Invented"}
    for page, statement in zip(pdfs, statements, strict=True):
        assert {name for name in every if name in page} == set(statement.names)
        assert statement.reader in page
        assert "4 Mar 2026" in page
        for content in ("car broke", "What was talked about", "Another reason", "Ring the school"):
            assert content not in page
    assert not [name for name in files if any(word in name.casefold() for word in ("mo", "pat", "lou", "ada"))]


def test_a_mail_is_drafted_to_each_whose_address_is_known(team: Desk, tmp_path: Path) -> None:
    files = written(team, tmp_path)
    assert {name for name in files if "attendance" in name} == {
        "attendance-statement-0001.pdf",
        "attendance-statement-0001.eml",
        "attendance-statement-0002.pdf",
    }
    mail = message_from_bytes(files["attendance-statement-0001.eml"], policy=default)
    assert mail["To"] == "mo@example.org"
    assert "Mo" not in mail["Subject"]
    assert mail["Subject"].startswith("[secure] ")
    [attached] = mail.iter_attachments()
    assert attached.get_filename() == "attendance-statement-0001.pdf"
    assert attached.get_content() == files["attendance-statement-0001.pdf"]


def test_which_number_is_whose_stays_in_the_vault_and_no_number_is_given_twice(team: Desk, tmp_path: Path) -> None:
    written(team, tmp_path)
    written(team, tmp_path, Towards.LEADS)
    assert [(each.number, each.reader, each.period) for each in stating.sent(team)] == [
        ("0004", "Max Lead", PERIOD),
        ("0003", "Lou Lead", PERIOD),
        ("0002", "Pat Pretend", PERIOD),
        ("0001", "Mo Manager", PERIOD),
    ]


def test_files_that_are_there_stay_and_nothing_is_noted(team: Desk, tmp_path: Path) -> None:
    ready = stating.prepare(team, PERIOD, Towards.MANAGERS)
    (tmp_path / "attendance-statement-0002.pdf").write_text("older")
    with pytest.raises(SupdeskError) as refused:
        exporting.put(ready, tmp_path)
    assert refused.value.code == "place.there"
    assert (tmp_path / "attendance-statement-0002.pdf").read_text() == "older"
    assert stating.sent(team) == []


def test_without_anybody_to_write_to_nothing_is_begun(desk: Desk) -> None:
    for towards in Towards:
        with pytest.raises(SupdeskError) as refused:
            stating.prepare(desk, PERIOD, towards)
        assert refused.value.code == "statements.none"


def test_sessions_that_do_not_count_are_not_told_of(team: Desk) -> None:
    sitting = recording.sit_down(team, planned(team, "Ada Example", kind=Kind.AD_HOC))
    raw = {"confidential": True, "concern": "Words", "advice": "Words"}
    recording.save(team, sitting.main.draft.id, sitting.main.draft.raw | raw)
    done = finishing.finish(team, [sitting.main.draft.id])
    assert done.problems == ()
    found = stating.outlook(team, PERIOD, Towards.MANAGERS)
    assert found.made[0][1].tables[1].rows == ()
    assert "ad hoc" not in repr(found.made[0][1].tables).casefold()
    planning.miss(team, planned(team, "Ada Example"))
    found = stating.outlook(team, PERIOD, Towards.MANAGERS)
    assert found.made[0][1].tables[1].rows == (("Ada Example", TODAY, "Absent"),)


def test_in_a_group_each_manager_reads_of_their_own(team: Desk) -> None:
    planning.miss(team, planned(team, "Ada Example", "Bee Sample", "Di Invented", kind=Kind.GROUP))
    found = stating.outlook(team, year(TODAY), Towards.MANAGERS)
    assert [report.tables[1].rows for _, report in found.made] == [
        (("Ada Example", TODAY, "Absent"),),
        (("Bee Sample", TODAY, "Absent"),),
    ]


def test_of_a_period_that_is_over_nothing_later_is_told(team: Desk) -> None:
    planning.miss(team, planned(team, "Ada Example"))
    found = stating.outlook(team, quarter(date(2025, 12, 1)), Towards.MANAGERS)
    assert [report.tables[1].rows for _, report in found.made] == [(), ()]
    assert found.made[0][1].as_at == date(2025, 12, 31)


WORDS = st.sampled_from(["", "Mo", "MO ", "Pat", "Lou"])
MAILS = st.sampled_from(["", "mo@x.org", "Mo@X.org", "pat@x.org"])


@given(st.lists(st.tuples(WORDS, MAILS, WORDS, st.booleans()), max_size=8))
def test_whatever_is_written_of_managers_everybody_is_told_of_once_and_to_their_own(
    told: list[tuple[str, str, str, bool]],
) -> None:
    people = [
        Person(
            f"p{n}",
            f"P {n}",
            line_manager=m,
            line_manager_email=mail,
            service=s,
            roles=LEAD if lead else LEAD - LEAD,
        )
        for n, (m, mail, s, lead) in enumerate(told)
    ]
    lines = [Line(person, 3, None, None, None, Standing.NEVER) for person in people]
    made, without = for_managers(lines)
    standing = [line.person.id for each in made for line in each.lines] + [line.person.id for line in without]
    assert sorted(standing) == sorted(person.id for person in people)
    for each in made:
        for line in each.lines:
            assert line.person.line_manager_email.casefold() == each.email.casefold()
            assert folded(line.person.line_manager or line.person.line_manager_email) == folded(each.reader)
    made, without = for_leads(lines, people)
    for each in made:
        [lead] = [p for p in people if p.name == each.reader]
        assert all(folded(line.person.service) == folded(lead.service) != "" for line in each.lines)
        assert lead.id not in {line.person.id for line in each.lines}
    assert all(not any(line in each.lines for each in made) for line in without)
