"""Settings: backups, the recovery sheet, where registers go and policy packs, from the page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget

from supdesk.desk import adopting, registering, rehearsing, starting
from supdesk.documents.certificates import fingerprint_words
from supdesk.ui.opening.outside import Outside, Preferences
from supdesk.ui.parts import Banner, Button, Card, ListRow, Ribbon, Words
from supdesk.ui.seat import Seat
from supdesk.ui.settings.looks import Looks
from supdesk.ui.settings.packs import PackAgreeing, PackDetails
from supdesk.ui.settings.page import Settings
from supdesk.ui.settings.safety import NewPassphrase
from supdesk.ui.settings.sheet import Rehearsal, SheetPage, offer_rehearsal
from supdesk.ui.standing import show_standing
from supdesk.vault import store
from tests.desk.desks import PASSPHRASE
from tests.forms.pack_examples import copied_pack, edit
from tests.ui.answerers import answering
from tests.ui.seats import leave, made_seat, settle


class World:
    """What is kept outside the vault."""

    def __init__(self, seat: Seat) -> None:
        self.chosen = Preferences()
        around = seat.desk.around
        vaults = seat.desk.vault.folder.parent
        self.outside = Outside(
            lambda: around,
            lambda: self.chosen,
            self._keep,
            lambda words: None,
            lambda: around.floor,
            vaults,
            around.now,
            answering,
        )

    def _keep(self, chosen: Preferences) -> None:
        self.chosen = chosen


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    made = made_seat(tmp_path)
    yield made
    leave(made)


def test_the_certificate_is_saved_for_others_with_the_words_that_stand_on_sealed_pages(
    seat: Seat, tmp_path: Path
) -> None:
    page = Settings(seat, None)
    page.certificate.save_as(tmp_path / "mine.pem")
    settle(seat)
    saved = (tmp_path / "mine.pem").read_bytes()
    assert saved.startswith(b"-----BEGIN CERTIFICATE-----")
    assert b"PRIVATE" not in saved
    assert page.certificate.words.text().split() == list(fingerprint_words(saved))


def test_a_new_sheet_is_in_force_only_once_its_words_are_typed_back(seat: Seat) -> None:
    page = Settings(seat, None)
    before = seat.desk.vault.header
    page.sheet.begin.click()
    settle(seat)
    (asked,) = seat.shell.findChildren(SheetPage)
    sheet = asked.sheet
    assert sheet is not None
    asked.confirm.click()
    settle(seat)
    assert seat.desk.vault.header == before
    for place, answer in sheet.answers.items():
        answer.set_raw(sheet.offered.words[place - 1])
    asked.confirm.click()
    settle(seat)
    assert starting.has_recovery(seat.desk)
    assert sheet.offered.slot in seat.desk.vault.header.slots


def test_registers_go_where_the_owner_says_and_back_to_where_the_pack_says(seat: Seat) -> None:
    page = Settings(seat, None)
    routing = page.routing
    settle(seat)
    said = seat.desk.pack.register
    assert routing.mailbox.raw() == said.mailbox
    assert said.mailbox in routing.by_pack.text()
    assert not routing.back.isVisibleTo(routing)
    routing.mailbox.set_raw("team at example")
    routing.keep.click()
    settle(seat)
    assert "not an e-mail address" in routing.mailbox.problem()
    routing.mailbox.set_raw("team@example.org")
    routing.keep.click()
    settle(seat)
    assert registering.recipient(seat.desk, seat.desk.pack).mailbox == "team@example.org"
    assert routing.mailbox.problem() == ""
    routing.back.click()
    settle(seat)
    assert routing.mailbox.raw() == said.mailbox
    assert not routing.back.isVisibleTo(routing)


def said(seat: Seat) -> list[str]:
    """What stands above the page."""
    return [banner.words.text() for banner in seat.shell.findChildren(Banner) if not banner.isHidden()]


def read(seat: Seat, page: Settings) -> list[ListRow]:
    """The rows of the packs' card, once the folders have been read."""
    assert seat.bench.drain(20)
    settle(seat)
    return [row for row in page.packs.rows.findChildren(ListRow) if not row.isHidden()]


def words(page: Settings) -> list[str]:
    """Every piece of text on the packs' card."""
    return [each.text() for each in page.packs.findChildren(Words)]


