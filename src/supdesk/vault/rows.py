"""Rows and domain values: the one place where either becomes the other."""

import json
from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any

import rfc8785

from supdesk.domain.actions import Action, ActionState, Decision, Step
from supdesk.domain.cadence import Every
from supdesk.domain.people import Leave, Party, Person, Role
from supdesk.domain.rebookings import Telling
from supdesk.domain.records import Agreement, FormRef, Mark, Way
from supdesk.domain.registers import Period, Sending
from supdesk.domain.sessions import Attendee, Cancellation, Kind, Mode, Presence, Session, State, Why

Columns = dict[str, Any]
_DAYS = ("competent_on", "booked_on", "refreshed_on", "started_on", "left_on")


def canonical(value: Any) -> str:
    """JSON in the canonical form of RFC 8785."""
    return rfc8785.dumps(value).decode()


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def person(row: Columns) -> Person:
    roles = frozenset(Role(name) for name in row.pop("roles").split())
    days = {name: _day(row[name]) for name in _DAYS}
    leave = tuple(Leave(date.fromisoformat(first), _day(until)) for first, until in json.loads(row["leave"]))
    often = Every.read(row["cadence"]) if row["cadence"] else None
    read = {"roles": roles, "archived": bool(row["archived"]), "leave": leave, "cadence": often}
    return Person(**row | days | read)


def person_columns(value: Person) -> Columns:
    days = {name: day and day.isoformat() for name in _DAYS for day in [getattr(value, name)]}
    leave = [[each.first.isoformat(), each.until and each.until.isoformat()] for each in value.leave]
    roles = " ".join(sorted(value.roles))
    often = str(value.cadence or "")
    kept = {"roles": roles, "archived": int(value.archived), "leave": canonical(leave), "cadence": often}
    return asdict(value) | days | kept


def session(row: Columns, attendance: list[Columns]) -> Session:
    return Session(
        id=row["id"],
        number=row["number"],
        kind=Kind(row["kind"]),
        mode=Mode(row["mode"]),
        on=date.fromisoformat(row["on_day"]),
        start=_time(row["start"]),
        finish=_time(row["finish"]),
        supervisor_id=row["supervisor_id"],
        attendees=tuple(Attendee(a["person_id"], Presence(a["presence"]), a["service"]) for a in attendance),
        state=State(row["state"]),
        pack=row["pack"],
        entered_at=moment(row["entered_at"]),
        confidential_setting=bool(row["confidential_setting"]),
        cancellation=_cancellation(row["cancellation"]),
        referral_noted_at=moment(row["referral_noted_at"]) if row["referral_noted_at"] else None,
        series=row["series"],
        rebooks=row["rebooks"],
        sequence=row["sequence"],
        revised_at=moment(row["revised_at"]) if row["revised_at"] else None,
    )


def session_columns(value: Session) -> Columns:
    off = value.cancellation
    return {
        "id": value.id,
        "number": value.number,
        "kind": value.kind.value,
        "mode": value.mode.value,
        "on_day": value.on.isoformat(),
        "start": value.start and value.start.strftime("%H:%M"),
        "finish": value.finish and value.finish.strftime("%H:%M"),
        "supervisor_id": value.supervisor_id,
        "state": value.state.value,
        "pack": value.pack,
        "entered_at": value.entered_at.isoformat(),
        "confidential_setting": int(value.confidential_setting),
        "cancellation": off and canonical(asdict(off) | {"on": off.on.isoformat()}),
        "referral_noted_at": value.referral_noted_at and value.referral_noted_at.isoformat(),
        "series": value.series,
        "rebooks": value.rebooks,
        "sequence": value.sequence,
        "revised_at": value.revised_at and value.revised_at.isoformat(),
    }


def action(row: Columns, steps: list[Columns]) -> Action:
    return Action(
        id=row["id"],
        what=row["what"],
        by_whom=row["by_whom"],
        by_when=_day(row["by_when"]),
        because=row["because"],
        how=row["how"],
        session_id=row["session_id"],
        record_id=row["record_id"],
        agreed_on=date.fromisoformat(row["agreed_on"]),
        state=ActionState(row["state"]),
        history=tuple(_step(step) for step in steps),
    )


def _step(row: Columns) -> Step:
    return Step(
        Decision(row["decision"]),
        date.fromisoformat(row["on_day"]),
        moment(row["at"]),
        row["session_id"],
        row["reason"],
    )


def action_columns(value: Action) -> Columns:
    return {
        "id": value.id,
        "what": value.what,
        "by_whom": value.by_whom,
        "by_when": value.by_when and value.by_when.isoformat(),
        "because": value.because,
        "how": value.how,
        "session_id": value.session_id,
        "record_id": value.record_id,
        "agreed_on": value.agreed_on.isoformat(),
        "state": value.state.value,
    }


def telling(row: Columns) -> Telling:
    drafted, answered = (_day(row[name]) for name in ("drafted_on", "answered_on"))
    return Telling(row["session_id"], row["person_id"], drafted, answered, row["answer"])


def party(found: Columns) -> Party:
    return Party(found["person_id"], found["name"], found["designation"])


def form_ref(found: Columns) -> FormRef:
    return FormRef(found["pack"], found["form"], found["version"], found["digest"])


def agreement(row: Columns) -> Agreement:
    marks = tuple(_mark(mark) for mark in json.loads(row["marks"]))
    files = tuple(row["file_id"].split())
    return Agreement(Way(row["way"]), date.fromisoformat(row["on_day"]), marks, files, row["note"])


def _mark(found: Columns) -> Mark:
    return Mark(found["role"], found["label"], found["name"], date.fromisoformat(found["on"]))


def marks_json(marks: tuple[Mark, ...]) -> str:
    """Who signed and when. What they drew is in the sealed page and kept nowhere else."""
    return canonical([{"role": m.role, "label": m.label, "name": m.name, "on": m.on.isoformat()} for m in marks])


def sending(row: Columns) -> Sending:
    return Sending(
        row["number"],
        Period(date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])),
        row["recipient"],
        moment(row["at"]),
        row["rows"],
        row["digest"],
        row["corrects"],
        written_at=moment(row["written_at"]) if row["written_at"] else None,
        sent_at=moment(row["sent_at"]) if row["sent_at"] else None,
        pack=row["pack"],
    )


def _cancellation(text: str | None) -> Cancellation | None:
    """Those written before reasons had codes count as "other"."""
    if not text:
        return None
    found = json.loads(text)
    return Cancellation(**found | {"on": date.fromisoformat(found["on"]), "why": Why(found.get("why", Why.OTHER))})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
