"""The bar at the foot: saved or not, how long one has sat, discarding, a referral now, and finishing."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame

from supdesk.ui.parts import PrimaryButton, QuietButton, SecondaryButton, Words, row


class Bar(QFrame):
    """The foot of the session desk."""

    def __init__(
        self,
        now: Callable[[], datetime],
        discard: Callable[[], object],
        refer: Callable[[], object],
        finish: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setProperty("kind", "footbar")
        self._now, self._since = now, now()
        self.saved = Words("Saved as you write", "muted", wrap=False)
        self.elapsed = Words("", "muted", wrap=False)
        self.throw = QuietButton("Discard…", "trash", discard)
        self.refer = SecondaryButton("Referral needed now", "referral", refer)
        self.finish = PrimaryButton("Finish", "tick", finish, hint="Ctrl+Return")
        line = row(
            self.saved, self.elapsed, None, self.throw, self.refer, self.finish, gap=16, margin=(32, 10, 32, 10)
        )
        self.setLayout(line)
        self._timer = QTimer(self)
        self._timer.setInterval(15_000)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._tick()

    def _tick(self) -> None:
        minutes = int((self._now() - self._since).total_seconds() // 60)
        self.elapsed.setText("Just begun" if minutes < 1 else f"{minutes} min here")
