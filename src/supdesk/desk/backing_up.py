"""Backing up: by itself in the vault's folder, once more in a second place, and wherever somebody says.

A backup is made in three steps, since only the first needs the vault: `copy` it, `check` the copy, `keep` it.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from supdesk.desk.desk import Desk
from supdesk.domain import generations
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.generations import Generation, Holdings
from supdesk.vault import audit, backups, handle, store
from supdesk.vault import generations as kept
from supdesk.vault.backups import Progress
from supdesk.vault.backups import Restored as Restored
from supdesk.vault.connection import fetch
from supdesk.vault.generations import Digests as Digests
from supdesk.vault.generations import Report
from supdesk.vault.holdings import held, holdings
from supdesk.vault.keys import DataKey
from supdesk.vault.rows import moment

OUTSIDE, INSIDE = "backup", "backup inside"
LONG = timedelta(days=30)
"""How long something may wait for a backup outside the vault's folder before its owner is reminded."""
_SECOND = "second place"
_ABANDONED = timedelta(days=1)
"""How long what is half made in the second place is left to another copy of the vault, which may be at it."""

Making = backups.Making
begin, check, give_up = backups.begin, backups.check, backups.give_up


@dataclass(frozen=True, slots=True)
class Second:
    """A second place for backups, such as a stick: the folder chosen, and ours in it. Both may be out of reach.

    A copy of this vault, on another computer say, may put its own into the same folder. `noted` are the marks of
    those that this one put there, or the one it was copied of before it was.
    """

    chosen: Path
    folder: Path
    noted: frozenset[str]


