"""Who signs a form: by their role in supervision, or because the form names them."""

from supdesk.forms.definition import Form, Signer
from supdesk.forms.faults import Table
from supdesk.forms.keys import Shape, either, one_of, one_of_two, taken, text, yes

ROLES = ("supervisor", "supervisee", "owner")


def _read_signer(table: Table) -> Signer:
    one_of_two(table, "role", "field")
    signer = Signer(**taken(table, SIGNER_KEYS))
    table.done()
    return signer


def check_signers(table: Table, form: Form) -> None:
    """Who signs is told apart by role, or field, and label; a field that names a signer must name somebody."""
    table.once("signer", [f"{signer.role}{signer.field} {signer.label}" for signer in form.signers])
    for place, signer in enumerate(form.signers, 1):
        field = form.field(signer.field)
        if signer.field and not (field and field.kind == "person" and field.required):
            wanted = "the id of a field of kind person that is required"
            table.fault(f"signer[{place}].field", f'expected {wanted}, found "{signer.field}"')


SIGNER_KEYS = (
    *either(
        one_of("role", "Who that is. The owner is whoever's vault it is.", ROLES),
        text("field", "The id of a required field of kind person: whoever it names signs.", "witness"),
    ),
    text("label", "What stands at the line.", "Signature of the supervisor", required=True),
    yes("each", "Whether each of them signs; otherwise one of them does."),
)
SIGNER = Shape("signer", "Somebody who must sign.", SIGNER_KEYS, _read_signer)
