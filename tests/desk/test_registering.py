"""Registers from a real vault."""

import email
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from supdesk.desk import enrolling, exporting, planning, registering, unlocking
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Period
from supdesk.domain.sessions import Kind, Mode
from supdesk.vault import audit, store
from tests.desk.desks import PASSPHRASE, person_id, planned
from tests.exchange.register_text import text_of

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))


def test_a_period_that_ends_before_it_begins_is_refused(desk: Desk) -> None:
    with pytest.raises(SupdeskError, match="last day comes before"):
        registering.preview(desk, Period(MARCH.last, MARCH.first))


def data(folder: Path) -> bytes:
    return (folder / "register.json").read_bytes()


def test_unchanged_rows_that_nobody_sent_are_written_again_as_a_copy_of_the_same_number(
    desk: Desk, tmp_path: Path
) -> None:
    planning.miss(desk, planned(desk))
    paths, _ = registering.write(desk, MARCH, tmp_path)
    assert all(path.exists() for path in paths)
    before, entries = data(tmp_path), registering.sent(desk)
    later = Desk(desk.vault, replace(desk.around, now=lambda: desk.now + timedelta(days=1)))
    registering.write(later, MARCH, tmp_path, over=True)
    assert data(tmp_path) == before
    assert [(e.number, e.corrects, e.digest) for e in registering.sent(desk)] == [
        (e.number, e.corrects, e.digest) for e in entries
    ]


def test_changed_rows_become_a_correction_of_what_was_written(desk: Desk, tmp_path: Path) -> None:
    planning.miss(desk, planned(desk))
    registering.write(desk, MARCH, tmp_path)
    planning.miss(desk, planned(desk, "Bee Sample"))
    registering.write(desk, MARCH, tmp_path, over=True)
    second, first = registering.sent(desk)
    assert (first.number, first.corrects) == ("G-2026-001", "")
    assert (second.number, second.corrects) == ("G-2026-002", "G-2026-001")
    assert b"It replaces register G-2026-001." in (tmp_path / "register.eml").read_bytes()


def test_what_was_sent_is_corrected_even_where_nothing_changed(desk: Desk, tmp_path: Path) -> None:
    registering.write(desk, MARCH, tmp_path)
    (entry,) = registering.sent(desk)
    assert entry.written_at is not None
    assert entry.sent_at is None
    registering.say_sent(desk, entry.number)
    assert registering.sent(desk)[0].sent_at == desk.now
    assert registering.preview(desk, MARCH).corrects == entry.number
    registering.say_sent(desk, entry.number, sent=False)
    assert registering.preview(desk, MARCH).number == entry.number
    assert registering.preview(desk, MARCH).corrects == ""


def changed(desk: Desk, folder: Path, to: str = "") -> str:
    """Another missed session in March, and a register written of it: its number."""
    planning.miss(desk, planned(desk))
    registering.write(desk, MARCH, folder, to, over=True)
    return registering.sent(desk)[0].number


def test_a_correction_names_every_register_back_to_the_last_that_was_sent(desk: Desk, tmp_path: Path) -> None:
    registering.say_sent(desk, changed(desk, tmp_path))
    changed(desk, tmp_path)
    changed(desk, tmp_path)
    assert json.loads(data(tmp_path))["corrects"] == "G-2026-001, G-2026-002"
    mail = (tmp_path / "register.eml").read_bytes()
    assert b"It replaces registers G-2026-001, G-2026-002." in mail
    assert b"Subject: Corrected safeguarding" in mail
    # The page says it, and so does the data attached to the PDF.
    for name, times in (("register.pdf", 2), ("register.xlsx", 1)):
        assert text_of({name: (tmp_path / name).read_bytes()}).count("G-2026-001, G-2026-002") == times
    registering.say_sent(desk, "G-2026-003")
    assert registering.preview(desk, MARCH).corrects == "G-2026-003"


def test_what_was_never_written_is_not_replaced(desk: Desk, tmp_path: Path) -> None:
    planning.miss(desk, planned(desk))
    registering.prepare(desk, MARCH)
    changed(desk, tmp_path)
    assert (registering.sent(desk)[0].number, json.loads(data(tmp_path))["corrects"]) == ("G-2026-002", None)
    registering.give_up(desk, "G-2026-001")
    assert changed(desk, tmp_path) == "G-2026-003"
    assert registering.sent(desk)[0].corrects == "G-2026-002"


