"""Taking a list of people in from a CSV file, after a look at every row."""

from PySide6.QtWidgets import QWidget

from supdesk.desk import enrolling
from supdesk.desk.enrolling import Candidate, Preview
from supdesk.ui.parts import Banner, Cell, Column, Page, PrimaryButton, Row, SecondaryButton, Table, Words
from supdesk.ui.parts.files import ask_file, content_of
from supdesk.ui.seat import Seat

COLUMNS = (
    Column("Import", 104),
    Column("Line", 76, right=True),
    Column("Name", 180),
    Column("Designation"),
    Column("Service"),
    Column("Notes", 360),
)


def choose_file(seat: Seat, parent: QWidget) -> None:
    """Have a person choose a file, then show what it would bring."""
    if path := ask_file(parent, "Import people", "CSV files (*.csv *.txt);;All files (*)"):
        seat.ask(
            lambda: enrolling.preview(seat.desk, content_of(path)),
            lambda found: seat.shell.push(ImportPage(seat, found)),
            owner=parent,
        )


class ImportPage(Page):
    """Every row of the file; those ready are chosen, doubles and doubtful ones are not until a person says so."""

    def __init__(self, seat: Seat, found: Preview) -> None:
        lead = "Enter, or a double click, takes a row in or leaves it out."
        super().__init__("Import people", lead, scrolls=False)
        self._seat, self._rows = seat, {str(c.line): c for c in found.candidates}
        self.chosen = {key for key, candidate in self._rows.items() if candidate.ready}
        self.confirm = PrimaryButton("Import", on=self.take_in)
        self.set_deeds([SecondaryButton("Cancel", on=seat.shell.back), self.confirm])
        self.table = Table("People in the file", COLUMNS)
        self.table.opened.connect(self.toggle)
        if found.ignored:
            self.add(Words(f"Columns not understood and left out: {', '.join(found.ignored)}.", "muted"))
        if not found.candidates:
            self.add(Banner("There are no people in this file.", "warning"))
        self.add(self.table)
        self._draw()

    def toggle(self, key: str) -> None:
        """Take a row in or leave it out; a row without a name can't be taken."""
        if self._rows[key].person.name:
            self.chosen ^= {key}
            self._draw()

    def take_in(self) -> None:
        """Enrol those chosen."""
        chosen = [candidate for key, candidate in self._rows.items() if key in self.chosen]

        def done(_: object) -> None:
            self._seat.shell.back()
            self._seat.shell.tell(f"{_people(len(chosen))} added.", "good")

        self._seat.do(lambda: enrolling.take_in(self._seat.desk, chosen), done, owner=self)

    def _draw(self) -> None:
        self.table.set_rows([self._row(key, candidate) for key, candidate in self._rows.items()])
        self.confirm.setText(f"Import {_people(len(self.chosen))}")
        self.confirm.setEnabled(bool(self.chosen))

    def _row(self, key: str, candidate: Candidate) -> Row:
        person, taken = candidate.person, key in self.chosen
        pack = self._seat.desk.around.packs.at_hand(person.pack)
        notes = [
            *candidate.problems,
            *([f"Known already: {candidate.twin.name}."] if candidate.twin else []),
            *([f"Under {pack.name}."] if pack else []),
        ]
        mark = Cell("Yes", "good") if taken else Cell("No", "neutral")
        line = Cell(key, sort=candidate.line)
        return Row(
            key, (mark, line, Cell(person.name, strong=True), person.designation, person.service, " ".join(notes))
        )


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"
