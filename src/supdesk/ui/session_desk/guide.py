"""The guide at the right: the cycle's ring, one stage at a time with its notes, prompts and a gentle hint."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from supdesk.desk import picturing
from supdesk.desk.recording import Sheet, Sitting
from supdesk.domain.cycle import Function, leaps
from supdesk.forms.answers import ring_of
from supdesk.forms.definition import Form
from supdesk.forms.kinds import Path, Problem
from supdesk.ui import theme
from supdesk.ui.forms.guide import GuidePanel
from supdesk.ui.forms.view import FormView
from supdesk.ui.parts import Banner, Card, Choice, Field, Panel, SvgPicture, Words, clear, column, restyle
from supdesk.ui.seat import Seat

RING = 236
"""Pixels the ring measures across."""
STILL = 400
"""Milliseconds of rest after which the ring is drawn anew."""
INNER, CORE = "Inner ring, the functions", "Centre: the restorative core."
"""What the picture has no room to name."""
HINT = "From experience straight to plans: is there anything to reflect on or understand in between?"


class Guide(Panel):
    """The right of the session desk. `edited` carries a field of the cycle notes and its raw value."""

    edited = Signal(str, object)
    said_aside = Signal(str, object)
    """A question that stands beside the record, and its raw answer."""

    def __init__(self, seat: Seat, sitting: Sitting) -> None:
        super().__init__("Guide")
        self._seat, self._sheet = seat, sitting.cycle
        self.views: dict[int, FormView] = {}
        self.asides = _asides(sitting)
        self._raw: dict[str, Any] = {}
        self._of_tool: Form | None = None
        self._own, self._tool = QWidget(), column(gap=0)
        self._mine = column(gap=16)
        self._own.setLayout(self._mine)
        self.add(self._own, self._tool)
        if self._sheet is None:
            self.prompts = GuidePanel(sitting.main.form)
            self._mine.addWidget(self.prompts)
            self.prompts.setVisible(self.asides is None or any(s.guide for s in sitting.main.form.sections))
        else:
            self._lay(self._sheet, sitting)
        if self.asides is not None:
            self.asides.edited.connect(self.said_aside)
            self._mine.addWidget(self.asides)

    def show_tool(self, form: Form | None) -> None:
        """Show the prompts of a tool in place of the record's; None shows the record's again."""
        clear(self._tool)
        self._own.setVisible(form is None)
        self._of_tool = form
        if form is not None:
            self._tool.addWidget(GuidePanel(form))
            self.show_section_of_tool(0)

    def show_section_of_tool(self, place: int) -> None:
        """Show the prompts of that section of the tool in front; of its first with any, where it has none."""
        if self._of_tool is not None and not self._of_tool.sections[place].guide:
            place = _first(self._of_tool)
        for prompts in self.findChildren(GuidePanel):
            if prompts is not self.prompts:
                prompts.show_section(place)

    def show_problems(self, found: list[Problem]) -> None:
        """Put problems beside their fields, and open the first stage that has one."""
        for place, view in self.views.items():
            own = [p for p in found if _holds(self._form, place, p)]
            if own and place != self._place:
                self.show_stage(place)
            view.show_problems(own)

    def mark(self, found: list[Problem]) -> None:
        """The same, and stay where one is."""
        for place, view in self.views.items():
            view.mark(p for p in found if _holds(self._form, place, p))

    def go_to(self, path: Path) -> None:
        """Put the keyboard into what a path of the cycle notes leads to, on its stage."""
        for place, view in self.views.items():
            if any(field.id == path[0] for field in self._form.sections[place].fields):
                self.show_stage(place)
                view.go_to(path)

    def show_stage(self, place: int) -> None:
        """Stand on a stage: a section of the cycle notes, counted from 0."""
        self._place = place
        self.stages.set_raw(str(place))
        self.prompts.show_section(place)
        for number, view in self.views.items():
            view.setVisible(number == place)

    def _lay(self, sheet: Sheet, sitting: Sitting) -> None:
        self._form, self._raw = sheet.form, dict(sheet.draft.raw)
        self.picture = SvgPicture("", "Supervision cycle", height=RING)
        self.hint = Banner(HINT, "info")
        self.prompts = GuidePanel(sheet.form)
        shown = _shown(sheet.form)
        self.stages = Choice("Stage", [(str(n), sheet.form.sections[n].title) for n in shown], pills=False)
        self.stages.edited.connect(lambda raw: self.show_stage(int(raw)))
        self.views = {n: self._view(sheet, n, sitting) for n in shown}
        self.told = Words("", "muted")
        for part in (self.picture, self.told, self.hint, Field("Stage", self.stages), *self.views.values()):
            self._mine.addWidget(part)
        self._mine.addWidget(self.prompts)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STILL)
        self._timer.timeout.connect(self._draw)
        self.show_stage(_first(sheet.form))
        self._draw()

    def _view(self, sheet: Sheet, place: int, sitting: Sitting) -> FormView:
        section = sheet.form.sections[place]
        wanted = {field.id for field in section.fields if not field.fills}
        hidden = frozenset(field.id for field in sheet.form.fields() if field.id not in wanted)
        view = FormView(replace(sheet.form, intro=""), sheet.draft.raw, people=sitting.people, hidden=hidden)
        view.edited.connect(self._edit)
        return _plain(view)

    def _edit(self, name: str, raw: Any) -> None:
        self._raw[name] = raw
        self._timer.start()
        self.edited.emit(name, raw)

    def _draw(self) -> None:
        form, raw, dark = self._form, dict(self._raw), theme.current().scheme == "dark"
        ring = ring_of(form, raw)
        self.hint.setVisible(leaps(ring))
        touched = [what.label.lower() for what in Function if what in ring.functions]
        self.told.setText(f"{INNER}: {', '.join(touched) or 'none touched yet'}. {CORE}")
        self._seat.bench.submit(
            lambda: picturing.cycle_ring(form, raw, dark=dark, size=RING), self._drawn, owner=self
        )

    def _drawn(self, svg: str) -> None:
        filled = [e.label for e, share in ring_of(self._form, self._raw).elements.items() if share]
        self.picture.set_svg(svg, "Supervision cycle: " + (", ".join(filled) or "nothing written yet"))


def _shown(form: Form) -> list[int]:
    """The sections that ask for more than what the session already says, counted from 0."""
    return [n for n, section in enumerate(form.sections) if any(not f.fills for f in section.fields)]


def _first(form: Form) -> int:
    """The first section shown that has prompts, or else the first shown."""
    shown = _shown(form)
    return next((n for n in shown if form.sections[n].guide), shown[0] if shown else 0)


def _asides(sitting: Sitting) -> FormView | None:
    """What one may answer beside the record, and need not."""
    form, beside = sitting.main.form, {field.id for field in sitting.main.form.beside()}
    if not beside:
        return None
    hidden = frozenset(field.id for field in form.fields() if field.id not in beside)
    return _plain(FormView(replace(form, intro=""), sitting.main.draft.raw, people=sitting.people, hidden=hidden))


def _plain(view: FormView) -> FormView:
    """The view without the edges of its cards, in a column that has its own."""
    for card in view.findChildren(Card):
        restyle(card, "kind", "clear")
        card.layout().setContentsMargins(0, 0, 0, 0)  # type: ignore[union-attr]
    return view


def _holds(form: Form, place: int, problem: Problem) -> bool:
    return any(field.id == problem.path[0] for field in form.sections[place].fields)
