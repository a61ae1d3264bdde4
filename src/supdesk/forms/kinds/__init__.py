"""Field kinds: one class each, with parse, dump, load, check and show.

What a person typed (`raw`) is JSON: text, yes or no, a list, or a table of those. `parse` makes a value of it or
a problem; `dump` and `load` take the value to canonical JSON and back; `show` gives it as plain text.
"""

from supdesk.forms.kinds.actions import ACTION_PARTS, Actions
from supdesk.forms.kinds.choosing import Choice, Choices, Scale, Tick
from supdesk.forms.kinds.clauses import Clauses
from supdesk.forms.kinds.kind import Kind, Parsed, Path, Problem
from supdesk.forms.kinds.nhs_number import NhsNumber
from supdesk.forms.kinds.outcomes import Outcomes
from supdesk.forms.kinds.people import People, Person
from supdesk.forms.kinds.picture import Picture
from supdesk.forms.kinds.table import Table
from supdesk.forms.kinds.text import Date, Number, Prose, Short, Time

_ALL: tuple[Kind, ...] = (
    Prose(),
    Short(),
    Date(),
    Time(),
    Number(),
    NhsNumber(),
    Person(),
    People(),
    Choice(),
    Choices(),
    Scale(),
    Tick(),
    Clauses(),
    Actions(),
    Outcomes(),
    Picture(),
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}
KINDS["table"] = Table(KINDS)

__all__ = ["ACTION_PARTS", "KINDS", "Kind", "Parsed", "Path", "Problem"]
