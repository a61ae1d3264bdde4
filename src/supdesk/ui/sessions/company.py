"""With whom a session is, of which kind, and how: asked alike when it is planned and when it is started."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from supdesk.desk import planning
from supdesk.domain.people import Person
from supdesk.domain.sessions import Kind, Mode
from supdesk.ui.parts import Choice, Choices, Field
from supdesk.ui.seat import Seat

ONE_ONLY = "A one-to-one session is with one person. Choose Group, or leave one person chosen."


class Company:
    """The three fields. A class because the kind follows the people until somebody chooses it."""

    def __init__(self, found: Sequence[Person], people: Sequence[str]) -> None:
        self.people = Field("With", Choices("With", [(p.id, p.name) for p in found]), needed=True)
        self.kind = Field("Kind", Choice("Kind", [(kind.value, kind.label) for kind in Kind]), needed=True)
        self.mode = Field("How", Choice("How", [(mode.value, mode.label) for mode in Mode]), needed=True)
        self.fields = (self.people, self.kind, self.mode)
        self.people.set_raw(list(people))
        self.kind.set_raw(Kind.ONE_TO_ONE.value)
        self.mode.set_raw(Mode.FACE_TO_FACE.value)
        self._chosen = False
        self.kind.edited.connect(lambda _: self._choose())
        self.people.edited.connect(lambda _: self._follow())
        self._follow()

    def read(self) -> tuple[Kind, Mode, list[str]]:
        """Kind, way, and the ids of the people."""
        return Kind(self.kind.raw()), Mode(self.mode.raw()), list(self.people.raw())

    def choose(self, kind: Kind, mode: Mode) -> None:
        """Show a kind and a way that were chosen before."""
        self.kind.set_raw(kind.value)
        self.mode.set_raw(mode.value)
        self._choose()

    def _choose(self) -> None:
        self._chosen = True
        self._follow()

    def _follow(self) -> None:
        """Several people are a group; where somebody chose another kind, it is said what is wrong with that."""
        several = len(self.people.raw()) > 1
        if not self._chosen:
            self.kind.set_raw((Kind.GROUP if several else Kind.ONE_TO_ONE).value)
        wrong = several and self.kind.raw() == Kind.ONE_TO_ONE.value
        self.kind.set_problem(ONE_ONLY if wrong else None)


def warn_of_size(seat: Seat, company: Company, owner: QWidget) -> None:
    """Have a group larger than recommended warned of, as long as its people are being chosen."""

    def ask() -> None:
        kind, _, people = company.read()
        seat.ask(lambda: planning.size_warning(seat.desk, kind, len(people)), company.people.set_help, owner=owner)

    for field in (company.kind, company.people):
        field.edited.connect(lambda _: ask())
