"""Row 14: the clock goes forward and back, a year even, and the machine sleeps: all in order, no lock missed."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from supdesk.desk import backing_up, reflecting
from supdesk.desk.desk import Desk
from supdesk.domain.days import show_moment
from supdesk.ui.locking.idle import LOOK, Idle
from supdesk.vault import audit, checking, generations
from supdesk.vault.connection import fetch
from tests.desk.desks import new_desk
from tests.desk.planting import planted

SPRING, AUTUMN = datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)
"""When London's clocks go forward, and back."""
STEP = timedelta(milliseconds=LOOK)
IDLE = timedelta(minutes=5)
YEAR, NIGHT = timedelta(days=365), timedelta(hours=9)


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that happens to the clock while nobody touches the program: when, and by how much it is put on.

    Asleep, that much time has really gone by; otherwise somebody turned the clock.
    """

    after: timedelta
    by: timedelta
    asleep: bool = False


def tried(work: Path, few: bool) -> str:
    """Row 14 of the fault programme; there is no faster cut of it."""
    moments = [*_around(SPRING), *_around(AUTUMN), SPRING - YEAR, SPRING - YEAR + STEP, AUTUMN]
    deeds = _in_order(work, moments)
    turns = [
        Turn(after, by, asleep)
        for after in (STEP, IDLE / 2, IDLE - STEP)
        for by, asleep in (
            (-YEAR, False),
            (YEAR, False),
            (NIGHT, True),
            (-NIGHT, False),
            (timedelta(hours=1), False),
        )
    ]
    locks = [_locked(start, turn) for start in (SPRING - IDLE / 2, AUTUMN - IDLE / 2) for turn in turns]
    return f"{deeds} deeds at {len(moments)} moments in their order, {len(locks)} locks of {len(locks)}"


def _around(change: datetime) -> list[datetime]:
    return [change + timedelta(minutes=minutes) for minutes in range(-90, 91, 30)]


def _in_order(work: Path, moments: list[datetime]) -> int:
    """One page written anew at each moment: revisions, deeds and what was done about it stay as they came."""
    desk = new_desk(work / "own")
    before = len(_deeds(desk))
    form = next(each for each in desk.around.packs.own(desk.pack.id) if each.serves == "reflection")
    sheet = reflecting.begin(desk, form.id)
    reflecting.save(desk, sheet.draft.id, planted(form, sheet.draft.raw, "Said first"))
    (made,) = reflecting.finish(desk, [sheet.draft.id]).records
    for turn, moment in enumerate(moments):
        then = _at(desk, moment)
        again = reflecting.revise(then, made.id)
        reflecting.save(then, again.draft.id, planted(form, again.draft.raw, f"Said at turn {turn}"))
        reflecting.finish(then, [again.draft.id])
    found = fetch(desk.vault.cx, "SELECT document ->> '$.written_at' AS at FROM reflections ORDER BY revision")
    told = [datetime.fromisoformat(row["at"]) for row in found][1:]
    assert told == moments, "revisions are out of order, or of another moment"
    last = reflecting.read(desk, made.id).page
    assert f"turn {len(moments) - 1}" in str(last.answers), "not the last one counts"
    assert list(audit.broken(desk.vault.cx)) == []
    assert not any(finding.wrong for finding in checking.check(desk.vault.cx))
    _newest_backup_stays(desk, work / "backups", moments)
    deeds = len(_deeds(desk)) - before
    desk.vault.close()
    return deeds


def _at(desk: Desk, moment: datetime) -> Desk:
    return replace(desk, around=replace(desk.around, now=lambda: moment))


def _deeds(desk: Desk) -> list[dict[str, object]]:
    return fetch(desk.vault.cx, "SELECT seq, at FROM audit ORDER BY seq")


def _newest_backup_stays(desk: Desk, folder: Path, moments: list[datetime]) -> None:
    """Also where an older clock makes it look like the oldest."""
    for moment in moments:
        made = backing_up.back_up(_at(desk, moment), folder)
        generations.thin(folder, moment.replace(microsecond=0))
        assert made.is_dir(), f"the backup of {show_moment(moment)} went as soon as it was made"


def _locked(start: datetime, turn: Turn) -> timedelta:
    """How long it really took until it locked, nobody touching it; never longer than it may."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    clock, expired, shell = [start], list[bool](), QWidget()
    idle = Idle(app, shell, lambda: clock[0], lambda: 5, lambda on: None, lambda: expired.append(True))
    gone, turned = timedelta(), False
    while not expired and gone < IDLE + 2 * STEP + NIGHT:
        gone, clock[0] = gone + STEP, clock[0] + STEP
        if not turned and gone >= turn.after:
            turned, clock[0] = True, clock[0] + turn.by
            gone += turn.by if turn.asleep else timedelta()
        idle.look()
    idle.stop()
    shell.deleteLater()
    longest = max(IDLE, turn.after + turn.by if turn.asleep else IDLE) + STEP
    assert expired, f"{turn}: never locked"
    assert gone <= longest, f"{turn}: locked after {gone}"
    return gone
