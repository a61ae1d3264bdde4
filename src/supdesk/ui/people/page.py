"""The list of people, with how each stands against their cadence."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from supdesk.desk import enrolling, reporting, tracking
from supdesk.domain.changes import Topic
from supdesk.domain.days import brief_date
from supdesk.domain.people import Person
from supdesk.domain.tracker import Line
from supdesk.ui.following import follow
from supdesk.ui.parts import (
    BROAD,
    Cell,
    Column,
    EmptyState,
    Finder,
    Page,
    Pills,
    PrimaryButton,
    Row,
    SecondaryButton,
    Table,
)
from supdesk.ui.parts.files import ask_folder
from supdesk.ui.people.editing import PersonForm
from supdesk.ui.people.importing import choose_file
from supdesk.ui.people.person import open_person
from supdesk.ui.people.standing import tone
from supdesk.ui.people.tracker import ALL, Tracker
from supdesk.ui.reports.writing import write_report
from supdesk.ui.seat import Seat

COLUMNS = (
    Column("Name", 170),
    Column("Designation", share=3),
    Column("Service", share=2),
    Column("Role", 132),
    Column("Last session", 128),
    Column("Supervision", 236),
)
EVERYBODY, TRACKER = "everybody", "tracker"
VIEWS = ((EVERYBODY, "Everybody"), (TRACKER, "Supervision tracker"))
Found = tuple[list[Person], dict[str, Line], Line]


class PeoplePage(Page):
    """Everybody in the vault; a row opens to what there is with them."""

    def __init__(self, seat: Seat) -> None:
        super().__init__("People", "Those you supervise and work with.", width=BROAD, scrolls=False)
        self._seat = seat
        self._people: list[Person] = []
        self._added = ""
        self._standing: dict[str, Line] = {}
        self._own: Line | None = None
        self.search = Finder("Find in the list", "Find by name, designation or service")
        self.table = Table("People", COLUMNS, "Nobody on the list matches that.")
        self.empty = EmptyState(
            "people",
            "Nobody here yet",
            "Add those you supervise one by one, or import a list saved as CSV from a spreadsheet.",
            PrimaryButton("Add a person", "add", self.add_person),
        )
        self.new = PrimaryButton("Add a person", "add", self.add_person)
        self.view = Pills("Show", VIEWS)
        self.tracker = Tracker(lambda known: open_person(seat, known), seat.desk.around.packs.found)
        self.view.set_raw(EVERYBODY)
        self.view.edited.connect(lambda _: self._draw())
        self.export = SecondaryButton("Export tracker…", "export", self.choose_folder)
        imports = SecondaryButton("Import CSV…", "import", lambda: choose_file(seat, self))
        self.set_deeds([self.export, imports, self.new])
        self.add(self.view, self.search, self.table, self.tracker, self.empty)
        self.search.edited.connect(lambda _: self._draw())
        self.table.opened.connect(lambda known: open_person(seat, known))
        follow(seat, self, self._ask, self._show, Topic.PEOPLE, Topic.SESSIONS, Topic.SETTINGS)

    def add_person(self) -> None:
        """Offer an empty form."""
        PersonForm(self._seat, Person("", ""), self._stand_on)

    def turn(self, view: str, which: str = ALL) -> None:
        """Show everybody, or the tracker with `which` of them."""
        self.view.set_raw(view)
        self.tracker.which.set_raw(which)
        self._draw()

    def choose_folder(self) -> None:
        """Have the person choose where the tracker's files go, and write them."""
        if folder := ask_folder(self, "Folder for the tracker's files"):
            self.write_tracker(folder)

    def write_tracker(self, folder: Path, *, over: bool = False) -> None:
        """Write the tracker as PDF and spreadsheet; it holds days, never content."""
        desk, left = self._seat.desk, self.view.edited
        write_report(self._seat, lambda: reporting.tracker_report(desk), folder, left, over=over)

    def _stand_on(self, person_id: str) -> None:
        """Whoever was added is stood on once the list shows them."""
        self._added = person_id

    def _ask(self) -> Found:
        desk = self._seat.desk
        own, lines = tracking.standings(desk)
        return enrolling.everyone(desk, archived=True), {line.person.id: line for line in lines}, own

    def _show(self, found: Found) -> None:
        self._people, self._standing, self._own = found
        self._draw()
        if self._added in {person.id for person in self._people}:
            self.table.choose(self._added)
            self.table.setFocus()
            self._added = ""

    def _draw(self) -> None:
        self.table.set_rows([self._row(p) for p in self._people if self.search.finds(_text(p))])
        self.tracker.show_lines(self._standing.values(), self._own, self.search.finds)
        alone, tracks = len(self._people) < 2, self.view.raw() == TRACKER
        self.empty.setVisible(alone)
        for each in (self.view, self.search, self.new):
            each.setVisible(not alone)
        self.table.setVisible(not alone and not tracks)
        for tracking_part in (self.tracker, self.export):
            tracking_part.setVisible(not alone and tracks)

    def _row(self, person: Person) -> Row:
        roles = ", ".join(sorted(role.label for role in person.roles))
        found = self._standing.get(person.id)
        day = found.last or found.ad_hoc if found else None
        last = Cell(brief_date(day), sort=day.isoformat()) if day else Cell("", sort="")
        return Row(
            person.id,
            (
                Cell(person.name, strong=True),
                person.designation,
                person.service,
                roles,
                last,
                _state(person, found),
            ),
        )


def _state(person: Person, found: Line | None) -> Cell:
    if person.archived:
        return Cell("Archived", "neutral", sort="z")
    return Cell(found.label, tone(found), hint=found.why) if found else Cell("")


def _text(person: Person) -> str:
    return " ".join((person.name, person.designation, person.service, person.employer, person.email))


def build(seat: Seat) -> QWidget:
    """The People page."""
    return PeoplePage(seat)
