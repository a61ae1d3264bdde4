"""A register as JSON, in the published schema `resources/register.schema.json`.

The file is laid out for people and always the same for the same register: keys in the schema's order, two
spaces, UTF-8, one line feed at the end. The digest in the sent log is the SHA-256 of exactly these bytes, so
any tool that hashes a file can compare it.
"""

import hashlib
import json
from datetime import UTC
from typing import Any

from supdesk.domain.registers import Competence, Register, Row

FORMAT = "supdesk-register"
VERSION = 1


def to_json(register: Register) -> bytes:
    """The whole register. `compiled_at` is UTC; days are 2026-01-31; what is absent is null."""
    return (json.dumps(as_data(register), indent=2, ensure_ascii=False) + "\n").encode()


def digest(content: bytes) -> str:
    """The SHA-256 of a register's JSON file, in hexadecimal, as the sent log keeps it."""
    return hashlib.sha256(content).hexdigest()


def as_data(register: Register) -> dict[str, Any]:
    """The register as the plain mappings and lists that JSON knows."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "number": register.number,
        "corrects": register.corrects or None,
        "practice": register.practice,
        "organisation": register.organisation,
        "period": {"first": register.period.first.isoformat(), "last": register.period.last.isoformat()},
        "compiled_at": register.compiled_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "compiled_by": register.compiled_by,
        "competence": [_competence(one) for one in register.competence],
        "rows": [_row(row) for row in register.rows],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "session": row.session,
        "on": row.on.isoformat(),
        "kind": row.kind.value,
        "mode": row.mode.value,
        "state": row.state.value,
        "minutes": row.minutes,
        "supervisor": row.supervisor,
        "attendee": row.attendee,
        "designation": row.designation,
        "service": row.service,
        "employer": row.employer,
        "presence": row.presence.value,
    }


def _competence(one: Competence) -> dict[str, Any]:
    return {
        "supervisor": one.supervisor,
        "achieved_on": one.achieved_on and one.achieved_on.isoformat(),
        "course": one.course,
        "refreshed_on": one.refreshed_on and one.refreshed_on.isoformat(),
    }
