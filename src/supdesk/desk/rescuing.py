"""Rescuing: ways out of a vault that does not open as it should. What is saved goes beside it, never into it."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from supdesk.desk.desk import Desk, Surroundings
from supdesk.domain.errors import SupdeskError
from supdesk.domain.generations import Generation, Holdings
from supdesk.domain.people import Role
from supdesk.vault import backups, generations, handle, header, header_file, holdings, keeping, salvaging, store
from supdesk.vault.backups import Restored
from supdesk.vault.header import Header
from supdesk.vault.keys import DataKey
from supdesk.vault.salvaging import Progress, Salvaged

BACKUPS = "backups"
NO_HEADER = (
    "The vault's file vault.json is missing or damaged, and no backup beside it holds another. The keys are in "
    "that file alone: without a copy of it, from a backup kept elsewhere, nobody can open this vault."
)


@dataclass(frozen=True, slots=True)
class Stranded:
    """A vault that does not open as it should, and its key, which one of its headers gave."""

    folder: Path
    header: Header
    key: DataKey = field(repr=False)


@dataclass(frozen=True, slots=True)
class Rescued:
    """The new vault, what was saved and what was not, and what had to be made anew, in sentences."""

    folder: Path
    salvaged: Salvaged
    anew: tuple[str, ...]


is_backup = generations.is_backup


def strand(folder: Path, passphrase: str, around: Surroundings) -> Stranded:
    """Prove by the passphrase that this is one's own vault; its database is not looked at.

    Where vault.json is gone, that of the newest backup in the vault's folder does, with the passphrase of its day.
    """
    return _stranded(folder, lambda found: header.open_with_passphrase(found, passphrase, around.floor))


def strand_with_words(folder: Path, words: str) -> Stranded:
    """The same by the 24 words of the recovery sheet."""
    return _stranded(folder, lambda found: header.open_with_recovery(found, words))


def _stranded(folder: Path, opened: Callable[[Header], DataKey]) -> Stranded:
    found = _header(folder)
    return Stranded(folder, found, opened(found))


def _header(folder: Path) -> Header:
    try:
        return header_file.read(folder / header.NAME)
    except SupdeskError as error:
        if error.code == "vault.header.newer":
            raise
    for generation in generations.generations_in(folder / BACKUPS):
        try:
            return header_file.read(generation.folder / header.NAME)
        except SupdeskError:
            continue
    raise SupdeskError("vault.header.lost", NO_HEADER)


def copies(stranded: Stranded) -> list[tuple[Generation, Holdings]]:
    """The backups in the vault's folder that open, newest first, with what each holds; a backup's are beside it."""
    folder = stranded.folder
    found = []
    for generation in generations.generations_in(folder.parent if is_backup(folder) else folder / BACKUPS):
        try:
            found.append((generation, holdings.holdings(generation.folder, stranded.key)))
        except SupdeskError:
            continue
    return found


def restore(stranded: Stranded, generation: Generation, target: Path) -> Restored:
    """A new vault NAME.supdesk from one of its backups; as in `backing_up.restore`."""
    return backups.restore(generation.folder, handle.named(target), stranded.key)


def salvage(stranded: Stranded, target: Path, around: Surroundings, progress: Progress | None = None) -> Rescued:
    """A new vault NAME.supdesk of all that stands whole; it opens with the same passphrase.

    SupdeskError `vault.exists`, `backup.place`, or `vault.damaged` when nothing stands whole.
    """
    made = handle.named(target)
    found = salvaging.salvage(stranded.folder, stranded.header, stranded.key, made, around.now(), progress)
    desk = Desk(handle.open_vault(made, stranded.header, stranded.key), around)
    try:
        return Rescued(made, found, tuple(_complete(desk)))
    finally:
        desk.vault.close()


def _complete(desk: Desk) -> list[str]:
    """Make anew what a vault can't be opened without, where its page was lost; a sentence for each."""
    told = []
    cx = desk.vault.cx
    if store.setting(cx, "owner") not in {person.id for person in store.people(cx)}:
        _set(desk, "owner", _likely_owner(desk))
        told.append("Whose vault it is was lost; it was taken from the newest record.")
    if store.setting(cx, "pack") not in {pack.id for pack in desk.around.packs.found}:
        _set(desk, "pack", _likely_pack(desk))
        told.append("The policy pack was lost; look in Settings whether it is the right one.")
    if not (store.setting(cx, "certificate") and store.setting(cx, "private_key")):
        _new_certificate(desk)
        told.append("The signing certificate was lost and made anew: give others its new words.")
    return told


def _set(desk: Desk, name: str, value: str) -> None:
    with desk.vault.deed("salvage", desk.now) as cx:
        store.put_setting(cx, name, value)


def _likely_owner(desk: Desk) -> str:
    known = {person.id for person in store.people(desk.vault.cx)}
    newest = sorted(keeping.records(desk.vault.cx), key=lambda record: record.written_at, reverse=True)
    for record in newest:
        if record.owner.person_id in known:
            return record.owner.person_id
    supervisors = [person.id for person in store.people(desk.vault.cx) if Role.SUPERVISOR in person.roles]
    if not supervisors:
        raise SupdeskError("vault.damaged", "Nothing that stands whole says whose vault this is. Restore a backup.")
    return supervisors[0]


def _likely_pack(desk: Desk) -> str:
    packs = {pack.id for pack in desk.around.packs.found}
    used = [record.form.pack for record in keeping.records(desk.vault.cx) if record.form.pack in packs]
    return used[-1] if used else desk.around.packs.found[0].id


def _new_certificate(desk: Desk) -> None:
    from supdesk.documents.certificates import make_identity

    made = make_identity(desk.owner.name, desk.vault.header.vault_id, desk.now, desk.around.entropy(64))
    with desk.vault.deed("salvage", desk.now) as cx:
        store.put_setting(cx, "certificate", made.certificate.decode())
        store.put_setting(cx, "private_key", base64.b64encode(made.private_key).decode())
