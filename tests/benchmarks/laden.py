"""A vault as heavy as a long working life makes it: 10,000 records of invented people, the same words each time.

The days lie before today, so that Today looks as it would. All records share one sealed PDF: their pages are
beside the point here, and 10,000 of them would take an hour to make.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from supdesk.app import world
from supdesk.desk import enrolling, finishing, planning, recording, signing, starting
from supdesk.desk.demonstrating import scrawl
from supdesk.desk.desk import Desk
from supdesk.domain.actions import Action, ActionState, Decision, Step
from supdesk.domain.people import Party, Person, Role
from supdesk.domain.records import Agreement, FormRef, Mark, Record, Way
from supdesk.domain.sessions import Attendee, Kind, Mode, Presence, Session, State
from supdesk.forms import answers
from supdesk.forms.definition import Form
from supdesk.vault import keeping, search, store
from supdesk.vault.cipher import Connection
from supdesk.vault.keys import calibrate
from tests.desk.desks import all_done

PASSPHRASE = "invented otter ladder violin"
RECORDS = 10_000
PEOPLE = 40
YEARS = 10
WAITING = 3
_WEIGHTS = list(accumulate(1 / (place + 2.7) for place in range(1, 3_001)))
_SYLLABLES = [first + second for first in "bdfglmnprst" for second in ("a", "e", "i", "o", "u", "an", "or")]


def build(folder: Path) -> Desk:
    """The vault, made in `folder`, open. A full week waits: ten sessions, four half written, three unsigned."""
    around, _ = world.surroundings()
    owner = Person("", "Olive Owner", "Named Nurse", email="olive@example.org")
    desk = starting.begin(folder, owner, "mse-icb", PASSPHRASE, around, calibrate(perf_counter))
    people = [_enrol(desk, number) for number in range(PEOPLE)]
    chance = Random(4)
    words = _words(chance)
    with desk.vault.write() as cx:
        keeping.put_file(cx, "page", "page.pdf", "application/pdf", chance.randbytes(60_000), desk.now)
        for person in people:
            _put_contract(desk, cx, person)
        form = desk.around.packs.form(desk.pack.id, "one-to-one")
        reference = keeping.put_form(cx, form)
        for number in range(RECORDS - PEOPLE):
            _put_session(desk, cx, number, people[number % PEOPLE], form, reference, _prose(chance, words))
    for person in people[:6]:
        planned(desk, person, desk.today + timedelta(days=2))
    for person in people[6:10]:
        write(desk, planned(desk, person, desk.today))
    return desk


def planned(desk: Desk, person: Party, on: date) -> str:
    """The id of a session planned with that person."""
    return planning.plan(desk, Kind.ONE_TO_ONE, Mode.FACE_TO_FACE, on, [person.person_id]).subject


def write(desk: Desk, session_id: str) -> str:
    """The id of a draft of that session in which everything needed is written, and each earlier action is done."""
    sitting = recording.sit_down(desk, session_id)
    recording.save(desk, sitting.main.draft.id, written() | all_done(sitting))
    return sitting.main.draft.id


def written() -> dict[str, Any]:
    """What a one-to-one record needs besides what the session fills in: about a page."""
    chance = Random(5)
    words = _words(chance)
    action = {
        "id": "",
        "what": "Ring the school",
        "by_whom": "Ada Example",
        "by_when": "",
        "because": "",
        "how": "",
    }
    return {
        "confidential": True,
        "issues": "\n\n".join(_prose(chance, words) for _ in range(3)),
        "actions": [action],
    }


def finished(desk: Desk, session_id: str) -> str:
    """The id of a one-to-one record of that session, finished and waiting for signatures."""
    made = finishing.finish(desk, [write(desk, session_id)])
    return made.records[0].id


def marks(desk: Desk, record_id: str) -> list[Mark]:
    """The marks of whoever the record's form asks to sign."""
    record = keeping.record(desk.vault.cx, record_id)
    asked = signing.who_signs(recording.form_of(desk, record), record)
    return [
        Mark(signer.role, signer.label, parties[0].name, desk.today, scrawl(parties[0].name))
        for signer, parties in asked
    ]


