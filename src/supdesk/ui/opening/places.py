"""Asking the system where a file or folder is, and writing one whole file there."""

from pathlib import Path
from typing import TYPE_CHECKING

from supdesk.domain.errors import SupdeskError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def ask_folder(parent: "QWidget", title: str, start: Path | None = None) -> Path | None:
    """A folder the person chose, or None."""
    from PySide6.QtWidgets import QFileDialog

    found = QFileDialog.getExistingDirectory(parent, title, str(start or Path.home()))
    return Path(found) if found else None


def ask_new_file(parent: "QWidget", title: str, start: Path, kinds: str) -> Path | None:
    """Where the person wants a new file, or None."""
    from PySide6.QtWidgets import QFileDialog

    found, _ = QFileDialog.getSaveFileName(parent, title, str(start), kinds)
    return Path(found) if found else None


def near_home(folder: Path) -> str:
    """The folder as a person knows it, with `~` for their home."""
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except ValueError:
        return str(folder)


def write_file(target: Path, content: bytes) -> None:
    """Write a whole file or none; SupdeskError `file.place` when it can't be written there."""
    from PySide6.QtCore import QIODevice, QSaveFile

    file = QSaveFile(str(target))
    if file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(content) == len(content) and file.commit():
        return
    raise SupdeskError("file.place", "The file can't be written there. Choose another folder.")
