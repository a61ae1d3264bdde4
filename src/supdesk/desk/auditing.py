"""Auditing: what supervisees said in evaluations and questionnaires, added up without names."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from supdesk.desk import belonging
from supdesk.desk.desk import Desk
from supdesk.desk.enrolling import supervisees
from supdesk.desk.recording import answered_this_year
from supdesk.domain import evaluations
from supdesk.domain.evaluations import Audit, ShownTally
from supdesk.domain.figures import NOBODY, bar_end, marked
from supdesk.domain.identifiers import parts_of_names, suspects
from supdesk.domain.people import Person
from supdesk.domain.records import Record
from supdesk.domain.registers import Period
from supdesk.domain.reports import Bars, Cell, Table
from supdesk.domain.suppression import Rule
from supdesk.forms.definition import Field, Form
from supdesk.vault import keeping, store

EVALUATION, QUESTIONNAIRE = "evaluation", "questionnaire"
NAMELESS = "Without names, by the alphabet."
_WHOLE = "Where one of a statement's numbers is small, none of them is shown."
_READ = "Words can give people away: read them before you send them."

Found = Sequence[tuple[Form, Sequence[Audit]]]
"""Forms, each with its audits: one for every period asked for."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something said that may name somebody: the question, the answer, and what in it was found."""

    asked: str
    said: str
    why: str


def evaluated(desk: Desk, periods: Sequence[Period], serves: str = EVALUATION, of: str = "") -> Found:
    """What was answered in each of these periods, added up; those of each form apart.

    Only on the forms `of` one organisation, the owner's where none is named.

    What the owner said of their own supervision is no answer about theirs.
    """
    by_form: dict[str, list[Record]] = {}
    whose = belonging.organisation(desk, of)
    own = {session.id for session in store.sessions(desk.vault.cx, people=[desk.owner.id])}
    for record in keeping.records(desk.vault.cx, serves=serves):
        if (
            record.session_id not in own
            and whose.has(record.form.pack)
            and any(record.on in each for each in periods)
            and record.state.sealed
            and not record.amends
        ):
            by_form.setdefault(record.form.digest, []).append(record)
    forms = [(keeping.form(desk.vault.cx, digest), records) for digest, records in by_form.items()]
    return [
        (form, [_audit(form, (record for record in records if record.on in period)) for period in periods])
        for form, records in forms
    ]


def asked_this_year(desk: Desk, of: str = "") -> list[tuple[Person, bool]]:
    """Everybody of an organisation whose pack has a questionnaire, and whether this year's is recorded."""
    given, whose = answered_this_year(desk), belonging.organisation(desk, of)
    pairs = ((person, desk.pack_of(person)) for person in supervisees(desk))
    asked = (person for person, pack in pairs if whose.has(pack.id) and pack.serving(QUESTIONNAIRE))
    return [(person, person.id in given) for person in asked]


def guarded(desk: Desk, found: Found) -> Found:
    """The same without the answers that may name somebody, which are counted instead."""
    look = namer(desk)
    return [
        (form, [evaluations.guarded(audit, lambda said: bool(look(said))) for audit in audits])
        for form, audits in found
    ]


def doubts(desk: Desk, found: Found) -> tuple[Doubt, ...]:
    """The answers that may name somebody."""
    look = namer(desk)
    said = (pair for _, audits in found for audit in audits for pair in audit.said)
    return tuple(
        Doubt(asked, answer, why) for asked, answers in said for answer in answers if (why := look(answer))
    )


def statements(found: Found, rule: Rule | None = None, title: str = "Evaluations") -> Table:
    """How often each answer was given to each statement, with the mean."""
    tallies = [tally for _, audits in found for tally in evaluations.shown(audits, rule).tallies]
    points = max((len(tally.counts) for tally in tallies), default=5)
    ends = [
        f"1 is {field.low.lower()}, {field.points} {field.high.lower()}"
        for form, _ in found
        for field in _scales(form)
    ]
    return Table(
        title=title,
        headings=("Statement", *map(str, range(1, points + 1)), "Answered", "Mean"),
        rows=tuple((t.statement, *_answered(t, points, rule)) for t in tallies),
        note=" ".join(filter(None, ("; ".join(dict.fromkeys(ends)) + "." if ends else "", _WHOLE if rule else ""))),
        nothing="None came in.",
        bars=Bars(
            "Mean of the answers",
            points,
            tuple((t.statement, t.mean, NOBODY if t.answered == 0 else bar_end(t.mean)) for t in tallies),
        ),
    )


def _answered(tally: ShownTally, points: int, rule: Rule | None) -> tuple[Cell, ...]:
    """A statement's numbers; where nobody answered there is no mean, and none is hidden."""
    beyond = [None] * (points - len(tally.counts))
    mean = marked((tally.mean,), rule if tally.answered != 0 else None)
    return (*marked(tally.counts, rule), *beyond, *marked((tally.answered,), rule), *mean)


def words(found: Found, rule: Rule | None = None, title: str = "Evaluations in their own words") -> Table:
    """What was said, without names and in no order of time."""
    audits = [evaluations.shown(audits, rule) for _, audits in found]
    left_out = " ".join(filter(None, (_left_out(audit.left_out) for audit in audits)))
    return Table(
        title=title,
        headings=("Question", "Answer"),
        rows=tuple((asked, said) for audit in audits for asked, answers in audit.said for said in answers),
        note=" ".join(filter(None, (NAMELESS, left_out, _READ))),
        nothing=left_out or "No words to show.",
    )


def _left_out(count: int | None) -> str:
    """How many answers are missing, where that may be said."""
    if count == 0:
        return ""
    if count == 1:
        return "1 answer is left out because it may name somebody."
    many = "A small number of answers is" if count is None else f"{count} answers are"
    return f"{many} left out because they may name somebody."


def namer(desk: Desk) -> Callable[[str], str]:
    """What in a text may name somebody, line managers included, in words; nothing where nothing was found."""
    people, day = store.people(desk.vault.cx), desk.today
    names = [name for person in people for name in (person.name, person.line_manager) if name]

    def look(text: str) -> str:
        found = suspects(text, names, day) or parts_of_names(text, names)
        return ", ".join(f"{each.words} {each.how}" for each in found)

    return look


def _audit(form: Form, records: Iterable[Record]) -> Audit:
    scales = {field.id: (field.label, field.points) for field in _scales(form)}
    asked = {field.id: field.label for field in form.fields() if field.kind == "prose"}
    return evaluations.audit((record.answers for record in records), scales, asked)


def _scales(form: Form) -> list[Field]:
    return [each for each in form.fields() if each.kind == "scale"]
