"""The ways in, and changing the passphrase: by the old one, or by the recovery words where it is forgotten."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest

from supdesk.desk import registering, starting, unlocking
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Period
from supdesk.vault import cipher, connection, header, keyring_slot
from supdesk.vault.schema import MIGRATIONS
from tests.desk.desks import CHEAP, PASSPHRASE, TODAY, new_desk

NEW = "copper thimble avenue plankton"


def with_sheet(desk: Desk) -> str:
    """Confirm a recovery sheet; its words."""
    offered = starting.offer_recovery(desk)
    starting.confirm_recovery(desk, offered, {place: offered.words[place - 1] for place in offered.places})
    return " ".join(offered.words)


def opens(desk: Desk, passphrase: str) -> bool:
    """Whether the closed vault opens with that passphrase."""
    try:
        unlocking.unlock(desk.vault.folder, passphrase, desk.around).vault.close()
    except SupdeskError as error:
        return error.code != "vault.passphrase.wrong"
    return True


def test_the_recovery_words_stand_in_for_a_forgotten_passphrase(desk: Desk) -> None:
    words = with_sheet(desk)
    unlocking.change_passphrase(desk, words, NEW, CHEAP)
    desk.vault.close()
    assert opens(desk, NEW)
    assert not opens(desk, PASSPHRASE)


def test_a_sheet_confirmed_after_the_passphrase_changed_leaves_the_new_passphrase_in_force(desk: Desk) -> None:
    offered = starting.offer_recovery(desk)
    unlocking.change_passphrase(desk, PASSPHRASE, NEW, CHEAP)
    starting.confirm_recovery(desk, offered, {place: offered.words[place - 1] for place in offered.places})
    desk.vault.close()
    assert opens(desk, NEW)
    assert not opens(desk, PASSPHRASE)
    unlocking.unlock_with_recovery(desk.vault.folder, " ".join(offered.words), desk.around).vault.close()


def test_offered_recovery_words_are_never_shown_by_accident(desk: Desk) -> None:
    offered = starting.offer_recovery(desk)
    assert not [word for word in offered.words if f"'{word}'" in repr(offered)]


@pytest.mark.parametrize("typed", ["not the passphrase", "abandon " * 23 + "art"])
def test_neither_the_passphrase_nor_the_words_of_the_sheet_change_nothing(desk: Desk, typed: str) -> None:
    with_sheet(desk)
    with pytest.raises(SupdeskError):
        unlocking.change_passphrase(desk, typed, NEW, CHEAP)
    desk.vault.close()
    assert opens(desk, PASSPHRASE)


def test_the_printable_sheet_holds_every_word(desk: Desk, tmp_path: Path) -> None:
    offered = starting.offer_recovery(desk)
    starting.save_recovery_sheet(desk, offered, tmp_path / "sheet.pdf")
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "sheet.pdf").pages)
    assert set(offered.words) <= set(text.split())


def test_several_words_typed_back_wrongly_are_all_named(desk: Desk) -> None:
    offered = starting.offer_recovery(desk)
    first, second, third = offered.places
    answers = {first: offered.words[first - 1], second: "wrong", third: "wrong"}
    with pytest.raises(SupdeskError, match=f"words {second} and {third} are not as printed"):
        starting.confirm_recovery(desk, offered, answers)


def backups_of(desk: Desk) -> list[Path]:
    folder = desk.vault.folder / "backups"
    return list(folder.iterdir()) if folder.exists() else []


def test_the_passphrase_changes_only_after_a_backup_that_the_old_one_opens(desk: Desk) -> None:
    unlocking.change_passphrase(desk, PASSPHRASE, NEW, CHEAP)
    desk.vault.close()
    assert (opens(desk, NEW), opens(desk, PASSPHRASE)) == (True, False)
    (before,) = backups_of(desk)
    unlocking.unlock(before, PASSPHRASE, desk.around).vault.close()
    with pytest.raises(SupdeskError) as refused:
        unlocking.unlock(before, NEW, desk.around)
    assert refused.value.code == "vault.passphrase.wrong"


def test_a_new_passphrase_that_is_easily_guessed_changes_nothing(desk: Desk) -> None:
    with pytest.raises(SupdeskError) as refused:
        unlocking.change_passphrase(desk, PASSPHRASE, "password1", CHEAP)
    assert refused.value.code == "passphrase.weak"
    desk.vault.close()
    assert opens(desk, PASSPHRASE)
    assert backups_of(desk) == []


def as_the_first_supdesk_had_it(cx: cipher.Connection) -> None:
    """Take away every index, table and column that a later migration brought."""
    first = cipher.connect(":memory:")
    first.executescript(MIGRATIONS[0])
    asked = (
        "SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('index', 'table') ORDER BY type"
    )
    known = set(first.execute(asked).fetchall())
    made = [tuple(row.values()) for row in connection.fetch(cx, asked)]
    cx.execute("PRAGMA foreign_keys = OFF")
    for kind, name in made:
        if (kind, name) not in known:
            cx.execute(f"DROP {kind} {name}")
    for _, table in filter(lambda each: each[0] == "table", known):
        was = {name for _, name, *_ in first.execute(f"PRAGMA table_info({table})")}
        for column in connection.fetch(cx, f"PRAGMA table_info({table})"):
            if column["name"] not in was:
                cx.execute(f"ALTER TABLE {table} DROP COLUMN {column['name']}")
    cx.execute("PRAGMA user_version = 1")
    first.close()


def test_a_vault_of_an_older_supdesk_is_backed_up_as_it_is_before_its_tables_change(
    desk: Desk, tmp_path: Path
) -> None:
    registering.write(desk, Period(TODAY, TODAY), tmp_path)
    as_the_first_supdesk_had_it(desk.vault.cx)
    desk.vault.close()
    now = unlocking.unlock(desk.vault.folder, PASSPHRASE, desk.around)
    assert connection.version(now.vault.cx) == len(MIGRATIONS)
    assert now.owner.name == "Olive Owner"
    assert [entry.written_at for entry in registering.sent(now)] == [desk.now]
    (before,) = backups_of(desk)
    kept = connection.connect(before / "vault.db", now.vault.key)
    assert connection.version(kept) == 1
    kept.close()
    now.vault.close()


def test_somebody_who_opens_a_vault_is_told_how_it_was_left_and_where_it_lies(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "OneDrive" / "vault")
    (where,) = unlocking.remarks(desk)
    assert "OneDrive" in where
    desk.vault.found_wal = True
    assert unlocking.remarks(desk) == [unlocking.LEFT_OPEN, where]
    desk.vault.close()


def test_a_sheet_of_which_one_word_was_not_typed_back_is_not_in_force(desk: Desk) -> None:
    offered = starting.offer_recovery(desk)
    with pytest.raises(SupdeskError) as refused:
        starting.confirm_recovery(desk, offered, {place: offered.words[place - 1] for place in offered.places[:2]})
    assert refused.value.code == "recovery.unconfirmed"
    assert not starting.has_recovery(desk)


def later(desk: Desk, days: int) -> Desk:
    """The same desk so many days on."""
    return Desk(desk.vault, replace(desk.around, now=lambda: desk.now + timedelta(days=days)))


def test_what_a_kill_left_half_made_among_the_backups_goes_when_the_vault_opens(desk: Desk) -> None:
    half = desk.vault.folder / "backups" / "20260101T000000Z.supdesk.partial"
    half.mkdir(parents=True)
    desk.vault.close()
    unlocking.unlock(desk.vault.folder, PASSPHRASE, desk.around).vault.close()
    assert not half.exists()


def test_the_keyring_is_no_way_in_any_more_before_it_forgets(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = desk.around.entropy(32)
    desk.vault.put_header(header.with_keyring_slot(desk.vault.header, desk.vault.key, secret, desk.around.entropy))
    assert unlocking.uses_keyring(desk)
    seen: list[bool] = []
    monkeypatch.setattr(
        keyring_slot, "forget", lambda vault_id: seen.append(unlocking.keyring_offered(desk.vault.folder))
    )
    unlocking.forget_keyring(desk)
    assert seen == [False]
    assert not unlocking.uses_keyring(desk)
