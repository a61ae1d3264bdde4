"""An evaluation from outside: the laptop handed over and taken back, and a form that went out and came back."""

import re
import sys
from pathlib import Path

import pytest

from supdesk.app import world
from supdesk.desk import evaluating, finishing, planning, reading, recording, starting, unlocking
from supdesk.desk.desk import Desk
from supdesk.domain.people import Person, Role
from supdesk.domain.sessions import Kind, Mode
from supdesk.vault.keys import FLOOR
from tests.desk.desks import enrolled
from tests.documents.filled import filled
from tests.journeys.driver import App, Screen

pytestmark = [pytest.mark.journey, pytest.mark.timeout(1200)]

PASSPHRASE = "copper window marble otter"
WORDS = "The velvet lantern stood between us and nobody hurried"
OTHERS = ("Records", "Today", "Dee Fiction", "Search everything")


def test_a_supervisee_fills_in_the_one_form_and_nobody_else_is_met(screen: Screen) -> None:
    vault = screen.home / "Own.supdesk"
    desk = begun(vault)
    papers = screen.home / "papers"
    papers.mkdir()
    desk.vault.close()
    app = App(screen, [sys.executable, "-m", "supdesk", str(vault)])
    unlock(app)
    open_the_record(app)

    app.click("Evaluation…")
    app.click("Hand over now to Bee Sample")
    app.see("Done", "push button")
    assert [name for name in OTHERS if app.all(name)] == []
    app.press("ctrl+k", "ctrl+1", "escape", "alt+Left")
    app.see("Done", "push button")
    app.press("F9")
    app.gone("Done", "push button")
    app.press("F9")
    app.click(re.compile(r"^4\b"), "radio button")
    app.type_into("What was especially good about the session?", WORDS)
    app.click("Done")
    app.click("Keep it so", "push button")
    app.see("Your evaluation is kept. Please hand the laptop back.")
    assert app.all(re.compile(WORDS)) == []
    app.press("escape")
    app.click("Lock and go back to supdesk")
    app.see("Unlock your vault")

    unlock(app)
    open_the_record(app)
    app.click("Evaluation…")
    app.see(re.compile("Bee Sample, Given on"))
    app.click("Save a form to send to Cy Invented")
    choose_folder(app, papers)
    app.see(re.compile("evaluation-S-[0-9-]+-1.pdf is for Cy Invented"))
    (form,) = papers.glob("evaluation-*-1.pdf")
    form.write_bytes(filled(form.read_bytes(), {"safe": "5", "more_useful": WORDS}))
    app.click("Back")
    app.click("Import evaluations…")
    app.type_into("File name:", str(form), instead=True)
    app.press("tab")
    app.click("Open", "push button")
    app.see(re.compile(WORDS))
    app.click("Take in 1 evaluation", "push button")
    app.see("1 evaluation taken in and sealed.")
    app.close()
    assert "Traceback" not in app.log
    check(vault)


def begun(vault: Path) -> Desk:
    """A vault in which a group session with Bee Sample and Cy Invented was held, and Dee Fiction is enrolled."""
    around, _ = world.surroundings()
    owner = Person("", "Ada Example", "Named Nurse", roles=frozenset({Role.SUPERVISOR}))
    desk = starting.begin(vault, owner, "mse-icb", PASSPHRASE, around, FLOOR)
    bee, cy, _ = (enrolled(desk, name) for name in ("Bee Sample", "Cy Invented", "Dee Fiction"))
    session = planning.plan(desk, Kind.GROUP, Mode.FACE_TO_FACE, desk.today, [bee, cy]).subject
    main = recording.sit_down(desk, session).main
    recording.save(desk, main.draft.id, {"confidential": True, "topics": [{"topic": "A topic"}]})
    assert finishing.finish(desk, [main.draft.id]).problems == ()
    return desk


def unlock(app: App) -> None:
    app.type_into("Passphrase", PASSPHRASE, instead=True)
    app.press("enter")
    app.see("Today", "check box")


def open_the_record(app: App) -> None:
    app.click("Records", "check box")
    app.double_click(re.compile("Group Safeguarding"), "cell")


def choose_folder(app: App, folder: Path) -> None:
    app.type_into("Directory:", str(folder), instead=True)
    app.press("tab")  # puts the list of folders away, which would swallow the click
    app.click("Choose", "push button")


def check(vault: Path) -> None:
    """Both evaluations are sealed records of the session, and nobody is awaited any more."""
    desk = unlocking.unlock(vault, PASSPHRASE, world.surroundings()[0])
    said = [record for record in reading.records(desk) if record.serves == "evaluation"]
    assert sorted(str(r.answers["strengths"] or r.answers["more_useful"]) for r in said) == [WORDS, WORDS]
    assert all(record.state.sealed for record in said)
    assert evaluating.awaited(desk) == ()
    desk.vault.close()
