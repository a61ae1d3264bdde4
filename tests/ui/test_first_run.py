"""A first run: a vault with its recovery sheet, or a practice vault."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from supdesk.app import shipped
from supdesk.desk import demonstrating, starting
from supdesk.forms.packs import load_packs
from supdesk.ui.agreeing import Waiting
from supdesk.ui.opening.first_run import FirstRun
from supdesk.ui.opening.steps import WhichPack, WhoYouAre
from supdesk.ui.opening.unlock import Unlock
from supdesk.ui.settings.sheet import SheetPage
from supdesk.ui.window import Window
from tests.tools import HARBOUR
from tests.ui.windows import PHRASE, TOP, Opener, World, enter, ribbons


def test_how_strong_a_passphrase_is_follows_the_name_it_was_chosen_with(opener: Opener) -> None:
    run = opener(None).shell.findChild(FirstRun)
    run.pack.choice.set_raw("mse-icb")
    name = run.you.fields["name"]
    name.set_raw("Ada Example")
    run.next.click()
    run.next.click()
    run.passphrase.first.set_raw("Wilhelmina Fortescue")
    run.passphrase.first.edited.emit("Wilhelmina Fortescue")
    before = run.passphrase.first._help.text()
    for _ in range(2):
        run.back.click()
    name.set_raw("Wilhelmina Fortescue")
    for _ in range(2):
        run.next.click()
    assert run.passphrase.first._help.text() != before


def test_four_steps_make_a_vault_whose_recovery_words_were_typed_back(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window = opener(None)
    run = window.shell.findChild(FirstRun)
    run.next.click()
    assert run.you.fields["name"].problem() == "Type your name."
    run.you.fields["name"].set_raw("Ada Example")
    run.next.click()
    run.next.click()
    assert run.pack.choice.problem() == "Choose a policy pack."
    run.pack.choice.set_raw("mse-icb")
    run.next.click()
    run.passphrase.first.set_raw("password")
    run.passphrase.second.set_raw("other")
    run.next.click()
    assert "too easy" in run.passphrase.first.problem()
    assert "not the same" in run.passphrase.second.problem()
    said = [label.text() for label in run.passphrase.findChildren(QLabel) if label.isVisible()]
    assert [words for words in said if "unrelated word" in words] == [run.passphrase.first.problem()]
    run.passphrase.first.set_raw(PHRASE)
    run.passphrase.first.edited.emit(PHRASE)
    assert (run.passphrase.first.problem(), run.passphrase.second.problem()) == ("", "")
    run.passphrase.second.set_raw(PHRASE)
    run.next.click()
    qtbot.waitUntil(lambda: run.recovery is not None, timeout=20_000)
    sheet = run.recovery
    assert sheet is not None
    run.next.click()
    qtbot.waitUntil(run.next.isEnabled, timeout=20_000)
    assert window.desk is None
    for place, answer in sheet.answers.items():
        answer.set_raw(sheet.offered.words[place - 1].upper())
    run.next.click()
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)
    assert window.desk is not None
    assert starting.has_recovery(window.desk)
    assert (world.folder / "Supervision.supdesk" / "vault.json").is_file()


def test_who_has_a_pack_of_their_own_brings_it_to_the_first_run(
    world: World, opener: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opener(None)
    run = window.shell.findChild(FirstRun)
    run.you.fields["name"].set_raw("Ada Example")
    run.next.click()
    broken = shutil.copytree(HARBOUR, tmp_path / "broken")
    (broken / "talk.toml").write_text("titel = 1", encoding="utf-8")
    run.add_pack(broken)
    qtbot.waitUntil(lambda: ": titel: unknown key" in shown_in(run.pack), timeout=20_000)
    assert (run.pack.choice.raw(), world.chosen.packs) == ("", ())
    run.add_pack(HARBOUR)
    qtbot.waitUntil(lambda: run.pack.findChild(Waiting) is not None, timeout=20_000)
    qtbot.waitUntil(lambda: "Every six weeks" in shown_in(run.pack), timeout=20_000)
    assert "whoever is named as Second supervisor" in shown_in(run.pack)
    assert (run.pack.choice.raw(), world.chosen.packs) == ("", ()), "nobody agreed to it yet"
    run.pack.findChild(Waiting).use.click()
    qtbot.waitUntil(lambda: run.pack.choice.raw() == "harbour-lights", timeout=20_000)
    assert "talk.toml" not in shown_in(run.pack)
    assert world.chosen.packs == (str(HARBOUR),)
    run.next.click()
    run.passphrase.first.set_raw(PHRASE)
    run.passphrase.second.set_raw(PHRASE)
    run.next.click()
    qtbot.waitUntil(lambda: run.recovery is not None, timeout=20_000)
    assert run._desk.pack.id == "harbour-lights"


def up_to_the_passphrase(opener: Opener) -> tuple[Window, FirstRun]:
    """A first run in which all is said, and whose vault is being made."""
    window = opener(None)
    run = window.shell.findChild(FirstRun)
    run.you.fields["name"].set_raw("Ada Example")
    run.pack.choice.set_raw("mse-icb")
    run.passphrase.first.set_raw(PHRASE)
    run.passphrase.second.set_raw(PHRASE)
    for _ in range(3):
        run.next.click()
    return window, run


def shown_in(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_leaving_before_the_sheet_is_confirmed_is_said_at_the_next_start_and_made_good_there(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window, run = up_to_the_passphrase(opener)
    qtbot.waitUntil(lambda: run.recovery is not None, timeout=20_000)
    window.lock()
    assert world.relaunched == [world.chosen.vault]
    again = opener(Path(world.chosen.vault))
    enter(again, qtbot)
    qtbot.waitUntil(lambda: bool(ribbons(again)))
    assert "no recovery sheet yet" in ribbons(again)[0].words.text()
    button = ribbons(again)[0].button
    assert button is not None
    button.click()
    (page,) = again.shell.findChildren(SheetPage)
    qtbot.waitUntil(lambda: page.sheet is not None)
    sheet = page.sheet
    assert sheet is not None
    for place, answer in sheet.answers.items():
        answer.set_raw(sheet.offered.words[place - 1])
    page.confirm.click()
    qtbot.waitUntil(lambda: not ribbons(again))
    assert again.desk is not None
    assert starting.has_recovery(again.desk)


def test_a_vault_that_is_made_when_the_screen_locks_is_shut_and_its_words_are_never_shown(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window, run = up_to_the_passphrase(opener)
    window.lock()
    assert run.passphrase.first.raw() == run.passphrase.second.raw() == ""
    qtbot.waitUntil(lambda: bool(world.relaunched), timeout=20_000)
    assert run.recovery is None
    assert world.relaunched == [world.chosen.vault]
    enter(opener(Path(world.chosen.vault)), qtbot)


def test_a_practice_vault_is_made_in_the_background_and_marked_as_practice(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window = opener(None)
    run = window.shell.findChild(FirstRun)
    run.practice.offer.click()
    assert run.practice.waiting is not None
    qtbot.waitUntil(lambda: bool(ribbons(window)), timeout=120_000)
    passphrase = demonstrating.read_story(TOP / "resources").passphrase
    assert "everybody in it is invented" in ribbons(window)[0].words.text()
    assert ribbons(window)[0].words.text().endswith(passphrase)
    window.lock()
    again = opener(None)
    again.shell.findChild(FirstRun).practice.offer.click()
    unlock = again.shell.findChild(Unlock)
    assert unlock.folder == world.folder / "Practice.supdesk"
    qtbot.waitUntil(lambda: passphrase in unlock.passphrase.control.accessibleDescription())


def test_making_the_practice_vault_can_be_stopped_and_leaves_nothing(
    world: World, opener: Opener, qtbot: QtBot
) -> None:
    window = opener(None)
    practice = window.shell.findChild(FirstRun).practice
    practice.offer.click()
    assert practice.waiting is not None
    practice.waiting.dismiss()
    qtbot.waitUntil(lambda: practice.waiting is None, timeout=60_000)
    assert list(world.folder.iterdir()) == []
    assert window.desk is None


def test_that_no_pack_is_chosen_is_said_no_more_once_one_is(qtbot: QtBot) -> None:
    packs, _ = load_packs(shipped.forms())
    step = WhichPack(packs.found)
    qtbot.addWidget(step)
    assert not step.holds()
    assert step.choice.problem()
    step.choice.set_raw(packs.found[0].id)
    step.choice.edited.emit(packs.found[0].id)
    assert not step.choice.problem()


@pytest.mark.parametrize(
    ("name", "email", "wrong"),
    [("", "", "name"), ("Nora Sample", "nora@example", "email"), ("Nora Sample", "nora@example.org", "")],
)
def test_the_first_step_is_left_with_a_name_and_an_address_that_is_one(
    qtbot: QtBot, name: str, email: str, wrong: str
) -> None:
    step = WhoYouAre()
    qtbot.addWidget(step)
    step.fields["name"].set_raw(name)
    step.fields["email"].set_raw(email)
    assert step.holds() is not bool(wrong)
    assert [key for key, field in step.fields.items() if field.problem()] == ([wrong] if wrong else [])
