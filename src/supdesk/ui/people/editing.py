"""One person's particulars, new or known."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from supdesk.desk import enrolling
from supdesk.domain.changes import Changes
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person, Role
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.parts import Card, Choices, DateEdit, Field, FieldRow, LineEdit, Tick
from supdesk.ui.seat import Seat
from supdesk.ui.sessions import days

LABELS = {
    "name": "Name",
    "designation": "Designation",
    "service": "Service",
    "employer": "Employer",
    "email": "E-mail",
    "staff_group": "Staff group",
    "locality": "Locality",
    "employment": "Employment",
    "staff_number": "Staff number",
    "line_manager": "Line manager",
    "line_manager_email": "Line manager's e-mail",
}


COURSE = "Course"
TRAINING_DAYS = {
    "competent_on": "Competent since",
    "booked_on": "Booked on a course",
    "refreshed_on": "Last refreshed",
}


class PersonForm(Enquiry):
    """The form of one person; it warns once of a probable twin and then does as it is told.

    `then` is called with the id of the one kept.
    """

    def __init__(self, seat: Seat, person: Person, then: Callable[[str], object] = lambda person_id: None) -> None:
        self._seat, self._person, self._warned, self._then = seat, person, Person("", ""), then
        self.fields = {
            key: Field(label, LineEdit(label), optional=key != "name", needed=key == "name")
            for key, label in LABELS.items()
        }
        self.roles = Field("Role", Choices("Role", [(role.value, role.label) for role in Role]), optional=True)
        self.course = Field(COURSE, LineEdit(COURSE), "Name the body that accredits it as well.", optional=True)
        self.days = {key: Field(label, DateEdit(label), optional=True) for key, label in TRAINING_DAYS.items()}
        self.training = Card("Training as a supervisor", note="The register carries these dates.")
        since, booked, refreshed = self.days.values()
        self.training.add(self.course, FieldRow(since, refreshed), booked)
        self.archived = Tick("No longer here: keep the history, leave them out of lists")
        super().__init__(
            seat.shell,
            "Edit a person" if person.id else "Add a person",
            self.fields["name"],
            self.fields["designation"],
            self._pair("service", "employer"),
            self.fields["email"],
            self.roles,
            self.training,
            self._pair("staff_group", "locality"),
            self._pair("employment", "staff_number"),
            self._pair("line_manager", "line_manager_email"),
            *([self.archived] if person.id else []),
        )
        for key, field in self.fields.items():
            field.set_raw(getattr(person, key))
        self.roles.set_raw([role.value for role in person.roles])
        self.archived.set_raw(person.archived)
        self.course.set_raw(person.course)
        for key, field in self.days.items():
            day = getattr(person, key)
            field.set_raw(show_date(day) if day else "")
        self.roles.edited.connect(lambda _: self._show_training())
        self._show_training()
        self.offer("Save" if person.id else "Add", self.save)

    def _pair(self, *keys: str) -> FieldRow:
        return FieldRow(*(self.fields[key] for key in keys))

    def save(self) -> None:
        """Keep it, after a warning when somebody much alike is known."""
        try:
            person = self._typed()
        except SupdeskError as error:
            self.refuse(error)
            return
        if person == self._warned:
            self._keep(person)
        else:
            self._seat.ask(lambda: enrolling.twins(self._seat.desk, person), self._weigh, self.refuse, self)

    def _weigh(self, twins: list[Person]) -> None:
        person = self._typed()
        if not twins or person == self._person:
            self._keep(person)
            return
        self._warned = person
        names = ", ".join(twin.name for twin in twins)
        self.say(f"This may be the same person as {names}, who is on the list already. Press again to keep both.")

    def _keep(self, person: Person) -> None:
        def kept(changes: Changes) -> None:
            self.close_now()
            self._then(changes.subject)

        self._seat.do(lambda: enrolling.enrol(self._seat.desk, person), kept, self._refuse, self)

    def _refuse(self, error: SupdeskError) -> None:
        """Say what is wrong beside its field."""
        field = self.fields.get(error.code.removeprefix("person."))
        if field is None:
            self.refuse(error)
            return
        field.set_problem(error.sentence)
        field.control.setFocus()
        field.edited.connect(lambda _: field.set_problem(None))

    def _show_training(self) -> None:
        self.training.setVisible(Role.SUPERVISOR.value in self.roles.raw() or self._person.trained)

    def _typed(self) -> Person:
        """The person as typed; SupdeskError `typed.day` for what is no day."""
        texts = {key: str(field.raw()).strip() for key, field in self.fields.items()}
        typed = {key: str(field.raw()).strip() for key, field in self.days.items()}
        training: dict[str, date | None] = {key: days.day(text) if text else None for key, text in typed.items()}
        return replace(
            replace(self._person, **texts),  # type: ignore[arg-type]
            **training,  # type: ignore[arg-type]
            course=str(self.course.raw()).strip(),
            roles=frozenset(Role(value) for value in self.roles.raw()),
            archived=self.archived.raw(),
        )
