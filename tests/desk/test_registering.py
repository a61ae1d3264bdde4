"""Registers from a real vault."""

import email
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from supdesk.desk import enrolling, planning, registering
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Period
from supdesk.domain.sessions import Kind, Mode
from supdesk.vault import audit, store
from tests.desk.desks import person_id, planned

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


def test_a_period_that_ends_before_it_begins_is_refused(desk: Desk) -> None:
    with pytest.raises(SupdeskError, match="last day comes before"):
        registering.preview(desk, Period(MARCH.last, MARCH.first))


def test_a_second_register_of_a_period_corrects_the_first(desk: Desk, tmp_path: Path) -> None:
    planning.miss(desk, planned(desk))
    paths, _ = registering.write(desk, MARCH, tmp_path)
    assert all(path.exists() for path in paths)
    first = registering.sent(desk)[0]
    registering.write(desk, MARCH, tmp_path)
    assert {sending.corrects for sending in registering.sent(desk)} == {"", first.number}


def test_a_register_for_somebody_else_corrects_nothing(desk: Desk, tmp_path: Path) -> None:
    registering.write(desk, MARCH, tmp_path)
    registering.write(desk, MARCH, tmp_path, to="The service lead")
    assert [sending.corrects for sending in registering.sent(desk)] == ["", ""]


def mailed_to(folder: Path) -> str:
    return str(email.message_from_bytes((folder / "register.eml").read_bytes())["To"])


def test_the_owners_own_address_is_on_the_log_and_on_the_mail_draft(desk: Desk, tmp_path: Path) -> None:
    planning.miss(desk, planned(desk))
    before = audit.length(desk.vault.cx)
    registering.address(desk, " Example team ", " team@example.org ")
    assert audit.length(desk.vault.cx) == before + 1
    registering.write(desk, MARCH, tmp_path)
    assert mailed_to(tmp_path) == "team@example.org"
    assert registering.sent(desk)[0].recipient == "Example team"


def test_going_back_to_the_pack_addresses_what_the_pack_says(desk: Desk, tmp_path: Path) -> None:
    said = desk.pack.register
    registering.address(desk, "Example team", "team@example.org")
    registering.address_by_pack(desk)
    assert registering.recipient(desk) == said
    planning.miss(desk, planned(desk))
    registering.write(desk, MARCH, tmp_path)
    assert mailed_to(tmp_path) == said.mailbox


def test_the_packs_own_address_typed_again_still_follows_the_pack(desk: Desk) -> None:
    said = desk.pack.register
    registering.address(desk, said.recipient, said.mailbox)
    assert store.setting(desk.vault.cx, "register_mail") == {}


@pytest.mark.parametrize(("name", "mailbox"), [("", "team@example.org"), ("Team", "team at example")])
def test_an_address_that_could_not_be_sent_to_is_refused_and_nothing_changes(
    desk: Desk, name: str, mailbox: str
) -> None:
    with pytest.raises(SupdeskError):
        registering.address(desk, name, mailbox)
    assert registering.recipient(desk) == desk.pack.register


def test_work_that_is_stopped_leaves_no_file_and_no_entry(desk: Desk, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done == total - 1:
            raise KeyboardInterrupt

    (tmp_path / "out").mkdir()
    with pytest.raises(KeyboardInterrupt):
        registering.put(registering.prepare(desk, MARCH), tmp_path / "out", stop)
    assert list((tmp_path / "out").iterdir()) == []
    assert registering.sent(desk) == []


def test_files_whose_entry_fails_are_taken_back_and_those_before_them_stay(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    first, second = registering.prepare(desk, MARCH), registering.prepare(desk, MARCH)
    registering.note(desk, registering.put(first, out))
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    with pytest.raises(SupdeskError, match="meanwhile"):
        registering.note(desk, registering.put(second, out))
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert len(registering.sent(desk)) == 1


def test_the_register_tells_when_its_supervisors_were_trained(desk: Desk) -> None:
    known = replace(
        desk.owner, competent_on=date(2024, 5, 14), course="Example course", refreshed_on=date(2025, 6, 2)
    )
    enrolling.enrol(desk, known)
    (told,) = registering.preview(desk, MARCH).competence
    assert (told.supervisor, told.achieved_on, told.course, told.refreshed_on) == (
        "Olive Owner",
        date(2024, 5, 14),
        "Example course",
        date(2025, 6, 2),
    )


def test_another_supervisor_of_the_period_is_told_of_too(desk: Desk) -> None:
    bee = person_id(desk, "Bee Sample")
    planning.plan(desk, Kind.ONE_TO_ONE, Mode.TELEPHONE, MARCH.first, [desk.owner.id], supervisor_id=bee)
    assert [each.supervisor for each in registering.preview(desk, MARCH).competence] == ["Olive Owner"]
    planning.miss(desk, planning.sessions(desk)[0].id)
    assert [each.supervisor for each in registering.preview(desk, MARCH).competence] == [
        "Olive Owner",
        "Bee Sample",
    ]
