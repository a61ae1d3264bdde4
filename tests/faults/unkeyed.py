"""Row 18: a keyring that is absent, locked, changed, null or plain text is no way in; the passphrase is."""

from pathlib import Path

from tests.vault.keyrings import CASES, check

_QUICK = ("a real one", "locked", "no bus", "null")


def tried(work: Path, few: bool) -> str:
    """Row 18 of the fault programme."""
    states = _QUICK if few else tuple(CASES)
    for turn, state in enumerate(states):
        home = work / str(turn)
        home.mkdir()
        check(CASES[state], home)
    return f"{len(states)} states of the keyring: the passphrase opened the vault in each"
