"""Evaluations: who was asked for one, who gave one, and which were sent on."""

import json
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from supdesk.domain.blanks import Blank
from supdesk.vault import rows
from supdesk.vault.cipher import Connection
from supdesk.vault.connection import fetch

Came = tuple[str, str, datetime | None, datetime | None, str]
"""Session id, person id, when they were asked last, when they gave one (UTC both), and the id of its record."""

# The plus before state and purpose, and the cross join, have day and session looked up first: they narrow more.
_GIVEN = """(SELECT {} FROM records r JOIN record_parties p ON p.record_id = r.id
    WHERE r.session_id = s.id AND +r.serves = 'evaluation' AND p.person_id = a.person_id
    ORDER BY r.written_at, r.id LIMIT 1)"""
_CAME = f"""SELECT s.id AS session, a.person_id AS person,
    (SELECT max(q.at) FROM evaluations_asked q WHERE q.session_id = s.id AND q.person_id = a.person_id) AS asked,
    {_GIVEN.format("r.written_at")} AS given, {_GIVEN.format("r.id")} AS record
    FROM sessions s CROSS JOIN attendance a ON a.session_id = s.id
    WHERE +s.state = 'held' AND a.presence = 'present'"""


def came_to(cx: Connection, session_id: str) -> list[Came]:
    """Everybody who came to a session that was held, in its order."""
    return _came(cx, f"{_CAME} AND s.id = :session ORDER BY a.place", session=session_id)


def came_since(cx: Connection, first: date, supervisor_id: str) -> list[Came]:
    """Everybody who came to a session held by that supervisor since that day, the latest first."""
    where = (
        "AND s.on_day >= :first AND s.supervisor_id = :supervisor ORDER BY s.on_day DESC, s.number DESC, a.place"
    )
    return _came(cx, f"{_CAME} {where}", first=first.isoformat(), supervisor=supervisor_id)


def _came(cx: Connection, sql: str, **asked: str) -> list[Came]:
    return [
        (row["session"], row["person"], _moment(row["asked"]), _moment(row["given"]), row["record"] or "")
        for row in fetch(cx, sql, **asked)
    ]


def _moment(text: str | None) -> datetime | None:
    return rows.moment(text) if text else None


def put_asked(cx: Connection, blank: Blank, at: datetime, record_id: str = "") -> None:
    """That an evaluation was asked for; with a record's id, that it was given. Its moment is the first."""
    cx.execute(
        """INSERT INTO evaluations_asked VALUES (:nonce, :session, :person, :form, :at, :record)
        ON CONFLICT(nonce) DO UPDATE SET record_id = excluded.record_id""",
        {
            "nonce": blank.nonce,
            "session": blank.session_id,
            "person": blank.person_id,
            "form": blank.form_digest,
            "at": at.isoformat(),
            "record": record_id,
        },
    )


def record_of(cx: Connection, nonce: str) -> str:
    """The id of the record that came of a blank, empty while there is none."""
    found = fetch(cx, "SELECT record_id FROM evaluations_asked WHERE nonce = :nonce", nonce=nonce)
    return str(found[0]["record_id"]) if found else ""


def knows_form(cx: Connection, digest: str) -> bool:
    """Whether that definition is kept here."""
    return bool(fetch(cx, "SELECT 1 FROM form_definitions WHERE digest = :digest", digest=digest))


def put_sent(cx: Connection, record_ids: Collection[str], at: datetime, recipient: str) -> None:
    """That these evaluations were made ready for somebody."""
    cx.executemany(
        "INSERT OR REPLACE INTO evaluations_sent VALUES (:record, :at, :to)",
        [{"record": record, "at": at.isoformat(), "to": recipient} for record in record_ids],
    )


def sent(cx: Connection, record_ids: Collection[str]) -> dict[str, datetime]:
    """When each of these was made ready last (UTC); those never sent are left out."""
    found: list[dict[str, Any]] = fetch(
        cx,
        """SELECT record_id, max(at) AS at FROM evaluations_sent
        WHERE record_id IN (SELECT value FROM json_each(:ids)) GROUP BY record_id""",
        ids=json.dumps(sorted(record_ids)),
    )
    return {row["record_id"]: rows.moment(row["at"]) for row in found}
