"""An open vault with everything the deeds need around it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from supdesk.domain.days import LONDON
from supdesk.domain.people import Person
from supdesk.forms.definition import Pack
from supdesk.forms.packs import Packs
from supdesk.vault import store
from supdesk.vault.handle import Vault
from supdesk.vault.keys import FLOOR, Entropy, Profile


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the program brings: packs, clock (aware UTC), ids, randomness, resources, a key's least cost."""

    packs: Packs
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    entropy: Entropy
    resources: Path
    floor: Profile = FLOOR


@dataclass(frozen=True, slots=True)
class Desk:
    """A vault that is open, and its surroundings."""

    vault: Vault
    around: Surroundings

    @property
    def now(self) -> datetime:
        return self.around.now()

    @property
    def today(self) -> date:
        return self.day_of(self.now)

    def day_of(self, moment: datetime) -> date:
        """The day on which that moment was, where the work is done."""
        return moment.astimezone(LONDON).date()

    @property
    def owner(self) -> Person:
        return store.person(self.vault.cx, store.setting(self.vault.cx, "owner"))

    @property
    def pack(self) -> Pack:
        """The owner's own policy pack."""
        return self.around.packs.pack(store.setting(self.vault.cx, "pack"))

    @property
    def practice(self) -> bool:
        """Whether everybody in this vault is invented, so that whatever leaves it must say so."""
        return bool(store.setting(self.vault.cx, "practice"))

    def pack_of(self, person: Person) -> Pack:
        """The pack somebody is supervised under: the owner's, unless another is named for them and at hand."""
        return self.around.packs.at_hand(person.pack) or self.pack
