"""The packs at hand: those shipped, and those from folders a person chose."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from supdesk.domain.errors import SupdeskError
from supdesk.forms.definition import OWN, Form, Pack, Shelf
from supdesk.forms.faults import Fault
from supdesk.forms.reading import read_pack, read_shared

NOT_HERE = 'The policy pack "{}" is not here.'
SHARED = "shared"
"""The folder beside the shipped packs whose forms every pack has."""


@dataclass(frozen=True, slots=True)
class Packs:
    """Packs by id, in the order found; a chosen pack replaces a shipped one of the same id.

    `shared` are the forms of people's own pages, which every pack has, and `shelf` what those are gathered for.
    `waiting` are chosen folders whose pack is not used, since nobody agreed to it as it is now.
    """

    found: tuple[Pack, ...]
    shared: tuple[Form, ...] = ()
    shelf: Shelf = field(default_factory=Shelf)
    waiting: tuple[tuple[Path, Pack], ...] = ()

    def pack(self, pack_id: str) -> Pack:
        """The pack of that id; SupdeskError `pack.unknown` when it is not at hand."""
        if (pack := self.at_hand(pack_id)) is not None:
            return pack
        raise SupdeskError("pack.unknown", f"{NOT_HERE.format(pack_id)} Choose its folder in Settings.")

    def at_hand(self, pack_id: str) -> Pack | None:
        """The pack of that id, None when it is not at hand."""
        return next((pack for pack in self.found if pack.id == pack_id), None)

    def referral(self, pack_id: str) -> tuple[str, ...]:
        """What to do when a referral is needed now; where the pack is not at hand that one is to act without it."""
        pack = self.at_hand(pack_id)
        return pack.referral if pack else (f"{NOT_HERE.format(pack_id)} Follow your organisation's own steps.",)

    def form(self, pack_id: str, purpose: str) -> Form:
        """The pack's form for a purpose; SupdeskError `pack.no-form` when it has none."""
        form = self.pack(pack_id).serving(purpose)
        if form is None:
            raise SupdeskError("pack.no-form", f'The policy pack "{pack_id}" has no form for {purpose}.')
        return form

    def own(self, pack_id: str) -> tuple[Form, ...]:
        """The forms of people's own pages; one of the pack takes the place of a shared one of the same id."""
        theirs = [form for form in self.pack(pack_id).forms if form.serves in OWN]
        known = {form.id for form in theirs}
        return (*(form for form in self.shared if form.id not in known), *theirs)


def load_packs(
    shipped: Path, chosen: Iterable[Path] = (), agreed: Mapping[Path, str] | None = None
) -> tuple[Packs, list[Fault]]:
    """Every pack in a sub-folder of `shipped`, and each chosen folder, with the faults of those left out.

    A chosen one waits whose digest is not the one `agreed` to for its folder; None asks for no agreement.
    """
    folders = [path.parent for path in sorted(shipped.glob("*/pack.toml"))]
    read = [(folder, *read_pack(folder)) for folder in folders]
    own = [(folder, *read_pack(folder)) for folder in chosen]
    faults = [Fault(f"{at.name}/{f.file}", f.key, f.message) for at, _, wrong in [*read, *own] for f in wrong]
    waiting = tuple(
        (at, pack) for at, pack, _ in own if pack and agreed is not None and agreed.get(at) != pack.digest
    )
    found = {pack.id: pack for at, pack, _ in [*read, *own] if pack and (at, pack) not in waiting}
    shared, shelf, wrong = read_shared(shipped / SHARED)
    faults += [Fault(f"{SHARED}/{f.file}", f.key, f.message) for f in wrong]
    return Packs(tuple(found.values()), shared, shelf, waiting), faults


def refuse(faults: Sequence[Fault]) -> None:
    """Raise SupdeskError `pack.faults` naming every fault, one a line, when there is any."""
    if faults:
        raise SupdeskError("pack.faults", "This policy pack can't be used yet:\n" + "\n".join(map(str, faults)))