def test_a_packs_folder_is_remembered_and_its_mistakes_are_named_exactly(seat: Seat, tmp_path: Path) -> None:
    world, folder = World(seat), copied_pack(tmp_path)
    edit(folder / "pack.toml", 'id = "mse-icb"', 'id = "our-own"')
    edit(folder / "pack.toml", 'name = "', 'name = "Our own: ')
    edit(folder / "ad-hoc.toml", "intro = ", "intrro = ")
    page = Settings(seat, world.outside)
    page.packs.add_folder(folder)
    assert world.chosen.packs == (str(folder),)
    *shipped, wrong = read(seat, page)
    assert seat.desk.pack.name in [each.title.text() for each in shipped]
    assert wrong.subtitle.text().endswith("own-pack")
    assert any(
        "ad-hoc.toml, line " in each and each.endswith(': intrro: unknown key; did you mean "intro"?')
        for each in words(page)
    )
    assert said(seat) == ["The policy pack in the folder own-pack can't be used: 1 mistake."]
    edit(folder / "ad-hoc.toml", "intrro = ", "intro = ")
    page.packs.look()
    assert read(seat, page)[-1].title.text().startswith("Our own: ")


def asked(seat: Seat, page: Settings) -> PackAgreeing:
    """What is asked about a pack, the last time."""
    read(seat, page)
    return [each for each in seat.shell.findChildren(PackAgreeing) if each.isVisible()][-1]


def text(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(Words) if each.isVisibleTo(widget))


def test_a_folder_s_pack_is_used_only_once_somebody_has_read_what_it_takes_the_place_of_and_agreed(
    seat: Seat, tmp_path: Path
) -> None:
    world, folder = World(seat), copied_pack(tmp_path)
    shipped = seat.desk.pack.register
    edit(folder / "pack.toml", shipped.mailbox, "somebody@outside.invalid")
    edit(folder / "pack.toml", f'"{shipped.accredited[0]}"', '"outside.invalid"')
    signers = next(form for form in seat.desk.pack.forms if form.serves == "contract").text
    edit(folder / "contract.toml", signers[signers.index("[[signer]]") : signers.index("[[section]]")], "")
    page = Settings(seat, world.outside)
    page.packs.add_folder(folder)
    sheet = asked(seat, page)
    told = text(sheet).split("All it says:")[0]
    assert f"It takes the place of “{seat.desk.pack.name}”" in told
    assert f"somebody@outside.invalid\nBefore: {shipped.recipient}\n{shipped.mailbox}" in told
    assert "Mail to outside.invalid" in told
    assert ": nobody" in told
    assert world.chosen.digests == {}
    assert said(seat) == []
    sheet.confirm.click()
    read(seat, page)
    assert list(world.chosen.digests) == [folder]
    assert said(seat)[-1].endswith("is ready after the next lock, under “You work by”.")


def test_a_folder_changed_later_waits_and_says_what_changed(seat: Seat, tmp_path: Path) -> None:
    world, folder = World(seat), own_pack(tmp_path, "our-own")
    page = Settings(seat, world.outside)
    page.packs.add_folder(folder)
    asked(seat, page).confirm.click()
    read(seat, page)
    before = world.chosen.digests
    edit(folder / "pack.toml", "\nmonths = 3", "\nmonths = 1")
    page.packs.look()
    row = read(seat, page)[-1]
    assert "Waits for you" in row.accessibleName()
    assert "waits in Settings for you to agree to it" in said(seat)[-1]
    row.opened.emit()
    sheet = asked(seat, page)
    assert "was changed since you agreed to it" in text(sheet)
    assert "Every month; ad hoc" in text(sheet)
    assert "Before: Every three months; ad hoc" in text(sheet)
    assert seat.desk.pack.register.mailbox not in text(sheet)
    sheet.confirm.click()
    read(seat, page)
    assert world.chosen.digests[folder] != before[folder]
    edit(folder / "one-to-one.toml", '"Reflection since last session"', '"Looking back"')
    page.packs.look()
    read(seat, page)[-1].opened.emit()
    assert "Forms changed" in text(asked(seat, page))


def own_pack(place: Path, name: str) -> Path:
    """A faultless pack of that id and name."""
    folder = copied_pack(place)
    edit(folder / "pack.toml", 'id = "mse-icb"', f'id = "{name}"')
    edit(folder / "pack.toml", 'name = "Safeguarding supervision, Mid and South Essex"', f'name = "Pack {name}"')
    return folder


