"""Setting type: the flowables of an answer, found by the kind of its field."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.flowables import CondPageBreak, Flowable, Spacer
from reportlab.platypus.paragraph import Paragraph

from supdesk.documents.boxes import Box, Choosing, Options, Row, Ticked
from supdesk.documents.drawn import to_drawing
from supdesk.documents.fonts import BOLD, markup, width
from supdesk.documents.grids import grid, matrix, roomy
from supdesk.documents.triangle import lay, parts
from supdesk.documents.wording import (
    ANSWER,
    ANSWER_BOLD,
    ASIDE,
    DASH,
    DEEP,
    EMPTY,
    FAINT,
    LABEL,
    NOTE,
    paragraph,
    paragraphs,
    pieces,
)  # fmt: skip
from supdesk.domain.days import show_date
from supdesk.forms.answers import Answers
from supdesk.forms.definition import Field
from supdesk.forms.kinds import KINDS
from supdesk.forms.kinds.clauses import Clause
from supdesk.forms.kinds.outcomes import told

_SHARES = {"full": 1.0, "half": 1 / 2, "third": 1 / 3}
_LONG = 600
"""Characters beyond which an answer takes the full width, so that it can run on over pages."""

_ON_PICTURES = 8.4
"""Points of the letters on a picture."""
_PICTURE_LINE = 0.6
"""Points that its lines are wide."""
_ACROSS = 6
"""Columns beyond which a table is set row by row."""
_PARTS = 8
"""Paragraphs beyond which an answer is set in frames that follow each other."""

_CLAUSE = ParagraphStyle("clause", ANSWER, leftIndent=20, bulletIndent=2, spaceBefore=2)
_CLAUSE_ASIDE = ParagraphStyle("clause-aside", ASIDE, leftIndent=20)
_STRUCK = ParagraphStyle("struck", _CLAUSE, textColor=FAINT)
_TAGS = {"kept": "", "reworded": "Reworded", "struck": "Struck out", "added": "Added"}
_WEIGHTS = {"prose": 3.0, "actions": 3.0, "choices": 1.8, "person": 1.6, "people": 1.8, "short": 1.6, "date": 1.3,
            "nhs-number": 1.4}  # fmt: skip


def set_fields(fields: Sequence[Field], answers: Answers, measure: float) -> Iterator[Flowable]:
    """The fields of a section in their order: boxes in rows by width, scales as a matrix, tables as grids."""
    waiting: list[Field] = []
    for field in fields:
        if waiting and not _goes_with(waiting, field, answers):
            yield from _set_run(waiting, answers, measure)
            waiting = []
        waiting.append(field)
    if waiting:
        yield from _set_run(waiting, answers, measure)


def _goes_with(run: Sequence[Field], field: Field, answers: Answers) -> bool:
    """Whether a field stands in the same row, or in the same matrix, as those before it."""
    last = run[-1]
    if last.kind == "scale" and field.kind == "scale":
        return (last.points, last.low, last.high) == (field.points, field.low, field.high)
    if "scale" in (last.kind, field.kind) or not (_is_narrow(last, answers) and _is_narrow(field, answers)):
        return False
    return sum(_SHARES[each.width] for each in (*run, field)) < 1.01


def _is_narrow(field: Field, answers: Answers) -> bool:
    if field.width == "full" or field.kind in WHOLE:
        return False
    text = KINDS[field.kind].show(field, answers.get(field.id))
    return len(text) <= _LONG and text.count("\n") < 16


def _set_run(run: Sequence[Field], answers: Answers, measure: float) -> Iterator[Flowable]:
    first = run[0]
    if first.kind == "scale":
        questions = [(field.label, answers.get(field.id)) for field in run]
        yield matrix(questions, first.points, (first.low, first.high), measure)
    elif first.kind in WHOLE:
        yield from WHOLE[first.kind](first, answers.get(first.id), measure)
    elif len(run) == 1 and not _is_narrow(first, answers):
        yield from _alone(first, answers.get(first.id))
    else:
        yield Row([_box(field, answers.get(field.id)) for field in run], _spread(run))


def _spread(run: Sequence[Field]) -> list[float]:
    """The shares of a row; what is left over goes to the last."""
    shares = [_SHARES[field.width] for field in run]
    shares[-1] += 1 - sum(shares)
    return shares


def _alone(field: Field, value: Any) -> Iterator[Flowable]:
    box = _box(field, value)
    head, rest = box.parts[:2], box.parts[2:]
    if not rest:
        yield CondPageBreak(46)
        yield box
        return
    yield from _flow(head, rest)


def _flow(head: list[Flowable], rest: list[Flowable]) -> Iterator[Flowable]:
    """A long answer as frames that follow each other without a rule between, each quick to set."""
    yield CondPageBreak(60)
    first = Box("", head)
    first.closes = False
    yield first
    for number, part in enumerate(rest, 1):
        box = Box("", [part], opens=False)
        box.closes = number == len(rest)
        yield box


def _box(field: Field, value: Any) -> Box:
    label = "" if field.kind == "tick" else field.label
    least = 0.0
    if field.kind == "prose" and not value:
        least = 13.6 * min(field.lines, 5) + 22
    return Box(label, BODIES[field.kind](field, value), least=least)


def _text(field: Field, value: Any) -> list[Flowable]:
    return list(paragraphs(KINDS[field.kind].show(field, value)))


def _parties(field: Field, value: Any) -> list[Flowable]:
    text = "\n".join(party.shown for party in value or ())
    return list(paragraphs(text))


def _choice(field: Field, value: Any) -> list[Flowable]:
    shown = KINDS["choice"].asked(field, [value])
    return [Options([Choosing(option.label, option.id == value) for option in shown.options])]


def _choices(field: Field, value: Any) -> list[Flowable]:
    taken = value or ()
    shown = KINDS["choices"].asked(field, [list(taken)])
    return [Options([Choosing(option.label, option.id in taken) for option in shown.options], several=True)]


def _tick(field: Field, value: Any) -> list[Flowable]:
    return [Ticked(field.label, bool(value))]


def _scale(field: Field, value: Any) -> list[Flowable]:
    return [Options([Choosing(str(point), point == value) for point in range(1, field.points + 1)])]


def _clauses(field: Field, value: Any) -> list[Flowable]:
    set_ones = [part for number, clause in enumerate(value or (), 1) for part in _clause(number, clause)]
    return set_ones or [paragraph(DASH, EMPTY)]


def _clause(number: int, clause: Clause) -> Iterator[Flowable]:
    tag = _TAGS[clause.state]
    lead = f'<font name="{BOLD}" size="7.6" color="{_hex(DEEP)}">{tag.upper()}</font>&nbsp;&nbsp;' if tag else ""
    style = _STRUCK if clause.struck else _CLAUSE
    for first, piece in enumerate(pieces(clause.text or DASH)):
        words = f"<strike>{markup(piece)}</strike>" if clause.struck else markup(piece)
        yield Paragraph(words if first else lead + words, style, bulletText=None if first else f"{number}.")
    if clause.state == "reworded" or (clause.struck and clause.original and clause.text != clause.original):
        for piece in pieces(clause.original):
            style_name = _CLAUSE_ASIDE
            yield Paragraph(f"Originally: <strike>{markup(piece, style_name.fontName)}</strike>", style_name)


def _hex(color: Any) -> str:
    return f"#{color.hexval()[2:]}"


def _whole_table(field: Field, value: Any, measure: float) -> Iterator[Flowable]:
    """Actions that are spread come last, each on a line of its own beside the rest of its row."""
    if len(field.columns) > _ACROSS:
        yield from _stacked(field, value or ())
        return
    spread = next((column for column in field.columns if column.spread and _parted(column)), None)
    plain = [column for column in field.columns if column is not spread]
    rows: list[list[str]] = []
    under: dict[int, int] = {}
    for row in value or ():
        start = len(rows)
        rows += _lines_of(plain, spread, row)
        under |= dict.fromkeys(range(start + 1, len(rows)), len(plain))
    yield from _ruled(field, [*plain, *(spread.columns if spread else ())], rows, measure, under)


def _parted(actions: Field) -> bool:
    """Whether its parts have columns to stand in; otherwise actions are printed whole, in one cell."""
    return any(part.id == "what" for part in actions.columns)


def _stacked(field: Field, rows: Sequence[Mapping[str, Any]]) -> Iterator[Flowable]:
    """A table too wide for a page, row by row, with what was answered."""
    yield CondPageBreak(80)
    yield Box(field.label, [] if rows else [paragraph(DASH, EMPTY)])
    for number, row in enumerate(rows, 1):
        told = [f"{c.label}: {text}" for c in field.columns if (text := _cell(c, row.get(c.id)))]
        yield from _noted(Box(f"{field.row or field.label} {number}", [p for t in told for p in paragraphs(t)]))


def _lines_of(plain: Sequence[Field], spread: Field | None, row: Mapping[str, Any]) -> list[list[str]]:
    cells = [_cell(column, row.get(column.id)) for column in plain]
    if spread is None:
        return [cells]
    actions = [[_part(getattr(each, part.id)) for part in spread.columns] for each in row[spread.id] or ()]
    first, *others = actions or [[""] * len(spread.columns)]
    return [cells + first, *([""] * len(plain) + other for other in others)]


def _whole_actions(field: Field, value: Any, measure: float) -> Iterator[Flowable]:
    if not field.columns:
        yield Box(field.label, _text(field, value) or [paragraph(DASH, EMPTY)])
        return
    rows = [[_part(getattr(row, column.id)) for column in field.columns] for row in value or ()]
    yield from _ruled(field, field.columns, rows, measure)


def _part(value: str | date | None) -> str:
    """A part of an action as it is, whatever kind its column says."""
    return show_date(value) if isinstance(value, date) else value or ""


def _whole_outcomes(field: Field, value: Any, measure: float) -> Iterator[Flowable]:
    rows = [[outcome.what, told(outcome)] for outcome in value or ()]
    yield CondPageBreak(80)
    yield Box(field.label, [])
    yield grid(["Action", "What became of it"], rows, [measure * 0.6, measure * 0.4])


def _whole_picture(field: Field, value: Any, measure: float) -> Iterator[Flowable]:
    """The picture, and under it what was written, side by side and dimension by dimension."""
    given = value or {}
    yield CondPageBreak(80)
    yield Box(field.label, [])
    yield Spacer(1, 6)
    plan = lay(field, measure, _ON_PICTURES, width)
    yield to_drawing(parts(plan, given), plan.box, measure, _PICTURE_LINE)
    for side in field.sides:
        yield Spacer(1, 8)
        yield CondPageBreak(92)
        yield Box(side.label, [], tint=True)
        told = [each for each in side.dimensions if each.id in given]
        for each in told:
            yield from _noted(Box("", [paragraph(each.label, ANSWER_BOLD), *_notes(field, given[each.id])]))
        silent = "; ".join(each.label for each in side.dimensions if each.id not in given)
        if silent:
            yield Box("", [paragraph(f"Nothing written: {silent}.", NOTE)])


def _noted(box: Box) -> Iterator[Flowable]:
    """The notes of one dimension, which may be long."""
    if len(box.parts) > _PARTS:
        yield from _flow(box.parts[:2], box.parts[2:])
        return
    yield CondPageBreak(46)
    yield box


def _notes(field: Field, given: Mapping[str, str]) -> Iterator[Flowable]:
    """Each note of a dimension, by its name where more than one is asked for."""
    for note in field.notes:
        if note.id in given:
            if len(field.notes) > 1:
                yield paragraph(note.label, LABEL)
            yield from paragraphs(given[note.id])


def _ruled(
    field: Field,
    columns: Sequence[Field],
    rows: list[list[str]],
    measure: float,
    under: Mapping[int, int] = MappingProxyType({}),
) -> Iterator[Flowable]:
    weights = [_WEIGHTS.get(column.kind, 1.0) for column in columns]
    widths = [measure * weight / sum(weights) for weight in weights]
    yield CondPageBreak(80)
    yield Box(field.label, [])
    labels = [column.label for column in columns]
    yield grid(labels, rows, roomy(labels, rows, widths), under=under)


def _cell(column: Field, value: Any) -> str:
    if column.kind == "actions":
        return "\n".join(f"• {line}" for line in KINDS["actions"].show(column, value).splitlines())
    if column.kind == "people":
        return "\n".join(party.shown for party in value or ())
    text = KINDS[column.kind].show(column, value)
    return text.replace(" ", "\u00a0") if column.kind == "nhs-number" else text  # a number is not cut in two


BODIES: dict[str, Callable[[Field, Any], list[Flowable]]] = {
    "prose": _text,
    "short": _text,
    "date": _text,
    "time": _text,
    "number": _text,
    "nhs-number": _text,
    "person": _text,
    "people": _parties,
    "choice": _choice,
    "choices": _choices,
    "scale": _scale,
    "tick": _tick,
    "clauses": _clauses,
}
"""What stands inside a box, by kind."""

WHOLE: dict[str, Callable[[Field, Any, float], Iterator[Flowable]]] = {
    "table": _whole_table,
    "actions": _whole_actions,
    "outcomes": _whole_outcomes,
    "picture": _whole_picture,
}
"""Kinds that take the whole width and rule their own lines."""
