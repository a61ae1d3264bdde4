"""The main job, done once from outside as a supervisor would: from an empty laptop to a register ready to send."""

import os
import re
import subprocess
import sys
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest

from supdesk.app import world
from tests.journeys.driver import App, Screen, memory_holds
from tests.tools import needs_tool

pytestmark = [pytest.mark.journey, pytest.mark.timeout(2400)]

SUPDESK = [sys.executable, "-m", "supdesk"]
PASSPHRASE = "copper window marble otter"
SIGNATURE = [(0.1, 0.5), (0.2, 0.2), (0.3, 0.8), (0.5, 0.3), (0.7, 0.6)]
FIRST_HALF = "The velvet lantern visit went better than either of us had feared, and yet the mother"
SECOND_HALF = " asked twice"
NOTES = {
    "Experience": ("Notes on the experience", "A wary conversation in the kitchen, told slowly."),
    "Reflection": ("Notes on the reflection", "What had been assumed about the father."),
    "Analysis": ("Notes on the analysis", "The pattern points at isolation."),
    "Plans and action": ("Notes on the plan", "One call first, then we look again."),
}
ACTION = "Ring the school nurse"
SEALED = re.compile("(agreed|issued) and sealed")


def test_from_an_empty_laptop_to_a_register_ready_to_send(screen: Screen) -> None:
    needs_tool("pdftotext")
    papers = screen.home / "papers"
    papers.mkdir()
    app = App(screen, SUPDESK)
    make_a_vault(app, papers / "recovery.pdf")
    add_bee_sample(app)
    agree_a_contract(app)
    seal(app, papers / "contract.pdf")

    plan_a_session_and_open_it(app)
    write_half_a_sentence(app)
    app.kill()
    app = App(screen, SUPDESK)
    unlock_at_the_second_try(app)
    find_the_half_sentence_again(app)
    lock_and_be_forgotten(app)
    unlock(app)
    finish_the_first_session(app)
    seal(app, papers / "first.pdf")

    start_a_session_at_once(app)
    carry_the_action_over(app)
    seal(app, papers / "second.pdf")
    write_the_register(app, papers / "register")
    app.close()

    assert "Traceback" not in app.log
    check_the_mail_draft(papers / "register" / "register.eml")
    check_the_seals([*papers.glob("*.pdf"), papers / "register" / "register.pdf"])
    assert {path.name for path in screen.home.iterdir() if path.is_file()} == set(), "left outside the vault"
    settings = [path for path in (screen.home / ".config").rglob("*") if path.is_file()]
    assert settings, "the last vault was to be remembered"
    assert [path.name for path in settings if b"papers" in path.read_bytes()] == [], "folders visited"


def make_a_vault(app: App, sheet: Path) -> None:
    """The four steps of a first run; three recovery words are read from the saved sheet, as from paper."""
    app.see("Who are you?")
    app.type("Ada Example")
    assert app.text_of("Your name", "text") == "Ada Example", "one can type at once"
    app.type_into("Designation", "Named Nurse")
    app.type_into("E-mail", "ada@example.nhs.uk")
    app.click("Continue")
    app.choose("Policy pack", "Safeguarding supervision, Mid and South Essex")
    app.click("Continue")
    app.type_into("Passphrase", PASSPHRASE)
    app.type_into("The same again", PASSPHRASE)
    app.click("Make the vault")
    app.click("Save the sheet as PDF…")
    save_as(app, sheet)
    app.see("The sheet is saved. Print it, then delete the file.")
    words = recovery_words(sheet)
    for asked in app.all(re.compile(r"^Word \d+$"), "text"):
        app.type_into(asked.name, words[int(asked.name.split()[1])])
    app.click("Open the vault")
    app.see("Your own supervision")


def recovery_words(sheet: Path) -> dict[int, str]:
    """The words on the sheet by their numbers."""
    text = subprocess.run(["pdftotext", "-layout", sheet, "-"], check=True, capture_output=True, text=True).stdout
    table = text.split("The words, in their order")[1].split("Never photograph")[0]
    found = {int(number): word for number, word in re.findall(r"(\d+)\s+([a-z]+)", table)}
    assert sorted(found) == list(range(1, 25))
    return found


def add_bee_sample(app: App) -> None:
    app.click("People", "check box")
    app.see("Nobody here yet")
    app.click("Add a person")
    app.type_into("Name", "Bee Sample")
    app.type_into("Designation", "Health Visitor")
    app.type_into("Service", "Sample Health Visiting")
    app.click("Add", "push button")
    app.see("Bee Sample", "cell")


def agree_a_contract(app: App) -> None:
    """From the template, with one clause struck."""
    app.click("Contracts", "check box")
    app.see("No contracts yet")
    app.click("New contract")
    app.check("Bee Sample")
    app.click("Write it")
    app.type_into("Frequency, Type of Supervision: Individual", "Every three months")
    app.click(re.compile("^Strike out clause 5"))
    app.see("Struck out")
    finish(app)


def plan_a_session_and_open_it(app: App) -> None:
    """Plan a one-to-one with Bee Sample for today, which is offered, and sit down to it."""
    app.click("Today", "check box")
    app.click("Plan a session")
    app.check("Bee Sample")
    app.click("Plan it")
    app.click("Start")
    app.see("Reflection since last session", "text")


