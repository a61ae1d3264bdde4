"""Words on the page: always plain text, so that nothing a person typed is ever read as markup."""

from html import escape
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget


class Words(QLabel):
    """A piece of text in one role: display, title, heading, lead, label, strong, body, muted, problem."""

    def __init__(self, text: str = "", role: str = "body", *, wrap: bool = True, selectable: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        self.setText(text)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )


class Line(QFrame):
    """A hairline between two things; a class so that it is drawn alike everywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "line")


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at, and have the widget drawn anew."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def plain_tip(text: str) -> str:
    """The text as a tool tip, which would read a name with tags in it as markup."""
    return f"<qt>{escape(text)}</qt>" if "<" in text else text


def near_home(folder: Path) -> str:
    """The folder as a person knows it, with `~` for their home."""
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except ValueError:
        return str(folder)