def test_what_names_too_few_registers_is_not_copied(desk: Desk, tmp_path: Path) -> None:
    registering.say_sent(desk, changed(desk, tmp_path))
    registering.say_sent(desk, changed(desk, tmp_path))
    changed(desk, tmp_path)
    assert registering.outlook(desk, MARCH).again
    registering.say_sent(desk, "G-2026-002", sent=False)
    found = registering.outlook(desk, MARCH)
    assert (found.register.number, found.again) == ("G-2026-004", False)
    assert found.register.corrects == "G-2026-001, G-2026-002, G-2026-003"


def test_a_number_that_was_taken_is_not_taken_again(desk: Desk, tmp_path: Path) -> None:
    registering.prepare(desk, MARCH)
    changed(desk, tmp_path)
    registering.give_up(desk, "G-2026-001")
    assert changed(desk, tmp_path) == "G-2026-003"
    assert [entry.number for entry in registering.sent(desk)] == ["G-2026-003", "G-2026-002"]


def test_files_that_are_there_are_not_written_over_unasked(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "register.csv").write_text("somebody's work")
    with pytest.raises(SupdeskError, match=r"holds register\.csv already"):
        registering.write(desk, MARCH, tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["register.csv"]
    assert (tmp_path / "register.csv").read_text() == "somebody's work"
    assert registering.sent(desk) == []
    registering.write(desk, MARCH, tmp_path, over=True)
    assert (tmp_path / "register.csv").read_bytes().startswith(b"\xef\xbb\xbfSession,")
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == set(registering.FILES)


def test_a_register_for_somebody_else_corrects_nothing(desk: Desk, tmp_path: Path) -> None:
    registering.write(desk, MARCH, tmp_path)
    registering.write(desk, MARCH, tmp_path, to="The service lead", over=True)
    assert [sending.corrects for sending in registering.sent(desk)] == ["", ""]


def mailed_to(folder: Path) -> str:
    return str(email.message_from_bytes((folder / "register.eml").read_bytes())["To"])


def test_the_owners_own_address_is_on_the_log_and_on_the_mail_draft(desk: Desk, tmp_path: Path) -> None:
    planning.miss(desk, planned(desk))
    before = audit.length(desk.vault.cx)
    registering.address(desk, desk.pack, " Example team ", " team@example.org ")
    assert audit.length(desk.vault.cx) == before + 1
    registering.write(desk, MARCH, tmp_path)
    assert mailed_to(tmp_path) == "team@example.org"
    assert registering.sent(desk)[0].recipient == "Example team"


def test_going_back_to_the_pack_addresses_what_the_pack_says(desk: Desk, tmp_path: Path) -> None:
    said = desk.pack.register
    registering.address(desk, desk.pack, "Example team", "team@example.org")
    registering.address_by_pack(desk, desk.pack)
    assert registering.recipient(desk, desk.pack) == said
    planning.miss(desk, planned(desk))
    registering.write(desk, MARCH, tmp_path)
    assert mailed_to(tmp_path) == said.mailbox


def test_no_file_of_a_vault_that_is_meant_says_practice(desk: Desk, tmp_path: Path) -> None:
    planning.miss(desk, planned(desk))
    files, _ = registering.write(desk, MARCH, tmp_path)
    assert json.loads(data(tmp_path))["practice"] is False
    assert "PRACTICE" not in text_of({file.name: file.read_bytes() for file in files})


def test_a_practice_vault_proposes_a_mailbox_that_cannot_exist(desk: Desk) -> None:
    with desk.vault.write() as cx:
        store.put_setting(cx, "practice", PASSPHRASE)
    assert registering.recipient(desk, desk.pack).mailbox.endswith("@example.invalid")
    registering.address(desk, desk.pack, "Example team", "team@example.org")
    registering.address_by_pack(desk, desk.pack)
    assert registering.recipient(desk, desk.pack).mailbox.endswith("@example.invalid")


def test_only_a_vault_that_is_meant_lacks_a_mailbox_where_the_packs_is_nobodys(desk: Desk) -> None:
    nobodys = replace(desk.pack.register, mailbox="team@example.invalid")
    assert "team@example.invalid" in registering.unaddressed(desk, nobodys)
    assert registering.unaddressed(desk, desk.pack.register) == ""
    with desk.vault.write() as cx:
        store.put_setting(cx, "practice", PASSPHRASE)
    assert registering.unaddressed(desk, nobodys) == ""


def test_the_packs_own_address_typed_again_still_follows_the_pack(desk: Desk) -> None:
    said = desk.pack.register
    registering.address(desk, desk.pack, said.recipient, said.mailbox)
    assert store.setting(desk.vault.cx, "register_mail mse-icb") == {}


@pytest.mark.parametrize(("name", "mailbox"), [("", "team@example.org"), ("Team", "team at example")])
def test_an_address_that_could_not_be_sent_to_is_refused_and_nothing_changes(
    desk: Desk, name: str, mailbox: str
) -> None:
    with pytest.raises(SupdeskError):
        registering.address(desk, desk.pack, name, mailbox)
    assert registering.recipient(desk, desk.pack) == desk.pack.register


def test_work_that_is_stopped_leaves_no_file_and_its_entry_can_be_taken_out(desk: Desk, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done == total - 1:
            raise KeyboardInterrupt

    (tmp_path / "out").mkdir()
    prepared = registering.prepare(desk, MARCH)
    with pytest.raises(KeyboardInterrupt):
        exporting.put(prepared, tmp_path / "out", stop)
    assert list((tmp_path / "out").iterdir()) == []
    (entry,) = registering.sent(desk)
    assert entry.written_at is None
    registering.give_up(desk, entry.number)
    assert registering.sent(desk) == []


def test_files_whose_entry_was_taken_out_meanwhile_are_taken_back(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    written = exporting.put(registering.prepare(desk, MARCH), out)
    registering.give_up(desk, "G-2026-001")
    length = audit.length(desk.vault.cx)
    for deed in (
        lambda: registering.note(desk, written),
        lambda: registering.say_sent(desk, "G-2026-001"),
    ):
        with pytest.raises(SupdeskError) as refused:
            deed()
        assert refused.value.code == "register.gone"
    assert list(out.iterdir()) == []
    assert (registering.sent(desk), audit.length(desk.vault.cx)) == ([], length)


def test_an_entry_that_was_cut_off_stays_when_writing_it_again_comes_to_nothing(desk: Desk, tmp_path: Path) -> None:
    registering.prepare(desk, MARCH)
    assert not registering.prepare(desk, MARCH).about.begun
    with pytest.raises(SupdeskError):
        registering.write(desk, MARCH, tmp_path / "not-there")
    assert [(entry.number, entry.written_at) for entry in registering.sent(desk)] == [("G-2026-001", None)]


def test_what_was_written_is_never_taken_out(desk: Desk, tmp_path: Path) -> None:
    registering.write(desk, MARCH, tmp_path)
    registering.give_up(desk, "G-2026-001")
    assert len(registering.sent(desk)) == 1


def test_files_that_the_log_refuses_are_taken_back_and_those_before_them_stay(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    registering.write(desk, MARCH, out)
    planning.miss(desk, planned(desk))
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def refuse(*_: object) -> None:
        raise SupdeskError("vault.disk-full", "The disk is full.")

    monkeypatch.setattr(store, "note_written", refuse)
    with pytest.raises(SupdeskError, match="disk is full"):
        registering.write(desk, MARCH, out, over=True)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert [entry.number for entry in registering.sent(desk)] == ["G-2026-001"]


def test_a_register_that_was_cut_off_is_told_of_at_the_next_opening_until_it_is_written(
    desk: Desk, tmp_path: Path
) -> None:
    registering.prepare(desk, MARCH)
    (told,) = unlocking.remarks(desk)
    assert "register G-2026-001 was cut off" in told
    registering.write(desk, MARCH, tmp_path)
    assert [entry.number for entry in registering.sent(desk)] == ["G-2026-001"]
    assert unlocking.remarks(desk) == []


def test_what_was_cut_off_and_then_written_under_another_number_is_not_told_of(desk: Desk, tmp_path: Path) -> None:
    registering.prepare(desk, MARCH)
    assert changed(desk, tmp_path) == "G-2026-002"
    assert unlocking.remarks(desk) == []
    registering.prepare(desk, MARCH, "The service lead")
    (told,) = unlocking.remarks(desk)
    assert "register G-2026-003 was cut off" in told


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
