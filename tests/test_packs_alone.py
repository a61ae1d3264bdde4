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

SAID = {"label", "title", "help", "intro", "text", "words", "note", "row", "when", "low", "high", "requirement"}
LISTED = {"listen", "questions", "tasks", "preparation", "referral", "themes", "one-to-one", "group", "ad-hoc"}
"""The keys whose texts people read: fields', sections' and clauses' words, guides and a pack's lists."""

OTHERS = ("ELFT", "East London", "Essex")
"""Names of policies beside those that packs in `forms/` say themselves."""

GENERIC = {
    # The supervision cycle is a published model: what its parts are called is the program's own.
    *("Plans and action", "People who use services", "Staff", "The organisation", "Partner organisations"),
    # An action is followed up by the program itself, in every pack: these are its parts, and what they are called.
    *("What", "By whom", "By when", "Because", "How we will know", "Action", "Actions", "Topic"),
    # How people met is counted in registers, whatever a form calls it.
    *("Face to face", "Microsoft Teams", "Telephone", "E-mail"),
    # Plain words: places of the window, headings of a register and of lists, a question and its two answers.
    *("Date", "Time", "Mode", "Yes", "No", "Why", "Records", "Supervisor", "Supervisee", "Service", "Name"),
    *("Role", "Team", "Outcome", "Employment", "Reflections", "With whom", "What came of it", "From", "To"),
}
"""What may stand both in a form and in the program, and why."""

SENTENCE = 4
"""From so many words on a text is looked for within longer strings too."""


def plain(text: str) -> str:
    return " ".join(text.split()).rstrip(":.?…")


def texts(value: Any) -> Iterator[str]:
    """Everything a form or pack has people read."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in SAID and isinstance(inner, str):
                yield plain(inner)
            elif key in LISTED and isinstance(inner, list):
                yield from (plain(each) for each in inner if isinstance(each, str))
            else:
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


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


def labels_in(found: tuple[tuple[int, str], ...], known: frozenset[str]) -> list[str]:
    """The strings that are one of these texts, or hold a longer one."""
    long = [text for text in known - GENERIC if len(text.split()) >= SENTENCE]
    return [
        f"{line}: {string}"
        for line, string in found
        if (string in known and string not in GENERIC) or any(text in string for text in long)
    ]


def named(path: Path) -> str:
    return path.relative_to(TOP).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_organisation_and_no_policy_is_named_in_the_program(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [name for name in names() if re.search(rf"\b{re.escape(name)}\b", text)] == []


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_label_or_prompt_of_a_form_stands_in_the_program(path: Path) -> None:
    assert labels_in(strings(path), read_aloud()) == []


def test_the_packs_have_names_and_words_that_could_be_found() -> None:
    assert {"MSE", "mse-icb"} <= names()
    assert len(read_aloud()) > 150
    planted = ((7, "Issues brought to supervision"), (8, "So: What weighs most today? Write what was"))
    assert len(labels_in(planted, read_aloud() | {"What weighs most today"})) == 2


def test_the_list_of_generic_words_is_short_and_holds_no_sentence() -> None:
    assert len(GENERIC) <= 40
    assert all(len(word.split()) <= SENTENCE for word in GENERIC)
