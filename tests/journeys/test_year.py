"""A supervisor's year, lived in the window day by day, and its figures as they are written (issue 3, done when 1).

Thirty people in four services, groups and one-to-ones, cancelled and missed sessions, leave, a leaver and a new
starter. Whatever is done begins at the locked door. At each quarter's end the tracker as shown and every figure of
the quarter's report as written are compared with what the diary says, reckoned without the product's code.
"""

import csv
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from supdesk.app import locking, shipped
from supdesk.desk import starting
from supdesk.desk.desk import Surroundings
from supdesk.domain.people import Person
from supdesk.forms.packs import load_packs
from supdesk.ui.opening.outside import Outside, Preferences
from supdesk.ui.window import Window, open_window
from supdesk.vault.keys import Profile
from tests.desk import simulated_year as told
from tests.desk.simulated_year import Event
from tests.journeys.hand import Hand

pytestmark = [pytest.mark.journey, pytest.mark.timeout(1200)]

CHEAP = Profile(8 * 4, 1, 4)
PHRASE = "copper window marble otter"
BEGINS = date(2026, 4, 1)
COMPETENT = date(2024, 3, 1)
REFRESHED_BY = date(2027, 3, 1)
AGREED, REVIEW, RENEWED = date(2026, 4, 1), date(2026, 7, 20), date(2026, 7, 10)
"""A contract with the first of all: made, to be reviewed by, and renewed for a year."""
OWN_DAYS = (date(2026, 5, 20), date(2026, 8, 12), date(2027, 2, 24))
"""When the supervisor was supervised: not at all in the third quarter."""


class Year:
    """The vault and the clock, which stands at nine and moves from day to day. A class because it moves."""

    def __init__(self, folder: Path, app: QApplication) -> None:
        self.folder, self.app, self.today = folder, app, BEGINS
        self._ids = (f"id-{number:05}" for number in count(1))
        self._kept = Preferences()
        self.locked: list[str] = []
        packs, _ = load_packs(shipped.forms())
        self.around = Surroundings(
            packs, self._now, lambda: next(self._ids), secrets.token_bytes, shipped.resources(), CHEAP
        )
        self.vault = folder / "Year.supdesk"
        starting.begin(self.vault, Person("", "Olive Owner"), "mse-icb", PHRASE, self.around, CHEAP).vault.close()

    def _now(self) -> datetime:
        return datetime.combine(self.today, time(9), UTC)

    def _keep(self, chosen: Preferences) -> None:
        self._kept = chosen

    @contextmanager
    def day(self, on: date) -> Iterator[Hand]:
        """A while at the window on that day, from unlocking it to leaving or locking it."""
        self.today = on
        self.locked.clear()
        outside = Outside(
            lambda: self.around,
            lambda: self._kept,
            self._keep,
            self.locked.extend,
            lambda: CHEAP,
            self.folder,
            self._now,
            locking.beside,
        )
        window = open_window(self.app, outside, self.vault)
        hand = Hand(window)
        try:
            hand.type_into("Passphrase", PHRASE)
            hand.press("Unlock")
            hand.settle()
            yield hand
            if not self.locked:
                hand.settle()
        finally:  # a window left behind takes the keys of every test that follows
            close(window, self.app)


def close(window: Window, app: QApplication) -> None:
    window.leave()
    window.shell.close()
    window.shell.deleteLater()
    window.deleteLater()
    app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_year_at_the_window_adds_up_to_what_the_diary_says(tmp_path: Path, qapp: QApplication) -> None:
    year, events = Year(tmp_path, qapp), told.diary()
    with year.day(BEGINS) as hand:
        import_people(hand, tmp_path / "people.csv")
        give_cadence(hand)
        note_competence(hand)
        agree_a_contract(hand)
        plan_all(hand, within(events, told.QUARTERS[0]))
    agenda = sorted({event.on for event in events} | {day for day, _ in REST} | {last for _, last in told.QUARTERS})
    for day in agenda:
        for deed in (deed for on, deed in REST if on == day):
            with year.day(day) as hand:
                deed(hand)
        for event in (event for event in events if event.on == day):
            with year.day(day) as hand:
                live(hand, event, planned_on(events, event))
        if day in ENDS:
            with year.day(day) as hand:
                plan_all(hand, within(events, next_quarter(day)), events)
                for event in themed(events, day):
                    note_themes(hand, event)
                check_tracker(hand, events, day)
            with year.day(day + timedelta(1)) as hand:
                check_figures(hand, events, day, tmp_path / f"{day}")


