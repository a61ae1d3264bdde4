"""Reads what a window says of itself over the accessibility bus (AT-SPI2), as a screen reader would.

Which name Qt gives a control:
- QPushButton, QCheckBox, QRadioButton, QToolButton, tabs, menu items: their text, the ``&`` stripped.
- QLabel: its text, without markup (but accessibleName hides it). A label and its buddy bear the same name.
- QLineEdit, QTextEdit, QPlainTextEdit, QSpinBox, QDateEdit: accessibleName, else their buddy's text
  (QFormLayout makes buddies); what is written in them stands in the Text interface.
- QComboBox: on Linux its *current text*, always; accessibleName is not asked. We call it by its buddy (Qt's
  "labelled by"), else its accessibleDescription, else the label beside or above it; the text is its `value`.
- Table cells, list and tree items: what they show. The table itself: accessibleName.
- A popup menu (of a button, or on the right mouse button) and a completer's list are *not* on the bus: use keys.
- A widget painted by hand, a group, a table, a list: accessibleName; without it they have none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    Properties,
    new_method_call,
)
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]

SPI = "org.a11y.atspi."
ROOT = "/org/a11y/atspi/accessible/root"
BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
REGISTRY = DBusAddress(ROOT, SPI + "Registry", SPI + "Accessible")
STATES = {
    "active": 1,
    "checked": 4,
    "editable": 7,
    "enabled": 8,
    "expanded": 10,
    "focused": 12,
    "selected": 23,
    "showing": 25,
}
ITEMS = {"list item", "cell", "table cell", "tree item", "column header", "row header"}
"""Roles that go out of sight by being scrolled, and then say they do not show."""
WINDOWS = {"frame", "dialog", "window", "alert", "popup menu", "menu", "tool tip"}
HIDDEN = "•"
"""What each letter of a hidden passphrase is read as."""
LABELLED_BY = 2
PATIENCE = 10
"""Seconds after which a program that does not answer counts as showing nothing."""
IN_FLIGHT = 64
"""Questions asked before answers are read: a bus allows 128 open ones."""


class Rect(NamedTuple):
    """A place on the screen, in pixels from its top left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def area(self) -> int:
        return max(self.width, 0) * max(self.height, 0)

    @property
    def centre(self) -> tuple[int, int]:
        return self.x + self.width // 2, self.y + self.height // 2

    def within(self, other: "Rect") -> "Rect":
        """The part of this that lies in the other; its area is 0 when there is none."""
        left, top = max(self.x, other.x), max(self.y, other.y)
        right = min(self.x + self.width, other.x + other.width)
        bottom = min(self.y + self.height, other.y + other.height)
        return Rect(left, top, max(right - left, 0), max(bottom - top, 0))


NOWHERE = Rect(0, 0, 0, 0)


