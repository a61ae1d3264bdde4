"""Theming: what kind of work a record was about, in words that are counted and stand on no page."""

from collections.abc import Iterable

from supdesk.desk.desk import Desk
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.errors import SupdeskError
from supdesk.domain.themes import MOST, themes
from supdesk.vault import keeping, store


def of(desk: Desk, record_id: str) -> tuple[str, ...]:
    """The record's themes."""
    return store.themes(desk.vault.cx, record_id)


def offered(desk: Desk, record_id: str) -> tuple[str, ...]:
    """The themes of a record's own pack and those used before, by the alphabet."""
    pack = desk.around.packs.at_hand(keeping.record(desk.vault.cx, record_id).form.pack) or desk.pack
    return themes([*pack.themes, *(theme for _, theme in store.theme_counts(desk.vault.cx))])


def give(desk: Desk, record_id: str, texts: Iterable[str]) -> Changes:
    """Have the record be about these, and about nothing else. SupdeskError `themes.many` for more than MOST."""
    known, chosen = keeping.record(desk.vault.cx, record_id), themes(texts)
    if len(chosen) > MOST:
        raise SupdeskError("themes.many", f"A record has at most {MOST} themes. Leave some out.")
    with desk.vault.deed("themes", desk.now, known.id) as cx:
        store.put_themes(cx, known.id, chosen)
    return changed(Topic.RECORDS, subject=known.id)
