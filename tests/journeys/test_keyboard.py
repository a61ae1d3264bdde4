"""A first run and a session without ever touching the mouse."""

import re
import sys
import time

import pytest

from tests.journeys.driver import App, Node, Screen

pytestmark = [pytest.mark.journey, pytest.mark.timeout(2400)]

PASSPHRASE = "copper window marble otter"
FAR = 40
"""Stops after which a control counts as out of the keyboard's reach."""


def test_a_session_is_reached_and_written_by_keyboard_alone(screen: Screen) -> None:
    app = App(screen, [sys.executable, "-m", "supdesk"])
    make_a_vault(app)

    app.press("ctrl+3")
    app.see("Nobody here yet")
    press_button(app, "Add a person")
    write(app, "Name", "Bee Sample")
    press_button(app, "Add")
    app.see("Bee Sample", "cell")

    app.press("ctrl+1")
    app.see("No session yet")
    press_button(app, "Plan a session")
    app.see("Plan it")
    tab_to(app, "Bee Sample")
    app.press("space")
    press_button(app, "Plan it")
    app.see("Sessions today and this week")
    press_button(app, "Start")

    app.see("Reflection since last session", "text")
    tab_to(app, "The setting is confidential and free from interruptions")
    app.press("space")
    write(app, "Reflection since last session", "The kitchen was warm again.")
    press_button(app, "Add action")
    write(app, "Action 1: Actions to be taken", "Ring the school nurse")
    write(app, "Action 1: By whom", "Bee Sample")
    app.press("ctrl+enter")
    app.see("Ready to finish")
    press_button(app, "Finish")
    app.see("Seal the record")
    app.close()


def make_a_vault(app: App) -> None:
    app.see("Who are you?")
    write(app, "Your name", "Ada Example")
    press_button(app, "Continue")
    tab_to(app, "Policy pack", "combo box")
    app.press("End")
    press_button(app, "Continue")
    app.see("The same again")
    write(app, "Passphrase", PASSPHRASE)
    write(app, "The same again", PASSPHRASE)
    press_button(app, "Make the vault")
    app.see("Print your recovery sheet")
    press_button(app, "Show the words to copy by hand")
    words = shown_words(app)
    for asked in app.all(re.compile(r"^Word \d+$"), "text"):
        write(app, asked.name, words[int(asked.name.split()[1])])
    press_button(app, "Open the vault")
    app.see("Your own supervision")


def shown_words(app: App) -> dict[int, str]:
    """The recovery words on the screen, by their numbers."""
    app.see(re.compile(r"\b24\W+[a-z]"))
    said = "\n".join(node.name for node in app.all(re.compile(r"\b\d+\W+[a-z]"), "label"))
    return {int(number): word for number, word in re.findall(r"\b(\d+)\.?\s+([a-z]+)\b", said)}


def press_button(app: App, name: str) -> None:
    tab_to(app, name, "push button")
    app.press("enter")


def write(app: App, name: str, text: str) -> None:
    tab_to(app, name, "text")
    app.type(text)


def tab_to(app: App, name: str, role: str | None = None) -> None:
    """Press Tab until something of that name has the keyboard."""
    passed: list[Node | None] = []
    while len(passed) < FAR:
        here = app.focused()
        if here and here.name == name and role in (None, here.role):
            return
        passed.append(here)
        app.press("tab")
        wait_for_a_move(app, here)
    names = [node.name for node in passed if node]
    raise AssertionError(f"“{name}” is out of the keyboard's reach, which passed {names}")


def wait_for_a_move(app: App, before: Node | None, within: float = 5) -> None:
    """A busy program says for a while that the keyboard is where it was."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        here = app.focused()
        if (here and here.path) != (before and before.path):
            return
