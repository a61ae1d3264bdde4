"""The audit chain, the check of a whole vault, backups and restoring."""

from datetime import timedelta
from pathlib import Path

import pytest

from supdesk.domain.errors import SupdeskError
from supdesk.vault import audit, backups, checking, handle, keeping, store
from tests.vault.vaults import NOW, new_vault


def wrong(vault: handle.Vault) -> dict[str, tuple[str, ...]]:
    return {finding.what: finding.wrong for finding in checking.check(vault.cx) if finding.wrong}


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
        "UPDATE audit SET subject = 's9' WHERE seq = 5",
    ],
)
def test_a_changed_or_missing_entry_breaks_the_chain(vault: handle.Vault, change: str) -> None:
    vault.cx.execute(change)
    assert "audit chain" in wrong(vault)


def test_a_changed_file_is_named(vault: handle.Vault) -> None:
    with vault.deed("file", NOW) as cx:
        keeping.put_file(cx, "f1", "mail.eml", "message/rfc822", b"agreed", NOW)
    assert wrong(vault) == {}
    vault.cx.execute("UPDATE files SET content = x'00'")
    assert wrong(vault) == {"files": ("f1",)}


def test_a_backup_is_a_vault_that_opens_and_restores_beside(vault: handle.Vault, tmp_path: Path) -> None:
    place = backups.back_up(vault, tmp_path / "backups", NOW)
    assert place.name == "20260304T103000Z.supdesk"
    backups.restore(place, tmp_path / "again.supdesk", vault.key)
    again = handle.open_vault(tmp_path / "again.supdesk", handle.read_header(place), vault.key)
    assert store.setting(again.cx, "n") == 4
    assert wrong(again) == {}
    again.close()


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


def test_a_backup_called_off_leaves_nothing(vault: handle.Vault, tmp_path: Path) -> None:
    class CalledOffError(Exception):
        pass

    def call_off(left: int, total: int) -> None:
        raise CalledOffError

    with pytest.raises(CalledOffError):
        backups.back_up(vault, tmp_path / "backups", NOW + timedelta(hours=1), call_off)
    assert list((tmp_path / "backups").iterdir()) == []
