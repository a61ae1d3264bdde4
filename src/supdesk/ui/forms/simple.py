"""Field widgets of one box each, where the parts need a little more."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QWidget

from supdesk.domain.days import next_day, read_date, show_date
from supdesk.domain.nhs_numbers import DIGITS, digits_of, fault_in, is_nhs_number, shown
from supdesk.ui import theme
from supdesk.ui.parts import DateEdit, LineEdit, Words, row

NO_DAY = "Write a date such as 4 March 2026 or 04/03/2026."


class DayInput(DateEdit):
    """A date; a stored one (2026-03-04) is shown as people write it. What is no day is marked as one leaves."""

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__(name, placeholder)
        self._line.editingFinished.connect(self._left)

    def set_raw(self, value: object) -> None:
        super().set_raw(shown_day(value))

    def trouble(self) -> str:
        """What is wrong with what stands there; nothing while one is still typing."""
        text = self.raw().strip()
        return NO_DAY if text and not self._line.hasFocus() and read_date(text) is None else ""

    def understood(self, text: str) -> date | None:
        """The day that is meant by what was typed."""
        return read_date(text)

    def _left(self) -> None:
        if not self._line.isModified():
            return
        self._line.setModified(False)
        text = self.raw().strip()
        day = self.understood(text)
        if day is not None and read_date(text) is None:
            self.set_raw(show_date(day))
        self.edited.emit(self.raw())


class DueInput(DayInput):
    """A day to come: without its year it is the next such day, shown back in full."""

    def understood(self, text: str) -> date | None:
        return next_day(text, QDate.currentDate().toPython())  # type: ignore[arg-type]


class NumberInput(QWidget):
    """A whole number with its unit beside it. Raw is the text."""

    edited = Signal(object)

    def __init__(self, name: str, unit: str) -> None:
        super().__init__()
        self._line = LineEdit(name, width=112)
        self.setLayout(row(self._line, Words(unit, "muted", wrap=False), None))
        self.setFocusProxy(self._line)
        self._line.edited.connect(self.edited)

    def raw(self) -> str:
        """The text as typed."""
        return self._line.raw()

    def set_raw(self, value: object) -> None:
        """Show this text or number."""
        self._line.set_raw("" if value is None else str(value))


class NhsNumberInput(LineEdit):
    """An NHS number, checked as soon as all its digits are there, and grouped once one leaves it."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "000 000 0000")
        self.setMinimumWidth(theme.current().px(152))
        self.editingFinished.connect(lambda: self.set_raw(self.raw()))

    def set_raw(self, value: object) -> None:
        text = str(value or "")
        super().set_raw(shown(digits_of(text)) if is_nhs_number(text) else text)

    def trouble(self) -> str:
        """What is wrong with what is typed so far; nothing before there could be a whole number."""
        return fault_in(self.raw()) if len(digits_of(self.raw())) >= DIGITS else ""


def shown_day(value: object) -> str:
    """A stored day as people write it; anything else as it stands."""
    text = str(value or "")
    day = read_date(text) if len(text) == 10 and text[4] == "-" else None
    return show_date(day) if day else text


def cells(item: object) -> dict[str, Any]:
    """A row of a table as given, or an empty one."""
    return dict(item) if isinstance(item, Mapping) else {}
