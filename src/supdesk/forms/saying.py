"""What a pack asks for, in words a person can check against the policy."""

from collections.abc import Iterator

from supdesk.domain.cadence import Cadence, Every
from supdesk.forms.definition import Pack


def facts(pack: Pack) -> Iterator[tuple[str, str]]:
    """Each thing a pack decides, with its name; what it leaves open is left out."""
    yield "Organisation", pack.organisation
    yield "Forms", "\n".join(form.title for form in pack.forms)
    yield "Supervision", "\n".join(_cadence(cadence) for cadence in pack.cadences)
    yield "Supervisors themselves", f"Supervised {pack.supervisors.words}"
    yield "Groups", f"At most {pack.group_size} people are recommended"
    yield "Contracts", f"Renewed {Every(pack.contract_months).words}"
    yield "Training", f"Refreshed at least {Every(pack.training_months).words}"
    yield "Registers", f"{pack.register.recipient}\n{pack.register.mailbox}"
    if pack.action_plan:
        yield "Action plans", ", ".join(pack.action_plan)
    for way in pack.escalation:
        yield way.role, way.when
    if pack.retention_years:
        yield "Records are kept", " ".join(filter(None, (f"{pack.retention_years} years.", pack.retention_note)))
    if pack.support:
        yield "Support for staff", "\n".join(f"{each.name}. {each.note}".strip() for each in pack.support)


def _cadence(cadence: Cadence) -> str:
    named = ", ".join(filter(None, (cadence.service, cadence.staff.lower(), *cadence.posts)))
    who = f"{named}: " if named else ""
    least = f", at least {cadence.minutes} minutes" if cadence.minutes else ""
    ad_hoc = "ad hoc sessions count" if cadence.ad_hoc_counts else "ad hoc sessions do not count"
    words = f"{who}{cadence.every.words}{least}; {ad_hoc}"
    return words[0].upper() + words[1:]
