"""Dates and times as people type them; the raw text is kept, and whoever reads it decides what it means."""

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QWidget

from supdesk.ui import icons, theme
from supdesk.ui.parts.buttons import ToolButton
from supdesk.ui.parts.inputs import LineEdit
from supdesk.ui.parts.layouts import column

BRITISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
_SHAPES = ("d MMMM yyyy", "d MMM yyyy", "d/M/yyyy", "dd/MM/yyyy", "d.M.yyyy", "d-M-yyyy", "yyyy-MM-dd")


class DateEdit(QWidget):
    """A date typed as "4 March 2026" or "04/03/2026", or picked from a calendar (Alt+Down)."""

    edited = Signal(object)

    def __init__(self, name: str, placeholder: str = "Day month year", *, width: int = 216) -> None:
        super().__init__()
        self._line = LineEdit(name, placeholder)
        self._button = ToolButton(f"{name}: choose from a calendar", "calendar", self.open_calendar)
        self._button.setParent(self)
        self._button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # for the keyboard there is Alt+Down
        self.setLayout(column(self._line))
        self.setFixedWidth(theme.current().px(width))
        self.setFocusProxy(self._line)
        self.setAccessibleName(name)
        self._line.setTextMargins(0, 0, theme.current().px(32), 0)
        self._line.edited.connect(self.edited)
        self._line.installEventFilter(self)

    def raw(self) -> str:
        """The text as typed."""
        return self._line.raw()

    def set_raw(self, value: object) -> None:
        """Show this text."""
        self._line.set_raw(value)

    def open_calendar(self) -> None:
        """Show the month of the typed date, or this month, below the box."""
        popup = _Calendar(read_date(self.raw()), self)
        popup.picked.connect(self._pick)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        popup.show()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        alt_down = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and _asks(event)
        if alt_down:
            self.open_calendar()
        return alt_down

    def resizeEvent(self, event: QResizeEvent) -> None:
        side, edge = self._button.sizeHint().width(), theme.current().px(5)
        self._button.setGeometry(self.width() - side - edge, (self.height() - side) // 2, side, side)
        self._button.raise_()

    def _pick(self, date: QDate) -> None:
        self.set_raw(BRITISH.toString(date, _SHAPES[0]))
        self._line.setFocus()
        self.edited.emit(self.raw())


class TimeEdit(LineEdit):
    """A time of day typed as "14:30"."""

    def __init__(self, name: str, placeholder: str = "hh:mm", *, width: int = 112) -> None:
        super().__init__(name, placeholder, width=width)


def read_date(text: str) -> QDate:
    """The date typed, for showing its month; today where it cannot be read."""
    for shape in _SHAPES:
        date = BRITISH.toDate(text.strip(), shape)
        if date.isValid() and date.year() > 1900:
            return date
    return QDate.currentDate()


def _asks(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier


class _Month(QCalendarWidget):
    """One month, drawn in the house's colours; Qt's own drawing shows weekends in red."""

    def __init__(self, date: QDate) -> None:
        super().__init__()
        self.setLocale(BRITISH)
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setSelectedDate(date)
        self.setMinimumSize(theme.current().px(336), theme.current().px(312))
        plain = QTextCharFormat()
        plain.setForeground(theme.current().colour("muted"))
        for day in Qt.DayOfWeek:
            self.setWeekdayTextFormat(day, plain)
        self._arrow("qt_calendar_prevmonth", "chevron-left", "Month before")
        self._arrow("qt_calendar_nextmonth", "chevron-right", "Month after")

    def paintCell(self, painter: QPainter, rect: QRect, date: QDate | object) -> None:
        """A day as a number, the chosen one on a disc, today in a ring."""
        assert isinstance(date, QDate)
        worn, chosen = theme.current(), date == self.selectedDate()
        side = min(rect.width(), rect.height()) - 4
        disc = QRectF(0, 0, side, side)
        disc.moveCenter(QRectF(rect).center())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, worn.colour("surface"))
        painter.setPen(QPen(worn.colour("primary"), 2) if date == QDate.currentDate() else Qt.PenStyle.NoPen)
        painter.setBrush(worn.colour("primary") if chosen else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc)
        elsewhere = date.month() != self.monthShown()
        painter.setPen(worn.colour("on_primary" if chosen else "disabled" if elsewhere else "text"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(date.day()))

    def _arrow(self, child: str, drawing: str, name: str) -> None:
        button = self.findChild(QToolButton, child)
        if button is not None:
            button.setIcon(icons.icon(drawing, "strong", 18))
            button.setAccessibleName(name)


class _Calendar(QFrame):
    """The calendar that drops from a date box; a window of its own so that it may leave the box's frame."""

    picked = Signal(QDate)

    def __init__(self, date: QDate, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "popup")
        self.month = _Month(date)
        self.month.setAccessibleName("Calendar")
        self.setLayout(column(self.month, margin=8))
        self.month.clicked.connect(self._choose)
        self.month.activated.connect(self._choose)
        self.month.setFocus()

    def _choose(self, date: QDate) -> None:
        self.picked.emit(date)
        self.close()
