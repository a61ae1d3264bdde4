"""An NHS number: typed in any grouping, kept as ten digits, shown in groups."""

from typing import Any

from supdesk.domain.nhs_numbers import digits_of, fault_in, shown
from supdesk.forms.definition import Field
from supdesk.forms.kinds.kind import Kind, Parsed, Problem, clean


class NhsNumber(Kind):
    """An NHS number: raw is the text as typed. It is no prose: in its own field nobody is warned of it."""

    name = "nhs-number"
    says = "An NHS number: its check digit is looked at, and it is found in either grouping."

    def parse(self, field: Field, raw: Any) -> Parsed:
        text = clean(raw)
        if not text:
            return Parsed(None)
        fault = fault_in(text)
        return Parsed(None, (Problem((), fault),)) if fault else Parsed(digits_of(text))

    def raw(self, field: Field, value: Any) -> Any:
        return self.show(field, value)

    def show(self, field: Field, value: Any) -> str:
        return shown(value or "")
