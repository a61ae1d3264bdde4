"""One sitting on one screen."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from supdesk.desk import enrolling, planning, recording
from supdesk.desk.recording import Sitting
from supdesk.domain.days import show_date
from supdesk.forms.kinds import Path
from supdesk.ui.forms.control import arrive
from supdesk.ui.forms.view import FormView
from supdesk.ui.parts import Banner, Columns, Page, clear, column
from supdesk.ui.seat import Seat
from supdesk.ui.session_desk.bar import Bar
from supdesk.ui.session_desk.guide import Guide
from supdesk.ui.session_desk.last_time import LastTime
from supdesk.ui.session_desk.referral import show_referral
from supdesk.ui.writing import finishing
from supdesk.ui.writing.autosave import Autosave


class SessionDesk(QWidget):
    """The session being written, saved as it is typed, finished and then signed."""

    def __init__(self, seat: Seat, session_id: str) -> None:
        super().__init__()
        self._seat, self._id = seat, session_id
        self.sitting: Sitting | None = None
        self.autosave = Autosave(seat, self)
        self.bar = Bar(lambda: seat.desk.now, self.refer, self.finish)
        self.autosave.said.connect(self.bar.saved.setText)
        self._notice, self.gap = column(gap=0), column(gap=0)
        self._whole = column(None, self.bar, gap=0)
        self.setLayout(self._whole)
        self.setAccessibleName("Session desk")
        self.bar.setEnabled(False)
        seat.shell.on_keys("Ctrl+Return", self.finish, self)
        seat.ask(partial(recording.sit_down, seat.desk, session_id), self._lay, owner=self)

    def flush(self) -> None:
        """Hand in at once whatever was typed."""
        self.autosave.flush()

    def may_leave(self) -> bool:
        """Leaving saves first and is never refused."""
        self.flush()
        return True

    def finish(self) -> None:
        """Say what is missing, or review and finish."""
        if self.sitting is None:
            return
        self.flush()
        sheets = [self.sitting.main, *([self.sitting.cycle] if self.sitting.cycle else [])]
        finishing.finish(self._seat, self, sheets, self.show_problems, self.go_to)

    def show_problems(self, found: finishing.Problems) -> None:
        """Put each problem beside its field, on the record or on the cycle notes."""
        if self.sitting is None:
            return
        main = self.sitting.main.draft.id
        clear(self._notice)
        if found:
            self._notice.addWidget(Banner(finishing.words_of(found), "warning"))
            self.columns.show_part("Record" if any(of == main for of, _ in found) else "Guide")
        self.guide.show_problems([problem for of, problem in found if of != main])
        self.view.show_problems(problem for of, problem in found if of == main)

    def go_to(self, draft_id: str, path: Path) -> None:
        """Put the keyboard into what a path leads to, on the record or on the cycle notes."""
        if self.sitting is not None and draft_id == self.sitting.main.draft.id:
            self.columns.show_part("Record")
            self.view.go_to(path)
        elif self.sitting is not None:
            self.columns.show_part("Guide")
            self.guide.go_to(path)

    def refer(self) -> None:
        """Show the steps of a referral and note the moment."""
        if self.sitting is None:
            return
        desk = self._seat.desk
        self._seat.do(partial(planning.note_referral, desk, self._id), owner=self)
        steps = desk.around.packs.pack(self.sitting.session.pack).referral
        show_referral(self._seat.shell, steps, self.add_referral)

    def add_referral(self) -> None:
        """Put a row for the referral among the actions."""
        if self.sitting is None:
            return
        field = next((f for f in self.sitting.main.form.fields() if f.kind == "actions"), None)
        if field is None:
            return
        row: dict[str, Any] = {"what": "Make the referral", "by_when": show_date(self._seat.desk.today)}
        rows = [*(self.view.raw().get(field.id) or []), row]
        self.view.set_value(field.id, rows)
        self.autosave.edit(self.sitting.main.draft.id, field.id, rows)
        self.columns.show_part("Record")
        self.view.focus_field(field.id)

    def _lay(self, sitting: Sitting) -> None:
        self.sitting = sitting
        main, cycle = sitting.main, sitting.cycle
        self.view = FormView(main.form, main.draft.raw, people=sitting.people)
        self.view.edited.connect(partial(self.autosave.edit, main.draft.id))
        self.last, self.guide = LastTime(self._seat, sitting), Guide(self._seat, sitting)
        if cycle:
            self.guide.edited.connect(partial(self.autosave.edit, cycle.draft.id))
        else:
            self.view.section_entered.connect(self.guide.prompts.show_section)
        page = Page(main.form.title, f"{sitting.session.number} · {show_date(sitting.session.on)}")
        page.add(self.gap, self._notice, self.view)
        self.columns = Columns(("Last time", self.last), ("Record", page), ("Guide", self.guide))
        self._whole.takeAt(0)
        self._whole.insertWidget(0, self.columns, 1)
        self.bar.setEnabled(True)
        arrive(self, self.view.first)
        desk = self._seat.desk
        self._seat.ask(lambda: enrolling.training_gap(desk, sitting.session), self._warn, owner=self)

    def _warn(self, sentence: str) -> None:
        """Of a supervisor whose training nothing shows: read, acknowledged, and never in the way."""
        if sentence:
            self.gap.addWidget(Banner(sentence, "warning", ("Go on", self.acknowledge)))

    def acknowledge(self) -> None:
        """Keep that the warning was read, and take it away."""
        clear(self.gap)
        self._seat.do(lambda: enrolling.acknowledge_gap(self._seat.desk, self._id), owner=self)
