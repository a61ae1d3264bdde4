"""Rescuing: ways out of a vault that does not open as it should. What is saved goes beside it, never into it."""

import base64
import contextlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from supdesk.desk import searching
from supdesk.desk.desk import Desk, Surroundings
from supdesk.domain.errors import SupdeskError
from supdesk.domain.generations import Generation, Holdings, in_order
from supdesk.domain.people import Party, Person, Role, listed
from supdesk.domain.records import Record
from supdesk.domain.sessions import State
from supdesk.vault import (
    backups,
    cipher,
    generations,
    handle,
    header,
    header_file,
    holdings,
    keeping,
    lacking,
    salvaging,
    store,
)
from supdesk.vault.backups import Restored
from supdesk.vault.header import Header
from supdesk.vault.keys import DataKey
from supdesk.vault.salvaging import Progress, Salvaged

BACKUPS = "backups"
NAMELESS = "Name lost"
"""Whom a session means and of whom no whole page tells more."""
TORN = (
    "Part of the audit trail is lost, so more may be missing than is named here; whoever checks the new vault will "
    "be told so again."
)
TABLES = {
    "settings": "settings",
    "counters": "numbers given out",
    "people": "people",
    "sessions": "sessions",
    "attendance": "who came",
    "form_definitions": "forms",
    "drafts": "drafts",
    "records": "records",
    "record_parties": "whose each record is",
    "files": "files",
    "agreements": "agreements",
    "actions": "actions",
    "action_steps": "what became of actions",
    "sendings": "registers written",
    "audit": "audit trail",
    "search_source": "what searching finds",
    "themes": "themes",
    "evaluations_asked": "evaluations asked for",
    "evaluations_sent": "evaluations sent on",
    "evidence": "certificates",
    "tellings": "who was told of cancellations",
    "preparations": "what was made ready",
    "reflections": "private pages",
    "reflection_drafts": "private drafts",
    "reflection_copies": "private copies",
    "reflection_sources": "what private pages came from",
    "papers": "what went round",
    "clinical_entries": "entries in clinical records",
    "publications": "figures published",
    "published_quarters": "quarters published",
}
"""What stands in each table of a vault, in plain words."""
PRIVATE = ("reflections", "reflection_drafts", "reflection_copies", "reflection_sources")
"""Tables of which nobody is told how much they hold."""
NO_HEADER = (
    "The vault's file vault.json is missing or damaged, and no backup beside it holds another. The keys are in "
    "that file alone: without a copy of it, from a backup kept elsewhere, nobody can open this vault."
)


@dataclass(frozen=True, slots=True)
class Stranded:
    """A vault that does not open as it should, and its key, which one of its headers gave."""

    folder: Path
    header: Header
    key: DataKey = field(repr=False)


@dataclass(frozen=True, slots=True)
class Rescued:
    """The new vault, what was saved and what was not, and what more is to be known of it, in sentences."""

    folder: Path
    salvaged: Salvaged
    anew: tuple[str, ...]


is_backup = generations.is_backup


def strand(folder: Path, passphrase: str, around: Surroundings) -> Stranded:
    """Prove by the passphrase that this is one's own vault; its database is not looked at.

    Where vault.json is gone, that of the newest backup in the vault's folder does, with the passphrase of its day.
    """
    return _stranded(folder, lambda found: header.open_with_passphrase(found, passphrase, around.floor))


def strand_with_words(folder: Path, words: str) -> Stranded:
    """The same by the 24 words of the recovery sheet."""
    return _stranded(folder, lambda found: header.open_with_recovery(found, words))


def _stranded(folder: Path, opened: Callable[[Header], DataKey]) -> Stranded:
    refused: SupdeskError | None = None
    for found in _headers(folder):
        try:
            return Stranded(folder, found, opened(found))
        except SupdeskError as error:
            refused = refused or error
    raise refused or SupdeskError("vault.header.lost", NO_HEADER)


