"""The shapes of what an organisation asks of supervision: every key of pack.toml, with what it is for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from supdesk.domain.cadence import Cadence
from supdesk.domain.monitoring import MADE_AS, Requirement
from supdesk.domain.papers import Paper, Reader, Route
from supdesk.domain.process import Stage
from supdesk.domain.sessions import Kind
from supdesk.domain.spelling import folded
from supdesk.domain.training import REFRESHED_EVERY
from supdesk.forms.around import CADENCE, PROVISION, ROUTE, STEP, every_of
from supdesk.forms.definition import (
    Arranging,
    CancellationRule,
    Escalation,
    Mail,
    Pack,
    Support,
)
from supdesk.forms.faults import MOST_IN_PROSE, Table
from supdesk.forms.keys import (
    Shape,
    either,
    many,
    name,
    one,
    one_of,
    shape,
    taken,
    text,
    texts,
    whole,
    yes,
)


def read_pack_table(table: Table) -> Pack:
    """A pack, as yet without its forms."""
    table.top = frozenset(key.name for key in PACK.keys)
    said = taken(table, PACK.keys)
    register, columns = said.pop("register")
    years, note = said.pop("retention")
    said["supervisors"] = every_of(table, said, "supervisor_")
    _check_pack(table, said["cadences"], said["routes"], said["process"])
    table.done()
    return Pack(
        forms=(), register=register, register_columns=columns, retention_years=years, retention_note=note, **said
    )


def _addressed(table: Table) -> Mail:
    mail = Mail(**taken(table, ADDRESS))
    if mail.mailbox and "@" not in mail.mailbox:
        table.fault("mailbox", f'expected an e-mail address, found "{mail.mailbox}"')
    return mail


def _read_register(table: Table) -> tuple[Mail, tuple[str, ...]]:
    mail, said = _addressed(table), taken(table, REGISTER.keys[len(ADDRESS) :])
    columns = said.pop("columns")
    table.done()
    return replace(mail, **said), columns


def _read_evaluations(table: Table) -> Mail:
    mail = _addressed(table)
    table.done()
    return mail


def _values(**said: Any) -> tuple[Any, ...]:
    return tuple(said.values())


def _check_pack(
    table: Table, cadences: Sequence[Cadence], routes: Sequence[Route], process: Sequence[Stage]
) -> None:
    table.once("step", [each.step for each in process])
    asked = [(folded(each.service), folded(each.staff)) for each in cadences if not each.posts]
    for (service, staff), count in Counter(asked).items():
        if count > 1:
            whom = " ".join(filter(None, (staff, service))) or "everybody"
            table.fault("cadence", f"expected one for {whom}, found {count}")
    for number, cadence in enumerate(cadences, 1):
        if cadence.staff and not cadence.service:
            table.fault(f"cadence[{number}].staff", "expected a service beside it")
    for number, route in enumerate(routes, 1):
        if route == Route(Paper.ACTION_PLAN, Reader.LINE_MANAGERS):
            table.fault(f"route[{number}].to", "expected another reader: a line manager is told of days only")


ADDRESS = (
    text("recipient", "Who it goes to, as people call them.", "Supervision office", required=True),
    text("mailbox", "The e-mail address it goes to.", "safeguarding@example.org", required=True),
)
REGISTER = Shape(
    "register",
    "Where attendance registers go. They hold dates and attendance, never content.",
    (
        *ADDRESS,
        texts("accredited", "Ends of addresses to which mail is safe as it is.", "example.org"),
        text("tag", "What the subject begins with when an address is not among those.", "[encrypt]"),
        texts(
            "columns",
            "Which columns the register has, in this order. Without them it has all.",
            "date",
            "attendee",
            "attendance",
        ),
    ),
    _read_register,
)
EVALUATIONS = Shape("evaluations", "Where evaluations go.", ADDRESS, _read_evaluations)
RETENTION = shape(
    "retention",
    "How long records are kept.",
    _values,
    whole("years", "Years after the last entry.", 0, least=1, most=100, required=True, example=8),
    text("note", "A sentence about it.", "Ask your records team before anything is destroyed.", most=MOST_IN_PROSE),
)
ESCALATION = shape(
    "escalation",
    "Somebody a concern can be taken to.",
    Escalation,
    text("role", "Who.", "Line manager", required=True),
    text("when", "When.", "When the two of you can't settle it.", required=True, most=MOST_IN_PROSE),
)
SUPPORT = shape(
    "support",
    "A place staff can turn to for themselves.",
    Support,
    text("name", "What it is called.", "Staff support line", required=True),
    text("note", "Where it is, or for whom.", "For everybody who works here.", most=MOST_IN_PROSE),
)
MONITORING = shape(
    "monitoring",
    "One row of your monitoring plan.",
    Requirement,
    text("requirement", "What is looked at.", "Who attends supervision", required=True),
    text("process", "How.", "Count of attendance", required=True),
    text("responsible", "By whom.", "Supervision office", required=True),
    text("review", "Who looks at that.", "Quality committee", required=True),
    text("frequency", "How often. Where your policy leaves that open nothing is ever due.", "Yearly"),
    text("action_plan", "Who acts on what is found.", "Supervision office"),
    one_of("report", "The report in supdesk that shows it. Without one it is done elsewhere.", tuple(MADE_AS)),
)
ARRANGING = shape(
    "arranging",
    "Who arranges a session: lines to read, for each kind.",
    Arranging,
    *(
        texts(kind.value, f"For {words}.", "The supervisee asks for a day.", slot=slot)
        for kind, words, slot in (
            (Kind.ONE_TO_ONE, "one-to-one sessions", "one_to_one"),
            (Kind.GROUP, "groups", "group"),
            (Kind.AD_HOC, "ad hoc sessions", "ad_hoc"),
        )
    ),
)
CANCELLATION = shape(
    "cancellation",
    "Who is told when a session is cancelled once more.",
    CancellationRule,
    whole("rebooked_limit", "How often it was planned again before that.", 1, least=1, most=10, required=True),
    text("recipient", "Whom to tell, as people call them.", "line manager", required=True),
    text("words", "What is asked of them.", "Please find a day that holds.", required=True, most=MOST_IN_PROSE),
)
PACK = Shape(
    "pack",
    "What one organisation asks of supervision: the file pack.toml.",
    (
        name("id", "Its name. With the id of a shipped pack it takes that one's place.", "our-own"),
        text("name", "What it is called where people choose it.", "Supervision in our service", required=True),
        text("organisation", "Printed at the head of every page.", "Example Community Trust", required=True),
        whole("version", "Count up when you change it.", 1, least=1, required=True),
        many(
            "cadence",
            "How often supervision is due: one for everybody, others for services.",
            CADENCE,
            required=True,
            slot="cadences",
        ),
        one(
            "register",
            "Where attendance registers go.",
            REGISTER,
            default=(Mail(), ()),
            needs="with recipient and mailbox",
        ),
        texts(
            "action_plan",
            "Who gets the actions agreed, shown before a record is finished.",
            "Supervisor",
            "Supervisee",
        ),
        whole(
            "group_size", "How many people a group has at most; more are only pointed out.", 6, least=2, most=100
        ),
        whole("contract_months", "Months until a contract is to be renewed.", 12, least=1, most=120),
        whole(
            "training_months",
            "Months until a supervisor's training is to be refreshed.",
            REFRESHED_EVERY,
            least=1,
            most=120,
        ),
        *either(
            whole(
                "supervisor_months",
                "Months between a supervisor's own supervisions: three where nothing is said.",
                3,
                least=1,
                most=60,
            ),
            whole("supervisor_weeks", "Weeks between a supervisor's own supervisions.", 6, least=1, most=260),
        ),
        one("retention", "How long records are kept.", RETENTION, default=(0, "")),
        many("escalation", "Whom a concern can be taken to, in that order.", ESCALATION),
        texts(
            "referral",
            "What to do when somebody may be in danger now, step by step.",
            "If someone is in danger this minute, ring 999.",
        ),
        many("support", "Where staff can turn to for themselves.", SUPPORT),
        texts("themes", "Words offered when a record's themes are named.", "First theme", "Second theme"),
        many("monitoring", "Your monitoring plan.", MONITORING),
        one("evaluations", "Where evaluations go, when that is not where registers go.", EVALUATIONS),
        texts(
            "preparation",
            "What to have ready before a session, as a list to tick.",
            "A room is booked",
        ),
        one("arranging", "Who arranges sessions.", ARRANGING, default=Arranging()),
        one("cancellation", "Who is told when a session is cancelled once more.", CANCELLATION),
        many("route", "What goes to whom after each session.", ROUTE, slot="routes"),
        many("step", "The process around a session, in its order.", STEP, slot="process"),
        yes("clinical_records", "Whether what was discussed is to be entered into clinical records: it is asked."),
        yes("session_log", "Whether a log of sessions, services, themes and who acts is kept. It holds content."),
        many("provision", "Services that are exempt, or supervised otherwise.", PROVISION, slot="provisions"),
    ),
    read_pack_table,
)
