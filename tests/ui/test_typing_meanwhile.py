"""Whoever types while a large vault is backed up does not wait for it."""

from pathlib import Path
from time import perf_counter

from pytestqt.qtbot import QtBot

from supdesk.desk import backing_up
from supdesk.ui.backups.keeper import COPYING
from tests.benchmarks.meanwhile import PIECE, alone_and_meanwhile, load
from tests.desk.desks import planned
from tests.ui.seats import taken_seat


def test_the_window_never_waits_for_a_backup_and_what_is_restored_of_it_holds(qtbot: QtBot, tmp_path: Path) -> None:
    with taken_seat(tmp_path / "vault") as seat:
        load(seat.desk, 15 * PIECE)
        told: list[tuple[str, int]] = []
        seat.keeper.moved.connect(lambda: told.append((seat.keeper.step, seat.keeper.done)))
        before = perf_counter()
        alone, meanwhile = ([key.ms for key in keys] for keys in alone_and_meanwhile(seat, planned(seat.desk), 1.0))
        whole = (perf_counter() - before - 1.5) * 1_000
        assert len({done for step, done in told if step == COPYING}) > 10, "it says how far it is"
        assert max(meanwhile) < max(10 * max(alone), whole / 4), (max(alone), max(meanwhile), whole)
        qtbot.waitUntil(lambda: not seat.keeper.step, timeout=20_000)
        (backup,) = backing_up.standing(seat.desk).own
        assert backing_up.restore(seat.desk, backup, tmp_path / "again").wrong == ()