def looked_for() -> list[str]:
    """What a person types into the search box: common and rare words, beginnings, and two together."""
    words = _words(Random(4))
    common, rare = words[20:28], words[700:708]
    return [
        *common,
        *rare,
        *(word[:3] for word in common),
        *(f"{a} {b}" for a, b in zip(common, rare, strict=True)),
    ]


def _words(chance: Random) -> list[str]:
    return ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in _WEIGHTS]


def _prose(chance: Random, words: list[str]) -> str:
    """120 words, as often as in any language: the first as `the`, the twentieth as `child` among such records."""
    return " ".join(chance.choices(words, cum_weights=_WEIGHTS, k=120))


def _enrol(desk: Desk, number: int) -> Party:
    person = Person("", f"Ada Example {number + 1}", "Health Visitor", roles=frozenset({Role.SUPERVISEE}))
    return replace(person, id=enrolling.enrol(desk, person).subject).party


def _put_contract(desk: Desk, cx: Connection, person: Party) -> None:
    form = desk.around.packs.form(desk.pack.id, "contract")
    given = answers.read(form, answers.blank(form, {"on": desk.today.isoformat()})).answers
    number = store.next_number(cx, "contract")
    _put_record(desk, cx, f"C-{number:04}", "", desk.today, form, keeping.put_form(cx, form), given, person)


def _put_session(
    desk: Desk, cx: Connection, number: int, person: Party, form: Form, reference: FormRef, prose: str
) -> None:
    after = RECORDS - PEOPLE - number
    day = desk.today - timedelta(days=1 + after * 365 * YEARS // RECORDS)
    session = Session(
        id=desk.around.new_id(),
        number=f"S-{number:05}",
        kind=Kind.ONE_TO_ONE,
        mode=Mode.FACE_TO_FACE,
        on=day,
        start=time(10),
        finish=time(11),
        supervisor_id=desk.owner.id,
        attendees=(Attendee(person.person_id, Presence.PRESENT),),
        state=State.HELD,
        pack=form.pack,
        entered_at=desk.now,
        confidential_setting=True,
    )
    store.put_session(cx, session, desk.now)
    given = answers.read(form, {"issues": prose, "on": day.isoformat(), "confidential": True}).answers
    name = f"R-{number:05}"
    record = _put_record(desk, cx, name, session.id, day, form, reference, given, person, sealed=after > WAITING)
    _put_action(desk, cx, record, person, is_open=after <= PEOPLE)


def _put_record(
    desk: Desk,
    cx: Connection,
    number: str,
    session_id: str,
    day: date,
    form: Form,
    reference: FormRef,
    given: answers.Answers,
    person: Party,
    *,
    sealed: bool = True,
) -> Record:
    owner = desk.owner.party
    record = Record(
        id=desk.around.new_id(),
        number=number,
        form=reference,
        serves=form.serves,
        title=form.title,
        session_id=session_id,
        owner=owner,
        parties=(owner, person),
        on=day,
        written_at=desk.now,
        answers=given,
    )
    record = keeping.put_record(cx, record)
    if sealed:
        keeping.put_agreement(cx, record, Agreement(Way.SIGNED_HERE, day), "page", desk.now)
    search.index(cx, "record", record.id, f"{number} · {form.title}", answers.search_text(form, given))
    return record


def _put_action(desk: Desk, cx: Connection, record: Record, person: Party, *, is_open: bool) -> None:
    due = record.on + timedelta(days=60)
    done = () if is_open else (Step(Decision.DONE, record.on, desk.now),)
    state = ActionState.OPEN if is_open else ActionState.DONE
    action = Action(
        desk.around.new_id(), "Ring the school", person.name, due, "", "", record.session_id, record.id, record.on,
        state, done,
    )  # fmt: skip
    store.put_action(cx, action)
    search.index(cx, "action", action.id, action.what, action.by_whom)


def sources(cx: Connection) -> Iterator[tuple[Any, ...]]:
    """Every row that search knows."""
    yield from cx.execute("SELECT place, kind, subject, title, body FROM search_source")
