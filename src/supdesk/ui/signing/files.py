"""Files a person chooses here: the mail or scan to keep, and where a PDF goes."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from supdesk.domain.errors import SupdeskError

PLAIN = QFileDialog.Option.DontUseNativeDialog
"""Our own dialog, so that no list of recent files of the desktop learns of it."""


def ask_open(parent: QWidget, title: str, kinds: str) -> Path | None:
    """The file chosen, or None."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, "", kinds, options=PLAIN)
    return Path(chosen) if chosen else None


def ask_save(parent: QWidget, title: str, name: str) -> Path | None:
    """Where to save a PDF, or None."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, name, "PDF (*.pdf)", options=PLAIN)
    return Path(chosen) if chosen else None


def content_of(path: Path) -> bytes:
    """The file's bytes; SupdeskError `file.unreadable`."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SupdeskError("file.unreadable", "That file can't be read. Choose another one.") from error
