"""The Records page before a real vault."""

from pathlib import Path

from supdesk.desk import finishing, planning, reading, recording, signing
from supdesk.ui.parts import Banner, Button, Words
from supdesk.ui.records.page import RecordsPage
from supdesk.ui.records.record import RecordPage
from supdesk.ui.records.themes import ThemesForm
from supdesk.ui.seat import Seat
from tests.desk.desks import TODAY, new_desk, planned, written
from tests.ui.seats import leave, made_seat, seated, settle


def _finished(seat: Seat) -> str:
    session = planned(seat.desk)
    draft = recording.sit_down(seat.desk, session).main.draft.id
    recording.save(seat.desk, draft, written())
    seat.announce(finishing.finish(seat.desk, [draft]).changes)
    settle(seat)
    return session


def test_without_records_the_page_says_where_they_come_from(tmp_path: Path) -> None:
    seat = made_seat(tmp_path)
    page = RecordsPage(seat)
    settle(seat)
    assert page.empty.isVisibleTo(page)
    leave(seat)


def test_a_finished_record_is_listed_narrowed_by_state_and_read(tmp_path: Path) -> None:
    seat = seated(new_desk(tmp_path / "vault"))
    page = RecordsPage(seat)
    _finished(seat)
    assert page.table.model().rowCount() == 1
    record = RecordPage(seat, page._records[0].id)
    settle(seat)
    assert record.accessibleName() == page._records[0].title
    page.state.set_raw("agreed")
    page.state.edited.emit("agreed")
    assert page.table.model().rowCount() == 0
    leave(seat)


def test_from_a_record_a_referral_is_one_click_away_and_its_moment_is_noted(tmp_path: Path) -> None:
    seat = seated(new_desk(tmp_path / "vault"))
    session = _finished(seat)
    page = RecordPage(seat, reading.records(seat.desk)[0].id)
    settle(seat)
    (refer,) = [button for button in page.findChildren(Button) if button.words() == "Referral needed now"]
    refer.click()
    settle(seat)
    said = [each.text() for each in seat.shell.findChildren(Words)]
    assert f"1. {seat.desk.pack.referral[0]}" in said
    assert planning.one(seat.desk, session).referral_noted_at == seat.desk.now
    leave(seat)


def test_records_are_narrowed_by_kind(tmp_path: Path) -> None:
    seat = seated(new_desk(tmp_path / "vault"))
    page = RecordsPage(seat)
    _finished(seat)
    page.kind.set_raw("one-to-one")
    page.kind.edited.emit("one-to-one")
    assert page.table.model().rowCount() == 1
    page.kind.set_options([("", "Every kind"), ("group", "Group")])
    page.kind.set_raw("group")
    page.kind.edited.emit("group")
    assert page.table.model().rowCount() == 0
    leave(seat)


def test_an_amended_record_and_its_addendum_lead_to_each_other(tmp_path: Path) -> None:
    seat = seated(new_desk(tmp_path / "vault"))
    _finished(seat)
    first = reading.records(seat.desk)[0]
    signing.agree_by_scan(seat.desk, first.id, TODAY, "scan.pdf", b"%PDF-")
    sheet = recording.begin_addendum(seat.desk, first.id)
    recording.save(seat.desk, sheet.draft.id, {"change": "The school was told on Monday."})
    (addendum,) = finishing.finish(seat.desk, [sheet.draft.id]).records

    def said(record_id: str) -> list[str]:
        page = RecordPage(seat, record_id)
        settle(seat)
        return [banner.words.text() for banner in page.findChildren(Banner)]

    assert not any("amended" in words for words in said(first.id)), "what is not signed yet amends nothing"
    signing.agree_by_scan(seat.desk, addendum.id, TODAY, "scan.pdf", b"%PDF-")
    assert said(first.id)[0] == f"This record was amended by {addendum.number} of 4 March 2026."
    assert said(addendum.id)[0].startswith(f"This is an addendum to {first.number}, “{first.title}”")
    page = RecordPage(seat, first.id)
    settle(seat)
    next(each for each in page.findChildren(Button) if each.words() == "Read the addendum").click()
    settle(seat)
    assert addendum.id in [each._id for each in seat.shell.findChildren(RecordPage)]
    leave(seat)


def test_a_record_is_given_themes_in_the_window(tmp_path: Path) -> None:
    seat = seated(new_desk(tmp_path / "vault"))
    _finished(seat)
    page = RecordPage(seat, reading.records(seat.desk)[0].id)
    settle(seat)
    page.choose_themes()
    settle(seat)
    (form,) = seat.shell.findChildren(ThemesForm)
    form.known.set_raw(["Neglect"])
    form.other.set_raw("night work, first visits")
    form.confirm.click()
    settle(seat)
    assert "First visits · Neglect · Night work" in [words.text() for words in page.findChildren(Words)]
    leave(seat)
