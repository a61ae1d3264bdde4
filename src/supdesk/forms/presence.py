"""Presence: nobody is named both as present and in the apologies."""

from typing import Any

from supdesk.forms.answers import Raw
from supdesk.forms.definition import Form

_OPPOSITE = {"present": "apologies", "apologies": "present"}


def set_apart(form: Form, raw: Raw, edited: str) -> dict[str, Any]:
    """The field that must change so that whoever the field `edited` names stands there alone."""
    field = form.field(edited)
    opposite = _OPPOSITE.get(field.fills) if field else None
    other = form.filled_from(opposite) if opposite else None
    if other is None:
        return {}
    here, there = ({_who(each): each for each in _people(raw.get(name))} for name in (edited, other.id))
    left = [person for who, person in there.items() if who not in here]
    return {other.id: left} if len(left) < len(there) else {}


def _people(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _who(person: Any) -> str:
    known = person if isinstance(person, dict) else {"name": person}
    return str(known.get("id") or known.get("name") or "").casefold()
