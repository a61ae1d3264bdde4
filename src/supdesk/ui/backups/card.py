"""Settings: how the backups stand, one now, a second place, and the way to look through them."""

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QProgressBar, QWidget

from supdesk.desk import answering, backing_up
from supdesk.desk.backing_up import Second, Standing, There
from supdesk.domain.changes import Topic
from supdesk.domain.days import show_date
from supdesk.domain.generations import Generation
from supdesk.ui.backups.health import look_over
from supdesk.ui.backups.keeper import Keeper
from supdesk.ui.backups.page import look_through
from supdesk.ui.backups.repeating import Repeater
from supdesk.ui.backups.saying import counted, dated
from supdesk.ui.following import follow
from supdesk.ui.lane import Job
from supdesk.ui.parts import Card, Flow, QuietButton, SecondaryButton, Words, row
from supdesk.ui.parts.files import ask_folder
from supdesk.ui.seat import Seat

NOTHING_THERE = "nothing of this vault is there yet."
OTHERS = "Left alone there: {} that may be another copy's of this vault."
NONE_YET = "None yet: the first is made after half an hour of work."


class Backups(Card):
    """How the backups stand, and what can be done about them."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(
            "Backups",
            note="Whole copies of the vault, encrypted, and checked before they count. One is made by itself after "
            "half an hour of work, in the vault's own folder; older ones thin out to one a day, a week, a month. "
            "Should the laptop be lost, a second place has them too: a stick, or a folder elsewhere.",
        )
        self._seat, self._keeper = seat, seat.keeper
        self._asked: Job | None = None
        self.last, self.second = Words("", "muted"), Words("", "muted", selectable=True)
        self.moving = Moving(self._keeper)
        self.now = SecondaryButton("Back up now", "save", self._keeper.back_up)
        self.elsewhere = SecondaryButton("Back up to a folder…", "folder", self._choose)
        self.look = SecondaryButton("Look through backups", "refresh", lambda: look_through(seat))
        self.choose = SecondaryButton("Choose a second place…", "folder", self._choose_second)
        self.forget = QuietButton("Use it no more", "remove", self._forget)
        self.add(self.last, Flow(self.now, self.elsewhere, self.look), self.moving)
        self.add(self.second, Flow(self.choose, self.forget))
        self._keeper.moved.connect(self._ready)
        self._ready()
        follow(seat, self, lambda: backing_up.standing(seat.desk), self._show, Topic.BACKUPS)

    def _ready(self) -> None:
        for button in (self.now, self.elsewhere):
            button.setEnabled(not self._keeper.step)

    def _show(self, found: Standing) -> None:
        self._look_no_more()
        self.last.setText(self._own(found) if found.own else NONE_YET)
        self.forget.setVisible(found.second is not None)
        self.choose.setText("Choose another place…" if found.second else "Choose a second place…")
        self.choose.setAccessibleName(self.choose.words())
        if found.second is None:
            last = f" One was last put elsewhere on {self._day(found.last_outside)}." if found.last_outside else ""
            self.second.setText(f"There is no second place yet.{last}")
            return
        second, now = found.second, self._seat.desk.now
        self.second.setText(_at(second, "Looking whether it is in reach…"))

        def show(how: str) -> None:
            if self._asked is asked:
                self.second.setText(_at(second, how))

        asked = self._asked = self._seat.far.send(
            lambda: answering.reaching(second, now),
            lambda there: show(self._reached(found, there)),
            lambda error: show(error.sentence),
            self,
        )

    def _look_no_more(self) -> None:
        """Wait no more for what was asked of another place, or before."""
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None

    def _own(self, found: Standing) -> str:
        kept = "It is the only one." if len(found.own) == 1 else f"{len(found.own)} are kept."
        return f"The newest in the vault's own folder is of {self._dated(found.own[0])}. {kept}"

    def _reached(self, found: Standing, there: There | None) -> str:
        if there is None:
            last = f" The last was put there by {self._day(found.last_outside)}." if found.last_outside else ""
            return f"It is not in reach now; it catches up when it is plugged in.{last}"
        newest = f"the newest there is of {self._dated(there.own[0])}." if there.own else NOTHING_THERE
        others = f" {OTHERS.format(counted(len(there.others), 'backup'))}" if there.others else ""
        return f"It is in reach; {newest}{others}"

    def _dated(self, generation: Generation) -> str:
        return dated(generation.at, self._seat.desk.now)

    def _day(self, at: datetime | None) -> str:
        return show_date(self._seat.desk.day_of(at)) if at else ""

    def _choose(self) -> None:
        folder = ask_folder(self, "Where should the backup go?")
        if folder is not None:
            self._keeper.back_up(folder)

    def _choose_second(self) -> None:
        folder = ask_folder(self, "Where should backups be put as well?")
        if folder is not None:
            self.use_second(folder)

    def use_second(self, folder: Path) -> None:
        """Have backups put there too, from now on."""
        desk = self._seat.desk
        self._seat.do(lambda: backing_up.choose_second(desk, folder), lambda _: self._keeper.look(), owner=self)

    def _forget(self) -> None:
        desk = self._seat.desk
        self._seat.do(lambda: backing_up.forget_second(desk), lambda _: self._keeper.look(), owner=self)


def _at(second: Second, how: str) -> str:
    return f"Second place: {second.chosen}\n{how}"


class Health(Card):
    """The way to have the whole vault looked over."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(
            "Health of the vault",
            note="Whether every page, record, signature and file in it is still what was written. Backups are "
            "checked when they are made; this looks over the vault itself. You can go on writing afterwards.",
        )
        self.look = SecondaryButton("Look over the vault", "shield", lambda: look_over(seat))
        self.add(row(self.look, None))


class Moving(QWidget):
    """What the keeper is at, how far it is, and a way to stop it; nothing at rest."""

    def __init__(self, keeper: Keeper) -> None:
        super().__init__()
        self._keeper = keeper
        self.words, self.bar = Words(""), QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = QuietButton("Cancel", "close", lambda: self._going.cancel())
        self.setLayout(row(self.words, self.bar, self.stop, gap=16))
        for each in (keeper, keeper.second):
            each.moved.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._going.step))
        self.words.setText(f"{self._going.step}…")
        self.bar.setAccessibleName(self._going.step)
        self.bar.setRange(0, self._going.total)
        self.bar.setValue(self._going.done)

    @property
    def _going(self) -> Keeper | Repeater:
        """What is waited for sooner: a second place may never answer."""
        return self._keeper if self._keeper.step else self._keeper.second
