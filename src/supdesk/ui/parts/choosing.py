"""Answers chosen from few: pills or a list, chips, a scale, a tick. State shows by shape as well as by colour."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QListView, QRadioButton, QSizePolicy, QWidget

from supdesk.ui import icons, theme
from supdesk.ui.parts import marks
from supdesk.ui.parts.layouts import Flow, column, row
from supdesk.ui.parts.words import Words

Options = Sequence[str] | Sequence[tuple[str, str]]
FEW = 4
"""Up to this many short options are shown side by side; more become a list that drops."""


def _pairs(options: Options) -> list[tuple[str, str]]:
    return [(option, option) if isinstance(option, str) else option for option in options]


LEAST = 12
"""Letters of the answer that a list shows where room is short."""
MOST = 480
"""The widest a list is on a page, and what drops from it anywhere, in pixels at 100 %."""
AROUND = 48
"""Pixels at 100 % beside the words of a list that dropped."""
IN_SIGHT = 12
"""How many options are seen at once of what drops."""


def room_for(words: Iterable[str], metrics: QFontMetrics) -> int:
    """The width in pixels of what drops, so that none of these is cut."""
    wide = max(map(metrics.horizontalAdvance, words), default=0) + theme.current().px(AROUND)
    return min(wide, theme.current().px(MOST))


class _Pill(QRadioButton):
    """One option of a few, as a pill with its radio mark."""

    def sizeHint(self) -> QSize:
        return marks.pill_size(self)

    def minimumSizeHint(self) -> QSize:
        return marks.pill_size(self)

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        marks.paint_pill(self, round_mark=True)


class _Chip(QCheckBox):
    """One of several that may be chosen together, as a pill with its tick box."""

    def sizeHint(self) -> QSize:
        return marks.pill_size(self)

    def minimumSizeHint(self) -> QSize:
        return marks.pill_size(self)

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        marks.paint_pill(self, round_mark=False)


class _Degree(QRadioButton):
    """One step of a scale, as a numbered disc."""

    def sizeHint(self) -> QSize:
        side = theme.current().px(44)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        marks.paint_disc(self)


class _List(QComboBox):
    """A list that drops; the wheel scrolls the page and never changes the answer."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def showPopup(self) -> None:
        """What drops has room for its words, however narrow the list itself stands."""
        words = [self.itemText(place) for place in range(self.count())]
        self.view().setMinimumWidth(room_for(words, self.fontMetrics()))
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme.current().px(18)
        arrow = icons.pixmap("chevron-down", "muted", 18, self.devicePixelRatioF())
        painter.drawPixmap(
            QRect(self.width() - side - theme.current().px(10), (self.height() - side) // 2, side, side), arrow
        )
        painter.end()


class _Radios(QWidget):
    """Radio buttons that are one answer; where it `may_be_none`, Delete takes the answer back."""

    edited = Signal(object)

    def __init__(self, name: str, buttons: Sequence[tuple[str, QRadioButton]]) -> None:
        super().__init__()
        self.may_be_none = False
        self.setAccessibleName(name)
        self._buttons = dict(buttons)
        self._group = QButtonGroup(self)
        for value, button in buttons:
            self._group.addButton(button)
            button.setAccessibleDescription(name)
            button.clicked.connect(lambda _=False, v=value: self.edited.emit(v))
            button.toggled.connect(lambda _: self._lead())
        self._lead()

    def raw(self) -> str:
        """The value of the chosen option, or nothing."""
        return next((value for value, button in self._buttons.items() if button.isChecked()), "")

    def set_raw(self, value: object) -> None:
        """Choose the option of that value; an unknown one leaves none chosen."""
        self._group.setExclusive(False)
        for key, button in self._buttons.items():
            button.setChecked(key == str(value or ""))
        self._group.setExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.may_be_none and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.raw():
            self.set_raw("")
            self.edited.emit("")
        else:
            super().keyPressEvent(event)

    def _lead(self) -> None:
        """The keyboard comes to the chosen one, or to the first."""
        buttons = list(self._buttons.values())
        if buttons:
            self.setFocusProxy(next((each for each in buttons if each.isChecked()), buttons[0]))


class Pills(_Radios):
    """One of a few options, all in sight."""

    def __init__(self, name: str, options: Options) -> None:
        super().__init__(name, [(value, _Pill(label.replace("&", "&&"))) for value, label in _pairs(options)])
        self.setLayout(Flow(*self._buttons.values()))


class Scale(_Radios):
    """A degree from 1 to `steps`, with words for both ends. The raw value is the number as text."""

    def __init__(self, name: str, low: str, high: str, steps: int = 5) -> None:
        degrees = [str(number) for number in range(1, steps + 1)]
        super().__init__(name, [(degree, _Degree(degree)) for degree in degrees])
        for degree, button in self._buttons.items():
            end = low if degree == "1" else high if degree == degrees[-1] else ""
            button.setAccessibleName(f"{degree} of {steps}" + (f", {end}" if end else ""))
        ends = Words(low, "muted", wrap=False), Words(high, "muted", wrap=False)
        self.setLayout(row(ends[0], 4, *self._buttons.values(), 4, ends[1], None))
        self.may_be_none = True


class Choice(QWidget):
    """One of several: pills when few and short, otherwise a list that drops. Raw is the option's value.

    Where the answer `may_be_none`, pills let it be taken back by Delete.
    """

    edited = Signal(object)

    def __init__(
        self,
        name: str,
        options: Options,
        *,
        pills: bool | None = None,
        prompt: str = "Choose…",
        may_be_none: bool = False,
    ) -> None:
        super().__init__()
        pairs = _pairs(options)
        few = len(pairs) <= FEW and all(len(label) <= 32 for _, label in pairs)
        self.setAccessibleName(name)
        self._pills = Pills(name, pairs) if (few if pills is None else pills) else None
        self._list = None if self._pills else self._drop(name, pairs, prompt)
        inner = self._pills or self._list
        assert inner is not None
        self.setLayout(column(inner))
        self.setFocusProxy(inner)
        if self._pills:
            self._pills.may_be_none = may_be_none
            self._pills.edited.connect(self.edited)

    def raw(self) -> str:
        """The value of the chosen option, or nothing."""
        if self._pills:
            return self._pills.raw()
        assert self._list is not None
        return str(self._list.currentData() or "")

    def set_raw(self, value: object) -> None:
        """Choose the option of that value; an unknown one leaves none chosen."""
        if self._pills:
            self._pills.set_raw(value)
        elif self._list:
            self._list.setCurrentIndex(self._list.findData(str(value or "")))

    def set_options(self, options: Options) -> None:
        """Offer other options in the list that drops, keeping the answer where it is still offered."""
        assert self._list is not None, "pills are made once"
        kept = self.raw()
        self._list.clear()
        for value, label in _pairs(options):
            self._list.addItem(label, value)
        self.set_raw(kept)

    def fill(self) -> None:
        """Be as wide as the fields above and below, where they leave no room beside it."""
        if self._list:
            self._list.setMaximumWidth(theme.current().px(2 * MOST))

    def _drop(self, name: str, pairs: list[tuple[str, str]], prompt: str) -> _List:
        made = _List()
        made.setView(QListView())
        made.setAccessibleName(name)
        made.setPlaceholderText(prompt)
        made.setMaxVisibleItems(IN_SIGHT)
        made.setMinimumContentsLength(LEAST)
        made.setMaximumWidth(theme.current().px(MOST))
        for value, label in pairs:
            made.addItem(label, value)
        made.setCurrentIndex(-1)
        made.activated.connect(lambda _: self.edited.emit(self.raw()))
        return made


class Choices(QWidget):
    """Any number of several. Raw is the list of chosen values, in the order offered."""

    edited = Signal(object)

    def __init__(self, name: str, options: Options) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._chips = {value: _Chip(label.replace("&", "&&")) for value, label in _pairs(options)}
        for chip in self._chips.values():
            chip.setAccessibleDescription(name)
            chip.clicked.connect(lambda: self.edited.emit(self.raw()))
        self.setLayout(Flow(*self._chips.values()))
        if self._chips:
            self.setFocusProxy(next(iter(self._chips.values())))

    def raw(self) -> list[str]:
        """The chosen values."""
        return [value for value, chip in self._chips.items() if chip.isChecked()]

    def set_raw(self, value: object) -> None:
        """Choose exactly these values."""
        chosen = set(value) if isinstance(value, list | tuple | set | frozenset) else set()
        for key, chip in self._chips.items():
            chip.setChecked(key in chosen)


class Tick(QCheckBox):
    """A single yes, with a sentence beside it that may wrap."""

    edited = Signal(object)

    def __init__(self, text: str, *, name: str = "") -> None:
        super().__init__(text.replace("&", "&&"))
        self.setAccessibleName(name or text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda: self.edited.emit(self.raw()))

    def raw(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def set_raw(self, value: object) -> None:
        """Tick it or not."""
        self.setChecked(bool(value))

    def words(self) -> str:
        """The sentence as people read it."""
        return self.text().replace("&&", "&")

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._words_rect(width).height() + theme.current().px(12)

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self.words()) + self._indent() + theme.current().px(8)
        width = min(wide, theme.current().px(560))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(160), theme.current().px(32))

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme.current()
        words = self._words_rect(self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = worn.px(20)
        top = worn.px(6) + (self.fontMetrics().height() - side) / 2
        marks.paint_mark(painter, self, QRectF(worn.px(4), top, side, side), round_mark=False)
        painter.setPen(worn.colour("text" if self.isEnabled() else "disabled"))
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap), self.words())
        painter.end()
        if self.hasFocus():
            marks.ring(self)

    def _indent(self) -> int:
        return theme.current().px(34)

    def _words_rect(self, width: int) -> QRect:
        room = QRect(
            self._indent(), theme.current().px(6), max(width - self._indent() - theme.current().px(4), 40), 10_000
        )
        return self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.words())
