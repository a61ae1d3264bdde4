"""With whom a session is, of which kind, and how: asked alike when it is planned and when it is started."""

from collections.abc import Sequence
from dataclasses import dataclass

from supdesk.desk import belonging, planning, tracking
from supdesk.desk.desk import Desk
from supdesk.domain.people import Person
from supdesk.domain.sessions import Kind, Mode, Session
from supdesk.forms.definition import Pack
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.parts import Choice, Choices, Field
from supdesk.ui.seat import Seat

PACK = "Policy pack"
ONE_ONLY = "A one-to-one session is with one person. Choose Group, or leave one person chosen."
DIFFER = "Those chosen are supervised under different packs: choose whose forms and dates hold for this session."


@dataclass(frozen=True, slots=True)
class Under:
    """What holds for those chosen: the pack, whether theirs differ, a warning of how many they are, and for whom
    the session will not count."""

    pack: Pack
    differ: bool
    warning: str
    uncounted: str


class Company:
    """The fields. A class because kind and pack follow the people until somebody chooses them.

    The pack is asked where several are at hand.
    """

    def __init__(self, found: Sequence[Person], people: Sequence[str], packs: Sequence[Pack]) -> None:
        self.people = Field("With", Choices("With", [(p.id, p.name) for p in found]), needed=True)
        self.kind = Field("Kind", Choice("Kind", [(kind.value, kind.label) for kind in Kind]), needed=True)
        self.mode = Field("How", Choice("How", [(mode.value, mode.label) for mode in Mode]), needed=True)
        options = [(pack.id, pack.name) for pack in packs]
        self.pack = Field(PACK, Choice(PACK, options, pills=False), needed=True)
        self.fields = (self.people, self.kind, self.mode, *([self.pack] if len(packs) > 1 else []))
        self.people.set_raw(list(people))
        self.kind.set_raw(Kind.ONE_TO_ONE.value)
        self.mode.set_raw(Mode.FACE_TO_FACE.value)
        self._chosen, self._chosen_pack = False, False
        self.pack.edited.connect(lambda _: self._choose_pack())
        self.kind.edited.connect(lambda _: self._choose())
        self.people.edited.connect(lambda _: self._follow())
        self._follow()

    def read(self) -> tuple[Kind, Mode, list[str]]:
        """Kind, way, and the ids of the people."""
        return Kind(self.kind.raw()), Mode(self.mode.raw()), list(self.people.raw())

    def read_pack(self) -> str:
        """The id of the pack somebody chose, nothing as long as it follows the people."""
        return str(self.pack.raw()) if self._chosen_pack else ""

    def choose(self, session: Session) -> None:
        """Show the kind, the way and the pack that were chosen before."""
        self.kind.set_raw(session.kind.value)
        self.mode.set_raw(session.mode.value)
        self.pack.set_raw(session.pack)
        self._choose()
        self._choose_pack()

    def follow(self, found: Under) -> None:
        """Show what holds for the people chosen."""
        self.people.set_help(found.warning)
        self.kind.set_help(found.uncounted)
        self.pack.set_help(DIFFER if found.differ else "")
        if not self._chosen_pack:
            self.pack.set_raw(found.pack.id)

    def _choose_pack(self) -> None:
        self._chosen_pack = True

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


def under(desk: Desk, kind: Kind, people: Sequence[str], pack_id: str) -> Under:
    """What holds for a session of that kind with these people, under the pack chosen or the one they share."""
    pack = belonging.chosen(desk, pack_id, people)
    warning = planning.size_warning(pack, kind, len(people))
    return Under(pack, belonging.differ(desk, people), warning, tracking.uncounted(desk, kind, people))


def keep_up(seat: Seat, company: Company, form: Enquiry) -> None:
    """Have the pack follow the people, and a group larger than recommended warned of, now and at every choice."""

    def show(found: Under) -> None:
        form.fill(lambda: company.follow(found))

    def ask() -> None:
        (kind, _, people), pack = company.read(), company.read_pack()
        seat.ask(lambda: under(seat.desk, kind, people, pack), show, owner=form)

    for field in (company.kind, company.people, company.pack):
        field.edited.connect(lambda _: ask())
    ask()
