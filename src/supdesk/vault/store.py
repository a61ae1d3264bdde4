"""People, sessions, actions, settings, counters and the sent log: plain SQL, one verb each."""

import json
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from supdesk.domain.actions import Action
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person
from supdesk.domain.rebookings import Telling
from supdesk.domain.registers import Sending
from supdesk.domain.sessions import Session, revised
from supdesk.vault import rows
from supdesk.vault.cipher import Connection
from supdesk.vault.connection import fetch


def put_setting(cx: Connection, key: str, value: Any) -> None:
    cx.execute(
        "INSERT INTO settings VALUES (:key, :value) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        {"key": key, "value": json.dumps(value)},
    )


def setting(cx: Connection, key: str, default: Any = None) -> Any:
    found = fetch(cx, "SELECT value FROM settings WHERE key = :key", key=key)
    return json.loads(found[0]["value"]) if found else default


def next_number(cx: Connection, name: str) -> int:
    """The next whole number of a series, from 1."""
    cx.execute(
        "INSERT INTO counters VALUES (:name, 1) ON CONFLICT(name) DO UPDATE SET value = value + 1", {"name": name}
    )
    return int(fetch(cx, "SELECT value FROM counters WHERE name = :name", name=name)[0]["value"])


def put_person(cx: Connection, person: Person) -> None:
    _upsert(cx, "people", rows.person_columns(person))


def people(cx: Connection) -> list[Person]:
    return [rows.person(row) for row in fetch(cx, "SELECT * FROM people ORDER BY name COLLATE NOCASE, id")]


def person(cx: Connection, person_id: str) -> Person:
    """Somebody; SupdeskError `person.gone` where they were removed."""
    found = fetch(cx, "SELECT * FROM people WHERE id = :id", id=person_id)
    if not found:
        raise SupdeskError("person.gone", "That person is not on the list any more: they were removed.")
    return rows.person(found[0])


def put_session(cx: Connection, session: Session, at: datetime) -> None:
    """Keep a session as it is `at` this moment (UTC); for every deed, what calendars are told of it is counted.

    Of one that took place the services of its people are kept with it as they are the first time.
    """
    before = fetch(cx, "SELECT * FROM sessions WHERE id = :id", id=session.id)
    kept = revised(rows.session(before[0], []), session, at) if before else session
    _upsert(cx, "sessions", rows.session_columns(kept))
    cx.execute("DELETE FROM attendance WHERE session_id = :id", {"id": session.id})
    for place, attendee in enumerate(session.attendees):
        cx.execute(
            """INSERT INTO attendance VALUES (:session, :person, :place, :presence, CASE
            WHEN :service != '' OR NOT :took_place THEN :service
            ELSE (SELECT service FROM people WHERE id = :person) END)""",
            {
                "session": session.id,
                "person": attendee.person_id,
                "place": place,
                "presence": attendee.presence.value,
                "service": attendee.service,
                "took_place": session.took_place,
            },
        )


_WITH = "id IN (SELECT session_id FROM attendance WHERE person_id IN (SELECT value FROM json_each(:people)))"
_AMONG = "id IN (SELECT value FROM json_each(:ids))"
_OF_PACKS = "pack IN (SELECT value FROM json_each(:packs))"


def sessions(
    cx: Connection,
    *,
    state: str = "",
    people: Collection[str] = (),
    ids: Collection[str] = (),
    since: date | None = None,
    packs: Collection[str] = (),
) -> list[Session]:
    """Sessions by day and time: all, or those in one state, with any of these people, of these ids, since a day, of
    these packs."""
    clauses = (
        ("state = :state", state),
        (_WITH, people),
        (_AMONG, ids),
        ("on_day >= :since", since),
        (_OF_PACKS, packs),
    )
    wanted = " AND ".join(clause for clause, asked in clauses if asked)
    where = f"WHERE {wanted}" if wanted else ""
    asked = {
        "state": state,
        "people": json.dumps(sorted(people)),
        "ids": json.dumps(sorted(ids)),
        "since": since and since.isoformat(),
        "packs": json.dumps(sorted(packs)),
    }
    attendance: dict[str, list[dict[str, Any]]] = {}
    theirs = f"WHERE session_id IN (SELECT id FROM sessions {where})" if wanted else ""
    for row in fetch(cx, f"SELECT * FROM attendance {theirs} ORDER BY session_id, place", **asked):
        attendance.setdefault(row["session_id"], []).append(row)
    found = fetch(cx, f"SELECT * FROM sessions {where} ORDER BY on_day, start, number", **asked)
    return [rows.session(row, attendance.get(row["id"], [])) for row in found]


