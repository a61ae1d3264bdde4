"""Small real vaults for tests: every part is the real thing, only the key is cheap."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from supdesk.vault import handle
from supdesk.vault.cipher import Connection
from supdesk.vault.connection import fetch
from supdesk.vault.keys import Profile

CHEAP = Profile(64, 1, 1)
PASSPHRASE = "violet anchor biscuit lantern"
NOW = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)


def new_vault(folder: Path, name: str = "sample.supdesk") -> handle.Vault:
    return handle.create(folder / name, "0123456789abcdef", PASSPHRASE, CHEAP, os.urandom, CHEAP)


def reopen(vault: handle.Vault) -> handle.Vault:
    vault.close()
    return handle.open_vault(vault.folder, handle.read_header(vault.folder), vault.key)


def put(cx: Connection, table: str, **said: Any) -> None:
    """A row of which nothing matters but what is said."""
    columns = fetch(cx, f"PRAGMA table_info({table})")
    row = {each["name"]: said.get(each["name"], 0 if each["type"] == "INTEGER" else "") for each in columns}
    marks = ", ".join(f":{name}" for name in row)
    cx.execute(f"INSERT INTO {table} VALUES ({marks})", row)
