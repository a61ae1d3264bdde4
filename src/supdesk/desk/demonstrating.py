"""Demonstrating: a practice vault of invented people, made by doing the deeds of a year one by one."""

import math
import shutil
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from supdesk.desk import (
    enrolling,
    entering,
    exporting,
    finishing,
    planning,
    recording,
    reflecting,
    routing,
    signing,
    starting,
    theming,
)
from supdesk.desk.desk import Desk, Surroundings
from supdesk.desk.recording import Sheet, Sitting
from supdesk.domain.actions import Action, Decision
from supdesk.domain.cadence import Every
from supdesk.domain.clinical import Entered
from supdesk.domain.days import show_date
from supdesk.domain.papers import Paper
from supdesk.domain.people import Leave, Person, Role
from supdesk.domain.records import Mark, Record, Stroke
from supdesk.domain.sessions import Kind, Mode, Why
from supdesk.forms import following
from supdesk.forms.definition import Form
from supdesk.vault import store
from supdesk.vault.keys import Profile

Told = Callable[[str], None]
"""Called with a few words at each step."""


@dataclass(frozen=True, slots=True)
class Story:
    """The practice year as data: see `resources/practice.toml`."""

    told: dict[str, Any]

    @property
    def passphrase(self) -> str:
        return str(self.told["passphrase"])


def read_story(resources: Path) -> Story:
    """The story that ships with the program."""
    return Story(tomllib.loads((resources / "practice.toml").read_text(encoding="utf-8")))


@dataclass
class Practice:
    """A practice vault being made. A class because its clock moves: each deed happens on its own day."""

    around: Surroundings
    story: Story
    desk: Desk
    ids: dict[str, str]

    def on(self, ago: int, hour: int = 12) -> Desk:
        """The desk as it stood so many days ago."""
        day = self.around.now().astimezone(UTC).date() - timedelta(days=max(ago, 0))
        moment = min(datetime.combine(day, time(hour), UTC), self.around.now())
        self.desk = Desk(self.desk.vault, replace(self.around, now=lambda: moment))
        return self.desk


def steps(resources: Path) -> int:
    """How often `practise` tells of a step."""
    told = read_story(resources).told
    return 1 + sum(len(told[kind]) for kind in EVENTS)


def free_place(folder: Path) -> Path:
    """Where in `folder` a practice vault can be made."""
    names = ("Practice.supdesk", *(f"Practice {number}.supdesk" for number in range(2, 1_000)))
    return next(place for name in names if not (place := folder / name).exists())


def practice_passphrase(desk: Desk) -> str:
    """The passphrase anybody may know, of a practice vault; nothing for any other."""
    found: str = store.setting(desk.vault.cx, "practice", "")
    return found


def practise(folder: Path, around: Surroundings, profile: Profile, tell: Told) -> Desk:
    """Make the practice vault in `folder`; the desk returned stands in the present.

    Whatever `tell` raises stops it, and what was made so far is taken away again.
    """
    story = read_story(around.resources)
    told = story.told
    first = around.now() - timedelta(days=told["began"])
    owner = Person(id="", **told["owner"])
    desk = starting.begin(
        folder, owner, told["pack"], story.passphrase, replace(around, now=lambda: first), profile
    )
    try:
        _live(Practice(around, story, desk, {}), tell)
    except BaseException:
        desk.vault.close()
        shutil.rmtree(folder)
        raise
    return Desk(desk.vault, around)


def _live(practice: Practice, tell: Told) -> None:
    """The year itself."""
    told, desk = practice.story.told, practice.desk
    with desk.vault.deed("practice", desk.now) as cx:
        store.put_setting(cx, "practice", practice.story.passphrase)
    tell("people")
    for key, person in told["people"].items():
        facts = {"pack": told["pack"]} | person | _times(practice.around, person)
        practice.ids[key] = enrolling.enrol(desk, Person(id="", **facts)).subject
    for ago, kind, event in _events(told):
        tell(f"{kind} of {show_date(_day(practice.around, ago))}")
        EVENTS[kind](practice, event)


def _events(told: dict[str, Any]) -> Iterator[tuple[int, str, dict[str, Any]]]:
    found = [(event["ago"], kind, event) for kind in EVENTS for event in told[kind]]
    yield from sorted(found, key=lambda item: -item[0])


