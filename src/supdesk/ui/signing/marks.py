"""The places where people sign."""

from datetime import date

from PySide6.QtCore import Signal

from supdesk.domain.people import Party
from supdesk.domain.records import Mark
from supdesk.forms.definition import Signer
from supdesk.ui.parts import Card, Field, LineEdit, SignaturePad


class MarkCard(Card):
    """One person's place: the name they type and the signature they draw."""

    edited = Signal()

    def __init__(self, signer: Signer, party: Party) -> None:
        super().__init__(signer.label)
        self._signer = signer
        self.name = Field("Name", LineEdit(f"Name of {signer.label}"), name=f"Name of {signer.label}", needed=True)
        self.name.set_raw(party.name)
        self.pad = SignaturePad(f"Signature of {party.name or signer.label}")
        self.add(self.name, self.pad)
        self.name.edited.connect(lambda _: self.edited.emit())
        self.pad.edited.connect(lambda _: self.edited.emit())

    @property
    def complete(self) -> bool:
        """Whether there are a name and a signature."""
        return bool(self.name.raw().strip()) and not self.pad.empty

    def mark(self, on: date) -> Mark:
        """What was typed and drawn, made on that day."""
        strokes = tuple(tuple(stroke) for stroke in self.pad.strokes())
        return Mark(self._signer.role, self._signer.label, self.name.raw().strip(), on, strokes)
