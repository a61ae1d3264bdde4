"""The rooms' own rules, which the import contracts in pyproject.toml cannot say."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
SOURCE = TOP / "src" / "supdesk"
MODULES = sorted(SOURCE.rglob("*.py"))
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "base", "tools", "stuff"}
NOW = re.compile(r"\b(datetime\.now|datetime\.today|datetime\.utcnow|date\.today|time\.time)\(")
LOCKS = sorted((TOP / "packaging").glob("requirements*.txt"))


def named(path: Path) -> str:
    return path.relative_to(TOP).as_posix()


def pins_of(path: Path) -> set[str]:
    return set(re.findall(r"^\S+==\S+", path.read_text("utf-8"), re.M))


def imports_of(path: Path) -> Iterator[str]:
    """Every module a file imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)} imports relatively"
            yield node.module or ""


@pytest.mark.parametrize("path", sorted((SOURCE / "domain").rglob("*.py")), ids=named)
def test_domain_imports_only_the_standard_library_dateutil_nhs_number_and_itself(path: Path) -> None:
    allowed = sys.stdlib_module_names | {"dateutil", "nhs_number"}
    strangers = [
        name
        for name in imports_of(path)
        if name.split(".")[0] not in allowed and not f"{name}.".startswith("supdesk.domain.")
    ]
    assert strangers == []


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("__init__.py")), ids=named)
def test_every_package_says_what_it_is_for(path: Path) -> None:
    charter = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert len((charter or "").split()) >= 4


def test_no_room_has_a_drawer() -> None:
    drawers = [named(path) for path in MODULES if DRAWERS & {path.stem, path.parent.name}]
    assert drawers == []


def test_no_layout_is_asked_for_its_items() -> None:
    """What Python sees of an item outlives it; the next widget in its place in memory brings the program down."""
    asking = [named(path) for path in MODULES if re.search(r"\.(itemAt|itemAtPosition)\(", path.read_text("utf-8"))]
    assert asking == []


def test_no_file_is_too_long_to_be_read_at_one_sitting() -> None:
    long = {named(path): lines for path in MODULES if (lines := len(path.read_text("utf-8").splitlines())) > 500}
    assert long == {}


def test_only_the_door_asks_what_time_it_is() -> None:
    clocks = [
        f"{named(path)}:{number}"
        for path in MODULES
        if SOURCE / "app" not in path.parents
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if NOW.search(line)
    ]
    assert clocks == []


@pytest.mark.parametrize("path", LOCKS, ids=named)
def test_a_lock_file_pins_and_hashes_everything_and_names_no_registry(path: Path) -> None:
    text = path.read_text("utf-8")
    entries = re.findall(r"^[a-z0-9][^\n]*(?:\n    --hash=[^\n]*)*", text, re.M)
    assert entries
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"://|^\s*(-i|-f|--index-url|--extra-index-url|--find-links)\b", text, re.M)


def test_the_short_lock_is_part_of_the_long_one() -> None:
    runtime, dev = (pins_of(TOP / "packaging" / name) for name in ("requirements.txt", "requirements-dev.txt"))
    assert runtime < dev
