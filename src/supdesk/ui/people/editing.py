"""One person's particulars, new or known."""

from dataclasses import replace

from supdesk.desk import enrolling
from supdesk.domain.people import Person, Role
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.parts import Choices, Field, LineEdit, Tick
from supdesk.ui.seat import Seat

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


class PersonForm(Enquiry):
    """The form of one person; it warns once of a probable twin and then does as it is told."""

    def __init__(self, seat: Seat, person: Person) -> None:
        self._seat, self._person, self._warned = seat, person, Person("", "")
        self.fields = {key: Field(label, LineEdit(label), optional=key != "name") for key, label in LABELS.items()}
        self.roles = Field("Role", Choices("Role", [(role.value, role.label) for role in Role]))
        self.archived = Tick("No longer here: keep the history, leave them out of lists")
        super().__init__(
            seat.shell,
            "Edit a person" if person.id else "Add a person",
            *list(self.fields.values())[:5],
            self.roles,
            *list(self.fields.values())[5:],
            *([self.archived] if person.id else []),
        )
        for key, field in self.fields.items():
            field.set_raw(getattr(person, key))
        self.roles.set_raw([role.value for role in person.roles])
        self.archived.set_raw(person.archived)
        self.offer("Save" if person.id else "Add", self.save)

    def save(self) -> None:
        """Keep it, after a warning when somebody much alike is known."""
        person = self._typed()
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
        self._seat.do(lambda: enrolling.enrol(self._seat.desk, person), self.close_now, self.refuse, self)

    def _typed(self) -> Person:
        return replace(
            self._person,
            **{key: str(field.raw()).strip() for key, field in self.fields.items()},
            roles=frozenset(Role(value) for value in self.roles.raw()),
            archived=self.archived.raw(),
        )
