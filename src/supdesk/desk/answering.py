"""Answering for the second place, in a process of its own that never holds the key.

A network share that hangs holds whoever asks it, at its end too. So the process that holds the vault asks this one,
by one line of JSON, and is answered by lines: how far it is, then what it found, or why it could not.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

from supdesk.desk import backing_up
from supdesk.desk.backing_up import Digests, Second, There
from supdesk.domain.errors import SupdeskError, bug_code
from supdesk.domain.generations import Generation
from supdesk.vault.generations import Report

T = TypeVar("T")
Told = dict[str, Any]
"""A line of an answer: `progress`, bytes of bytes; then `found`, or `refused` with an error's code and sentence, or
the code of a `bug`."""


@dataclass(frozen=True, slots=True)
class Errand(Generic[T]):
    """What is asked of the second place, as a line, and how what is found is read."""

    line: bytes
    read: Callable[[Any], T]


def reaching(second: Second, now: datetime) -> Errand[There | None]:
    """What is there, as `backing_up.reach`."""
    return Errand(_line("reach", second, now=now.isoformat()), _read_there)


def missing(own: Sequence[Generation], second: Second) -> Errand[Generation | None]:
    """What it lacks, as `backing_up.missing_there`."""
    return Errand(_line("missing", second, own=_dump(own[:1])), lambda found: next(iter(_read(found)), None))


def catching_up(source: Generation, second: Second, expected: Digests) -> Errand[str]:
    """Have it catch up, as `backing_up.catch_up`."""
    return Errand(_line("catch up", second, own=_dump([source]), expected=expected), str)


def answer(line: bytes, tell: Callable[[Told], object]) -> None:
    """Do what the line asks, and tell how it went."""

    def report(done: int, total: int) -> None:
        tell({"progress": [done, total]})

    try:
        asked = json.loads(line)
        tell({"found": DEEDS[asked["do"]](asked, report)})
    except SupdeskError as error:
        tell({"refused": [error.code, error.sentence]})
    except Exception as error:
        tell({"bug": bug_code(error)})


Asked = Mapping[str, Any]


def _reach(asked: Asked, report: Report) -> object:
    there = backing_up.reach(_second(asked), datetime.fromisoformat(asked["now"]))
    return [_dump(there.own), _dump(there.others)] if there else None


def _missing(asked: Asked, report: Report) -> object:
    lacks = backing_up.missing_there(_read(asked["own"]), _second(asked))
    return _dump([lacks] if lacks else [])


def _catch_up(asked: Asked, report: Report) -> object:
    (source,) = _read(asked["own"])
    return backing_up.catch_up(source, _second(asked), tuple(asked["expected"]), report)


DEEDS: dict[str, Callable[[Asked, Report], object]] = {
    "reach": _reach,
    "missing": _missing,
    "catch up": _catch_up,
}


def _line(do: str, second: Second, **more: object) -> bytes:
    place = [str(second.chosen), str(second.folder), sorted(second.noted)]
    return json.dumps({"do": do, "second": place, **more}).encode() + b"\n"


def _second(asked: Asked) -> Second:
    chosen, folder, noted = asked["second"]
    return Second(Path(chosen), Path(folder), frozenset(noted))


def _dump(generations: Sequence[Generation]) -> list[list[object]]:
    return [[str(each.folder), each.at.isoformat(), each.size] for each in generations]


def _read(dumped: list[list[Any]]) -> tuple[Generation, ...]:
    return tuple(Generation(Path(folder), datetime.fromisoformat(at), size) for folder, at, size in dumped)


def _read_there(found: Any) -> There | None:
    return There(*map(_read, found)) if found else None
