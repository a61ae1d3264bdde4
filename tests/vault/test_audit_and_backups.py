"""The audit chain, the check of a whole vault, backups and restoring."""

import json
import os
import shutil
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Party
from supdesk.domain.records import Agreement, Record, Way
from supdesk.forms.reading import read_form
from supdesk.vault import audit, backups, checking, handle, header, keeping, store
from supdesk.vault.pages import SIZE
from tests.vault.vaults import CHEAP, NOW, new_vault

FORM = """
id = "note"
title = "Note"
version = 1
serves = "addendum"

[[section]]
title = "Note"

  [[section.field]]
  id = "why"
  kind = "prose"
  label = "Why"
"""


def wrong(vault: handle.Vault) -> dict[str, tuple[str, ...]]:
    return {finding.what: finding.wrong for finding in checking.check(vault.cx) if finding.wrong}


def recorded(vault: handle.Vault) -> Record:
    """A record of an invented form, just written."""
    form, faults = read_form(FORM)
    assert form is not None, faults
    ada = Party("", "Ada Example")
    with vault.deed("record", NOW) as cx:
        reference = keeping.put_form(cx, form)
        return keeping.put_record(
            cx, Record("r1", "R-1", reference, "addendum", "Note", "", ada, (ada,), NOW.date(), NOW, {"why": "So."})
        )


@pytest.fixture
def vault(tmp_path: Path):
    made = new_vault(tmp_path)
    for number in range(5):
        with made.deed("test", NOW, f"s{number}") as cx:
            store.put_setting(cx, "n", number)
    yield made
    made.close()


def test_a_whole_vault_holds(vault: handle.Vault) -> None:
    assert wrong(vault) == {}
    assert audit.length(vault.cx) == 5


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET deed = 'other' WHERE seq = 3",
        "UPDATE audit SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 3",
        "DELETE FROM audit WHERE seq = 3",
        "DELETE FROM audit WHERE seq = 1",
        "UPDATE audit SET seq = 9 WHERE seq = 5",
        "UPDATE audit SET subject = 's9' WHERE seq = 5",
    ],
)
def test_a_changed_or_missing_entry_breaks_the_chain(vault: handle.Vault, change: str) -> None:
    vault.cx.execute(change)
    assert "audit trail" in wrong(vault)


def test_a_changed_file_is_named(vault: handle.Vault) -> None:
    with vault.deed("file", NOW) as cx:
        keeping.put_file(cx, "f1", "mail.eml", "message/rfc822", b"agreed", NOW)
    assert wrong(vault) == {}
    vault.cx.execute("UPDATE files SET content = x'00'")
    assert wrong(vault) == {"files": ("f1",)}


OTHER = "replace(document, 'So.', 'No.')"
ALTERED = {
    "a record and its digest": ("records", f"UPDATE records SET document = {OTHER}, digest = sha({OTHER})"),
    "a title": ("records", "UPDATE records SET title = 'Other'"),
    "a day": ("records", "UPDATE records SET on_day = '2020-01-01'"),
    "a record taken out": ("records", "DELETE FROM records"),
    "a form": ("forms", "UPDATE form_definitions SET text = replace(text, 'Why', 'Why not')"),
    "a way of agreeing": ("agreements", "UPDATE agreements SET way = 'email'"),
    "a sealed page for another": ("agreements", "UPDATE agreements SET pdf_id = 'f2'"),
    "an agreement taken out": ("agreements", "DELETE FROM agreements"),
    "a file and its digest": ("files", "UPDATE files SET content = x'00', sha256 = sha(x'00')"),
    "a file taken out": ("files", "DELETE FROM files WHERE id = 'f2'"),
}  # fmt: skip


@pytest.mark.parametrize("change", ALTERED)
def test_what_must_never_change_is_held_against_the_chain(vault: handle.Vault, change: str) -> None:
    record = recorded(vault)
    with vault.deed("seal", NOW) as cx:
        for name in ("f1", "f2"):
            keeping.put_file(cx, name, "page.pdf", "application/pdf", name.encode(), NOW)
        keeping.put_agreement(cx, record, Agreement(Way.ISSUED, NOW.date()), "f1", NOW)
    assert wrong(vault) == {}
    what, statement = ALTERED[change]
    vault.cx.create_function("sha", 1, lambda v: sha256(v.encode() if isinstance(v, str) else v).hexdigest())
    vault.cx.execute(statement)
    assert list(wrong(vault)) == [what]


