"""Provisions: services whose supervision is arranged otherwise than the policy's table has it, by agreement."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from supdesk.domain.cadence import Every
from supdesk.domain.spelling import folded


class Provided(StrEnum):
    """How a service is supervised. Of those exempt or provided for elsewhere nobody is counted here."""

    EXEMPT = "exempt"
    ELSEWHERE = "elsewhere"
    JOINTLY = "jointly"
    APART = "apart"
    SO_OFTEN = "so-often"

    @property
    def label(self) -> str:
        return {
            "exempt": "Service exempt",
            "elsewhere": "Provided elsewhere",
            "jointly": "Jointly with another team",
            "apart": "Managers and clinicians apart",
            "so-often": "Supervised as often as agreed",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Provision:
    """What was agreed for a service: how it is supervised, with whom that was agreed, and why.

    `every` is how often, where that was agreed; None leaves it to the pack.
    """

    service: str
    how: Provided
    agreed_with: str
    why: str = ""
    every: Every | None = None

    @property
    def words(self) -> str:
        """How it is supervised, in a few words."""
        return f"Supervised {self.every.words}" if self.every else self.how.label

    @property
    def not_here(self) -> bool:
        """Whether nobody of that service is expected at supervision here."""
        return self.how in (Provided.EXEMPT, Provided.ELSEWHERE)


def provision_for(provisions: Iterable[Provision], service: str) -> Provision | None:
    """What was agreed for that service, if anything was."""
    return next((each for each in provisions if folded(each.service) == folded(service)), None)