def _times(around: Surroundings, person: dict[str, Any]) -> dict[str, Any]:
    """The facts of a person that are told in days before today or in words: leave, cadence, roles."""
    leave = tuple(Leave(*(_day(around, ago) for ago in days)) for days in person.get("leave", []))
    days: dict[str, Any] = {key: _day(around, person[key]) for key in ("started_on", "left_on") if key in person}
    own = {"cadence": Every.read(person["cadence"])} if "cadence" in person else {}
    roles = {"roles": frozenset(map(Role, person["roles"]))} if "roles" in person else {}
    return {"leave": leave, **days, **own, **roles}


def _day(around: Surroundings, ago: int) -> date:
    return around.now().date() - timedelta(days=ago)


def _contract(practice: Practice, event: dict[str, Any]) -> None:
    desk = practice.on(event["ago"])
    sheet = recording.begin_contract(desk, [practice.ids[key] for key in event["people"]])
    raw = dict(sheet.draft.raw) | event["answers"]
    for change in event.get("reword", []):
        raw[change["field"]][change["place"]]["text"] = change["text"]
    for change in event.get("strike", []):
        raw[change["field"]][change["place"]]["struck"] = True
    for change in event.get("add", []):
        raw[change["field"]].append({"id": "added-1", "text": change["text"], "struck": False})
    recording.save(desk, sheet.draft.id, raw)
    _sign(desk, finishing.finish(desk, [sheet.draft.id]).records[0], sheet.form, "here")


def _questionnaire(practice: Practice, event: dict[str, Any]) -> None:
    desk = practice.on(event["ago"])
    sheet = recording.begin_questionnaire(desk, practice.ids[event["people"][0]])
    recording.save(desk, sheet.draft.id, event["answers"])
    _sign(desk, finishing.finish(desk, [sheet.draft.id]).records[0], sheet.form, "here")


def _session(practice: Practice, event: dict[str, Any]) -> None:
    desk = practice.on(event["ago"], 9)
    day = _day(practice.around, event["ago"])
    times = [time.fromisoformat(event[name]) if name in event else None for name in ("start", "finish")]
    people = [practice.ids[key] for key in event["people"]]
    kind, mode = Kind(event["kind"]), Mode(event["mode"])
    session_id = planning.plan(desk, kind, mode, day, people, start=times[0], finish=times[1]).subject
    match event.get("state", "held"):
        case "held":
            _hold(practice, event, session_id)
        case "cancelled":
            planning.cancel(desk, session_id, event["by"], mutual=event["mutual"], why=Why(event["why"]))
        case "not-attended":
            planning.miss(desk, session_id)


def _hold(practice: Practice, event: dict[str, Any], session_id: str) -> None:
    desk = practice.on(event["ago"], 16)
    sitting = recording.sit_down(desk, session_id)
    raw = dict(sitting.main.draft.raw) | _dated(event["answers"], sitting.session.on)
    for action, (decision, more) in zip(sitting.open_actions, event.get("decide", []), strict=False):
        raw |= _decided(sitting, raw, action, Decision(decision), more)
    _seat(practice, event, sitting.main.form, raw)
    recording.save(desk, sitting.main.draft.id, raw)
    draft_ids = [sitting.main.draft.id]
    if sitting.cycle:
        draft_ids.append(sitting.cycle.draft.id)
        recording.save(desk, sitting.cycle.draft.id, event.get("cycle", {}))
    draft_ids += _tools(desk, event, session_id)
    for record in finishing.finish(desk, draft_ids).records:
        _sign(desk, record, recording.form_of(desk, record), event.get("sign", "here"))
        if "themes" in event and record.serves == event["kind"]:
            theming.give(desk, record.id, event["themes"])
        for due in entering.due(desk, record)[: event.get("entered", 0)]:
            entering.say(desk, record.id, due.place, Entered.DONE)
    if "evaluation" in event:
        _evaluate(practice, event, session_id)
    if event.get("sent"):
        _send_round(practice.on(event["ago"], 17), session_id)


def _tools(desk: Desk, event: dict[str, Any], session_id: str) -> Iterator[str]:
    """Write the tools beside a record; the ids of their drafts."""
    for form_id, given in event.get("tools", {}).items():
        draft_id = recording.add_tool(desk, session_id, form_id).draft.id
        recording.save(desk, draft_id, given)
        yield draft_id


def _send_round(desk: Desk, session_id: str) -> None:
    """Write each reader's papers and say that they were sent. Only the vault's word of them is wanted here."""
    with TemporaryDirectory() as folder:
        routing.note(desk, exporting.put(routing.prepare(desk, session_id), Path(folder)))
    for paper in Paper:
        routing.say_sent(desk, session_id, paper)


