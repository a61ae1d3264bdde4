"""People named on a form: typed freely, or completed from those one knows."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from supdesk.domain.people import Party
from supdesk.ui import theme
from supdesk.ui.forms.shares import Shares
from supdesk.ui.parts import Flow, LineEdit, SecondaryButton, Suggest, ToolButton, Words, clear, column, row


class NameEdit(Suggest):
    """A name as typed or picked from known people."""

    picked = Signal(object)

    def __init__(self, name: str, people: Sequence[Party], placeholder: str = "") -> None:
        self._people = tuple(people)
        opens = f"{name}: choose from the people you know"
        super().__init__(name, [(party.name, party.shown) for party in people], opens, placeholder)
        self.chosen.connect(lambda place: self.picked.emit(self._people[place]))

    def match(self, text: str) -> Party | None:
        """The one known person of that name, None when there is none or more than one."""
        place = self.place(text)
        return None if place is None else self._people[place]


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
        self.add = NameEdit(f"{name}: add a person", people, "Name")
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
