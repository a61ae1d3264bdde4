"""Backups by themselves, in a second place, and what they hold."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from supdesk.desk import backing_up, enrolling, recording, reflecting, starting, unlocking
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.domain.generations import Generation
from supdesk.domain.people import Person
from supdesk.vault import generations as kept
from supdesk.vault import handle, header, store
from tests.desk.desks import NOW, PASSPHRASE, new_desk, planned


def after(desk: Desk, **time: float) -> Desk:
    """The same desk so much later."""
    later = desk.now + timedelta(**time)
    return replace(desk, around=replace(desk.around, now=lambda: later))


def test_half_an_hour_after_a_deed_a_backup_is_due_and_then_not_again_until_the_next(desk: Desk) -> None:
    assert backing_up.waits_since(desk) == NOW
    assert not backing_up.is_due(after(desk, minutes=29))
    assert backing_up.is_due(after(desk, minutes=30))
    backing_up.back_up(after(desk, minutes=30))
    assert backing_up.waits_since(desk) is None
    assert not backing_up.is_due(after(desk, days=30))
    enrolling.enrol(after(desk, hours=3), Person("", "Cal Specimen"))
    assert backing_up.waits_since(desk) == NOW + timedelta(hours=3)
    assert backing_up.is_due(after(desk, hours=3, minutes=30))


def test_what_was_typed_waits_for_a_backup_too(desk: Desk) -> None:
    sitting = recording.sit_down(desk, planned(desk))
    backing_up.back_up(after(desk, minutes=1))
    assert backing_up.waits_since(after(desk, minutes=1)) is None
    recording.save(after(desk, minutes=5), sitting.main.draft.id, {"issues": "Typed only."})
    assert backing_up.waits_since(after(desk, minutes=5)) == NOW + timedelta(minutes=5)


def test_a_backup_elsewhere_does_not_stand_for_one_in_the_folder(desk: Desk, tmp_path: Path) -> None:
    backing_up.back_up(desk)
    backing_up.back_up(after(desk, minutes=5), tmp_path / "stick")
    assert backing_up.waits_since(desk) is None
    enrolling.enrol(desk, Person("", "Cal Specimen"))
    backing_up.back_up(after(desk, minutes=5, seconds=1), tmp_path / "stick")
    assert backing_up.waits_since(desk) == NOW


def test_a_practice_vault_is_never_backed_up_by_itself(desk: Desk) -> None:
    with desk.vault.write() as cx:
        store.put_setting(cx, "practice", PASSPHRASE)
    assert not backing_up.is_due(after(desk, days=3))


def test_older_ones_go_when_a_new_one_is_whole(desk: Desk) -> None:
    for minutes in range(0, 300, 30):
        backing_up.back_up(after(desk, minutes=minutes))
    made = [each.at for each in backing_up.standing(desk).own]
    assert made == [NOW + timedelta(minutes=minutes) for minutes in (270, 240, 210)]


def test_backups_somebody_put_elsewhere_are_never_thinned(desk: Desk, tmp_path: Path) -> None:
    for minutes in range(0, 300, 30):
        backing_up.back_up(after(desk, minutes=minutes), tmp_path / "stick")
    assert len(list((tmp_path / "stick").iterdir())) == 10


def missing(desk: Desk) -> Generation | None:
    """What the second place lacks now."""
    found = backing_up.standing(desk)
    assert found.second is not None
    return backing_up.missing_there(found.own, backing_up.reach(found.second))


def test_the_second_place_catches_up_when_it_appears(desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    backing_up.choose_second(desk, stick)
    assert missing(desk) is None, "there is nothing to put there yet"
    backing_up.back_up(desk)
    stick.rename(tmp_path / "pulled out")
    assert missing(desk) is None
    stick.mkdir()
    assert missing(desk) is None, "an empty place is not the stick"
    stick.rmdir()
    (tmp_path / "pulled out").rename(stick)
    newest, second = missing(desk), backing_up.second_place(desk)
    assert newest == backing_up.standing(desk).own[0]
    assert newest is not None
    assert second is not None
    backing_up.catch_up(newest, second.folder)
    backing_up.note_caught_up(after(desk, minutes=2))
    assert missing(desk) is None
    assert [each.at for each in backing_up.reach(second) or ()] == [NOW]
    assert backing_up.standing(desk).last_outside == NOW + timedelta(minutes=2)
    assert backing_up.waits_since(desk) is None
    backing_up.forget_second(desk)
    assert backing_up.standing(desk).second is None
    assert second.folder.is_dir(), "what is there stays"


def test_a_second_place_within_the_vault_or_out_of_reach_is_refused(desk: Desk, tmp_path: Path) -> None:
    for place in (desk.vault.folder / "backups", tmp_path / "not there"):
        with pytest.raises(SupdeskError) as refused:
            backing_up.choose_second(desk, place)
        assert refused.value.code == "backup.place"
    assert backing_up.second_place(desk) is None


def test_a_second_place_that_is_a_link_into_the_vault_is_refused(desk: Desk, tmp_path: Path) -> None:
    (desk.vault.folder / "backups").mkdir()
    (tmp_path / "stick").symlink_to(desk.vault.folder / "backups")
    for place in (tmp_path / "stick", tmp_path / "nothing" / ".." / desk.vault.folder.name):
        with pytest.raises(SupdeskError) as refused:
            backing_up.choose_second(desk, place)
        assert "vault's own folder" in refused.value.sentence
    assert list((desk.vault.folder / "backups").iterdir()) == []


def test_a_backup_dated_years_ahead_keeps_no_later_one_from_the_second_place(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    backing_up.choose_second(desk, tmp_path / "stick")
    second = backing_up.second_place(desk)
    assert second is not None
    backing_up.back_up(after(desk, days=3650))
    ahead = backing_up.standing(after(desk, days=3650)).own[0]
    backing_up.catch_up(ahead, second.folder)
    backing_up.back_up(desk)
    found = missing(desk)
    assert found is not None
    assert found.at == NOW
    backing_up.catch_up(found, second.folder)
    assert {each.at for each in backing_up.reach(second) or ()} == {ahead.at, NOW}
    assert missing(desk) is None


def test_a_clock_that_was_ahead_stops_neither_backups_nor_reminders(desk: Desk) -> None:
    sitting = recording.sit_down(desk, planned(desk))
    ahead = after(desk, days=3650)
    enrolling.enrol(ahead, Person("", "Cal Specimen"))
    assert backing_up.reminder(desk) == "", "the first thing done was today"
    backing_up.back_up(desk, desk.vault.folder.parent / "elsewhere")
    enrolling.enrol(ahead, Person("", "Dee Specimen"))
    assert "The last backup is of" in backing_up.reminder(desk)
    backing_up.back_up(ahead)
    recording.save(desk, sitting.main.draft.id, {"issues": "Typed once the clock was right again."})
    assert backing_up.waits_since(desk) == NOW


def test_what_was_typed_on_a_page_of_ones_own_waits_for_a_backup_too(desk: Desk) -> None:
    page = reflecting.begin(desk, "reflection-free").draft.id
    backing_up.back_up(desk)
    reflecting.save(after(desk, minutes=5), page, {"text": "Typed only."})
    assert backing_up.waits_since(after(desk, minutes=5)) == NOW + timedelta(minutes=5)


def test_two_backups_of_one_second_stand_beside_each_other(desk: Desk) -> None:
    backing_up.back_up(desk)
    unlocking.change_passphrase(desk, PASSPHRASE, "copper thimble avenue plankton", desk.around.floor)
    assert [each.at for each in kept.generations_in(backing_up.own_folder(desk))] == [
        NOW + timedelta(seconds=1),
        NOW,
    ]


def test_a_passphrase_changed_while_a_backup_is_copied_opens_that_backup(desk: Desk) -> None:
    new, turns = "copper thimble avenue plankton", iter([True])

    def change(left: int, total: int) -> None:
        if next(turns, False):
            unlocking.change_passphrase(desk, PASSPHRASE, new, desk.around.floor)

    made = backing_up.back_up(desk, progress=change)
    before = backing_up.own_folder(desk) / "20260304T143201Z.supdesk"
    for place, passphrase in ((made, new), (before, PASSPHRASE), (desk.vault.folder, new)):
        assert (
            header.open_with_passphrase(handle.read_header(place), passphrase, desk.around.floor) == desk.vault.key
        )


def test_a_folder_moved_away_is_not_made_anew_by_a_backup(desk: Desk, tmp_path: Path) -> None:
    desk.vault.folder.rename(tmp_path / "Moved.supdesk")
    with pytest.raises(SupdeskError) as refused:
        backing_up.back_up(desk)
    assert refused.value.code == "backup.place"
    assert not desk.vault.folder.exists()


def confirm(desk: Desk, offered: starting.Recovery) -> None:
    starting.confirm_recovery(desk, offered, {each: offered.words[each - 1] for each in offered.places})


@pytest.mark.parametrize("change", [confirm, lambda desk, _: unlocking.forget_keyring(desk)])
def test_another_vault_put_in_its_place_keeps_its_own_header(
    desk: Desk, tmp_path: Path, change: Callable[[Desk, starting.Recovery], object]
) -> None:
    other, folder = new_desk(tmp_path / "Other.supdesk"), desk.vault.folder
    other.vault.close()
    offered = starting.offer_recovery(desk)
    folder.rename(tmp_path / "Moved.supdesk")
    (tmp_path / "Other.supdesk").rename(folder)
    before = (folder / "vault.json").read_bytes()
    with pytest.raises(SupdeskError) as refused:
        change(desk, offered)
    assert refused.value.code == "vault.gone"
    assert (folder / "vault.json").read_bytes() == before


def test_what_a_backup_holds_is_told_beside_what_the_vault_holds(desk: Desk) -> None:
    backing_up.back_up(desk)
    enrolling.enrol(after(desk, minutes=1), Person("", "Cal Specimen"))
    (made,) = backing_up.standing(desk).own
    assert backing_up.held_in(desk, made).people + 1 == backing_up.held_now(desk).people
    (made.folder / "vault.db").write_bytes(b"x" * made.size)
    with pytest.raises(SupdeskError) as refused:
        backing_up.held_in(desk, made)
    assert refused.value.code == "vault.damaged"


def test_what_is_in_no_backup_for_a_month_is_reminded_of(desk: Desk, tmp_path: Path) -> None:
    assert backing_up.reminder(after(desk, days=29)) == ""
    assert "never backed up" in backing_up.reminder(after(desk, days=30))
    backing_up.back_up(desk)
    assert "never backed up" in backing_up.reminder(after(desk, days=30))
    backing_up.back_up(desk, tmp_path / "stick")
    assert backing_up.reminder(after(desk, days=300)) == ""
    enrolling.enrol(after(desk, days=3), Person("", "Cal Specimen"))
    assert backing_up.reminder(after(desk, days=32)) == ""
    assert "The last backup is of 4 March 2026." in backing_up.reminder(after(desk, days=33))
    with desk.vault.write() as cx:
        store.put_setting(cx, "practice", PASSPHRASE)
    assert backing_up.reminder(after(desk, days=33)) == ""


@pytest.mark.parametrize("inside", [True, False])
def test_what_got_no_name_in_the_end_is_noted_nowhere(desk: Desk, tmp_path: Path, inside: bool) -> None:
    folder = backing_up.own_folder(desk) if inside else tmp_path / "stick"
    made = backing_up.begin(folder, NOW)
    backing_up.copy(desk, made)
    (made.place / "somebody's").mkdir(parents=True)
    with pytest.raises(SupdeskError) as refused:
        backing_up.keep(desk, made, NOW)
    assert refused.value.code == "backup.unsure"
    assert backing_up.waits_since(desk) == NOW
    assert backing_up.last_outside(desk) is None


def test_the_second_place_loses_what_was_cut_off_and_what_is_too_old(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    backing_up.choose_second(desk, tmp_path / "stick")
    second = backing_up.second_place(desk)
    assert second is not None
    (second.folder / "20260101T000000Z.supdesk.partial").mkdir()
    for minutes in range(0, 150, 30):
        then = after(desk, minutes=minutes)
        made = backing_up.back_up(then)
        backing_up.catch_up(backing_up.standing(then).own[0], second.folder)
        assert (second.folder / made.name).is_dir()
    assert sorted(each.name for each in second.folder.iterdir()) == [
        f"{NOW + timedelta(minutes=minutes):%Y%m%dT%H%M%SZ}.supdesk" for minutes in (60, 90, 120)
    ]


def test_two_vaults_of_one_name_share_a_stick_without_thinning_each_others(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    other = replace(desk, vault=replace(desk.vault, header=replace(desk.vault.header, vault_id="fedcba9876543210")))
    for each in (desk, other):
        backing_up.choose_second(each, tmp_path / "stick")
    assert len(list((tmp_path / "stick").iterdir())) == 2
