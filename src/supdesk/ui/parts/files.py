"""Asking where a file or folder is, and showing it. The dialogues are Qt's own: the veil can shut them."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from supdesk.domain.errors import SupdeskError

OWN = QFileDialog.Option.DontUseNativeDialog
PDF = "PDF (*.pdf)"
MOST = 100_000_000
"""Bytes that are read at all; what asks for a file may want fewer."""


def ask_folder(parent: QWidget, title: str, start: Path | None = None) -> Path | None:
    """A folder the person chose, or None."""
    how = QFileDialog.Option.ShowDirsOnly | OWN
    found = QFileDialog.getExistingDirectory(parent, title, str(start or Path.home()), how)
    return Path(found) if found else None


def ask_file(parent: QWidget, title: str, kinds: str) -> Path | None:
    """A file the person chose, or None. `kinds` is Qt's filter, such as `PDF (*.pdf)`."""
    found, _ = QFileDialog.getOpenFileName(parent, title, str(Path.home()), kinds, options=OWN)
    return Path(found) if found else None


def ask_new_file(parent: QWidget, title: str, name: str, kinds: str, folder: Path | None = None) -> Path | None:
    """Where the person wants a new file, `name` being proposed; or None."""
    start = str((folder or Path.home()) / name)
    found, _ = QFileDialog.getSaveFileName(parent, title, start, kinds, options=OWN)
    return Path(found) if found else None


def show_folder(folder: Path) -> None:
    """Open a folder in the system's own window for files."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def content_of(path: Path) -> bytes:
    """The file's bytes; SupdeskError `file.unreadable` or `file.large`."""
    try:
        if not path.is_file():  # a pipe or a device could be read for ever
            raise OSError
        with path.open("rb") as file:
            content = file.read(MOST + 1)
    except OSError as error:
        raise SupdeskError("file.unreadable", "That file can't be read. Choose another one.") from error
    if len(content) > MOST:
        raise SupdeskError("file.large", f"That file is larger than {MOST // 1_000_000} MB. Choose a smaller one.")
    return content
