"""What comes before the page: an overlay, a question, waiting. All inside the window, so one veil covers all."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QEventLoop, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QProgressBar, QWidget

from supdesk.ui import theme
from supdesk.ui.parts.buttons import Button, DangerButton, PrimaryButton, SecondaryButton
from supdesk.ui.parts.layouts import column, row
from supdesk.ui.parts.stops import step
from supdesk.ui.parts.words import Words

COVERED = "supdesk_covered"
"""The property of a window whose veil is up: nothing may come before it."""


class Overlay(QWidget):
    """Something before a dimmed window, which keeps the keyboard until it is closed; Escape dismisses it."""

    closed = Signal()
    dismissed = Signal()

    def __init__(
        self, parent: QWidget, content: QWidget, name: str, *, width: int = 560, side: bool = False
    ) -> None:
        super().__init__(parent.window())
        self.setAccessibleName(name)
        self._before = QApplication.focusWidget()
        self._card = _card(content, width, side)
        stack = column(self._card, gap=0) if side else column(None, self._card, None, gap=0)
        line = row(None, stack, *([] if side else [None]), gap=0, margin=0 if side else 32)
        self.setLayout(line)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.window().installEventFilter(self)
        self.may_dismiss: Callable[[], bool] = lambda: True
        self.is_open = False
        self.hide()

    def open(self) -> None:
        """Come before the window and take the keyboard, unless the window is covered: then when it is uncovered."""
        self.is_open = True
        self.setGeometry(self.window().rect())
        if not self.window().property(COVERED):
            self.reveal()

    def reveal(self) -> None:
        """Be seen and take the keyboard."""
        self.show()
        self.raise_()
        self._enter()

    def close_now(self) -> None:
        """Go away and give the keyboard back."""
        self.is_open = False
        self.window().removeEventFilter(self)
        self.hide()
        if self._before is not None and _alive(self._before):
            self._before.setFocus()
        self.closed.emit()
        self.deleteLater()

    def dismiss(self) -> None:
        """What Escape does, unless whoever asks wants to say something first."""
        if self.may_dismiss():
            self.dismissed.emit()
            self.close_now()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self.window().rect())
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round within the overlay."""
        step(self._card, forward=forward)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(8, 14, 22, 130))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def _enter(self) -> None:
        self.focusNextPrevChild(True)


class Question(Overlay):
    """A yes or no, asked before the window."""

    answered = Signal(bool)

    def __init__(
        self,
        parent: QWidget,
        title: str,
        sentence: str,
        confirm: str,
        *,
        danger: bool = False,
        decline: str = "Cancel",
    ) -> None:
        self.confirm: Button = (DangerButton if danger else PrimaryButton)(confirm, on=lambda: self._say(True))
        self.decline = SecondaryButton(decline, on=lambda: self._say(False))
        content = QWidget()
        buttons = row(None, self.decline, self.confirm)
        content.setLayout(column(Words(title, "heading"), Words(sentence), 16, buttons, gap=8, margin=24))
        super().__init__(parent, content, f"{title}. {sentence}", width=480)
        self._danger = danger
        self.dismissed.connect(lambda: self.answered.emit(False))

    def _enter(self) -> None:
        (self.decline if self._danger else self.confirm).setFocus()

    def _say(self, yes: bool) -> None:
        self.close_now()
        self.answered.emit(yes)


def ask(
    parent: QWidget, title: str, sentence: str, confirm: str, danger: bool = False, decline: str = "Cancel"
) -> bool:
    """Ask, wait for the answer, and say whether it was yes. Closing the window is a no."""
    loop, answers = QEventLoop(), [False]
    question = Question(parent, title, sentence, confirm, danger=danger, decline=decline)
    question.answered.connect(lambda yes: answers.__setitem__(0, yes))
    question.answered.connect(loop.quit)
    question.destroyed.connect(loop.quit)
    question.open()
    loop.exec()
    return answers[0]


class Busy(Overlay):
    """Waiting for something long: what is being done, how far it is, and a way to stop it if there is one."""

    def __init__(self, parent: QWidget, words: str, cancel: Callable[[], object] | None = None) -> None:
        self._words = Words(words, "heading")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(words)
        self._bar.hide()
        self._cancel = SecondaryButton("Cancel", on=self.dismiss) if cancel else None
        content = QWidget()
        head = row(Spinner(), self._words, gap=16)
        head.setStretch(1, 1)
        foot = [row(None, self._cancel)] if self._cancel else []
        content.setLayout(column(head, self._bar, *foot, gap=16, margin=24))
        super().__init__(parent, content, words, width=440)
        if cancel is not None:
            self.dismissed.connect(cancel)

    def progress(self, done: int, total: int) -> None:
        """Show that `done` of `total` is done."""
        self._bar.setVisible(total > 0)
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def say(self, words: str) -> None:
        """Say what is being done now."""
        self._words.setText(words)
        self.setAccessibleName(words)

    def dismiss(self) -> None:
        """Escape and the button stop the work where it can be stopped, and otherwise do nothing."""
        if self._cancel is not None:
            super().dismiss()


class Spinner(QWidget):
    """A turning arc; it turns only while it is seen."""

    def __init__(self, size: int = 24) -> None:
        super().__init__()
        self._angle = 0
        self._timer = QTimer(self)
        self._timer.setInterval(50)
        self._timer.timeout.connect(self._turn)
        self.setFixedSize(theme.current().px(size), theme.current().px(size))

    def showEvent(self, event: QEvent) -> None:
        self._timer.start()

    def hideEvent(self, event: QEvent) -> None:
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        painter.setPen(QPen(worn.colour("line"), 3))
        painter.drawEllipse(box)
        pen = QPen(worn.colour("accent"), 3)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawArc(box, -self._angle * 16, 100 * 16)
        painter.end()

    def _turn(self) -> None:
        self._angle = (self._angle + 18) % 360
        self.update()


def _card(content: QWidget, width: int, side: bool) -> QFrame:
    card = QFrame()
    card.setProperty("kind", "panel" if side else "card")
    content.setProperty("kind", "clear")
    card.setLayout(column(content, gap=0))
    card.setFixedWidth(theme.current().px(width))
    return card


def _alive(widget: QWidget) -> bool:
    return shiboken6.isValid(widget)
