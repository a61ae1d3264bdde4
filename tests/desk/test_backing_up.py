"""Backups by themselves, in a second place, and what they hold."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from supdesk.desk import backing_up, enrolling, recording, reflecting, starting, unlocking
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.domain.generations import Generation
from supdesk.domain.people import Person
from supdesk.vault import generations as kept
from supdesk.vault import handle, header, header_file, store
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
    return backing_up.missing_there(found.own, found.second)


def catch_up(desk: Desk) -> list[datetime]:
    """Have the second place catch up, as the keeper does; what this vault has there then."""
    source = missing(desk)
    if source is not None:
        backing_up.note_caught_up(
            desk, backing_up.catch_up(source, second(desk), backing_up.verified(source, desk.vault.key))
        )
    return [each.at for each in there(desk).own]


def second(desk: Desk) -> backing_up.Second:
    """Its second place, which was chosen."""
    found = backing_up.second_place(desk)
    assert found is not None
    return found


def there(desk: Desk) -> backing_up.There:
    """What is in the second place, which is in reach."""
    found = backing_up.reach(second(desk), desk.now)
    assert found is not None
    return found


@pytest.fixture
def stick(desk: Desk, tmp_path: Path) -> Path:
    """A stick that is the desk's second place."""
    (tmp_path / "stick").mkdir()
    backing_up.choose_second(desk, tmp_path / "stick")
    return tmp_path / "stick"


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
    assert missing(desk) == backing_up.standing(desk).own[0]
    assert catch_up(after(desk, minutes=2)) == [NOW]
    assert missing(desk) is None
    assert backing_up.standing(desk).last_outside == NOW + timedelta(minutes=2)
    assert backing_up.waits_since(desk) is None
    backing_up.forget_second(desk)
    assert backing_up.standing(desk).second is None
    assert len(list(stick.iterdir())) == 1, "what is there stays"


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


def test_a_backup_dated_years_ahead_keeps_no_later_one_from_the_second_place(desk: Desk, stick: Path) -> None:
    backing_up.back_up(after(desk, days=3650))
    ahead = NOW + timedelta(days=3650)
    assert catch_up(after(desk, days=3650)) == [ahead]
    backing_up.back_up(desk)
    found = missing(desk)
    assert found is not None
    assert found.at == NOW
    assert catch_up(desk) == [NOW, ahead], "nor does it pass for the newest there"
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


def test_the_second_place_loses_what_was_cut_off_and_what_is_too_old(desk: Desk, stick: Path) -> None:
    folder = second(desk).folder
    left, fresh = (folder / f"2026010{day}T000000Z.supdesk.partial" for day in (1, 2))
    for each in (left, fresh):
        each.mkdir()
    long_ago = (NOW - timedelta(days=2)).timestamp()
    os.utime(left, (long_ago, long_ago))
    for minutes in range(0, 150, 30):
        then = after(desk, minutes=minutes)
        made = backing_up.back_up(then)
        catch_up(then)
        assert (folder / made.name).is_dir()
    assert sorted(each.name for each in folder.iterdir()) == [
        fresh.name,
        *(f"{NOW + timedelta(minutes=minutes):%Y%m%dT%H%M%SZ}.supdesk" for minutes in (60, 90, 120)),
    ], "what is half made may be another copy's, at work just now"


def test_two_vaults_of_one_name_share_a_stick_without_thinning_each_others(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    other = replace(desk, vault=replace(desk.vault, header=replace(desk.vault.header, vault_id="fedcba9876543210")))
    for each in (desk, other):
        backing_up.choose_second(each, tmp_path / "stick")
    assert len(list((tmp_path / "stick").iterdir())) == 2


def twin(desk: Desk, folder: Path) -> Desk:
    """The desk of the vault copied as it is now, folder and all, as onto another computer."""
    place = folder / desk.vault.folder.name
    shutil.copytree(desk.vault.folder, place)
    return unlocking.unlock(place, PASSPHRASE, desk.around)


def test_two_copies_of_one_vault_neither_thin_nor_count_each_others_backups(
    desk: Desk, stick: Path, tmp_path: Path
) -> None:
    for minutes in (0, 30, 60):
        backing_up.back_up(after(desk, minutes=minutes))
        catch_up(after(desk, minutes=minutes))
    other = twin(desk, tmp_path / "other computer")
    assert second(other) == second(desk), "they do share a folder"
    for minutes in range(90, 300, 30):
        then = after(desk, minutes=minutes)
        enrolling.enrol(then, Person("", f"Cal {minutes}"))
        backing_up.back_up(then)
        catch_up(then)
    last = after(desk, minutes=270)
    for_us = there(last).own
    elsewhere = after(other, minutes=285)
    assert [each.at for each in there(elsewhere).own] == [], (
        "what was common is thinned, what is ours is not its own"
    )
    assert there(elsewhere).others == for_us
    backing_up.back_up(elsewhere)
    assert missing(elsewhere) is not None
    assert catch_up(elsewhere) == [NOW + timedelta(minutes=285)]
    for minutes in range(315, 500, 30):
        backing_up.back_up(after(other, minutes=minutes))
        catch_up(after(other, minutes=minutes))
    assert there(last).own == for_us, "none of them was thinned away"
    assert missing(last) is None, "the newest there is the other's, and ours is there"
    assert len(there(last).others) == 3
    other.vault.close()


def test_two_copies_backed_up_in_the_same_second_each_have_their_own(
    desk: Desk, stick: Path, tmp_path: Path
) -> None:
    other = twin(desk, tmp_path / "other computer")
    for each in (desk, other):
        backing_up.back_up(each)
    assert catch_up(desk) == [NOW]
    assert missing(other) is not None, "that of the same name is not its own"
    assert catch_up(other) == [NOW + timedelta(seconds=1)]
    assert missing(other) is None
    assert missing(desk) is None
    other.vault.close()


@pytest.mark.parametrize("spoilt", ["vault.db", "vault.json"])
@pytest.mark.parametrize("how", ["cut off", "other bytes"])
def test_what_is_only_named_like_the_backup_is_not_taken_for_it(
    desk: Desk, stick: Path, spoilt: str, how: str
) -> None:
    made = backing_up.back_up(desk)
    catch_up(desk)
    file = second(desk).folder / made.name / spoilt
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] if how == "cut off" else bytes(len(whole)))
    assert missing(desk) is not None
    assert catch_up(desk) == [NOW + timedelta(seconds=1)]
    assert [each.folder.name for each in there(desk).others] == [made.name]
    assert missing(desk) is None


