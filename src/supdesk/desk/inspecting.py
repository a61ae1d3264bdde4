"""Inspecting: looking over the whole of an open vault, and where it lies."""

from dataclasses import dataclass
from datetime import datetime

from supdesk.desk import backing_up
from supdesk.desk.desk import Desk
from supdesk.vault import checking, places
from supdesk.vault.checking import UNREAD as UNREAD
from supdesk.vault.checking import Finding as Finding
from supdesk.vault.checking import Report


@dataclass(frozen=True, slots=True)
class Health:
    """What was looked at and when (UTC), the newest backup beside it, and what speaks against where it lies."""

    at: datetime
    findings: tuple[Finding, ...]
    newest: datetime | None
    risk: str

    @property
    def whole(self) -> bool:
        """Whether all of it holds."""
        return not any(finding.wrong for finding in self.findings)


def inspect(desk: Desk, report: Report | None = None) -> Health:
    """Every page and every digest; `report` gets looks done and in all, may raise to stop, and do other deeds."""
    findings = checking.look_over(lambda: desk.vault.cx, report)
    own = backing_up.own(desk)
    return Health(desk.now, findings, own[0].at if own else None, places.risk(desk.vault.folder))
