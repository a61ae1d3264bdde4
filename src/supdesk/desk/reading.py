"""Reading: the list of records, one record, and copies to hand over."""

from dataclasses import dataclass
from pathlib import Path

from supdesk.desk import contracting, entering, renewing, routing
from supdesk.desk.desk import Desk
from supdesk.desk.finishing import SESSIONS
from supdesk.desk.renewing import Renewal
from supdesk.desk.signing import sealed_pdf
from supdesk.domain.clinical import Due
from supdesk.domain.records import Agreement, Entry, Record
from supdesk.exchange.placing import place_one
from supdesk.forms.definition import Form
from supdesk.vault import keeping, store


@dataclass(frozen=True, slots=True)
class Reading:
    """A record with its definition, how it was agreed, its addenda, and the record it is an addendum to.

    Of a contract also what it renews, and the one that took its place; `due` is what it owes to clinical records,
    `routed` whether papers go round after its session now, `kept` the ids and names of the files that
    show how it was agreed.
    """

    record: Record
    form: Form
    agreement: Agreement | None
    addenda: tuple[Record, ...]
    first: Record | None = None
    themes: tuple[str, ...] = ()
    renewal: Renewal | None = None
    later: Record | None = None
    due: tuple[Due, ...] = ()
    routed: bool = False
    kept: tuple[tuple[str, str], ...] = ()


def records(desk: Desk) -> list[Record]:
    """Every record's last revision, the newest first."""
    return keeping.records(desk.vault.cx)


def listed(desk: Desk) -> list[Entry]:
    """Every record as a list shows it, the newest first."""
    return keeping.entries(desk.vault.cx)


def read(desk: Desk, record_id: str) -> Reading:
    """One record, whole."""
    record = keeping.record(desk.vault.cx, record_id)
    found = keeping.agreement(desk.vault.cx, record)
    addenda = tuple(keeping.records(desk.vault.cx, amends=record_id))
    form = keeping.form(desk.vault.cx, record.form.digest)
    first = keeping.record(desk.vault.cx, record.amends) if record.amends else None
    themes = store.themes(desk.vault.cx, record_id)
    renewal, later = renewing.renewal_of(desk, record), contracting.later(desk, record)
    return Reading(
        record,
        form,
        found[0] if found else None,
        addenda,
        first,
        themes,
        renewal,
        later,
        entering.due(desk, record),
        _routed(desk, record),
        tuple((each, keeping.file_facts(desk.vault.cx, each).name) for each in found[0].files) if found else (),
    )


def _routed(desk: Desk, record: Record) -> bool:
    """Whether papers go round after the session of a sealed record."""
    if record.serves not in SESSIONS or not record.state.sealed:
        return False
    return routing.routes(desk, store.session(desk.vault.cx, record.session_id))


def export_pdf(desk: Desk, record_id: str, target: Path) -> None:
    """Write the sealed PDF where the person chose, and note that a copy left."""
    content = sealed_pdf(desk, record_id)
    with place_one(target, content), desk.vault.deed("export", desk.now, record_id):
        pass


def save_kept(desk: Desk, file_id: str, target: Path) -> None:
    """Write a file that shows how a record was agreed where the person chose, and note that a copy left."""
    content = keeping.file(desk.vault.cx, file_id)[1]
    with place_one(target, content), desk.vault.deed("export kept file", desk.now, file_id):
        pass
