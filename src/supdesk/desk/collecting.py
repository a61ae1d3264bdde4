"""Collecting: evaluations that were sent out as forms and came back, looked at before they are taken in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from supdesk.desk import evaluating, finishing, recording
from supdesk.desk.desk import Desk
from supdesk.desk.exporting import Step, unheard
from supdesk.domain.blanks import Asking, Blank, read_token
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.errors import SupdeskError
from supdesk.forms import answers
from supdesk.forms.answers import Answers
from supdesk.forms.definition import Form
from supdesk.vault import evaluations, keeping


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it was read: what its inputs hold by name, or why it can't be read."""

    name: str
    content: bytes = field(repr=False)
    inputs: dict[str, str] = field(repr=False)
    refusal: SupdeskError | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: whose, of which session, on which form, and what it says."""

    blank: Blank
    asking: Asking
    form: Form
    raw: dict[str, Any] = field(repr=False)
    answers: Answers = field(repr=False)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that came back, and what it says; or why it can't be taken in."""

    opened: Opened
    answer: Answer | None
    refusal: SupdeskError | None = None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many were taken in, and which were not and why, by the names of their files."""

    taken: int
    refused: tuple[tuple[str, SupdeskError], ...]
    changes: Changes


def open_file(name: str, content: bytes) -> Opened:
    """Read a file, whatever it is; the vault is not needed."""
    from supdesk.documents.returned import read_inputs

    try:
        return Opened(name, content, read_inputs(content))
    except SupdeskError as error:
        return Opened(name, b"", {}, error)


def look(desk: Desk, files: Iterable[Opened]) -> tuple[Candidate, ...]:
    """What each file says, and why it can't be taken in where it can't."""
    found: list[Candidate] = []
    for opened in files:
        found.append(_candidate(desk, opened, found))
    return tuple(found)


def _candidate(desk: Desk, opened: Opened, before: Sequence[Candidate]) -> Candidate:
    try:
        answer = _answer(desk, opened)
        if any(each.answer and _same(each.answer.blank, answer.blank) for each in before):
            raise SupdeskError("evaluation.twice", "Another of these files is this person's for the same session.")
    except SupdeskError as error:
        return Candidate(opened, None, error)
    return Candidate(opened, answer)


def _same(one: Blank, other: Blank) -> bool:
    return (one.session_id, one.person_id) == (other.session_id, other.person_id)


def _answer(desk: Desk, opened: Opened) -> Answer:
    """What a file says, proved to be an answer to what this vault asked. SupdeskError with the reason otherwise."""
    from supdesk.documents.inputs import MARK, draft_of

    if opened.refusal:
        raise opened.refusal
    if MARK not in opened.inputs:
        raise SupdeskError("evaluation.stranger", "That PDF is not an evaluation that was sent from supdesk.")
    blank = read_token(opened.inputs[MARK], evaluating.key(desk))
    if evaluations.record_of(desk.vault.cx, blank.nonce):
        raise SupdeskError("evaluation.twice", "This form was imported already.")
    form, asking = _form(desk, blank), _asking(desk, blank)
    raw = draft_of(form, opened.inputs)
    read = answers.read(form, {**_known(desk, form, asking), **raw})
    for problem in (*read.problems, *finishing.silence(form, raw)):
        raise SupdeskError("evaluation.answers", problem.sentence)
    return Answer(blank, asking, form, raw, read.answers)


def _form(desk: Desk, blank: Blank) -> Form:
    """The definition a blank was made with, kept here or at hand in a pack; SupdeskError `evaluation.form`."""
    if evaluations.knows_form(desk.vault.cx, blank.form_digest):
        return keeping.form(desk.vault.cx, blank.form_digest)
    for pack in desk.around.packs.found:
        for form in pack.forms:
            if form.digest == blank.form_digest:
                return form
    raise SupdeskError("evaluation.form", "This version of the form is not known here, so it can't be read.")


def _asking(desk: Desk, blank: Blank) -> Asking:
    found = evaluating.standing(desk, blank.session_id, blank.person_id)
    evaluating.refuse_given(found)
    return found


def _known(desk: Desk, form: Form, asking: Asking) -> dict[str, Any]:
    return answers.blank(form, recording.evaluation_slots(desk, asking.session, asking.person.id))


def take_in(desk: Desk, candidate: Candidate) -> Changes:
    """Make a record of what came back, and keep the file with it. It is looked at anew: SupdeskError as there."""
    answer = _answer(desk, candidate.opened)
    made = evaluating.record(desk, answer.blank, answer.form, answer.raw, candidate.opened.content)
    for _, problem in made.problems:
        raise SupdeskError("evaluation.answers", problem.sentence)
    return changed(*made.changes.topics, Topic.FILES, subject=made.records[0].id)


def take_in_all(desk: Desk, chosen: Sequence[Candidate], step: Step = unheard) -> TakenIn:
    """Take these in one by one; `step` may raise to stop between two. One that is refused stops none after it."""
    topics: set[Topic] = set()
    refused: list[tuple[str, SupdeskError]] = []
    for done, candidate in enumerate(chosen):
        step(done, len(chosen))
        try:
            topics |= take_in(desk, candidate).topics
        except SupdeskError as error:
            refused.append((candidate.opened.name, error))
    return TakenIn(len(chosen) - len(refused), tuple(refused), changed(*topics))
