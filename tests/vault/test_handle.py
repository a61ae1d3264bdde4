"""Opening, closing and refusing vaults."""

import base64
import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from supdesk.domain.cadence import Every, Unit
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person
from supdesk.vault import cipher, connection, handle, papers, rows, schema, search, store
from supdesk.vault.header import open_with_passphrase
from supdesk.vault.keys import DataKey
from supdesk.vault.schema import MIGRATIONS
from tests.vault.vaults import CHEAP, NOW, PASSPHRASE, new_vault, reopen

WORDS = [f"zephyrquartz{number}marmalade" for number in range(50)]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_what_a_deed_kept_is_there_after_closing_and_opening(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    with vault.deed("test", NOW) as cx:
        store.put_setting(cx, "motto", "checking in")
    vault = reopen(vault)
    assert store.setting(vault.cx, "motto") == "checking in"
    vault.close()


def test_memory_is_not_locked_page_by_page_which_would_slow_saving_and_cover_no_text_of_ours(
    tmp_path: Path,
) -> None:
    vault = new_vault(tmp_path)
    assert vault.cx.execute("PRAGMA cipher_memory_security").fetchone()[0] == "0"
    vault.close()


def _fail_halfway(vault: handle.Vault) -> None:
    with vault.deed("test", NOW) as cx:
        store.put_setting(cx, "motto", "half")
        raise KeyError


def test_a_deed_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    with pytest.raises(KeyError):
        _fail_halfway(vault)
    assert store.setting(vault.cx, "motto") is None
    assert vault.cx.execute("SELECT count(*) FROM audit").fetchone()[0] == 0
    vault.close()


def test_fifty_planted_words_are_in_no_file_of_the_vault(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    with vault.deed("test", NOW) as cx:
        for word in WORDS:
            store.put_setting(cx, word, word)
            search.index(cx, "person", word, word, word)
    open_files = b"".join(contents(vault.folder).values())
    vault.close()
    everything = open_files + b"".join(contents(vault.folder).values())
    for word in WORDS:
        utf8 = word.encode()
        forms = [utf8, word.encode("utf-16-le"), word.encode("utf-16-be"), utf8.hex().encode()]
        forms += [base64.b64encode(b"x" * shift + utf8)[4:-4] for shift in range(3)]
        assert not [form for form in forms if form in everything]


def test_a_word_no_longer_there_is_gone_from_the_search_index_pages(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    with vault.deed("test", NOW) as cx:
        search.index(cx, "person", "1", "Ada", WORDS[0])
    with vault.deed("test", NOW) as cx:
        search.index(cx, "person", "1", "Ada", "")
    assert search.find(vault.cx, WORDS[0]) == []
    blocks = b"".join(row[0] for row in vault.cx.execute("SELECT block FROM search_data"))
    assert WORDS[0].encode() not in blocks
    vault.close()


def test_plain_sqlite_refuses_the_database(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    vault.close()
    plain = sqlite3.connect(vault.folder / "vault.db")
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        plain.execute("SELECT * FROM settings")
    plain.close()


def test_a_bare_cipher_connection_opens_the_database_with_the_raw_key(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    with vault.deed("test", NOW) as cx:
        store.put_setting(cx, "motto", "checking in")
    vault.close()
    code = """
import sys
from sqlcipher3 import dbapi2
cx = dbapi2.connect(sys.argv[1])
cx.execute(f'PRAGMA key = "{sys.argv[2]}"')
print(cx.execute("SELECT value FROM settings WHERE key = 'motto'").fetchone()[0])
"""
    command = [sys.executable, "-c", code, str(vault.folder / "vault.db"), vault.key.raw()]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == '"checking in"\n'


def test_a_second_program_is_turned_away_at_once(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    assert vault.cx.execute("PRAGMA busy_timeout").fetchone() == (0,)
    with pytest.raises(SupdeskError) as refused:
        handle.open_vault(vault.folder, vault.header, vault.key)
    assert refused.value.code == "vault.busy"
    vault.close()


def test_a_damaged_database_is_refused_without_a_log_of_it_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    vault = new_vault(tmp_path / "kept")
    vault.close()
    (vault.folder / "vault.db").write_bytes(bytes(64 * 1024))
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    with pytest.raises(SupdeskError):
        handle.open_vault(vault.folder, vault.header, vault.key)
    assert not list(here.iterdir())
    assert capfd.readouterr() == ("", "")


def _open(folder: Path) -> handle.Vault:
    found = handle.read_header(folder)
    return handle.open_vault(folder, found, open_with_passphrase(found, PASSPHRASE, CHEAP))


def _empty(folder: Path) -> None:
    (folder / "vault.db").write_bytes(b"")


def _plain(folder: Path) -> None:
    (folder / "vault.db").unlink()
    other = sqlite3.connect(folder / "vault.db")
    other.execute("CREATE TABLE t (x)")
    other.commit()
    other.close()


def _noise(folder: Path) -> None:
    (folder / "vault.db").write_bytes(bytes(range(256)) * 64)


FAULTS = {
    "vault.db.empty": _empty,
    "vault.db.plain": _plain,
    "vault.damaged": _noise,
    "vault.db.missing": lambda folder: (folder / "vault.db").unlink(),
    "vault.header.missing": lambda folder: (folder / "vault.json").unlink(),
    "vault.header.edited": lambda folder: (folder / "vault.json").write_text(
        (folder / "vault.json").read_text().replace("0123456789abcdef", "0123456789abcdee")
    ),
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_broken_vault_gives_its_own_sentence_and_is_not_touched(tmp_path: Path, code: str) -> None:
    vault = new_vault(tmp_path)
    vault.close()
    FAULTS[code](vault.folder)
    before = contents(vault.folder)
    with pytest.raises(SupdeskError) as refused:
        _open(vault.folder)
    assert refused.value.code == code
    assert contents(vault.folder) == before


def test_a_disk_that_failed_to_read_once_is_read_again_before_it_is_called_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = new_vault(tmp_path)
    vault.close()
    tries, connect = list[Path](), connection.connect

    def fail_once(path: Path, key: DataKey) -> cipher.Connection:
        tries.append(path)
        if len(tries) == 1:
            raise connection.meaning(cipher.DatabaseError("database disk image is malformed"))
        return connect(path, key)

    monkeypatch.setattr(connection, "connect", fail_once)
    _open(vault.folder).close()
    assert len(tries) == 2


def test_the_database_of_another_vault_is_refused_before_it_is_backed_up_or_changed(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    with vault.deed("test", NOW) as cx:
        store.put_setting(cx, "vault_id", "fedcba9876543210")
    vault.cx.execute(f"PRAGMA user_version = {len(MIGRATIONS) - 1}")
    vault.close()
    before, called = contents(vault.folder), list[handle.Vault]()
    with pytest.raises(SupdeskError) as refused:
        handle.open_vault(vault.folder, vault.header, vault.key, called.append)
    assert (refused.value.code, called) == ("vault.mismatched", [])
    assert contents(vault.folder) == before


def test_a_wrong_passphrase_says_so_and_changes_nothing(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    vault.close()
    before = contents(vault.folder)
    with pytest.raises(SupdeskError) as refused:
        open_with_passphrase(handle.read_header(vault.folder), "not this one", CHEAP)
    assert refused.value.code == "vault.passphrase.wrong"
    assert contents(vault.folder) == before


def test_a_vault_from_a_newer_supdesk_is_refused(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    vault.cx.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(SupdeskError) as refused:
        reopen(vault)
    assert refused.value.code == "vault.newer"


def test_the_files_of_two_vaults_are_not_mixed(tmp_path: Path) -> None:
    one, other = new_vault(tmp_path, "one.supdesk"), new_vault(tmp_path, "other.supdesk")
    one.close()
    other.close()
    shutil.copy(one.folder / "vault.db", other.folder / "vault.db")
    with pytest.raises(SupdeskError) as refused:
        handle.open_vault(other.folder, other.header, other.key)
    assert refused.value.code == "vault.damaged"


def test_a_log_found_at_the_start_is_told_of_and_what_it_holds_is_there(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    vault.cx.execute("INSERT INTO settings VALUES ('motto', '\"kept\"')")
    killed = tmp_path / "killed.supdesk"
    shutil.copytree(vault.folder, killed)
    assert (killed / "vault.db-wal").stat().st_size > 0
    found = handle.open_vault(killed, vault.header, vault.key)
    assert (found.found_wal, vault.found_wal) == (True, False)
    assert store.setting(found.cx, "motto") == "kept"
    found.close()
    vault.close()


def test_a_database_that_says_it_is_another_vaults_is_refused(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    with vault.deed("test", NOW) as cx:
        store.put_setting(cx, "vault_id", "fedcba9876543210")
    with pytest.raises(SupdeskError) as refused:
        reopen(vault)
    assert refused.value.code == "vault.mismatched"


def test_what_belongs_to_nothing_is_not_kept(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    with pytest.raises(cipher.DatabaseError, match="FOREIGN KEY"), vault.write() as cx:
        cx.execute("INSERT INTO attendance VALUES ('no session', 'nobody', 0, 'present', '')")
    vault.close()


def test_a_place_that_is_taken_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "sample.supdesk").mkdir()
    with pytest.raises(SupdeskError) as refused:
        new_vault(tmp_path)
    assert refused.value.code == "vault.exists"
    assert list((tmp_path / "sample.supdesk").iterdir()) == []


def test_nothing_acknowledged_is_lost_when_the_log_is_deleted(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    with vault.deed("test", NOW) as cx:
        store.put_setting(cx, "motto", "kept")
    copy = tmp_path / "copy.supdesk"
    shutil.copytree(vault.folder, copy, ignore=shutil.ignore_patterns("*-wal"))
    found = handle.open_vault(copy, vault.header, vault.key)
    assert store.setting(found.cx, "motto") == "kept"
    found.close()
    vault.close()


def _removed(vault: handle.Vault) -> None:
    shutil.rmtree(vault.folder)


def _moved(vault: handle.Vault) -> None:
    vault.folder.rename(vault.folder.with_name("elsewhere.supdesk"))


def _replaced(vault: handle.Vault) -> None:
    shutil.copy(vault.folder / "vault.db", vault.folder / "older.db")
    (vault.folder / "older.db").replace(vault.folder / "vault.db")


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody remove a file that is open")
@pytest.mark.parametrize("meddle", [_removed, _moved, _replaced])
def test_what_would_go_into_a_file_that_is_not_there_any_more_is_never_acknowledged(tmp_path: Path, meddle) -> None:
    vault = new_vault(tmp_path)
    meddle(vault)
    with pytest.raises(SupdeskError) as refused, vault.write() as cx:
        store.put_setting(cx, "motto", "typed")
    assert refused.value.code == "vault.gone"
    assert store.setting(vault.cx, "motto") is None
    vault.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody move a folder with an open file")
def test_a_vault_put_back_where_it_was_goes_on(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    _moved(vault)
    vault.folder.with_name("elsewhere.supdesk").rename(vault.folder)
    with vault.write() as cx:
        store.put_setting(cx, "motto", "typed")
    vault = reopen(vault)
    assert store.setting(vault.cx, "motto") == "typed"
    vault.close()


def test_a_session_of_an_older_vault_is_told_to_calendars_as_newer_than_what_they_were_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Calendars were given the number of deeds about a session as its SEQUENCE until sessions kept their own."""
    older = MIGRATIONS[: MIGRATIONS.index(schema._PLANNED)]
    monkeypatch.setattr(connection, "MIGRATIONS", older)
    vault = new_vault(tmp_path)
    person = dict.fromkeys(rows.person_columns(Person("p", "Ada Example")).keys() - {"cadence"}, "")
    with vault.write() as cx:
        _insert(cx, "people", person | {"id": "p", "leave": "[]", "archived": 0, "cadence_months": 0})
        _insert(cx, "sessions", OLD_SESSION)
    for _ in range(3):
        with vault.deed("move session", NOW, "s"):
            pass
    monkeypatch.setattr(connection, "MIGRATIONS", MIGRATIONS)
    monkeypatch.setattr(handle, "MIGRATIONS", MIGRATIONS)
    vault = reopen(vault)
    found = store.session(vault.cx, "s")
    assert (found.sequence, found.series, found.rebooks, found.revised_at) == (3, "", "", None)
    with vault.deed("move session", NOW, "s") as cx:
        store.put_session(cx, replace(found, on=date(2026, 3, 23)), NOW)
    assert store.session(vault.cx, "s").sequence == 4
    vault.close()


def test_a_cadence_that_was_kept_in_months_is_one_in_months_still(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "MIGRATIONS", MIGRATIONS[: MIGRATIONS.index(schema._WEEKS)])
    vault = new_vault(tmp_path)
    columns = dict.fromkeys(rows.person_columns(Person("", "")).keys() - {"cadence"}, "")
    columns |= {"leave": "[]", "archived": 0}
    with vault.write() as cx:
        for name, months in (("Ada Example", 0), ("Bee Sample", 4)):
            _insert(cx, "people", columns | {"id": name, "name": name, "cadence_months": months})
    monkeypatch.setattr(connection, "MIGRATIONS", MIGRATIONS)
    monkeypatch.setattr(handle, "MIGRATIONS", MIGRATIONS)
    vault = reopen(vault)
    assert [person.cadence for person in store.people(vault.cx)] == [None, Every(4)]
    own = replace(store.person(vault.cx, "Ada Example"), cadence=Every(6, Unit.WEEKS))
    with vault.write() as cx:
        store.put_person(cx, own)
    assert store.person(vault.cx, "Ada Example") == own
    vault.close()


def test_an_older_vault_s_sessions_keep_the_services_of_now_and_its_papers_whom_they_surely_went_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "MIGRATIONS", MIGRATIONS[: MIGRATIONS.index(schema._READERS)])
    vault = new_vault(tmp_path)
    with vault.write() as cx:
        for known, name in (("a", "Ada Example"), ("l", "Lou Lead"), ("s", "Sam Lead"), ("t", "Sam Lead")):
            store.put_person(cx, Person(known, name, service="Perinatal"))
        session = OLD_SESSION | {"supervisor_id": "l", "state": "held", "sequence": 0, "series": "", "rebooks": ""}
        _insert(cx, "sessions", session)
        _insert(cx, "attendance", {"session_id": "s", "person_id": "a", "place": 0, "presence": "present"})
        for number, reader in (("0001", "Lou Lead"), ("0002", "Sam Lead")):
            paper = {"number": number, "session_id": "s", "paper": "register", "reader": reader}
            _insert(cx, "papers", paper | {"at": NOW.isoformat()})
    monkeypatch.setattr(connection, "MIGRATIONS", MIGRATIONS)
    monkeypatch.setattr(handle, "MIGRATIONS", MIGRATIONS)
    vault = reopen(vault)
    with vault.write() as cx:
        store.put_person(cx, Person("a", "Ada Example", service="Inpatient"))
        store.put_session(cx, store.session(cx, "s"), NOW)
    assert [each.service for each in store.session(vault.cx, "s").attendees] == ["Perinatal"]
    assert [each.reader_id for each in papers.of_session(vault.cx, "s")] == ["l", ""]
    vault.close()


def test_a_register_of_before_is_of_the_owners_pack_and_so_is_the_mailbox_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "MIGRATIONS", MIGRATIONS[: MIGRATIONS.index(schema._PACKS)])
    vault = new_vault(tmp_path)
    entry = {"number": "G-2026-001", "first_day": "2026-01-01", "last_day": "2026-03-31", "recipient": "Team"}
    with vault.write() as cx:
        _insert(cx, "sendings", entry | {"at": NOW.isoformat(), "rows": 1, "digest": "d", "corrects": ""})
        store.put_setting(cx, "pack", "our-own")
        store.put_setting(cx, "register_mail", {"mailbox": "team@example.org"})
    monkeypatch.setattr(connection, "MIGRATIONS", MIGRATIONS)
    monkeypatch.setattr(handle, "MIGRATIONS", MIGRATIONS)
    vault = reopen(vault)
    assert [each.pack for each in store.sendings(vault.cx)] == ["our-own"]
    assert store.setting(vault.cx, "register_mail our-own") == {"mailbox": "team@example.org"}
    vault.close()


OLD_SESSION = {
    "id": "s", "number": "S-2026-0001", "kind": "one-to-one", "mode": "teams", "on_day": "2026-03-20",
    "supervisor_id": "p", "state": "planned", "pack": "own", "entered_at": NOW.isoformat(),
    "confidential_setting": 0,
}  # fmt: skip


def _insert(cx: cipher.Connection, table: str, row: dict[str, object]) -> None:
    names = ", ".join(row)
    cx.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in row)})", row)
