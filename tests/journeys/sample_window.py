"""A small window that holds one of each control the driver must be able to use; run as a program of its own."""

import os
import sys
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QDate, Qt, QTimer
from PySide6.QtGui import QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

COUNTRIES = [f"Country {number}" for number in range(1, 60)]


class Pad(QWidget):
    """Draws what the mouse draws, and tells a label how many strokes and points that was."""

    def __init__(self, tally: QLabel) -> None:
        super().__init__()
        self.setAccessibleName("Signature")
        self.setFixedSize(300, 80)
        self.tally = tally
        self.strokes: list[list[tuple[float, float]]] = []

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.strokes.append([(event.position().x(), event.position().y())])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.strokes[-1].append((event.position().x(), event.position().y()))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        points = sum(len(stroke) for stroke in self.strokes)
        self.tally.setText(f"{len(self.strokes)} strokes, {'many' if points > 8 else 'few'} points")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        painter.setPen(QPen(Qt.GlobalColor.black, 2))
        for stroke in self.strokes:
            for (x, y), (u, v) in pairwise(stroke):
                painter.drawLine(int(x), int(y), int(u), int(v))
        painter.end()


class Window(QMainWindow):
    """Two pages: one full of controls, one that a button leads to."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Sample")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.first_page())
        self.pages.addWidget(self.second_page())
        self.setCentralWidget(self.pages)
        self.resize(900, 700)
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(lambda: self.said.setText("Locked"))

    def first_page(self) -> QWidget:
        page = QWidget()
        columns = QHBoxLayout(page)
        columns.addLayout(self.controls())
        columns.addWidget(long_form())
        return page

    def controls(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self.said = QLabel("Nothing yet")
        column.addWidget(self.said)
        form = QFormLayout()
        for text, widget in self.fields():
            form.addRow(text, widget)
        column.addLayout(form)
        tally = QLabel("Not drawn")
        column.addWidget(Pad(tally))
        column.addWidget(tally)
        column.addWidget(table())
        column.addLayout(self.buttons())
        return column

    def fields(self) -> list[tuple[str, QWidget]]:
        secret = QLineEdit()
        secret.setEchoMode(QLineEdit.EchoMode.Password)
        day = QDateEdit(QDate(2025, 1, 31))
        day.setDisplayFormat("dd/MM/yyyy")
        country = QComboBox()
        country.addItems(COUNTRIES)
        agreed = QCheckBox("I a&gree")
        agreed.toggled.connect(lambda on: self.said.setText("Agreed" if on else "Not agreed"))
        prose, plain = QTextEdit(), QPlainTextEdit()
        prose.setAccessibleName("Reflection")
        plain.setAccessibleName("Plain notes")
        tabs = QTabWidget()
        tabs.addTab(prose, "Rich")
        tabs.addTab(plain, "Plain")
        return [
            ("&Full name", QLineEdit()),
            ("Passphrase", secret),
            ("Day", day),
            ("Country", country),
            ("Guests", QSpinBox()),
            ("", agreed),
            ("", QRadioButton("By telephone")),
            ("Notes", tabs),
        ]

    def buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        more = QPushButton("More")
        menu = QMenu(more)
        menu.addAction("Save a &copy…", self.save_copy)
        menu.addAction("Say so", lambda: self.said.setText("Said so"))
        more.setMenu(menu)
        turn, ask, close = QPushButton("&Next page"), QPushButton("Ask me…"), QPushButton("Close")
        turn.clicked.connect(lambda: self.pages.setCurrentIndex(1))
        ask.clicked.connect(self.ask)
        close.clicked.connect(self.close)
        for button in (more, turn, ask, close):
            row.addWidget(button)
        return row

    def second_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addWidget(QLabel("<h1>The second page</h1>"))
        late = QPushButton("In a moment")
        late.setEnabled(False)
        QTimer.singleShot(2500, lambda: late.setEnabled(True))
        late.clicked.connect(lambda: late.setText("At last"))
        column.addWidget(late)
        back = QPushButton("Back")
        back.clicked.connect(lambda: self.pages.setCurrentIndex(0))
        column.addWidget(back)
        return page

    def save_copy(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save a copy")
        self.said.setText(f"Saved {Path(name).name}")

    def ask(self) -> None:
        dialog = QDialog(self)
        dialog.setWindowTitle("A question")
        column = QVBoxLayout(dialog)
        yes = QPushButton("Yes")
        yes.clicked.connect(dialog.accept)
        column.addWidget(QLabel("Is this so?"))
        column.addWidget(yes)
        dialog.accepted.connect(lambda: self.said.setText("It is so"))
        dialog.open()


def table() -> QTableWidget:
    grid = QTableWidget(30, 2)
    grid.setAccessibleName("People")
    grid.setHorizontalHeaderLabels(["Name", "Role"])
    for row in range(30):
        grid.setItem(row, 0, QTableWidgetItem(f"Person {row + 1}"))
        grid.setItem(row, 1, QTableWidgetItem("Nurse"))
    return grid


def long_form() -> QScrollArea:
    inside = QWidget()
    form = QFormLayout(inside)
    for number in range(1, 41):
        choice = QComboBox()
        choice.addItems(["Yes", "No", "Unsure"])
        form.addRow(f"Question {number}", choice)
    last = QLineEdit()
    form.addRow("Last words", last)
    tall = QPlainTextEdit()
    tall.setMinimumHeight(1500)
    form.addRow("Tall box", tall)
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    return area


def main() -> int:
    app = QApplication(sys.argv)
    window = Window()
    window.show()
    ended = app.exec()
    if "--again" in sys.argv:
        os.execv(sys.executable, [sys.executable, sys.argv[0]])  # noqa: S606
    return ended


if __name__ == "__main__":
    sys.exit(main())