def _headers(folder: Path) -> list[Header]:
    """The vault's own, else all that its backups have, newest first: one may be another vault's."""
    try:
        return [header_file.read(folder / header.NAME)]
    except SupdeskError as error:
        if error.code == "vault.header.newer":
            raise
    found = list[Header]()
    for generation in generations.generations_in(folder / BACKUPS):
        with contextlib.suppress(SupdeskError):
            found.append(header_file.read(generation.folder / header.NAME))
    return list(dict.fromkeys(found))


def copies(stranded: Stranded, now: datetime) -> list[tuple[Generation, Holdings]]:
    """The backups in the vault's folder that open, with what each holds; a backup's are beside it.

    Newest first, and last those dated later than now (UTC).
    """
    folder = stranded.folder
    found = []
    there = generations.generations_in(folder.parent if is_backup(folder) else folder / BACKUPS)
    for generation in in_order(there, now):
        try:
            found.append((generation, holdings.holdings(generation.folder, stranded.key)))
        except SupdeskError:
            continue
    return found


def apart(stranded: Stranded, found: list[tuple[Generation, Holdings]]) -> frozenset[Path]:
    """Those of the backups from which the first of them did not go on: two copies of one vault went their own ways.

    What they hold is not all in that one, whichever is newer. Of one whose trail can't be read nothing is said.
    """
    trails = [(each.folder, _trail(stranded, each)) for each, _ in found]
    first = trails[0][1] if trails else ()
    return frozenset(folder for folder, trail in trails if first and trail and not _one_goes_on(first, trail))


