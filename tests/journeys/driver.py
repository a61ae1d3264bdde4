"""Drives a real Qt window from outside, as a person would: finds controls by name, clicks, types, draws.

    with Screen(tmp_path / "home") as screen:
        app = App(screen, [sys.executable, "-m", "supdesk"])
        app.see("Welcome")
        app.type_into("Full name", "Ada Example")
        app.choose("Role", "Named nurse")
        app.click("Next")
        app.kill()

A name is the whole accessible name (see `accessibility` for what Qt calls things), or a compiled pattern that
is searched for. Where a label and its field share a name, verbs take the field; with `role` they take what is
asked for ("push button", "label", "text", "cell", "combo box", ...). Matches in the active window come first,
then in reading order; `nth` counts among them from 0. Every verb waits up to `within` seconds for its control,
and fails with everything the window shows, its log and a picture.
"""

import re
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NoReturn, TypeVar

from tests.journeys.accessibility import HIDDEN, WINDOWS, Node, Rect
from tests.journeys.memory import memory_holds
from tests.journeys.screen import Screen, stop, wait_until

__all__ = ["App", "Node", "Screen", "memory_holds"]

T = TypeVar("T")
Name = str | re.Pattern[str]
QUIET = {"label", "filler", "layered pane", "panel", "scroll pane", "list", "page tab list"}
"""Roles a person does not work with: a field of the same name is meant instead."""
TEXTS = {"text", "password text", "spin box", "combo box", "entry"}
LEFT_EDGED = {"check box", "radio button"}
"""Roles that are hit at the left: their rectangle may be far wider than what reacts."""
FIRST_PART = ("Home", "ctrl+Right", "ctrl+Left")
"""How to reach the first part of Qt's date and time fields, which then take digits only."""
DOUBLE_CLICK = 0.45
KEYS = {
    "enter": "Return",
    "esc": "Escape",
    "tab": "Tab",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "home": "Home",
    "end": "End",
    "delete": "Delete",
    "backspace": "BackSpace",
    "pagedown": "Next",
    "pageup": "Prior",
}
"""X's names for keys; what is not here is passed on as it is ("F9", "l")."""


