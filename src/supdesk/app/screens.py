"""Pictures of the screens, light and dark, drawn without a display."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget

from supdesk.app.window_start import detached
from supdesk.desk import enrolling, evaluating, planning, reading, recalling, recording, routing
from supdesk.desk.desk import Desk
from supdesk.domain.days import show_date
from supdesk.domain.records import RecordState
from supdesk.domain.sessions import Kind, State
from supdesk.forms.answers import as_raw
from supdesk.ui import theme
from supdesk.ui.window import PLACES, Window

WIDTH, HEIGHT = 1280, 800
WRITTEN = ("prose", "choices", "tick", "picture")
QUIET_ROUNDS, ROUND_SECONDS = 10, 0.03
"""A screen has settled when nothing took any time for so many rounds on end."""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def picture_screens(desk: Desk, folder: Path, say: Callable[[str], None]) -> list[Path]:
    """Write `SCREEN-light.png` and `SCREEN-dark.png` of every screen into `folder`."""
    os.environ["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM") or "offscreen"
    app = QApplication.instance() or theme.application("supdesk")
    assert isinstance(app, QApplication)
    made: list[Path] = []
    for scheme in SCHEMES:
        theme.apply(app, desk.around.resources, scheme, 100)
        window = Window(app, detached(desk))
        window.shell.resize(WIDTH, HEIGHT)
        window.shell.show()
        for name in _screens(window, desk):
            made.append(_grab(window, folder / f"{name}-{scheme}.png"))
            say(f"  {made[-1].name}")
        window.lane.drain(5.0)
        window.shell.hide()
    return made


def _screens(window: Window, desk: Desk) -> Iterator[str]:
    """Bring up one screen after another, giving its name."""
    from supdesk.ui.people.page import TRACKER, PeoplePage
    from supdesk.ui.reports.page import VIEWS, ReportsPage

    window.show(desk.vault.folder)
    yield "unlock"
    window.show(None)
    yield "first-run"
    window.open(desk)
    for place in PLACES:
        window.shell.show_page(place.key)
        yield place.key
    window.shell.show_page("people")
    people = window.shell.page("people")
    if isinstance(people, PeoplePage):
        people.turn(TRACKER)
    yield "tracker"
    window.shell.show_page("reports")
    reports = window.shell.page("reports")
    if isinstance(reports, ReportsPage):
        for view, _ in VIEWS[1:]:
            reports.turn(view)
            yield f"reports-{view}"
    yield from _own_pages(window)
    yield from _backups(window)
    for name, page in _pages(window, desk):
        window.shell.push(page)
        yield name
        window.shell.back()
    yield from _triangle(window, desk)
    yield from _drawers(window, desk)
    yield from _handed_over(window, desk)
    window.shell.toggle_hide()
    yield "hidden"
    window.shell.toggle_hide()


def _own_pages(window: Window) -> Iterator[str]:
    """One's own reflections once they are uncovered, and the shelf."""
    from supdesk.ui.reflections.page import SHELF, ReflectionsPage

    window.shell.show_page("reflections")
    own = window.shell.page("reflections")
    assert isinstance(own, ReflectionsPage)
    own.covered.uncover()
    yield "reflections-uncovered"
    own.turn(SHELF)
    yield "shelf"


def _backups(window: Window) -> Iterator[str]:
    """The card of backups in Settings, and the page that shows what each holds."""
    from supdesk.ui.backups.health import look_over
    from supdesk.ui.backups.page import look_through
    from supdesk.ui.settings.page import Settings

    seat = window.seat
    assert seat is not None
    window.shell.show_page("settings")
    settings = window.shell.page("settings")
    assert isinstance(settings, Settings)
    settings.bring(settings.backups)
    yield "settings-backups"
    look_through(seat)
    yield "backups"
    window.shell.back()
    look_over(seat)
    yield "vault-health"
    window.shell.back()


def _triangle(window: Window, desk: Desk) -> Iterator[str]:
    """The session desk with a tool beside the record, and the record's papers before they go round."""
    from supdesk.ui.forms.picture import PictureInput
    from supdesk.ui.parts import Page
    from supdesk.ui.session_desk import SessionDesk
    from supdesk.ui.sessions.round import RoundSheet

    seat = window.seat
    assert seat is not None
    told = next(record for record in reading.records(desk) if record.serves == "tool")
    session = planning.one(desk, told.session_id)
    people = {each.person_id for each in session.attendees}
    planned = (s for s in planning.sessions(desk) if s.state is State.PLANNED)
    next_one = next(s for s in planned if {each.person_id for each in s.attendees} == people)
    begun = _write_as_last_time(desk, next_one.id)
    page = SessionDesk(seat, next_one.id)
    window.shell.push(page)
    _settle(window)
    page.leaves.show_leaf(begun[-1])
    _settle(window)
    [picture] = page.findChildren(PictureInput)
    next(each for each in page.findChildren(Page) if each.isAncestorOf(picture)).scroll_to(picture.canvas)
    yield "session-desk-tool"
    window.shell.back()
    for draft in begun:
        recording.discard(desk, draft)
    window.shell.show_page("sessions")
    preview = RoundSheet(seat, routing.outlook(desk, session.id))
    yield "send-round"
    preview.close_now()


