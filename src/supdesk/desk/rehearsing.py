"""Rehearsing: once a year, whether the recovery sheet is still at hand, can be read, and opens the vault."""

from datetime import date, datetime, timedelta

from supdesk.desk.desk import Desk
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.vault import audit, header, header_file

YEAR, LATER = timedelta(days=365), timedelta(days=30)
_MADE, _TRIED, _PUT_OFF = "recovery sheet", "recovery sheet tried", "recovery sheet put off"


def is_due(desk: Desk) -> bool:
    """Whether to ask that the sheet be tried: a year after it was, and a month after that was put off."""
    if desk.practice or desk.vault.header.slot(header.Kind.RECOVERY) is None:
        return False
    known, put_off = _known(desk), _last(desk, _PUT_OFF)
    return (known is None or desk.now - known >= YEAR) and (put_off is None or desk.now - put_off >= LATER)


def known_on(desk: Desk) -> date | None:
    """The day on which the sheet was last made or tried."""
    known = _known(desk)
    return desk.day_of(known) if known else None


def _known(desk: Desk) -> datetime | None:
    return max(filter(None, (_last(desk, deed) for deed in (_MADE, _TRIED))), default=None)


def _last(desk: Desk, deed: str) -> datetime | None:
    """When that was done last; what a clock that was ahead dated later than now says nothing."""
    at = audit.last(desk.vault.cx, deed)
    return at if at is not None and at <= desk.now else None


def rehearse(desk: Desk, typed: str) -> Changes:
    """Note that the 24 words as typed open this vault as it lies on the disk, and stays.

    SupdeskError `vault.recovery.*`, or `vault.header.*` where its vault.json is not there as it should be.
    """
    found = header_file.read(desk.vault.folder / header.NAME)
    if header.open_with_recovery(found, typed) != desk.vault.key:
        raise header.edited()
    return _note(desk, _TRIED)


def put_off(desk: Desk) -> Changes:
    """Ask again in a month."""
    return _note(desk, _PUT_OFF)


def _note(desk: Desk, deed: str) -> Changes:
    with desk.vault.deed(deed, desk.now):
        pass
    return changed(Topic.SETTINGS)
