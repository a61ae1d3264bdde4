"""A triangle as a screen reader and a keyboard meet it: every place has its name, its state and its note."""

import sys
from pathlib import Path

import pytest

from supdesk.forms.definition import Field
from supdesk.forms.reading import read_pack
from tests.journeys.driver import App, Node, Screen
from tests.journeys.screen import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]
WINDOW = [sys.executable, str(Path(__file__).with_name("picture_window.py"))]


def picture(form_id: str) -> Field:
    pack, faults = read_pack(Path(__file__).parents[2] / "forms" / "elft")
    assert pack is not None, faults
    form = pack.form(form_id)
    assert form is not None
    return next(field for field in form.fields() if field.kind == "picture")


def come_to(app: App, name: str) -> Node:
    def look() -> Node | None:
        here = app.focused()
        return here if here and here.name == name else None

    return wait_until(look, 10, lambda: f"the keyboard is not on “{name}”: {app.focused()}")


@pytest.mark.parametrize("form_id", ["my-world", "assessment-framework"])
def test_every_place_is_named_described_and_written_on_without_a_mouse(screen: Screen, form_id: str) -> None:
    field = picture(form_id)
    app = App(screen, [*WINDOW, form_id])
    places = [(side, each) for side in field.sides for each in side.dimensions]
    first, note = places[0][1].label, field.notes[0].label
    app.see(f"{first}: nothing yet", "push button")
    while not ((here := app.focused()) and here.name == f"{first}: nothing yet"):
        app.press("tab")
    for number, (side, each) in enumerate(places):
        here = come_to(app, f"{each.label}: nothing yet")
        assert here.role == "push button"
        assert here.visible == here.rect, "the whole place is in sight"
        assert screen.accessibility.description(here) == f"{side.label}. {each.help} Its note is shown."
        app.press("enter")
        assert come_to(app, f"{each.label}: {note}").role == "text"
        app.type(f"Said {number}.")
        app.press("esc")
        come_to(app, f"{each.label}: written")
        app.press("right")
    come_to(app, f"{first}: written")
    told = ", ".join(each.label for _, each in places)
    app.see(f"{field.label}: {told}")
    app.close()
