"""The places where people sign."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal

from supdesk.domain.people import Party
from supdesk.domain.records import Mark, is_signature
from supdesk.forms.definition import Signer
from supdesk.ui.parts import Card, Choice, Field, LineEdit, SignaturePad


class MarkCard(Card):
    """One place to sign: the name somebody types and the signature they draw; of several, one is nominated."""

    edited = Signal()

    def __init__(self, signer: Signer, people: Sequence[Party]) -> None:
        super().__init__(signer.label)
        self._signer = signer
        self.nominated: Field | None = None
        self.name = Field("Name", LineEdit(f"Name of {signer.label}"), name=f"Name of {signer.label}", needed=True)
        alone = people[0].name if len(people) == 1 else ""
        self.pad = SignaturePad(f"Signature of {alone}" if alone else "Signature for the group")
        self.name.set_raw(alone)
        if len(people) > 1:
            self.nominated = nominee_field("Who signs for the group", [party.name for party in people])
            self.nominated.edited.connect(self._nominate)
            self.add(self.nominated)
        self.add(self.name, self.pad)
        self.name.edited.connect(lambda _: self.edited.emit())
        self.pad.edited.connect(lambda _: self.edited.emit())

    @property
    def lacking(self) -> str:
        """What is still missing here, in words, or nothing."""
        who = self.name.raw().strip()
        if not who:
            return "who signs for the group" if self.nominated else f"a name for “{self._signer.label}”"
        if self.pad.empty:
            return f"the signature of {who}"
        return "" if is_signature(self.pad.strokes()) else f"more than a dot to sign for {who}"

    def mark(self, on: date) -> Mark:
        """What was typed and drawn, made on that day."""
        strokes = tuple(tuple(stroke) for stroke in self.pad.strokes())
        return Mark(self._signer.role, self._signer.label, self.name.raw().strip(), on, strokes)

    def _nominate(self, name: str) -> None:
        """Somebody else signs: their name, and a pad nobody has drawn on."""
        self.name.set_raw(name)
        self.pad.clear()
        self.edited.emit()


def nominee_field(label: str, names: Sequence[str]) -> Field:
    """One of a group, chosen to act for all; nobody is chosen from the start."""
    return Field(label, Choice(label, list(names)), needed=True)
