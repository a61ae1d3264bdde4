"""The Reports page: figures of a quarter or a year, statements, the questionnaire, and the monitoring plan."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from supdesk.desk import belonging
from supdesk.domain.changes import Topic
from supdesk.domain.monitoring import MADE_AS, Watch
from supdesk.domain.quarters import recent, recent_years
from supdesk.domain.reports import QUARTER, YEAR
from supdesk.ui.following import follow
from supdesk.ui.parts import Choice, Field, Page, Pills, PrimaryButton
from supdesk.ui.reports.figures import Figures
from supdesk.ui.reports.monitoring import MonitoringPlan
from supdesk.ui.reports.questionnaire import Questionnaire
from supdesk.ui.reports.statements import Statements
from supdesk.ui.seat import Seat

STATEMENTS, QUESTIONNAIRE, PLAN = "statements", "questionnaire", "plan"
VIEWS = [
    (QUARTER, "Quarter"),
    (YEAR, "Year's audit"),
    (STATEMENTS, "Attendance statements"),
    (QUESTIONNAIRE, "Questionnaire"),
    (PLAN, "Monitoring plan"),
]
QUARTERS, YEARS = 5, 4
OF = "Organisation"
EACH = "A report is of one organisation: of those supervised under its policy pack, and of nobody else."
View = Figures | Statements | Questionnaire | MonitoringPlan


class ReportsPage(Page):
    """One kind of report at a time, each made when it is first looked at, and none reckoned while it is hidden."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("Reports", "Days, counts and evaluations, never what was talked about.")
        today = seat.desk.today
        self._made: dict[str, View] = {}
        self._names: list[str] = []
        self._list = Choice(OF, [], pills=False)
        self.of = Field(OF, self._list, EACH)
        self.of.hide()
        self._make: dict[str, Callable[[], View]] = {
            QUARTER: lambda: Figures(seat, QUARTER, recent(today, QUARTERS), start=1, of=self.of.raw),
            YEAR: lambda: Figures(seat, YEAR, recent_years(today, YEARS), start=0, of=self.of.raw),
            STATEMENTS: lambda: Statements(seat),
            QUESTIONNAIRE: lambda: Questionnaire(seat, self.of.raw),
            PLAN: lambda: MonitoringPlan(seat, self.go, self.of.raw),
        }
        self.which = Pills("Report", VIEWS)
        self.write = PrimaryButton("Write files…", "export", self._write)
        policy = self.write.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # nothing below moves when it goes
        self.write.setSizePolicy(policy)
        self.set_deeds([self.write])
        self.add(self.which, self.of)
        self.which.edited.connect(self.turn)
        self.of.edited.connect(lambda _: self._made[self.which.raw()].look())
        self.turn(QUARTER)
        topics = (Topic.PEOPLE, Topic.SESSIONS, Topic.SETTINGS)
        follow(seat, self, lambda: belonging.in_use(seat.desk), self._offer, *topics)

    def turn(self, view: str) -> View:
        """Show that kind of report."""
        if view not in self._made:
            self._made[view] = self._make[view]()
            self.add(self._made[view])
        elif self._made[view].isHidden():
            self._made[view].look()
        for name, each in self._made.items():
            each.setVisible(name == view)
            if name != view and isinstance(each, Figures | Statements):
                each.left.emit()
        self.which.set_raw(view)
        self.write.setVisible(isinstance(self._made[view], Figures | Statements))
        self._show_of()
        return self._made[view]

    def go(self, watch: Watch) -> None:
        """Show what a requirement asks for, of the period it is due for."""
        asked = watch.requirement.report
        shown = self.turn(QUESTIONNAIRE if asked == QUESTIONNAIRE and not watch.late else MADE_AS[asked])
        if isinstance(shown, Figures) and watch.period is not None:
            shown.choose(watch.period)

    def _offer(self, names: list[str]) -> None:
        self._names = names
        self._list.set_options([(name, name) for name in names])
        if not self._list.raw():
            self._list.set_raw(names[0])
        self._show_of()

    def _show_of(self) -> None:
        """Statements go to whoever they are for, of whichever organisation; all else is of one."""
        self.of.setVisible(len(self._names) > 1 and self.which.raw() != STATEMENTS)

    def _write(self) -> None:
        shown = self._made[self.which.raw()]
        if isinstance(shown, Figures | Statements):
            shown.choose_folder()


def build(seat: Seat) -> QWidget:
    """The Reports page."""
    return ReportsPage(seat)