def test_a_chain_cut_short_no_longer_knows_what_was_written_after(vault: handle.Vault) -> None:
    record = recorded(vault)
    vault.cx.execute("DELETE FROM audit WHERE seq > 5")
    assert wrong(vault) == {"records": (record.number,)}


def test_a_revision_that_does_not_follow_the_one_before_is_named(vault: handle.Vault) -> None:
    first = recorded(vault)
    with vault.deed("again", NOW) as cx:
        keeping.put_record(cx, replace(first, revision=2, previous_digest=first.digest))
    assert wrong(vault) == {}
    with vault.deed("astray", NOW) as cx:
        keeping.put_record(cx, replace(first, revision=3, previous_digest=first.digest))
    assert wrong(vault) == {"records": (first.number,)}


def test_a_backup_is_a_vault_that_opens_and_restores_beside(vault: handle.Vault, tmp_path: Path) -> None:
    place = backups.back_up(vault, tmp_path / "backups", NOW)
    assert place.name == "20260304T103000Z.supdesk"
    backups.restore(place, tmp_path / "again.supdesk", vault.key)
    again = handle.open_vault(tmp_path / "again.supdesk", handle.read_header(place), vault.key)
    assert store.setting(again.cx, "n") == 4
    assert wrong(again) == {}
    again.close()


def test_a_restore_looks_at_every_digest_and_tells_what_was_wrong_in_the_backup_already(
    vault: handle.Vault, tmp_path: Path
) -> None:
    record = recorded(vault)
    with vault.deed("file", NOW) as cx:
        keeping.put_file(cx, "f1", "scan.pdf", "application/pdf", b"a scan", NOW)
    whole = backups.restore(backups.back_up(vault, tmp_path / "b", NOW), tmp_path / "a.supdesk", vault.key)
    assert (whole.wrong, whole.sentence) == (
        (),
        "a.supdesk is restored, and every page and digest in it was checked.",
    )
    vault.cx.execute("UPDATE files SET content = x'00'")
    vault.cx.execute("UPDATE records SET title = 'Other'")
    later = backups.back_up(vault, tmp_path / "b", NOW + timedelta(hours=1))
    again = backups.restore(later, tmp_path / "b.supdesk", vault.key)
    assert again.wrong == (f"records {record.number}", "files f1")
    assert again.place.is_dir()


def test_a_restore_never_writes_over_anything(vault: handle.Vault, tmp_path: Path) -> None:
    place = backups.back_up(vault, tmp_path / "backups", NOW)
    with pytest.raises(SupdeskError) as refused:
        backups.restore(place, vault.folder, vault.key)
    assert refused.value.code == "vault.exists"


