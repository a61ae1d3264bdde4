"""A table of many rows: sorted by a click on a heading, opened by Enter or a double click, quick with thousands."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from supdesk.ui import theme
from supdesk.ui.parts.rows import badge_size, paint_badge
from supdesk.ui.parts.words import plain_tip

Index = QModelIndex | QPersistentModelIndex
HEIGHT = 52
"""Height of a row in pixels at 100 %: room for two lines."""
LEAST = 128
"""The least width in pixels at 100 % of a column that shares what is left; with less the table scrolls sideways."""
_TONE = Qt.ItemDataRole.UserRole
_SORT = Qt.ItemDataRole.UserRole + 1
_SELECTED = QStyle.StateFlag.State_Selected


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words, the tone of its badge if it is a state, what it is sorted by if not by its words, and
    a `hint` for whoever asks why it says so."""

    text: str
    tone: str = ""
    sort: object = None
    strong: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading and width in pixels at 100 %; without a width, its `share` of the room left over."""

    title: str
    width: int = 0
    right: bool = False
    share: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row and the key it is known by."""

    key: str
    cells: Sequence[Cell | str] = field(default_factory=tuple)


class _Rows(QAbstractTableModel):
    """The rows as Qt asks for them."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = columns
        self.rows: Sequence[Row] = ()

    def replace(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self._cell(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell.text
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return cell.hint
        if role == _TONE:
            return cell.tone
        if role == _SORT:
            return cell.text.casefold() if cell.sort is None else cell.sort
        if role == Qt.ItemDataRole.FontRole and cell.strong:
            return _strong()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return self._alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _cell(self, index: Index) -> Cell:
        cell = self.rows[index.row()].cells[index.column()]
        return Cell(cell) if isinstance(cell, str) else cell

    def _alignment(self, section: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class _Order(QSortFilterProxyModel):
    """The rows in the order a person asked for."""

    def lessThan(self, left: Index, right: Index) -> bool:
        a, b = left.data(_SORT), right.data(_SORT)
        try:
            return bool(a < b)
        except TypeError:
            return str(a) < str(b)


class _Paint(QStyledItemDelegate):
    """Draws whole rows under the pointer, room around words, hairlines and badges."""

    hovered = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme.current().px(HEIGHT))

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """A cell's hint is shown under the pointer, else its words, whole, where they are cut."""
        words = index.data() if index.isValid() and cut(index, view) else ""
        text = index.data(Qt.ItemDataRole.ToolTipRole) or words
        QToolTip.showText(event.globalPos(), plain_tip(str(text or "")), view, option.rect)
        return True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        worn, box = theme.current(), option.rect
        chosen = bool(option.state & _SELECTED)
        if chosen or index.row() == self.hovered:
            painter.fillRect(box, worn.colour("selected" if chosen else "hover"))
        painter.setPen(worn.colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        room, text, tone = box.adjusted(worn.px(12), 0, -worn.px(12), 0), index.data(), index.data(_TONE)
        if tone and text:
            size = badge_size(text, option.font)
            spot = QRectF(
                room.x() - worn.px(2), room.center().y() - size.height() / 2 + 1, size.width(), size.height()
            )
            paint_badge(painter, spot, text, tone, option.font)
            return
        painter.setFont(index.data(Qt.ItemDataRole.FontRole) or option.font)
        painter.setPen(worn.colour("text"))
        painter.drawText(
            room,
            int(index.data(Qt.ItemDataRole.TextAlignmentRole)),
            "\n".join(folded(text, painter.fontMetrics(), room.width())),
        )


class Table(QTableView):
    """Rows of a kind. `opened` carries the key of the row a person opened, `chosen` of the one they stand on.

    Where there are no rows to show, it says `nothing`.
    """

    opened = Signal(str)
    chosen = Signal(str)

    def __init__(self, name: str, columns: Sequence[Column | str], nothing: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._nothing, self._fitting = nothing, False
        self._model = _Rows([Column(column) if isinstance(column, str) else column for column in columns])
        self._order = _Order()
        self._order.setSourceModel(self._model)
        self._paint = _Paint(self)
        self.setModel(self._order)
        self.setItemDelegate(self._paint)
        self._settle()
        self._widths()
        self.doubleClicked.connect(lambda index: self.opened.emit(self._key(index)))
        self.selectionModel().currentRowChanged.connect(lambda index, _: self.chosen.emit(self._key(index)))

    def set_rows(self, rows: Sequence[Row], nothing: str = "") -> None:
        """Show these rows, in this order until a heading is clicked; stand on the same one if it is still there.

        `nothing` is said in place of what was, where there are no rows.
        """
        self._nothing = nothing or self._nothing
        kept = self.current_key()
        self._model.replace(rows)
        self.choose(kept)
        self.setAccessibleDescription("" if rows else self._nothing)

    def current_key(self) -> str:
        """The key of the row a person stands on, or nothing."""
        return self._key(self.currentIndex())

    def choose(self, key: str) -> None:
        """Stand on the row of that key, if it is there."""
        for place, each in enumerate(self._model.rows):
            if key and each.key == key:
                self.setCurrentIndex(self._order.mapFromSource(self._model.index(place, 0)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_key():
            self.opened.emit(self.current_key())
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._model.rows:
            painter = QPainter(self.viewport())
            painter.setPen(theme.current().colour("muted"))
            room = self.viewport().rect().adjusted(0, theme.current().px(32), 0, 0)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), self._nothing)
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def updateGeometries(self) -> None:
        """Where there are more rows than room, the last one in sight is whole: what is left stays empty."""
        if self._fitting:
            return
        self._fitting = True
        super().updateGeometries()
        bar, row = self.verticalScrollBar(), self.verticalHeader().defaultSectionSize()
        if bar.maximum() and (rest := self.viewport().height() % row):
            margins = self.viewportMargins()
            self.setViewportMargins(margins.left(), margins.top(), margins.right(), rest)
            bar.setPageStep(self.viewport().height())
            bar.setMaximum(bar.maximum() + rest)
        self._fitting = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: Any) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, place: int) -> None:
        if place != self._paint.hovered:
            self._paint.hovered = place
            self.viewport().update()

    def _key(self, index: Index) -> str:
        return self._model.rows[self._order.mapToSource(index).row()].key if index.isValid() else ""

    def _settle(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.current().px(HEIGHT))
        self.verticalScrollBar().setSingleStep(theme.current().px(HEIGHT))
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)

    def _widths(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(theme.current().px(72))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for place, each in enumerate(self._model.columns):
            if each.width:
                header.resizeSection(place, theme.current().px(each.width))

    def _share_out(self) -> None:
        """Give what the columns of a fixed width leave to the others."""
        header, columns = self.horizontalHeader(), self._model.columns
        left = self.viewport().width() - sum(header.sectionSize(n) for n, each in enumerate(columns) if each.width)
        shares = sum(each.share for each in columns if not each.width)
        for place, each in enumerate(columns):
            if not each.width:
                header.resizeSection(place, max(left * each.share // shares, theme.current().px(LEAST)))


def cut(index: Index, view: QAbstractItemView) -> bool:
    """Whether the words of a cell do not fit into its column."""
    if not index.isValid() or index.data(_TONE):
        return False
    font = index.data(Qt.ItemDataRole.FontRole) or view.font()
    room = view.visualRect(index).width() - 2 * theme.current().px(12)
    text = str(index.data() or "")
    return " ".join(folded(text, QFontMetrics(font), room)) not in (text, " ".join(text.split()))


def folded(text: str, metrics: QFontMetrics, width: int) -> list[str]:
    """The words on one line, or on two where they must; what does not fit even so ends in dots."""
    if metrics.horizontalAdvance(text) <= width:
        return [text]
    words = text.split()
    fitting = (n for n in range(len(words) - 1, 0, -1) if metrics.horizontalAdvance(" ".join(words[:n])) <= width)
    taken = next(fitting, 0)
    last = metrics.elidedText(" ".join(words[taken:]), Qt.TextElideMode.ElideRight, width)
    return [*([" ".join(words[:taken])] if taken else []), last]


def _strong() -> QFont:
    font = QApplication.font()
    font.setBold(True)
    return font
