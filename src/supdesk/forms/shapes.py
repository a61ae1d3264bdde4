"""The shapes of a form and a shelf: every key, with what it is for. What only one kind has stands with it."""

from collections.abc import Iterable, Sequence

from supdesk.forms import kinds
from supdesk.forms.definition import (
    DATED,
    OWN,
    SERVES,
    SLOTS,
    WIDTHS,
    ClauseText,
    Field,
    Form,
    Guide,
    Option,
    Part,
    Section,
    Shelf,
)
from supdesk.forms.faults import MOST_IN_PROSE, Table, nearest
from supdesk.forms.keys import (
    Shape,
    many,
    name,
    one,
    one_of,
    shape,
    taken,
    text,
    texts,
    whole,
    yes,
)
from supdesk.forms.pictures import check_picture
from supdesk.forms.signers import SIGNER, check_signers

MOST_NAMES = 1_000
"""How many fields a form may have, each earlier name counted: nobody writes on so many."""
MOST_COLUMNS = 12
"""Columns that stand beside one another on a page."""
DEEPEST = 2
"""How far columns may stand in columns: an action in a table has columns of its own."""


def read_field(table: Table) -> Field:
    """A field; or where it stands among columns, one of those."""
    depth = table.path.count("column[")
    said = taken(table, COLUMN_KEYS if depth else FIELD_KEYS)
    kind = said["kind"]
    if kind:
        said |= taken(table, kinds.KINDS[kind].keys)
        inner = said.get("columns", ())
        said["columns"] = _columns(table, inner, depth)
        field = Field(**said)
        _check_columns(table, field)
        if field.kind == "picture":
            check_picture(table, field)
    else:
        field = Field(**said | {"kind": "short"})
        table.asked.update(table.values)
    _check_slot(table, field, kind)
    _check_place(table, field, depth)
    for key in ("option", "clause"):
        _check_names(table, field, key)
    for key in ("required", "fills"):
        if field.retired and getattr(field, key):
            table.fault(key, "expected nothing here: a retired field is not asked")
    table.done()
    return field


def _check_names(table: Table, field: Field, key: str) -> None:
    """What options and clauses are called and were called, each of which must be one's own."""
    known: Sequence[Option | ClauseText] = field.options if key == "option" else field.clauses
    table.once(key, [name for each in known for name in (each.id, *each.was)])
    if known and all(each.retired for each in known):
        table.fault(key, "expected one at least that is not retired")


def _check_slot(table: Table, field: Field, kind: str) -> None:
    if field.fills and kind and SLOTS[field.fills] != kind:
        table.fault("fills", f'expected a field of kind {SLOTS[field.fills]} for "{field.fills}", found {kind}')
    if field.fills in DATED and field.was and not table.kept:
        table.fault(
            "was", "expected nothing here: this date is said anew, so what was written before would be lost"
        )


def _columns(table: Table, inner: Sequence[Table], depth: int) -> tuple[Field, ...]:
    if inner and depth == DEEPEST:
        table.fault("column", "expected no columns here: this is a column of a column already")
        return ()
    return tuple(read_field(each) for each in inner)


def _check_columns(table: Table, field: Field) -> None:
    names = [column.id for column in field.columns]
    table.within("column", len(names), MOST_COLUMNS, "columns")
    table.once("column", _names(field.columns))
    if field.kind == "actions":
        _check_parts(table, names)
    for column in field.columns:
        if field.kind == "table" and column.kind in {"table", "clauses", "outcomes", "picture"}:
            table.fault("column", f'expected a plain kind for "{column.id}", found {column.kind}')


def _check_parts(table: Table, names: Sequence[str]) -> None:
    wrong = [part for part in names if part not in kinds.ACTION_PARTS]
    for part in wrong:
        known = ", ".join(kinds.ACTION_PARTS)
        table.fault("column", f'expected one of {known}, found "{part}"{nearest(part, kinds.ACTION_PARTS)}')
    if names and not wrong and "what" not in names and not table.kept:
        table.fault("column", 'expected "what" among them: it is what is agreed')


def _check_place(table: Table, field: Field, depth: int) -> None:
    """What is said of a place where it means nothing. A definition kept in a vault may say it all the same."""
    if table.kept:
        return
    if field.spread and depth != 1:
        table.fault("spread", "expected nothing here: it is for actions that are a column of a table")
    elif field.spread and "column" not in table.values:
        table.fault("spread", "expected columns beside it, to be printed as the table's own")
    if field.in_plan and depth != 1:
        table.fault("in_plan", "expected nothing here: it is for columns of a table that has actions")
    if field.id in field.was:
        table.fault("was", f'expected earlier ids only, found "{field.id}", which it has now')
    planned = field.kind == "table" and any(column.kind == "actions" for column in field.columns)
    for column in field.columns:
        if column.in_plan and depth == 0 and not planned:
            table.fault("column", f'expected "{column.id}" not to go into the plan: no column of it is actions')


def _names(fields: Iterable[Field]) -> list[str]:
    """What they are called and were called, each of which must be one field's own."""
    return [name for field in fields for name in dict.fromkeys((field.id, *field.was))]


