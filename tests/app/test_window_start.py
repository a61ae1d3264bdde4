"""What the window's start sees to."""

import sys

import pytest

from supdesk.app import window_start
from supdesk.domain.errors import bug_code


def test_a_fault_that_nobody_caught_is_printed_and_told_in_the_window_by_its_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    printed: list[BaseException] = []
    told: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: printed.append(error))
    window_start.also_tell(told.append)
    fault = ValueError("what somebody wrote")
    sys.excepthook(ValueError, fault, None)
    assert printed == [fault]
    assert told == [bug_code(fault)]
