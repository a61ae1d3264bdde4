"""Ways out of a vault that does not open as it should: its backups, or what stands whole in it, saved beside it."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from supdesk.desk import (
    backing_up,
    deciding,
    enrolling,
    finishing,
    recording,
    reflecting,
    rescuing,
    starting,
    unlocking,
)
from supdesk.desk.desk import Desk
from supdesk.domain.actions import Decision
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Party, Person, Role
from supdesk.domain.records import Agreement, Way
from supdesk.domain.sessions import Kind, State
from supdesk.forms.packs import load_packs
from supdesk.vault import checking, header_file, keeping, lacking, search, store
from supdesk.vault.connection import fetch
from supdesk.vault.header import FORMAT
from supdesk.vault.leaves import tree
from supdesk.vault.pages import SIZE, Pages
from tests.desk.desks import NOW, PASSPHRASE, TODAY, all_done, new_desk, on_day, person_id, planned, written
from tests.tools import HARBOUR


@pytest.fixture
def broken(tmp_path: Path) -> Desk:
    """A vault with a record and a backup, closed; tests damage it."""
    desk = new_desk(tmp_path / "Own.supdesk")
    sitting = recording.sit_down(desk, planned(desk))
    recording.save(desk, sitting.main.draft.id, written() | all_done(sitting))
    backing_up.back_up(desk)
    finishing.finish(desk, [sitting.main.draft.id])
    desk.vault.close()
    return desk


def pages_of(desk: Desk, table: str) -> set[int]:
    """The pages of a table."""
    again = unlocking.unlock(desk.vault.folder, PASSPHRASE, desk.around)
    found = fetch(again.vault.cx, "SELECT rootpage FROM sqlite_master WHERE name = :table", table=table)
    again.vault.close()
    return set(tree(Pages(desk.vault.folder / "vault.db", desk.vault.key), found[0]["rootpage"]))


def destroy(desk: Desk, pages: set[int]) -> None:
    with (desk.vault.folder / "vault.db").open("r+b") as file:
        for number in pages:
            file.seek((number - 1) * SIZE + 200)
            file.write(b"destroyed")


def refused(code: str, desk: Desk) -> None:
    with pytest.raises(SupdeskError) as error:
        unlocking.unlock(desk.vault.folder, PASSPHRASE, desk.around)
    assert error.value.code == code


def test_what_stands_whole_is_saved_and_opens_with_the_same_passphrase(broken: Desk, tmp_path: Path) -> None:
    destroy(broken, {1} | pages_of(broken, "sessions"))
    refused("vault.damaged", broken)
    found = rescuing.salvage(
        rescuing.strand(broken.vault.folder, PASSPHRASE, broken.around), tmp_path / "Saved", broken.around
    )
    assert found.folder == tmp_path / "Saved.supdesk"
    again = unlocking.unlock(found.folder, PASSPHRASE, broken.around)
    assert [record.serves for record in keeping.records(again.vault.cx)] == ["one-to-one"]
    assert [person.name for person in enrolling.everyone(again)] == ["Ada Example", "Bee Sample", "Olive Owner"]
    assert found.salvaged.rows["sessions"] == 0
    assert "sessions" in found.salvaged.torn
    assert not any(finding.wrong for finding in checking.check(again.vault.cx) if finding.what == "records")
    again.vault.close()


def test_every_table_has_plain_words(broken: Desk) -> None:
    again = unlocking.unlock(broken.vault.folder, PASSPHRASE, broken.around)
    found = fetch(
        again.vault.cx, "SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    )
    again.vault.close()
    assert {row["name"] for row in found} == set(rescuing.TABLES)


def test_what_the_vault_itself_holds_is_told_where_its_database_opens(broken: Desk) -> None:
    stranded = rescuing.strand(broken.vault.folder, PASSPHRASE, broken.around)
    now = rescuing.standing(stranded)
    ((_, before),) = rescuing.copies(stranded, NOW)
    assert now is not None
    assert (before.records, now.records) == (0, 1)
    log = broken.vault.folder / "vault.db-wal"
    log.write_bytes(b"not taken in yet")
    assert rescuing.standing(stranded) is None
    log.unlink()
    destroy(broken, {1})
    assert rescuing.standing(stranded) is None


def test_a_lost_page_is_told_by_the_record_it_is_of(broken: Desk, tmp_path: Path) -> None:
    desk = unlocking.unlock(broken.vault.folder, PASSPHRASE, broken.around)
    (record,) = keeping.records(desk.vault.cx)
    with desk.vault.write() as cx:
        keeping.put_file(cx, "sealed", "page.pdf", "application/pdf", b"sealed", NOW)
        for each in ("one", "two"):
            keeping.put_file(cx, each, "back.pdf", "application/pdf", each.encode(), NOW)
        keeping.put_agreement(cx, record, Agreement(Way.EMAIL, TODAY, files=("one", "two")), "sealed", NOW)
        keeping.put_file(cx, "other", "scan.pdf", "application/pdf", b"scanned", NOW)
    desk.vault.close()
    destroy(desk, pages_of(desk, "files"))
    stranded = rescuing.strand(desk.vault.folder, PASSPHRASE, desk.around)
    found = rescuing.salvage(stranded, tmp_path / "Saved", desk.around)
    assert rescuing.lost_files(found.salvaged) == (
        f"the sealed page of {record.number}, what was signed of {record.number}, 1 other"
    )


def test_what_a_vault_can_not_be_opened_without_is_made_anew_and_told(broken: Desk, tmp_path: Path) -> None:
    destroy(broken, pages_of(broken, "settings"))
    found = rescuing.salvage(
        rescuing.strand(broken.vault.folder, PASSPHRASE, broken.around), tmp_path / "Saved", broken.around
    )
    assert len(found.anew) == 3
    again = unlocking.unlock(found.folder, PASSPHRASE, broken.around)
    assert again.owner.name == "Olive Owner"
    assert again.pack.id == "mse-icb"
    assert str(store.setting(again.vault.cx, "certificate")).startswith("-----BEGIN CERTIFICATE-----")
    again.vault.close()


def test_whose_vault_it_is_and_its_pack_are_told_by_the_record_written_last(broken: Desk, tmp_path: Path) -> None:
    desk = unlocking.unlock(broken.vault.folder, PASSPHRASE, broken.around)
    (record,) = keeping.records(desk.vault.cx)
    bee = Party(person_id(desk, "Bee Sample"), "Bee Sample")
    before, after = TODAY - timedelta(days=1), NOW + timedelta(hours=1)
    form = next(each for each in desk.around.packs.pack("elft").forms if each.serves == record.serves)
    later = replace(record, id="later", number="R-2026-0002", owner=bee, on=before, written_at=after, answers={})
    with desk.vault.deed("record", NOW) as cx:
        keeping.put_record(cx, replace(later, form=keeping.put_form(cx, form)))
    desk.vault.close()
    destroy(desk, pages_of(desk, "settings"))
    _, again = saved(desk, tmp_path / "Saved")
    assert (again.owner.name, again.pack.id) == ("Bee Sample", "elft")
    again.vault.close()


def test_whoevers_vault_it_is_comes_back_as_a_supervisor(broken: Desk, tmp_path: Path) -> None:
    destroy(broken, pages_of(broken, "settings") | pages_of(broken, "people"))
    found, again = saved(broken, tmp_path / "Saved")
    assert (again.owner.name, again.owner.roles) == ("Olive Owner", {Role.SUPERVISOR})
    assert "it is taken to be Olive Owner's." in " ".join(found.anew)
    again.vault.close()


def test_whose_vault_it_is_without_a_record_the_supervisor_in_it_is(broken: Desk, tmp_path: Path) -> None:
    destroy(broken, pages_of(broken, "settings") | pages_of(broken, "records"))
    _, again = saved(broken, tmp_path / "Saved")
    assert again.owner.name == "Olive Owner"
    again.vault.close()


def test_where_nothing_tells_whose_vault_it_is_none_is_made(broken: Desk, tmp_path: Path) -> None:
    destroy(broken, set().union(*(pages_of(broken, table) for table in ("settings", "records", "people"))))
    with pytest.raises(SupdeskError, match="whose vault this is") as error:
        saved(broken, tmp_path / "Saved")
    assert error.value.code == "vault.damaged"
    assert not (tmp_path / "Saved.supdesk").exists()


def saved(desk: Desk, folder: Path) -> tuple[rescuing.Rescued, Desk]:
    """What was saved, and the desk of the new vault."""
    found = rescuing.salvage(rescuing.strand(desk.vault.folder, PASSPHRASE, desk.around), folder, desk.around)
    return found, unlocking.unlock(found.folder, PASSPHRASE, desk.around)


def test_definitions_that_were_lost_come_from_the_packs_at_hand(broken: Desk, tmp_path: Path) -> None:
    destroy(broken, pages_of(broken, "form_definitions"))
    found, again = saved(broken, tmp_path / "Saved")
    assert found.anew == ()
    assert [record.number for record in keeping.records(again.vault.cx)] == ["R-2026-0001"]
    again.vault.close()


def test_what_no_definition_is_left_of_is_left_out_and_named(broken: Desk, tmp_path: Path) -> None:
    destroy(broken, pages_of(broken, "form_definitions"))
    elsewhere = replace(broken.around, packs=load_packs(tmp_path, [HARBOUR])[0])
    found, again = saved(replace(broken, around=elsewhere), tmp_path / "Saved")
    assert any("left out: R-2026-0001." in sentence for sentence in found.anew)
    assert keeping.records(again.vault.cx) == recording.drafts(again) == []
    assert store.setting(again.vault.cx, "pack") == "mse-icb", "it was never lost"
    again.vault.close()


def test_people_whose_page_was_lost_are_named_by_their_records(broken: Desk, tmp_path: Path) -> None:
    destroy(broken, pages_of(broken, "people"))
    found, again = saved(broken, tmp_path / "Saved")
    assert [(each.name, each.designation) for each in enrolling.everyone(again)] == [
        ("Ada Example", "Health Visitor"),
        ("Olive Owner", "Named Nurse"),
    ]
    assert again.owner.name == "Olive Owner"
    assert again.owner.roles == {Role.SUPERVISOR}
    assert len(found.anew) == 1
    assert "Of 2 people" in found.anew[0]
    again.vault.close()


def test_somebody_of_whom_no_record_tells_is_named_as_lost(broken: Desk, tmp_path: Path) -> None:
    desk = unlocking.unlock(broken.vault.folder, PASSPHRASE, broken.around)
    planned(desk, "Bee Sample")
    bee = person_id(desk, "Bee Sample")
    desk.vault.close()
    destroy(desk, pages_of(desk, "people"))
    _, again = saved(desk, tmp_path / "Saved")
    assert enrolling.one(again, bee).name == rescuing.NAMELESS
    again.vault.close()


def test_the_pack_of_a_record_that_is_not_at_hand_is_not_taken(broken: Desk, tmp_path: Path) -> None:
    destroy(broken, pages_of(broken, "settings"))
    elsewhere = replace(broken.around, packs=load_packs(tmp_path, [HARBOUR])[0])
    _, again = saved(replace(broken, around=elsewhere), tmp_path / "Saved")
    assert store.setting(again.vault.cx, "pack") == elsewhere.packs.found[0].id
    again.vault.close()


def test_the_backups_beside_a_backup_are_offered_too(broken: Desk) -> None:
    (own,) = (broken.vault.folder / "backups").iterdir()
    ((generation, _),) = rescuing.copies(rescuing.strand(own, PASSPHRASE, broken.around), NOW)
    assert generation.folder == own


def test_sessions_whose_page_was_lost_are_told_by_what_was_written_of_them(broken: Desk, tmp_path: Path) -> None:
    destroy(broken, pages_of(broken, "sessions"))
    found, again = saved(broken, tmp_path / "Saved")
    (session,) = store.sessions(again.vault.cx)
    assert (session.number, session.kind, session.on, session.state) == (
        "S-2026-0001",
        Kind.ONE_TO_ONE,
        TODAY,
        State.HELD,
    )
    assert [store.person(again.vault.cx, each.person_id).name for each in session.attendees] == ["Ada Example"]
    assert [each.session for each in deciding.listed(again)] == [session.number]
    assert "they stand without times, as held: S-2026-0001. Look" in found.anew[0]
    again.vault.close()


def test_no_number_is_given_twice_where_the_counters_were_lost(broken: Desk, tmp_path: Path) -> None:
    destroy(broken, pages_of(broken, "counters") | pages_of(broken, "records"))
    _, again = saved(broken, tmp_path / "Saved")
    session = planned(again)
    assert store.session(again.vault.cx, session).number == "S-2026-0002"
    assert store.next_number(again.vault.cx, "record 2026") == 2, "R-2026-0001 is lost, and was somebody's"
    assert not search.find(again.vault.cx, "R-2026-0001"), "nothing leads to what is gone"
    again.vault.close()


def test_where_what_searching_finds_was_lost_all_that_is_there_is_found_again(broken: Desk, tmp_path: Path) -> None:
    desk = unlocking.unlock(broken.vault.folder, PASSPHRASE, broken.around)
    page = reflecting.begin(desk, "reflection-free").draft.id
    reflecting.save(desk, page, {"text": "A gooseberry."})
    reflecting.finish(desk, [page])
    (action,) = store.open_actions(desk.vault.cx)
    deciding.decide(desk, action.id, Decision.DONE)
    planned(desk, "Bee Sample")
    before = findable(desk)
    desk.vault.close()
    assert {kind for kind, *_ in before} == {"record", "reflection", "session", "person", "action"}
    destroy(desk, pages_of(desk, "search_source"))
    found, again = saved(desk, tmp_path / "Saved")
    assert found.salvaged.rows["search_source"] == 0
    assert [each for each in findable(again) if each[1] != again.owner.id] == before
    again.vault.close()


def findable(desk: Desk) -> list[tuple[str, ...]]:
    """Everything that searching knows of: kind, id, title and words."""
    rows = fetch(desk.vault.cx, "SELECT kind, subject, title, body FROM search_source ORDER BY kind, subject")
    return [tuple(row.values()) for row in rows]


def test_where_the_trail_was_lost_it_is_told(broken: Desk, tmp_path: Path) -> None:
    destroy(broken, pages_of(broken, "audit"))
    found, again = saved(broken, tmp_path / "Saved")
    assert found.anew == (rescuing.TORN,)
    again.vault.close()


def test_where_the_new_vault_can_not_be_completed_nothing_of_it_stays(
    broken: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(cx: object) -> None:
        raise SupdeskError("vault.disk-full", "The disk is full.")

    monkeypatch.setattr(lacking, "raise_counters", refuse)
    with pytest.raises(SupdeskError):
        saved(broken, tmp_path / "Saved")
    assert not (tmp_path / "Saved.supdesk").exists()


def test_another_vaults_header_among_the_backups_does_not_bar_the_way(broken: Desk, tmp_path: Path) -> None:
    other = new_desk(tmp_path / "Other.supdesk")
    (own,) = (broken.vault.folder / "backups").iterdir()
    forged = shutil.copytree(own, own.with_name("29990101T000000Z.supdesk"))
    unlocking.change_passphrase(other, PASSPHRASE, "copper thimble avenue plankton", other.around.floor)
    shutil.copyfile(other.vault.folder / "vault.json", forged / "vault.json")
    other.vault.close()
    (broken.vault.folder / "vault.json").unlink()
    stranded = rescuing.strand(broken.vault.folder, PASSPHRASE, broken.around)
    assert stranded.header.vault_id == broken.vault.header.vault_id


@pytest.mark.parametrize("content", [None, b"{", "another's", "sealed by nobody"])
def test_a_backup_without_its_own_header_opens_as_it_was_proved(
    broken: Desk, tmp_path: Path, content: bytes | str | None
) -> None:
    stranded = rescuing.strand(broken.vault.folder, PASSPHRASE, broken.around)
    ((generation, _),) = rescuing.copies(stranded, NOW)
    header = generation.folder / "vault.json"
    header.unlink()
    if content == "another's":
        other = new_desk(tmp_path / "Other.supdesk")
        other.vault.close()
        content = (other.vault.folder / "vault.json").read_bytes().replace(b"1", b"2")
    if content == "sealed by nobody":
        content = header_file.dump(replace(broken.vault.header, seal=bytes(32)))
    if isinstance(content, bytes):
        header.write_bytes(content)
    made = rescuing.restore(stranded, generation, tmp_path / "Again")
    assert "vault.json was damaged" in made.sentence
    unlocking.unlock(made.place, PASSPHRASE, broken.around).vault.close()


@pytest.mark.parametrize("place", ["..", "."])
def test_a_place_without_a_name_is_refused(broken: Desk, place: str) -> None:
    stranded = rescuing.strand(broken.vault.folder, PASSPHRASE, broken.around)
    with pytest.raises(SupdeskError) as error:
        rescuing.salvage(stranded, Path(place), broken.around)
    assert error.value.code == "vault.exists"


def test_a_backup_is_restored_beside_with_what_it_holds_told_before(broken: Desk, tmp_path: Path) -> None:
    destroy(broken, {1})
    stranded = rescuing.strand(broken.vault.folder, PASSPHRASE, broken.around)
    ((generation, held),) = rescuing.copies(stranded, NOW)
    assert (held.records, held.drafts) == (0, 2)
    place = rescuing.restore(stranded, generation, tmp_path / "Again").place
    again = unlocking.unlock(place, PASSPHRASE, broken.around)
    assert len(recording.drafts(again)) == 1, "the guide was only opened"
    again.vault.close()


@pytest.mark.parametrize("content", [None, b"", b"{", b'{"format": 1}'])
def test_without_its_header_a_backup_gives_one(broken: Desk, tmp_path: Path, content: bytes | None) -> None:
    file = broken.vault.folder / "vault.json"
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    stranded = rescuing.strand(broken.vault.folder, PASSPHRASE, broken.around)
    found = rescuing.salvage(stranded, tmp_path / "Saved", broken.around)
    assert found.salvaged.damaged == ()
    again = unlocking.unlock(found.folder, PASSPHRASE, broken.around)
    assert len(keeping.records(again.vault.cx)) == 1
    again.vault.close()


def test_of_several_backups_the_header_of_the_newest_is_taken(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "Own.supdesk")
    backing_up.back_up(desk)
    offered = starting.offer_recovery(desk)
    starting.confirm_recovery(desk, offered, {place: offered.words[place - 1] for place in offered.places})
    backing_up.back_up(on_day(desk, TODAY + timedelta(days=1)))
    newest = desk.vault.header
    desk.vault.close()
    (desk.vault.folder / "vault.json").unlink()
    assert rescuing.strand(desk.vault.folder, PASSPHRASE, desk.around).header == newest
    with pytest.raises(SupdeskError) as error:
        rescuing.strand_with_words(desk.vault.folder, " ".join(["abandon"] * 23 + ["art"]))
    assert error.value.code == "vault.recovery.wrong", "what the newest says, not that the oldest has none"


def test_a_header_of_a_newer_supdesk_is_left_to_that_and_no_older_one_taken(broken: Desk) -> None:
    newer = replace(broken.vault.header, format=FORMAT + 1)
    (broken.vault.folder / "vault.json").write_bytes(header_file.dump(newer))
    with pytest.raises(SupdeskError) as error:
        rescuing.strand(broken.vault.folder, PASSPHRASE, broken.around)
    assert error.value.code == "vault.header.newer"


def test_without_any_header_there_is_no_way_and_it_is_said(broken: Desk) -> None:
    shutil.rmtree(broken.vault.folder / "backups")
    (broken.vault.folder / "vault.json").unlink()
    with pytest.raises(SupdeskError, match="nobody can open this vault") as error:
        rescuing.strand(broken.vault.folder, PASSPHRASE, broken.around)
    assert error.value.code == "vault.header.lost"


def test_a_wrong_passphrase_gets_nobody_further_and_the_recovery_words_do(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "Own.supdesk")
    offered = starting.offer_recovery(desk)
    starting.confirm_recovery(desk, offered, {place: offered.words[place - 1] for place in offered.places})
    desk.vault.close()
    destroy(desk, {1})
    with pytest.raises(SupdeskError) as error:
        rescuing.strand(desk.vault.folder, "copper thimble avenue plankton", desk.around)
    assert error.value.code == "vault.passphrase.wrong"
    stranded = rescuing.strand_with_words(desk.vault.folder, " ".join(offered.words))
    assert rescuing.salvage(stranded, tmp_path / "Saved", desk.around).salvaged.rows["people"] == 3


def test_a_damaged_page_of_drafts_keeps_nobody_from_the_rest(broken: Desk) -> None:
    destroy(broken, pages_of(broken, "drafts"))
    again = unlocking.unlock(broken.vault.folder, PASSPHRASE, broken.around)
    assert [person.name for person in enrolling.everyone(again)] == ["Ada Example", "Bee Sample", "Olive Owner"]
    assert len(keeping.records(again.vault.cx)) == 1
    with pytest.raises(SupdeskError, match="if this is said once more") as error:
        recording.drafts(again)
    assert error.value.code == "vault.damaged"
    again.vault.close()


def test_what_stands_on_a_damaged_page_keeps_nobody_from_writing_on_the_others(broken: Desk) -> None:
    before = unlocking.unlock(broken.vault.folder, PASSPHRASE, broken.around)
    draft = recording.sit_down(before, planned(before)).main.draft.id
    before.vault.close()
    destroy(broken, pages_of(broken, "records"))
    again = unlocking.unlock(broken.vault.folder, PASSPHRASE, broken.around)
    for turn in range(2):
        with pytest.raises(SupdeskError) as error:
            keeping.records(again.vault.cx)
        assert error.value.code == "vault.damaged"
        recording.save(again, draft, {"issues": f"Typed after that, {turn}."})
    again.vault.close()
    later = unlocking.unlock(broken.vault.folder, PASSPHRASE, broken.around)
    assert recording.reopen(later, draft).draft.raw["issues"] == "Typed after that, 1."
    later.vault.close()


def test_a_vault_with_a_damaged_page_gets_no_backup_that_says_it_is_one_and_goes_on(broken: Desk) -> None:
    destroy(broken, pages_of(broken, "records"))
    again = unlocking.unlock(broken.vault.folder, PASSPHRASE, broken.around)
    folder = backing_up.own_folder(again)
    before = sorted(each.name for each in folder.iterdir())
    with pytest.raises(SupdeskError) as error:
        backing_up.back_up(replace(again, around=replace(again.around, now=lambda: NOW + timedelta(hours=1))))
    assert error.value.code == "vault.damaged"
    assert sorted(each.name for each in folder.iterdir()) == before
    enrolling.enrol(again, Person("", "Cal Specimen"))
    again.vault.close()


def test_a_backup_that_does_not_open_hides_none_of_the_others(broken: Desk) -> None:
    folder = backing_up.own_folder(broken)
    (whole,) = folder.iterdir()
    spoilt = folder / "20260305T000000Z.supdesk"
    shutil.copytree(whole, spoilt)
    (spoilt / "vault.db").write_bytes(bytes(9_000))
    stranded = rescuing.strand(broken.vault.folder, PASSPHRASE, broken.around)
    assert [generation.folder for generation, _ in rescuing.copies(stranded, NOW)] == [whole]


def test_a_backup_dated_later_than_now_is_offered_last(broken: Desk) -> None:
    folder = backing_up.own_folder(broken)
    (whole,) = folder.iterdir()
    ahead = folder / "20360301T000000Z.supdesk"
    shutil.copytree(whole, ahead)
    stranded = rescuing.strand(broken.vault.folder, PASSPHRASE, broken.around)
    assert [each.folder for each, _ in rescuing.copies(stranded, NOW)] == [whole, ahead]


def test_backups_of_two_copies_that_went_their_own_ways_are_told_apart_at_the_door(
    desk: Desk, tmp_path: Path
) -> None:
    def back_up(at: Desk, minutes: int) -> Path:
        then = replace(at, around=replace(at.around, now=lambda: NOW + timedelta(minutes=minutes)))
        enrolling.enrol(then, Person("", f"Cal {minutes}"))
        return backing_up.back_up(then, tmp_path / "stick")

    common = back_up(desk, 0)
    shutil.copytree(desk.vault.folder, tmp_path / "copy.supdesk")
    other = unlocking.unlock(tmp_path / "copy.supdesk", PASSPHRASE, desk.around)
    ours, others, last = back_up(desk, 30), back_up(other, 60), back_up(desk, 90)
    other.vault.close()
    stranded = rescuing.strand(last, PASSPHRASE, desk.around)
    found = rescuing.copies(stranded, NOW + timedelta(days=1))
    assert [each.folder for each, _ in found] == [last, others, ours, common]
    assert rescuing.apart(stranded, found) == {others}
    assert rescuing.apart(stranded, found[1:]) == {ours}
    assert rescuing.apart(stranded, []) == frozenset()
    assert rescuing.apart(stranded, [found[3], *found[:3]]) == frozenset(), "each went on from the first of all"
    (last / "vault.db").write_bytes(b"no database")
    assert rescuing.apart(stranded, found) == rescuing.apart(stranded, [found[1], found[0]]) == frozenset()
