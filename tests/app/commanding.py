"""The command line as a person meets it: words in, an exit code and two streams of text out."""

import hashlib
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from supdesk.app import commands

FORMS = (
    "contract", "one-to-one", "group", "cycle", "evaluation", "ad-hoc", "questionnaire",  # the owner's pack
    "record", "my-world",  # the other
)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


def supdesk(*words: str | Path) -> Answer:
    """Run one command inside this process."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = commands.main([str(word) for word in words])
    return Answer(code, out.getvalue(), err.getvalue())


@dataclass(frozen=True)
class Demo:
    """The demonstration on the disk, and its owner's certificate."""

    folder: Path
    certificate: Path

    @property
    def vault(self) -> Path:
        return self.folder / "practice.supdesk"

    @property
    def secret(self) -> tuple[str, Path]:
        return "--passphrase-file", self.folder / "passphrase.txt"

    @property
    def register(self) -> Path:
        return self.folder / "register"

    @property
    def pdfs(self) -> list[Path]:
        return [*(self.folder / "records" / f"{kind}.pdf" for kind in FORMS), self.register / "register.pdf"]


def digests(folder: Path) -> dict[str, str]:
    """Every file below a folder, with its SHA-256."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
