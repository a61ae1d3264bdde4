"""Slips of the pen in a TOML file, said in words of somebody who writes one for the first time, with their line."""

import re
from collections import Counter
from collections.abc import Iterator

_PLACE = re.compile(r" \(at line (\d+), column \d+\)$")
_STATEMENT = re.compile(r"""\s*(?P<key>[\w-]+)\s*=\s*(?P<value>.*?)\s*$""")
_HEADING = re.compile(r"\s*(?P<open>\[\[?)\s*(?P<name>[\w.-]+)\s*\]")
_CURLY = "“”„‟‘’"


def slip(text: str, error: str) -> str:
    """What is wrong where a TOML reader gave that message, which ends with the line where it knows one."""
    found = _PLACE.search(error)
    number = int(found[1]) if found else 0
    lines = text.split("\n")
    if not 0 < number <= len(lines):
        return f"is not TOML: {error}"
    return f"is not TOML: line {number}: {_said(lines[number - 1], error[: found.start()] if found else error)}"


def _said(line: str, error: str) -> str:
    statement = _STATEMENT.match(line)
    if statement is None:
        return error
    key, value = statement["key"], statement["value"]
    return f"{key}: {_of(value) or error}"


def _of(value: str) -> str:
    """What is wrong with the value of a key, where it is one of the commonest slips."""
    first = value[:1]
    straight = len(re.findall(r'(?<!\\)"', value))
    if (first and first in _CURLY) or (straight == 1 and value[-1] in _CURLY):
        return 'use straight quotes, "so", not curly ones as a word processor makes them'
    if first == '"' and straight == 1:
        return "the closing quote is missing"
    if first == '"' and straight > 2:
        return 'write \\" for a quote within the text'
    if not value:
        return "a value is missing after the ="
    if value.casefold() in ("true", "false", "yes", "no"):
        return "write true or false, in small letters"
    return "put the text in quotes" if first.isalpha() else ""


def line_of(text: str, key: str) -> int:
    """The line of a key, such as `section[2].field[1].kind`, or of what it should stand in; 0 for none."""
    known: dict[str, int] = {}
    for place, number in _places(text):
        known.setdefault(place, number)
    while key and key not in known:
        key = key[: max(key.rfind("."), key.rfind("["), 0)]
    return known.get(key, 0)


def _places(text: str) -> Iterator[tuple[str, int]]:
    counts: Counter[str] = Counter()
    within = ""
    for number, line in enumerate(text.splitlines(), 1):
        if heading := _HEADING.match(line):
            outer, _, last = heading["name"].rpartition(".")
            within = _below(_latest(outer, counts), last)
            if heading["open"] == "[[":
                counts[within] += 1
                within = f"{within}[{counts[within]}]"
            yield within, number
        elif statement := _STATEMENT.match(line):
            yield _below(within, statement["key"]), number


def _latest(name: str, counts: Counter[str]) -> str:
    """The last begun table of that name."""
    place = ""
    for part in name.split(".") if name else ():
        place = _below(place, part)
        place = f"{place}[{counts[place]}]" if counts[place] else place
    return place


def _below(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
