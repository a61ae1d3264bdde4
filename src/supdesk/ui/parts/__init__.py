"""What every screen is made of: pages, cards, buttons, fields, inputs, rows, tables, notices, overlays.

Each part is small, needs an accessible name, follows the theme and knows nothing of supervision. Inputs answer to
`raw()` and `set_raw(value)`, and say `edited` with their raw value when a person changes it. Nothing here asks the
desk, and no part opens a window of its own. Those that the locked door does not show are imported when first named.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from supdesk.ui.parts.buttons import Button, DangerButton, PrimaryButton, QuietButton, SecondaryButton, ToolButton
from supdesk.ui.parts.choosing import Choice, Choices, Pills, Scale, Tick
from supdesk.ui.parts.field import Field, FieldRow, Glyph, Input
from supdesk.ui.parts.inputs import Finder, LineEdit, Prose
from supdesk.ui.parts.layouts import Flow, clear, column, put, row
from supdesk.ui.parts.notices import Banner, EmptyState, Ribbon, Steps
from supdesk.ui.parts.overlay import Busy, Overlay, Question, Spinner, ask
from supdesk.ui.parts.page import BROAD, READABLE, WIDE, Card, Page, Panel, scrolling
from supdesk.ui.parts.rows import Badge, ListRow, Rows
from supdesk.ui.parts.words import Line, Words, restyle

if TYPE_CHECKING:
    from supdesk.ui.parts.columns import Columns
    from supdesk.ui.parts.moments import DateEdit, TimeEdit
    from supdesk.ui.parts.picture import SvgPicture
    from supdesk.ui.parts.sheet import Sheet, fact
    from supdesk.ui.parts.signature import SignaturePad
    from supdesk.ui.parts.suggesting import Suggest
    from supdesk.ui.parts.table import Cell, Column, Row, Table

_LATER = {
    "Columns": "columns", "DateEdit": "moments", "TimeEdit": "moments", "SvgPicture": "picture",
    "SignaturePad": "signature", "Sheet": "sheet", "Suggest": "suggesting", "fact": "sheet", "Cell": "table",
    "Column": "table", "Row": "table", "Table": "table",
}  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"{__name__} has no part {name}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)


__all__ = [
    "BROAD", "READABLE", "WIDE", "Badge", "Banner", "Busy", "Button", "Card", "Cell", "Choice", "Choices", "Column",
    "Columns", "DangerButton", "DateEdit", "EmptyState", "Field", "FieldRow", "Finder", "Flow", "Glyph",
    "Input", "Line", "LineEdit", "ListRow", "Overlay", "Page", "Panel", "Pills", "PrimaryButton", "Prose",
    "Question", "QuietButton", "Ribbon", "Row", "Rows", "Scale", "SecondaryButton", "Sheet", "SignaturePad",
    "Spinner", "Steps", "Suggest", "SvgPicture", "Table", "Tick", "TimeEdit", "ToolButton", "Words", "ask", "clear",
    "column", "fact", "put", "restyle", "row", "scrolling",
]  # fmt: skip
