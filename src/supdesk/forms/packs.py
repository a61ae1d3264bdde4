"""The packs at hand: those shipped, and those from folders a person chose."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from supdesk.domain.errors import SupdeskError
from supdesk.forms.definition import Form, Pack
from supdesk.forms.faults import Fault
from supdesk.forms.reading import read_pack


@dataclass(frozen=True, slots=True)
class Packs:
    """Packs by id, in the order found; a chosen pack replaces a shipped one of the same id."""

    found: tuple[Pack, ...]

    def pack(self, pack_id: str) -> Pack:
        """The pack of that id; SupdeskError `pack.unknown` when it is not at hand."""
        for pack in self.found:
            if pack.id == pack_id:
                return pack
        raise SupdeskError(
            "pack.unknown", f'The policy pack "{pack_id}" is not here. Choose its folder in Settings.'
        )

    def form(self, pack_id: str, purpose: str) -> Form:
        """The pack's form for a purpose; SupdeskError `pack.no-form` when it has none."""
        form = self.pack(pack_id).serving(purpose)
        if form is None:
            raise SupdeskError("pack.no-form", f'The policy pack "{pack_id}" has no form for {purpose}.')
        return form


def load_packs(shipped: Path, chosen: Iterable[Path] = ()) -> tuple[Packs, list[Fault]]:
    """Every pack in a sub-folder of `shipped`, and each chosen folder, with the faults of those left out."""
    folders = [path.parent for path in sorted(shipped.glob("*/pack.toml"))]
    found: dict[str, Pack] = {}
    faults: list[Fault] = []
    for folder in [*folders, *chosen]:
        pack, wrong = read_pack(folder)
        faults += [Fault(f"{folder.name}/{f.file}", f.key, f.message) for f in wrong]
        if pack is not None:
            found[pack.id] = pack
    return Packs(tuple(found.values())), faults


def refuse(faults: Sequence[Fault]) -> None:
    """Raise SupdeskError `pack.faults` naming every fault, one a line, when there is any."""
    if faults:
        raise SupdeskError("pack.faults", "This policy pack can't be used yet:\n" + "\n".join(map(str, faults)))
