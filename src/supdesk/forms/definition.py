"""Definitions: what a pack and its forms say, as frozen values."""

from collections.abc import Iterator
from dataclasses import dataclass

from supdesk.domain.cadence import QUARTERLY, Cadence, Every
from supdesk.domain.monitoring import Requirement
from supdesk.domain.papers import Route
from supdesk.domain.process import Stage
from supdesk.domain.provisions import Provision
from supdesk.domain.sessions import Kind
from supdesk.domain.training import REFRESHED_EVERY

SERVES = (
    "contract", "one-to-one", "group", "ad-hoc", "cycle", "tool", "evaluation", "questionnaire", "addendum",
)  # fmt: skip
"""What a form can be for."""

REFLECTION, ACCOUNT = "reflection", "account"
OWN = (REFLECTION, ACCOUNT, "feedback", "discussion", "hours")
"""What a form of a person's own, private pages can be for. There may be several for each."""

MANY = frozenset({"tool", *OWN})
"""What any number of a pack's forms can be for; of anything else it has at most one."""

BESIDE = frozenset({"cycle", "tool"})
"""What is written beside a session's record and finished with it. Its people are the session's."""

SLOTS = {
    "on": "date",
    "start": "time",
    "finish": "time",
    "mode": "choice",
    "supervisor": "person",
    "supervisee": "person",
    "supervisees": "people",
    "present": "people",
    "apologies": "people",
    "confidential": "tick",
    "actions": "actions",
    "outcomes": "outcomes",
    "renew_on": "date",
    "services": "short",
    "minutes": "number",
    "individual_minutes": "number",
    "group_minutes": "number",
    "amends": "short",
}
"""Facts of the session (or contract, or amended record) a field can be filled from, and the kind it must be."""

DATED = ("on", "renew_on")
"""Slots that a renewal says anew: their fields take nothing over, and are no change worth telling."""

FIXED = frozenset({"amends"})
"""Slots that name what the record is about: a field filled from one is shown, and never typed over."""

ASKED_BEFOREHAND = frozenset({"supervisee", "supervisor", "on"})
"""Slots that are known when somebody is asked for an evaluation: shown to them, never asked."""

WIDTHS = ("full", "half", "third")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice; `was` are ids it had, a `retired` one stands only where it was chosen."""

    id: str
    label: str
    was: tuple[str, ...] = ()
    retired: bool = False


@dataclass(frozen=True, slots=True)
class ClauseText:
    """One clause of a template, in the pack's words; `was` are ids it had, a `retired` one is in nothing new."""

    id: str
    text: str
    was: tuple[str, ...] = ()
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Dimension:
    """One part of a picture that can be written about."""

    id: str
    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a picture with its parts."""

    id: str
    label: str
    dimensions: tuple[Dimension, ...]


SHAPES = {"triangle": 3}
"""The shapes a picture can have, with how many sides."""


@dataclass(frozen=True, slots=True)
class Guide:
    """What stands beside a section while one writes: what to listen for, open questions, key tasks."""

    listen: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a form asks for. `page` False keeps it off the printed page.

    `was` are ids it had in earlier versions; a `retired` one stands only where something is written in it.
    Actions in a table that are `spread` are printed with a column for each of their parts, last in the table.
    Of a picture, `centre` is what stands in its middle, `notes` what is asked of each dimension.
    """

    id: str
    kind: str
    label: str
    help: str = ""
    required: bool = False
    page: bool = True
    width: str = "full"
    lines: int = 3
    fills: str = ""
    element: str = ""
    touches: str = ""
    options: tuple[Option, ...] = ()
    columns: tuple["Field", ...] = ()
    clauses: tuple[ClauseText, ...] = ()
    low: str = ""
    high: str = ""
    points: int = 5
    unit: str = ""
    row: str = ""
    becomes: str = ""
    was: tuple[str, ...] = ()
    retired: bool = False
    in_plan: bool = False
    spread: bool = False
    shape: str = ""
    centre: str = ""
    sides: tuple[Side, ...] = ()
    notes: tuple[Option, ...] = ()

    def dimensions(self) -> Iterator[Dimension]:
        """Every part of a picture, side by side."""
        for side in self.sides:
            yield from side.dimensions