def any_session(cx: Connection, first: date, last: date) -> bool:
    """Whether a session stands in those days, both included, whatever became of it."""
    asked = "SELECT 1 FROM sessions WHERE on_day BETWEEN :first AND :last LIMIT 1"
    return bool(fetch(cx, asked, first=first.isoformat(), last=last.isoformat()))


def last_present(cx: Connection, until: date) -> dict[tuple[str, str], date]:
    """The last day, that one at the latest, each person came to a session, by person id and kind of session."""
    found = fetch(
        cx,
        """SELECT a.person_id, s.kind, max(s.on_day) AS day FROM attendance a JOIN sessions s ON s.id = a.session_id
        WHERE a.presence = 'present' AND s.on_day <= :until GROUP BY a.person_id, s.kind""",
        until=until.isoformat(),
    )
    return {(row["person_id"], row["kind"]): date.fromisoformat(row["day"]) for row in found}


def session(cx: Connection, session_id: str) -> Session:
    """A session; SupdeskError `session.gone` where it was taken out."""
    found = fetch(cx, "SELECT * FROM sessions WHERE id = :id", id=session_id)
    if not found:
        raise SupdeskError("session.gone", "That session is not here any more: it was taken out.")
    attendance = fetch(cx, "SELECT * FROM attendance WHERE session_id = :id ORDER BY place", id=session_id)
    return rows.session(found[0], attendance)


def series(cx: Connection, series_id: str) -> list[Session]:
    """The sessions that were planned together, by day."""
    found = fetch(
        cx, "SELECT id FROM sessions WHERE series = :series ORDER BY on_day, start, number", series=series_id
    )
    return [session(cx, row["id"]) for row in found]


def rebooking(cx: Connection, session_id: str) -> Session | None:
    """The session that was planned in the stead of that cancelled one, if there is one."""
    found = fetch(cx, "SELECT id FROM sessions WHERE rebooks = :id ORDER BY number", id=session_id)
    return session(cx, found[0]["id"]) if found else None


def put_telling(cx: Connection, telling: Telling) -> None:
    cx.execute(
        """INSERT INTO tellings VALUES (:session, :person, :drafted, :answered, :answer)
        ON CONFLICT(session_id, person_id) DO UPDATE SET
        drafted_on = excluded.drafted_on, answered_on = excluded.answered_on, answer = excluded.answer""",
        {
            "session": telling.session_id,
            "person": telling.person_id,
            "drafted": telling.drafted_on and telling.drafted_on.isoformat(),
            "answered": telling.answered_on and telling.answered_on.isoformat(),
            "answer": telling.answer,
        },
    )


def tellings(cx: Connection) -> dict[tuple[str, str], Telling]:
    """What line managers were told and answered, by session and person id."""
    found = [rows.telling(row) for row in fetch(cx, "SELECT * FROM tellings")]
    return {(each.session_id, each.person_id): each for each in found}


def prepared(cx: Connection, session_id: str) -> frozenset[str]:
    """The preparation ticked for a session, in the pack's words."""
    found = fetch(cx, "SELECT item FROM preparations WHERE session_id = :session", session=session_id)
    return frozenset(row["item"] for row in found)


def tick_prepared(cx: Connection, session_id: str, item: str, *, done: bool) -> None:
    put, drop = (
        "INSERT OR IGNORE INTO preparations VALUES (:session, :item)",
        "DELETE FROM preparations WHERE session_id = :session AND item = :item",
    )
    cx.execute(put if done else drop, {"session": session_id, "item": item})


def put_action(cx: Connection, action: Action) -> None:
    _upsert(cx, "actions", rows.action_columns(action))
    cx.execute("DELETE FROM action_steps WHERE action_id = :id", {"id": action.id})
    for place, step in enumerate(action.history):
        cx.execute(
            "INSERT INTO action_steps VALUES (:action, :place, :decision, :on_day, :at, :session, :reason)",
            {
                "action": action.id,
                "place": place,
                "decision": step.decision.value,
                "on_day": step.on.isoformat(),
                "at": step.at.isoformat(),
                "session": step.session_id,
                "reason": step.reason,
            },
        )


def open_actions(cx: Connection) -> list[Action]:
    """Actions that wait to be done, by the day they were agreed."""
    return _actions(cx, "WHERE state = 'open' ORDER BY agreed_on, id", -1)


def closed_actions(cx: Connection, most: int) -> list[Action]:
    """At most so many actions that are done or not going to be, those agreed last first."""
    return _actions(cx, "WHERE state <> 'open' ORDER BY agreed_on DESC, id DESC", most)


def actions_named(cx: Connection, ids: Collection[str]) -> list[Action]:
    """The actions of these ids, open or closed, by the day they were agreed; an id nobody knows is passed over."""
    which = "WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY agreed_on, id"
    return _actions(cx, which, -1, ids=json.dumps(sorted(ids))) if ids else []


