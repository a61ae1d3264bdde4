"""Row 15: 500,000 letters of every kind: all kept in vault and JSON, and each that the page can't show is named."""

import json
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from random import Random

from supdesk.desk import finishing, reading, recording
from supdesk.desk.desk import Desk
from supdesk.documents.unprintable import unprintable
from supdesk.vault.connection import fetch
from tests.desk.desks import new_desk, planned, written
from tests.documents.printed import TOP, printed
from tests.tools import needs_tool

MANY, FEW = 500_000, 20_000
PIECES = (
    "Ordinary words. ", "Łódź, naïve – “quoted” ", "שלום ", "مرحبا ", "नमस्ते ", "สวัสดี ", "中文字 ", "한국어 ",
    "🙂", "👩\u200d👩\u200d👧\u200d👦", "🏳️\u200d🌈", "🇬🇧", "👍🏿", "\u202eback\u202c ", "\u200f", "\ufeff",
    "e\u0301 ", "\u2028", "\u0085", "\r\n", "\n", "\t", "\x00", "\x07", "\x1b[31m", "\x7f", "\x9f", "\ue000",
    "\U0001fffe", "\uffff", "\U0010ffff", "<b>&amp;", "}}\\x", "= 1",
)  # fmt: skip


def tried(work: Path, few: bool) -> str:
    """Row 15 of the fault programme."""
    text = _written(FEW if few else MANY)
    desk = new_desk(work / "own")
    try:
        _kept(desk, text)
    finally:
        desk.vault.close()
    looked_at = _named(sorted(set(text) | set(_letters(40 if few else 7))), work)
    return f"{len(text):,} letters kept in vault and JSON; of {looked_at:,} kinds each is on the page or named"


def _written(many: int) -> str:
    """So many letters, with one run of a fifth of them that has no space, the same each time."""
    rng, text = Random("letters"), list[str]()
    size = 0
    while size < many * 4 // 5:
        text.append(rng.choice(PIECES))
        size += len(text[-1])
    return ("".join(text) + "x" * many)[:many]


def _letters(stride: int) -> Iterator[str]:
    """Letters from all over Unicode; no half of a pair is one."""
    return (chr(code) for code in range(32, 0x20000, stride) if not 0xD800 <= code < 0xE000)


def _kept(desk: Desk, text: str) -> None:
    """As a draft, as a record and as the JSON that the record is."""
    sitting = recording.sit_down(desk, planned(desk))
    draft = sitting.main.draft.id
    recording.save(desk, draft, written(issues=text))
    assert recording.reopen(desk, draft).draft.raw["issues"] == text, "the draft lost something"
    made = finishing.finish(desk, [draft])
    assert made.problems == (), made.problems
    (record,) = made.records
    kept = str(reading.read(desk, record.id).record.answers["issues"])
    (row,) = fetch(desk.vault.cx, "SELECT document FROM records WHERE id = :id", id=record.id)
    said = json.loads(row["document"])["answers"]["issues"]
    assert kept == said == text.replace("\r\n", "\n").strip(), (
        "the record lost something"
    )  # its ends of lines are one


def _named(letters: list[str], work: Path) -> int:
    """Each letter is told to be unprintable, or stands on the page that is printed of it."""
    needs_tool("pdftotext")
    resources = TOP / "resources"
    shown = [each for each in letters if not unprintable([each], resources)]
    assert set(unprintable(letters, resources)) == {
        name for each in letters for name in unprintable([each], resources)
    }
    seen = [each for each in shown if each.isprintable() and not each.isspace() and not unicodedata.combining(each)]
    _, page = printed("ad-hoc", {"advice": " ".join(f"a{each}b" for each in seen)})
    file = work / "page.pdf"
    file.write_bytes(page.content)
    told = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", file, "-"], capture_output=True, check=True
    ).stdout.decode()
    lost = [f"U+{ord(each):04X}" for each in seen if f"a{each}b" not in told]
    assert lost == [], f"neither shown nor named: {lost[:20]} and {len(lost)} in all"
    return len(letters)
