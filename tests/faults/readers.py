"""Everything supdesk reads that somebody else may have written: real samples of it, and how it is read.

A reader ends well, or with a SupdeskError; an AssertionError says that it believed what it should not.
"""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from supdesk.app import paths, shipped, world
from supdesk.desk import backing_up, rescuing
from supdesk.documents.inputs import MARK, draft_of
from supdesk.documents.returned import read_inputs
from supdesk.documents.verifying import verify
from supdesk.domain.blanks import Blank, read_token, to_token
from supdesk.domain.errors import SupdeskError
from supdesk.exchange.people_csv import read_people
from supdesk.forms import answers, samples
from supdesk.forms.reading import read_parts
from supdesk.vault import backups, generations, handle, header, header_file
from supdesk.vault.keys import DataKey
from tests.desk.desks import CHEAP, new_desk
from tests.desk.desks import PASSPHRASE as DESK_PASSPHRASE
from tests.documents.filled import by_qpdf, filled, filled_by_hanko
from tests.documents.signed_examples import PINS, every_state
from tests.documents.test_fillable import VALUES, blank, everything
from tests.tools import HARBOUR
from tests.vault.headers import KEY, PASSPHRASE, complete, forged_anew, plain


@dataclass(frozen=True, slots=True)
class Reader:
    """How one kind of file is read.

    `put` lays a mutated one where it is read from, `read` reads it and may write below `out` alone.
    """

    samples: Sequence[bytes]
    words: Sequence[bytes]
    read: Callable[[bytes], object]
    put: Callable[[bytes], object] = lambda content: None


PDF_WORDS = (
    b"/Filter", b"/FlateDecode", b"/LZWDecode", b"/ASCII85Decode", b"/DecodeParms << /Predictor 12 /Columns 99 >>",
    b"/Kids", b"/Parent", b"/Fields", b"/V", b"/FT /Sig", b"/Prev 0", b"/XRefStm 9", b"/ObjStm", b"/Encrypt",
    b"1 0 R", b"2 0 R", b"9 0 R", b"null", b"<<", b">>", b"[", b"]", b"(", b")", b"stream\n", b"endobj", b"xref\n",
    b"/ByteRange [0 1 2 3]", b"/Contents", b"startxref\n9\n%%EOF\n", b"/JavaScript", b"/XFA", b"/Type /XRef",
    b"/Extends 5 0 R", b"/W [1 4 1]", b"/Index [0 99999]", b"/N 99999", b"/First 0", b"%", b"#41", b"/SV", b"/Lock",
)  # fmt: skip
TOML_WORDS = (
    b"[[section]]\n", b"[section]\n", b'id = "x"\n', b'kind = "table"\n', b'kind = "picture"\n',
    b'"""', b"'''", b"\\u202e", b"\\ud800", b"\\U0001F642", b"1979-05-27", b"inf", b"-0.0", b"true", b"[]", b"{}",
    b"{ id = 1 }", b"column = []\n", b"option = []\n", b"version = -1\n", b"required = true\n", b"points = 0\n",
    b"points = 100000\n", b"a.b.c = 1\n", b"#", b"=", b'serves = "evaluation"\n', b'when = "x"\n',
    b'was = ["id"]\n', b'kind = "actions"\n',
)  # fmt: skip
JSON_WORDS = (
    b"null", b"true", b"[]", b"{}", b'""', b"1e999", b"-0.0", b"NaN", b'"\\ud800"', b"9007199254740993", b"-1",
    b'"kind"', b'"recovery"', b'"passphrase"', b'"slots": []', b'"format": 2', b'"packs": 5', b'"agreed": [5]',
    b'"agreed": [{"folder": 1, "digest": 2, "said": 5}]', b'"agreed": [{"folder": 1, "digest": 2, "forms": 5}]',
    b'"idle": []', b'"scheme": 9', b",", b":", b"\\u0000",
)  # fmt: skip
CSV_WORDS = (
    b",", b";", b"\t", b'"', b'""', b"\r", b"\n", b"\r\n", b"\x00", b"=1+1", b"Name", b"First name", b"Surname",
    b"E-mail", b"Role", b"a@b.example", b"\xef\xbb\xbf", b"\xff\xfe", b"\xe9", b"/" * 60, b"|" * 60, b"supervisor",
)  # fmt: skip


# vault.json


def _headers(work: Path) -> Reader:
    full = complete()[0]
    found = [header_file.dump(each) for each in (plain(), full, header.without_keyring_slot(full, KEY))]
    known = [header_file.parse(each) for each in found]
    return Reader(found, JSON_WORDS, partial(_read_header, known))


def _read_header(known: Sequence[header.Header], content: bytes) -> None:
    """As it lies there, and with the digest made right again."""
    anew = forged_anew(content)
    if anew:
        _refused_or(lambda: _open(header_file.parse(anew), known))
    assert header_file.parse(content) in known


def _open(found: header.Header, known: Sequence[header.Header]) -> None:
    slot = found.slot(header.Kind.PASSPHRASE)
    floor = CHEAP if slot and slot.profile == CHEAP else header.FLOOR  # another one would only cost time
    if floor == CHEAP:
        assert header.open_with_passphrase(found, PASSPHRASE, floor) == KEY
        assert found in known


