"""The demonstration: all of it is there, holds, and is readable only where it is meant to be."""

import base64
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from supdesk.app import world
from supdesk.desk import reading, recording, unlocking
from supdesk.forms import answers
from supdesk.forms.kinds import KINDS
from supdesk.vault import handle
from supdesk.vault.keys import FLOOR
from tests.app.commanding import FORMS, Demo, digests, supdesk
from tests.tools import needs_tool

ROUND = ("register-0008", "register-0009", *(f"action-plan-{number:04}" for number in range(10, 14)))
FILES = {
    "passphrase.txt", "practice.supdesk/vault.db", "practice.supdesk/vault.json",
    *(f"practice.supdesk/backups/vault.{kind}" for kind in ("db", "json")),
    *(f"records/{form}.pdf" for form in FORMS),
    *(f"register/register.{kind}" for kind in ("pdf", "csv", "xlsx", "json", "eml")),
    *(f"reports/supervision-{what}.{kind}" for what in ("figures", "tracker", "year") for kind in ("pdf", "xlsx")),
    *(f"reports/attendance-statement-000{number}.{kind}" for number in (1, 2, 3, 4) for kind in ("pdf", "eml")),
    "reports/session-log.pdf", "shelf/shelf.pdf",
    *(f"round/{what}.{kind}" for what in ROUND for kind in ("pdf", "eml")),
    *(f"drafts/{name}" for name in ("sessions.ics", "evaluation-S.pdf", "evaluation-S.eml", "notice.eml")),
}  # fmt: skip
DAYS = re.compile(r"-20\d\d(-[\dQ]+)*|/20\d{6}T\d{6}Z\.supdesk")
"""What is of its time in the name of a report, a form or a backup."""


def test_every_file_of_the_demonstration_is_there_and_nothing_else(demo: Demo) -> None:
    there = {DAYS.sub("", name) for name in digests(demo.folder)}
    tables = {name for name in there if name.startswith("reports/") and name.endswith(".csv")}
    assert there - tables == FILES
    assert "reports/supervision-figures-attendance-by-service.csv" in tables
    assert all(path.stat().st_size > 20 for path in demo.folder.rglob("*") if path.is_file())


def test_poppler_finds_each_signature_valid_and_over_the_whole_document(demo: Demo) -> None:
    needs_tool("pdfsig")
    for pdf in demo.pdfs:
        said = subprocess.run(["pdfsig", "-nocert", pdf], capture_output=True, text=True, check=True).stdout
        assert said.count("Signature is Valid") == 1, pdf.name
        assert "Total document signed" in said, pdf.name


def test_the_practice_vault_opens_with_its_passphrase_and_holds(demo: Demo) -> None:
    answer = supdesk("check", demo.vault, *demo.secret)
    assert answer.code == 0
    assert answer.out.count("all hold") == 7
    assert "private pages: all hold" in answer.out, "how many is not told"


def test_no_word_somebody_wrote_is_in_a_file_of_the_vault(demo: Demo) -> None:
    words = written_words(demo)[-50:]
    assert len(words) == 50
    everything = b"".join(path.read_bytes() for path in demo.vault.rglob("*") if path.is_file())
    for word in words:
        utf8 = word.encode()
        forms = [utf8, word.encode("utf-16-le"), word.encode("utf-16-be"), utf8.hex().encode()]
        forms += [base64.b64encode(b"x" * shift + utf8)[4:-4] for shift in range(3)]
        assert [form for form in forms if form in everything] == []


def written_words(demo: Demo) -> list[str]:
    """The words of every free answer, the longest last: short ones turn up in noise by chance."""
    desk = unlocking.unlock(
        demo.vault, (demo.folder / "passphrase.txt").read_text().strip(), world.surroundings()[0]
    )
    words: set[str] = set()
    for record in reading.records(desk):
        for field, text in answers.shown(recording.form_of(desk, record), record.answers):
            if KINDS[field.kind].free:
                words.update(word for word in text.split() if word.isalpha())
    desk.vault.close()
    return sorted(words, key=lambda word: (len(word), word))


@pytest.mark.parametrize("place", ["", "file"])
def test_a_demonstration_never_replaces_something_else(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("somebody's work")
    before = digests(tmp_path)
    answer = supdesk("demo", tmp_path / place)
    assert answer.code == 3
    assert answer.err.startswith("supdesk: ")
    assert digests(tmp_path) == before


def test_a_demonstration_replaces_an_earlier_one_only_where_nothing_else_is(tmp_path: Path, demo: Demo) -> None:
    place = tmp_path / "place"
    shutil.copytree(demo.folder, place)
    (place / "letter.odt").write_text("somebody's work")
    before = digests(place)
    assert supdesk("demo", place).code == 3
    assert digests(place) == before


def test_a_demonstration_never_replaces_a_vault_of_its_name_with_another_passphrase(tmp_path: Path) -> None:
    handle.create(tmp_path / "practice.supdesk", "own", "gravel lantern orbit thistle", FLOOR, os.urandom).close()
    before = digests(tmp_path)
    answer = supdesk("demo", tmp_path)
    assert answer.code == 3
    assert "holds something else" in answer.err
    assert digests(tmp_path) == before
