"""From a folder of TOML to a pack, or to every fault in it."""

import hashlib
import re
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from supdesk.forms.definition import ACCOUNT, MANY, OWN, Form, Pack, Shelf
from supdesk.forms.faults import Fault, Table
from supdesk.forms.policy import read_pack_table
from supdesk.forms.shapes import SHELF, read_form_table
from supdesk.forms.slips import line_of, slip

LARGEST = 200_000
"""Bytes a definition file may have."""

LARGEST_PACK = 500_000
"""Bytes all its files may have together."""

MOST_FILES = 100
MOST_JOINED = 100
"""Names that dots may join in one line: the time to read them grows with the square of their number."""

_SHELF = "shelf.toml"

_JOINED = re.compile(r"""\.[ \t]*[\w"'-]""")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a folder holds: what its pack.toml says if that is whole, each whole form by its file, every fault."""

    pack: Pack | None
    forms: Mapping[str, Form]
    faults: list[Fault]


def read_pack(folder: Path) -> tuple[Pack | None, list[Fault]]:
    """The pack in `folder`, and every fault found; a pack with faults is not returned."""
    parts = read_parts(folder)
    return (None if parts.faults else parts.pack), parts.faults


def read_parts(folder: Path) -> Parts:
    """All of a folder that can be read, so that one file's faults don't hide what another holds."""
    faults: list[Fault] = []
    found = _files(folder, faults)
    read = {path.name: _form_file(path, faults) for path in found if path.name != "pack.toml"}
    forms = [form for form in read.values() if form is not None]
    pack = _pack_file(folder / "pack.toml", tuple(forms), faults) if found else None
    wrong = {fault.file for fault in faults}
    _check_together(forms, faults)
    whole = {name: form for name, form in read.items() if form is not None and name not in wrong}
    return Parts(None if "pack.toml" in wrong else pack, whole, faults)


def _files(folder: Path, faults: list[Fault]) -> list[Path]:
    """The files of a pack; none of what is no pack."""
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except OSError as error:
        message = f"can't be read: {error.strerror}"
    else:
        if folder / "pack.toml" not in files:
            message = "not found; a pack is a folder with a pack.toml and one file a form"
        elif len(files) > MOST_FILES:
            message = f"expected at most {MOST_FILES} files beside it, found {len(files)}"
        elif (size := sum(path.stat().st_size for path in files if path.is_file())) > LARGEST_PACK:
            message = f"expected at most {LARGEST_PACK:,} bytes in all files together, found {size:,}"
        else:
            return files
    faults.append(Fault("pack.toml", "", message))
    return []


def read_shared(folder: Path) -> tuple[tuple[Form, ...], Shelf, list[Fault]]:
    """The forms in `folder` that every pack has, the shelf they fill, and every fault found."""
    faults: list[Fault] = []
    files = sorted(path for path in folder.glob("*.toml") if path.name != _SHELF)
    found = [form for path in files if (form := _form_file(path, faults)) is not None]
    _check_together(found, faults)
    text = _load(folder / _SHELF, faults) if (folder / _SHELF).is_file() else None
    values = None if text is None else _parse(text, _SHELF, faults)
    shelf = Shelf() if values is None else SHELF.read(Table(_SHELF, "", values, faults))
    return tuple(replace(form, pack=folder.name) for form in found), shelf, faults


def read_form(text: str, file: str = "form.toml", pack: str = "") -> tuple[Form | None, list[Fault]]:
    """A form from its TOML text: as shipped, or as kept in a vault with the records written with it."""
    faults: list[Fault] = []
    values = _parse(text, file, faults)
    form = _form(Table(file, "", values, faults, kept=True), text) if values is not None else None
    return (None if faults or form is None else replace(form, pack=pack)), faults


def _load(path: Path, faults: list[Fault]) -> str | None:
    try:
        if path.is_symlink():  # it may lead to anything that its owner can read
            faults.append(Fault(path.name, "", "expected the file itself, not a link to one"))
            return None
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe or a device could be read for ever
            faults.append(Fault(path.name, "", "expected a file"))
            return None
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            faults.append(Fault(path.name, "", f"expected at most {LARGEST:,} bytes"))
            return None
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.append(Fault(path.name, "", f"expected UTF-8 text; byte {error.start + 1} is not"))
    except OSError as error:
        faults.append(Fault(path.name, "", f"can't be read: {error.strerror}"))
    return None


def _parse(text: str, file: str, faults: list[Fault]) -> dict[str, object] | None:
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > MOST_JOINED and len(_JOINED.findall(line)) > MOST_JOINED:
            faults.append(Fault(file, "", f"expected at most {MOST_JOINED} names joined by dots in line {number}"))
            return None
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a plain ValueError: a number of thousands of digits
        faults.append(Fault(file, "", slip(text, str(error))))
        return None


def _form_file(path: Path, faults: list[Fault]) -> Form | None:
    text = _load(path, faults)
    values = None if text is None else _parse(text, path.name, faults)
    if text is None or values is None:
        return None
    own: list[Fault] = []
    form = _form(Table(path.name, "", values, own), text)
    faults += _placed(own, text)
    return form


def _form(table: Table, text: str) -> Form:
    return replace(read_form_table(table), text=text, digest=_digest(text))


def _placed(faults: list[Fault], text: str) -> list[Fault]:
    return [replace(fault, line=line_of(text, fault.key)) for fault in faults]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _pack_file(path: Path, forms: tuple[Form, ...], faults: list[Fault]) -> Pack | None:
    text = _load(path, faults)
    values = None if text is None else _parse(text, path.name, faults)
    if text is None or values is None:
        return None
    own: list[Fault] = []
    pack = read_pack_table(Table(path.name, "", values, own))
    faults += _placed(own, text)
    whole = hashlib.sha256("".join([_digest(text), *(form.digest for form in forms)]).encode())
    return replace(pack, forms=tuple(replace(form, pack=pack.id) for form in forms), digest=whole.hexdigest())


def _check_together(forms: list[Form], faults: list[Fault]) -> None:
    for attribute in ("id", "serves"):
        seen: set[str] = set()
        for form in forms:
            value = getattr(form, attribute)
            if value and value in seen and value not in MANY:
                faults.append(Fault("pack.toml", attribute, f'two forms have {attribute} "{value}"; expected one'))
            seen.add(value)
    into = {field.id for form in forms if form.serves == ACCOUNT for field in form.fields()}
    for form in (each for each in forms if into and each.serves in OWN):
        for field in form.fields():
            if field.becomes and field.becomes not in into:
                message = f'expected a field of an account for "{field.id}", found "{field.becomes}"'
                faults.append(Fault(f"{form.id}.toml", "becomes", message))
