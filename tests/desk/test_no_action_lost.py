"""Whatever is done in whatever order, no open action is lost, none is closed twice, history only grows (R7, S9)."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from supdesk.desk import correcting, deciding, finishing, planning, recording
from supdesk.desk.desk import Desk
from supdesk.desk.recording import Sitting
from supdesk.domain.actions import Action, ActionState, Decision, Step
from supdesk.domain.errors import SupdeskError
from supdesk.domain.sessions import Kind, Mode, Presence, Why
from supdesk.forms import following
from supdesk.vault import store
from tests.desk.desks import NOW, TODAY, enrolled, new_desk, person_id

NAMES = ("Ada Example", "Bee Sample", "Cyd Invented")
WHO = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True).map(sorted)
DOERS = st.sampled_from((*NAMES, "Olive Owner"))
NTH = st.integers(0, 20)
SAID = st.tuples(st.sampled_from(Decision), st.sampled_from(("The school was shut.", "It was late.", " ")))


@dataclass
class Talk:
    """A session as the model knows it. `said` is what its draft says of earlier actions, `new` its own new ones."""

    id: str
    kind: Kind
    people: frozenset[str]
    on: date
    planned: bool = True
    cancelled: bool = False
    said: dict[str, tuple[Decision, str]] = field(default_factory=dict)
    new: list[tuple[str, str]] = field(default_factory=list)

    def follows(self, other: "Talk") -> bool:
        """Whether what was agreed at `other` is asked about here."""
        group = self.kind is Kind.GROUP
        if self.id == other.id or group != (other.kind is Kind.GROUP):
            return False
        return len(self.people & other.people) * 2 > len(self.people) if group else self.people == other.people


@dataclass
class Agreed:
    """An action as the model knows it: its words and doer, where it was spoken of, and what was decided."""

    what: str
    doer: str
    on: date
    talks: list[str]
    decided: list[tuple[Decision, str]] = field(default_factory=list)

    @property
    def open(self) -> bool:
        return all(decision is Decision.CARRIED for decision, _ in self.decided)


def refused(deed: Callable[[], object]) -> str:
    """The code with which the desk refuses a deed, or nothing."""
    try:
        deed()
    except SupdeskError as error:
        return error.code
    return ""


class AnyYear(RuleBasedStateMachine):
    """Deeds in any order at a real desk, beside a model that only counts."""

    @initialize()
    def begin(self) -> None:
        self.folder, self.day = Path(mkdtemp()), TODAY
        made = new_desk(self.folder / "vault")
        clock = lambda: NOW + (self.day - TODAY)  # noqa: E731 - the desk is given what tells the time
        self.desk = Desk(made.vault, replace(made.around, now=clock))
        enrolled(self.desk, NAMES[2])
        self.talks: dict[str, Talk] = {}
        self.agreed: dict[str, Agreed] = {}
        self.seen: dict[str, tuple[Step, ...]] = {}
        self.words = 0

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.desk.vault.close()
            shutil.rmtree(self.folder)

    @rule(days=st.integers(1, 40))
    def time_goes_by(self, days: int) -> None:
        self.day += timedelta(days=days)

    @rule(kind=st.sampled_from(Kind), who=WHO, back=st.integers(-20, 20))
    def plan(self, kind: Kind, who: list[str], back: int) -> None:
        self.planned(kind, who, self.day - timedelta(days=back))

    @precondition(lambda self: self.waiting())
    @rule(nth=NTH, doer=DOERS)
    def write_an_action(self, nth: int, doer: str) -> None:
        self.add(self.pick(self.waiting(), nth), doer)

    @precondition(lambda self: self.waiting())
    @rule(nth=NTH, which=NTH, said=SAID)
    def say_of_one(self, nth: int, which: int, said: tuple[Decision, str]) -> None:
        talk = self.pick(self.waiting(), nth)
        if found := self.brought(talk):
            self.say(talk, self.pick(found, which), *said)

    @precondition(lambda self: any(talk.said for talk in self.waiting()))
    @rule(nth=NTH, which=NTH)
    def take_back(self, nth: int, which: int) -> None:
        talk = self.pick([talk for talk in self.waiting() if talk.said], nth)
        known = self.pick([*talk.said], which)
        self.save(talk, lambda sitting, raw: following.decided(
            sitting.main.form, raw, store.action(self.desk.vault.cx, known), None, talk.on
        ))  # fmt: skip
        del talk.said[known]

    @precondition(lambda self: self.waiting())
    @rule(nth=NTH)
    def carry_all(self, nth: int) -> None:
        talk = self.pick(self.waiting(), nth)
        for action in self.brought(talk):
            if action.id not in talk.said:
                self.say(talk, action, Decision.CARRIED, "")

    @precondition(lambda self: self.waiting())
    @rule(nth=NTH, away=st.sets(st.sampled_from(NAMES), max_size=2), carries=st.booleans())
    def finish(self, nth: int, away: set[str], carries: bool) -> None:
        """Whichever comes next, in no order; `carries` what nothing is said of before."""
        if carries:
            self.carry_all(nth)
        self.finished(self.pick(self.waiting(), nth), away)

    @rule(
        kind=st.sampled_from(Kind),
        who=WHO,
        doers=st.lists(DOERS, max_size=3),
        sayings=st.lists(SAID, min_size=1, max_size=4),
        away=st.sets(st.sampled_from(NAMES), max_size=2),
    )
    def meet(
        self, kind: Kind, who: list[str], doers: list[str], sayings: list[tuple[Decision, str]], away: set[str]
    ) -> None:
        """A session from beginning to end, as most are."""
        talk = self.planned(kind, who, self.day)
        for doer in doers:
            self.add(talk, doer)
        for number, action in enumerate(self.brought(talk)):
            self.say(talk, action, *sayings[number % len(sayings)])
        self.finished(talk, away)

    @precondition(lambda self: self.agreed)
    @rule(nth=NTH, said=SAID)
    def decide_on_the_actions_page(self, nth: int, said: tuple[Decision, str], known: str = "") -> None:
        """Of actions, those first of which a draft says something that will be too late."""
        spoken = {known for talk in self.waiting() for known in talk.said if self.agreed[known].open}
        known, (decision, reason) = known or self.pick(sorted(spoken or self.agreed), nth), said
        agreed = self.agreed[known]
        may = agreed.open and not (decision is Decision.NOT_DONE and not reason.strip())
        code = refused(lambda: deciding.decide(self.desk, known, decision, reason=reason))
        assert bool(code) is not may
        if may:
            agreed.decided.append((decision, reason.strip()))

    @precondition(lambda self: self.agreed)
    @rule(nth=NTH, days=st.integers(-3, 30))
    def give_more_time(self, nth: int, days: int) -> None:
        known = self.pick(sorted(self.agreed), nth)
        code = refused(lambda: deciding.put_off(self.desk, known, self.day + timedelta(days=days)))
        assert bool(code) is not (self.agreed[known].open and days >= 0)
        if not code:
            self.agreed[known].decided.append((Decision.CARRIED, ""))

    @precondition(lambda self: self.agreed)
    @rule(nth=NTH, said=SAID, stale=st.booleans())
    def decide_and_undo(self, nth: int, said: tuple[Decision, str], stale: bool) -> None:
        """The way back after a decision on the Actions page, which is no way back behind a later one."""
        known = self.pick(sorted(self.agreed), nth)
        before = store.action(self.desk.vault.cx, known)
        self.decide_on_the_actions_page(nth=nth, said=said, known=known)
        if stale and self.agreed[known].open:
            self.agreed[known].decided.append((Decision.DONE, ""))
            deciding.decide(self.desk, known, Decision.DONE)
        code = refused(lambda: deciding.take_back(self.desk, before))
        decided = self.agreed[known].decided
        assert bool(code) is (len(decided) != len(before.history) + 1)
        if not code:
            decided.pop()
            self.seen[known] = before.history

    @precondition(lambda self: self.sessions(planned=False))
    @rule(nth=NTH, came=WHO, days=st.integers(-9, 9))
    def put_right(self, nth: int, came: list[str], days: int) -> None:
        """A session turns out to have been of other people, on another day."""
        talk = self.pick(self.sessions(planned=False), nth)
        people = dict.fromkeys(map(self.known, came), Presence.PRESENT)
        gone: dict[str, Presence | None] = dict.fromkeys(talk.people - {*people})
        on = min(talk.on + timedelta(days=days), self.day)
        if talk.kind is not Kind.GROUP:
            people, gone = dict.fromkeys(talk.people, Presence.PRESENT), {}
        code = refused(lambda: correcting.hold(self.desk, talk.id, on, None, None, Mode.TEAMS, people | gone))
        assert code in ("", "session.same", "session.to-come")
        if not code:
            talk.people, talk.on = frozenset(people), on

    @precondition(lambda self: self.sessions(planned=True))
    @rule(nth=NTH)
    def cancel_or_plan_again(self, nth: int) -> None:
        talk = self.pick(self.sessions(planned=True), nth)
        if talk.cancelled:
            correcting.plan_again(self.desk, talk.id)
        else:
            planning.cancel(self.desk, talk.id, "Ada Example", mutual=True, why=Why.UNWELL)
        talk.cancelled = not talk.cancelled

    @invariant()
    def no_open_action_is_lost_and_no_closed_one_comes_back(self) -> None:
        listed = [each.action for each in deciding.listed(self.desk)]
        opened = [action.id for action in listed if action.state is ActionState.OPEN]
        assert sorted(opened) == sorted(known for known, agreed in self.agreed.items() if agreed.open)
        assert sorted(action.id for action in listed) == sorted(self.agreed)

    @invariant()
    def history_only_grows_and_ends_when_it_is_closed(self) -> None:
        for known, agreed in self.agreed.items():
            action = store.action(self.desk.vault.cx, known)
            before, self.seen[known] = self.seen.get(known, ()), action.history
            assert action.history[: len(before)] == before
            assert [step.decision for step in action.history] == [decision for decision, _ in agreed.decided]
            assert (action.what, action.by_whom, action.agreed_on) == (agreed.what, agreed.doer, agreed.on)
            closing = [step for step in action.history if step.decision is not Decision.CARRIED]
            assert closing == [*action.history[-1:]] * (action.state is not ActionState.OPEN)
            for step, (decision, reason) in zip(action.history, agreed.decided, strict=True):
                assert decision is not Decision.NOT_DONE or step.reason == reason.strip() != ""

    def pick(self, found: Any, nth: int) -> Any:
        return found[nth % len(found)]

    def known(self, name: str) -> str:
        return person_id(self.desk, name)

    def sessions(self, *, planned: bool) -> list[Talk]:
        return [talk for talk in self.talks.values() if talk.planned is planned]

    def waiting(self) -> list[Talk]:
        """Sessions whose record is not finished, the cancelled too: such a one may have been held after all."""
        return self.sessions(planned=True)

    def asked(self, talk: Talk) -> list[str]:
        """The open actions that were spoken of at a session which this one follows."""
        return [
            known
            for known, agreed in self.agreed.items()
            if agreed.open and any(talk.follows(self.talks[there]) for there in agreed.talks)
        ]

    def brought(self, talk: Talk) -> list[Action]:
        """What the session desk lays before those who meet, which is all that is to be asked."""
        found = recording.sit_down(self.desk, talk.id).open_actions
        assert {each.id for each in found} == {*self.asked(talk)}
        return [*found]

    def planned(self, kind: Kind, who: list[str], on: date) -> Talk:
        names = who if kind is not Kind.ONE_TO_ONE else who[:1]
        people = [self.known(name) for name in names]
        made = planning.plan(self.desk, kind, Mode.TEAMS, on, people).subject
        self.talks[made] = Talk(made, kind, frozenset(people), on)
        return self.talks[made]

    def save(self, talk: Talk, change: Any) -> None:
        sitting = recording.sit_down(self.desk, talk.id)
        draft = sitting.main.draft
        recording.save(self.desk, draft.id, change(sitting, draft.raw))

    def add(self, talk: Talk, doer: str) -> None:
        """One more action of its own in the session's draft."""
        self.words += 1
        what = f"Deed {self.words}"
        row = {"id": "", "what": what, "by_whom": doer, "by_when": ""}

        def add(sitting: Sitting, raw: dict[str, Any]) -> dict[str, Any]:
            if talk.kind is Kind.GROUP:
                return {"topics": [*raw["topics"], {"topic": what, "agreed_actions": [row]}]}
            return {"actions": [*raw["actions"], row]}

        self.save(talk, add)
        talk.new.append((what, doer))

    def say(self, talk: Talk, action: Action, decision: Decision, reason: str) -> None:
        self.save(
            talk,
            lambda sitting, raw: following.decided(sitting.main.form, raw, action, decision, talk.on, reason),
        )
        talk.said[action.id] = (decision, reason.strip())

    def finished(self, talk: Talk, away: set[str]) -> None:
        """Finish a session's record and have the model follow, or see it refused for a reason the model has too."""
        group = talk.kind is Kind.GROUP
        missing = {self.known(name) for name in away} if group else set()
        came = (talk.people - missing) or talk.people
        people = {party.person_id: party for party in recording.parties(self.desk)}
        here = [{"id": person, "name": people[person].name} for person in sorted(came)]
        facts = {"confidential": True, "concern": "What worried her.", **({"present": here} if group else {})}
        self.save(talk, lambda sitting, raw: facts)
        self.brought(talk)
        absent = {people[person].name for person in talk.people - came}
        unsaid = [
            known
            for known in self.asked(talk)
            if known not in talk.said
            and talk.kind is not Kind.AD_HOC
            and self.agreed[known].on < talk.on
            and self.agreed[known].doer not in absent
        ]
        silent = [known for known, said in talk.said.items() if said == (Decision.NOT_DONE, "")]
        finished = finishing.finish(self.desk, [recording.sit_down(self.desk, talk.id).main.draft.id])
        wrong = unsaid or silent or talk.on > self.day
        assert bool(finished.problems) is bool(wrong), (finished.problems, unsaid, silent)
        if not finished.problems:
            self.follow(talk)

    def follow(self, talk: Talk) -> None:
        """What a finished record does: its new actions are known, earlier ones are closed or carried over."""
        talk.planned = False
        carried_late = [
            (self.agreed[known].what, self.agreed[known].doer)
            for known, (decision, _) in talk.said.items()
            if decision is Decision.CARRIED and not self.agreed[known].open
        ]
        for known, said in talk.said.items():
            if self.agreed[known].open:
                self.agreed[known].decided.append(said)
                self.agreed[known].talks.append(talk.id)
        found = {a.id: a for a in store.open_actions(self.desk.vault.cx) if a.id not in self.agreed}
        new = sorted([*talk.new, *carried_late])
        assert sorted((action.what, action.by_whom) for action in found.values()) == new
        for known, action in found.items():
            self.agreed[known] = Agreed(action.what, action.by_whom, talk.on, [talk.id])


TestAnyYear = AnyYear.TestCase
# A story is short enough to read as it is; to find a shorter one takes longer than a test may.
TestAnyYear.settings = settings(
    max_examples=40, stateful_step_count=20, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)
