"""Reading a filled page that came back: the inputs it holds by name, and nothing else of it.

The file is hostile: its size, reads and objects are bounded, nothing in it is run, and whatever it provokes
in the parser becomes a sentence. Importing this module imports pyHanko (slow).
"""

import logging
from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    NullObject,
    StreamObject,
    TextStringObject,
)

from supdesk.documents.metering import BoundedReader
from supdesk.domain.errors import SupdeskError

LARGEST = 10_000_000
"""Bytes of a file that is read at all."""
MOST_PAGES = 40
MOST_FIELDS = 500
MOST_NOTES = 2_000
"""Annotations of all pages."""
EFFORT = 250_000
"""Reads of the file and of the streams that hold objects; a filled form takes some 15,000, and two a letter."""
_HARMLESS = ("/GoTo", "/URI", "/Named")

logging.getLogger("pyhanko").setLevel(logging.CRITICAL + 1)


def read_inputs(content: bytes) -> dict[str, str]:
    """What every input of a filled page holds, by its full name: text, the name of what was chosen, or "".

    SupdeskError `returned.large`, `returned.not-pdf`, `returned.damaged`, `returned.locked`, `returned.script`,
    `returned.xfa` or `returned.no-form`; never another error, whatever the file.
    """
    if len(content) > LARGEST:
        raise _said("large", f"That file is larger than {LARGEST // 1_000_000} MB: a filled form is far smaller.")
    if b"%PDF-" not in content[:1024]:
        raise _said("not-pdf", "That file is not a PDF. Choose the form as it was sent back.")
    try:
        return _read(content[content.index(b"%PDF-") :])
    except SupdeskError:
        raise
    # Whatever a hostile file provokes in the parser, recursion and memory included, is the file's fault.
    except Exception as error:
        raise _damaged() from error


def _said(code: str, sentence: str) -> SupdeskError:
    return SupdeskError(f"returned.{code}", sentence)


def _damaged() -> SupdeskError:
    return _said("damaged", "That file is damaged or incomplete, so it can't be read. Ask for it once more.")


def _read(content: bytes) -> dict[str, str]:
    reader = BoundedReader(content, EFFORT, strict=False)
    if "/Encrypt" in reader.trailer_view:
        raise _said("locked", "That file is protected with a password. Ask for it without one.")
    root = reader.root
    form = _in(root, "/AcroForm")
    if not isinstance(form, DictionaryObject) or not isinstance(_in(form, "/Fields"), ArrayObject):
        raise _said("no-form", "There is no form to be read in that file: it may have been printed to a new PDF.")
    if "/XFA" in form:
        raise _said("xfa", "That file holds a form of another kind (XFA). Ask for the form as it was sent.")
    _refuse_scripts(root)
    found: dict[str, str] = {}
    for name, value in _fields(form["/Fields"], "", [MOST_FIELDS]):
        if name in found:
            raise _said("damaged", "That form has two fields of one name, so it can't be relied on.")
        found[name] = value
    return found


def _fields(fields: ArrayObject, above: str, left: list[int]) -> Iterator[tuple[str, str]]:
    """Every field that is not a group of others, with its full name; at most so many as are `left`."""
    for field in _each(fields):
        left[0] -= 1
        if left[0] < 0 or not isinstance(field, DictionaryObject):
            raise _damaged()
        _refuse_actions(field)
        own = _text(_in(field, "/T"))
        name = f"{above}.{own}" if above and own else own or above
        kids = [kid for kid in _each(_in(field, "/Kids")) if isinstance(kid, DictionaryObject)]
        for kid in kids:
            _refuse_actions(kid)
        if any("/T" in kid for kid in kids):
            yield from _fields(field["/Kids"], name, left)
        else:
            yield name, _value(field, kids)


def _value(field: DictionaryObject, kids: list[DictionaryObject]) -> str:
    """What a field holds: of a mark or a choice the name of its state, where it is on."""
    value, kind = _in(field, "/V"), _in(field, "/FT")
    if kind != "/Btn":
        return _text(value) if kind == "/Tx" else ""
    if value is None:  # some readers write only which of the marks is on
        states = {_name(_in(part, "/AS")) for part in (field, *kids)}
        on = sorted(states - {"", "Off"})
        if len(on) > 1:
            raise _damaged()
        return on[0] if on else ""
    said = _name(value)
    return "" if said == "Off" else said


def _name(value: Any) -> str:
    return str(value)[1:] if isinstance(value, NameObject) else _text(value).removeprefix("/")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, StreamObject):
        return TextStringObject(_decoded(value.data)).replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, ByteStringObject):
        return _decoded(bytes(value)).replace("\r\n", "\n").replace("\r", "\n")
    if not isinstance(value, TextStringObject):
        raise _damaged()
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


def _decoded(raw: bytes) -> str:
    return raw.decode("utf-16") if raw[:2] in (b"\xfe\xff", b"\xff\xfe") else raw.decode("utf-8-sig")


def _in(part: DictionaryObject, key: str) -> Any:
    """What stands there, looked up where it is only referred to; None where nothing does."""
    try:
        found = part[key]
    except KeyError:
        return None
    return None if isinstance(found, NullObject) else found


def _each(array: Any) -> Iterator[Any]:
    """The items of an array, looked up likewise; none of what is no array."""
    return (array[place] for place in range(len(array))) if isinstance(array, ArrayObject) else iter(())


def _refuse_scripts(root: DictionaryObject) -> None:
    """Nothing that a reader would run belongs in a form of ours; what opens a place or an address is harmless."""
    names = _in(root, "/Names")
    if isinstance(names, DictionaryObject) and "/JavaScript" in names:
        raise _script()
    _refuse_actions(root)
    notes = 0
    for page in _pages(root["/Pages"], [MOST_PAGES]):
        _refuse_actions(page)
        for note in _each(_in(page, "/Annots")):
            notes += 1
            if notes > MOST_NOTES:
                raise _damaged()
            if isinstance(note, DictionaryObject):
                _refuse_actions(note)


def _pages(node: DictionaryObject, left: list[int]) -> Iterator[DictionaryObject]:
    """Every page, and no more than so many pages and groups of them as are `left`."""
    if "/Kids" not in node:
        yield node
        return
    for kid in _each(node["/Kids"]):
        left[0] -= 1
        if left[0] < 0:
            raise _said("large", "That file has more pages than any form that was sent.")
        yield from _pages(kid, left)


def _refuse_actions(part: DictionaryObject) -> None:
    if "/AA" in part:
        raise _script()
    for key in ("/A", "/OpenAction"):
        action = _in(part, key)
        if isinstance(action, DictionaryObject) and (_in(action, "/S") not in _HARMLESS or "/Next" in action):
            raise _script()


def _script() -> SupdeskError:
    return _said("script", "There is a script in that file, and no form that was sent has one. It was not run.")
