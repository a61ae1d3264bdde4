"""An own page is deleted for good: no word of it is left, nothing misses it, and nothing brings it back (R10)."""

from pathlib import Path

import pytest

from supdesk.desk import backing_up, exporting, reflecting, rescuing, searching, sharing, shelving, unlocking
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.domain.records import Record
from supdesk.domain.reflections import Copy
from supdesk.vault import audit, checking, keeping, reflections
from supdesk.vault.pages import Pages
from tests.desk.desks import PASSPHRASE, new_desk
from tests.desk.test_reflecting import ACCOUNT, finished, reflected

MARKER = "quincetrombone"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path / "vault")


def laden(desk: Desk, out: Path) -> tuple[Record, Copy]:
    """A page of two revisions, with a copy given, a change begun, and an account begun but not written in."""
    page = reflected(desk, what=f"The {MARKER} moment. " + "Told at length. " * 600)
    sharing.note(desk, exporting.put_as(sharing.prepare(desk, page.id, "My supervisor"), out))
    finished(desk, reflecting.revise(desk, page.id), so_what=f"Of the {MARKER}.")
    reflecting.save(desk, reflecting.revise(desk, page.id).draft.id, {"so_what": f"No {MARKER}."})
    reflecting.begin_account(desk, page.id)
    return page, reflecting.read(desk, page.id).copies[0]


def holds(desk: Desk) -> bool:
    return not any(finding.wrong for finding in checking.check(desk.vault.cx))


def words_in(folder: Path, desk: Desk, words: str = MARKER) -> bool:
    """Whether some page of the database holds them, in use or not."""
    pages = Pages(folder / "vault.db", desk.vault.key)
    return any(words.encode() in (pages.page(number) or b"") for number in pages)


def test_no_word_of_it_is_left_anywhere_in_the_database(desk: Desk, tmp_path: Path) -> None:
    page, copy = laden(desk, tmp_path / "copy.pdf")
    assert words_in(desk.vault.folder, desk)
    assert words_in(desk.vault.folder, desk, copy.file_id)
    reflecting.delete(desk, page.id)
    assert not words_in(desk.vault.folder, desk)
    assert reflecting.listed(desk) == []
    assert reflecting.begun(desk) == []
    assert searching.find_own(desk, MARKER) == []
    assert not keeping.knows_file(desk.vault.cx, copy.file_id)
    tables = "reflections", "reflection_drafts", "reflection_copies", "reflection_sources", "files"
    assert [desk.vault.cx.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables] == [0] * 5


def test_the_trail_says_that_it_went_and_the_check_of_the_vault_does_not_miss_it(
    desk: Desk, tmp_path: Path
) -> None:
    page, copy = laden(desk, tmp_path / "copy.pdf")
    reflecting.delete(desk, page.id)
    assert audit.about(desk.vault.cx, page.id)[-1][1] == "delete reflection"
    assert audit.about(desk.vault.cx, copy.file_id)[-1][1] == "file removed"
    assert holds(desk)
    reflected(desk)
    assert holds(desk)


def test_a_page_that_went_without_being_deleted_is_missed_and_a_deleted_one_put_back_is_a_stranger(
    desk: Desk, tmp_path: Path
) -> None:
    page = reflected(desk)
    rows = desk.vault.cx.execute("SELECT * FROM reflections").fetchall()
    with desk.vault.write() as cx:
        reflections.forget(cx, page.id)
    assert not holds(desk), "it went, and nobody said so"
    with desk.vault.write() as cx:
        cx.executemany(f"INSERT INTO reflections VALUES ({', '.join('?' * 8)})", rows)
    assert holds(desk)
    reflecting.delete(desk, page.id)
    with desk.vault.write() as cx:
        cx.executemany(f"INSERT INTO reflections VALUES ({', '.join('?' * 8)})", rows)
    assert not holds(desk), "it was deleted, and is there"


def test_salvaging_does_not_bring_it_back_where_an_old_page_of_the_database_still_holds_it(
    desk: Desk, tmp_path: Path
) -> None:
    page, copy = laden(desk, tmp_path / "copy.pdf")
    kept = reflected(desk, what="Another moment.")
    desk.vault.cx.execute("PRAGMA secure_delete = OFF")  # as a disk that wrote the deletion but not its zeroes
    reflecting.delete(desk, page.id)
    assert words_in(desk.vault.folder, desk)
    desk.vault.close()
    stranded = rescuing.strand(desk.vault.folder, PASSPHRASE, desk.around)
    saved = rescuing.salvage(stranded, tmp_path / "Saved", desk.around).folder
    again = unlocking.unlock(saved, PASSPHRASE, desk.around)
    assert [each.page.id for each in reflecting.listed(again)] == [kept.id]
    assert reflecting.begun(again) == []
    assert searching.find_own(again, MARKER) == []
    assert not keeping.knows_file(again.vault.cx, copy.file_id)
    assert holds(again)
    again.vault.close()


def test_an_account_made_from_it_stays_on_the_shelf_and_says_that_its_reflection_went(desk: Desk) -> None:
    page = reflected(desk)
    account = finished(desk, reflecting.begin_account(desk, page.id), **ACCOUNT)
    begun = reflecting.begin_account(desk, page.id)
    reflecting.save(desk, begun.draft.id, ACCOUNT)
    assert not reflecting.read(desk, account.id).source_deleted
    reflecting.delete(desk, page.id)
    assert [each.id for each, _ in shelving.look(desk).pages] == [account.id]
    read = reflecting.read(desk, account.id)
    assert (read.source, read.source_deleted) == (None, True)
    assert reflecting.source(desk, begun.draft.id) is None
    second = finished(desk, reflecting.reopen(desk, begun.draft.id))
    assert reflecting.read(desk, second.id).source_deleted
    reflecting.unlink(desk, account.id)
    assert not reflecting.read(desk, account.id).source_deleted
    assert holds(desk)


def test_a_deleted_page_is_said_to_be_gone_and_a_copy_on_its_way_is_taken_back(desk: Desk, tmp_path: Path) -> None:
    page = reflected(desk)
    written = exporting.put_as(sharing.prepare(desk, page.id, "My supervisor"), tmp_path / "copy.pdf")
    reflecting.delete(desk, page.id)
    for again in (reflecting.read, reflecting.revise, reflecting.delete, reflecting.begin_account):
        with pytest.raises(SupdeskError, match="it was deleted"):
            again(desk, page.id)
    with pytest.raises(SupdeskError, match="it was deleted"):
        sharing.note(desk, written)
    assert not (tmp_path / "copy.pdf").exists()
    assert holds(desk)


def test_a_backup_made_before_still_holds_it(desk: Desk, tmp_path: Path) -> None:
    page = reflected(desk, what=f"The {MARKER} moment.")
    backup = backing_up.back_up(desk, tmp_path)
    reflecting.delete(desk, page.id)
    assert words_in(backup, desk)
    assert not words_in(backing_up.back_up(desk), desk)
