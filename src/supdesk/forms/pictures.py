"""What must hold of a picture beyond the type of each key."""

from supdesk.forms.definition import SHAPES, Field
from supdesk.forms.faults import Table

MOST_NOTES = 2
MOST_DIMENSIONS = 10
"""On one side: of more, the names would not stand beside the picture."""


def check_picture(table: Table, field: Field) -> None:
    """Gather what is wrong with the sides, dimensions and notes of a picture."""
    table.once("side", [side.id for side in field.sides])
    table.once("side.dimension", [each.id for each in field.dimensions()])
    table.once("note", [note.id for note in field.notes])
    if field.shape and "side" in table.values and len(field.sides) != SHAPES[field.shape]:
        table.fault("side", f"expected {SHAPES[field.shape]} sides of a {field.shape}, found {len(field.sides)}")
    for number, side in enumerate(field.sides, 1):
        if not 1 <= len(side.dimensions) <= MOST_DIMENSIONS:
            found = len(side.dimensions)
            table.fault(f"side[{number}].dimension", f"expected 1 to {MOST_DIMENSIONS} on a side, found {found}")
    if "note" in table.values and not 1 <= len(field.notes) <= MOST_NOTES:
        table.fault("note", f"expected one or two notes of each dimension, found {len(field.notes)}")
