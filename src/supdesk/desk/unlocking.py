"""Unlocking, changing the passphrase, and the operating system's keyring."""

from collections.abc import Callable
from pathlib import Path

from supdesk.desk import backing_up, registering
from supdesk.desk.carrying import carry_drafts
from supdesk.desk.desk import Desk, Surroundings
from supdesk.desk.starting import refuse_weak
from supdesk.domain.errors import SupdeskError
from supdesk.domain.registers import newest
from supdesk.vault import (
    backups,
    cipher,
    connection,
    generations,
    guarding,
    handle,
    header,
    keyring_slot,
    places,
    recovery,
    reflections,
)
from supdesk.vault.header import Header, Kind
from supdesk.vault.keys import DataKey, Profile

LEFT_OPEN = "supdesk was ended without closing the vault. What had been saved was looked over, and it is whole."

HALF_LEFT = (
    "A file with private pages of yours was begun last, and nothing says that it was finished: look whether it is "
    "in the folder you chose."
)

pause = guarding.pause
"""Seconds to wait after so many wrong guesses."""


def unlock(folder: Path, passphrase: str, around: Surroundings) -> Desk:
    """Open with the passphrase. Slow by design: the key derivation takes up to a second."""
    return _open(folder, around, lambda found: header.open_with_passphrase(found, passphrase, around.floor))


def unlock_with_recovery(folder: Path, words: str, around: Surroundings) -> Desk:
    """Open with the 24 words of the recovery sheet."""
    return _open(folder, around, lambda found: header.open_with_recovery(found, words))


def unlock_with_keyring(folder: Path, around: Surroundings) -> Desk:
    """Open with what this computer's keyring holds; SupdeskError says why it can't."""

    def key(found: Header) -> DataKey:
        secret = keyring_slot.fetch(found.vault_id)
        if not isinstance(secret, bytes):
            raise SupdeskError("vault.keyring.unusable", secret.sentence)
        return header.open_with_keyring(found, secret)

    return _open(folder, around, key)


def keyring_offered(folder: Path) -> bool:
    """Whether the vault has a keyring slot at all."""
    return handle.read_header(folder).slot(Kind.KEYRING) is not None


def _open(folder: Path, around: Surroundings, key: Callable[[Header], DataKey]) -> Desk:
    found = handle.read_header(folder)

    def save_first(vault: handle.Vault) -> None:
        backups.back_up(vault, folder / "backups", around.now())

    desk = Desk(handle.open_vault(folder, found, key(found), save_first), around)
    generations.sweep(backing_up.own_folder(desk))
    try:
        carry_drafts(desk)
    except SupdeskError as error:
        # Drafts on a page that can't be read stay as they were: all the rest can be worked with.
        if error.code != "vault.damaged":
            desk.vault.close()
            raise
    return desk


def understand(error: Exception) -> SupdeskError | None:
    """What an error nobody foresaw means to a person: damage, where the database says so."""
    damage = isinstance(error, cipher.DatabaseError) and connection.is_damage(error)
    return connection.unreadable() if damage else None


def remarks(desk: Desk) -> list[str]:
    """What to tell somebody who has just opened the vault: how it was left, and where it lies."""
    found = [LEFT_OPEN] if desk.vault.found_wal else []
    last = newest(registering.sent(desk))
    half = [registering.CUT_OFF.format(sending.number) for sending in last if sending.written_at is None]
    private = [HALF_LEFT] if reflections.cut_off(desk.vault.cx) else []
    return [*found, *half, *private, *filter(None, [places.risk(desk.vault.folder)])]


def change_passphrase(desk: Desk, old: str, new: str, profile: Profile) -> str:
    """Change it after a backup; answers with the sentence to show. The database itself is not touched.

    `old` is the present passphrase, or the 24 recovery words of somebody who has forgotten it.
    """
    try:
        header.open_with_passphrase(desk.vault.header, old, desk.around.floor)
    except SupdeskError:
        if len(old.split()) != recovery.COUNT:
            raise
        header.open_with_recovery(desk.vault.header, old)
    owner = desk.owner
    refuse_weak(new, (owner.name, owner.email, owner.employer))
    backing_up.back_up(desk)
    made = header.rewrap_passphrase(
        desk.vault.header, desk.vault.key, new, profile, desk.around.entropy, desk.around.floor
    )
    _put(desk, made, "change passphrase")
    return "The passphrase is changed. Backups made before today still open with the old one."


def remember_in_keyring(desk: Desk) -> str:
    """Let this computer's keyring open the vault too; answers with the sentence to show."""
    secret = desk.around.entropy(32)
    kept = keyring_slot.store(desk.vault.header.vault_id, secret)
    if not kept.usable:
        raise SupdeskError("vault.keyring.unusable", kept.sentence)
    _put(
        desk, header.with_keyring_slot(desk.vault.header, desk.vault.key, secret, desk.around.entropy), "keyring on"
    )
    return "This computer's keyring can now open the vault. The passphrase always works too."


def forget_keyring(desk: Desk) -> str:
    """Take the keyring's way in out of the vault, then out of the keyring."""
    _put(desk, header.without_keyring_slot(desk.vault.header, desk.vault.key), "keyring off")
    keyring_slot.forget(desk.vault.header.vault_id)
    return "Only the passphrase and the recovery sheet open the vault now."


def uses_keyring(desk: Desk) -> bool:
    return desk.vault.header.slot(Kind.KEYRING) is not None


def _put(desk: Desk, made: Header, deed: str) -> None:
    desk.vault.put_header(made)
    with desk.vault.deed(deed, desk.now):
        pass
