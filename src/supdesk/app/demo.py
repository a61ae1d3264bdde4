"""The demonstration: a practice vault, its signed PDFs, a register and pictures of the screens, in one folder."""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from supdesk.desk import (
    backing_up,
    calendaring,
    chronicling,
    demonstrating,
    evaluating,
    exporting,
    notifying,
    planning,
    reading,
    registering,
    reporting,
    routing,
    shelving,
    signing,
    stating,
    tracking,
    unlocking,
)
from supdesk.desk.desk import Desk, Surroundings
from supdesk.domain.errors import SupdeskError
from supdesk.domain.quarters import recent, year
from supdesk.domain.records import Record
from supdesk.domain.registers import Period
from supdesk.domain.sessions import State
from supdesk.domain.statements import Towards
from supdesk.vault import handle, header
from supdesk.vault.keys import FLOOR

VAULT = "practice.supdesk"
PARTS = (VAULT, "passphrase.txt", "records", "register", "reports", "round", "shelf", "drafts", "screens")

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Made:
    """One line of the closing table: a file, its size in bytes, and what was found on checking it."""

    file: str
    size: int
    verdict: str
    holds: bool = True


def demonstrate(folder: Path, around: Surroundings, say: Say) -> bool:
    """Write everything under `folder`, saying how far it is; whether all of it was verified."""
    began = time.monotonic()
    desk, made = write_files(folder, around, say)
    say("screens")
    made += _screens(desk, folder / "screens", say)
    desk.vault.close()
    made.append(_reopened(desk.vault.folder, around))
    _closing_table(made, folder, time.monotonic() - began, say)
    return all(line.holds for line in made)


def write_files(folder: Path, around: Surroundings, say: Say) -> tuple[Desk, list[Made]]:
    """All but the pictures: the vault, left open, its passphrase, and what leaves it, most of it sealed."""
    _clear(folder, around)
    desk = demonstrating.practise(folder / VAULT, around, FLOOR, lambda words: say(f"  {words}"))
    (folder / "passphrase.txt").write_text(_passphrase(around) + "\n")
    say("records")
    made = _records(desk, folder / "records")
    say("register")
    made += _register(desk, folder / "register")
    say("reports")
    made += _reports(desk, folder / "reports")
    say("papers that go round, and the shelf")
    made += _round(desk, folder / "round") + _shelf(desk, folder / "shelf")
    say("drafts")
    made += _drafts(desk, folder / "drafts")
    say("backup")
    return desk, [*made, _backup(desk)]


def _clear(folder: Path, around: Surroundings) -> None:
    """Make room, but only where nothing stands, or nothing but an earlier demonstration."""
    there = set(folder.iterdir()) if folder.exists() else set()
    if there and (there - {folder / part for part in PARTS} or not _is_practice(folder / VAULT, around)):
        raise SupdeskError(
            "demo.place", "That folder holds something else. Give the demonstration a folder of its own."
        )
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _is_practice(vault: Path, around: Surroundings) -> bool:
    """Whether it opens with the passphrase everybody knows: somebody's own vault may have that name too."""
    try:
        header.open_with_passphrase(handle.read_header(vault), _passphrase(around), around.floor)
    except SupdeskError:
        return False
    return True


def _records(desk: Desk, folder: Path) -> list[Made]:
    folder.mkdir()
    made = []
    for form, record in _fullest(desk).items():
        reading.export_pdf(desk, record.id, folder / f"{form}.pdf")
        made.append(_checked(desk, folder / f"{form}.pdf"))
    return made


def _fullest(desk: Desk) -> dict[str, Record]:
    """The fullest sealed record on each form, by its id."""
    found = [record for record in reading.records(desk) if record.state.sealed]
    return {r.form.form: r for r in sorted(found, key=lambda r: len(str(dict(r.answers))))}


def _register(desk: Desk, folder: Path) -> list[Made]:
    folder.mkdir()
    last = desk.today - timedelta(days=1)
    period = Period(last - timedelta(days=364), last)
    files, _ = registering.write(desk, period, folder)
    return [_checked(desk, f) if f.suffix == ".pdf" else Made(_name(f), f.stat().st_size, "written") for f in files]