class App:
    """One running program and what a person can do to its windows."""

    def __init__(self, screen: Screen, command: Sequence[str], within: float = 60, **env: str) -> None:
        self.screen, self.within = screen, within
        self._process = screen.start(command, **env)
        self._last_click = (0.0, (0, 0))

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def log(self) -> str:
        """What the program wrote to standard output and error so far."""
        return self.screen.log_of(self._process).read_text(encoding="utf-8", errors="replace")

    def kill(self) -> None:
        """End the program as a power cut would."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Ask the program to end, and reap it."""
        stop(self._process)

    def wait(self, within: float = 60) -> int:
        """Wait for the program to end of itself; answers its exit code."""
        try:
            return self._process.wait(within)
        except subprocess.TimeoutExpired:
            raise AssertionError(self._complaint(f"still running after {within} s")) from None

    # Seeing

    def see(self, name: Name, role: str | None = None, within: float | None = None, nth: int = 0) -> Node:
        """Wait for something of that name, which may be scrolled out of sight; answers it."""

        def look() -> Node | None:
            return next(iter(self.all(name, role)[nth:]), None)

        return self._until(look, within, f"{_words(name, role)} is not to be seen")

    def gone(self, name: Name, role: str | None = None, within: float | None = None) -> None:
        """Wait until nothing of that name is shown."""
        self._until(lambda: not self.all(name, role), within, f"{_words(name, role)} is still there")

    def all(self, name: Name, role: str | None = None) -> list[Node]:
        """Everything of that name that is shown now, the likeliest meant first."""
        return self._matches(name, role, deep=False) or self._matches(name, role, deep=True)

    def text_of(self, name: Name, role: str | None = None, within: float | None = None, nth: int = 0) -> str:
        """What is written in a field; for what holds no text, its name."""
        node = self.see(name, role, within, nth)
        return self._read(node)

    def focused(self) -> Node | None:
        """The innermost named control that has the keyboard."""
        root = self.screen.accessibility.tree(self.pid)
        nodes = [node for node in root.walk() if node.has("focused") and node.name] if root else []
        return nodes[-1] if nodes else None

    def tree(self) -> str:
        """All that is shown now, as indented text."""
        root = self.screen.accessibility.tree(self.pid)
        return root.outline() if root else "(no window)"

    # Doing

    def click(self, name: Name, role: str | None = None, nth: int = 0, within: float | None = None) -> None:
        """Bring a control into view, wait until it can be used and stands still, and click it."""
        self._click(self._usable(name, role, nth, within))

    def double_click(self, name: Name, role: str | None = None, nth: int = 0) -> None:
        """The same, twice, as one opens a row."""
        node = self._usable(name, role, nth)
        self.screen.xdotool("mousemove", *_spot(node), "click", "--repeat", 2, "--delay", 60, 1)

    def type_into(
        self, name: Name, text: str, *, instead: bool = False, reads: str | None = None, nth: int = 0
    ) -> None:
        """Click into a field and type at its end, or instead of what it holds; then read the text back.

        `reads` is what the field should hold afterwards, where it changes what is typed.
        """
        node = self._usable(name, nth=nth, roles=TEXTS)
        self._click(node)
        self._wait_for_focus(node)
        dated = instead and node.role == "spin box" and re.search(r"\d[/:-]\d", self._read(node))
        self.press(*FIRST_PART if dated else ["ctrl+a"] if instead else ["ctrl+End"])
        self.type(re.sub(r"\D", "", text) if dated else text)
        wanted = text if reads is None else reads
        self._until(
            lambda: _agrees(self._read(node), wanted, whole=instead or reads is not None),
            None,
            lambda: f"{_words(name)} should read “{wanted}” but reads “{self._read(node)}”",
        )

    def type(self, text: str) -> None:
        """Type into whatever has the focus, letters that no key bears too; a line's end is Return."""
        self._wait_until_active()
        for number, line in enumerate(text.split("\n")):
            if number:
                self.screen.xdotool("key", "Return")
            if line:
                self.screen.keyboard.learn(line)
                self.screen.xdotool("type", "--delay", 2, "--", line)

    def press(self, *keys: str) -> None:
        """Press keys one after another: "ctrl+l", "F9", "enter", "shift+tab"."""
        self._wait_until_active()
        for key in keys:
            self.screen.xdotool("key", "+".join(KEYS.get(part.lower(), part) for part in key.split("+")))

    def choose(self, combo: Name, option: str, nth: int = 0) -> None:
        """Open a combo box, click the option in its list and see that it was taken."""
        box = self._usable(combo, "combo box", nth)

        def take() -> bool:
            item = self._option(box, option)
            if item:
                self._click(self._in_view(item))
            elif not self.screen.accessibility.refresh(box):
                return True  # the page was built anew for this choice
            elif self.screen.accessibility.value(box) == option:
                return True
            else:
                self._click(box)
            time.sleep(DOUBLE_CLICK)  # Qt ignores a click that follows the opening one too closely
            return False

        self._until(take, None, f"“{option}” could not be chosen in {_words(combo)}")

    def check(self, name: Name, on: bool = True, nth: int = 0) -> None:
        """Tick a box or a radio button (or untick it), unless it is so already."""
        node = self._usable(name, nth=nth)
        if node.has("checked") is not on:
            self._click(node)
        self._until(
            lambda: self.screen.accessibility.refresh(node) and node.has("checked") is on,
            None,
            f"{_words(name)} could not be {'ticked' if on else 'unticked'}",
        )

    def drag(self, name: Name, points: Iterable[tuple[float, float]], nth: int = 0) -> None:
        """Draw one stroke inside a control; points are fractions of its width and height, (0, 0) top left."""
        rect = self.scroll_to(name, nth=nth).rect
        first, *rest = [(rect.x + int(rect.width * x), rect.y + int(rect.height * y)) for x, y in points]
        self.screen.xdotool("mousemove", *first, "mousedown", 1)
        for point in rest:
            self.screen.xdotool("mousemove", *point)
        self.screen.xdotool("mouseup", 1)

    def scroll_to(self, name: Name, role: str | None = None, nth: int = 0) -> Node:
        """Turn the mouse wheel until all of a control is in view, or as much of it as fits."""
        return self._in_view(self.see(name, role, nth=nth), wholly=True)

    def screenshot(self, path: Path) -> Path:
        """Write what the screen shows to a PNG file."""
        return self.screen.screenshot(path)

    # How

    def _matches(self, name: Name, role: str | None, deep: bool) -> list[Node]:
        root = self.screen.accessibility.tree(self.pid, deep=deep)
        nodes = root.walk() if root else ()
        found = [node for node in nodes if node.parent and _fits(node, name, role)]
        return sorted(found, key=lambda node: (not node.window.has("active"), node.role in QUIET))

    def _usable(
        self,
        name: Name,
        role: str | None = None,
        nth: int = 0,
        within: float | None = None,
        roles: Iterable[str] | None = None,
    ) -> Node:
        """Wait for a control that is enabled, bring it into view and wait until it stands still."""

        def look() -> Node | None:
            found = [node for node in self.all(name, role) if roles is None or node.role in roles]
            ready = [node for node in found[nth : nth + 1] if node.has("enabled")]
            try:
                return self._in_view(ready[0]) if ready else None
            except LookupError:
                return None

        return self._until(look, within, f"{_words(name, role)} is not to be seen, or can not be used")

    def _in_view(self, node: Node, wholly: bool = False) -> Node:
        """Scroll whatever cuts a control off; raises LookupError when it went away meanwhile."""
        self._still(node)
        while not _well_seen(node, wholly):
            area = next((one for one in node.ancestors() if _cuts(one, node)), None)
            if area is None or not self._wheel(node, self._in_view(area)):
                break
        if not node.visible.within(Rect(0, 0, self.screen.width, self.screen.height)).area:
            self._fail(f"“{node.name}” could not be scrolled into view")
        return node

    def _wheel(self, node: Node, area: Node) -> bool:
        """Turn the wheel towards a control, one notch and then the rest; False when it can come no nearer."""
        self.screen.xdotool("mousemove", *_wheel_spot(area))
        start, down = node.rect.y, _away(node, area) > 0
        self._turn(node, 1, down)
        notch = abs(node.rect.y - start)
        if notch and (_away(node, area) > 0) is down:
            self._turn(node, abs(_away(node, area)) // notch, down)
        return abs(_away(node, area)) > notch > 0

    def _turn(self, node: Node, notches: int, down: bool) -> None:
        if notches:
            self.screen.xdotool("click", "--repeat", notches, "--delay", 4, 5 if down else 4)
        self._still(node)

    def _still(self, node: Node) -> None:
        """Wait until a control and all around it stay where they are, as after a page was laid out."""
        seen: list[list[Rect]] = []

        def look() -> bool:
            family = [node, *node.ancestors()]
            if not self.screen.accessibility.refresh(*family):
                raise LookupError(f"“{node.name}” went away")
            seen.append([one.rect for one in family])
            return len(seen) > 1 and seen[-1] == seen[-2]

        self._until(look, None, f"“{node.name}” does not stand still")

    def _click(self, node: Node) -> None:
        spot = _spot(node)
        when, where = self._last_click
        if where == spot:
            time.sleep(max(0.0, when + DOUBLE_CLICK - time.monotonic()))
        self.screen.xdotool("mousemove", *spot, "click", 1)
        self._last_click = (time.monotonic(), spot)

    def _option(self, box: Node, option: str) -> Node | None:
        """The option in the box's open list; None while the list is shut."""
        inside = self.screen.accessibility.fill(box, deep=True).walk()
        return next((node for node in inside if node.role == "list item" and node.name == option), None)

    def _read(self, node: Node) -> str:
        if node.role == "combo box":
            return self.screen.accessibility.value(node) or ""
        text = self.screen.accessibility.text(node)
        return node.name if text is None else text

    def _wait_until_active(self) -> None:
        """Keys go to the active window: wait until it is one of ours."""
        active = self.screen.accessibility.active
        self._until(lambda: active(self.pid), None, "no window of the program is active")

    def _wait_for_focus(self, node: Node, within: float = 1) -> None:
        """Give the field time to take the focus; some pass it to a part of theirs, so it need not be seen."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline and not node.has("focused"):
            self.screen.accessibility.refresh(node)

    def _ended(self) -> bool:
        return self._process.poll() is not None

    def _until(
        self, question: Callable[[], T | None], within: float | None, complaint: str | Callable[[], str]
    ) -> T:
        """Ask until the answer is true; a program that has ended will not answer."""

        def words() -> str:
            return self._complaint(complaint if isinstance(complaint, str) else complaint())

        return wait_until(question, self.within if within is None else within, words, self._ended)

    def _fail(self, complaint: str) -> NoReturn:
        raise AssertionError(self._complaint(complaint))

    def _complaint(self, words: str) -> str:
        state = f"ended with {self._process.returncode}" if self._ended() else "running"
        picture = self.screen.screenshot(self.screen.home.parent / "failure.png")
        shown = f"The program ({state}) shows:\n{self.tree()}"
        return f"{words}\n\n{shown}\nIts log ends:\n{self.log[-2000:]}\nPicture: {picture}"


def _fits(node: Node, name: Name, role: str | None) -> bool:
    if role is not None and node.role != role:
        return False
    return node.name == name if isinstance(name, str) else bool(name.search(node.name))


def _words(name: Name, role: str | None = None) -> str:
    words = f"“{name}”" if isinstance(name, str) else f"/{name.pattern}/"
    return f"{role} {words}" if role else words


def _agrees(read: str, wanted: str, whole: bool) -> bool:
    """Whether a field holds what was typed; of a hidden passphrase only the length can be known."""
    if read and not read.strip(HIDDEN):
        return len(read) == len(wanted) if whole else len(read) >= len(wanted)
    return read == wanted if whole else wanted in read


def _cuts(area: Node, node: Node) -> bool:
    return bool(area.rect.area) and area.role not in WINDOWS and node.rect.within(area.rect) != node.rect


def _well_seen(node: Node, wholly: bool) -> bool:
    """Whether enough of a control is in view to use it, or all of it."""
    share = node.visible.area / max(node.rect.area, 1)
    return share == 1 if wholly else share >= 0.5


def _away(node: Node, area: Node) -> int:
    """Pixels between the middles of a control and of the area that should show it; positive is below."""
    return node.rect.centre[1] - area.rect.centre[1]


def _wheel_spot(area: Node) -> tuple[int, int]:
    """Where to turn the wheel: on the scroll bar if there is one, for over the form it could change a field."""
    beside = [one for one in (area.parent.children if area.parent else ()) if one is not area]
    bars = [bar for one in beside for bar in one.children if bar.role == "scroll bar"]
    upright = [bar.visible for bar in bars if bar.rect.height > bar.rect.width]
    return (upright[0] if upright else area.visible).centre


def _spot(node: Node) -> tuple[int, int]:
    """Where to click: the middle of what is in view, or a tick box's left."""
    x, y = node.visible.centre
    return (node.rect.x + min(10, node.rect.width // 2), y) if node.role in LEFT_EDGED else (x, y)
