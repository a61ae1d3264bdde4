"""Nothing of any one organisation stands in the program, no name, label or prompt: packs alone hold those."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

TOP = Path(__file__).parents[1]
MODULES = sorted((TOP / "src" / "supdesk").rglob("*.py"))
PACKS = sorted(path.parent for path in (TOP / "forms").glob("*/pack.toml"))

UNSAID = {
    *("id", "was", "kind", "serves", "fills", "becomes", "element", "touches", "is", "what", "to", "report"),
    *("shape", "width", "columns", "mailbox"),
}
"""The keys whose values are the program's own, or names that `names` has: all others hold words people read."""

OTHERS = ("ELFT", "East London", "Essex")
"""Names of policies beside those that packs in `forms/` say themselves."""

ALLOWED = {
    "the supervision cycle is a published model, whose parts the program draws and reckons with": (
        *("experience", "reflection", "analysis", "plans and action"),
        *("people who use services", "staff", "the organisation", "partner organisations"),
        *("management", "support", "development", "mediation"),
    ),
    "the program itself follows an action up, in every pack: these are its parts": (
        *("action", "actions", "what", "by whom", "by when", "because", "how we will know", "topic"),
    ),
    "how people met is counted in registers, whatever a form calls it": (
        *("mode", "face to face", "microsoft teams", "telephone", "e-mail"),
    ),
    "whoever takes part in supervision and what they are in it, in every pack": (
        *("supervisor", "supervisee", "supervisees", "service lead", "line manager", "present", "apologies"),
    ),
    "a heading of lists of people that other programs write": ("supervisee name", "employment"),
    "a place of the window, or what is made there": ("records", "reflections", "report"),
    "a page of one's own that the program keeps for every pack": ("account", "accounts", "hours"),
    "a name of a table of pack files, or an example in its description": ("escalation", "frequency", "yearly"),
    "a table of the vault": ("audit",),
    "a word that a standard prescribes: of calendars, of the vault's language": ("location", "where"),
    "a plain word of which no pack has more than others": (
        *("date", "time", "minutes", "from", "to", "yes", "no", "why", "me", "place", "elsewhere"),
        *("with whom", "what came of it", "what was said", "in a few words", "written on"),
    ),
}
"""What may stand both in a form and in the program, by the reason why."""

GENERIC = frozenset(word for words in ALLOWED.values() for word in words)

SENTENCE = 3
"""From so many words on a text is looked for within longer strings too."""


def plain(text: str) -> str:
    """Small letters, single blanks, and nothing that only ends a line."""
    return " ".join(text.split()).rstrip(":.?…").casefold()


def texts(value: Any, key: str = "") -> Iterator[str]:
    """Everything a form or pack has people read."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, key)
    elif isinstance(value, str) and key not in UNSAID:
        yield plain(value)


@cache
def read_aloud() -> frozenset[str]:
    files = (TOP / "forms").glob("*/*.toml")  # those of own pages too, which every pack has
    found = {text for file in files for text in texts(tomllib.loads(file.read_text("utf-8")))}
    return frozenset(found - {""})


@cache
def names() -> frozenset[str]:
    """What packs call themselves, their organisations, their mailboxes' domains and their policies."""
    found = set(OTHERS)
    for pack in PACKS:
        said = tomllib.loads((pack / "pack.toml").read_text("utf-8"))
        domain = said["register"]["mailbox"].partition("@")[0]
        found |= {said["id"], said["name"], said["organisation"], domain}
        sources = (tomllib.loads(file.read_text("utf-8")).get("source", "") for file in pack.glob("*.toml"))
        found |= {word for source in sources for word in re.findall(r"\b[A-Z]{3,}\b", source)}
    return frozenset(found)


def annotations(node: ast.AST) -> Iterator[ast.AST]:
    """What stands in the annotations of a node: a class may be named there in quotes."""
    for part in ("annotation", "returns"):
        found = getattr(node, part, None)
        if isinstance(found, ast.AST):
            yield from ast.walk(found)


@cache
def strings(path: Path) -> tuple[tuple[int, str], ...]:
    """Every string of a module, and of its f-strings the parts that stand still, but no docstring or annotation."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    } | {id(named) for node in ast.walk(tree) for named in annotations(node)}
    return tuple(
        (node.lineno, plain(node.value))
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    )


@cache
def within(known: frozenset[str]) -> re.Pattern[str]:
    """Any of those of several words, wherever it stands."""
    long = sorted((text for text in known if len(text.split()) >= SENTENCE), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, long)) or '(?!)'})(?!\w)")


def labels_in(found: tuple[tuple[int, str], ...], known: frozenset[str]) -> list[str]:
    """The strings that are one of these texts, or hold a longer one."""
    return [f"{line}: {string}" for line, string in found if string in known or within(known).search(string)]


def named(path: Path) -> str:
    return path.relative_to(TOP).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_organisation_and_no_policy_is_named_in_the_program(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [name for name in names() if re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)] == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_label_or_prompt_of_a_form_stands_in_the_program(path: Path) -> None:
    assert labels_in(strings(path), read_aloud() - GENERIC) == []


def test_the_packs_have_names_and_words_that_could_be_found() -> None:
    assert {"MSE", "mse-icb", "elft"} <= names()
    assert len(read_aloud()) > 500


@pytest.mark.parametrize(
    "planted",
    [
        "Issues brought to supervision",
        "ISSUES BROUGHT TO SUPERVISION:",
        "So: What weighs most today? Write what was understood and learnt: daily life for whomever it concerns, "
        "what worries you and why, what is still unknown.",
        "Mail to the Safeguarding Administration Team",
        "Named Nurse for Safeguarding",
        "Quality Assurance Committee",
        "Reflective accounts",
        "Here for You",
        "Neglect",
        "Adult IAPT services",
        "Venue",
        "[secure]",
    ],
)
def test_a_word_of_a_pack_is_found_however_it_is_written_and_whatever_key_it_had(planted: str) -> None:
    assert labels_in(((7, plain(planted)),), read_aloud() - GENERIC) == [f"7: {plain(planted)}"]


@pytest.mark.parametrize("word", sorted(GENERIC))
def test_what_is_allowed_is_said_by_a_pack_and_by_the_program(word: str) -> None:
    assert word in read_aloud(), "no pack says it any more"
    assert any(labels_in(strings(path), frozenset({word})) for path in MODULES), "the program has no need of it"


def test_what_is_allowed_stands_there_once_and_is_no_sentence() -> None:
    assert sum(map(len, ALLOWED.values())) == len(GENERIC)
    assert all(len(word.split()) <= 4 for word in GENERIC)
