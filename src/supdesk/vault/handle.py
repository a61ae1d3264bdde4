"""A vault: its folder, its header and its open connection."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from supdesk.domain.errors import SupdeskError
from supdesk.vault import audit, cipher, connection, header, header_file, store
from supdesk.vault.cipher import Connection
from supdesk.vault.header import Header
from supdesk.vault.keys import FLOOR, DataKey, Entropy, Profile, stretch
from supdesk.vault.schema import MIGRATIONS

SUFFIX = ".supdesk"


def named(folder: Path) -> Path:
    """The folder with the ending that says it is a vault; one without a name of its own, such as `..`, as it is."""
    nameless = folder.name in ("", "..") or folder.suffix == SUFFIX
    return folder if nameless else folder.with_name(folder.name + SUFFIX)


@dataclass
class Vault:
    """An open vault. A class because a connection lives: it is opened, used by one thread and closed.

    `found_wal` says that the last session ended without closing: what it had acknowledged is here.
    """

    folder: Path
    header: Header
    opened: Connection = field(repr=False)
    key: DataKey = field(repr=False)
    found_wal: bool = False
    file: tuple[int, int] | None = field(init=False)

    def __post_init__(self) -> None:
        self.file = connection.identity(self.folder / "vault.db")

    @property
    def cx(self) -> Connection:
        """The connection, opened anew once it read a damaged page: all others are read and kept as before."""
        if not self.opened.in_transaction and not connection.stands(self.opened):
            self.opened.close()
            self.opened = connection.connect(self.folder / "vault.db", self.key)
        return self.opened

    @contextmanager
    def deed(self, name: str, at: datetime, subject: str = "", digest: str = "") -> Iterator[Connection]:
        """One transaction with its entry in the audit chain; on the disk when it ends. `at` is UTC."""
        with self.write() as cx:
            yield cx
            audit.append(cx, at, name, subject, digest)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that leaves no entry: for autosave, which is not a deed.

        SupdeskError `vault.gone` when what would be written is not the file that lies in the folder any more.
        """
        try:
            with connection.transaction(self.cx) as cx:
                yield cx
                self._check_there()
        except cipher.DatabaseError as error:
            if isinstance(error, cipher.OperationalError) or connection.is_damage(error):
                raise connection.fault(error) from error
            raise

    def put_header(self, made: Header) -> None:
        """Write this vault's vault.json anew; SupdeskError `vault.gone` when another vault's may lie there now."""
        self._check_there()
        header_file.write(self.folder / header.NAME, made)
        self.header = made

    def _check_there(self) -> None:
        if connection.identity(self.folder / "vault.db") != self.file:
            raise connection.gone()

    def key_for(self, purpose: str) -> bytes:
        """A 32-byte key of this vault and its backups for one purpose; it tells nothing of the others."""
        return stretch(self.key.key, self.key.salt, purpose)

    def close(self) -> None:
        self.opened.close()


def create(
    folder: Path, vault_id: str, passphrase: str, profile: Profile, entropy: Entropy, floor: Profile = FLOOR
) -> Vault:
    """A new vault in a folder that must not exist yet. `vault.json` is written last, so a half-made one is none."""
    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError as error:
        raise SupdeskError(
            "vault.exists", "There is something at that place already. Choose another name."
        ) from error
    except OSError as error:
        raise SupdeskError(
            "vault.place", "A vault can't be made there. Choose a folder you can write to."
        ) from error
    folder.chmod(0o700)
    key = DataKey.new(entropy)
    made = header.new_header(vault_id, key, passphrase, profile, entropy, floor)
    cx = connection.connect(folder / "vault.db", key)
    connection.migrate(cx)
    with connection.transaction(cx):
        store.put_setting(cx, "vault_id", vault_id)
    header_file.write(folder / header.NAME, made)
    return Vault(folder, made, cx, key)


def read_header(folder: Path) -> Header:
    """The vault's header, once both of its files have been seen to be there and whole."""
    if not folder.is_dir():
        raise SupdeskError("vault.missing", "There is no vault at that place.")
    if not any((folder / name).exists() for name in (header.NAME, "vault.db")):
        raise SupdeskError("vault.none", f"That folder is no vault: it holds neither {header.NAME} nor vault.db.")
    found = header_file.read(folder / header.NAME)
    connection.check_file(folder / "vault.db")
    return found


def open_vault(
    folder: Path, found: Header, key: DataKey, before_migrating: Callable[["Vault"], None] | None = None
) -> Vault:
    """Open with a key a slot gave. `before_migrating` is called when the tables are about to change."""
    connection.check_file(folder / "vault.db")
    left = folder / "vault.db-wal"
    found_wal = left.is_file() and left.stat().st_size > 0
    try:
        vault = _looked_over(folder, found, key, found_wal)
    except SupdeskError as error:
        if error.code != "vault.damaged":
            raise
        # A disk that fails to read once looks no other, so it is tried again before it is called damage.
        vault = _looked_over(folder, found, key, found_wal)
    with _closed_by_errors(vault):
        if connection.version(vault.cx) < len(MIGRATIONS):
            if before_migrating:
                before_migrating(vault)
            connection.migrate(vault.cx)
    return vault


def _looked_over(folder: Path, found: Header, key: DataKey, found_wal: bool) -> Vault:
    vault = Vault(folder, found, connection.connect(folder / "vault.db", key), key, found_wal)
    with _closed_by_errors(vault):
        _check(vault)
    return vault


@contextmanager
def _closed_by_errors(vault: Vault) -> Iterator[None]:
    try:
        yield
    except cipher.DatabaseError as error:
        vault.close()
        raise connection.meaning(error) from error
    except BaseException:
        vault.close()
        raise


def _check(vault: Vault) -> None:
    connection.check_version(vault.cx)
    if connection.version(vault.cx) == 0:
        raise SupdeskError(
            "vault.damaged", "The vault's database holds nothing. Restore a backup; nothing was changed."
        )
    if vault.found_wal and vault.cx.execute("PRAGMA quick_check").fetchone()[0] != "ok":
        raise SupdeskError(
            "vault.damaged", "The vault's database was damaged when it last closed. Restore a backup."
        )
    if store.setting(vault.cx, "vault_id") != vault.header.vault_id:
        raise SupdeskError("vault.mismatched", "The files vault.json and vault.db belong to different vaults.")
