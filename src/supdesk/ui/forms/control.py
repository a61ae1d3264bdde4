"""What every field widget is made from, and how a problem finds the place it is about."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QTextEdit, QWidget

from supdesk.domain.people import Party
from supdesk.forms.definition import Field as Definition
from supdesk.forms.kinds import Problem
from supdesk.ui.parts import Field

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What a widget may need beside its definition: the people one knows, and the makers of other kinds."""

    people: Sequence[Party]
    makers: Mapping[str, "Maker"]


Maker = Callable[[Definition, str, Known], QWidget]
"""Makes the control of a field under an accessible name. Controls answer to the `Input` of the parts."""


@runtime_checkable
class Composite(Protocol):
    """A control made of fields; `part` leads one step down a path, None where the path ends at the control."""

    def part(self, path: Path) -> tuple[Field, Path] | None: ...


@runtime_checkable
class Judging(Protocol):
    """A control that can tell while one types that something is wrong; it says nothing of what is still begun."""

    def trouble(self) -> str: ...


def field_of(definition: Definition, known: Known, *, name: str = "") -> Field:
    """The label, control, help and place for a problem of one field; `name` is the accessible name."""
    called = name or definition.label
    control = known.makers[definition.kind](definition, called, known)
    box = Field(definition.label, control, definition.help, needed=definition.required, name=called)
    if definition.kind == "tick":
        box.label.hide()
    box.edited.connect(lambda _: settle(box))
    return box


def settle(box: Field) -> None:
    """A problem is taken away as soon as its answer changes, unless the control sees one at once."""
    found = box.control.trouble() if isinstance(box.control, Judging) else ""
    if found != box.problem():
        box.set_problem(found)


def show_problems(boxes: Mapping[str, Field], problems: Iterable[Problem]) -> Field | None:
    """Put each problem beside what it is about and give back the first place. Unknown paths are passed over."""
    places: list[tuple[Field, str]] = []
    for problem in problems:
        box = boxes.get(str(problem.path[0])) if problem.path else None
        if box is not None:
            places.append((place_of(box, problem.path[1:]), problem.sentence))
    for box, sentence in places:
        box.set_problem("\n".join(part for part in (box.problem(), sentence) if part))
    return places[0][0] if places else None


def place_of(box: Field, path: Path) -> Field:
    """The innermost field a path leads to, from the field that holds it."""
    control = box.control
    found = control.part(path) if path and isinstance(control, Composite) else None
    return place_of(*found) if found else box


def focus(box: Field) -> None:
    """Put the keyboard into a field: into its control, or the first thing in it that takes the keyboard."""
    target: QWidget = box.control
    while (proxy := target.focusProxy()) is not None:
        target = proxy
    if not _takes_keys(target):
        target = next((child for child in target.findChildren(QWidget) if _takes_keys(child)), target)
    target.setFocus()


def arrive(page: QWidget, box: Field) -> None:
    """Put the keyboard into a field of a page just laid, unless the person went elsewhere meanwhile.

    In a moment: what is not shown yet can't keep it.
    """

    def enter() -> None:
        if page.window().focusWidget() is page:
            focus(box)

    QTimer.singleShot(0, box, enter)


def _takes_keys(widget: QWidget) -> bool:
    return bool(widget.focusPolicy().value) and not widget.isHidden() and widget.isEnabled()


def freeze(widget: QWidget) -> None:
    """Let nothing in a widget be changed; text can still be read, selected and copied."""
    for child in widget.findChildren(QWidget):
        if isinstance(child, QLineEdit | QTextEdit):
            child.setReadOnly(True)
        elif isinstance(child, QAbstractButton | QComboBox):
            child.setEnabled(False)
