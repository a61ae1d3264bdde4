"""A person outside can see, click, type, choose, tick, draw and scroll in a real window."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.journeys.driver import App, Screen, memory_holds

pytestmark = pytest.mark.journey
SAMPLE = [sys.executable, str(Path(__file__).with_name("sample_window.py"))]


@pytest.fixture
def app(screen: Screen) -> Iterator[App]:
    app = App(screen, SAMPLE)
    app.see("Full name", "text")
    yield app
    app.close()


def test_typed_text_is_read_back_whatever_its_letters(app: App) -> None:
    app.type_into("Full name", "Ada Example")
    app.type_into("Full name", " & Łucja d’Été — £5", nth=0)
    app.type_into("Reflection", "First line.\nSecond “line” 😀")
    app.type_into("Passphrase", "correct horse")
    assert app.text_of("Full name") == "Ada Example & Łucja d’Été — £5"
    assert app.text_of("Reflection") == "First line.\nSecond “line” 😀"
    assert app.text_of("Passphrase") == "•" * len("correct horse")


def test_text_can_replace_what_a_field_holds(app: App) -> None:
    app.type_into("Guests", "7", instead=True)
    app.type_into("Full name", "Ada")
    app.type_into("Full name", "Bee Sample", instead=True)
    assert (app.text_of("Guests"), app.text_of("Full name")) == ("7", "Bee Sample")
    assert app.text_of("Full name", "label") == "Full name"


def test_a_day_is_typed_and_read_as_the_field_writes_it(app: App) -> None:
    app.type_into("Day", "02/03/2024", instead=True)
    assert app.text_of("Day") == "02/03/2024"


def test_a_button_is_clicked_once_it_is_enabled(app: App) -> None:
    app.click("Next page")
    app.click("In a moment")
    app.see("At last")


def test_boxes_are_ticked_and_options_chosen(app: App) -> None:
    app.check("I agree")
    app.see("Agreed", "label")
    app.check("I agree", on=False)
    app.see("Not agreed")
    app.check("By telephone")
    app.choose("Country", "Country 3")
    app.choose("Country", "Country 55")
    assert app.text_of("Country", "combo box") == "Country 55"


def test_a_page_is_left_and_a_dialog_answered(app: App) -> None:
    app.click("Next page")
    app.see("The second page")
    app.gone("Full name")
    app.click("Back")
    app.click("Ask me…")
    app.click("Yes", "push button")
    app.see("It is so")
    app.gone("Is this so?")


def test_a_menu_is_opened_and_a_file_named(app: App, tmp_path: Path) -> None:
    app.click("More")
    app.press("down", "down", "enter")
    app.see("Said so")
    app.click("More")
    app.press("c")
    app.type_into("File name:", str(tmp_path / "copy.txt"), instead=True)
    app.click("Save", "push button")
    app.see("Saved copy.txt")


def test_a_field_taller_than_its_page_can_be_used(app: App) -> None:
    app.type_into("Tall box", "Here")
    app.type_into("Full name", "Ada")
    assert app.text_of("Tall box") == "Here"


def test_what_is_scrolled_away_is_brought_into_view(app: App) -> None:
    app.type_into("Last words", "Well done")
    app.click("Person 25")
    app.scroll_to("Question 1", "label")
    app.choose("Question 40", "Unsure")
    last = app.scroll_to("Last words", "text")
    assert last.visible == last.rect
    assert app.text_of("Last words") == "Well done"
    assert app.see("Person 25").has("selected")


def test_a_signature_is_drawn(app: App, tmp_path: Path) -> None:
    app.drag("Signature", [(0.05 * n, 0.2 + 0.6 * (n % 2)) for n in range(1, 20)])
    app.see("1 strokes, many points")
    rect = app.see("Signature").rect
    area = (rect.x, rect.y, rect.x + rect.width, rect.y + rect.height)
    colours = app.screen.picture().convert("L").crop(area).getcolors()
    assert colours is not None
    assert len(colours) > 1
    assert app.screenshot(tmp_path / "shots" / "drawn.png").stat().st_size > 1000


def test_keys_reach_the_window(app: App) -> None:
    app.press("ctrl+l")
    app.see("Locked")
    app.click("Full name", "text")
    app.type("Ada")
    app.press("tab")
    app.type("secret")
    assert app.text_of("Full name") == "Ada"
    assert len(app.text_of("Passphrase")) == 6


def test_a_tab_is_turned_and_names_may_be_patterns(app: App) -> None:
    app.click("Plain", "page tab")
    app.type_into("Plain notes", "Noted")
    assert app.see(re.compile("^Ask me")).role == "push button"


def test_typed_words_are_found_in_memory_and_others_are_not(app: App) -> None:
    app.type_into("Reflection", "marzipan lighthouse")
    assert memory_holds(app.pid, "marzipan lighthouse")
    assert not memory_holds(app.pid, "lighthouse " + "marmalade")


def test_a_failure_tells_what_is_shown(app: App) -> None:
    with pytest.raises(AssertionError, match=r"“Nowhere” is not to be seen[\s\S]*check box “I agree”"):
        app.see("Nowhere", within=0.2)


def test_a_program_that_ended_fails_at_once_with_its_log(screen: Screen) -> None:
    app = App(screen, [sys.executable, "-c", "print('no luck'); raise SystemExit(3)"])
    assert app.wait() == 3
    with pytest.raises(AssertionError, match=r"ended with 3[\s\S]*no luck"):
        app.see("Anything", within=60)


def test_a_closed_window_ends_the_program_and_a_killed_one_shows_nothing(app: App) -> None:
    app.click("Close")
    assert app.wait() == 0
    again = App(app.screen, SAMPLE)
    again.see("Full name")
    again.kill()
    assert again.tree() == "(no window)"


def test_a_program_that_replaces_itself_is_found_again(screen: Screen) -> None:
    app = App(screen, [*SAMPLE, "--again"])
    app.type_into("Full name", "Ada Example")
    app.click("Close")
    app.type_into("Full name", "Bee Sample", instead=True)
    assert app.text_of("Full name") == "Bee Sample"


def test_a_screen_leaves_nothing_behind(tmp_path: Path) -> None:
    with Screen(tmp_path / "home") as screen:
        App(screen, SAMPLE).see("Full name")
        runtime = Path(screen.env["XDG_RUNTIME_DIR"])
        socket = Path("/tmp/.X11-unix/X" + screen.env["DISPLAY"].removeprefix(":"))
        assert socket.exists()
    assert not runtime.exists()
    assert not socket.exists()
    assert not list(_children())


def _children() -> Iterator[str]:
    """The programs this process started and that still run, or that nobody reaped."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            name, rest = stat.read_text().split("(", 1)[1].rsplit(")", 1)
            if int(rest.split()[1]) == os.getpid():
                yield name