@dataclass(slots=True, eq=False)
class Node:
    """One control as it was when read; its parent is kept because that is what cuts it off when scrolled."""

    owner: str
    path: str
    parent: "Node | None" = None
    name: str = ""
    value: str = ""
    role: str = ""
    states: int = 0
    rect: Rect = NOWHERE
    children: list["Node"] = field(default_factory=list)

    def has(self, state: str) -> bool:
        return bool(self.states >> STATES[state] & 1)

    def walk(self) -> Iterator["Node"]:
        """This and everything inside it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self) -> Iterator["Node"]:
        """From the parent up to the window (or open list) that holds this, and no further."""
        node = self
        while node.role not in WINDOWS and node.parent and node.parent.role != "combo box":
            node = node.parent
            yield node

    @property
    def window(self) -> "Node":
        return next((node for node in (self, *self.ancestors()) if node.role in WINDOWS), self)

    @property
    def visible(self) -> Rect:
        """The part of the control that no scroll area cuts off."""
        rect = self.rect
        for node in self.ancestors():
            if node.rect.area:
                rect = rect.within(node.rect)
        return rect

    def outline(self, depth: int = 0) -> str:
        """The tree as text, nameless boxes left out, to read in a failed test."""
        marks = [state for state in ("active", "checked", "focused", "selected") if self.has(state)]
        marks += ["disabled"] if not self.has("enabled") else []
        box = not self.name and self.role in {"filler", "layered pane", "panel", "scroll bar", "list"}
        value = f" = “{self.value}”" if self.value else ""
        line = "" if box else f"{'  ' * depth}{self.role} “{self.name}”{value} {' '.join(marks)}".rstrip() + "\n"
        return line + "".join(child.outline(depth + (not box)) for child in self.children)


class Accessibility:
    """One connection to the accessibility bus, which asks many questions before it waits for answers."""

    def __init__(self, address: str) -> None:
        self._connection = open_dbus_connection(address)
        self._pids: dict[str, int] = {}

    def close(self) -> None:
        self._connection.close()

    def tree(self, pid: int, *, deep: bool = False) -> Node | None:
        """What a program shows, or None while it is on no bus; deep also names what is scrolled out of sight."""
        owner = self._owner(pid)
        if owner is None:
            return None
        root = self.fill(Node(owner, ROOT), deep=deep)
        self._name_combos(root)
        return root

    def active(self, pid: int) -> bool:
        """Whether one of a program's windows has the keyboard."""
        owner = self._owner(pid)
        windows = self._one(_call(Node(owner, ROOT), "Accessible", "GetChildren"), []) if owner else []
        answers = self.ask([_call(Node(*window), "Accessible", "GetState") for window in windows])
        return any(_bits(answer[0]) >> STATES["active"] & 1 for answer in answers if answer)

    def fill(self, node: Node, *, deep: bool = False) -> Node:
        """Read a control and all that is inside it anew."""
        node.children = []
        level = [node]
        while level:
            level = self._next_level(level, deep, node)
        return node

    def text(self, node: Node) -> str | None:
        """What is written in a control, or None when it holds no text; a hidden passphrase reads as dots."""
        if SPI + "Text" not in self._one(_call(node, "Accessible", "GetInterfaces"), ()):
            return None
        text = str(self._one(_call(node, "Text", "GetText", "ii", (0, -1)), ""))
        return text.replace("●", HIDDEN) or HIDDEN * int(
            self._one(_get(node, "Text", "CharacterCount"), ("i", 0))[1]
        )

    def description(self, node: Node) -> str:
        """What is said of a control beside its name."""
        return str(self._one(_get(node, "Accessible", "Description"), ("s", ""))[1])

    def value(self, box: Node) -> str | None:
        """The option a combo box holds."""
        for owner, path in self._one(_call(box, "Accessible", "GetChildren"), []):
            inner = Node(owner, path)
            answer = self._one(_call(inner, "Selection", "GetSelectedChild", "i", (0,)), None)
            if answer:
                return str(self._one(_get(Node(*answer), "Accessible", "Name"), ("s", ""))[1])
        return None

    def registered(self) -> bool:
        """Whether the registry that programs report to is there."""
        return bool(self._one(new_method_call(BUS, "NameHasOwner", "s", (SPI + "Registry",)), False))

    def refresh(self, *nodes: Node) -> bool:
        """Read the places and states of controls again; False when one of them is gone from sight."""
        answers = self.ask(
            [ask for node in nodes for ask in (_call(node, "Accessible", "GetState"), _extents(node))]
        )
        for node, states, rect in zip(nodes, answers[::2], answers[1::2], strict=True):
            if states is None or rect is None:
                return False
            node.states, node.rect = _bits(states[0]), Rect(*rect[0])
        return all(node.has("showing") or (node.role in ITEMS and node.rect.area) for node in nodes)

    def ask(self, messages: Sequence[Message]) -> list[tuple[Any, ...] | None]:
        """Each question's answer in order; None where there was none, as when a control has gone."""
        answers: list[tuple[Any, ...] | None] = []
        for start in range(0, len(messages), IN_FLIGHT):
            answers += self._ask_some(messages[start : start + IN_FLIGHT])
        return answers

    def _ask_some(self, messages: Sequence[Message]) -> list[tuple[Any, ...] | None]:
        waiting = {}
        for index, message in enumerate(messages):
            serial = next(self._connection.outgoing_serial)
            self._connection.send(message, serial=serial)
            waiting[serial] = index
        answers: list[tuple[Any, ...] | None] = [None] * len(messages)
        while waiting:
            try:
                reply = self._connection.receive(timeout=PATIENCE)
            except TimeoutError:
                break
            index = waiting.pop(reply.header.fields.get(HeaderFields.reply_serial, -1), -1)
            if index >= 0 and reply.header.message_type is MessageType.method_return:
                answers[index] = reply.body
        return answers

    def _one(self, message: Message, otherwise: Any) -> Any:
        answer = self.ask([message])[0]
        return answer[0] if answer else otherwise

    def _owner(self, pid: int) -> str | None:
        """A program's name on the bus; a program that replaced itself is found under its new one."""
        programs = [owner for owner, _ in self._one(new_method_call(REGISTRY, "GetChildren"), [])]
        for owner in programs:
            if owner not in self._pids:
                ask = new_method_call(BUS, "GetConnectionUnixProcessID", "s", (owner,))
                self._pids[owner] = self._one(ask, 0)
        return next((owner for owner in reversed(programs) if self._pids[owner] == pid), None)

    def _name_combos(self, root: Node) -> None:
        nodes = list(root.walk())
        labels = [node for node in nodes if node.role == "label" and node.name]
        combos = [node for node in nodes if node.role == "combo box"]
        relations = self.ask([_call(node, "Accessible", "GetRelationSet") for node in combos])
        descriptions = self.ask([_get(node, "Accessible", "Description") for node in combos])
        for combo, relation, description in zip(combos, relations, descriptions, strict=True):
            paths = (
                [path for kind, ends in relation[0] for _, path in ends if kind == LABELLED_BY] if relation else []
            )
            names = [label.name for label in labels if label.path in paths]
            names += [description[0][1]] if description and description[0][1] else []
            combo.value, combo.name = combo.name, (names or _beside(combo, labels) or [combo.name])[0]

    def _next_level(self, level: list[Node], deep: bool, top: Node) -> list[Node]:
        """Fill these nodes in, and answer the children of those that show."""
        for node, states in zip(level, self.ask([_call(n, "Accessible", "GetState") for n in level]), strict=True):
            node.states = _bits(states[0]) if states else 0
        level = [node for node in level if deep or node.has("showing")]
        questions = [question for node in level for question in _describe(node)]
        answers = iter(self.ask(questions))
        below = []
        for node, name, role, rect, children in zip(level, answers, answers, answers, answers, strict=False):
            if not (name and role and rect and children):
                continue
            node.name, node.role, node.rect = name[0][1], role[0], Rect(*rect[0])
            if not (node.has("showing") or (node.role in ITEMS and node.rect.area)):
                continue
            if node.parent and node is not top:
                node.parent.children.append(node)
            below += [Node(owner, path, node) for owner, path in children[0]]
        return below