def _reports(desk: Desk, folder: Path) -> list[Made]:
    """The figures of the last quarter that is over and of this year, whole, the tracker, and statements."""
    folder.mkdir()
    (_, _), (_, period), *_ = recent(desk.today)
    made: list[Made] = []
    whole = year(desk.today)
    for report in (
        reporting.quarter_pack(desk, period),
        reporting.year_pack(desk, whole),
        reporting.tracker_report(desk),
    ):
        written = exporting.put(reporting.prepare(desk, report), folder)
        reporting.note(desk, written)
        made.append(_checked(desk, folder / f"{report.stem}.pdf"))
        sheet = folder / f"{report.stem}.xlsx"
        made.append(Made(_name(sheet), sheet.stat().st_size, "written"))
    stated = exporting.put(stating.prepare(desk, whole, Towards.MANAGERS), folder)
    stating.note(desk, stated)
    log = exporting.put(chronicling.prepare(desk, chronicling.log(desk, whole)), folder)
    chronicling.note(desk, log)
    return made + [
        _checked(desk, path) for path in (*stated.placed.paths, *log.placed.paths) if path.suffix == ".pdf"
    ]


def _round(desk: Desk, folder: Path) -> list[Made]:
    """What goes round after the last session of which nothing did: each reader's part of register and plan."""
    folder.mkdir()
    going = max(routing.unsent(desk), key=lambda outlook: outlook.session.on)
    written = exporting.put(routing.prepare(desk, going.session.id), folder)
    routing.note(desk, written)
    return [_checked(desk, path) for path in written.placed.paths if path.suffix == ".pdf"]


def _shelf(desk: Desk, folder: Path) -> list[Made]:
    folder.mkdir()
    written = exporting.put(shelving.prepare(desk), folder)
    shelving.note(desk, written)
    return [_checked(desk, path) for path in written.placed.paths]


def _backup(desk: Desk) -> Made:
    place = backing_up.back_up(desk)
    return Made("practice.supdesk/backups", (place / "vault.db").stat().st_size, "copied and checked")


def _drafts(desk: Desk, folder: Path) -> list[Made]:
    """What goes to others: sessions for calendars, an evaluation to be filled in, a notice that one is due."""
    folder.mkdir()
    calendaring.save_ahead(desk, folder / "sessions.ics")
    held = [session for session in planning.sessions(desk) if session.state is State.HELD]
    asked = next(
        each for session in reversed(held) for each in evaluating.standings(desk, session.id) if not each.record_id
    )
    blank = evaluating.prepare(desk, asked.session.id, [asked.person.id])
    evaluating.note(desk, exporting.put(blank, folder))
    due = next(line for line in tracking.tracked(desk) if line.pressing and not line.excluded)
    notifying.write(desk, due.person.id, folder / "notice.eml")
    return [Made(_name(file), file.stat().st_size, "written") for file in sorted(folder.iterdir())]


def _checked(desk: Desk, file: Path) -> Made:
    from supdesk.documents.verifying import verify

    verdict = verify(file.read_bytes(), pinned=[signing.certificate(desk)])
    said = "signature holds" if verdict.holds else verdict.sentence
    return Made(_name(file), file.stat().st_size, said, verdict.holds)


def _screens(desk: Desk, folder: Path, say: Say) -> list[Made]:
    from supdesk.app.screens import picture_screens

    folder.mkdir()
    files = picture_screens(desk, folder, say)
    return [Made("screens/*.png", sum(f.stat().st_size for f in files), f"{len(files)} pictures", len(files) >= 40)]


def _reopened(vault: Path, around: Surroundings) -> Made:
    from supdesk.vault import checking

    desk = unlocking.unlock(vault, _passphrase(around), around)
    wrong = [finding.what for finding in checking.check(desk.vault.cx) if finding.wrong]
    desk.vault.close()
    verdict = "opens; pages, chain, digests hold" if not wrong else f"does not hold: {', '.join(wrong)}"
    return Made("practice.supdesk", (vault / "vault.db").stat().st_size, verdict, not wrong)


def _passphrase(around: Surroundings) -> str:
    return demonstrating.read_story(around.resources).passphrase


def _name(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


def _closing_table(made: list[Made], folder: Path, seconds: float, say: Say) -> None:
    width = max(len(line.file) for line in made)
    say("")
    for line in made:
        mark = "ok" if line.holds else "NO"
        say(f"{mark}  {line.file:<{width}}  {line.size / 1000:>8,.0f} kB  {line.verdict}")
    say(f"\nMade in {seconds:.0f} s, in {folder}. The passphrase of the practice vault is in passphrase.txt.")