def _refused_or(read: Callable[[], object]) -> None:
    try:
        read()
    except SupdeskError:
        return


# form packs


def _packs(work: Path) -> Reader:
    """One file of a pack is changed; the others lie beside it as they are."""
    folder = work / "pack"
    folder.mkdir()
    shutil.copyfile(HARBOUR / "pack.toml", folder / "pack.toml")
    files = sorted({*shipped.forms().glob("*/*.toml"), *HARBOUR.glob("*.toml")})
    return Reader(
        [file.read_bytes() for file in files],
        TOML_WORDS,
        lambda _: _read_pack(folder),
        lambda content: (folder / "form.toml").write_bytes(content),
    )


def _read_pack(folder: Path) -> None:
    """A form without a fault can be begun, filled in and read."""
    for form in read_parts(folder).forms.values():
        for raw in (answers.blank(form), samples.sample(form)):
            answers.read(form, raw)


# people, settings


def _people(work: Path) -> Reader:
    lines = "Name,Job title,Team,E-mail,Role,Line manager\nBee Sample,Nurse,Surgery,bee@example.org,supervisor,Mo\n"
    other = 'First name;Surname;Role\n"Ada ""A""";Example;"lead; supervisee"\nÇelik;O’Specimen;\n'
    kinds = [text.encode(code) for text in (lines, other) for code in ("utf-8", "utf-8-sig", "utf-16", "cp1252")]
    return Reader([*kinds, (lines + (lines.split("\n")[1] + "\n") * 8_000).encode()], CSV_WORDS, read_people)


def _settings(work: Path) -> Reader:
    agreed = {"folder": "/invented", "digest": "ab" * 32, "said": [["Title", "A form"]], "forms": ["one"]}
    kept = {"vault": "/invented/own.supdesk", "idle": 10, "packs": ["/invented"], "agreed": [agreed]}
    folder = work / "config"
    folder.mkdir()
    file = folder / paths.NAME
    return Reader(
        [json.dumps(kept, indent=2).encode(), json.dumps(kept).encode()],
        JSON_WORDS,
        lambda _: paths.load(folder),
        file.write_bytes,
    )


# PDFs


def _returned(work: Path) -> Reader:
    token = to_token(Blank("session-1", "person-1", "ab" * 32, "01" * 16), b"k" * 32)
    first = filled(blank(everything(), token), VALUES)
    known = read_token(token, b"k" * 32)
    ways = ((), ("--qdf", "--object-streams=disable"), ("--object-streams=generate",), ("--linearize",))
    found = [by_qpdf(first, work, *way) for way in ways]
    found += [first, filled_by_hanko(blank(everything(), token), VALUES)]
    return Reader(found, PDF_WORDS, partial(_read_returned, known))


def _read_returned(known: Blank, content: bytes) -> None:
    inputs = read_inputs(content)
    draft = draft_of(everything(), inputs)
    answers.read(everything(), answers.blank(everything()) | draft)
    try:
        whose = read_token(inputs.get(MARK, ""), b"k" * 32)
    except SupdeskError:
        return
    assert whose == known, "a form of nobody's was taken"


def _verified(work: Path) -> Reader:
    found = list(every_state().values())
    return Reader(found, PDF_WORDS, partial(_verify, frozenset(found)))


def _verify(known: frozenset[bytes], content: bytes) -> None:
    for pinned in ((), PINS):
        assert not verify(content, pinned=pinned).holds or content in known, "a changed file holds"


# backups


def _backups(work: Path) -> Reader:
    desk = new_desk(work / "Own.supdesk")
    made = backing_up.back_up(desk, work / "Own.supdesk" / "backups")
    desk.vault.close()
    whole, key = (made / "vault.db").read_bytes(), desk.vault.key
    return Reader(
        [whole],
        (whole[:16], whole[4096:8192], b"SQLite format 3\x00", b"\x00" * 4096),
        lambda content: _read_backup(made, content == whole, key, work / "out"),
        (made / "vault.db").write_bytes,
    )


def _read_backup(made: Path, whole: bool, key: DataKey, out: Path) -> None:
    """Its list, what it holds, and restoring it: what is not as it was is not restored."""
    around = replace(world.surroundings()[0], floor=CHEAP)
    stranded = rescuing.strand(made.parents[1], DESK_PASSPHRASE, around)
    assert len(generations.generations_in(made.parent)) == 1
    rescuing.copies(stranded, around.now())
    _refused_or(lambda: handle.read_header(made))
    try:
        backups.restore(made, out / "New.supdesk", key)
    except SupdeskError:
        assert not list(out.iterdir()), "what was refused was left half restored"
        raise
    assert whole or _same_pages(out / "New.supdesk"), "a changed backup was restored"


def _same_pages(folder: Path) -> bool:
    """What follows the last page is no part of a database."""
    return (folder / "vault.db").stat().st_size % 4096 != 0


READERS: dict[str, Callable[[Path], Reader]] = {
    "vault.json": _headers,
    "form packs": _packs,
    "people CSV": _people,
    "settings": _settings,
    "evaluation PDFs": _returned,
    "PDFs to verify": _verified,
    "backups": _backups,
}