def _beside(combo: Node, labels: list[Node]) -> list[str]:
    """The name of the nearest label that a person would read as a combo box's own: left of it, or just above."""
    x, y, _, height = combo.rect
    left = [
        label for label in labels if label.rect.x < x and abs(label.rect.centre[1] - combo.rect.centre[1]) < height
    ]
    above = [label for label in labels if abs(label.rect.x - x) < height and 0 < y - label.rect.y < 3 * height]
    near = sorted(left or above, key=lambda label: -label.rect.x if left else y - label.rect.y)
    return [label.name for label in near[:1]]


def _describe(node: Node) -> list[Message]:
    return [
        _get(node, "Accessible", "Name"),
        _call(node, "Accessible", "GetRoleName"),
        _extents(node),
        _call(node, "Accessible", "GetChildren"),
    ]


def _extents(node: Node) -> Message:
    return _call(node, "Component", "GetExtents", "u", (0,))


def _call(node: Node, interface: str, method: str, signature: str | None = None, body: Any = ()) -> Message:
    return new_method_call(DBusAddress(node.path, node.owner, SPI + interface), method, signature, body)


def _get(node: Node, interface: str, name: str) -> Message:
    return Properties(DBusAddress(node.path, node.owner, SPI + interface)).get(name)


def _bits(words: Sequence[int]) -> int:
    return words[0] | words[1] << 32