def start_a_session_at_once(app: App) -> None:
    """The next one is due in months only: this one was not planned."""
    app.click("Today", "check box")
    app.click("Start a session now")
    app.check("Bee Sample")
    app.click("Start")
    app.see("Reflection since last session", "text")


def write_half_a_sentence(app: App) -> None:
    """Once it says Saved, what was typed must survive anything; what follows may or may not."""
    app.see("This is the first one-to-one recorded with them.")
    app.type_into("Reflection since last session", FIRST_HALF)
    app.see(re.compile(r"^Saved \d\d:\d\d$"))
    app.type(SECOND_HALF)


def find_the_half_sentence_again(app: App) -> None:
    app.click("Go on")
    found = app.text_of("Reflection since last session", "text")
    assert (FIRST_HALF + SECOND_HALF).startswith(found)
    assert found.startswith(FIRST_HALF)


def unlock_at_the_second_try(app: App) -> None:
    app.see("Unlock your vault")
    app.type("copper window marble badger")
    app.press("enter")
    app.see("That passphrase does not open this vault.")
    unlock(app)


def unlock(app: App) -> None:
    app.type_into("Passphrase", PASSPHRASE, instead=True)
    app.press("enter")
    app.see("Today", "check box")


def lock_and_be_forgotten(app: App) -> None:
    """Locking replaces the program under its own process number, and with it all it remembers."""
    pid = app.pid
    check_memory(pid, FIRST_HALF, holds=True)
    app.press("ctrl+l")
    app.see("Unlock your vault")
    assert app.pid == pid
    check_memory(pid, "Unlock your vault", holds=True)
    for secret in (FIRST_HALF, PASSPHRASE):
        check_memory(pid, secret, holds=False)


def check_memory(pid: int, text: str, *, holds: bool) -> None:
    """The program hides its memory from its owner's other programs; only root can look, anybody else is refused."""
    if os.geteuid():
        with pytest.raises(PermissionError):
            memory_holds(pid, text)
    else:
        assert memory_holds(pid, text) is holds


def finish_the_first_session(app: App) -> None:
    """The record with one action, and the notes of all four stages beside it."""
    app.click("Go on")
    app.type_into("Time commenced", "14:00")
    app.type_into("Time finished", "15:00")
    app.check("The setting is confidential and free from interruptions")
    for stage, (field, notes) in NOTES.items():
        app.choose("Stage", stage)
        app.type_into(field, notes)
    app.see("Supervision cycle: Experience, Reflection, Analysis, Plans and action")
    app.click("Add action")
    app.type_into("Action 1: Actions to be taken", ACTION)
    app.type_into("Action 1: By whom", "Bee Sample")
    app.type_into("Action 1: By when", "01/12/2030")
    finish(app)


def carry_the_action_over(app: App) -> None:
    """The last record and its open action stand beside the new one."""
    app.see(re.compile(FIRST_HALF))
    app.click(f"Carry over: {ACTION}")
    app.see("Carried over")
    app.type_into("Reflection since last session", "The nurse was away all week.")
    app.click("Finish")
    app.see("Not ready to finish yet")
    app.click(re.compile("Tick this when it is so"), "panel")
    app.check("The setting is confidential and free from interruptions")
    finish(app)


def finish(app: App) -> None:
    app.click("Finish")
    app.see("Ready to finish")
    app.click("Finish", "push button", nth=1)
    app.see("Seal the record")


def seal(app: App, copy: Path) -> None:
    """Both sign here by drawing, the record is sealed, and a copy of the PDF is written."""
    for name in ("Ada Example", "Bee Sample"):
        app.drag(f"Signature of {name}", SIGNATURE)
    app.click("Seal the record")
    app.click("Seal it", "push button")
    app.see(SEALED)
    app.click("Export PDF…")
    save_as(app, copy)
    app.see("The PDF is saved.")
    app.click("Done")
    app.gone(SEALED)


def save_as(app: App, file: Path) -> None:
    app.type_into("File name:", str(file), instead=True)
    app.click("Save", "push button")
    app.gone("File name:")


def write_the_register(app: App, folder: Path) -> None:
    """The quarter is chosen already; both sessions are in it."""
    folder.mkdir()
    app.click("Registers", "check box")
    app.see(re.compile(r"^2 rows from 2 sessions\."))
    app.click("Write files…")
    app.type_into("Directory:", str(folder), instead=True)
    app.press("tab")  # puts the list of folders away, which would swallow the click
    app.click("Choose", "push button")
    app.see(re.compile("^Written: register.pdf"))


def check_the_mail_draft(file: Path) -> None:
    mail = BytesParser(EmailMessage, policy=policy.default).parsebytes(file.read_bytes())
    assert mail["To"] == world.surroundings()[0].packs.pack("mse-icb").register.mailbox
    assert {part.get_filename() for part in mail.iter_attachments()} >= {"register.pdf"}
    told = bytes(mail).decode()
    assert not any(word in told for word in ("Bee Sample", "lantern", ACTION))


def check_the_seals(files: list[Path]) -> None:
    """Every exported PDF that was sealed verifies; the recovery sheet is the one that never is."""
    sealed = [str(file) for file in files if file.name != "recovery.pdf"]
    assert len(sealed) == 4
    verdict = subprocess.run([*SUPDESK, "verify", *sealed], check=False, capture_output=True, text=True)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