ENDS = [last for _, last in told.QUARTERS]


def next_quarter(ends: date) -> tuple[date, date]:
    return next(((first, last) for first, last in told.QUARTERS if first > ends), (date.max, date.max))


def within(events: list[Event], quarter: tuple[date, date]) -> list[Event]:
    return [event for event in events if quarter[0] <= event.on <= quarter[1]]


def themed(events: list[Event], ends: date) -> list[Event]:
    """The one-to-ones of the first quarter, whose records get themes at its end."""
    return [
        event
        for event in within(events, told.QUARTERS[0])
        if ends == ENDS[0] and event.kind == "One-to-one" and event.outcome == "held"
    ]


def planned_on(events: list[Event], event: Event) -> date:
    """One of each quarter is planned for the day after and brought forward."""
    quarter = next(each for each in told.QUARTERS if each[0] <= event.on <= each[1])
    moved = next(each for each in within(events, quarter) if each.kind == "One-to-one" and each.outcome == "held")
    return event.on + timedelta(event is moved)


def spoken(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def brief(day: date | None) -> str:
    return f"{day.day} {day:%b %Y}" if day else ""


# What is done at the window


def import_people(hand: Hand, file: Path) -> None:
    """Everybody but the new starter, from a spreadsheet."""
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["Name", "Service"])
        rows.writerows([name, told.service_of(name)] for name in told.names() if name != told.STARTER)
    hand.press("People")
    hand.press_and_choose("Import CSV…", file)
    hand.press("Import 29 people")


def edit(hand: Hand, name: str) -> None:
    hand.press("People")
    hand.choose("Show", "Everybody")
    hand.open_row("People", lambda row: row[0] == name)
    hand.press("Edit")


def give_cadence(hand: Hand) -> None:
    edit(hand, told.SELDOM)
    hand.choose("Supervision due", {6: "Every six months"}[told.MONTHS])
    hand.type_into("Why their own", "One day a week")
    hand.press("Save")
    hand.press("Back")


def note_competence(hand: Hand) -> None:
    edit(hand, "Olive Owner")
    hand.type_into("Course", "Example course")
    hand.type_into("Competent since", spoken(COMPETENT))
    hand.press("Save")
    hand.press("Back")


def send_on_leave(hand: Hand) -> None:
    edit(hand, told.AWAY)
    hand.type_into("On leave from", spoken(told.LEAVE[0]))
    hand.type_into("On leave until", spoken(told.LEAVE[1]))
    hand.press("Save")
    hand.press("Back")


def see_off(hand: Hand) -> None:
    edit(hand, told.LEAVER)
    hand.type_into("Left on", spoken(told.LEFT))
    hand.press("Save")
    hand.press("Back")


def welcome(hand: Hand) -> None:
    hand.press("People")
    hand.press("Add a person")
    hand.type_into("Name", told.STARTER)
    hand.type_into("Service", told.service_of(told.STARTER))
    hand.type_into("In the post since", spoken(told.STARTED))
    hand.press("Add")


def be_supervised(hand: Hand) -> None:
    """Somebody outside, whose name is typed once."""
    hand.press("People")
    hand.choose("Show", "Everybody")
    hand.open_row("People", lambda row: row[0] == "Olive Owner")
    hand.press("Record own supervision")
    if hand.fields("Name"):
        hand.type_into("Name", "Olga Outside")
    hand.press("Keep it")
    hand.press("Back")


def agree_a_contract(hand: Hand) -> None:
    hand.press("Contracts")
    hand.press("New contract")
    hand.tick(told.names()[0])
    hand.press("Write it")
    hand.type_into("Review date", spoken(REVIEW))
    finish(hand)
    seal(hand, told.names()[0])
    hand.press("Done")


