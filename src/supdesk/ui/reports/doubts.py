"""Answers that may name somebody, looked at before they leave in a report that is not to be published."""

from collections.abc import Callable, Sequence

from supdesk.desk.auditing import Doubt
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.parts import Field, ListRow, Pills, Rows
from supdesk.ui.shell import Shell

OUT, IN = "out", "in"
LEAD = "These answers stand in the report as they were written, without their writers’ names."


class DoubtsForm(Enquiry):
    """What may name whom, and whether it is left out. A class, as every enquiry is."""

    def __init__(self, shell: Shell, found: Sequence[Doubt], then: Callable[[bool], object]) -> None:
        self._then = then
        title = "One answer may name somebody" if len(found) == 1 else f"{len(found)} answers may name somebody"
        rows = (ListRow(each.said, f"{each.asked}\n{each.why}.", icon="eye") for each in found)
        which = [(OUT, "Leave them out"), (IN, "Write them as they are")]
        self.which = Field("In the report", Pills("In the report", which))
        self.which.set_raw(OUT)
        super().__init__(shell, title, Rows(*rows), self.which, lead=LEAD)
        self.offer("Choose a folder…", self._go)

    def _go(self) -> None:
        self.close_now()
        self._then(self.which.raw() == OUT)
