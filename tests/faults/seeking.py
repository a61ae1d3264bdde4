"""Row 8: a word that somebody wrote is looked for in all that a kill leaves behind: home, temp, logs and the vault.

    python -m tests.faults.seeking WORD FOLDER

works with a vault in FOLDER, writes the word wherever one may, exports a record, and kills itself.
"""

import base64
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from supdesk.desk import backing_up, reading, recording, reflecting, registering
from supdesk.domain.registers import Period
from tests.desk.desks import TODAY, new_desk
from tests.desk.planting import planted
from tests.desk.test_practice_year import planted_in_every_form
from tests.exchange.register_text import text_of

ROOT = Path(__file__).parents[2]
WORD = "quincetrombone"
CHOSEN = "chosen"
"""The folder a record was exported to, where the word may stand."""


def tried(work: Path, few: bool) -> str:
    """Row 8 of the fault programme; there is no faster cut of it."""
    work_in = {name: work / name for name in ("home", "tmp", "log", "run")}
    for folder in work_in.values():
        folder.mkdir(mode=0o700)
    with (work_in["log"] / "told.txt").open("wb") as log:
        command = [sys.executable, "-X", "faulthandler", "-m", "tests.faults.seeking", WORD, str(work)]
        ran = subprocess.run(command, cwd=ROOT, env=_env(work_in), stdout=log, stderr=log, check=False)
    assert ran.returncode == -signal.SIGKILL, (work_in["log"] / "told.txt").read_text()
    files = [path for path in work.rglob("*") if path.is_file()]
    found = traces(WORD, (path for path in files if CHOSEN not in path.parts))
    assert found == [], f"the word stands in {found}"
    routine = {path.name: path.read_bytes() for path in (work / "routine").iterdir()}
    assert WORD not in text_of(routine).casefold(), "the word is in a register"
    exports = {path.name: path.read_bytes() for path in (work / CHOSEN).iterdir()}
    assert WORD in text_of(exports), "it could not have been found: it is in no export"
    return f"{len(files) - len(exports)} files searched for one word in {len(spellings(WORD))} spellings: in none"


def _env(folders: dict[str, Path]) -> dict[str, str]:
    """A home, temporary folder and session of its own."""
    homes = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": str(folders["tmp"]),
        "XDG_RUNTIME_DIR": str(folders["run"]),
        "QT_QPA_PLATFORM": "offscreen",
        **dict.fromkeys(homes, str(folders["home"])),
    }


def spellings(word: str) -> set[bytes]:
    """The word's bytes as they may stand in a file: in three encodings, each plain, in base64 and hexadecimal."""
    found = set[bytes]()
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        plain = word.encode(encoding)
        found |= {plain, plain.hex().encode(), plain.hex().upper().encode()}
        # What stands before it may move it by one or two bytes; the letters at its ends depend on its neighbours.
        found |= {base64.b64encode(b"\x00" * before + plain)[4 if before else 0 : -4] for before in range(3)}
    return found


def traces(word: str, files: Iterator[Path]) -> list[str]:
    """Which of these files hold the word in any spelling, in small or capital letters."""
    wanted = spellings(word) | spellings(word.upper()) | spellings(word.capitalize())
    return [str(path) for path in files if any(each in path.read_bytes() for each in wanted)]


def main(word: str, work: Path) -> None:
    """Write it everywhere, and die with the vault open and drafts half written."""
    desk = new_desk(work / "home" / "Own.supdesk")
    records = planted_in_every_form(desk, word)
    for form in desk.around.packs.own(desk.pack.id):
        sheet = reflecting.begin(desk, form.id)
        reflecting.save(desk, sheet.draft.id, planted(form, sheet.draft.raw, word))
    for draft in recording.drafts(desk):
        recording.save(desk, draft.id, {"notes": f"{word} half writ"})
    for name in ("routine", CHOSEN):
        (work / name).mkdir()
    registering.write(desk, Period(TODAY, TODAY), work / "routine")
    reading.export_pdf(desk, records[0].id, work / CHOSEN / "record.pdf")
    backing_up.back_up(desk, desk.vault.folder / "backups")
    print("nothing goes wrong")
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
