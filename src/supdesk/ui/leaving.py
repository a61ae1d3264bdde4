"""Leaving: nothing typed is lost because a vault closes; what can't be saved is said before."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget

from supdesk.ui.lane import Lane

SLOW = "The disk takes long to save what you typed."
LOST = "What you typed last could not be saved."


class Holder(QObject):
    """Something that holds what was typed until it is on the disk; leaving finds it below the window."""

    trouble = ""
    """Why the last try failed, as a sentence."""

    @property
    def pending(self) -> bool:
        """Whether something typed is not on the disk yet."""
        raise NotImplementedError

    def flush(self) -> None:
        """Hand in at once whatever was typed."""
        raise NotImplementedError


def flush_all(window: QWidget) -> list[Holder]:
    """Have every holder hand in what it has."""
    holders: list[Holder] = window.findChildren(Holder)
    for holder in holders:
        holder.flush()
    return holders


def unsaved(window: QWidget, lane: Lane, patience: float) -> str:
    """Save all that is typed, waiting up to `patience` seconds; a sentence when that could not be done.

    What is refused is tried once more: its refusal may be older than this call.
    """
    lane.cancel_all()
    troubles: list[str] = []
    for _ in range(2):
        holders = flush_all(window)
        if not lane.drain(patience):
            return SLOW
        # What became of each save comes home as a posted call.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall)
        troubles = [holder.trouble or LOST for holder in holders if holder.pending]
        if not troubles:
            return ""
    return troubles[0]