@dataclass(frozen=True, slots=True)
class There:
    """The backups found in the second place: this vault's, and those of which it keeps no account.

    Each newest first, and last those dated later than now.
    """

    own: tuple[Generation, ...]
    others: tuple[Generation, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the backups stand: those in the vault's folder, newest first and then any dated later than now; since
    when something waits for one; the second place; and when one was last written outside the vault's folder.
    """

    own: tuple[Generation, ...]
    waits_since: datetime | None
    second: Second | None
    last_outside: datetime | None


def standing(desk: Desk) -> Standing:
    """How the backups stand now; the second place is not asked, which may be slow: see `reach`."""
    return Standing(own(desk), waits_since(desk), second_place(desk), last_outside(desk))


def own(desk: Desk) -> tuple[Generation, ...]:
    """The backups in the vault's own folder, newest first, dated later than now last. It needs no vault."""
    return generations.in_order(kept.generations_in(own_folder(desk)), desk.now)


def reach(second: Second, now: datetime) -> There | None:
    """The backups in the second place; None when it can't be reached now. It needs no vault."""
    if not _in_reach(second):
        return None
    found = generations.in_order(kept.generations_in(second.folder), now)
    ours = [each for each in found if kept.mark(each) in second.noted]
    return There(tuple(ours), tuple(each for each in found if each not in ours))


def _in_reach(second: Second) -> bool:
    # An empty folder where a stick is usually plugged in is none. It is there when it has what this vault put there
    # under another name, as after it was restored or renamed.
    vault = second.folder.name.rpartition(" ")[2]
    with contextlib.suppress(OSError):
        if second.folder.is_symlink():  # it may lead anywhere, such as back into the vault
            return False
        return second.folder.is_dir() or any(second.chosen.glob(f"* backups {vault}"))
    return False


def own_folder(desk: Desk) -> Path:
    """Where backups are made by themselves."""
    return desk.vault.folder / "backups"


def waits_since(desk: Desk) -> datetime | None:
    """When something was first done or typed that is in no backup in the vault's folder (UTC)."""
    cx = desk.vault.cx
    last = audit.last(cx, INSIDE)
    # A clock that was ahead then says nothing of what was typed since.
    typed = fetch(cx, _TYPED, last=last.isoformat() if last and last <= desk.now else "")
    found = [audit.first_since(cx, INSIDE, but=OUTSIDE), moment(typed[0]["at"]) if typed[0]["at"] else None]
    return min(filter(None, found), default=None)


_TYPED = """SELECT min(updated_at) AS at
    FROM (SELECT updated_at FROM drafts UNION SELECT updated_at FROM reflection_drafts) WHERE updated_at > :last"""


def is_due(desk: Desk) -> bool:
    """Whether a backup is to be made by itself now. A practice vault has nothing to lose."""
    return not desk.practice and generations.is_due(waits_since(desk), desk.now)


def copy(desk: Desk, made: Making, progress: Progress | None = None) -> None:
    """Copy the vault; `progress` gets pages left and in all, may raise to cancel, and may do other deeds."""
    backups.copy(desk.vault, made, progress)


def keep(desk: Desk, made: Making, at: datetime) -> Changes:
    """Give the checked copy begun `at` its name, note it, and only then let older ones in the vault's folder go."""
    inside = made.place.parent == own_folder(desk)
    backups.finish(made)
    with desk.vault.deed(INSIDE if inside else OUTSIDE, desk.now):
        pass
    if inside:
        kept.thin(made.place.parent, kept_as(at))
    return changed(Topic.BACKUPS)


def kept_as(at: datetime) -> datetime:
    """The moment as a backup's name tells it: to the second."""
    return at.replace(microsecond=0)


def back_up(desk: Desk, target: Path | None = None, progress: Progress | None = None) -> Path:
    """A checked backup in `target`, by default the vault's own folder, in one go."""
    at = desk.now
    with backups.making(target or own_folder(desk), at) as made:
        copy(desk, made, progress)
        check(made, desk.vault.key)
    keep(desk, made, at)
    return made.place


def second_place(desk: Desk) -> Second | None:
    """The second place, where one was chosen."""
    chosen = store.setting(desk.vault.cx, _SECOND)
    noted = frozenset(digest for _, digest in audit.noted(desk.vault.cx, OUTSIDE))
    return Second(Path(chosen), _ours(desk, Path(chosen)), noted) if chosen else None


def _ours(desk: Desk, chosen: Path) -> Path:
    # Two vaults may share a stick, and a plugged-out stick leaves an empty folder that is not ours. Two copies of
    # one vault share a folder when they are named alike: there the marks tell whose each backup is.
    return chosen / f"{desk.vault.folder.stem} backups {desk.vault.header.vault_id[:6]}"


def choose_second(desk: Desk, chosen: Path) -> Changes:
    """Have backups put there as well, whenever it can be reached; SupdeskError `backup.place` when it can't now."""
    if _ours(desk, chosen).resolve().is_relative_to(desk.vault.folder.resolve()):
        raise SupdeskError(
            "backup.place", "That is in the vault's own folder, and would be lost with it. Choose another disk."
        )
    try:
        _ours(desk, chosen).mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise SupdeskError("backup.place", "A backup can't be written there. Choose another folder.") from error
    return _put_second(desk, str(chosen.absolute()))


def forget_second(desk: Desk) -> Changes:
    """Put no more backups there; those that are there stay."""
    return _put_second(desk, "")


def _put_second(desk: Desk, chosen: str) -> Changes:
    with desk.vault.deed("second place", desk.now) as cx:
        store.put_setting(cx, _SECOND, chosen)
    return changed(Topic.BACKUPS)


def missing_there(own: Sequence[Generation], second: Second) -> Generation | None:
    """The backup the second place has to catch up with, newest of its own; None when it has it, or is not there.

    It has it when that very one lies there, by its mark, and was noted. It needs no vault.
    """
    if not own or not _in_reach(second):
        return None
    has = kept.mark(own[0]) in second.noted and kept.same_in(second.folder, own[0])
    return None if has else own[0]


def verified(source: Generation, key: DataKey) -> Digests:
    """What a backup reads as that was opened and holds; SupdeskError `vault.damaged` or `backup.gone`.

    It needs no vault.
    """
    return kept.verified(source, key)


def catch_up(source: Generation, second: Second, expected: Digests, report: Report | None = None) -> str:
    """Put that backup into the second place and thin this vault's there; answers with its mark.

    It needs neither vault nor key: `expected` is what was `verified` of the backup. Errors as `repeat`.
    """
    folder, mark = second.folder, kept.mark(source)
    if not _in_reach(second):
        raise SupdeskError("backup.place", "The second place is not in reach any more. It catches up when it is.")
    if _same(folder, source.folder.parent):
        raise SupdeskError(
            "backup.place", "The second place is the vault's own folder, and would be lost with it. Choose another."
        )
    kept.sweep(folder, source.at - _ABANDONED)
    there = kept.same_in(folder, source)
    # Alike by their marks, they may differ in what a mark leaves out.
    if there is None or not kept.reads_as(there, expected):
        there = kept.repeat(source, folder, expected, report)
    kept.thin(folder, there.at, lambda each: kept.mark(each) in {*second.noted, mark})
    return mark


def _same(one: Path, other: Path) -> bool:
    with contextlib.suppress(OSError):
        return one.samefile(other)
    return False


def note_caught_up(desk: Desk, mark: str) -> Changes:
    """Keep in mind that the backup of that mark is outside the vault's folder now, put there by this vault.

    A vault restored from a backup, or copied, knows what was noted until then: it went on from that.
    """
    with desk.vault.deed(OUTSIDE, desk.now, digest=mark):
        pass
    return changed(Topic.BACKUPS)


def last_outside(desk: Desk) -> datetime | None:
    """When a backup was last written where somebody said (UTC); those in the vault's own folder don't count."""
    return audit.last(desk.vault.cx, OUTSIDE)


def reminder(desk: Desk) -> str:
    """A sentence when something that was done long ago is in no backup yet; nothing of a practice vault."""
    waits = audit.first_since(desk.vault.cx, OUTSIDE, but=INSIDE)
    if desk.practice or waits is None or timedelta() <= desk.now - waits < LONG:
        return ""
    last = last_outside(desk)
    if last is None:
        return "This vault was never backed up: if this laptop is lost, so is all that is in it."
    return f"The last backup is of {show_date(desk.day_of(last))}. What you did since is on this laptop alone."


def held_now(desk: Desk) -> Holdings:
    """What the vault holds."""
    return held(desk.vault.cx)


def held_in(desk: Desk, generation: Generation) -> Holdings:
    """What a backup of this vault holds; SupdeskError `vault.damaged` when it does not open. It needs no vault."""
    return holdings(generation.folder, desk.vault.key)


def restore(desk: Desk, generation: Generation, target: Path) -> Restored:
    """A new vault NAME.supdesk from a backup of this one, beside what is there and never over it.

    It needs no vault; SupdeskError `vault.exists`, `vault.damaged` or `backup.place`.
    """
    return backups.restore(generation.folder, handle.named(target), desk.vault.key, desk.vault.header)
