"""What Python sweeps up, it sweeps on the window's thread: a widget let go on another brings the program down."""

import gc
import subprocess
import sys
import threading
import weakref

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from supdesk.ui.lane import Lane
from supdesk.ui.sweeping import sweep


class Ring(QObject):
    """Something of the window's that holds itself, so only a sweep lets it go."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@pytest.fixture
def gone() -> list[str]:
    """The names of the threads on which a ring was let go."""
    return []


def drop_a_ring(gone: list[str]) -> None:
    weakref.finalize(Ring(), lambda: gone.append(threading.current_thread().name))


def litter() -> None:
    """More rubbish than Python bears before it sweeps."""
    for _ in range(300_000):
        ring: list[object] = []
        ring.append(ring)


def test_a_worker_that_litters_sweeps_up_nothing_of_the_windows(gone: list[str]) -> None:
    lane = Lane()
    drop_a_ring(gone)
    lane.submit(litter)
    assert lane.close(60)
    assert gc.get_count()[0] > 300_000, "Python would have swept long before"
    assert gone == []
    gc.collect()
    assert gone == [threading.main_thread().name]


def test_the_window_sweeps_what_has_gathered_by_itself(qtbot: QtBot, gone: list[str]) -> None:
    drop_a_ring(gone)
    litter()
    qtbot.waitUntil(lambda: gone == [threading.main_thread().name], timeout=20_000)


def test_little_rubbish_is_left_lying(gone: list[str]) -> None:
    gc.collect()
    drop_a_ring(gone)
    sweep()
    assert gone == []


def test_what_hangs_from_handed_in_work_is_let_go_on_the_windows_thread(qtbot: QtBot, gone: list[str]) -> None:
    lane, heard = Lane(), []
    for number in range(200):
        owner = QObject()
        weakref.finalize(owner, lambda: gone.append(threading.current_thread().name))
        lane.submit(lambda whose=owner, n=number: (whose.objectName(), n)[1], heard.append, owner=owner)  # type: ignore[misc]
        del owner
    qtbot.waitUntil(lambda: len(heard) == 200, timeout=20_000)
    assert lane.close(5)
    qtbot.waitUntil(lambda: len(gone) == 200)
    assert set(gone) == {threading.main_thread().name}


def test_the_program_itself_sweeps_by_no_chance() -> None:
    """In a process of its own: here the tests have seen to it already."""
    asks = "import gc; from supdesk.ui import theme; theme.application('supdesk'); print(gc.isenabled())"
    told = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.strip() == "False"


def test_what_grew_old_before_it_was_rubbish_goes_too(gone: list[str]) -> None:
    ring = Ring()
    weakref.finalize(ring, lambda: gone.append(threading.current_thread().name))
    gc.collect()
    del ring
    gc.collect(1)
    assert gone == [], "it is of the oldest age"
    kept: list[list[int]] = []
    for _ in range(200):
        kept += [[] for _ in range(1_000)]
        sweep()
    assert gone == [threading.main_thread().name]
