"""A pack whose folder was removed after it was used: what was written under it is there, and each place says so."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from supdesk.app import shipped
from supdesk.desk import (
    attending,
    chronicling,
    evaluating,
    finishing,
    reading,
    recording,
    registering,
    reviewing,
    routing,
    signing,
)
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.domain.quarters import quarter
from supdesk.forms.packs import load_packs
from supdesk.ui.contracts.page import ContractsPage
from supdesk.ui.parts import Banner
from supdesk.ui.people.page import PeoplePage
from supdesk.ui.people.person import PersonPage
from supdesk.ui.records.page import RecordsPage
from supdesk.ui.records.record import RecordPage
from supdesk.ui.registers.page import RegistersPage
from supdesk.ui.reports.page import VIEWS, ReportsPage
from supdesk.ui.seat import Seat
from supdesk.ui.session_desk import SessionDesk
from supdesk.ui.sessions.details import SessionDetails
from supdesk.ui.sessions.page import SessionsPage
from supdesk.ui.sessions.round import offer_round
from supdesk.ui.signing.page import SigningPage
from supdesk.ui.today.page import TodayPage
from tests.desk.desks import TODAY, enrolled, new_desk, person_id, planned
from tests.ui.seats import leave, seated, settle

GONE, HERE = "riverside", "Not here: the policy pack “riverside”. Add its folder in Settings."
UNKNOWN = 'The policy pack "riverside" is not here. Choose its folder in Settings.'
PERIOD = quarter(TODAY)
SAID = {"confidential": True, "voice": "She draws."}


@dataclass(frozen=True)
class Left:
    """What was done under the pack: two sessions held, their records sealed or not; one begun, one only planned."""

    seat: Seat
    held: str
    sealed: str
    unsealed: str
    begun: str
    draft: str
    planned: str


@pytest.fixture
def left(tmp_path: Path) -> Iterator[Left]:
    """Cy Invented was supervised under a pack from a folder, which is gone now."""
    folder = Path(shutil.copytree(shipped.forms() / "elft", tmp_path / GONE))
    told = folder / "pack.toml"
    told.write_text(told.read_text("utf-8").replace('id = "elft"', f'id = "{GONE}"', 1), "utf-8")
    desk = with_packs(new_desk(tmp_path / "vault"), folder)
    enrolled(desk, "Cy Invented", pack=GONE, service="CAMHS Community", designation="Nurse")
    held, sealed = recorded(desk, 20)
    signing.issue(desk, sealed)
    _, unsealed = recorded(desk, 10)
    begun = planned(desk, "Cy Invented")
    draft = recording.sit_down(desk, begun).main.draft.id
    recording.save(desk, draft, dict(SAID))
    only_planned = planned(desk, "Cy Invented", on=TODAY + timedelta(days=1))
    shutil.rmtree(folder)
    made = seated(with_packs(desk))
    yield Left(made, held, sealed, unsealed, begun, draft, only_planned)
    leave(made)


def with_packs(desk: Desk, *folders: Path) -> Desk:
    packs, _ = load_packs(shipped.forms(), folders)
    return replace(desk, around=replace(desk.around, packs=packs))


def recorded(desk: Desk, ago: int) -> tuple[str, str]:
    session = planned(desk, "Cy Invented", on=TODAY - timedelta(days=ago))
    draft = recording.sit_down(desk, session).main.draft.id
    recording.save(desk, draft, dict(SAID))
    return session, finishing.finish(desk, [draft]).records[0].id


def words(page: QWidget) -> str:
    named = [each.accessibleName() for each in page.findChildren(QWidget)]
    return "\n".join([*(label.text() for label in page.findChildren(QLabel)), *named])


def told(seat: Seat) -> list[str]:
    return [banner.accessibleName() for banner in seat.shell.findChildren(Banner) if not banner.isHidden()]


def shown(left: Left, page: QWidget) -> str:
    left.seat.shell.push(page)
    settle(left.seat)
    return words(page)


def test_every_page_still_opens_and_fails_nowhere(left: Left) -> None:
    seat = left.seat
    for build in (SessionsPage, PeoplePage, ContractsPage, RecordsPage, RegistersPage):
        shown(left, build(seat))
    for page in (TodayPage(seat), PersonPage(seat, person_id(seat.desk, "Cy Invented"))):
        assert "Cy Invented" in shown(left, page)
    reports = ReportsPage(seat)
    for view, _ in VIEWS:
        reports.turn(view)
        settle(seat)
    assert told(seat) == []
    assert attending.today(seat.desk)


def test_a_session_that_was_held_shows_what_is_known_of_it_and_under_which_pack_it_was(left: Left) -> None:
    page = SessionsPage(left.seat)
    for session in (left.held, left.begun, left.planned):
        page.open_session(session)
        settle(left.seat)
        sheet = left.seat.shell.findChildren(SessionDetails)[-1]
        assert f"“{GONE}”, whose folder is not here. Add it in Settings." in words(sheet)
        sheet.close_now()


def test_its_records_are_read_as_they_were_and_sealed_ones_leave(left: Left, tmp_path: Path) -> None:
    for record in (left.sealed, left.unsealed):
        assert SAID["voice"] in shown(left, RecordPage(left.seat, record))
    reading.export_pdf(left.seat.desk, left.sealed, tmp_path / "sealed.pdf")
    assert (tmp_path / "sealed.pdf").read_bytes().startswith(b"%PDF")
    shown(left, SigningPage(left.seat, left.unsealed))
    assert [each for each in told(left.seat) if not each.startswith("Issued without signatures")] == []


def said_first(seat: Seat) -> list[str]:
    """The first step in each sheet of steps."""
    labels = [label.text() for label in seat.shell.findChildren(QLabel)]
    return [text.removeprefix("1. ") for text in labels if text.startswith("1. ")]


def test_a_referral_is_helped_with_all_the_same(left: Left) -> None:
    page = RecordPage(left.seat, left.sealed)
    shown(left, page)
    page.refer(reading.read(left.seat.desk, left.sealed).record)
    settle(left.seat)
    steps = f"""The policy pack "{GONE}" is not here. Follow your organisation's own steps."""
    assert said_first(left.seat) == [steps]
    desk = SessionDesk(left.seat, left.begun)
    shown(left, desk)
    desk.refer()
    settle(left.seat)
    assert said_first(left.seat) == [steps, steps]


