"""Evaluating: who is asked what they think of a session, by a form to send or on this laptop, and who answered."""

from collections.abc import Iterable

from dateutil.relativedelta import relativedelta

from supdesk.desk.desk import Desk
from supdesk.domain.blanks import Asking
from supdesk.forms.definition import Form
from supdesk.vault import evaluations, store
from supdesk.vault.evaluations import Came

MONTHS = 3
"""How long after a session an evaluation of it is still waited for."""


def standings(desk: Desk, session_id: str) -> tuple[Asking, ...]:
    """How it stands with everybody who came to a session; empty where its pack has no form for it."""
    return tuple(_askings(desk, evaluations.came_to(desk.vault.cx, session_id)))


def awaited(desk: Desk) -> tuple[Asking, ...]:
    """Who has not given an evaluation of a session that the owner held lately, the latest session first."""
    first = desk.today - relativedelta(months=MONTHS)
    came = evaluations.came_since(desk.vault.cx, first, desk.owner.id)
    return tuple(_askings(desk, [each for each in came if not each[-1]]))


def _askings(desk: Desk, came: Iterable[Came]) -> list[Asking]:
    found = list(came)
    cx = desk.vault.cx
    sessions = {known: store.session(cx, known) for known in {each[0] for each in found}}
    people = {known: store.person(cx, known) for known in {each[1] for each in found}}
    return [
        Asking(
            sessions[session], people[person], asked and desk.day_of(asked), given and desk.day_of(given), record
        )
        for session, person, asked, given, record in found
        if form_of(desk, sessions[session].pack) is not None
    ]


def form_of(desk: Desk, pack_id: str) -> Form | None:
    """The evaluation of a pack, None where it has none or is not at hand."""
    found = next((pack for pack in desk.around.packs.found if pack.id == pack_id), None)
    return found.serving("evaluation") if found else None