def _actions(cx: Connection, which: str, most: int, **asked: str) -> list[Action]:
    chosen = f"FROM actions {which} LIMIT :most"
    steps: dict[str, list[dict[str, Any]]] = {}
    theirs = f"SELECT * FROM action_steps WHERE action_id IN (SELECT id {chosen}) ORDER BY action_id, place"
    for row in fetch(cx, theirs, most=most, **asked):
        steps.setdefault(row["action_id"], []).append(row)
    return [
        rows.action(row, steps.get(row["id"], [])) for row in fetch(cx, f"SELECT * {chosen}", most=most, **asked)
    ]


def action(cx: Connection, action_id: str) -> Action:
    found = fetch(cx, "SELECT * FROM actions WHERE id = :id", id=action_id)[0]
    steps = fetch(cx, "SELECT * FROM action_steps WHERE action_id = :id ORDER BY place", id=action_id)
    return rows.action(found, steps)


def put_sending(cx: Connection, sending: Sending) -> None:
    """A new entry of the sent log, of which nothing is written yet."""
    cx.execute(
        """INSERT INTO sendings (number, first_day, last_day, recipient, at, rows, digest, corrects, pack)
        VALUES (:number, :first, :last, :recipient, :at, :rows, :digest, :corrects, :pack)""",
        {
            "number": sending.number,
            "first": sending.period.first.isoformat(),
            "last": sending.period.last.isoformat(),
            "recipient": sending.recipient,
            "at": sending.at.isoformat(),
            "rows": sending.rows,
            "digest": sending.digest,
            "corrects": sending.corrects,
            "pack": sending.pack,
        },
    )


def note_written(cx: Connection, number: str, at: datetime) -> None:
    """That its files are in their places. SupdeskError `register.gone` where no such entry is."""
    said = {"at": at.isoformat(), "number": number}
    _change_sending(cx, "UPDATE sendings SET written_at = :at WHERE number = :number", said)


def note_sent(cx: Connection, number: str, at: datetime | None) -> None:
    """That it was sent, or with None that it was not. SupdeskError `register.gone` where no such entry is."""
    said = {"at": at and at.isoformat(), "number": number}
    _change_sending(cx, "UPDATE sendings SET sent_at = :at WHERE number = :number", said)


def _change_sending(cx: Connection, statement: str, said: dict[str, Any]) -> None:
    if cx.execute(statement, said).rowcount != 1:
        raise SupdeskError(
            "register.gone", f"Register {said['number']} was taken out of the log meanwhile: write it again."
        )


def drop_sending(cx: Connection, number: str) -> None:
    """Take out an entry of which nothing was written."""
    cx.execute("DELETE FROM sendings WHERE number = :number AND written_at IS NULL", {"number": number})


def sendings(cx: Connection) -> list[Sending]:
    return [rows.sending(row) for row in fetch(cx, "SELECT * FROM sendings ORDER BY at DESC, number DESC")]


def put_themes(cx: Connection, record_id: str, themes: Iterable[str]) -> None:
    """These and no other themes are the record's."""
    cx.execute("DELETE FROM themes WHERE record_id = :record", {"record": record_id})
    cx.executemany(
        "INSERT INTO themes VALUES (:record, :theme)", [{"record": record_id, "theme": theme} for theme in themes]
    )


def themes(cx: Connection, record_id: str) -> tuple[str, ...]:
    found = fetch(cx, "SELECT theme FROM themes WHERE record_id = :record", record=record_id)
    return tuple(sorted((row["theme"] for row in found), key=str.casefold))


def theme_counts(cx: Connection, first: date = date.min, last: date = date.max) -> dict[tuple[str, str], int]:
    """How many records of those days, both included, have each theme, by the pack they were written with."""
    found = fetch(
        cx,
        """SELECT f.pack, t.theme, count(DISTINCT t.record_id) AS records FROM themes t
        JOIN records r ON r.id = t.record_id JOIN form_definitions f ON f.digest = r.form_digest
        WHERE r.on_day BETWEEN :first AND :last GROUP BY f.pack, t.theme""",
        first=first.isoformat(),
        last=last.isoformat(),
    )
    return {(row["pack"], row["theme"]): row["records"] for row in found}


def _upsert(cx: Connection, table: str, columns: dict[str, Any]) -> None:
    """Insert or replace by id. Table and column names are ours, never typed."""
    names = ", ".join(columns)
    values = ", ".join(f":{name}" for name in columns)
    changes = ", ".join(f"{name} = excluded.{name}" for name in columns if name != "id")
    cx.execute(
        f"INSERT INTO {table} ({names}) VALUES ({values}) ON CONFLICT(id) DO UPDATE SET {changes}",
        columns,
    )
