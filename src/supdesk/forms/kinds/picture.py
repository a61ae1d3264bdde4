"""Notes on the parts of a picture, such as the dimensions along the sides of a triangle."""

from collections.abc import Iterator
from typing import Any, ClassVar

from supdesk.forms import keys
from supdesk.forms.definition import SHAPES, Dimension, Field, Option, Side
from supdesk.forms.faults import MOST_IN_PROSE
from supdesk.forms.keys import Key
from supdesk.forms.kinds.kind import Kind, Parsed, Path, clean

NOTE = keys.shape(
    "note",
    "A note that each dimension takes.",
    Option,
    keys.name("id", "Its name. What is written is kept under it.", "first-note"),
    keys.text("label", "What it is called.", "First note", required=True),
)
DIMENSION = keys.shape(
    "dimension",
    "One part of a side that can be written about.",
    Dimension,
    keys.name("id", "Its name, of its own among all sides. Notes are kept under it.", "first-part"),
    keys.text("label", "What it is called on the picture.", "First part", required=True),
    keys.text(
        "help", "A sentence beside its notes while one writes.", "What do you see there?", most=MOST_IN_PROSE
    ),
)
SIDE = keys.shape(
    "side",
    "One side: of a triangle the left, the right and the foot, in this order.",
    Side,
    keys.name("id", "Its name.", "world"),
    keys.text("label", "What it is called.", "First side", required=True),
    keys.many("dimension", "Its parts, in their order.", DIMENSION, required=True, slot="dimensions"),
)


class Picture(Kind):
    """A picture to write on: raw is `{dimension id: {note id: text}}`, without what nothing is written of."""

    name = "picture"
    says = (
        "A picture to write on: each of its dimensions is clicked and takes notes, and it shows which are silent."
    )
    keys: ClassVar[tuple[Key, ...]] = (
        keys.one_of("shape", "What it looks like.", tuple(SHAPES), required=True),
        keys.text("centre", "A word or two in its middle, for the person it shows.", "The person"),
        keys.many(
            "note",
            "What is asked of each dimension: one note or two.",
            NOTE,
            'id = "strengths", label = "Strengths"',
            'id = "pressures", label = "Pressures"',
            required=True,
            slot="notes",
        ),
        keys.many(
            "side",
            "Its sides: a triangle has three.",
            SIDE,
            'id = "me", label = "Me", dimension = [{ id = "health", label = "Health" }]',
            'id = "home", label = "Home", dimension = [{ id = "care", label = "Care" }]',
            'id = "world", label = "World", dimension = [{ id = "school", label = "School" }]',
            required=True,
            slot="sides",
        ),
    )
    free = True

    def blank(self, field: Field) -> Any:
        return {}

    def parse(self, field: Field, raw: Any) -> Parsed:
        return Parsed(written(field, raw) or None)

    def raw(self, field: Field, value: Any) -> Any:
        return written(field, value)

    def prose(self, field: Field, raw: Any) -> Iterator[tuple[Path, str]]:
        for dimension, notes in written(field, raw).items():
            for note, text in notes.items():
                yield (dimension, note), text

    def show(self, field: Field, value: Any) -> str:
        sides = ((side, [line for each in side.dimensions for line in _lines(field, each, value)])
                 for side in field.sides)  # fmt: skip
        return "\n\n".join("\n".join((side.label, *lines)) for side, lines in sides if lines)


def written(field: Field, raw: Any) -> dict[str, dict[str, str]]:
    """What is written, by dimension and note in the order of the definition; the rest is left out."""
    given = raw if isinstance(raw, dict) else {}
    found = {each.id: _notes(field, given.get(each.id)) for each in field.dimensions()}
    return {dimension: notes for dimension, notes in found.items() if notes}


def _notes(field: Field, raw: Any) -> dict[str, str]:
    given = raw if isinstance(raw, dict) else {}
    texts = {note.id: clean(given.get(note.id)) for note in field.notes}
    return {note: text for note, text in texts.items() if text}


def _lines(field: Field, dimension: Dimension, value: Any) -> Iterator[str]:
    notes = (value or {}).get(dimension.id, {})
    for note in field.notes:
        if note.id in notes:
            name = dimension.label if len(field.notes) == 1 else f"{dimension.label}, {note.label.lower()}"
            yield f"{name}: {notes[note.id]}"
