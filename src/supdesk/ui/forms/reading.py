"""A record to read: its answers as selectable text, section by section."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from supdesk.forms.answers import Answers, shown
from supdesk.forms.definition import Field, Form, Section
from supdesk.ui import theme
from supdesk.ui.parts import Line, Words, column


class RecordText(QWidget):
    """What was written on a form: small labels, answers that can be selected; what was not answered is left out."""

    def __init__(self, form: Form, answers: Answers) -> None:
        super().__init__()
        self.setAccessibleName(form.title)
        texts = {field.id: _apart(field, text) for field, text in shown(form, answers)}
        blocks = [block for section in form.sections if (block := _section(section, texts)) is not None]
        parts: list[QWidget] = [each for block in blocks for each in (Line(), block)][1:]
        self.setLayout(column(*(parts or [Words("Nothing is written here.", "muted")]), gap=16))


class _Heading(Words):
    """A section's title, a stop for the keyboard: from here arrows and page keys scroll what follows."""

    def __init__(self, title: str) -> None:
        super().__init__(title, "heading")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(theme.current().colour("focus"), 3))
            painter.drawLine(0, self.height() - 2, self.width(), self.height() - 2)
            painter.end()


def _section(section: Section, texts: dict[str, str]) -> QWidget | None:
    answered = list(_answers(section, texts))
    if not answered:
        return None
    block = QWidget()
    block.setAccessibleName(section.title)
    heading = [_Heading(section.title)] if section.title else []
    block.setLayout(column(*heading, *answered, gap=12))
    return block


def _apart(field: Field, text: str) -> str:
    """Actions stand on a line each; on the screen, where lines break, each stands by itself."""
    return text.replace("\n", "\n\n") if field.kind in ("actions", "outcomes") else text


def _answers(section: Section, texts: dict[str, str]) -> Iterator[QWidget]:
    for field in section.fields:
        if field.id in texts:
            answer = QWidget()
            answer.setAccessibleName(field.label)
            words = Words(texts[field.id], selectable=True)
            words.setAccessibleName(f"{field.label}: {texts[field.id]}")
            answer.setLayout(column(Words(field.label, "muted"), words, gap=2))
            yield answer
