"""Reminders of a window that shows the desk, and silence of any other."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from supdesk.desk import planning
from supdesk.desk.desk import Desk
from supdesk.domain.sessions import Kind, Mode
from supdesk.ui.opening.outside import Outside, Preferences
from supdesk.ui.reminding import Reminders, remind
from supdesk.ui.seat import Seat
from supdesk.ui.settings.safety import Reminding
from tests.desk.desks import NOW, TODAY, new_desk, person_id
from tests.ui.answerers import answering
from tests.ui.seats import leave, seated, settle


@dataclass
class Corner:
    """A seat whose clock can be moved, and all that was said aside."""

    seat: Seat
    clock: list[timedelta]
    wanted: bool = True
    said: list[str] = field(default_factory=list)

    def later(self, **time: float) -> None:
        """Let time go by, and look."""
        self.clock[0] += timedelta(**time)
        self.reminders.look()
        settle(self.seat)

    def begin(self) -> "Corner":
        self.reminders = Reminders(self.seat, lambda: self.wanted, self.said.append)
        settle(self.seat)
        return self


@pytest.fixture
def corner(tmp_path: Path) -> Iterator[Corner]:
    """Half past two in the afternoon; a session with Ada Example begins at four."""
    made, clock = new_desk(tmp_path / "vault"), [timedelta()]
    desk = Desk(made.vault, replace(made.around, now=lambda: NOW + clock[0]))
    start = (NOW + timedelta(minutes=88)).time()
    planning.plan(desk, Kind.AD_HOC, Mode.TEAMS, TODAY, [person_id(desk, "Ada Example")], start=start)
    seat = seated(desk)
    yield Corner(seat, clock).begin()
    leave(seat)


def test_a_session_is_said_to_begin_and_nobody_is_named(corner: Corner) -> None:
    corner.later(minutes=70)
    assert corner.said == []
    corner.later(minutes=4)
    assert corner.said == ["A supervision session begins in 14 minutes."]
    corner.later(minutes=1)
    assert len(corner.said) == 1


def test_nothing_is_said_while_the_window_is_hidden_or_somebody_else_writes_at_it(corner: Corner) -> None:
    shell = corner.seat.shell
    shell.toggle_hide()
    corner.later(minutes=76)
    shell.toggle_hide()
    shell.show_alone(QWidget())
    corner.later(minutes=1)
    assert corner.said == []
    shell.show_alone(None)
    corner.later(minutes=1)
    assert corner.said == ["A supervision session begins in 10 minutes."]


def test_what_was_found_as_the_window_is_hidden_is_not_said(corner: Corner) -> None:
    corner.clock[0] += timedelta(minutes=76)
    corner.reminders.look()
    corner.seat.shell.toggle_hide()
    settle(corner.seat)
    assert corner.said == []


def test_nothing_is_said_once_the_vault_locks_or_where_it_is_not_wanted(corner: Corner) -> None:
    corner.wanted = False
    corner.later(minutes=76)
    corner.wanted = True
    corner.seat.shell.veil_for_lock()
    corner.later(minutes=1)
    corner.seat.shell.lift_veil()
    corner.reminders.stop()
    corner.later(minutes=1)
    assert corner.said == []


def test_without_a_tray_nothing_happens_and_settings_say_so(
    corner: Corner, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = [Preferences()]
    around = corner.seat.desk.around

    def keep(chosen: Preferences) -> None:
        kept.insert(0, chosen)

    outside = Outside(
        lambda: around,
        lambda: kept[0],
        keep,
        lambda words: None,
        lambda: around.floor,
        Path(),
        around.now,
        answering,
    )
    assert remind(corner.seat, lambda: True) is None
    without = Reminding(outside)
    assert not without.tray.isEnabled()
    monkeypatch.setattr("supdesk.ui.settings.safety.there_is_a_tray", lambda: True)
    card = Reminding(outside)
    assert card.tray.isEnabled()
    assert card.tray.raw()
    card.tray.click()
    assert not kept[0].remind
