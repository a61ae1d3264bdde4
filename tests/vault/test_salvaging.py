"""What stands whole in a damaged vault is saved beside it: every record whose pages hold, and none besides."""

import errno
import os
import struct
import subprocess
import sys
from hashlib import sha256
from io import FileIO
from pathlib import Path
from random import Random

import pytest

from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Party
from supdesk.domain.records import Record
from supdesk.forms.reading import read_form
from supdesk.vault import (
    audit,
    backups,
    checking,
    connection,
    handle,
    header_file,
    keeping,
    pages,
    search,
    store,
)
from supdesk.vault.connection import fetch
from supdesk.vault.header import Header
from supdesk.vault.leaves import leaves, tree
from supdesk.vault.pages import SIZE, Pages
from supdesk.vault.salvaging import Salvaged, salvage
from supdesk.vault.schema import MIGRATIONS
from tests.vault.test_audit_and_backups import FORM
from tests.vault.vaults import NOW, new_vault

RECORDS = 300


class Watched(Pages):
    """Pages that keep in mind which of them were read."""

    def __init__(self, vault: handle.Vault) -> None:
        super().__init__(vault.folder / "vault.db", vault.key)
        self.read: set[int] = set()

    def page(self, number: int) -> bytes | None:
        self.read.add(number)
        return super().page(number)


@pytest.fixture(scope="module")
def laden(tmp_path_factory: pytest.TempPathFactory) -> handle.Vault:
    """A closed vault of records between one line and forty pages long, and a few files."""
    vault, chance = new_vault(tmp_path_factory.mktemp("laden")), Random(1)
    form, _ = read_form(FORM)
    assert form is not None
    ada = Party("", "Ada Example")
    with vault.deed("fill", NOW) as cx:
        reference = keeping.put_form(cx, form)
        for number in range(RECORDS):
            words = f"record {number} " + "told " * chance.choice([1, 30, 300, 3_000, 30_000])
            name = f"R-{number:04}"
            record = Record(
                f"r{number}", name, reference, "addendum", "Note", "", ada, (ada,), NOW.date(), NOW, {"why": words}
            )
            keeping.put_record(cx, record)
            search.index(cx, "record", record.id, f"{name} · Note", f"record {number}")
        for number in range(20):
            keeping.put_file(cx, f"f{number}", "scan.pdf", "application/pdf", chance.randbytes(50_000), NOW)
    vault.close()
    return vault


def copied(laden: handle.Vault, folder: Path) -> Path:
    """The vault's two files in a folder of their own."""
    folder.mkdir()
    for name in ("vault.db", "vault.json"):
        (folder / name).write_bytes((laden.folder / name).read_bytes())
    return folder


def destroy(folder: Path, numbers: set[int]) -> None:
    with (folder / "vault.db").open("r+b") as file:
        for number in numbers:
            file.seek((number - 1) * SIZE + 100)
            file.write(b"destroyed")


def told(laden: handle.Vault, folder: Path, target: Path) -> Salvaged:
    """Salvage; the damaged vault's files are as they were."""
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    found = salvage(folder, laden.header, laden.key, target, NOW)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    return found


def opened(laden: handle.Vault, target: Path) -> handle.Vault:
    return handle.open_vault(target, handle.read_header(target), laden.key)


def digests(cx: object, table: str) -> dict[str, str]:
    return {row["id"]: row["digest"] for row in fetch(cx, f"SELECT id, digest FROM {table}")}  # type: ignore[arg-type]


def needed_by(laden: handle.Vault, table: str, column: int) -> dict[str, set[int]]:
    """The pages on which each row of a table stands, its overflow too, by what stands in a column."""
    found: dict[str, set[int]] = {}
    for number in tree(Pages(laden.folder / "vault.db", laden.key), root(laden, table)):
        for place, leaf in enumerate(leaves(Pages(laden.folder / "vault.db", laden.key), iter([number]))):
            found[str(leaf.values[column])] = {number} | chain(laden, number, place)
    return found


def chain(laden: handle.Vault, number: int, place: int) -> set[int]:
    """The overflow pages of one row: those without which it alone can't be read."""
    watched = Watched(laden)
    rows = leaves(watched, iter([number]))
    for _ in range(place):
        next(rows)
    before = set(watched.read)
    next(rows)
    return watched.read - before


