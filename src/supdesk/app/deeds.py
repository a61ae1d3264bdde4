"""What the commands do to a vault or a file, and what they print about it."""

import getpass
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from supdesk.app import paths, world
from supdesk.desk import backing_up, inspecting, registering, rescuing, unlocking
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import Period
from supdesk.vault import backups, checking, handle, header, store

LOST_HEADER = (
    "A backup in the vault's folder may hold another: choose “Something lost or damaged…” at the door in the "
    "window, or save what stands whole: supdesk check VAULT --repair NEW"
)
UNAGREED = "The policy pack “{}” in {} is not used: agree to what it says at the locked door of the window."


def read_passphrase(file: str | None) -> str:
    """The passphrase from a file's first line, from standard input for `-`, or asked for without showing it."""
    if file is None:
        return _asked()
    line = sys.stdin.buffer.readline() if file == "-" else _first_line(Path(file))
    try:
        # Some editors begin a text file with a mark of its encoding.
        return line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise SupdeskError("passphrase.file", "The passphrase is not UTF-8 text, so it can't be read.") from error


def _asked() -> str:
    try:
        with warnings.catch_warnings():
            # Where it can't hide what is typed, getpass warns and shows it.
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass("Passphrase: ")
    except getpass.GetPassWarning as error:
        raise SupdeskError(
            "passphrase.no-terminal",
            "There is no terminal here to ask for the passphrase without showing it. Name a file with "
            "--passphrase-file, or - for standard input.",
        ) from error
    except EOFError as error:
        raise SupdeskError(
            "passphrase.none", "No passphrase was given. Type it when asked, or name a file with --passphrase-file."
        ) from error