def renew(hand: Hand) -> None:
    """As it is, but for the dates."""
    hand.press("Contracts")
    hand.press("Renew")
    hand.press("Finish")
    hand.see(QWidget, f"Changed since the contract of {spoken(AGREED)}")
    hand.press("Finish")
    seal(hand, told.names()[0])
    hand.press("Done")


REST = [
    (RENEWED, renew),
    (told.LEAVE[0], send_on_leave),
    (told.LEFT, see_off),
    (told.STARTED, welcome),
    *((day, be_supervised) for day in OWN_DAYS),
]
"""What happens beside the sessions, and when."""


def plan_all(hand: Hand, coming: list[Event], events: list[Event] | None = None) -> None:
    for event in coming:
        hand.press("Today")
        hand.press("Plan a session")
        for name in sorted(event.expected):
            hand.tick(name)
        hand.type_into("Day", spoken(planned_on(events or coming, event)))
        hand.press("Plan it")


def live(hand: Hand, event: Event, planned: date) -> None:
    """Do at the window what the diary says."""
    open_session(hand, event, planned)
    if planned != event.on:
        hand.press("Move")
        hand.type_into("Day", spoken(event.on))
        hand.press("Move it")
        open_session(hand, event, event.on)
    if event.outcome == "cancelled":
        cancel(hand, event)
    elif event.outcome == "missed":
        hand.press("Not attended")
    else:
        hold(hand, event)


def open_session(hand: Hand, event: Event, day: date) -> None:
    hand.press("Sessions")

    def fits(row: list[str]) -> bool:
        return row[0] == brief(day) and set(row[3].split(", ")) == event.expected and "Planned" in row

    hand.open_row("Sessions", fits)


def cancel(hand: Hand, event: Event) -> None:
    hand.press("Cancel session")
    hand.type_into("Cancelled by", "Somebody")
    hand.choose("Why", event.why)
    if event.why == "Another reason":
        hand.type_into("In words", "Said by telephone")
    if event.mutual:
        hand.tick("Both agreed to it")
    hand.press("Cancel the session")


def hold(hand: Hand, event: Event) -> None:
    hand.press("Open")
    hand.tick("The setting is confidential and free from interruptions")
    if event.kind == "Group":
        for name in sorted(event.apologies | event.absent):
            hand.press(f"Remove {name}")
        for name in sorted(event.apologies):
            hand.type_into("Apologies: add a person", name)
            hand.press("Apologies: add")
    else:
        hand.type_into("Issues brought to supervision", "What was brought")
    finish(hand)
    if event.answers:
        (name,) = event.present
        seal(hand, name)
        evaluate(hand, event, name)
    else:
        hand.press("Later")


def finish(hand: Hand) -> None:
    hand.press("Finish")
    hand.see(QWidget, "Ready to finish")
    hand.press("Finish")


def seal(hand: Hand, name: str) -> None:
    for each in ("Olive Owner", name):
        hand.draw(f"Signature of {each}")
    hand.press_and_say("Seal the record", "Seal it")


def evaluate(hand: Hand, event: Event, name: str) -> None:
    """By the supervisee, to whom the laptop is handed; who takes it back finds it locked."""
    (answers,) = event.answers
    hand.press("Ask…")
    hand.press(f"Hand over now to {name}")
    hand.see(QWidget, "Leave without keeping it")
    for place, statement in enumerate(told.STATEMENTS):
        hand.degree(place, answers[statement])
    hand.type_into("What was especially good about the session?", told.words_of(event))
    hand.press("Done")
    hand.press("Lock and go back to supdesk")


def note_themes(hand: Hand, event: Event) -> None:
    hand.press("Records")
    hand.open_row("Records", lambda row: row[0] == brief(event.on) and row[1].startswith("1:1"))
    hand.press("Choose themes…")
    for theme in told.themes_of(event):
        hand.tick(theme)
    hand.press("Keep")
    hand.press("Back")


# What is compared

CHECKED = (
    "attendance-by-service", "overdue", "not-counted", "sessions", "cancellations", "evaluations", "supervisor",
    "contracts-to-renew", "themes", "evaluations-in-their-own-words",
)  # fmt: skip
"""The tables of a quarter; one more file says what the report is."""


