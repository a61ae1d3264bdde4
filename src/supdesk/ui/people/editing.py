"""One person's particulars, new or known."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from supdesk.desk import enrolling
from supdesk.domain.cadence import Every, often
from supdesk.domain.changes import Changes
from supdesk.domain.days import show_date
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Leave, Person, Role
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.parts import Card, Choice, Choices, DateEdit, Field, FieldRow, LineEdit, Tick
from supdesk.ui.parts.stops import bring_into_sight
from supdesk.ui.people.belonging import Belongs, tell_kept
from supdesk.ui.seat import Seat
from supdesk.ui.sessions import days

LABELS = {
    "name": "Name",
    "designation": "Designation",
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


BY_PACK = "by-pack"
POST_DAYS = {"started_on": "In the post since", "left_on": "Left on"}


class Supervised:
    """The fields of somebody's own cadence, their time in the post and their leave."""

    def __init__(self, person: Person) -> None:
        self._earlier = person.leave[:-1]
        last = person.leave[-1] if person.leave else None
        self.cadence = Field("Supervision due", Choice("Supervision due", _cadences(person.cadence), pills=False))
        self.reason = Field("Why their own", LineEdit("Why their own"), needed=True)
        self.days = {key: Field(label, DateEdit(label), optional=True) for key, label in POST_DAYS.items()}
        self.away = Field("On leave from", DateEdit("On leave from"), optional=True)
        self.back = Field("On leave until", DateEdit("On leave until"), optional=True)
        self.card = Card("Their supervision", note="New starters and people on leave are named, but not counted.")
        self.card.add(
            FieldRow(self.cadence, self.reason), FieldRow(*self.days.values()), FieldRow(self.away, self.back)
        )
        self.cadence.set_raw(str(person.cadence or BY_PACK))
        self.reason.set_raw(person.cadence_reason)
        for key, field in self.days.items():
            _show(field, getattr(person, key))
        _show(self.away, last.first if last else None)
        _show(self.back, last.until if last else None)
        self.cadence.edited.connect(lambda _: self._ask_why())
        self._ask_why()

    def typed(self) -> dict[str, Any]:
        """The facts as typed; SupdeskError `typed.day` for what is no day."""
        away, back = _day(self.away), _day(self.back)
        if away is None and back is not None:
            raise SupdeskError("typed.day", "Say from which day they are on leave.")
        own = None if self.cadence.raw() in ("", BY_PACK) else Every.read(str(self.cadence.raw()))
        return {
            **{key: _day(field) for key, field in self.days.items()},
            "leave": (*self._earlier, *([Leave(away, back)] if away else [])),
            "cadence": own,
            "cadence_reason": str(self.reason.raw()).strip() if own else "",
        }

    def _ask_why(self) -> None:
        self.reason.setVisible(self.cadence.raw() != BY_PACK)


def _cadences(own: Every | None) -> list[tuple[str, str]]:
    """What is offered: as the pack says, or how often; what somebody has already is always among it."""
    return [(BY_PACK, "As the policy asks"), *((str(each), each.title) for each in often(own))]


def _show(field: Field, day: date | None) -> None:
    field.set_raw(show_date(day) if day else "")


def _day(field: Field) -> date | None:
    text = str(field.raw()).strip()
    return days.day(text) if text else None


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
        self.supervised, self.belongs = Supervised(person), Belongs(seat, person, self._as_typed)
        self.fields["service"] = self.belongs.service
        self.archived = Tick("No longer here: keep the history, leave them out of lists")
        super().__init__(
            seat.shell,
            "Edit a person" if person.id else "Add a person",
            self.fields["name"],
            self.fields["designation"],
            *([self.belongs.pack] if self.belongs.asks else []),
            self._pair("service", "employer"),
            self.fields["email"],
            self.roles,
            self.supervised.card,
            self.training,
            self._pair("staff_group", "locality"),
            self._pair("employment", "staff_number"),
            self._pair("line_manager", "line_manager_email"),
            *([self.archived] if person.id else []),
        )
        for key, field in self.fields.items():
            field.set_raw(getattr(person, key))
        for key in ("designation", "staff_group"):
            self.fields[key].edited.connect(lambda _: self.belongs.follow())
        self.roles.set_raw([role.value for role in person.roles])
        self.archived.set_raw(person.archived)
        self.course.set_raw(person.course)
        for key, field in self.days.items():
            _show(field, getattr(person, key))
        self.roles.edited.connect(lambda _: self._show_cards())
        self._show_cards()
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
        seat, before = self._seat, self._person

        def kept(changes: Changes) -> None:
            self.close_now()
            self._then(changes.subject)
            if before.id and person.pack != before.pack:
                tell_kept(seat, person)

        self._seat.do(lambda: enrolling.enrol(self._seat.desk, person), kept, self._refuse, self)

    def _refuse(self, error: SupdeskError) -> None:
        """Say what is wrong beside its field."""
        wrong, supervised = error.code.removeprefix("person."), self.supervised
        places = {"cadence_reason": [supervised.reason], "leave": [supervised.away, supervised.back]}
        fields = [self.fields[wrong]] if wrong in self.fields else places.get(wrong, [])
        if not fields:
            self.refuse(error)
            return
        for field in fields:
            field.set_problem(error.sentence)
            for other in fields:
                field.edited.connect(lambda _, other=other: other.set_problem(None))
        fields[0].control.setFocus()
        bring_into_sight(fields[0])

    def _show_cards(self) -> None:
        self.supervised.card.setVisible(Role.SUPERVISEE.value in self.roles.raw())
        self.training.setVisible(Role.SUPERVISOR.value in self.roles.raw() or self._person.trained)

    def _typed(self) -> Person:
        """The person as typed; SupdeskError `typed.day` for what is no day."""
        facts: dict[str, Any] = {key: _day(field) for key, field in self.days.items()} | self.supervised.typed()
        return replace(
            self._as_typed(),
            **facts,
            course=str(self.course.raw()).strip(),
            roles=frozenset(Role(value) for value in self.roles.raw()),
            archived=self.archived.raw(),
        )

    def _as_typed(self) -> Person:
        """The person with the lines as typed, and the pack."""
        texts = {key: str(field.raw()).strip() for key, field in self.fields.items()}
        return replace(self._person, **texts, pack=str(self.belongs.pack.raw()))  # type: ignore[arg-type]