def test_a_good_pack_is_said_to_be_ready_though_another_is_faulty(seat: Seat, tmp_path: Path) -> None:
    (tmp_path / "faulty").mkdir()
    world = World(seat)
    world.chosen = Preferences(packs=(str(tmp_path / "faulty"),))
    page = Settings(seat, world.outside)
    page.packs.add_folder(own_pack(tmp_path / "good", "our-own"))
    asked(seat, page).confirm.click()
    read(seat, page)
    (sentence,) = said(seat)
    assert sentence.startswith("Pack our-own is ready after the next lock")
    assert "in the folder faulty can't be used: 1 mistake." in sentence
    locked: list[None] = []
    seat.shell.lock_requested.connect(lambda: locked.append(None))
    next(b for b in seat.shell.findChildren(Button) if b.words() == "Lock now").click()
    assert locked == [None]


def test_choosing_the_pack_one_works_by_says_nothing(seat: Seat) -> None:
    page = Settings(seat, World(seat).outside)
    read(seat, page)
    page.packs.own.edited.emit(seat.desk.pack.id)
    settle(seat)
    assert said(seat) == []


def test_a_pack_opens_to_what_it_asks_for(seat: Seat) -> None:
    page = Settings(seat, World(seat).outside)
    own = next(each for each in read(seat, page) if each.title.text() == seat.desk.pack.name)
    own.opened.emit()
    (details,) = seat.shell.findChildren(PackDetails)
    said = [each.text() for each in details.findChildren(Words)]
    assert seat.desk.pack.organisation in said
    assert seat.desk.pack.escalation[0].role in said
    details.close_now()


def test_a_folder_left_out_is_forgotten_and_can_be_brought_back(seat: Seat, tmp_path: Path) -> None:
    world = World(seat)
    world.chosen = Preferences(packs=(str(tmp_path / "gone"),))
    page = Settings(seat, world.outside)
    *shipped, row = read(seat, page)
    assert "pack.toml: can't be read: No such file or directory" in words(page)
    assert row.button is not None
    row.button.click()
    assert world.chosen.packs == ()
    assert len(read(seat, page)) == len(shipped)
    undo = next(b for b in seat.shell.findChildren(Button) if b.words() == "Undo")
    undo.click()
    assert world.chosen.packs == (str(tmp_path / "gone"),)
    read(seat, page)


def test_a_pack_that_is_not_at_hand_is_asked_for_and_another_can_be_adopted(seat: Seat) -> None:
    own = seat.desk.pack.id
    with seat.desk.vault.write() as cx:
        store.put_setting(cx, "pack", "elsewhere")
    page = Settings(seat, World(seat).outside)
    read(seat, page)
    assert 'The pack "elsewhere" is not here' in page.packs.own.problem()
    page.packs.own.set_raw(own)
    page.packs.own.edited.emit(own)
    read(seat, page)
    assert adopting.adopted(seat.desk) == own
    assert page.packs.own.problem() == ""


def test_two_new_passphrases_that_differ_change_nothing(seat: Seat) -> None:
    before = seat.desk.vault.header
    card = NewPassphrase(seat, World(seat).outside)
    for field, typed in ((card.old, "old"), (card.new, "lantern orchard velvet"), (card.again, "lantern orchard")):
        field.set_raw(typed)
    card.change.click()
    settle(seat)
    assert card.again.problem() == "The two are not the same."
    assert card.change.isEnabled()
    assert seat.desk.vault.header is before
    card.again.edited.emit("lantern orchard v")
    assert card.again.problem() == ""


def test_nothing_is_said_of_a_passphrase_that_was_changed(seat: Seat) -> None:
    card = NewPassphrase(seat, World(seat).outside)
    for field, typed in ((card.old, PASSPHRASE), (card.new, "copper window marble badger")):
        field.set_raw(typed)
        field.edited.emit(typed)
    card.again.set_raw(card.new.raw())
    assert card.new._help.text() != ""
    card.change.click()
    settle(seat)
    assert (card.new.raw(), card.new._help.text()) == ("", "")


def test_how_the_window_looks_is_kept_for_next_time(seat: Seat) -> None:
    world = World(seat)
    card = Looks(seat, world.outside)
    card.scheme.set_raw("light")
    card.scheme.edited.emit("light")
    assert world.chosen.scheme == "light"


