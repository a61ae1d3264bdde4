"""Opening `vault.db`: checks before the key is used, the settings that keep it safe, and migrations."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from supdesk.domain.errors import SupdeskError
from supdesk.vault import cipher
from supdesk.vault.cipher import Connection
from supdesk.vault.keys import DataKey
from supdesk.vault.schema import APPLICATION_ID, MIGRATIONS

PLAIN_HEADER = b"SQLite format 3\x00"


def check_there(path: Path) -> None:
    """Refuse a database that is missing, or a link to another place."""
    if any(file.is_symlink() for file in (path, path.with_name(f"{path.name}-wal"))):
        raise SupdeskError(
            "vault.linked", "A file of this vault is a link to another place. Put the file itself there."
        )
    if not path.is_file():
        raise SupdeskError(
            "vault.db.missing", "The vault's database, vault.db, is missing from its folder. Restore a backup."
        )


_LOCKED_FROM, _LOCKED_BYTES = 0x40000002, 510
"""Where SQLite locks a file that is open, past anything written in it."""


def check_idle(path: Path) -> None:
    """Refuse a database that another program has open: read from outside it would be of two states.

    Where another program's lock can't be asked for, as on Windows, nothing is refused.
    """
    if sys.platform == "win32":
        return
    import fcntl

    with path.open("rb") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB, _LOCKED_BYTES, _LOCKED_FROM)
        except BlockingIOError as error:
            raise busy() from error
        except OSError:  # a disk that knows no locks
            return


def check_file(path: Path) -> None:
    """Refuse a database that is missing, empty or not encrypted, before anything is opened."""
    check_there(path)
    with path.open("rb") as file:
        head = file.read(len(PLAIN_HEADER))
    if not head:
        raise SupdeskError(
            "vault.db.empty", "The vault's database, vault.db, is empty. Restore a backup; nothing was changed."
        )
    if head == PLAIN_HEADER:
        raise SupdeskError(
            "vault.db.plain", "The file vault.db is not encrypted, so it is not this vault's database."
        )


def identity(path: Path) -> tuple[int, int] | None:
    """Which file lies there, by disk and number; None when there is none. A deleted one can still be written to."""
    if os.name == "nt":  # where an open file can't be moved or removed, and not every disk numbers its files
        return 0, 0
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def gone() -> SupdeskError:
    """`vault.gone`: the open database lies nowhere, so nothing written to it would last."""
    sentence = (
        "The vault's folder was moved, removed or replaced while it was open, so nothing more is kept. Put it back "
        "where it was, or copy what you typed and open the vault again."
    )
    return SupdeskError("vault.gone", sentence)


def connect(path: Path, key: DataKey) -> Connection:
    """A connection that holds the vault alone, with every setting proved. The key was authenticated before."""
    # Where nothing can be written, SQLite tells now of a disk that fails, now of one that is read-only.
    if path.exists() and not all(os.access(each, os.W_OK) for each in (path, path.parent)):
        raise readonly()
    cx = _begun(str(path), timeout=0, check_same_thread=False)
    try:
        _prepare(cx, key)
    except cipher.DatabaseError as error:
        cx.close()
        raise meaning(error) from error
    except SupdeskError:
        cx.close()
        raise
    return cx


def look(path: Path, key: DataKey) -> Connection:
    """A connection that only reads and leaves no trace, also on a disk that can't be written to.

    For a database nobody has open; what its log may hold is not seen.
    """
    check_file(path)
    cx = _begun(f"{path.absolute().as_uri()}?immutable=1", uri=True)
    try:
        cx.execute(f'PRAGMA key = "{key.raw()}"')
        cx.execute("PRAGMA cipher_log = off")
        cx.execute("PRAGMA temp_store = MEMORY")
        cx.execute("SELECT count(*) FROM sqlite_master").fetchone()
        check_version(cx)
    except cipher.DatabaseError as error:
        cx.close()
        raise meaning(error) from error
    except SupdeskError:
        cx.close()
        raise
    return cx


def _begun(database: str, **more: Any) -> Connection:
    # Beginning already reads the file.
    try:
        made: Connection = cipher.connect(database, isolation_level=None, **more)
        return made
    except cipher.DatabaseError as error:
        raise meaning(error) from error


def _prepare(cx: Connection, key: DataKey) -> None:
    if not cx.execute("PRAGMA cipher_version").fetchone():
        raise SupdeskError("vault.cipher", "This copy of supdesk has no cipher, so it will not open a vault.")
    cx.execute(f'PRAGMA key = "{key.raw()}"')
    cx.execute("PRAGMA cipher_log = off")
    cx.execute("PRAGMA locking_mode = EXCLUSIVE")
    cx.execute("PRAGMA temp_store = MEMORY")
    cx.execute("SELECT count(*) FROM sqlite_master").fetchone()
    cx.execute("PRAGMA journal_mode = WAL")
    for setting in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON", "trusted_schema = OFF"):
        cx.execute(f"PRAGMA {setting}")
    wanted = {
        "locking_mode": "exclusive",
        "journal_mode": "wal",
        "synchronous": 2,
        "temp_store": 2,
        "secure_delete": 1,
    }
    for name, value in wanted.items():
        if cx.execute(f"PRAGMA {name}").fetchone()[0] != value:
            raise SupdeskError("vault.setting", f"This disk does not let supdesk keep the vault safely ({name}).")
    cx.execute("BEGIN IMMEDIATE")
    cx.execute("COMMIT")


def meaning(error: Exception) -> SupdeskError:
    """What a database error while opening means to a person, the key being the right one."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return busy()
    if "readonly" in text or "read-only" in text or "unable to open" in text:
        return readonly()
    if "full" in text:
        return SupdeskError(
            "vault.disk-full", "The disk is full. Free some space and open the vault again; nothing was lost."
        )
    sentence = "The key is right, but vault.db can't be read: it is damaged, or another vault's. Restore a backup."
    return SupdeskError("vault.damaged", sentence)


