"""Every page of the window and everything that comes before it: all has a name, is whole and is in reach."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTableView,
    QTextEdit,
    QWidget,
)

from supdesk.app.window_start import detached
from supdesk.desk import (
    collecting,
    deciding,
    enrolling,
    evaluating,
    finishing,
    planning,
    reading,
    recalling,
    recording,
    stating,
)
from supdesk.desk.auditing import Doubt
from supdesk.desk.desk import Desk
from supdesk.desk.rebooking import Owed
from supdesk.domain.people import Person, Role
from supdesk.domain.quarters import quarter
from supdesk.domain.rebookings import Telling
from supdesk.domain.sessions import Kind, Mode, Session, State
from supdesk.domain.statements import Towards
from supdesk.forms.definition import CancellationRule
from supdesk.ui.actions.details import ActionDetails
from supdesk.ui.contracts.writing import ContractForm
from supdesk.ui.evaluations.asking import AskSheet
from supdesk.ui.evaluations.collecting import CollectPage
from supdesk.ui.evaluations.forwarding import ForwardForm
from supdesk.ui.evaluations.handing import KEPT_NOW, HandOver, hand_over
from supdesk.ui.opening.first_run import FirstRun
from supdesk.ui.opening.unlock import Unlock
from supdesk.ui.parts import Badge, Busy, ListRow, Overlay, Question
from supdesk.ui.people.editing import PersonForm
from supdesk.ui.people.importing import ImportPage
from supdesk.ui.people.person import PersonPage
from supdesk.ui.records.record import RecordPage
from supdesk.ui.reports.doubts import DoubtsForm
from supdesk.ui.reports.page import VIEWS, ReportsPage
from supdesk.ui.reports.statements import StatementPage
from supdesk.ui.seat import Seat
from supdesk.ui.session_desk import SessionDesk
from supdesk.ui.session_desk.referral import show_referral
from supdesk.ui.sessions.again import AgainForm
from supdesk.ui.sessions.changing import CancelForm, CompanyForm, MoveForm
from supdesk.ui.sessions.correcting import HeldForm, StateForm
from supdesk.ui.sessions.details import SessionDetails
from supdesk.ui.sessions.planner import Planner, StartForm
from supdesk.ui.sessions.telling import AnswerForm, TellForm
from supdesk.ui.settings.sheet import SheetPage
from supdesk.ui.signing import SigningPage
from supdesk.ui.window import PLACES, Window
from supdesk.ui.writing import WritingPage
from tests.desk.desks import TODAY, enrolled, new_desk, person_id, planned, written

ACTED = (QAbstractButton, QLineEdit, QTextEdit, QComboBox, QTableView, ListRow)
CSV = b"Name,E-mail\nAda Example,ada@example.org\nCy Invented,cy@example.org\n,nobody@example.org\n"
MANY = 400
"""Stops of Tab after which a page counts as without end."""


W = TypeVar("W", bound=QWidget)
NAMES = ("Fay Invented-Doublebarrel", "Gus Makebelieve")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = new_desk(tmp_path / "vault")
    furnish(made)
    yield made
    made.vault.close()


@pytest.fixture
def window(desk: Desk, qapp: QApplication) -> Iterator[Window]:
    """The locked window of a vault with something of everything in it."""
    made = Window(qapp, detached(desk))
    made.shell.resize(1280, 800)
    made.show(desk.vault.folder)
    yield made
    settle(made)
    made.leave()
    made.shell.close()
    for each in (made.shell, made):
        each.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def opened(window: Window, desk: Desk) -> Window:
    """The window at its open desk."""
    window.open(desk)
    settle(window)
    return window


def furnish(desk: Desk) -> None:
    """A sealed record and one to be sealed, with actions; sessions to come, cancelled and begun; a contract."""
    for name in NAMES:
        manager = {"line_manager": "Mo Manager-Doublebarrel", "line_manager_email": "mo@example.org"}
        service = "Safeguarding team north"
        enrolled(desk, name, designation="Associate Designated Nurse (practice)", service=service, **manager)
    for number in range(2):
        draft = recording.sit_down(desk, planned(desk, on=date(2026, 1, 7 + number))).main.draft.id
        action = {"what": f"Ring school {number}", "by_whom": "Ada Example", "by_when": "1 February 2026"}
        recording.save(desk, draft, written(actions=[action]))
        finishing.finish(desk, [draft])
    contract = recording.begin_contract(desk, [person_id(desk, "Ada Example")]).draft.id
    recording.save(desk, contract, {"frequency": "Monthly"})
    off = planned(desk, "Bee Sample", on=date(2026, 1, 9))
    planning.cancel(desk, off, "Bee Sample", "An urgent visit", mutual=True)
    planned(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP, mode=Mode.TEAMS)
    planned(desk, "Ada Example")


def settle(window: Window) -> None:
    """Wait until nothing is under way."""
    for _ in range(4):
        assert window.lane.drain(20)
        assert window.bench.drain(20)
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def seat_of(window: Window) -> Seat:
    assert window.seat is not None
    return window.seat


def doors(window: Window) -> Iterator[str]:
    """What is shown while there is no open vault."""
    yield "unlock"
    door = window.door.page
    assert isinstance(door, Unlock)
    door._swap()
    yield "recovery words"
    door._try()
    yield "no words"
    window.show(None)
    first = window.door.page
    assert isinstance(first, FirstRun)
    yield "first run: you"
    first._next()
    yield "first run: no name"
    first.you.fields["name"].set_raw("Ada Example")
    first._next()
    yield "first run: policy"
    first._next()
    yield "first run: passphrase"
    first._next()
    yield "first run: a weak one"


def places(window: Window) -> Iterator[str]:
    """Each place on the rail."""
    for place in PLACES:
        window.shell.show_page(place.key)
        yield place.key
    window.shell.search_requested.emit("talked")
    yield "found"
    window.shell.search_requested.emit("nowhere")
    yield "found nothing"


def _turned(seat: Seat, view: str) -> QWidget:
    page = ReportsPage(seat)
    page.turn(view)
    return page


def pages(window: Window) -> Iterator[tuple[str, Callable[[], QWidget]]]:
    """Each page that is pushed over a place."""
    seat = seat_of(window)
    desk = seat.desk
    record = reading.records(desk)[0]
    ada = person_id(desk, "Ada Example")
    to_come = [session for session in planning.sessions(desk) if session.state is State.PLANNED]
    one, group = (next(s.id for s in to_come if s.kind is kind) for kind in (Kind.ONE_TO_ONE, Kind.GROUP))
    yield "record", lambda: RecordPage(seat, record.id)
    yield "signing", lambda: SigningPage(seat, record.id)
    yield "session desk", lambda: SessionDesk(seat, one)
    yield "group at the desk", lambda: SessionDesk(seat, group)
    yield "contract", lambda: WritingPage(seat, recording.begin_contract(desk, [ada]))
    yield "evaluation", lambda: WritingPage(seat, recording.begin_evaluation(desk, record.session_id, ada))
    yield "addendum", lambda: WritingPage(seat, recording.begin_addendum(desk, record.id))
    yield "questionnaire", lambda: WritingPage(seat, recording.begin_questionnaire(desk, ada))
    yield "person", lambda: PersonPage(seat, ada)
    for view, _ in VIEWS:
        yield f"reports: {view}", partial(_turned, seat, view)
    managers = stating.outlook(desk, quarter(TODAY), Towards.MANAGERS).made
    yield "a statement", lambda: StatementPage(*managers[0])
    yield "import", lambda: ImportPage(seat, enrolling.preview(desk, CSV))
    yield "recovery sheet", lambda: SheetPage(seat)
    came_back = [collecting.open_file("letter.pdf", b"no form")]
    yield "evaluations that came back", lambda: CollectPage(seat, collecting.look(desk, came_back))


def overlays(window: Window) -> Iterator[tuple[str, Callable[[], object]]]:
    """Everything that comes before a page."""
    seat = seat_of(window)
    desk, shell = seat.desk, seat.shell
    people, sessions = enrolling.everyone(desk), planning.sessions(desk)
    to_come = next(session for session in sessions if session.state is State.PLANNED)
    off = next(session for session in sessions if session.state is State.CANCELLED)
    held = next(session for session in sessions if session.state is State.HELD)
    supervisor = Person("", "", roles=frozenset({Role.SUPERVISOR}))
    action = deciding.listed(desk)[0]
    yield "plan a session", lambda: Planner(seat, people)
    yield "plan a series", lambda: _series(seat, people)
    yield "plan it again", lambda: AgainForm(seat, off, people)
    yield "who is to come", lambda: CompanyForm(seat, to_come, people)
    yield "a booking cancelled again", lambda: TellForm(seat, [_owed(off, person) for person in people])
    yield "what came of it", lambda: AnswerForm(seat, _owed(off, people[0]))
    yield "start a session", lambda: StartForm(seat, people)
    yield "a session to come", lambda: SessionDetails(seat, recalling.session(desk, to_come.id))
    yield "a cancelled session", lambda: SessionDetails(seat, recalling.session(desk, off.id))
    yield "a session that was held", lambda: SessionDetails(seat, recalling.session(desk, held.id))
    yield "move a session", lambda: MoveForm(seat, to_come)
    yield "cancel a session", lambda: CancelForm(seat, to_come)
    yield "a cancelled session put right", lambda: StateForm(seat, recalling.session(desk, off.id))
    yield "a session that was held put right", lambda: HeldForm(seat, recalling.session(desk, held.id))
    yield "add a person", lambda: PersonForm(seat, Person("", ""))
    yield "a supervisor", lambda: PersonForm(seat, supervisor)
    yield "with whom a contract is", lambda: ContractForm(seat, shell, people)
    yield "an action", lambda: ActionDetails(seat, action)
    yield "a referral", lambda: show_referral(shell, ("Ring the duty team.", "Then write."), lambda: None)
    held_one = next(each.id for each in sessions if each.state is State.HELD)
    yield "asking for evaluations", lambda: AskSheet(seat, evaluating.standings(desk, held_one))
    yield "sending evaluations", lambda: ForwardForm(seat)
    yield "waiting", lambda: Busy(shell, "Writing the register's files…", lambda: None).open()
    doubts = [Doubt("What was good?", f"{name} was kind", f"{name} is on your list of people") for name in NAMES]
    yield "answers in doubt", lambda: DoubtsForm(shell, doubts, lambda _: None)
    yield "a question", lambda: Question(shell, "Discard this draft?", "It is lost.", "Discard", danger=True).open()


def _series(seat: Seat, people: list[Person]) -> None:
    """The planner with a year of dates, the longest of them left out."""
    form = Planner(seat, people)

    def ask() -> None:
        form.series.begin("30 September 2026")
        form.series.wanted.click()
        form.series.dates.control.lines[0].leave_out()

    form.fill(ask)


def _owed(session: Session, person: Person) -> Owed:
    rule = CancellationRule(1, "Line manager", "Please help.")
    return Owed(session, (session,), person, rule, Telling(session.id, person.id))


def shown(root: QWidget, kind: type[W]) -> list[W]:
    """Those of a kind that are shown, but for the inner parts of Qt's own widgets."""
    return [
        each for each in root.findChildren(kind) if each.isVisible() and not each.objectName().startswith("qt_")
    ]