def read_form_table(table: Table) -> Form:
    """A form, as yet without its pack and its text."""
    table.top = frozenset(key.name for key in FORM.keys)
    form = Form(pack="", **taken(table, FORM.keys))
    names = _names(form.fields())
    table.within("section", len(names), MOST_NAMES, "fields, with their earlier names")
    table.once("section", names)
    for field in form.beside():
        if field.required or field.fills:
            table.fault("section", f'expected "{field.id}" neither required nor filled: it stands aside')
    table.once("section", [f"fills {f.fills}" for f in form.fields() if f.fills])
    check_signers(table, form)
    table.done()
    return form


COLUMN_KEYS = (
    one_of(
        "kind",
        "What sort of answer it takes: one of the kinds below.",
        tuple(kinds.KINDS),
        required=True,
        example="time",
    ),
    name(
        "id",
        "Its name within the form. Answers are kept under it, so leave it once the form is in use.",
        "looking-back",
    ),
    text("label", "What it is called on the screen and on the page.", "Looking back", required=True),
    text(
        "help",
        "A sentence that helps to answer it, shown while one writes.",
        "A few words are enough.",
        most=MOST_IN_PROSE,
    ),
    yes("required", "Whether the form can't be finished without it."),
    yes("page", "Whether it is printed. False keeps it on the screen.", default=True),
    one_of(
        "width",
        "How much of a row it takes, on the screen and on the page.",
        WIDTHS,
        default="full",
        example="half",
    ),
    yes(
        "in_plan",
        "Whether a column of a table goes along with its actions when the action plan is sent round.",
        example="false",
    ),
    texts(
        "was",
        "Ids it had in earlier versions of the form: what was written under them is carried into it.",
        "reflection",
    ),
)
FIELD_KEYS = (
    *COLUMN_KEYS,
    one_of(
        "fills",
        "Which fact it shows: filled in before one begins, and taken into the session as it is written here. "
        "Each fact goes with one kind: " + ", ".join(f"{slot} ({kind})" for slot, kind in SLOTS.items()) + ".",
        tuple(SLOTS),
        example="start",
    ),
    text(
        "becomes",
        "On a reflection: the field of an account into which its words are carried when one is begun from it.",
        "learnt",
    ),
    yes(
        "retired",
        "Whether it is no longer asked. What is written in it already still stands and is still printed.",
        example="false",
    ),
)
FIELD = Shape(
    "field",
    "One thing the form asks for. Which further keys it may have depends on its kind.",
    FIELD_KEYS,
    read_field,
)

GUIDE = shape(
    "guide",
    "What stands beside a section while one writes in it.",
    Guide,
    texts("listen", "What to listen for.", "A change of pace or of voice."),
    texts("questions", "Open questions to ask.", "What has stayed with you?"),
    texts("tasks", "What this part of the conversation is there to do.", "Let them finish."),
)
SECTION = shape(
    "section",
    "A run of fields under a heading.",
    Section,
    text("title", "The heading. Without one the fields follow on.", "Looking back"),
    text(
        "help", "A sentence below the heading, on the screen only.", "Begin with how they are.", most=MOST_IN_PROSE
    ),
    one("guide", "What stands beside the section while one writes.", GUIDE),
    yes(
        "aside",
        "Whether its questions stand beside the record, to be answered or not, and printed only if they are.",
        example="false",
    ),
    many("field", "The fields, in their order.", FIELD, required=True, slot="fields"),
)
FORM = Shape(
    "form",
    "One form: a file beside pack.toml.",
    (
        name("id", "Its name within the pack. Leave it once the form is in use.", "one-to-one"),
        text(
            "title",
            "What it is called on the screen and at the head of the page.",
            "Record of a session",
            required=True,
        ),
        whole(
            "version",
            "Count up when you change the form. Records keep the version they were written with.",
            1,
            least=1,
            required=True,
        ),
        one_of(
            "serves",
            "What it is for. A pack has at most one form for each, but any number of tools and own pages: "
            + ", ".join(OWN)
            + ".",
            SERVES + OWN,
            required=True,
        ),
        text("source", "Where in your policy it comes from; printed below the title.", "Appendix 2"),
        text(
            "intro",
            "A sentence or two at its head, on the screen.",
            "A few true sentences are enough.",
            most=MOST_IN_PROSE,
        ),
        yes("landscape", "Whether its page lies on its side."),
        many("signer", "Who signs it, in the order of their lines.", SIGNER, slot="signers"),
        many("section", "Its sections, in their order.", SECTION, required=True, slot="sections"),
    ),
    read_form_table,
)

SHELF = shape(
    "shelf",
    "What people gather of their own pages for a regulator: the file shelf.toml, beside the forms of those pages.",
    Shelf,
    text("title", "What it is called.", "Revalidation", required=True),
    text("source", "Where it is asked for.", "The regulator's handbook"),
    text("intro", "A sentence or two at its head.", "What you gather in three years.", most=MOST_IN_PROSE),
    whole("months", "How far back pages count.", 36, least=1, most=240, required=True),
    many(
        "part",
        "What it holds.",
        shape(
            "part",
            "Pages of one purpose.",
            Part,
            one_of("serves", "Which pages.", OWN, required=True),
            text("title", "The heading.", "Accounts", required=True),
            text("one", "What one of them is called.", "account", required=True),
            text("many", "What several are called.", "accounts", required=True),
            whole("wanted", "How many are asked for.", 1, least=1, most=100, required=True),
            whole("amount", "What the numbers in their tables are to add up to; 0 for nothing.", 0, example=450),
            text("unit", "What those numbers count.", "hours"),
        ),
        required=True,
        slot="parts",
    ),
)
