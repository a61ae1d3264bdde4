"""What a pack asks for, in words a person can check against the policy."""

from collections.abc import Iterable, Iterator

from supdesk.domain.cadence import Cadence, Every
from supdesk.forms.definition import Form, Pack, Signer

Said = Iterable[tuple[str, str]]
"""What a pack asks for: names with words, and no name twice."""


def facts(pack: Pack) -> Iterator[tuple[str, str]]:
    """Each thing a pack decides, with its name; what it leaves open is left out."""
    told: dict[str, str] = {}
    for what, words in _facts(pack):
        told[what] = f"{told[what]}\n{words}" if what in told else words
    yield from ((what, words) for what, words in told.items() if words)


def differences(before: Said, now: Said) -> Iterator[tuple[str, str, str]]:
    """Each thing that is said otherwise now: its name, the words of now and those of before, empty for none."""
    was, said = dict(before), dict(now)
    for what in dict.fromkeys([*said, *was]):
        if was.get(what) != said.get(what):
            yield what, said.get(what, ""), was.get(what, "")


def _facts(pack: Pack) -> Iterator[tuple[str, str]]:
    yield "Name", pack.name
    yield "Organisation", pack.organisation
    yield "Forms", "\n".join(form.title for form in pack.forms)
    yield "Supervision", "\n".join(_cadence(cadence) for cadence in pack.cadences)
    yield "Supervisors themselves", f"Supervised {pack.supervisors.words}"
    yield "Groups", f"At most {pack.group_size} people are recommended"
    yield "Contracts", f"Renewed {Every(pack.contract_months).words}"
    yield "Training", f"Refreshed at least {Every(pack.training_months).words}"
    yield "Signed by", "\n".join(map(_signed, pack.forms))
    yield "Registers", f"{pack.register.recipient}\n{pack.register.mailbox}"
    yield "Safe as it is", "\n".join(f"Mail to {end}" for end in pack.register.accredited)
    yield "Other mail is tagged", pack.register.tag
    if pack.evaluations:
        yield "Evaluations", f"{pack.evaluations.recipient}\n{pack.evaluations.mailbox}"
    yield "After a session", "\n".join(f"{way.what.label} to {way.to.label}" for way in pack.routes)
    yield "Action plans", ", ".join(pack.action_plan)
    yield "Arranged otherwise", "\n".join(f"{each.service}: {each.how.label.lower()}" for each in pack.provisions)
    if pack.cancellation:
        yield "Cancelled again", f"{pack.cancellation.recipient} is told"
    for way in pack.escalation:
        yield way.role, way.when
    if pack.retention_years:
        yield "Records are kept", " ".join(filter(None, (f"{pack.retention_years} years.", pack.retention_note)))
    if pack.support:
        yield "Support for staff", "\n".join(f"{each.name}. {each.note}".strip() for each in pack.support)


def _signed(form: Form) -> str:
    return f"{form.title}: {', '.join(_signer(form, signer) for signer in form.signers) or 'nobody'}"


def _signer(form: Form, signer: Signer) -> str:
    if named := form.field(signer.field):
        return f"whoever is named as {named.label}"
    return f"each {signer.role}" if signer.each else signer.role


def _cadence(cadence: Cadence) -> str:
    named = ", ".join(filter(None, (cadence.service, cadence.staff.lower(), *cadence.posts)))
    who = f"{named}: " if named else ""
    least = f", at least {cadence.minutes} minutes" if cadence.minutes else ""
    ad_hoc = "ad hoc sessions count" if cadence.ad_hoc_counts else "ad hoc sessions do not count"
    words = f"{who}{cadence.every.words}{least}; {ad_hoc}"
    return words[0].upper() + words[1:]