def readonly() -> SupdeskError:
    """`vault.readonly`: the folder or the database lies where nothing can be written."""
    return SupdeskError("vault.readonly", "The vault's folder can't be written to, so the vault stays closed.")


def busy() -> SupdeskError:
    """`vault.busy`: somebody has the vault open already."""
    return SupdeskError("vault.busy", "This vault is open in another window or program. Close it there first.")


def unreadable() -> SupdeskError:
    """`vault.damaged`: a page of the open database can't be read, which a disk that fails once looks like too."""
    sentence = (
        "Part of this vault can't be read. Try again: if this is said once more, vault.db is damaged there. The "
        "rest still opens. Restore a backup then, and keep the damaged vault until you have seen that nothing is "
        "missing."
    )
    return SupdeskError("vault.damaged", sentence)


def is_damage(error: Exception) -> bool:
    """Whether a database error says that what lies on the disk is damaged; most of its subclasses say other things.

    A text that ends where a page can't be read is no JSON any more.
    """
    return type(error) is cipher.DatabaseError or "malformed" in str(error)


def fault(error: Exception) -> SupdeskError:
    """What a database error during a deed means to a person."""
    if is_damage(error):
        return unreadable()
    if "full" in str(error):
        return SupdeskError(
            "vault.disk-full", "The disk is full, so this could not be kept. Free some space and try again."
        )
    return SupdeskError("vault.io", "The disk refused to keep this. What was kept before is safe; try again.")


@contextmanager
def transaction(cx: Connection) -> Iterator[Connection]:
    """All or nothing, on the disk before it returns."""
    cx.execute("BEGIN IMMEDIATE")
    try:
        yield cx
        if not stands(cx):
            raise unreadable()
        cx.execute("COMMIT")
    except BaseException:
        if cx.in_transaction:
            cx.execute("ROLLBACK")
        raise
    cx.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def head_stands(cx: Connection) -> bool:
    """Whether the file begins with the salt of its key: the only bytes of it that no page's tag covers."""
    salt = str(cx.execute("PRAGMA cipher_salt").fetchone()[0])
    with Path(cx.execute("PRAGMA database_list").fetchone()[2]).open("rb") as file:
        return file.read(len(salt) // 2).hex() == salt


def stands(cx: Connection) -> bool:
    """Whether no page read so far was damaged. SQLCipher may give out zeros for one, and stumbles ever after."""
    return bool(cx.execute("PRAGMA cipher_status").fetchone() == ("1",))


def version(cx: Connection) -> int:
    return int(cx.execute("PRAGMA user_version").fetchone()[0])


def check_version(cx: Connection) -> None:
    """Refuse a file newer than this program, and one that is not ours."""
    if version(cx) > len(MIGRATIONS):
        raise SupdeskError("vault.newer", "This vault was made by a newer supdesk. Open it with that version.")
    if version(cx) and cx.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise SupdeskError("vault.foreign", "This database was not made by supdesk, so it is left alone.")


def migrate(cx: Connection, to: int | None = None) -> None:
    """Bring the tables up to date, or to an earlier version, one transaction a step."""
    for number in range(version(cx), len(MIGRATIONS) if to is None else to):
        with transaction(cx):
            for statement in _statements(MIGRATIONS[number]):
                cx.execute(statement)
            cx.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            cx.execute(f"PRAGMA user_version = {number + 1}")


def _statements(script: str) -> Iterator[str]:
    gathered = ""
    for line in script.splitlines(keepends=True):
        gathered += line
        if cipher.complete_statement(gathered):
            yield gathered
            gathered = ""


def fetch(cx: Connection, sql: str, **values: Any) -> list[dict[str, Any]]:
    """Rows as dictionaries by column name; SupdeskError `vault.damaged` where a page can't be read."""
    try:
        cursor = cx.execute(sql, values)
        names = [column[0] for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    except cipher.DatabaseError as error:
        if is_damage(error):
            raise unreadable() from error
        raise
    if not stands(cx):
        raise unreadable()
    return found