def test_a_backup_that_rotted_in_the_vaults_folder_is_not_repeated(desk: Desk, stick: Path) -> None:
    made = backing_up.back_up(desk)
    with (made / "vault.db").open("r+b") as file:
        file.seek(40_000)
        file.write(b"rotten")
    with pytest.raises(SupdeskError) as refused:
        catch_up(desk)
    assert refused.value.code == "vault.damaged"
    assert list(second(desk).folder.iterdir()) == []


def test_a_kill_before_it_was_noted_costs_no_second_copy(desk: Desk, stick: Path) -> None:
    made = backing_up.back_up(desk)
    (source,) = backing_up.own(desk)
    backing_up.catch_up(source, second(desk), backing_up.verified(source, desk.vault.key))
    assert missing(desk) is not None, "nobody noted whose it is"
    assert catch_up(desk) == [NOW]
    assert [each.name for each in second(desk).folder.iterdir()] == [made.name]


def test_a_vault_renamed_or_restored_under_another_name_goes_on_in_the_second_place(
    desk: Desk, stick: Path, tmp_path: Path
) -> None:
    made = backing_up.back_up(desk)
    catch_up(desk)
    again = backing_up.restore(desk, backing_up.own(desk)[0], tmp_path / "Again").place
    other = unlocking.unlock(again, PASSPHRASE, desk.around)
    backing_up.back_up(after(other, minutes=5))
    assert catch_up(after(other, minutes=5)) == [NOW + timedelta(minutes=5)]
    assert [each.folder.name for each in there(desk).own] == [made.name]
    assert there(desk).others == ()
    other.vault.close()


def test_a_stick_taken_out_meanwhile_gets_no_folder_of_its_name_made(desk: Desk, stick: Path) -> None:
    backing_up.back_up(desk)
    source = missing(desk)
    assert source is not None
    shutil.rmtree(stick)
    with pytest.raises(SupdeskError) as refused:
        backing_up.catch_up(source, second(desk), backing_up.verified(source, desk.vault.key))
    assert refused.value.code == "backup.place"
    assert not stick.exists()


def test_a_backup_whose_header_is_another_vaults_is_neither_repeated_nor_counted(desk: Desk, stick: Path) -> None:
    made = backing_up.back_up(desk)
    header_file.write(made / "vault.json", replace(desk.vault.header, seal=bytes(32)))
    with pytest.raises(SupdeskError) as refused:
        catch_up(desk)
    assert refused.value.code == "vault.damaged"
    assert list(second(desk).folder.iterdir()) == []
    assert missing(desk) is not None
    assert backing_up.last_outside(desk) is None


def test_what_lies_there_unnoted_counts_only_if_every_byte_is_the_backups(desk: Desk, stick: Path) -> None:
    made = backing_up.back_up(desk)
    there = shutil.copytree(made, second(desk).folder / made.name)
    with (there / "vault.db").open("r+b") as file:
        file.seek(40_000)
        file.write(b"rotten")
    assert sorted(catch_up(desk)) == [NOW, NOW + timedelta(seconds=1)]
    assert kept.reads_as(
        kept.generations_in(second(desk).folder)[0], backing_up.verified(backing_up.own(desk)[0], desk.vault.key)
    )


def test_a_second_place_that_became_a_link_is_out_of_reach(desk: Desk, stick: Path, tmp_path: Path) -> None:
    backing_up.back_up(desk)
    source, elsewhere = missing(desk), tmp_path / "elsewhere"
    assert source is not None
    expected = backing_up.verified(source, desk.vault.key)
    second(desk).folder.rename(elsewhere)
    second(desk).folder.symlink_to(elsewhere)
    assert missing(desk) is None
    assert backing_up.reach(second(desk), desk.now) is None
    with pytest.raises(SupdeskError) as refused:
        backing_up.catch_up(source, second(desk), expected)
    assert refused.value.code == "backup.place"
    assert list(elsewhere.iterdir()) == []


def test_a_second_place_that_became_the_vaults_own_folder_gets_nothing(
    desk: Desk, stick: Path, tmp_path: Path
) -> None:
    made = backing_up.back_up(desk)
    source = missing(desk)
    assert source is not None
    expected, there = backing_up.verified(source, desk.vault.key), second(desk)
    shutil.rmtree(stick)
    (desk.vault.folder / "backups").rename(desk.vault.folder / there.folder.name)
    stick.symlink_to(desk.vault.folder)
    moved = replace(source, folder=there.folder / made.name)
    with pytest.raises(SupdeskError) as refused:
        backing_up.catch_up(moved, there, expected)
    assert "vault's own folder" in refused.value.sentence
    assert [each.name for each in there.folder.iterdir()] == [made.name]
