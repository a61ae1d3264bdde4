"""People named on a form: typed freely, or completed from those one knows."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QFrame, QWidget

from supdesk.domain.people import Party
from supdesk.ui import theme
from supdesk.ui.forms.shares import Shares
from supdesk.ui.parts import Flow, LineEdit, SecondaryButton, ToolButton, Words, clear, column, row

_NAME = Qt.ItemDataRole.UserRole
_PLACE = Qt.ItemDataRole.UserRole + 1


class NameEdit(QWidget):
    """A name as typed or picked from known people (Alt+Down shows them all). Raw is the text."""

    edited = Signal(object)
    picked = Signal(object)

    def __init__(self, name: str, people: Sequence[Party], placeholder: str = "") -> None:
        super().__init__()
        self._people = tuple(people)
        self.line = LineEdit(name, placeholder)
        self._open = ToolButton(f"{name}: choose from the people you know", "chevron-down", self.open)
        self._open.setParent(self)
        self._open.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # for the keyboard there is Alt+Down
        self._open.setVisible(bool(people))
        self.setLayout(column(self.line))
        self.setFocusProxy(self.line)
        self.setAccessibleName(name)
        self.line.edited.connect(self.edited)
        self.line.edited.connect(self._put_list_away)
        self.line.installEventFilter(self)
        self._complete()

    def raw(self) -> str:
        """The text as typed."""
        return self.line.raw()

    def set_raw(self, value: object) -> None:
        """Show this text."""
        self.line.set_raw(value)

    def open(self) -> None:
        """Show everybody one knows below the line."""
        completer = self.line.completer()
        if self._people and completer is not None:
            self.line.setFocus()
            completer.setCompletionPrefix("")
            completer.complete()

    def match(self, text: str) -> Party | None:
        """The one known person of that name, None when there is none or more than one."""
        wanted = " ".join(text.split()).casefold()
        found = [party for party in self._people if party.name.casefold() == wanted]
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

    def _complete(self) -> None:
        if not self._people:
            return
        model = QStandardItemModel(self)
        for place, party in enumerate(self._people):
            item = QStandardItem(party.shown)
            item.setData(party.name, _NAME)
            item.setData(place, _PLACE)
            model.appendRow(item)
        completer = QCompleter(model, self)
        completer.setCompletionRole(_NAME)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated[QModelIndex].connect(self._pick)  # type: ignore[index]
        self.line.setTextMargins(0, 0, theme.current().px(32), 0)
        self.line.setCompleter(completer)

    def _put_list_away(self, text: str) -> None:
        """Of a name typed whole there is nothing to choose: the list would only swallow the next click."""
        completer = self.line.completer()
        popup = completer.popup() if completer is not None else None
        if self.match(text) and popup is not None:
            QTimer.singleShot(0, popup, popup.hide)

    def _pick(self, index: QModelIndex) -> None:
        party = self._people[int(index.data(_PLACE))]
        self.set_raw(party.name)
        self.picked.emit(party)
        self.edited.emit(party.name)


def _asks(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier


class PersonInput(QWidget):
    """One person by name and designation. Raw is `{"id", "name", "designation"}`; the id is kept while it fits."""

    edited = Signal(object)

    def __init__(self, name: str, people: Sequence[Party]) -> None:
        super().__init__()
        self._kept: dict[str, Any] = {}
        self.who = NameEdit(name, people, "Name")
        self.post = LineEdit(f"{name}: designation", "Designation")
        shares = Shares(8, fills=True)
        for each in (self.who, self.post):
            each.setMinimumWidth(theme.current().px(240))
            shares.put(each, "half")
        self.setLayout(shares)
        self.setFocusProxy(self.who)
        self.who.edited.connect(self._name_typed)
        self.who.picked.connect(self._picked)
        self.post.edited.connect(lambda text: self._now(designation=text))

    def raw(self) -> dict[str, Any]:
        """The person as shown, or nothing where there is no name and no designation."""
        return dict(self._kept)

    def set_raw(self, value: object) -> None:
        """Show a person; a bare name will do."""
        self._kept = dict(value) if isinstance(value, Mapping) else {"name": str(value)} if value else {}
        self.who.set_raw(self._kept.get("name"))
        self.post.set_raw(self._kept.get("designation"))

    def _name_typed(self, text: str) -> None:
        if text == self._kept.get("name"):
            return
        party = self.who.match(text)
        if party is not None and not self.post.raw():
            self._picked(party)
        else:
            self._now(id=party.person_id if party else "", name=text)

    def _picked(self, party: Party) -> None:
        self.post.set_raw(party.designation)
        self._now(id=party.person_id, name=party.name, designation=party.designation)

    def _now(self, **change: str) -> None:
        self._kept = {"id": "", "name": "", "designation": ""} | self._kept | change
        self.edited.emit(self.raw())


class PeopleInput(QWidget):
    """Any number of people as chips, with a line to add one more. Raw is a list of persons."""

    edited = Signal(object)

    def __init__(self, name: str, people: Sequence[Party]) -> None:
        super().__init__()
        self._kept: list[Any] = []
        self.add = NameEdit(f"{name}: add a person", people, "Add a name")
        self._button = SecondaryButton("Add", "add", self._typed, name=f"{name}: add")
        self._chips = Flow()
        self._shown = QWidget()
        self._shown.setLayout(self._chips)
        line = row(self.add, self._button)
        line.setStretch(0, 1)
        self.setLayout(column(self._shown, line))
        self.setFocusProxy(self.add)
        self.add.picked.connect(self._append)
        self.add.line.editingFinished.connect(self._typed)
        self._draw()

    def raw(self) -> list[Any]:
        """The people, as given and added."""
        return list(self._kept)

    def set_raw(self, value: object) -> None:
        """Show these people."""
        self._kept = list(value) if isinstance(value, list | tuple) else []
        self._draw()

    def _typed(self) -> None:
        text = " ".join(self.add.raw().split())
        name, _, post = text.partition(",")
        if name.strip():
            self._append(self.add.match(text) or Party("", name.strip(), post.strip()))

    def _append(self, party: Party) -> None:
        self.add.set_raw("")
        person = {"id": party.person_id, "name": party.name, "designation": party.designation}
        if person in self._kept:
            return
        self._kept.append(person)
        self._draw()
        self.edited.emit(self.raw())

    def _remove(self, place: int) -> None:
        del self._kept[place]
        self.add.setFocus()
        self._draw()
        self.edited.emit(self.raw())

    def _draw(self) -> None:
        clear(self._chips)
        for place, person in enumerate(self._kept):
            self._chips.addWidget(self._chip(place, _shown(person)))
        self._shown.setVisible(bool(self._kept))

    def _chip(self, place: int, shown: str) -> QFrame:
        chip = QFrame()
        chip.setProperty("kind", "sunken")
        chip.setAccessibleName(shown)
        away = ToolButton(f"Remove {shown}", "close", lambda: self._remove(place))
        chip.setLayout(row(Words(shown, wrap=False), away, gap=4, margin=(12, 2, 4, 2)))
        return chip


def _shown(person: object) -> str:
    if not isinstance(person, Mapping):
        return str(person or "")
    return ", ".join(str(part) for part in (person.get("name"), person.get("designation")) if part)
