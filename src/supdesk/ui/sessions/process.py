"""The process around a session as a list: what is done, what waits, and the one deed that says a paper was sent."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from supdesk.domain.days import show_date
from supdesk.domain.papers import Paper
from supdesk.domain.process import Progress, Step
from supdesk.ui import theme
from supdesk.ui.parts import QuietButton, Words, column, row

PAPERS = {Step.REGISTER_SENT: Paper.REGISTER, Step.ACTION_PLAN_SENT: Paper.ACTION_PLAN}


def process_list(steps: tuple[Progress, ...], say_sent: Callable[[Paper, bool], object]) -> QWidget:
    """Each step with its mark in shape and word; one that was written can be said to be sent, and taken back."""
    whole = QWidget()
    whole.setAccessibleName("Process")
    whole.setLayout(column(Words("Process", "label"), *(_step(each, say_sent) for each in steps), gap=6))
    return whole


def _step(each: Progress, say_sent: Callable[[Paper, bool], object]) -> QWidget:
    line = QWidget()
    done = f"Done, {show_date(each.on)}" if each.on else "" if each.remark else "Done"
    state = "; ".join(filter(None, (done, each.remark))) if each.done else each.remark or "To do"
    mark = Words("✓" if each.done else "○", "strong", wrap=False)
    inner = row(mark, column(Words(each.stage.words), Words(state, "muted"), gap=0), *_deed(each, say_sent), gap=10)
    mark.setFixedWidth(theme.current().px(16))
    inner.setStretch(1, 1)
    inner.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
    line.setLayout(inner)
    line.setAccessibleName(f"{each.stage.words}: {state}")
    return line


def _deed(each: Progress, say_sent: Callable[[Paper, bool], object]) -> list[QWidget]:
    paper = PAPERS.get(each.stage.step)
    if paper is None:
        return []
    deeds = [("I sent it", True)] * bool(each.remark) + [("Not sent", False)] * each.done
    return [_say(words, paper, partial(say_sent, paper, sent)) for words, sent in deeds]


def _say(words: str, paper: Paper, on: Callable[[], object]) -> QWidget:
    button = QuietButton(words, on=on)
    button.setAccessibleName(f"{words}: {paper.label.lower()}")
    return button