def _one_goes_on(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one trail is the other one, gone on."""
    return one[-1] in other or other[-1] in one


def _trail(stranded: Stranded, generation: Generation) -> tuple[str, ...]:
    with contextlib.suppress(SupdeskError, cipher.DatabaseError):
        return holdings.trail(generation.folder, stranded.key)
    return ()


def standing(stranded: Stranded) -> Holdings | None:
    """What the vault itself holds, where its database opens; None too where some of it is still in its log."""
    log = stranded.folder / "vault.db-wal"
    try:
        return None if log.exists() and log.stat().st_size else holdings.holdings(stranded.folder, stranded.key)
    except (SupdeskError, OSError):
        return None


def lost_files(found: Salvaged) -> str:
    """Which files are lost, in words, as far as something tells whose they were; "" where none is."""
    named = sorted({name for name in found.lost_files if name})
    rest = found.lost_files.count("")
    more = f"{rest} {'others' if named and rest > 1 else 'other' if named else 'file' if rest == 1 else 'files'}"
    return ", ".join([*named, *([more] if rest else [])])


def restore(stranded: Stranded, generation: Generation, target: Path) -> Restored:
    """A new vault NAME.supdesk from one of its backups; as in `backing_up.restore`."""
    return backups.restore(generation.folder, handle.named(target), stranded.key, stranded.header)


def salvage(stranded: Stranded, target: Path, around: Surroundings, progress: Progress | None = None) -> Rescued:
    """A new vault NAME.supdesk of all that stands whole; it opens with the same passphrase.

    SupdeskError `vault.exists`, `backup.place`, or `vault.damaged` when nothing stands whole.
    """
    made = handle.named(target)
    found = salvaging.salvage(stranded.folder, stranded.header, stranded.key, made, around.now(), progress)
    desk = Desk(handle.open_vault(made, stranded.header, stranded.key), around)
    try:
        told = tuple(_complete(desk))
    except BaseException:
        desk.vault.close()
        shutil.rmtree(made, ignore_errors=True)
        raise
    desk.vault.close()
    return Rescued(made, found, told if found.trail_holds else (TORN, *told))


def _complete(desk: Desk) -> Iterator[str]:
    """Make good what a vault can't be worked with without, where its page was lost; a sentence for each."""
    cx = desk.vault.cx
    yield from _put_forms(desk)
    nobodys = store.setting(cx, "owner") is None
    if nobodys:
        _set(desk, "owner", _likely_owner(desk))
    yield from _put_people(desk)
    if nobodys:
        yield f"Whose vault it is was lost; it is taken to be {desk.owner.name}'s."
    if store.setting(cx, "pack") is None:
        _set(desk, "pack", _likely_pack(desk))
        yield "The policy pack was lost; look in Settings whether it is the right one."
    if not (store.setting(cx, "certificate") and store.setting(cx, "private_key")):
        _new_certificate(desk)
        yield "The signing certificate was lost and made anew: give others its new words."
    yield from _put_sessions(desk)
    with desk.vault.deed("salvage", desk.now):
        lacking.raise_counters(cx)
        lacking.forget_what_is_gone(cx)
        searching.index_anew(cx)


def _put_forms(desk: Desk) -> Iterator[str]:
    """The definitions that were lost, from the packs at hand; without its own nothing written can be read."""
    cx, packs = desk.vault.cx, desk.around.packs
    missing = lacking.forms(cx)
    if not missing:
        return
    with desk.vault.deed("salvage", desk.now):
        for form in (*packs.shared, *(form for pack in packs.found for form in pack.forms)):
            if form.digest in missing:
                keeping.put_form(cx, form)
        still = lacking.forms(cx)
        lost = lacking.leave_out_formless(cx) if still else ()
    if still:
        which = f": {', '.join(lost)}" if lost else ""
        yield f"Of some things written the forms are lost, without which they can't be read: left out{which}."


def _put_people(desk: Desk) -> Iterator[str]:
    """Those whose own page was lost, by what records tell of them."""
    lost = list(lacking.people(desk.vault.cx))
    if lost:
        with desk.vault.deed("salvage", desk.now) as cx:
            for each in lost:
                store.put_person(cx, _as_person(desk, each))
        yield (
            f"Of {len(lost)} people the details were lost. Names and designations were taken from records; where "
            f"no record tells one, it says “{NAMELESS}”."
        )


def _put_sessions(desk: Desk) -> Iterator[str]:
    """Those whose own page was lost, by what was written of them: without them it could not be read."""
    cx = desk.vault.cx
    lost = list(lacking.sessions(cx, desk.owner.id, store.setting(cx, "pack"), desk.now))
    if lost:
        with desk.vault.deed("salvage", desk.now):
            for each in lost:
                store.put_session(cx, each, desk.now)
        held = [each.number for each in lost if each.state is State.HELD]
        planned = [each.number for each in lost if each.state is not State.HELD]
        stand = [f"{how}: {listed(those)}" for those, how in ((held, "held"), (planned, "planned")) if those]
        yield (
            f"Of {len(lost)} sessions only what is written elsewhere is left; they stand without times, as "
            f"{'; as '.join(stand)}. Look through them: a day may be that of the writing, and what was cancelled "
            "is planned."
        )


def _as_person(desk: Desk, lost: Party) -> Person:
    is_owner = lost.person_id == store.setting(desk.vault.cx, "owner")
    roles = frozenset({Role.SUPERVISOR} if is_owner else {Role.SUPERVISEE})
    return Person(lost.person_id, lost.name or NAMELESS, lost.designation, roles=roles)


def _set(desk: Desk, name: str, value: str) -> None:
    with desk.vault.deed("salvage", desk.now) as cx:
        store.put_setting(cx, name, value)


def _likely_owner(desk: Desk) -> str:
    named = [record.owner.person_id for record in _newest(desk)]
    supervisors = [person.id for person in store.people(desk.vault.cx) if Role.SUPERVISOR in person.roles]
    if not (likely := [*named, *supervisors]):
        raise SupdeskError("vault.damaged", "Nothing that stands whole says whose vault this is. Restore a backup.")
    return likely[0]


def _likely_pack(desk: Desk) -> str:
    found = [pack.id for pack in desk.around.packs.found]
    used = [record.form.pack for record in _newest(desk) if record.form.pack in found]
    return [*used, *found][0]


def _newest(desk: Desk) -> list[Record]:
    """All records, those written last first."""
    return sorted(keeping.records(desk.vault.cx), key=lambda record: record.written_at, reverse=True)


def _new_certificate(desk: Desk) -> None:
    from supdesk.documents.certificates import make_identity

    made = make_identity(desk.owner.name, desk.vault.header.vault_id, desk.now, desk.around.entropy(64))
    with desk.vault.deed("salvage", desk.now) as cx:
        store.put_setting(cx, "certificate", made.certificate.decode())
        store.put_setting(cx, "private_key", base64.b64encode(made.private_key).decode())