def _drawers(window: Window, desk: Desk) -> Iterator[str]:
    """What opens along the edge when a session is planned, and when one is looked at."""
    from supdesk.ui.sessions.details import SessionDetails
    from supdesk.ui.sessions.planner import Planner

    seat = window.seat
    assert seat is not None
    window.shell.show_page("sessions")
    session = next(s for s in planning.sessions(desk) if s.state is State.PLANNED)
    planner = Planner(seat, enrolling.supervisees(desk)[:3], [session.attendees[0].person_id])
    planner.series.begin(show_date(session.on))
    planner.series.wanted.click()
    yield "planner"
    planner.close_now()
    details = SessionDetails(seat, recalling.session(desk, session.id))
    yield "session"
    details.close_now()


def _handed_over(window: Window, desk: Desk) -> Iterator[str]:
    """An evaluation that was asked for, as the one sees it to whom the laptop is handed."""
    from supdesk.ui.evaluations.handing import HandOver

    assert window.seat is not None
    for asked in evaluating.awaited(desk)[:1]:
        (blank,) = evaluating.prepare(desk, asked.session.id, [asked.person.id]).about
        window.shell.show_alone(HandOver(window.seat, blank))
        yield "evaluation"
        window.shell.show_alone(None)


def _pages(window: Window, desk: Desk) -> Iterator[tuple[str, QWidget]]:
    """The pages that open over a place."""
    from supdesk.ui.people.person import PersonPage
    from supdesk.ui.records.record import RecordPage
    from supdesk.ui.session_desk import SessionDesk
    from supdesk.ui.signing.page import SigningPage
    from supdesk.ui.writing.page import WritingPage

    seat = window.seat
    assert seat is not None
    planned = [s for s in planning.sessions(desk) if s.state is State.PLANNED and s.kind is Kind.ONE_TO_ONE]
    begun = _write_as_last_time(desk, planned[0].id)
    yield "session-desk", SessionDesk(seat, planned[0].id)
    for draft in begun:
        recording.discard(desk, draft)
    records = reading.records(desk)
    fullest = max((r for r in records if r.serves == "cycle"), key=lambda r: len(str(r.answers)))
    yield "record", RecordPage(seat, fullest.id)
    yield "person", PersonPage(seat, planned[0].attendees[0].person_id)
    yield "signing", SigningPage(seat, next(r.id for r in records if r.state is RecordState.FINISHED))
    sheet = recording.begin_contract(desk, [planned[0].attendees[0].person_id])
    yield "contract", WritingPage(seat, sheet)
    recording.discard(desk, sheet.draft.id)


def _write_as_last_time(desk: Desk, session_id: str) -> list[str]:
    """Fill the drafts of a session with what was written at its last, so that the desk shows writing; their ids."""
    sitting = recording.sit_down(desk, session_id)
    before = {form.serves: as_raw(form, record.answers) for record, form in sitting.last}
    tools = [recording.add_tool(desk, session_id, form.id) for _, form in sitting.last if form.serves == "tool"]
    sheets = [sheet for sheet in (sitting.main, sitting.cycle, *tools) if sheet is not None]
    for sheet in sheets:
        told = before.get(sheet.form.serves, {})
        kinds = {field.id for field in sheet.form.fields() if field.kind in WRITTEN and not field.fills}
        recording.save(desk, sheet.draft.id, {name: raw for name, raw in told.items() if name in kinds})
    return [sheet.draft.id for sheet in sheets]


def _grab(window: Window, file: Path) -> Path:
    """Let the screen settle, then keep its picture."""
    _settle(window)
    window.shell.grab().save(str(file))
    return file


def _settle(window: Window) -> None:
    quiet = 0
    while quiet < QUIET_ROUNDS:
        began = time.monotonic()
        QCoreApplication.processEvents()
        window.lane.drain(5.0)
        window.bench.drain(5.0)
        quiet = quiet + 1 if time.monotonic() - began < ROUND_SECONDS else 0
        time.sleep(ROUND_SECONDS)
