"""Work leaves the window's thread and comes home to it."""

import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from supdesk.domain.errors import SupdeskError, bug_code
from supdesk.ui.lane import Bench, Job, Lane


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:
    lane = Lane()
    yield lane
    assert lane.close(5)


class Listener(QObject):
    """Someone who asked."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: list[str] = []

    def hear(self, value: object) -> None:
        self.heard.append(value)
        self.threads.append(threading.current_thread().name)


def test_work_is_done_elsewhere_and_its_result_comes_home(lane: Lane, qtbot: QtBot) -> None:
    listener = Listener()
    lane.submit(lambda: threading.current_thread().name, listener.hear)
    qtbot.waitUntil(lambda: len(listener.heard) == 1)
    assert str(listener.heard[0]).startswith("lane")
    assert listener.threads == [threading.current_thread().name]


def test_the_lane_does_one_thing_after_another_in_the_order_asked(lane: Lane, qtbot: QtBot) -> None:
    listener = Listener()
    for number in range(50):
        lane.submit(lambda n=number: n, listener.hear)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(listener.heard) == 50)
    assert listener.heard == list(range(50))


def test_a_result_whose_owner_is_gone_is_dropped(lane: Lane, qtbot: QtBot) -> None:
    gate, listener, kept = threading.Event(), Listener(), Listener()
    lane.submit(gate.wait, listener.hear)
    shiboken6.delete(listener)
    gate.set()
    lane.submit(lambda: "later", kept.hear)
    qtbot.waitUntil(lambda: kept.heard == ["later"])
    assert listener.heard == []


def test_the_worlds_fault_goes_to_whoever_asked(lane: Lane, qtbot: QtBot) -> None:
    listener = Listener()

    def refuse() -> None:
        raise SupdeskError("vault.busy", "Another window has this vault open.")

    lane.submit(refuse, failed=listener.hear, owner=listener)
    qtbot.waitUntil(lambda: len(listener.heard) == 1)
    assert isinstance(listener.heard[0], SupdeskError)


def test_the_worlds_fault_nobody_wants_goes_to_the_lane(lane: Lane, qtbot: QtBot) -> None:
    def refuse() -> None:
        raise SupdeskError("vault.busy", "Another window has this vault open.")

    with qtbot.waitSignal(lane.failed) as told:
        lane.submit(refuse)
    assert told.args[0].code == "vault.busy"


def test_our_own_fault_becomes_a_short_code_without_values(lane: Lane, qtbot: QtBot) -> None:
    def stumble() -> None:
        raise ValueError("Ada Example")

    with qtbot.waitSignal(lane.bug) as first:
        lane.submit(stumble)
    with qtbot.waitSignal(lane.bug) as second:
        lane.submit(stumble)
    assert first.args == second.args
    assert len(first.args[0]) == 8
    assert "Ada" not in first.args[0]


def test_whoever_waits_for_work_hears_of_a_bug_in_it_and_need_not_wait_on(lane: Lane, qtbot: QtBot) -> None:
    def stumble() -> None:
        raise ValueError("Ada Example")

    refused: list[SupdeskError] = []
    lane.submit(stumble, failed=refused.append)
    qtbot.waitUntil(lambda: bool(refused))
    assert refused[0].code == "bug"
    assert "Ada" not in refused[0].sentence


def test_the_code_of_a_bug_does_not_depend_on_the_values_in_it() -> None:
    codes = set()
    for word in ("Ada Example", "Bee Sample"):
        try:
            raise KeyError(word)
        except KeyError as error:
            codes.add(bug_code(error))
    assert len(codes) == 1


def test_draining_waits_for_what_was_handed_in(lane: Lane) -> None:
    gate, order = threading.Event(), []
    lane.submit(gate.wait)
    lane.submit(lambda: order.append("saved"))
    assert not lane.drain(0.05)
    gate.set()
    assert lane.drain(5)
    assert order == ["saved"]


def test_a_long_job_reports_progress_and_stops_when_cancelled(qtbot: QtBot) -> None:
    bench, seen, ends = Bench(), [], []
    begun = threading.Event()

    def count(job: Job) -> str:
        for step in range(1_000_000):
            job.progress(step, 1_000_000)
            begun.set()
            if step > 3:
                threading.Event().wait(0.005)
        return "finished"

    job = bench.submit_long(
        count,
        ends.append,
        progress=lambda n, total: seen.append((n, total)),
        cancelled=lambda: ends.append("cancelled"),
    )
    assert begun.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == ["cancelled"]
    assert seen[0] == (0, 1_000_000)
    assert bench.close(5)


def test_cancelling_all_lets_saving_through(lane: Lane, qtbot: QtBot) -> None:
    gate, listener = threading.Event(), Listener()
    lane.submit(gate.wait)
    lane.submit(lambda: "saved", listener.hear)
    lane.cancel_all()
    gate.set()
    qtbot.waitUntil(lambda: listener.heard == ["saved"])
    assert job_count(lane) == 0


def job_count(lane: Lane) -> int:
    return 0 if lane.drain(1) else 1


def test_short_work_goes_in_between_the_slices_of_long_work(lane: Lane, qtbot: QtBot) -> None:
    order: list[str] = []
    begun, handed_in = threading.Event(), threading.Event()

    def long(job: Job) -> None:
        begun.set()
        handed_in.wait(5)
        job.let_in()
        order.append("long ends")

    lane.submit_long(long)
    begun.wait(5)
    for name in ("first", "second"):
        lane.submit(lambda name=name: order.append(name))  # type: ignore[misc]
    lane.submit_long(lambda job: order.append("another long one"))
    lane.submit(lambda: order.append("after it"))
    handed_in.set()
    assert lane.drain(5)
    assert order == ["first", "second", "long ends", "another long one", "after it"]


def test_what_is_handed_in_after_the_order_to_stop_waits_for_the_long_work_to_end(lane: Lane) -> None:
    order: list[str] = []
    begun, handed_in = threading.Event(), threading.Event()

    def long(job: Job) -> None:
        begun.set()
        handed_in.wait(5)
        try:
            job.let_in()
        finally:
            order.append("long ends")

    lane.submit_long(long)
    begun.wait(5)
    lane.cancel_all()
    lane.submit(lambda: order.append("the vault closes"))
    handed_in.set()
    assert lane.drain(5)
    assert order == ["long ends", "the vault closes"]