def test_what_was_begun_is_written_on_and_finished(left: Left) -> None:
    page = SessionDesk(left.seat, left.begun)
    assert f"{HERE} What was begun can be written on and finished, but not sealed without it." in shown(left, page)
    assert page.sitting is not None
    assert page.sitting.main.draft.id == left.draft
    assert page.sitting.main.draft.raw["confidential"] is True
    found = reviewing.review(left.seat.desk, [left.draft])
    assert ("To check", f"{HERE} {reviewing.UNKNOWN}") in found.readers
    page.autosave.edit(left.draft, "voice", "She draws horses.")
    page.flush()
    settle(left.seat)
    done = finishing.finish(left.seat.desk, [left.draft])
    assert done.problems == ()
    assert done.records[0].answers["voice"] == "She draws horses."


def test_what_was_not_begun_says_why_it_can_not_be_written(left: Left) -> None:
    page = SessionDesk(left.seat, left.planned)
    assert UNKNOWN in shown(left, page)
    assert not page.bar.isEnabled()
    assert told(left.seat) == []


def test_what_needs_the_pack_itself_is_refused_in_a_sentence(left: Left) -> None:
    desk, cy = left.seat.desk, person_id(left.seat.desk, "Cy Invented")
    for deed in (
        lambda: routing.outlook(desk, left.held),
        lambda: signing.issue(desk, left.unsealed),
        lambda: evaluating.prepare(desk, left.held, [cy]),
        lambda: evaluating.hand_over(desk, left.held, cy),
    ):
        with pytest.raises(SupdeskError) as refused:
            deed()
        assert refused.value.sentence == UNKNOWN
    offer_round(left.seat, left.seat.shell, left.held)
    settle(left.seat)
    assert UNKNOWN in words(left.seat.shell)


def test_the_log_and_the_register_say_what_became_of_its_sessions(left: Left) -> None:
    log = chronicling.log(left.seat.desk, PERIOD)
    assert (log.tables[0].rows, log.tables[0].note) == (
        (), f"Sessions under a pack that is not here are not in it. {HERE}",
    )  # fmt: skip
    assert registering.outlook(left.seat.desk, PERIOD).gone == HERE
    page = RegistersPage(left.seat)
    shown(left, page)
    assert HERE in page.said.text()
