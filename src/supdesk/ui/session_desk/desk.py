"""One sitting on one screen."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from supdesk.desk import belonging, planning, preparing, recording, training
from supdesk.desk import finishing as desk_finishing
from supdesk.desk.preparing import Preparation
from supdesk.desk.recording import Sheet, Sitting
from supdesk.domain.actions import Action, Decision
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.forms import following
from supdesk.forms.kinds import Path
from supdesk.forms.kinds.actions import asks
from supdesk.forms.reasons import with_reasons
from supdesk.ui.forms.control import arrive
from supdesk.ui.forms.view import FormView
from supdesk.ui.parts import (
    Banner,
    Columns,
    EmptyState,
    Page,
    Question,
    SecondaryButton,
    clear,
    column,
)
from supdesk.ui.seat import Seat
from supdesk.ui.session_desk import discarding
from supdesk.ui.session_desk.bar import Bar
from supdesk.ui.session_desk.guide import Guide
from supdesk.ui.session_desk.last_time import LastTime
from supdesk.ui.session_desk.leaves import Leaves, offer_tools
from supdesk.ui.session_desk.referral import show_referral
from supdesk.ui.sessions.preparation import Checklist
from supdesk.ui.writing import finishing
from supdesk.ui.writing.autosave import Autosave

BEGUN = "What was begun can be written on and finished, but not sealed without it."


class SessionDesk(QWidget):
    """The session being written, saved as it is typed, finished and then signed."""

    def __init__(self, seat: Seat, session_id: str) -> None:
        super().__init__()
        self._seat, self._id = seat, session_id
        self.sitting: Sitting | None = None
        self.autosave = Autosave(seat, self)
        self.bar = Bar(lambda: seat.desk.now, self.ask_to_discard, self.refer, self.finish)
        self.autosave.said.connect(self.bar.saved.setText)
        self.autosave.kept.connect(self._look_again)
        self._missing: finishing.Problems = ()
        self._notice, self.gap = column(gap=0), column(gap=8)
        self._whole = column(None, self.bar, gap=0)
        self.setLayout(self._whole)
        self.setAccessibleName("Session desk")
        self.bar.setEnabled(False)
        seat.shell.on_keys("Ctrl+Return", self.finish, self)
        seat.ask(partial(recording.sit_down, seat.desk, session_id), self._lay, self._refuse, owner=self)

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
        finishing.finish(self._seat, self, self.sitting.sheets, self.show_problems, self.go_to)

    def show_problems(self, found: finishing.Problems) -> None:
        """Put each problem beside its field, on the record, a tool or the cycle notes."""
        if self.sitting is None:
            return
        in_the_middle = self.leaves.views
        self._warn_of(found)
        if any(of in in_the_middle for of, _ in found):
            self.columns.show_part("Record")
        elif found:
            self._open_guide()
        self.guide.show_problems([problem for of, problem in found if of not in in_the_middle])
        self.leaves.show_problems(found)

    def _warn_of(self, found: finishing.Problems) -> None:
        self._missing = found
        clear(self._notice)
        if found:
            self._notice.addWidget(Banner(finishing.words_of(found), "warning"))

    def _look_again(self) -> None:
        """Have the marks that were answered since go, and the banner when none is left."""
        if self.sitting is None or not self._missing:
            return
        ids = [sheet.draft.id for sheet in self.sitting.sheets]
        self._seat.ask(partial(desk_finishing.problems, self._seat.desk, ids), self._clear_answered, owner=self)

    def _clear_answered(self, found: finishing.Problems) -> None:
        if self.sitting is None or self.autosave.pending:
            return
        left = tuple(each for each in self._missing if each in found)
        if left != self._missing:
            self._warn_of(left)
            self.leaves.mark(left)
            self.guide.mark([problem for of, problem in left if of not in self.leaves.views])

    def go_to(self, draft_id: str, path: Path) -> None:
        """Put the keyboard into what a path leads to, on the record, a tool or the cycle notes."""
        if self.sitting is None:
            return
        main = self.sitting.main
        if draft_id == main.draft.id and path[0] == following.place(main.form):
            self._go_to_outcome(path)
        elif draft_id == main.draft.id and self.guide.asides and path[0] in {f.id for f in main.form.beside()}:
            self._open_guide()
            self.guide.asides.go_to(path)
        elif draft_id in self.leaves.views:
            self.columns.show_part("Record")
            self.leaves.go_to(draft_id, path)
        else:
            self._open_guide()
            self.guide.go_to(path)

    def _open_guide(self) -> None:
        """The record's guide stands beside the record."""
        self.columns.show_part("Guide")
        if self.sitting is not None:
            self.leaves.show_leaf(self.sitting.main.draft.id)

    def _turned(self, draft_id: str) -> None:
        """The guide is that of what is in front."""
        tools = self.sitting.tools if self.sitting else ()
        self.guide.show_tool(next((sheet.form for sheet in tools if sheet.draft.id == draft_id), None))

    def refer(self) -> None:
        """Show the steps of a referral and note the moment."""
        if self.sitting is None:
            return
        desk = self._seat.desk
        self._seat.do(partial(planning.note_referral, desk, self._id), owner=self)
        steps = desk.around.packs.referral(self.sitting.session.pack)
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
        self.leaves.go_to(self.sitting.main.draft.id, (field.id,))

    def choose_tool(self) -> None:
        """Offer the tools of the pack that were not begun for this session."""
        if self.sitting is not None:
            offer_tools(self._seat.shell, self.sitting.offered, self.add_tool)

    def add_tool(self, form_id: str) -> None:
        """Begin a tool beside the record, and go there."""
        desk = self._seat.desk
        self._seat.ask(lambda: recording.add_tool(desk, self._id, form_id), self._added, owner=self)

    def _added(self, sheet: Sheet) -> None:
        if self.sitting is None:
            return
        self._now_with((*self.sitting.tools, sheet))
        self.leaves.add(sheet)
        self.leaves.enter(sheet.draft.id)

    def _ask_to_remove(self, draft_id: str) -> None:
        sentence = "What is written on it is lost. The record and everything else stay as they are."
        question = Question(self, "Remove this tool?", sentence, "Remove", danger=True)
        question.answered.connect(lambda yes: self.remove_tool(draft_id) if yes else None)
        question.open()

    def remove_tool(self, draft_id: str) -> None:
        """Throw a tool's draft away."""
        self.flush()
        desk = self._seat.desk
        self._seat.do(lambda: recording.discard(desk, draft_id), lambda _: self._removed(draft_id), owner=self)

    def _removed(self, draft_id: str) -> None:
        if self.sitting is None:
            return
        self._now_with(tuple(sheet for sheet in self.sitting.tools if sheet.draft.id != draft_id))
        self.leaves.drop(draft_id)
        self.add.setFocus()

    def _now_with(self, tools: tuple[Sheet, ...]) -> None:
        """These tools are begun, the pack's others on offer."""
        if self.sitting is None:
            return
        both = {sheet.form.id: sheet.form for sheet in self.sitting.tools} | {f.id: f for f in self.sitting.offered}
        begun = {sheet.form.id for sheet in tools}
        offered = tuple(form for form in both.values() if form.id not in begun)
        self.sitting = replace(self.sitting, tools=tools, offered=offered)
        self.add.setVisible(bool(offered))

    def ask_to_discard(self) -> None:
        """Say what is lost and what stays, and if so throw it away and leave."""
        self.flush()
        self._missing = ()
        discarding.offer(self._seat, self, self._id)

    def decide(self, action: Action, decision: Decision | None, reason: str = "") -> None:
        """Keep in the draft what became of an earlier action, or take it back; finishing makes it hold."""
        if self.sitting is None:
            return
        form, on = self.sitting.main.form, self.sitting.session.on
        before = self.sitting.stood(action.id)
        self._follow(following.decided(form, self.view.raw(), action, decision, on, reason, before))
        self.flush()

    def _written(self, name: str, raw: Any) -> None:
        """What was typed is kept; a carried action whose row was removed is not carried over any more."""
        if self.sitting is None:
            return
        self.autosave.edit(self.sitting.main.draft.id, name, raw)
        if changes := following.settled(self.sitting.main.form, self.view.raw(), self.sitting.known):
            self._follow(changes)

    def _follow(self, changes: dict[str, Any]) -> None:
        if self.sitting is None:
            return
        for name, raw in changes.items():
            self.view.set_value(name, raw)
            self.autosave.edit(self.sitting.main.draft.id, name, raw)
        self.last.show_outcomes(following.outcomes(self.sitting.main.form, self.view.raw()))

    def _go_to_outcome(self, path: Path) -> None:
        """Put the keyboard where that outcome was decided, or where the first is still to be."""
        self.columns.show_part("Last time")
        raw, place = self.view.raw(), path[1] if len(path) > 1 else None
        said = raw.get(str(path[0])) or []
        if isinstance(place, int) and place < len(said):
            self.last.enter(str(said[place].get("id")))
        else:
            self.last.enter(next((card.action.id for card in self.last.cards if card.outcome is None), ""))

    def _go_to_row(self, action_id: str) -> None:
        """Put the keyboard into the date of a carried action, or into its words where no date is asked for."""
        if self.sitting is None:
            return
        for path, field, row in following.action_rows(self.sitting.main.form, self.view.raw()):
            if row.get("id") == action_id:
                self.go_to(self.sitting.main.draft.id, (*path, "by_when" if asks(field, "by_when") else "what"))

    def _refuse(self, error: SupdeskError) -> None:
        """Nothing can be written: why stands where the record would."""
        self._whole.takeAt(0)
        self._whole.insertWidget(0, EmptyState("sessions", "Not to be written now", error.sentence), 1)

    def _lay(self, sitting: Sitting) -> None:
        self.sitting = sitting
        main, cycle = sitting.main, sitting.cycle
        before = following.outcomes(main.form, main.draft.raw)
        beside = {field.id for field in main.form.beside()}
        hidden = frozenset(beside if sitting.known else {*beside, following.place(main.form)})
        form = with_reasons(main.form, cycle.form) if cycle else main.form
        self.view = FormView(form, main.draft.raw, people=sitting.people, hidden=hidden)
        self.view.edited.connect(self._written)
        self.last, self.guide = LastTime(sitting, self.decide), Guide(self._seat, sitting)
        self.guide.said_aside.connect(partial(self.autosave.edit, main.draft.id))
        self.last.show_outcomes(before)
        self.last.wanted.connect(self._go_to_row)
        if cycle:
            self.guide.edited.connect(partial(self.autosave.edit, cycle.draft.id))
        else:
            self.view.section_entered.connect(self.guide.prompts.show_section)
        page = Page(main.form.title, f"{sitting.session.number} · {show_date(sitting.session.on)}")
        self.leaves = Leaves(self.view, main, sitting.people)
        self.leaves.edited.connect(self.autosave.edit)
        self.leaves.unwanted.connect(self._ask_to_remove)
        self.leaves.turned.connect(self._turned)
        self.leaves.section_entered.connect(self.guide.show_section_of_tool)
        self.add = SecondaryButton("Add a tool…", "add", self.choose_tool)
        page.set_deeds([self.add])
        page.add(self.gap, self._notice, self.leaves)
        for sheet in sitting.tools:
            self.leaves.add(sheet)
        self.add.setVisible(bool(sitting.offered))
        self.columns = Columns(("Last time", self.last), ("Record", page), ("Guide", self.guide))
        self._whole.takeAt(0)
        self._whole.insertWidget(0, self.columns, 1)
        self.bar.setEnabled(True)
        if gone := belonging.gone(self._seat.desk, [sitting.session]):
            self.gap.addWidget(Banner(f"{gone} {BEGUN}", "warning"))
        arrive(self, self.view.first)
        desk = self._seat.desk
        self._seat.ask(lambda: training.gap(desk, sitting.session), self._warn, owner=self)
        self._seat.ask(lambda: preparing.preparation(desk, self._id), self._prepare, owner=self)

    def _prepare(self, found: Preparation) -> None:
        """What should be ready, with its ticks, until all of it is."""
        if found.ticked != set(found.items):
            self.last.prepare(Checklist(self._seat, self._id, found))

    def _warn(self, sentence: str) -> None:
        """Of a supervisor whose training nothing shows: read, acknowledged, and never in the way."""
        if sentence:
            self.gap.addWidget(Banner(sentence, "warning", ("Go on", self.acknowledge)))

    def acknowledge(self) -> None:
        """Keep that the warning was read, and take it away."""
        clear(self.gap)
        self._seat.do(lambda: training.acknowledge_gap(self._seat.desk, self._id), owner=self)
