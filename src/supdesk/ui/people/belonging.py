"""Under which policy pack somebody is supervised, and their service, which a pack may name."""

from collections.abc import Callable

from supdesk.desk import belonging
from supdesk.desk.belonging import Known
from supdesk.domain.people import Person
from supdesk.ui.parts import Choice, Field, Suggest
from supdesk.ui.seat import Seat

PACK, SERVICE = "Policy pack", "Service"
AS_YOU = "As you"
OPENS = "Service: choose one that is known"
MOVES = "What is planned with them already stays under the pack it was planned under."


class Belongs:
    """The two fields. A class because what is offered follows the pack, and is known once the vault was asked.

    `typed` answers with the person as the form has them now.
    """

    def __init__(self, seat: Seat, person: Person, typed: Callable[[], Person]) -> None:
        self._packs, self._person, self._typed = seat.desk.around.packs, person, typed
        self._known: Known | None = None
        self._list = Choice(PACK, self._options(AS_YOU), pills=False)
        self._services = Suggest(SERVICE, (), OPENS)
        self.pack, self.service = Field(PACK, self._list), Field(SERVICE, self._services, optional=True)
        self.pack.set_raw(person.pack)
        self.service.set_raw(person.service)
        for each in (self.pack, self.service):
            each.edited.connect(lambda _: self.follow())
        seat.ask(lambda: belonging.known(seat.desk), self._show, owner=self.pack)

    @property
    def asks(self) -> bool:
        """Whether there is a pack to choose."""
        return len(self._packs.found) > 1 or bool(self._person.pack)

    def follow(self) -> None:
        """What is offered and pointed out follows what is typed."""
        if self._known is None:
            return
        pack = self._packs.at_hand(str(self.pack.raw())) or self._known.own
        moved = bool(self._person.id) and pack is not (self._packs.at_hand(self._person.pack) or self._known.own)
        self.pack.set_help(MOVES if moved else "")
        self._services.suggest([(name, name) for name in self._known.services(pack)])
        self.service.set_help(self._known.remark(pack, self._typed()))

    def _show(self, known: Known) -> None:
        self._known = known
        self._list.set_options(self._options(f"{AS_YOU}: {known.own.name}"))
        self.follow()

    def _options(self, own: str) -> list[tuple[str, str]]:
        gone = self._person.pack if self._packs.at_hand(self._person.pack) is None else ""
        stray = [(gone, f"“{gone}”, which is not here")] if gone else []
        return [("", own), *((pack.id, pack.name) for pack in self._packs.found), *stray]


def tell_kept(seat: Seat, person: Person) -> None:
    """Say how many sessions planned with somebody stay under the pack they had before, where there are any."""

    def tell(count: int) -> None:
        if count:
            many = "1 session that is planned stays" if count == 1 else f"{count} sessions that are planned stay"
            words = f"{many} under the earlier policy pack. To change one, open it: Who is to come."
            seat.shell.tell(f"{person.name}: {words}", "info")

    seat.ask(lambda: belonging.kept_by(seat.desk, person.id), tell, owner=seat.shell)