def root(laden: handle.Vault, table: str) -> int:
    vault = handle.open_vault(laden.folder, laden.header, laden.key)
    found = fetch(vault.cx, "SELECT rootpage FROM sqlite_master WHERE name = :table", table=table)[0]["rootpage"]
    vault.close()
    return int(found)


@pytest.fixture(scope="module")
def pages_of(laden: handle.Vault) -> dict[str, set[int]]:
    return needed_by(laden, "records", 0)


def test_a_whole_vault_is_saved_whole(laden: handle.Vault, tmp_path: Path) -> None:
    found = told(laden, copied(laden, tmp_path / "whole"), tmp_path / "new.supdesk")
    assert (found.damaged, found.lost_records, found.lost_files, found.strays) == ((), (), (), 0)
    assert (found.trail_holds, found.torn) == (True, ())
    assert found.rows["records"] == RECORDS
    again = opened(laden, tmp_path / "new.supdesk")
    assert [finding.what for finding in checking.check(again.cx) if finding.wrong] == []
    assert [hit.subject for hit in search.find(again.cx, "record 77")] == ["r77"]
    again.close()


@pytest.mark.parametrize("seed", range(6))
def test_one_page_in_twenty_destroyed_costs_only_what_stood_there(
    laden: handle.Vault, pages_of: dict[str, set[int]], tmp_path: Path, seed: int
) -> None:
    folder = copied(laden, tmp_path / "damaged")
    count = (folder / "vault.db").stat().st_size // SIZE
    gone = set(Random(seed).sample(range(1, count + 1), count // 20))
    destroy(folder, gone)
    found = told(laden, folder, tmp_path / "new.supdesk")
    whole = {known for known, needed in pages_of.items() if not needed & gone}
    assert 0 < len(whole) < RECORDS
    original = handle.open_vault(laden.folder, laden.header, laden.key)
    before = digests(original.cx, "records")
    original.close()
    again = opened(laden, tmp_path / "new.supdesk")
    after = digests(again.cx, "records")
    documents = {row["id"]: row["document"] for row in fetch(again.cx, "SELECT id, document FROM records")}
    again.close()
    assert after == {known: before[known] for known in whole}
    assert all(sha256(documents[known].encode()).hexdigest() == before[known] for known in whole)
    assert set(found.damaged) <= gone
    lost = {known.replace("R-0", "r").replace("R-", "r") for known in found.lost_records}
    assert len(lost) <= len(before.keys() - whole)


def test_rows_no_whole_page_leads_to_are_found_by_what_they_are(laden: handle.Vault, tmp_path: Path) -> None:
    folder = copied(laden, tmp_path / "damaged")
    destroy(folder, {1, root(laden, "records"), root(laden, "files")})
    found = told(laden, folder, tmp_path / "new.supdesk")
    assert found.rows["records"] == RECORDS
    assert found.rows["files"] == 20
    again = opened(laden, tmp_path / "new.supdesk")
    again.close()


def test_what_is_lost_is_named_by_its_number(
    laden: handle.Vault, pages_of: dict[str, set[int]], tmp_path: Path
) -> None:
    folder = copied(laden, tmp_path / "damaged")
    longest = max(pages_of, key=lambda known: len(pages_of[known]))
    others = set().union(*(pages for known, pages in pages_of.items() if known != longest))
    destroy(folder, {max(pages_of[longest] - others)})
    found = told(laden, folder, tmp_path / "new.supdesk")
    assert found.lost_records == (f"R-{int(longest[1:]):04}",)
    assert found.rows["records"] == RECORDS - 1


def test_a_row_that_does_not_answer_to_its_digest_is_left_out(laden: handle.Vault, tmp_path: Path) -> None:
    folder = copied(laden, tmp_path / "edited")
    vault = handle.open_vault(folder, laden.header, laden.key)
    with vault.write() as cx:
        cx.execute("UPDATE records SET document = replace(document, 'record 7 ', 'record 8 ') WHERE id = 'r7'")
    vault.close()
    found = told(laden, folder, tmp_path / "new.supdesk")
    assert found.lost_records == ("R-0007",)


def test_what_only_the_log_holds_is_saved_too(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    vault.cx.execute("BEGIN IMMEDIATE")
    store.put_setting(vault.cx, "told", "committed, and not in the database yet")
    vault.cx.execute("COMMIT")
    folder = as_it_lies_there(vault, tmp_path / "killed")
    assert (folder / "vault.db-wal").stat().st_size > SIZE
    told(vault, folder, tmp_path / "new.supdesk")
    again = opened(vault, tmp_path / "new.supdesk")
    assert store.setting(again.cx, "told") == "committed, and not in the database yet"
    again.close()
    vault.close()


def test_a_vault_without_a_whole_page_is_refused(laden: handle.Vault, tmp_path: Path) -> None:
    folder = copied(laden, tmp_path / "damaged")
    count = (folder / "vault.db").stat().st_size // SIZE
    destroy(folder, set(range(1, count + 1)))
    with pytest.raises(SupdeskError) as refused:
        salvage(folder, laden.header, laden.key, tmp_path / "new.supdesk", NOW)
    assert refused.value.code == "vault.damaged"
    assert {each.name for each in tmp_path.iterdir()} == {"damaged"}


def test_a_new_vault_that_the_disk_did_not_keep_as_it_was_written_is_refused(
    laden: handle.Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = header_file.write

    def write_last(path: Path, header: Header) -> None:
        write(path, header)
        destroy(path.parent, {(path.with_name("vault.db").stat().st_size // SIZE) // 2})

    monkeypatch.setattr(header_file, "write", write_last)
    with pytest.raises(SupdeskError) as refused:
        salvage(laden.folder, laden.header, laden.key, tmp_path / "new.supdesk", NOW)
    assert refused.value.code == "vault.damaged"
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(laden: handle.Vault, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(SupdeskError) as refused:
        salvage(laden.folder, laden.header, laden.key, tmp_path / "there", NOW)
    assert refused.value.code == "vault.exists"


def test_called_off_it_leaves_nothing(laden: handle.Vault, tmp_path: Path) -> None:
    def call_off(done: int, total: int) -> None:
        if done > total // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        salvage(laden.folder, laden.header, laden.key, tmp_path / "new.supdesk", NOW, call_off)
    assert list(tmp_path.iterdir()) == []


def test_an_older_vault_is_saved_in_its_own_shape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate = connection.migrate
    with monkeypatch.context() as then:
        then.setattr(connection, "migrate", lambda cx: migrate(cx, 3))
        vault = new_vault(tmp_path)
    vault.close()
    found = told(vault, vault.folder, tmp_path / "new.supdesk")
    assert found.rows["settings"] == 1
    assert "themes" not in found.rows
    again = opened(vault, tmp_path / "new.supdesk")
    assert connection.version(again.cx) == len(MIGRATIONS)
    again.close()


VALUES = [
    None, 0, 1, -1, 127, -128, 128, 32_767, -32_768, 8_388_607, -8_388_608, 2**31 - 1, -(2**31), 2**47 - 1,
    -(2**47), 2**63 - 1, -(2**63), 0.5, -1e300, "", "ż🙂", "x" * 4_000, "x" * 20_000, b"", b"\x00\xff",
    bytes(9_000),
]  # fmt: skip


def test_every_kind_of_value_is_read_as_the_database_reads_it(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    vault.cx.execute("CREATE TABLE kinds (first, second)")
    with vault.write() as cx:
        for turn, value in enumerate(VALUES):
            number = turn if turn % 2 else -turn * 2**40
            cx.execute("INSERT INTO kinds (rowid, first, second) VALUES (?, ?, ?)", (number, value, turn))
    wanted = vault.cx.execute("SELECT rowid, first, second FROM kinds").fetchall()
    vault.close()
    pages = Pages(vault.folder / "vault.db", vault.key)
    found = [(leaf.row, *leaf.values) for leaf in leaves(pages, iter(tree(pages, root(vault, "kinds"))))]
    assert sorted(found, key=repr) == sorted(wanted, key=repr)
    assert {type(value) for _, value, _ in found} == {type(value) for value in VALUES}


def test_a_row_that_runs_over_a_damaged_page_is_left_out_also_where_no_digest_tells(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    with vault.write() as cx:
        store.put_setting(cx, "short", "told")
        store.put_setting(cx, "long", "told " * 5_000)
    vault.close()
    number = next(iter(tree(Pages(vault.folder / "vault.db", vault.key), root(vault, "settings"))))
    rows = leaves(Pages(vault.folder / "vault.db", vault.key), iter([number]))
    place = next(place for place, leaf in enumerate(rows) if leaf.values[0] == "long")
    destroy(vault.folder, {max(chain(vault, number, place) - {number})})
    assert told(vault, vault.folder, tmp_path / "new.supdesk").rows["settings"] == 2
    again = opened(vault, tmp_path / "new.supdesk")
    assert (store.setting(again.cx, "short"), store.setting(again.cx, "long")) == ("told", None)
    again.close()


def as_it_lies_there(vault: handle.Vault, folder: Path) -> Path:
    """A copy of the files of a vault that is open, as a kill would leave them."""
    folder.mkdir()
    for name in ("vault.db", "vault.db-wal", "vault.json"):
        (folder / name).write_bytes((vault.folder / name).read_bytes())
    return folder


def test_what_was_never_committed_is_not_saved(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    with vault.write() as cx:
        store.put_setting(cx, "told", "kept " * 4_000)
    vault.cx.execute("PRAGMA cache_size = 1")
    vault.cx.execute("BEGIN IMMEDIATE")
    store.put_setting(vault.cx, "told", "lost " * 4_000)
    for number in range(50):
        store.put_setting(vault.cx, f"filler {number}", "x" * 4_000)
    folder = as_it_lies_there(vault, tmp_path / "killed")
    vault.cx.execute("ROLLBACK")
    vault.close()
    assert (folder / "vault.db-wal").stat().st_size > SIZE, "nothing was written before its time"
    told(vault, folder, tmp_path / "new.supdesk")
    again = opened(vault, tmp_path / "new.supdesk")
    assert store.setting(again.cx, "told") == "kept " * 4_000
    again.close()


def test_what_an_earlier_log_left_behind_the_present_one_does_not_count(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    for number in range(8):
        vault.cx.execute("BEGIN IMMEDIATE")
        store.put_setting(vault.cx, "told", f"older {number}")
        vault.cx.execute("COMMIT")
    vault.cx.execute("PRAGMA wal_checkpoint(PASSIVE)")
    for number in range(2):
        vault.cx.execute("BEGIN IMMEDIATE")
        store.put_setting(vault.cx, "told", f"newer {number}")
        vault.cx.execute("COMMIT")
    folder = as_it_lies_there(vault, tmp_path / "killed")
    vault.close()
    told(vault, folder, tmp_path / "new.supdesk")
    again = opened(vault, tmp_path / "new.supdesk")
    assert store.setting(again.cx, "told") == "newer 1"
    again.close()


def test_what_an_earlier_try_left_half_made_is_told_of_and_left_alone(laden: handle.Vault, tmp_path: Path) -> None:
    (tmp_path / "new.supdesk.partial").mkdir()
    with pytest.raises(SupdeskError, match=r"new\.supdesk\.partial") as refused:
        salvage(laden.folder, laden.header, laden.key, tmp_path / "new.supdesk", NOW)
    assert refused.value.code == "backup.half-made"
    assert (tmp_path / "new.supdesk.partial").is_dir()


@pytest.mark.skipif(os.name == "nt", reason="Windows limits no file's size")
def test_where_there_is_no_room_for_what_is_saved_it_is_said_and_nothing_is_left(
    laden: handle.Vault, tmp_path: Path
) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(SupdeskError) as refused:
            salvage(laden.folder, laden.header, laden.key, tmp_path / "new.supdesk", NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert refused.value.code == "backup.place"
    assert list(tmp_path.iterdir()) == []


def test_where_the_audit_trail_is_torn_it_is_told_since_more_may_be_missing(
    laden: handle.Vault, tmp_path: Path
) -> None:
    folder = copied(laden, tmp_path / "damaged")
    trail = tree(Pages(laden.folder / "vault.db", laden.key), root(laden, "audit"))
    destroy(folder, {trail[-1]})
    found = told(laden, folder, tmp_path / "new.supdesk")
    assert not found.trail_holds
    assert found.torn == ("audit",)


def test_a_trail_that_an_older_page_was_put_into_is_told(laden: handle.Vault, tmp_path: Path) -> None:
    folder = copied(laden, tmp_path / "edited")
    vault = handle.open_vault(folder, laden.header, laden.key)
    with vault.write() as cx:
        cx.execute("DELETE FROM audit WHERE seq > 200")
    vault.close()
    found = told(laden, folder, tmp_path / "new.supdesk")
    assert (found.damaged, found.trail_holds) == ((), False)


def test_a_page_number_damaged_in_the_log_leads_to_no_end_of_pages(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    vault.cx.execute("BEGIN IMMEDIATE")
    store.put_setting(vault.cx, "told", "committed")
    vault.cx.execute("COMMIT")
    log = as_it_lies_there(vault, tmp_path / "killed") / "vault.db-wal"
    content = bytearray(log.read_bytes())
    content[32:36] = struct.pack(">I", 0xFFFFFFF0)
    log.write_bytes(content)
    found = salvage(tmp_path / "killed", vault.header, vault.key, tmp_path / "new.supdesk", NOW)
    assert found.pages < 1000
    vault.close()


def test_parts_of_two_states_are_never_joined_to_one_row(tmp_path: Path) -> None:
    """The log's newer content of a row's first page is damaged, that of the pages it runs over is whole."""
    vault = new_vault(tmp_path)
    with vault.write() as cx:
        store.put_setting(cx, "told", "first " * 3_000)
    vault.cx.execute("BEGIN IMMEDIATE")
    store.put_setting(vault.cx, "told", "later " * 3_000)
    vault.cx.execute("COMMIT")
    log = as_it_lies_there(vault, tmp_path / "killed") / "vault.db-wal"
    content = bytearray(log.read_bytes())
    frames = range(32, len(content), 24 + SIZE)
    leaf = fetch(vault.cx, "SELECT rootpage FROM sqlite_master WHERE name = 'settings'")[0]["rootpage"]
    damaged = [at for at in frames if struct.unpack_from(">I", content, at)[0] == leaf]
    assert damaged
    for at in damaged:
        content[at + 24 + 200] ^= 1
    log.write_bytes(content)
    found = salvage(tmp_path / "killed", vault.header, vault.key, tmp_path / "new.supdesk", NOW)
    assert found.damaged == (leaf,)
    again = opened(vault, tmp_path / "new.supdesk")
    assert store.setting(again.cx, "told") in (None, "first " * 3_000, "later " * 3_000)
    again.close()
    vault.close()


def test_a_page_the_disk_does_not_give_costs_no_other(
    laden: handle.Vault, pages_of: dict[str, set[int]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    longest = max(pages_of, key=lambda known: len(pages_of[known]))
    bad = max(pages_of[longest] - set().union(*(p for known, p in pages_of.items() if known != longest)))

    class Worn(FileIO):
        """A file on a disk of which one place is worn out."""

        def read(self, size: int = -1, /) -> bytes:
            at = self.tell()
            if str(self.name).endswith("vault.db") and (size < 0 or at <= (bad - 1) * SIZE < at + size):
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return super().read(size)

    monkeypatch.setattr(pages, "FileIO", Worn)
    found = salvage(laden.folder, laden.header, laden.key, tmp_path / "new.supdesk", NOW)
    assert found.damaged == (bad,)
    assert found.rows["records"] == RECORDS - 1


@pytest.mark.parametrize("code", ["vault.db.missing", "vault.linked"])
def test_without_a_database_of_its_own_it_is_told(laden: handle.Vault, tmp_path: Path, code: str) -> None:
    folder = copied(laden, tmp_path / "damaged")
    (folder / "vault.db").unlink()
    if code == "vault.linked":
        (folder / "vault.db").symlink_to(laden.folder / "vault.db")
    with pytest.raises(SupdeskError) as refused:
        salvage(folder, laden.header, laden.key, tmp_path / "new.supdesk", NOW)
    assert refused.value.code == code
    assert {each.name for each in tmp_path.iterdir()} == {"damaged"}


def test_pages_of_an_older_copy_put_in_never_stop_it_nor_touch_what_has_a_digest(
    laden: handle.Vault, tmp_path: Path
) -> None:
    """They bear the same key, so that a text may run on into half a letter of another."""
    folder = copied(laden, tmp_path / "mixed")

    def write(shift: str) -> bytes:
        vault = handle.open_vault(folder, laden.header, laden.key)
        with vault.write() as cx:
            cx.execute("DELETE FROM search_source WHERE kind = 'person'")
            for number in range(30):
                search.index(cx, "person", f"p{number}", "Ada Example", shift + "é" * 9_000)
        vault.close()
        return (folder / "vault.db").read_bytes()

    older, newer = write(""), bytearray(write("x"))
    first, last = (laden.folder / "vault.db").stat().st_size // SIZE, min(len(older), len(newer)) // SIZE
    for page in Random(3).sample(range(first, last), (last - first) // 3):
        newer[page * SIZE : (page + 1) * SIZE] = older[page * SIZE : (page + 1) * SIZE]
    (folder / "vault.db").write_bytes(newer)
    found = salvage(folder, laden.header, laden.key, tmp_path / "new.supdesk", NOW)
    assert (found.damaged, found.rows["records"]) == ((), RECORDS)


HOLDS = """
import sys
from pathlib import Path
from supdesk.vault import connection
from supdesk.vault.keys import DataKey
cx = connection.connect(Path(sys.argv[1]), DataKey(bytes.fromhex(sys.argv[2]), bytes.fromhex(sys.argv[3])))
print("open", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps others from reading what is locked")
def test_what_another_program_has_open_is_neither_saved_nor_restored(laden: handle.Vault, tmp_path: Path) -> None:
    folder = copied(laden, tmp_path / "in use")
    words = [sys.executable, "-c", HOLDS, str(folder / "vault.db"), laden.key.key.hex(), laden.key.salt.hex()]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        for take in (
            lambda: salvage(folder, laden.header, laden.key, tmp_path / "new.supdesk", NOW),
            lambda: backups.restore(folder, tmp_path / "new.supdesk", laden.key),
        ):
            with pytest.raises(SupdeskError) as refused:
                take()
            assert refused.value.code == "vault.busy"
        holder.communicate()
    assert salvage(folder, laden.header, laden.key, tmp_path / "new.supdesk", NOW).rows["records"] == RECORDS


def test_a_vault_of_a_newer_supdesk_is_left_to_that(laden: handle.Vault, tmp_path: Path) -> None:
    folder = copied(laden, tmp_path / "newer")
    vault = handle.open_vault(folder, laden.header, laden.key)
    vault.cx.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    vault.close()
    with pytest.raises(SupdeskError) as refused:
        salvage(folder, laden.header, laden.key, tmp_path / "new.supdesk", NOW)
    assert refused.value.code == "vault.newer"


def test_that_it_was_saved_stands_in_the_new_vaults_trail(laden: handle.Vault, tmp_path: Path) -> None:
    told(laden, copied(laden, tmp_path / "whole"), tmp_path / "new.supdesk")
    again = opened(laden, tmp_path / "new.supdesk")
    assert audit.last(again.cx, "salvage") == NOW
    again.close()


def test_rows_that_fit_two_tables_are_counted_and_given_to_neither(tmp_path: Path) -> None:
    vault = new_vault(tmp_path)
    with vault.deed("theme", NOW) as cx:
        # Two texts and no more: themes, preparations and the sources of own pages look alike, and settings.
        cx.execute("INSERT INTO themes VALUES ('r1', 'loss'), ('r1', 'hope')")
    vault.close()
    destroy(vault.folder, {1})
    found = told(vault, vault.folder, tmp_path / "new.supdesk")
    assert found.strays >= 3
    assert (found.rows["themes"], found.rows["preparations"], found.rows["reflection_sources"]) == (0, 0, 0)
