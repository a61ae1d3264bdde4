"""What a vault or a backup holds, without opening it for work."""

import contextlib
from pathlib import Path

from supdesk.domain.generations import Holdings
from supdesk.vault import connection
from supdesk.vault.cipher import Connection
from supdesk.vault.keys import DataKey
from supdesk.vault.rows import moment


def holdings(folder: Path, key: DataKey) -> Holdings:
    """What a backup holds. It is only read, also where nothing can be written; SupdeskError `vault.damaged`."""
    with contextlib.closing(connection.look(folder / "vault.db", key)) as cx:
        return held(cx)


def trail(folder: Path, key: DataKey) -> tuple[str, ...]:
    """The digests of a backup's audit chain, the last deed's last; read and refused as `holdings`."""
    with contextlib.closing(connection.look(folder / "vault.db", key)) as cx:
        return tuple(row["hash"] for row in connection.fetch(cx, "SELECT hash FROM audit ORDER BY seq"))


_HELD = """SELECT (SELECT count(DISTINCT id) FROM records) AS records, (SELECT count(*) FROM drafts) AS drafts,
    (SELECT count(*) FROM sessions) AS sessions, (SELECT count(*) FROM people) AS people,
    coalesce((SELECT number FROM records ORDER BY written_at DESC LIMIT 1), '') AS newest_record,
    (SELECT max(at) FROM audit) AS last_deed"""


def held(cx: Connection) -> Holdings:
    """What an open vault holds."""
    row = connection.fetch(cx, _HELD)[0]
    at = row.pop("last_deed")
    return Holdings(**row, last_deed=moment(at) if at else None)
