"""Row 11: bombs, links out of a folder, what was sent twice, altered or for another: refused with the reason."""

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from secrets import token_bytes

from supdesk.desk import backing_up, rescuing, starting
from supdesk.desk.desk import Desk
from supdesk.documents.returned import read_inputs
from supdesk.documents.verifying import verify
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person
from supdesk.forms.reading import read_pack
from supdesk.vault import generations, handle
from tests.desk.desks import CHEAP, PASSPHRASE, enrolled, new_desk
from tests.desk.test_collecting import SPOILT, looked, returned, taken
from tests.desk.test_evaluating import held
from tests.documents.hostile import HOSTILE
from tests.tools import HARBOUR

BOMB_SECONDS = 3.0
"""CPU seconds until a bomb is refused; read to its end one takes minutes."""
_FEW = 4
SECRET = "quincetrombone, which lies elsewhere"


def tried(work: Path, few: bool) -> str:
    """Row 11 of the fault programme."""
    bombs = HOSTILE[:_FEW] if few else HOSTILE
    spoilt = dict(list(SPOILT.items())[:: _FEW if few else 1])
    for made in bombs:
        _bomb(made)
    desk = new_desk(work / "own")
    try:
        content = returned(desk, _new(work / "sent"))
        for what, (code, spoil) in spoilt.items():
            _refused(what, desk, spoil(content), code)
        _foreign(desk, work)
        taken(desk, content)
        _refused("one taken in already", desk, content, "evaluation.twice")
        links = _pack_links(work) + _backup_links(desk, work)
    finally:
        desk.vault.close()
    return (
        f"{2 * len(bombs)} bombs, {len(spoilt) + 2} forms spoilt, foreign or repeated, {links} links: all refused"
    )


def _new(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _bomb(made: Callable[[], bytes]) -> None:
    """As a form that comes back and as a file to verify."""
    content, name = made(), made.__name__.strip("_")
    began = time.process_time()
    try:
        read_inputs(content)
    except SupdeskError:
        pass
    else:
        assert name == "long_line", f"{name} was read"  # a form of one field, whose answer is far too long
    assert not verify(content + b"\n%/ByteRange\n%%EOF\n").holds, f"{name} holds"
    took = time.process_time() - began
    assert took < BOMB_SECONDS, f"{name} took {took:.1f} s"


def _refused(what: str, desk: Desk, content: bytes, code: str) -> None:
    found = looked(desk, content)
    assert found == [code], f"{what}: {found}"


def _foreign(desk: Desk, work: Path) -> None:
    """The form of another vault, which knows somebody of the same name."""
    around = replace(desk.around, entropy=token_bytes)
    other = starting.begin(work / "other", Person("", "Olive Owner"), desk.pack.id, PASSPHRASE, around, CHEAP)
    enrolled(other, "Ada Example")
    content = returned(other, _new(work / "foreign"))
    other.vault.close()
    held(desk, "Bee Sample")
    _refused("another vault's", desk, content, "evaluation.foreign")


def _pack_links(work: Path) -> int:
    """A file of a pack that lies somewhere else is not read, and not a word of it is told."""
    elsewhere = work / "elsewhere.toml"
    elsewhere.write_text(f'id = "secret"\ntitle = "{SECRET}"\nversion = 1\nserves = "addendum"\n')
    targets = [elsewhere, work, work / "nowhere", Path("/dev/zero"), Path("../elsewhere.toml")]
    for turn, target in enumerate(targets):
        folder = work / f"pack-{turn}"
        shutil.copytree(HARBOUR, folder)
        (folder / "linked.toml").symlink_to(target)
        pack, faults = read_pack(folder)
        told = [str(fault) for fault in faults if fault.file == "linked.toml"]
        assert pack is None, f"a pack was taken with a link to {target}"
        assert told, f"nothing is said of a link to {target}"
        assert SECRET not in str(faults), "what lies elsewhere is told"
    return len(targets)


def _backup_links(desk: Desk, work: Path) -> int:
    """A backup that is a link is none: nothing is restored from it, and nothing behind it is removed."""
    made = backing_up.back_up(desk, _new(work / "real"))
    folder = _new(desk.vault.folder / "backups")
    link = folder / made.name
    link.symlink_to(made, target_is_directory=True)
    before = sorted(path.name for path in made.iterdir())
    assert generations.generations_in(folder) == [], "a linked backup counts"
    generations.thin(folder, desk.now)
    generations.sweep(folder)
    stranded = rescuing.Stranded(desk.vault.folder, desk.vault.header, desk.vault.key)
    assert rescuing.copies(stranded, desk.now) == [], "a linked backup is offered"
    half = _new(work / "half.supdesk")
    for name in before:
        (half / name).symlink_to(made / name)
    _not_opened(half)
    assert sorted(path.name for path in made.iterdir()) == before, "something behind the link is gone"
    return 2


def _not_opened(folder: Path) -> None:
    try:
        handle.read_header(folder)
    except SupdeskError as error:
        code = error.code
    else:
        code = "opened"
    assert code == "vault.linked", f"a vault whose files lie elsewhere: {code}"
