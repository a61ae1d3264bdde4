"""The surroundings the program brings to a desk: packs, clock, ids, randomness and resources."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from supdesk.app import shipped
from supdesk.desk.desk import Surroundings
from supdesk.forms.faults import Fault
from supdesk.forms.packs import load_packs


def surroundings(
    chosen: Iterable[Path] = (), agreed: Mapping[Path, str] | None = None
) -> tuple[Surroundings, list[Fault]]:
    """What every desk is given, with the faults of packs left out; a chosen pack nobody `agreed` to waits."""
    packs, faults = load_packs(shipped.forms(), chosen, agreed or {})
    made = Surroundings(
        packs=packs,
        now=lambda: datetime.now(UTC),
        new_id=lambda: uuid4().hex,
        entropy=secrets.token_bytes,
        resources=shipped.resources(),
    )
    return made, faults
