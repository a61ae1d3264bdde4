"""Small real vaults for tests: every part is the real thing, only the key is cheap."""

import os
from datetime import UTC, datetime
from pathlib import Path

from supdesk.vault import handle
from supdesk.vault.keys import Profile

CHEAP = Profile(64, 1, 1)
PASSPHRASE = "violet anchor biscuit lantern"
NOW = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)


def new_vault(folder: Path, name: str = "sample.supdesk") -> handle.Vault:
    return handle.create(folder / name, "0123456789abcdef", PASSPHRASE, CHEAP, os.urandom, CHEAP)


def reopen(vault: handle.Vault) -> handle.Vault:
    vault.close()
    return handle.open_vault(vault.folder, handle.read_header(vault.folder), vault.key)
