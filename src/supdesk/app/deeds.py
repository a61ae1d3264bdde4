"""What the commands do to a vault or a file, and what they print about it."""

import getpass
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from supdesk.app import paths, world
from supdesk.desk import registering, unlocking
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Period
from supdesk.vault import backups, checking, handle, header, store


def read_passphrase(file: str | None) -> str:
    """The passphrase from a file's first line, from standard input for `-`, or asked for without showing it."""
    if file is None:
        return getpass.getpass("Passphrase: ")
    text = sys.stdin.readline() if file == "-" else _first_line(Path(file))
    return text.rstrip("\r\n")


def _first_line(file: Path) -> str:
    try:
        return file.read_text("utf-8").partition("\n")[0]
    except (OSError, UnicodeDecodeError) as error:
        raise SupdeskError("passphrase.file", "The passphrase file can't be read.") from error


@contextmanager
def opened(vault: Path, passphrase_file: str | None) -> Iterator[Desk]:
    """The open desk of a vault, closed afterwards."""
    around, _ = world.surroundings(Path(each) for each in paths.load(paths.config()).packs)
    desk = unlocking.unlock(vault, read_passphrase(passphrase_file), around)
    try:
        yield desk
    finally:
        desk.vault.close()


def verify(files: Sequence[Path], vault: Path | None, certificate: Path | None, secret: str | None) -> int:
    """Print one verdict a file; 0 when every one holds, else 1."""
    from supdesk.documents import verifying

    pinned = _pins(vault, certificate, secret)
    verdicts = [(file, verifying.verify(file.read_bytes(), pinned=pinned)) for file in files]
    for file, verdict in verdicts:
        print(f"{file.name}: {verdict.sentence}")
    return 0 if all(verdict.holds for _, verdict in verdicts) else 1


def _pins(vault: Path | None, certificate: Path | None, secret: str | None) -> list[bytes]:
    if certificate is not None:
        return [certificate.read_bytes()]
    if vault is None:
        return []
    with opened(vault, secret) as desk:
        return [str(store.setting(desk.vault.cx, "certificate")).encode()]


def check(vault: Path, secret: str | None) -> int:
    """Print what was looked at and what is wrong; 0 when all holds, else 1."""
    with opened(vault, secret) as desk:
        findings = checking.check(desk.vault.cx)
    for finding in findings:
        wrong = ", ".join(finding.wrong)
        print(f"{finding.what}: {finding.looked_at} looked at, {'wrong: ' + wrong if wrong else 'all hold'}")
    return 1 if any(finding.wrong for finding in findings) else 0


def export(vault: Path, secret: str | None, days: tuple[date, date], recipient: str, folder: Path) -> int:
    """Write a register's files and print their names."""
    folder.mkdir(parents=True, exist_ok=True)
    with opened(vault, secret) as desk:
        written, _ = registering.write(desk, Period(*days), folder, recipient)
    for file in written:
        print(file)
    return 0


def backup(vault: Path, secret: str | None, folder: Path) -> int:
    """Write a checked backup and print where it is."""
    with opened(vault, secret) as desk:
        print(unlocking.back_up(desk, folder))
    return 0


def restore(source: Path, secret: str | None, new: Path) -> int:
    """Make a new vault from a backup and print where it is; never over something that is there."""
    around, _ = world.surroundings()
    found = handle.read_header(source)
    key = header.open_with_passphrase(found, read_passphrase(secret), around.floor)
    backups.restore(source, new, key)
    print(new)
    return 0
