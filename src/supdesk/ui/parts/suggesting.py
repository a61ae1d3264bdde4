"""A line that is typed freely, or completed from what is known."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView, QStyledItemDelegate, QWidget

from supdesk.domain.spelling import folded
from supdesk.ui import theme
from supdesk.ui.parts.buttons import ToolButton
from supdesk.ui.parts.choosing import IN_SIGHT, room_for
from supdesk.ui.parts.inputs import LineEdit
from supdesk.ui.parts.layouts import column

_TEXT = Qt.ItemDataRole.UserRole
_PLACE = Qt.ItemDataRole.UserRole + 1


class Suggest(QWidget):
    """Text as typed or picked from `options`, pairs of it and how it is shown; Alt+Down shows them all.

    Raw is the text. `opens` says what the button that shows them does.
    """

    edited = Signal(object)
    chosen = Signal(int)

    def __init__(self, name: str, options: Sequence[tuple[str, str]], opens: str, placeholder: str = "") -> None:
        super().__init__()
        self._options: tuple[tuple[str, str], ...] = ()
        self.line = LineEdit(name, placeholder)
        self._open = ToolButton(opens, "chevron-down", self.open)
        self._open.setParent(self)
        self._open.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # for the keyboard there is Alt+Down
        self.setLayout(column(self.line))
        self.setFocusProxy(self.line)
        self.setAccessibleName(name)
        self.line.edited.connect(self.edited)
        self.line.edited.connect(self._put_list_away)
        self.line.installEventFilter(self)
        self.suggest(options)

    def raw(self) -> str:
        """The text as typed."""
        return self.line.raw()

    def set_raw(self, value: object) -> None:
        """Show this text."""
        self.line.set_raw(value)

    def suggest(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer these from now on; what is typed stays."""
        self._options = tuple(options)
        self._open.setVisible(bool(options))
        self.line.setTextMargins(0, 0, theme.current().px(32) if options else 0, 0)
        self.line.setCompleter(self._completer() if options else None)  # type: ignore[arg-type]

    def open(self) -> None:
        """Show all there are below the line."""
        completer = self.line.completer()
        if self._options and completer is not None:
            self.line.setFocus()
            completer.setCompletionPrefix("")
            completer.complete()

    def place(self, text: str) -> int | None:
        """Where that text stands among the options, None when it does not or more than once."""
        found = [place for place, (known, _) in enumerate(self._options) if folded(known) == folded(text)]
        return found[0] if len(found) == 1 else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        asks = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and _asks(event)
        if asks:
            self.open()
        return asks

    def resizeEvent(self, event: QResizeEvent) -> None:
        side, edge = self._open.sizeHint().width(), theme.current().px(5)
        self._open.setGeometry(self.width() - side - edge, (self.height() - side) // 2, side, side)
        self._open.raise_()

    def _completer(self) -> QCompleter:
        model = QStandardItemModel(self)
        for place, (text, shown) in enumerate(self._options):
            item = QStandardItem(shown)
            item.setData(text, _TEXT)
            item.setData(place, _PLACE)
            model.appendRow(item)
        completer = QCompleter(model, self)
        completer.setCompletionRole(_TEXT)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = QListView()
        completer.setPopup(popup)
        popup.setProperty("kind", "drop")
        popup.setItemDelegate(QStyledItemDelegate(popup))
        popup.setMinimumWidth(room_for([shown for _, shown in self._options], self.fontMetrics()))
        completer.setMaxVisibleItems(IN_SIGHT)
        completer.activated[QModelIndex].connect(self._pick)  # type: ignore[index]
        return completer

    def _put_list_away(self, text: str) -> None:
        """Of what is typed whole there is nothing to choose: the list would only swallow the next click."""
        completer = self.line.completer()
        popup = completer.popup() if completer is not None else None
        if self.place(text) is not None and popup is not None:
            QTimer.singleShot(0, popup, popup.hide)

    def _pick(self, index: QModelIndex) -> None:
        place = int(index.data(_PLACE))
        text = self._options[place][0]
        self.set_raw(text)
        self.chosen.emit(place)
        self.edited.emit(text)


def _asks(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier
