"""Adopting: another policy pack for what is written from now on. What is written already keeps the pack it has."""

from dataclasses import replace

from supdesk.desk.desk import Desk
from supdesk.domain.changes import NOTHING, Changes, Topic, changed
from supdesk.vault import store


def adopted(desk: Desk) -> str:
    """The id of the pack the owner works by, whether or not it is at hand."""
    found: str = store.setting(desk.vault.cx, "pack")
    return found


def adopt(desk: Desk, pack_id: str) -> Changes:
    """Have the owner work by that pack, unless they do; SupdeskError `pack.unknown` when it is not at hand."""
    desk.around.packs.pack(pack_id)
    if pack_id == adopted(desk) == desk.owner.pack:
        return NOTHING
    with desk.vault.deed("policy pack", desk.now) as cx:
        store.put_setting(cx, "pack", pack_id)
        store.put_person(cx, replace(desk.owner, pack=pack_id))
    return changed(Topic.SETTINGS, Topic.PEOPLE)