def test_a_damaged_backup_is_refused(vault: handle.Vault, tmp_path: Path) -> None:
    place = backups.back_up(vault, tmp_path / "backups", NOW)
    content = bytearray((place / "vault.db").read_bytes())
    content[len(content) // 2] ^= 1
    (place / "vault.db").write_bytes(content)
    with pytest.raises(SupdeskError) as refused:
        backups.restore(place, tmp_path / "again.supdesk", vault.key)
    assert refused.value.code == "vault.damaged"
    assert not (tmp_path / "again.supdesk").exists()


def test_a_backup_that_does_not_read_back_gets_no_name(vault: handle.Vault, tmp_path: Path) -> None:
    with vault.deed("file", NOW) as cx:
        keeping.put_file(cx, "f1", "scan.pdf", "application/pdf", bytes(3_000_000), NOW)

    def spoil(left: int, total: int) -> None:
        if left == 0:
            (file,) = (tmp_path / "backups").rglob("vault.db")
            content = bytearray(file.read_bytes())
            content[len(content) // 2] ^= 1
            file.write_bytes(content)

    with pytest.raises(SupdeskError) as refused:
        backups.back_up(vault, tmp_path / "backups", NOW, spoil)
    assert refused.value.code == "vault.damaged"
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_backup_called_off_leaves_nothing(vault: handle.Vault, tmp_path: Path) -> None:
    class CalledOffError(Exception):
        pass

    def call_off(left: int, total: int) -> None:
        raise CalledOffError

    with pytest.raises(CalledOffError):
        backups.back_up(vault, tmp_path / "backups", NOW + timedelta(hours=1), call_off)
    assert list((tmp_path / "backups").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_backups_and_what_is_restored_are_their_owners_alone(vault: handle.Vault, tmp_path: Path) -> None:
    place = backups.back_up(vault, tmp_path / "stick", NOW)
    backups.restore(place, tmp_path / "again.supdesk", vault.key)
    folders = (place, tmp_path / "again.supdesk")
    assert [folder.stat().st_mode & 0o077 for folder in folders] == [0, 0]
    assert [file.stat().st_mode & 0o077 for file in (tmp_path / "again.supdesk").iterdir()] == [0, 0]


def test_a_restore_that_was_cut_off_is_told_of_and_left_alone(vault: handle.Vault, tmp_path: Path) -> None:
    place = backups.back_up(vault, tmp_path / "backups", NOW)
    (tmp_path / "again.supdesk.partial").mkdir()
    with pytest.raises(SupdeskError, match=r"again\.supdesk\.partial") as refused:
        backups.restore(place, tmp_path / "again.supdesk", vault.key)
    assert refused.value.code == "backup.half-made"
    assert (tmp_path / "again.supdesk.partial").is_dir()


def test_a_vault_that_was_never_closed_is_restored_with_what_only_its_log_holds(
    vault: handle.Vault, tmp_path: Path
) -> None:
    vault.cx.execute("INSERT INTO settings VALUES ('motto', '\"kept\"')")
    shutil.copytree(vault.folder, tmp_path / "killed")
    made = backups.restore(tmp_path / "killed", tmp_path / "again.supdesk", vault.key)
    again = handle.open_vault(made.place, vault.header, vault.key)
    assert store.setting(again.cx, "motto") == "kept"
    again.close()


OLD = Path(__file__).parents[1] / "vaults" / "03"


def test_a_backup_of_an_earlier_supdesk_is_restored_as_it_is(tmp_path: Path) -> None:
    passphrase = json.loads((OLD / "holds.json").read_text())["passphrase"]
    key = header.open_with_passphrase(handle.read_header(OLD / "Old.supdesk"), passphrase, CHEAP)
    made = backups.restore(OLD / "Old.supdesk", tmp_path / "again.supdesk", key)
    assert made.wrong == ()
    before, after = (folder / "vault.db" for folder in (OLD / "Old.supdesk", made.place))
    assert sha256(after.read_bytes()).digest() == sha256(before.read_bytes()).digest()


def test_a_flipped_bit_in_what_no_page_answers_for_is_noticed_too(vault: handle.Vault, tmp_path: Path) -> None:
    place = backups.back_up(vault, tmp_path / "backups", NOW)
    for file in (place / "vault.db", vault.folder / "vault.db"):
        with file.open("r+b") as opened:
            first = opened.read(1)[0]
            opened.seek(0)
            opened.write(bytes([first ^ 4]))
    assert wrong(vault) == {"pages": ("page 1",)}
    with pytest.raises(SupdeskError) as refused:
        backups.restore(place, tmp_path / "again.supdesk", vault.key)
    assert refused.value.code == "vault.damaged"


@pytest.fixture
def hurt(vault: handle.Vault) -> handle.Vault:
    """The vault opened anew once the last page of a long setting was damaged: what stands there reads as zeros."""
    with vault.write() as cx:
        store.put_setting(cx, "short", "told")
        store.put_setting(cx, "long", "told " * 5_000)
    vault.close()
    with (vault.folder / "vault.db").open("r+b") as file:
        file.seek(-SIZE + 100, os.SEEK_END)
        file.write(b"destroyed")
    vault.opened = handle.open_vault(vault.folder, vault.header, vault.key).opened
    return vault


def test_zeros_from_a_damaged_page_are_never_given_out_and_the_rest_is(hurt: handle.Vault) -> None:
    for _ in range(2):
        with pytest.raises(SupdeskError) as refused:
            store.setting(hurt.cx, "long")
        assert refused.value.code == "vault.damaged"
        assert store.setting(hurt.cx, "short") == "told"


def test_zeros_from_a_damaged_page_are_never_written_anywhere(hurt: handle.Vault) -> None:
    with pytest.raises(SupdeskError) as refused, hurt.write() as cx:
        cx.execute("INSERT INTO settings SELECT 'copied', value FROM settings WHERE key = 'long'")
    assert refused.value.code == "vault.damaged"
    assert store.setting(hurt.cx, "copied") is None
    with hurt.write() as cx:
        store.put_setting(cx, "short", "told again")
    assert store.setting(hurt.cx, "short") == "told again"


def test_a_damaged_page_is_in_no_backup_that_says_it_holds(hurt: handle.Vault, tmp_path: Path) -> None:
    with pytest.raises(SupdeskError, match="Part of this vault can't be read") as refused:
        backups.back_up(hurt, tmp_path / "backups", NOW)
    assert refused.value.code == "vault.damaged"
    assert list((tmp_path / "backups").iterdir()) == []