def check_tracker(hand: Hand, events: list[Event], on: date) -> None:
    """Every line as it is shown."""
    hand.press("People")
    hand.choose("Show", "Supervision tracker")
    shown = {row[0]: row[1:] for row in hand.rows("Supervision tracker")}
    coming = [(planned_on(events, event), event.expected) for event in within(events, next_quarter(on))]
    expected = {}
    for name in told.names():
        if name == told.STARTER and on < told.STARTED:
            continue
        last = told.last_of(events, name, on)
        due = told.due_of(name, last)
        planned = min((day for day, people in coming if name in people), default=None)
        state = "Left" if told.gone(name, on) else told.left_out(name, on, last) or told.state_of(due, on)
        expected[name] = [told.service_of(name), brief(last), brief(due), brief(planned), state]
    mine = max((day for day in OWN_DAYS if day <= on), default=None)
    due = told.months_on(mine, 3) if mine else None
    expected["You"] = ["", brief(mine), brief(due), "", told.state_of(due, on)]
    assert shown == expected


def check_figures(hand: Hand, events: list[Event], on: date, folder: Path) -> None:
    """Every figure as the files say it."""
    folder.mkdir()
    hand.press("Reports")
    hand.press_and_choose("Write files…", folder)
    hand.wait(lambda: any(words.startswith("Written: ") for words in hand.shown()))
    now = within(events, next(each for each in told.QUARTERS if each[1] == on))
    assert len(now) > 10
    coming = [(planned_on(events, event), event.expected) for event in within(events, next_quarter(on))]
    assert keyed(folder, "attendance-by-service") == texts(told.attendance_of(events, on))
    late = told.late_of(events, on)
    next_days = {name: min((day for day, people in coming if name in people), default=None) for name in late}
    assert keyed(folder, "overdue") == texts({name: (*days, next_days[name]) for name, days in late.items()})
    assert keyed(folder, "not-counted") == texts(
        {
            name: (told.service_of(name), why)
            for name in told.names()
            if not told.gone(name, on) and (why := told.left_out(name, on, told.last_of(events, name, on)))
        }
    )
    assert keyed(folder, "sessions") == texts(told.sessions_of(now))
    assert keyed(folder, "cancellations") == texts(told.cancelled_of(now))
    assert [row[1:] for row in table(folder, "evaluations")] == [
        list(map(text, row)) for row in told.answered_of(now)
    ]
    check_own(keyed(folder, "supervisor"), on)
    state = told.state_of(REVIEW, on + timedelta(1))
    due = [[told.names()[0], text(AGREED), text(REVIEW), state]] if AGREED <= on < RENEWED else []
    assert table(folder, "contracts-to-renew") == due
    assert keyed(folder, "themes") == texts(told.themes_told(themed(events, on)))
    assert [row[1] for row in table(folder, "evaluations-in-their-own-words")] == sorted(
        told.words_of(event) for event in now if event.answers
    )
    assert len(list(folder.glob("*.csv"))) == len(CHECKED) + 1, "a table that nothing is compared with"


def check_own(rows: dict[str, list[str]], on: date) -> None:
    last = max((day for day in OWN_DAYS if day <= on), default=None)
    due = told.months_on(last, 3) if last else None
    assert rows["Own supervision, last"] == [text(last), told.state_of(due, on)]
    assert rows["Own supervision, next due"][0] == text(due)
    assert rows["Competent as supervisor since"] == [text(COMPETENT), "Example course"]
    assert rows["Training to be refreshed by"] == [text(REFRESHED_BY), told.state_of(REFRESHED_BY, on)]


def table(folder: Path, name: str) -> list[list[str]]:
    """The rows of one table below its headings."""
    assert name in CHECKED
    (file,) = folder.glob(f"*figures-????-??-Q?-{name}.csv")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))[1:]


def keyed(folder: Path, name: str) -> dict[str, list[str]]:
    return {row[0]: row[1:] for row in table(folder, name)}


def text(value: object) -> str:
    return "" if value is None else str(value)


def texts(rows: Mapping[str, Iterable[object]]) -> dict[str, list[str]]:
    return {name: list(map(text, cells)) for name, cells in rows.items()}
