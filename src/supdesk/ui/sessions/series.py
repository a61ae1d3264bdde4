"""A series: how often, how many or until when, and every date in sight before one of them is made."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from supdesk.domain.cadence import Every, often, series, times_until
from supdesk.domain.days import at_weekend, brief_weekday, read_date
from supdesk.ui import theme
from supdesk.ui.parts import (
    Badge,
    Choice,
    DateEdit,
    Field,
    FieldRow,
    LineEdit,
    QuietButton,
    Rows,
    Tick,
    ToolButton,
    Words,
    column,
    row,
)

MOST = 24
YEARLY = Every(12)
WRONG_TIMES = f"Write a number from 1 to {MOST}."
WRONG_UNTIL = "Write a day after the first one."
DAY = timedelta(days=1)


class DateLine(QWidget):
    """One date of a series, which can be moved by a day or left out."""

    edited = Signal()

    def __init__(self, day: date, before: "DateLine | None" = None) -> None:
        super().__init__()
        self.day, self.left_out, self._first = day, False, day
        if before is not None and before._first == day:
            self.day, self.left_out = before.day, before.left_out
        self._words, self._badge = Words("", wrap=False), Badge("Weekend", "warning")
        self._earlier = ToolButton("A day earlier", "chevron-left", lambda: self.move_by(-DAY))
        self._later = ToolButton("A day later", "chevron-right", lambda: self.move_by(DAY))
        self._leave = QuietButton("Leave out", on=self.leave_out)
        self._leave.setMinimumWidth(theme.current().px(104))
        self.setLayout(row(self._words, self._badge, None, self._earlier, self._later, self._leave, gap=8))
        self._show()

    def move_by(self, days: timedelta) -> None:
        """Another day, so much later."""
        self.day += days
        self._show()
        self.edited.emit()

    def leave_out(self) -> None:
        """Leave it out, or put it back."""
        self.left_out = not self.left_out
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        said = brief_weekday(self.day)
        moved = ", moved" if self.day != self._first else ""
        self._words.setText(f"{said}, left out" if self.left_out else f"{said}{moved}")
        self._words.setEnabled(not self.left_out)
        self._badge.setVisible(at_weekend(self.day) and not self.left_out)
        self._leave.setText("Put back" if self.left_out else "Leave out")
        self._leave.setAccessibleName(f"{self._leave.words()}: {said}")
        for button, what in ((self._earlier, "A day earlier"), (self._later, "A day later")):
            button.setEnabled(not self.left_out)
            button.setAccessibleName(f"{what}: {said}")
        self.setAccessibleName(
            ", ".join((self._words.text(), *(["weekend"] if self._badge.isVisibleTo(self) else [])))
        )


class Dates(QWidget):
    """The dates of a series. Raw is the list of those not left out."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[DateLine] = []
        self._before: dict[int, DateLine] = {}
        self._rows = Rows()
        self.setLayout(column(self._rows))

    def raw(self) -> list[date]:
        """The days, those left out taken away."""
        return [line.day for line in self.lines if not line.left_out]

    def set_raw(self, value: object) -> None:
        """Show these days as they are reckoned; those that stand where they stood stay moved or left out."""
        days = value if isinstance(value, list) else []
        self._before |= dict(enumerate(self.lines))
        self.lines = [DateLine(day, self._before.get(place)) for place, day in enumerate(days)]
        for line in self.lines:
            line.edited.connect(lambda: self.edited.emit(self.raw()))
        self._rows.set_rows(list(self.lines))


class Series:
    """The fields of a series. A class because the dates follow the first day, how often, and how many or until."""

    def __init__(self) -> None:
        self.wanted = Tick("Plan a series: one after another, weeks or months apart")
        self.every = Field("How often", Choice("How often", _options(YEARLY), pills=False), needed=True)
        self.times = Field("How many", LineEdit("How many", width=112))
        self.until = Field("Or until", DateEdit("Or until"), optional=True)
        self.dates = Field("Dates", Dates())
        self._asked = (self.every, FieldRow(self.times, self.until), self.dates)
        self.fields: Sequence[QWidget] = (self.wanted, *self._asked)
        self._first: date | None = None
        self._reckoned: list[date] = []
        self._offered = ""
        self.wanted.edited.connect(lambda _: self._follow())
        self.every.edited.connect(lambda _: self._offer_year())
        self.times.edited.connect(lambda _: self._count())
        self.until.edited.connect(lambda _: self._follow())
        self.offer(YEARLY)
        self._follow()

    def offer(self, every: Every) -> None:
        """Offer that cadence, unless another was chosen."""
        if self.every.raw() == self._offered != str(every):
            choice = self.every.control
            assert isinstance(choice, Choice)
            choice.set_options(_options(every))
            self._offered = str(every)
            self.every.set_raw(self._offered)
            self._offer_year()

    def begin(self, typed: str) -> None:
        """Begin on the day typed, where it is one."""
        self._first = read_date(typed.strip())
        self._follow()

    def days(self) -> list[date]:
        """The days chosen; none where no series is wanted or something can't be read."""
        return list(self.dates.raw()) if self.wanted.raw() else []

    def wrong(self) -> bool:
        """Whether a series is wanted and something typed can't be read."""
        return bool(self.wanted.raw()) and not self._reckoned

    def _offer_year(self) -> None:
        """As many as there are in a year, until a day says otherwise."""
        if not self.until.raw():
            self.times.set_raw(str(min(max(self._chosen().in_a_year, 2), MOST)))
        self._follow()

    def _chosen(self) -> Every:
        return Every.read(str(self.every.raw()))

    def _count(self) -> None:
        self.until.set_raw("")
        self._follow()

    def _follow(self) -> None:
        for each in self._asked:
            each.setVisible(self.wanted.raw())
        found = self._reckon()
        if found != self._reckoned:
            self._reckoned = found
            self.dates.set_raw(found)

    def _reckon(self) -> list[date]:
        first, every, until = self._first, self._chosen(), str(self.until.raw()).strip()
        self.times.set_problem(None)
        self.until.set_problem(None)
        if first is None:
            return []
        if until:
            last = read_date(until)
            times = times_until(first, every, last) if last else 0
            self.until.set_problem(None if times else WRONG_UNTIL)
            times = min(times, MOST)
            self.times.set_raw(str(times) if times else "")
        else:
            typed = str(self.times.raw()).strip()
            times = int(typed) if typed.isdecimal() and len(typed) < 3 else 0
            times = times if times <= MOST else 0
            self.times.set_problem(None if times else WRONG_TIMES)
        return series(first, every, times)


def _options(every: Every) -> list[tuple[str, str]]:
    return [(str(each), each.title) for each in often(every)]