def heard(widget: QWidget) -> str:
    """What a screen reader calls it."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def nameless(root: QWidget) -> list[str]:
    """What one can act on but has no name of its own, or shares it with another of its kind."""
    acted = [each for kind in ACTED for each in shown(root, kind) if not isinstance(each.parentWidget(), QComboBox)]
    called = Counter((type(each), heard(each), each.accessibleDescription()) for each in acted)
    return [f"{kind.__name__} {name!r}" for (kind, name, _), times in called.items() if not name or times > 1]


def cut(root: QWidget) -> list[str]:
    """Words that have less room than they need."""
    found = [f"label {each.text()!r}" for each in shown(root, QLabel) if each.text() and not _whole(each)]
    found += [
        f"button {each.text()!r}" for each in shown(root, QPushButton) if each.width() < each.sizeHint().width()
    ]
    found += [f"badge {each.text!r}" for each in shown(root, Badge) if each.width() < each.sizeHint().width()]
    return found + [f"content of {_where(each)!r}" for each in shown(root, QScrollArea) if _too_wide(each)]


def _whole(label: QLabel) -> bool:
    if label.wordWrap():
        return label.heightForWidth(label.width()) <= label.height() + 1
    return label.sizeHint().width() <= label.width() + 1


def _too_wide(area: QScrollArea) -> bool:
    off = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    return off and area.widget().minimumSizeHint().width() > area.viewport().width()


def _where(widget: QWidget) -> str:
    above: QWidget | None = widget
    while above is not None and not above.accessibleName():
        above = above.parentWidget()
    return above.accessibleName() if above else "the window"


def out_of_reach(window: Window, root: QWidget) -> list[str]:
    """What takes the keyboard by Tab and was not met going round once."""
    wanted = {
        each
        for each in shown(root, QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabled() and each.focusProxy() is None
        and not isinstance(each.parentWidget(), QComboBox)
    }  # fmt: skip
    met: set[QWidget] = set()
    for _ in range(MANY):
        QTest.keyClick(QApplication.focusWidget() or window.shell, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        if here is None or here in met:
            break
        met.add(here)
    groups = {each.group() for each in met if isinstance(each, QRadioButton)}  # arrows move within one
    missed = [each for each in wanted - met if not (isinstance(each, QRadioButton) and each.group() in groups)]
    return [f"{type(each).__name__} {heard(each)!r}" for each in missed]


def look(window: Window, scene: str, root: QWidget | None = None) -> list[str]:
    """All that is wrong with what is shown."""
    settle(window)
    window.shell.activateWindow()
    root = root or window.shell
    return [f"{scene}: {fault}" for fault in (*nameless(root), *cut(root), *out_of_reach(window, root))]


def test_what_is_shown_before_the_vault_opens_is_named_whole_and_in_reach(window: Window) -> None:
    faults = [fault for scene in doors(window) for fault in look(window, scene)]
    assert not faults, "\n".join(faults)


def test_every_place_is_named_whole_and_in_reach(opened: Window) -> None:
    faults = [fault for scene in places(opened) for fault in look(opened, scene)]
    assert not faults, "\n".join(faults)


def test_every_pushed_page_is_named_whole_and_in_reach_and_left_by_escape(opened: Window) -> None:
    faults: list[str] = []
    for scene, make in pages(opened):
        page = make()
        opened.shell.push(page)
        faults += look(opened, scene)
        QTest.keyClick(QApplication.focusWidget() or opened.shell, Qt.Key.Key_Escape)
        assert not shiboken6.isValid(page) or not page.isVisible(), scene
    assert not faults, "\n".join(faults)


def test_everything_before_a_page_is_named_whole_and_in_reach_and_closed_by_escape(opened: Window) -> None:
    faults: list[str] = []
    for scene, make in overlays(opened):
        make()
        settle(opened)
        overlay = opened.shell.findChildren(Overlay)[-1]
        faults += look(opened, scene, overlay)
        QTest.keyClick(QApplication.focusWidget() or opened.shell, Qt.Key.Key_Escape)
        settle(opened)
        assert opened.shell.findChildren(Overlay) == [], scene
    assert not faults, "\n".join(faults)


def test_what_is_handed_over_is_named_whole_and_in_reach(opened: Window, desk: Desk) -> None:
    session = next(each for each in planning.sessions(desk) if each.state is State.HELD)
    hand_over(seat_of(opened), session.id, session.attendees[0].person_id)
    faults = look(opened, "an evaluation that is handed over", opened.shell)
    (page,) = opened.shell.findChildren(HandOver)
    page._end(KEPT_NOW)
    faults += look(opened, "thanks", opened.shell)
    assert not faults, "\n".join(faults)


def test_enter_in_a_line_of_a_form_does_its_deed(opened: Window) -> None:
    form = PersonForm(seat_of(opened), Person("", ""))
    form.fields["name"].set_raw("Dee Fiction")
    QTest.keyClick(form.fields["email"].control, Qt.Key.Key_Return)
    settle(opened)
    assert "Dee Fiction" in [person.name for person in enrolling.everyone(seat_of(opened).desk)]