def _reflection(practice: Practice, event: dict[str, Any]) -> None:
    desk = practice.on(event["ago"], 19)
    page = _page(desk, reflecting.begin(desk, event["form"]), event["answers"])
    if "account" in event:
        _page(desk, reflecting.begin_account(desk, page.id), event["account"])


def _page(desk: Desk, sheet: Sheet, given: dict[str, Any]) -> Record:
    reflecting.save(desk, sheet.draft.id, given)
    return reflecting.finish(desk, [sheet.draft.id]).records[0]


EVENTS: dict[str, Callable[[Practice, dict[str, Any]], None]] = {
    "contract": _contract,
    "session": _session,
    "questionnaire": _questionnaire,
    "reflection": _reflection,
}
"""What the story tells of, each in its own table, and what makes it happen."""


def _decided(
    sitting: Sitting, raw: dict[str, Any], action: Action, decision: Decision, more: str
) -> dict[str, Any]:
    """What changes in a draft; of a carried action `more` are the days until its new date, else the reason."""
    on, carried = sitting.session.on, decision is Decision.CARRIED
    now = replace(action, by_when=on + timedelta(days=int(more))) if carried else action
    before = sitting.stood(action.id)
    return following.decided(sitting.main.form, raw, now, decision, on, "" if carried else more, before)


def _seat(practice: Practice, event: dict[str, Any], form: Form, raw: dict[str, Any]) -> None:
    """Tick the setting and move those who did not come out of those present."""
    tick, present, sorry = (form.filled_from(slot) for slot in ("confidential", "present", "apologies"))
    if tick:
        raw[tick.id] = True
    if not (present and sorry):
        return
    missing = {practice.ids[key] for key in event.get("apologies", []) + event.get("absent", [])}
    excused = {practice.ids[key] for key in event.get("apologies", [])}
    raw[sorry.id] = [person for person in raw[present.id] if person["id"] in excused]
    raw[present.id] = [person for person in raw[present.id] if person["id"] not in missing]


def _dated(value: Any, day: date) -> Any:
    """The answers with each `by_when` turned from days into a date."""
    if isinstance(value, list):
        return [_dated(item, day) for item in value]
    if isinstance(value, dict):
        return {key: _dated(item, day) for key, item in value.items()} | (
            {"by_when": (day + timedelta(days=value["by_when"])).isoformat()} if "by_when" in value else {}
        )
    return value


def _evaluate(practice: Practice, event: dict[str, Any], session_id: str) -> None:
    desk = practice.on(event["ago"], 17)
    sheet = recording.begin_evaluation(desk, session_id, practice.ids[event["people"][0]])
    recording.save(desk, sheet.draft.id, event["evaluation"])
    _sign(desk, finishing.finish(desk, [sheet.draft.id]).records[0], sheet.form, "here")


def _sign(desk: Desk, record: Record, form: Form, how: str) -> None:
    if not form.signers:
        signing.issue(desk, record.id)
    elif how == "email":
        mail = f"Subject: Record {record.number}\r\n\r\nI agree with this record.\r\n".encode()
        by = next(iter(signing.nominees(form, record)), "")
        signing.agree_by_email(desk, record.id, desk.today, "agreement.eml", mail, by)
    elif how == "here":
        wanted = signing.who_signs(form, record)
        marks = [Mark(s.role, s.label, p.name, desk.today, scrawl(p.name)) for s, (p, *_) in wanted]
        signing.sign_here(desk, record.id, marks)


def scrawl(name: str) -> tuple[Stroke, ...]:
    """A made-up signature for practice: loops whose shape depends on the letters, points from 0 to 1."""
    letters = [ord(letter) for letter in name.casefold() if letter.isalpha()]
    points = []
    for step in range(len(letters) * 8):
        letter, part = letters[step // 8], step / 8
        height = 0.12 + (letter % 7) * 0.03
        x = 0.06 + 0.86 * step / (len(letters) * 8) + 0.02 * math.cos(part * 2 * math.pi)
        y = 0.55 - height * math.sin(part * 2 * math.pi) * (1.6 if step < 8 else 1)
        points.append((round(x, 4), round(min(max(y, 0.05), 0.95), 4)))
    return (tuple(points), ((0.1, 0.82), (0.5, 0.78), (0.9, 0.8)))
