"""A form of a shipped pack on paper, filled as a test says."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from supdesk.documents.pdf import Pdf
from supdesk.documents.rendering import render
from supdesk.domain.people import Party
from supdesk.domain.records import FormRef, Record
from supdesk.forms.answers import blank, read
from supdesk.forms.definition import Form
from supdesk.forms.packs import load_packs

TOP = Path(__file__).parents[2]
ADA = Party("p-ada", "Ada Example", "Named Nurse")
BEE = Party("p-bee", "Bee Sample", "Health Visitor")


def printed(form_id: str, raw: dict[str, Any], pack_id: str = "elft") -> tuple[Form, Pdf]:
    """The form and its pages, for signing by hand or for reading."""
    pack = load_packs(TOP / "forms")[0].pack(pack_id)
    form = pack.form(form_id)
    assert form is not None
    return form, printed_of(form, raw, pack.organisation)


def printed_of(form: Form, raw: dict[str, Any], organisation: str = "Example Trust") -> Pdf:
    """The pages of a form at hand."""
    record = Record(
        id="r1",
        number="R-2026-0007",
        form=FormRef(form.pack, form.id, form.version, form.digest),
        serves=form.serves,
        title=form.title,
        session_id="",
        owner=ADA,
        parties=(ADA, BEE),
        on=date(2026, 3, 4),
        written_at=datetime(2026, 3, 4, 12, tzinfo=UTC),
        answers=read(form, blank(form) | raw).answers,
    )
    resources = TOP / "resources"
    return render(record, form, organisation=organisation, resources=resources, agreement=None, owner=ADA)