@dataclass(frozen=True, slots=True)
class Section:
    """A titled run of fields; one that is `aside` stands beside the record, and need not be answered."""

    title: str
    fields: tuple[Field, ...]
    help: str = ""
    guide: Guide | None = None
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who must sign: their role, the label printed at the line, and `each` of them or one of them.

    Whoever has no role in supervision is named by a `field` of the form.
    """

    role: str
    label: str
    each: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a pack. `text` is its TOML and `digest` the SHA-256 of that; both go into the vault."""

    id: str
    pack: str
    title: str
    version: int
    serves: str
    sections: tuple[Section, ...]
    signers: tuple[Signer, ...] = ()
    source: str = ""
    intro: str = ""
    landscape: bool = False
    text: str = ""
    digest: str = ""

    def fields(self) -> Iterator[Field]:
        """Every field of every section, table columns not included."""
        for section in self.sections:
            yield from section.fields

    def beside(self) -> Iterator[Field]:
        """The fields of sections that stand beside the record."""
        return (field for section in self.sections if section.aside for field in section.fields)

    def field(self, field_id: str) -> Field | None:
        return next((f for f in self.fields() if f.id == field_id), None)

    def filled_from(self, slot: str) -> Field | None:
        """The field that shows this fact of the session, if the form has one."""
        return next((f for f in self.fields() if f.fills == slot), None)


@dataclass(frozen=True, slots=True)
class Mail:
    """Where registers go and when the subject needs its tag."""

    recipient: str = ""
    mailbox: str = ""
    accredited: tuple[str, ...] = ()
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Escalation:
    """Somebody a concern can be taken to, and when."""

    role: str
    when: str


@dataclass(frozen=True, slots=True)
class Support:
    """A place people can turn to for their own wellbeing."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CancellationRule:
    """Who is told when a booking is cancelled again, once it was rebooked `rebooked_limit` times.

    `recipient` names that role as people say it; `words` are what is asked of them.
    """

    rebooked_limit: int
    recipient: str
    words: str


@dataclass(frozen=True, slots=True)
class Arranging:
    """Who arranges a session: lines to read, for each kind of session."""

    one_to_one: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    ad_hoc: tuple[str, ...] = ()

    def of(self, kind: Kind) -> tuple[str, ...]:
        """The lines for that kind."""
        return {Kind.ONE_TO_ONE: self.one_to_one, Kind.GROUP: self.group, Kind.AD_HOC: self.ad_hoc}[kind]


@dataclass(frozen=True, slots=True)
class Part:
    """What a shelf holds of one purpose: how many are `wanted`, called `one` or `many`, and what they add up to.

    An amount is added up from the numbers in the tables of its pages; 0 asks for none.
    """

    serves: str
    title: str
    one: str
    many: str
    wanted: int
    amount: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What somebody gathers of their own pages for a regulator, over so many months."""

    title: str = ""
    source: str = ""
    intro: str = ""
    months: int = 0
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """What one organisation asks of supervision: its forms, cadences, routing and words.

    `digest` is the SHA-256 of all its files: with the least change in one of them it is another.

    `supervisors` says how often those who supervise are supervised, `evaluations` who gets those, where it is not
    who gets the registers.
    """

    id: str
    name: str
    organisation: str
    version: int
    forms: tuple[Form, ...]
    cadences: tuple[Cadence, ...] = ()
    register: Mail = Mail()
    register_columns: tuple[str, ...] = ()
    action_plan: tuple[str, ...] = ()
    group_size: int = 6
    contract_months: int = 12
    training_months: int = REFRESHED_EVERY
    supervisors: Every = QUARTERLY
    retention_years: int = 0
    retention_note: str = ""
    escalation: tuple[Escalation, ...] = ()
    referral: tuple[str, ...] = ()
    support: tuple[Support, ...] = ()
    themes: tuple[str, ...] = ()
    monitoring: tuple[Requirement, ...] = ()
    evaluations: Mail | None = None
    preparation: tuple[str, ...] = ()
    arranging: Arranging = Arranging()
    cancellation: CancellationRule | None = None
    provisions: tuple[Provision, ...] = ()
    routes: tuple[Route, ...] = ()
    process: tuple[Stage, ...] = ()
    clinical_records: bool = False
    session_log: bool = False
    digest: str = ""

    def form(self, form_id: str) -> Form | None:
        return next((f for f in self.forms if f.id == form_id), None)

    def serving(self, purpose: str) -> Form | None:
        """The form for a purpose such as `contract` or `one-to-one`."""
        return next((f for f in self.forms if f.serves == purpose), None)

    def all_serving(self, purpose: str) -> tuple[Form, ...]:
        """Every form for a purpose of which there may be many, such as `tool`."""
        return tuple(f for f in self.forms if f.serves == purpose)
