"""The main job, done once from outside as a supervisor would: from an empty laptop to a register ready to send."""

import os
import re
import shutil
import subprocess
import sys
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest

from supdesk.app import shipped
from supdesk.forms.packs import load_packs
from tests.journeys.driver import App, Screen, memory_holds
from tests.journeys.practices import ACTION, PRACTICES, Practice
from tests.tools import needs_tool

pytestmark = [pytest.mark.journey, pytest.mark.timeout(2400)]

SUPDESK = [sys.executable, "-m", "supdesk"]
PASSPHRASE = "copper window marble otter"
SIGNATURE = [(0.1, 0.5), (0.2, 0.2), (0.3, 0.8), (0.5, 0.3), (0.7, 0.6)]
FIRST_HALF = "The velvet lantern visit went better than either of us had feared, and yet the mother"
SECOND_HALF = " asked twice"
SEALED = re.compile("(agreed|issued|signed) and sealed")


@pytest.mark.parametrize("practice", PRACTICES, ids=lambda practice: practice.pack)
def test_from_an_empty_laptop_to_a_register_ready_to_send(screen: Screen, practice: Practice) -> None:
    needs_tool("pdftotext")
    papers = screen.home / "papers"
    papers.mkdir()
    app = App(screen, SUPDESK)
    make_a_vault(app, practice, papers / "recovery.pdf")
    add_people(app, practice)
    agree_a_contract(app, practice)
    seal(app, practice.contract_signed, papers / "contract.pdf")

    plan_a_session_and_open_it(app, practice)
    write_half_a_sentence(app, practice)
    app.kill()
    app = App(screen, SUPDESK)
    unlock_at_the_second_try(app)
    find_the_half_sentence_again(app, practice)
    lock_and_be_forgotten(app)
    unlock(app)
    finish_the_first_session(app, practice)
    seal(app, practice.record_signed, papers / "first.pdf")
    see_how_often_bee_is_due(app, practice)

    start_a_session_at_once(app, practice)
    carry_the_action_over(app, practice)
    seal(app, practice.record_signed, papers / "second.pdf")
    send_round(app, practice, papers / "round")
    write_the_register(app, papers / "register")
    app.close()

    assert "Traceback" not in app.log
    check_the_page(papers / "first.pdf", practice)
    check_the_mail_draft(papers / "register" / "register.eml", practice)
    check_what_went_round(papers / "round", practice)
    check_the_seals([*papers.rglob("*.pdf")], 4 + len(practice.mails))
    assert {path.name for path in screen.home.iterdir() if path.is_file()} == set(), "left outside the vault"
    settings = [path for path in (screen.home / ".config").rglob("*") if path.is_file()]
    assert settings, "the last vault was to be remembered"
    assert [path.name for path in settings if b"papers" in path.read_bytes()] == [], "folders visited"


def make_a_vault(app: App, practice: Practice, sheet: Path) -> None:
    """The four steps of a first run; three recovery words are read from the saved sheet, as from paper."""
    app.see("Who are you?")
    app.type("Ada Example")
    assert app.text_of("Your name", "text") == "Ada Example", "one can type at once"
    app.type_into("Designation", "Named Nurse")
    app.type_into("E-mail", "ada@example.nhs.uk")
    app.click("Continue")
    choose_the_pack(app, practice)
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


def choose_the_pack(app: App, practice: Practice) -> None:
    """From the list; a pack of one's own is chosen once its folder is."""
    if practice.folder is None:
        app.choose("Policy pack", practice.name)
    else:
        ours = Path(shutil.copytree(practice.folder, app.screen.home / "our-pack"))
        app.click("Add a pack's folder…")
        choose_folder(app, ours)
        app.click("Use it as it is now")
        app.gone("Use it as it is now")
    assert app.text_of("Policy pack", "combo box") == practice.name


def recovery_words(sheet: Path) -> dict[int, str]:
    """The words on the sheet by their numbers."""
    text = subprocess.run(["pdftotext", "-layout", sheet, "-"], check=True, capture_output=True, text=True).stdout
    table = text.split("The words, in their order")[1].split("Never photograph")[0]
    found = {int(number): word for number, word in re.findall(r"(\d+)\s+([a-z]+)", table)}
    assert sorted(found) == list(range(1, 25))
    return found


def add_people(app: App, practice: Practice) -> None:
    app.click("People", "check box")
    app.see("Nobody here yet")
    for person in practice.people:
        app.click("Add a person")
        for name, text in person.typed.items():
            app.type_into(name, text)
        if person.leads:
            app.check("Service lead")
            app.check("Supervisee", on=False)
        app.click("Add", "push button")
        app.see(person.typed["Name"], "cell")


def agree_a_contract(app: App, practice: Practice) -> None:
    """From the template, with one clause struck."""
    app.click("Contracts", "check box")
    app.see("No contracts yet")
    app.click("New contract")
    app.check("Bee Sample")
    app.click("Write it")
    for name, text in practice.contract.items():
        app.type_into(name, text)
    app.click(re.compile(f"^Strike out {practice.struck}"))
    app.see("Struck out")
    finish(app, practice.contract_signed)


def plan_a_session_and_open_it(app: App, practice: Practice) -> None:
    """Plan a one-to-one with Bee Sample for today, which is offered, and sit down to it."""
    app.click("Today", "check box")
    app.click("Plan a session")
    app.check("Bee Sample")
    app.click("Plan it")
    app.click("Start")
    app.see(practice.confidential)