def test_only_the_pack_one_works_by_is_said_to_be_in_use(seat: Seat) -> None:
    page = Settings(seat, World(seat).outside)

    def in_use() -> list[str]:
        return [row.title.text() for row in read(seat, page) if "In use" in row.accessibleName()]

    assert in_use() == [seat.desk.pack.name]
    other = next(each for each in seat.desk.around.packs.found if each.id != seat.desk.pack.id)
    page.packs.own.edited.emit(other.id)
    settle(seat)
    assert in_use() == [other.name]


def test_leaving_a_pack_out_keeps_the_keyboard_on_its_card(seat: Seat, tmp_path: Path) -> None:
    page = Settings(seat, World(seat).outside)
    seat.shell.push(page)
    page.packs.add_folder(own_pack(tmp_path, "our-own"))
    asked(seat, page).close_now()
    read(seat, page)
    leave_out = next(each for each in page.packs.findChildren(Button) if each.words() == "Leave out")
    leave_out.setFocus()
    leave_out.click()
    read(seat, page)
    assert seat.shell.focusWidget() is page.packs.choose


def test_a_year_after_the_sheet_was_made_the_ribbon_asks_that_it_be_tried_and_a_try_changes_nothing(
    seat: Seat,
) -> None:
    offered = starting.offer_recovery(seat.desk)
    answers = {place: offered.words[place - 1] for place in offered.places}
    starting.confirm_recovery(seat.desk, offered, answers)
    year = seat.desk.now + timedelta(days=366)
    seat.desk = replace(seat.desk, around=replace(seat.desk.around, now=lambda: year))
    header = seat.desk.vault.header
    show_standing(seat)
    settle(seat)
    (ribbon,) = [each for each in seat.shell.findChildren(Ribbon) if not each.isHidden()]
    assert "a year" in ribbon.accessibleName()
    assert ribbon.button is not None
    ribbon.button.click()
    (page,) = seat.shell.findChildren(Rehearsal)
    page.typed.set_raw(" ".join(reversed(offered.words)))
    page.check.click()
    settle(seat)
    assert "do not fit together" in page.typed.problem() or "does not open" in page.typed.problem()
    page.typed.set_raw(" ".join(offered.words))
    page.check.click()
    settle(seat)
    assert seat.desk.vault.header == header
    assert [each for each in seat.shell.findChildren(Ribbon) if not each.isHidden()] == []
    assert not rehearsing.is_due(seat.desk)


def test_trying_the_sheet_can_be_put_off(seat: Seat) -> None:
    offer_rehearsal(seat)
    (page,) = seat.shell.findChildren(Rehearsal)
    page.later.click()
    settle(seat)
    assert seat.shell.findChildren(Rehearsal) == []
    assert not rehearsing.is_due(seat.desk)


def test_every_card_is_gone_to_by_its_heading_and_the_keyboard_goes_with_it(seat: Seat) -> None:
    page = Settings(seat, World(seat).outside)
    seat.shell.resize(1280, 800)
    seat.shell.push(page)
    settle(seat)
    assert [each.words() for each in page.contents.headings] == [
        each.heading.text() for each in page.findChildren(Card) if each.heading.text()
    ]
    for card in (page.keyring, page.looks, page.routing):
        heading = next(each for each in page.contents.headings if each.words() == card.heading.text())
        heading.setFocus()
        QTest.keyClick(heading, Qt.Key.Key_Return)
        assert card.isAncestorOf(seat.shell.focusWidget())
        assert 0 <= card.mapTo(page, QPoint()).y() < page.height()


def test_on_a_narrow_window_the_headings_drop_from_above(seat: Seat) -> None:
    page = Settings(seat, World(seat).outside)
    page.resize(960, 700)
    page.show()
    assert (page.contents.headings[0].isVisible(), page.contents.drop.isVisible()) == (True, False)
    page.resize(700, 700)
    settle(seat)
    assert (page.contents.headings[0].isVisible(), page.contents.drop.isVisible()) == (False, True)
    place = [heading.words() for heading in page.contents.headings].index("How supdesk looks")
    choice = page.contents.drop.findChild(QComboBox)
    choice.setFocus()
    for _ in range(place + 1):
        QTest.keyClick(choice, Qt.Key.Key_Down)
    assert page.focusWidget() is choice, "with the keys one goes on from name to name"
    assert 0 <= page.looks.mapTo(page, QPoint()).y() < page.height()
    page.close()