def _first_line(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.readline()
    except OSError as error:
        raise SupdeskError("passphrase.file", f"The passphrase file {shown(file)} can't be read.") from error


def shown(path: Path) -> str:
    """A path as it may be printed: a name may hold line ends and steer a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in str(path))


@contextmanager
def _at(place: Path, *codes: str) -> Iterator[None]:
    """Have a refusal whose code begins with one of these name the place it is about."""
    try:
        yield
    except SupdeskError as error:
        if not error.code.startswith(codes):
            raise
        raise SupdeskError(error.code, f"{shown(place)}: {error.sentence}") from error


@contextmanager
def opened(vault: Path, passphrase_file: str | None) -> Iterator[Desk]:
    """The open desk of a vault, closed afterwards."""
    chosen = paths.load(paths.config())
    around, _ = world.surroundings(map(Path, chosen.packs), chosen.digests)
    for folder, pack in around.packs.waiting:
        print(f"supdesk: {UNAGREED.format(shown(Path(pack.name)), shown(folder))}", file=sys.stderr)
    with _at(vault, "vault."):
        handle.read_header(vault)  # nobody types a passphrase for a vault that isn't there
        desk = unlocking.unlock(vault, read_passphrase(passphrase_file), around)
    for sentence in unlocking.remarks(desk):
        print(f"supdesk: {sentence}", file=sys.stderr)
    try:
        yield desk
    finally:
        desk.vault.close()


def verify(files: Sequence[Path], vault: Path | None, certificate: Path | None, secret: str | None) -> int:
    """Print a verdict on each file; 0 when all hold, 1 when one does not, 3 when one can't be read."""
    pinned = _pins(vault, certificate, secret)
    with _at(certificate or Path(), "certificate."):
        codes = {_verify(file, pinned) for file in files}
    return 1 if 1 in codes else max(codes)


def _verify(file: Path, pinned: list[bytes]) -> int:
    from supdesk.documents import verifying

    name = shown(file)
    try:
        with file.open("rb") as opened:
            content = opened.read(verifying.LARGEST + 1)
    except OSError as error:
        print(f"{name}: can't be read: {error.strerror}.", file=sys.stderr)
        return 3
    verdict = verifying.verify(content, pinned=pinned)
    print(f"{name}: {verdict.sentence}")
    for problem in verdict.problems[1:]:
        print(f"    {problem}")
    for signer in verdict.signers if verdict.holds else ():
        if not signer.compared:
            print(f"    Words of {signer.name}'s certificate: {' '.join(signer.fingerprint_words)}")
    return 0 if verdict.holds else 1


def _pins(vault: Path | None, certificate: Path | None, secret: str | None) -> list[bytes]:
    if certificate is not None:
        return [certificate.read_bytes()]
    if vault is None:
        return []
    with opened(vault, secret) as desk:
        return [str(store.setting(desk.vault.cx, "certificate")).encode()]


def check(vault: Path, secret: str | None, new: Path | None = None) -> int:
    """Print what was looked at and what is wrong; 0 when all holds, else 1.

    With `new`, what stands whole goes into a new vault there.
    """
    if new is not None:
        return _repair(vault, secret, new)
    try:
        with opened(vault, secret) as desk:
            findings = inspecting.inspect(desk).findings
    except SupdeskError as error:
        if error.code.startswith("vault.header.") and error.code != "vault.header.newer":
            raise SupdeskError(error.code, f"{error.sentence} {LOST_HEADER}") from error
        if error.code != "vault.damaged":
            raise
        print(error.sentence)
        return 1
    for finding in findings:
        wrong = ", ".join(finding.wrong)
        many = f"{finding.looked_at} looked at, " if finding.looked_at else ""
        told = wrong if finding.wrong == (checking.UNREAD,) else f"wrong: {wrong}" if wrong else "all hold"
        print(f"{finding.what}: {many}{told}")
    if not any(finding.wrong for finding in findings):
        return 0
    print("This vault is damaged. Restore a backup beside it: supdesk restore BACKUP NEW")
    print("Or save what stands whole beside it: supdesk check VAULT --repair NEW")
    return 1


def _repair(vault: Path, secret: str | None, new: Path) -> int:
    """Print what was saved and what was not; 0 when nothing was damaged, else 1."""
    chosen = paths.load(paths.config())
    around, _ = world.surroundings(map(Path, chosen.packs), chosen.digests)
    with _at(vault, "vault."):
        stranded = rescuing.strand(vault, read_passphrase(secret), around)
    with _at(vault, "vault."), _at(new, "vault.exists", "backup."):
        found = rescuing.salvage(stranded, new, around)
    saved = found.salvaged
    print(f"{len(saved.damaged)} of {saved.pages} pages are damaged.")
    for name, count in saved.rows.items():
        if count:
            print(f"{rescuing.TABLES[name]}: {'' if name in rescuing.PRIVATE else f'{count} '}saved")
    for what, lost in (("records", ", ".join(saved.lost_records)), ("files", rescuing.lost_files(saved))):
        if lost:
            print(f"{what} lost: {lost}")
    if saved.torn:
        torn = ", ".join(rescuing.TABLES[name] for name in saved.torn)
        print(f"damaged in part, so that something may be lost: {torn}")
    if saved.strays:
        print(f"{saved.strays} rows stand whole but can't be told from others; they were left out.")
    for sentence in found.anew:
        print(sentence)
    print(shown(found.folder))
    return 1 if saved.damaged else 0


@contextmanager
def _ways_on() -> Iterator[None]:
    """Have a refusal to write over files say how to go on."""
    try:
        yield
    except SupdeskError as error:
        if error.code != "place.there":
            raise
        ways = "Write over them with --replace, or name another folder with --out."
        raise SupdeskError(error.code, f"{error.sentence} {ways}") from error


def export(
    vault: Path, secret: str | None, period: Period, recipient: str, folder: Path, *, over: bool = False
) -> int:
    """Write the files of each pack's register and print where they are, and beside that what each holds."""
    with opened(vault, secret) as desk:
        folder.mkdir(parents=True, exist_ok=True)
        for share in registering.shares(desk, period):
            register = registering.preview(desk, period, recipient, share.pack.id)
            if nowhere := registering.unaddressed(desk, share.mail):
                print(f"supdesk: {nowhere}", file=sys.stderr)
            with _at(folder, "place."), _ways_on():
                written, _ = registering.write(desk, period, folder, recipient, share.pack.id, over=over)
            for file in written:
                print(file)
            empty = "" if register.rows else f" Nothing was held, cancelled or missed: {period.shown}."
            print(f"supdesk: Register {register.number}: {register.counted}.{empty}", file=sys.stderr)
    return 0


def backup(vault: Path, secret: str | None, folder: Path) -> int:
    """Write a checked backup and print where it is."""
    with opened(vault, secret) as desk, _at(folder, "backup.", "vault."):
        print(backing_up.back_up(desk, folder))
    return 0


def restore(source: Path, secret: str | None, new: Path) -> int:
    """Make a new vault, NAME.supdesk, from a backup and print where it is; never over something that is there."""
    around, _ = world.surroundings()
    new = handle.named(new) if new.name else new
    with _at(source, "vault."):
        found = handle.read_header(source)
        key = header.open_with_passphrase(found, read_passphrase(secret), around.floor)
    with _at(source, "vault.damaged"), _at(new, "vault.exists", "backup."):
        made = backups.restore(source, new, key, found)
    for wrong in made.wrong:
        print(f"does not hold, nor did it in the backup: {wrong}", file=sys.stderr)
    print(new)
    return 1 if made.wrong else 0