def see_how_often_bee_is_due(app: App, practice: Practice) -> None:
    app.click("People", "check box")
    app.double_click("Bee Sample", "cell")
    app.see(re.compile(f"^{practice.how_often}"))
    app.click("Back")


def start_a_session_at_once(app: App, practice: Practice) -> None:
    """The next one is due in weeks or months only: this one was not planned."""
    app.click("Today", "check box")
    app.click("Start a session now")
    app.check("Bee Sample")
    app.click("Start")
    app.see(practice.confidential)


def write_half_a_sentence(app: App, practice: Practice) -> None:
    """Once it says Saved, what was typed must survive anything; what follows may or may not."""
    app.see("This is the first one-to-one recorded with them.")
    if practice.add:
        app.click(practice.add)
    app.type_into(practice.story, FIRST_HALF)
    app.see(re.compile(r"^Saved \d\d:\d\d$"))
    app.type(SECOND_HALF)


def find_the_half_sentence_again(app: App, practice: Practice) -> None:
    app.click("Go on")
    found = app.text_of(practice.story, "text")
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


def finish_the_first_session(app: App, practice: Practice) -> None:
    """The record with one action, and the notes of all four stages beside it where there are any."""
    app.click("Go on")
    for name, text in practice.record.items():
        app.type_into(name, text)
    app.check(practice.confidential)
    for stage, (field, notes) in practice.notes.items():
        app.choose("Stage", stage)
        app.type_into(field, notes)
    if practice.notes:
        app.see(f"Supervision cycle: {', '.join(practice.notes)}")
    app.click(practice.add_action)
    for name, text in practice.action.items():
        app.type_into(name, text)
    finish(app, practice.record_signed)


def carry_the_action_over(app: App, practice: Practice) -> None:
    """The last record and its open action stand beside the new one."""
    app.see(re.compile(FIRST_HALF))
    app.click(f"Carry over: {ACTION}")
    app.see("Carried over")
    for name, text in {**practice.again, practice.story: "The nurse was away all week."}.items():
        app.type_into(name, text)
    app.click("Finish")
    app.see("Not ready to finish yet")
    app.click(re.compile("Tick this when it is so"), "panel")
    app.check(practice.confidential)
    finish(app, practice.record_signed)


def finish(app: App, signed: tuple[str, ...]) -> None:
    app.click("Finish")
    app.see("Ready to finish")
    app.click("Finish", "push button", nth=1)
    app.see("Seal the record" if signed else "Issue", "push button")


def seal(app: App, signed: tuple[str, ...], copy: Path) -> None:
    """Each signs here by drawing, the record is sealed, and a copy of the PDF is written; or nobody has to."""
    for name in signed:
        app.see(re.compile("^Still missing:"))
        app.drag(f"Signature of {name}", SIGNATURE)
    app.click("Seal the record" if signed else "Issue", "push button")
    if signed:
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
    choose_folder(app, folder)
    app.see(re.compile("^Written: register.pdf"))


def choose_folder(app: App, folder: Path) -> None:
    app.type_into("Directory:", str(folder), instead=True)
    app.press("tab")  # puts the list of folders away, which would swallow the click
    app.click("Choose", "push button")
    app.gone("Directory:")


def send_round(app: App, practice: Practice, folder: Path) -> None:
    """Where the pack has copies go round: who would see what is shown, then a copy is written for each reader."""
    if not practice.mails:
        return
    folder.mkdir()
    app.click("Sessions", "check box")
    app.double_click("Bee Sample", "cell")
    app.click("Send round…")
    for address in practice.mails:
        app.see(re.compile(address))
    app.click("Write the files…")
    choose_folder(app, folder)
    app.see(re.compile("^Written: "))


def check_the_page(file: Path, practice: Practice) -> None:
    """The record is on paper as its pack asks, and nothing of it is lost."""
    text = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True).stdout
    words = " ".join(text.split())
    assert [said for said in (*practice.printed, ACTION.split()[-1]) if said not in words] == []


def mail_in(file: Path) -> EmailMessage:
    return BytesParser(EmailMessage, policy=policy.default).parsebytes(file.read_bytes())


def check_what_went_round(folder: Path, practice: Practice) -> None:
    """Each reader has a mail of their own, with one page."""
    mails = [mail_in(file) for file in sorted(folder.glob("*.eml"))]
    assert sorted(mail["To"] for mail in mails) == sorted(practice.mails)
    assert [len(list(mail.iter_attachments())) for mail in mails] == [1] * len(mails)


def check_the_mail_draft(file: Path, practice: Practice) -> None:
    mail = mail_in(file)
    chosen = [practice.folder] if practice.folder else []
    assert mail["To"] == load_packs(shipped.forms(), chosen)[0].pack(practice.pack).register.mailbox
    assert {part.get_filename() for part in mail.iter_attachments()} >= {"register.pdf"}
    told = bytes(mail).decode()
    assert not any(word in told for word in ("Bee Sample", "lantern", ACTION))


def check_the_seals(files: list[Path], count: int) -> None:
    """Every exported PDF that was sealed verifies; the recovery sheet is the one that never is."""
    sealed = [str(file) for file in files if file.name != "recovery.pdf"]
    assert len(sealed) == count
    verdict = subprocess.run([*SUPDESK, "verify", *sealed], check=False, capture_output=True, text=True)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
