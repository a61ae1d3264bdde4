"""Providing: services that are exempt, or supervised otherwise, as the pack says or as was agreed here."""

from typing import Any

from supdesk.desk.desk import Desk
from supdesk.domain.cadence import Every
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.errors import SupdeskError
from supdesk.domain.provisions import Provided, Provision
from supdesk.domain.spelling import folded
from supdesk.forms.definition import Pack
from supdesk.vault import store

_KEPT = "provisions"


def provisions(desk: Desk, pack: Pack) -> tuple[Provision, ...]:
    """What holds: what was agreed here goes before what the pack says of the same service."""
    return (*agreed(desk), *pack.provisions)


def agreed(desk: Desk) -> tuple[Provision, ...]:
    """What was agreed here."""
    kept: list[dict[str, Any]] = store.setting(desk.vault.cx, _KEPT, [])
    return tuple(
        Provision(
            each["service"],
            Provided(each["how"]),
            each["agreed_with"],
            each["why"],
            Every.read(each["every"]) if each.get("every") else None,
        )
        for each in kept
    )


def agree(desk: Desk, provision: Provision) -> Changes:
    """Keep what was agreed for a service, in the stead of what was agreed before.

    SupdeskError `provision.incomplete` where the service, with whom, or the reason is missing; `provision.often`
    where it is not said how often, or said of what has nothing to do with it.
    """
    if not all(text.strip() for text in (provision.service, provision.agreed_with, provision.why)):
        raise SupdeskError("provision.incomplete", "Type the service, with whom it was agreed, and why.")
    if (provision.how is Provided.SO_OFTEN) is not (provision.every is not None):
        raise SupdeskError("provision.often", "Say how often, or choose another way.")
    return _keep(desk, (*_others(desk, provision.service), provision))


def end(desk: Desk, service: str) -> Changes:
    """What was agreed here for that service holds no more."""
    return _keep(desk, _others(desk, service))


def _others(desk: Desk, service: str) -> tuple[Provision, ...]:
    return tuple(each for each in agreed(desk) if folded(each.service) != folded(service))


def _keep(desk: Desk, kept: tuple[Provision, ...]) -> Changes:
    rows = [
        {
            "service": each.service.strip(),
            "how": each.how.value,
            "agreed_with": each.agreed_with,
            "why": each.why,
            "every": str(each.every or ""),
        }
        for each in kept
    ]
    with desk.vault.deed("provisions", desk.now) as cx:
        store.put_setting(cx, _KEPT, rows)
    return changed(Topic.SETTINGS, Topic.PEOPLE)
