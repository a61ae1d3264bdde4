"""The process around a session as a list: what is done, what waits, and the deed for what only you can say."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from supdesk.domain.days import show_date
from supdesk.domain.papers import Paper
from supdesk.domain.process import Progress, Stage, Step
from supdesk.ui import theme
from supdesk.ui.parts import QuietButton, Words, column, row

PAPERS = {Step.REGISTER_SENT: Paper.REGISTER, Step.ACTION_PLAN_SENT: Paper.ACTION_PLAN}
SENT = "I sent it", "Not sent"
SAID = {Step.PLANNED: ("It is agreed", "Not agreed"), **dict.fromkeys(PAPERS, SENT)}
"""The steps that the person says are done, with the words for yes and no."""
Say = Callable[[Step, bool], object]


def process_list(steps: tuple[Progress, ...], say: Say) -> QWidget:
    """Each step with its mark in shape and word; what the person says of one can be taken back."""
    whole = QWidget()
    whole.setAccessibleName("Process")
    whole.setLayout(column(Words("Process", "label"), *(_step(each, say) for each in steps), gap=6))
    return whole


def _step(each: Progress, say: Say) -> QWidget:
    line = QWidget()
    done = f"Done, {show_date(each.on)}" if each.on else "" if each.remark else "Done"
    state = "; ".join(filter(None, (done, each.remark))) if each.done else each.remark or "To do"
    mark = Words("✓" if each.done else "○", "strong", wrap=False)
    inner = row(mark, column(Words(each.stage.words), Words(state, "muted"), gap=0), *_deed(each, say), gap=10)
    mark.setFixedWidth(theme.current().px(16))
    inner.setStretch(1, 1)
    inner.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
    line.setLayout(inner)
    line.setAccessibleName(f"{each.stage.words}: {state}")
    return line


def _deed(each: Progress, say: Say) -> list[QWidget]:
    if each.stage.step not in SAID:
        return []
    yes, no = SAID[each.stage.step]
    deeds = [(yes, True)] * each.open_to_say + [(no, False)] * each.done
    return [_button(words, each.stage, partial(say, each.stage.step, done)) for words, done in deeds]


def _button(words: str, stage: Stage, on: Callable[[], object]) -> QWidget:
    button = QuietButton(words, on=on)
    button.setAccessibleName(f"{words}: {stage.words}")
    return button
