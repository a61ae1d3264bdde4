"""A question and its answer: label, control, help, and the problem if there is one."""

from html import escape
from typing import Any, Protocol, cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QRadioButton, QWidget

from supdesk.ui import icons, theme
from supdesk.ui.parts.layouts import column, row
from supdesk.ui.parts.words import Words, restyle

_ANY_WIDTH = 16_777_215
_LONG = 24
"""Labels of more letters than this may wrap."""


class Input(Protocol):
    """What every control answers to, beside its `edited` signal."""

    def raw(self) -> Any: ...

    def set_raw(self, value: object) -> None: ...


class Glyph(QLabel):
    """A small drawing that follows the theme; it says nothing to a screen reader, the words beside it do."""

    def __init__(self, icon: str, tone: str = "text", size: int = 18) -> None:
        super().__init__()
        self._what = (icon, tone, size)
        self._paint()

    def show_icon(self, icon: str, tone: str) -> None:
        """Show another drawing."""
        self._what = (icon, tone, self._what[2])
        self._paint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._painted != self._seen():
            self._paint()

    def _seen(self) -> tuple[theme.Theme, float]:
        return theme.current(), self.devicePixelRatioF()

    def _paint(self) -> None:
        icon, tone, size = self._what
        self._painted = self._seen()
        self.setPixmap(icons.pixmap(icon, tone, size, self.devicePixelRatioF()))
        self.setFixedSize(icons.box(size))


class Field(QWidget):
    """Label above, control, help below, and a problem in words and shape; the screen reader hears all of it.

    `name` is what the screen reader calls the control where the label alone would not tell it from others.
    Whether an answer is needed or optional stands beside the label, in that word.
    """

    edited = Signal(object)

    def __init__(
        self,
        label: str,
        control: QWidget,
        help_text: str = "",
        *,
        optional: bool = False,
        needed: bool = False,
        name: str = "",
    ) -> None:
        super().__init__()
        self.control = control
        self._wish = "needed" if needed else "optional" if optional else ""
        self._name = name or label
        self.label = Words(label, "label", wrap=len(label) > _LONG)
        if "&" not in label:  # which a label with a buddy would take for a shortcut
            self.label.setBuddy(next((face for face in _faces(control) if isinstance(face, QComboBox)), control))
        self._help = Words(help_text, "muted")
        self._problem = Words("", "problem")
        self._trouble = QWidget()
        self._trouble.setLayout(row(Glyph("warning", "danger_text", 18), self._problem, gap=6))
        self._trouble.layout().setStretch(1, 1)  # type: ignore[union-attr]
        if self._wish:
            self._mark(label)
        heading = row(self.label, *([] if self.label.wordWrap() else [None]))
        heading.setStretch(0, int(self.label.wordWrap()))
        self.setLayout(column(heading, control, self._help, self._trouble, gap=4))
        self._trouble.hide()
        self._help.setVisible(bool(help_text))
        cast(Any, control).edited.connect(self.edited)
        self._announce()

    def raw(self) -> Any:
        """The control's raw value."""
        return cast(Input, self.control).raw()

    def set_raw(self, value: object) -> None:
        """Show this raw value; nothing is emitted."""
        cast(Input, self.control).set_raw(value)

    def problem(self) -> str:
        """What is wrong with the answer, or nothing."""
        return self._problem.text()

    def set_problem(self, sentence: str | None) -> None:
        """Say what is wrong with the answer; None or nothing clears it."""
        self._problem.setText(sentence or "")
        self._trouble.setVisible(bool(sentence))
        for widget in _faces(self.control):
            restyle(widget, "wrong", "true" if sentence else "false")
        self._announce()

    def set_help(self, text: str) -> None:
        """Change the sentence below the control."""
        self._help.setText(text)
        self._help.setVisible(bool(text))
        self._announce()

    def _mark(self, label: str) -> None:
        """The word stands in the label itself, so that both wrap together."""
        self.label.setTextFormat(Qt.TextFormat.RichText)
        self.label.setText(f'{escape(label)}\u2002<span style="font-weight: normal">{self._wish}</span>')

    def _announce(self) -> None:
        wish = f"{self._wish.capitalize()}." if self._wish else ""
        described = " ".join(part for part in (self._problem.text(), wish, self._help.text()) if part)
        self.control.setAccessibleName(self._name)
        for widget in _faces(self.control):
            # What stands in a list or beside an option is its name to a screen reader: the field's comes with it.
            option = isinstance(widget, QRadioButton | QCheckBox | QComboBox) and widget is not self.control
            widget.setAccessibleDescription(f"{self._name} {described}".strip() if option else described)


class FieldRow(QWidget):
    """Short fields side by side, their tops aligned; those whose control has no width of its own share the room."""

    def __init__(self, *fields: QWidget, gap: int = 16) -> None:
        super().__init__()
        line = row(*fields, gap=gap)
        growing = [place for place, field in enumerate(fields) if not _narrow(field)]
        for place in range(len(fields)):
            line.setStretch(place, 1 if place in growing else 0)
            line.setAlignment(fields[place], Qt.AlignmentFlag.AlignTop)
        if not growing:
            line.addStretch(1)
        self.setLayout(line)


def _narrow(field: QWidget) -> bool:
    return isinstance(field, Field) and field.control.maximumWidth() < _ANY_WIDTH


def _faces(control: QWidget) -> list[QWidget]:
    """The control and, where it is made of several, the part that takes the keyboard."""
    faces, proxy = [control], control.focusProxy()
    while isinstance(proxy, QWidget):
        faces.append(proxy)
        proxy = proxy.focusProxy()
    return faces
