"""What stands beside a section while one writes."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from supdesk.forms.definition import Form, Guide
from supdesk.ui.parts import Words, clear, column, row

NONE = "There are no prompts for this part."
_TOP = Qt.AlignmentFlag.AlignTop


class GuidePanel(QWidget):
    """The guide of one section of a form: what to listen for, open questions, key tasks."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._sections = form.sections
        self._body = column(gap=16)
        self.setLayout(self._body)
        self.setAccessibleName("Guide")
        self.show_section(0)

    def show_section(self, index: int) -> None:
        """Show the guide of that section, counted from 0; a number beyond the last shows nothing."""
        clear(self._body)
        if not 0 <= index < len(self._sections):
            return
        section = self._sections[index]
        self._body.addWidget(Words(section.title, "strong"))
        groups = list(_groups(section.guide)) if section.guide else []
        for title, lines in groups:
            self._body.addWidget(_group(title, lines))
        if not groups:
            self._body.addWidget(Words(section.help or NONE, "muted"))
        self._body.addStretch(1)


def _groups(guide: Guide) -> Iterator[tuple[str, tuple[str, ...]]]:
    titled = (("Listen for", guide.listen), ("Open questions", guide.questions), ("Key tasks", guide.tasks))
    return ((title, lines) for title, lines in titled if lines)


def _group(title: str, lines: tuple[str, ...]) -> QWidget:
    group = QWidget()
    group.setAccessibleName(title)
    group.setLayout(column(Words(title, "label"), *(_point(line) for line in lines), gap=6))
    return group


def _point(line: str) -> QWidget:
    point, dot, words = QWidget(), Words("•", "muted", wrap=False), Words(line, selectable=True)
    inner = row(dot, words, gap=8)
    inner.setStretch(1, 1)
    inner.setAlignment(dot, _TOP)
    point.setLayout(inner)
    return point
