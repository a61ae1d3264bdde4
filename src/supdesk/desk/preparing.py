"""Preparing a session: who arranges it, and the owner's own list of what should be ready.

The words are the pack's. The ticks help their owner alone: no record, register or report knows of them.
"""

from dataclasses import dataclass

from supdesk.desk.desk import Desk
from supdesk.domain.changes import Changes, changed
from supdesk.vault import store


@dataclass(frozen=True, slots=True)
class Preparation:
    """Who arranges a session, what should be ready for it, and what of that is ticked."""

    arranging: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    ticked: frozenset[str] = frozenset()


def preparation(desk: Desk, session_id: str) -> Preparation:
    """What the session's pack says of it, with the ticks; nothing where that pack is not at hand."""
    session = store.session(desk.vault.cx, session_id)
    pack = desk.around.packs.at_hand(session.pack)
    if pack is None:
        return Preparation()
    ticked = store.prepared(desk.vault.cx, session_id)
    return Preparation(pack.arranging.of(session.kind), pack.preparation, ticked & set(pack.preparation))


def tick(desk: Desk, session_id: str, item: str, *, done: bool) -> Changes:
    """Tick one of the list, or take the tick away."""
    with desk.vault.write() as cx:
        store.tick_prepared(cx, session_id, item, done=done)
    return changed(subject=session_id)
