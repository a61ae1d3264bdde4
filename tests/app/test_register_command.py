"""The register, as the demonstration and `supdesk export register` write it: dates only, ready to send."""

import csv
import io
import json
import shutil
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import jsonschema
import pytest
from pypdf import PdfReader

from supdesk.app import shipped, world
from supdesk.desk import reading, recording, registering, unlocking
from supdesk.desk.desk import Desk
from supdesk.forms import answers
from supdesk.forms.kinds import KINDS
from supdesk.vault import store
from tests.app.commanding import Answer, Demo, digests, supdesk
from tests.exchange.office import cells_in_libreoffice, formulas_in, texts_of
from tests.exchange.register_text import runs_of_five, text_of

KINDS_OF_FILE = ("pdf", "csv", "xlsx", "json", "eml")
LAST = ("2026-01-01", "2026-12-31")


@pytest.fixture
def own(demo: Demo, tmp_path: Path) -> Demo:
    """A copy of the demonstration, to write into."""
    shutil.copytree(demo.folder, tmp_path / "own")
    return Demo(tmp_path / "own", demo.certificate)


@pytest.fixture
def desk(own: Demo) -> Iterator[Desk]:
    opened = unlocking.unlock(own.vault, own.secret[1].read_text().strip(), world.surroundings()[0])
    yield opened
    opened.vault.close()


def files_in(folder: Path) -> dict[str, bytes]:
    return {f"register.{kind}": (folder / f"register.{kind}").read_bytes() for kind in KINDS_OF_FILE}


def export(demo: Demo, out: Path, first: str, until: str, *more: str) -> Answer:
    return supdesk(
        "export", "register", demo.vault, "--from", first, "--until", until, "--out", out, *demo.secret, *more
    )


def mail_in(folder: Path) -> EmailMessage:
    mail = message_from_bytes((folder / "register.eml").read_bytes(), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


@pytest.mark.parametrize("name", ["register.xlsx", "register.csv"])
def test_libreoffice_opens_it_and_finds_every_row_and_no_formula(demo: Demo, name: str, tmp_path: Path) -> None:
    cells = cells_in_libreoffice(tmp_path, name, (demo.register / name).read_bytes())
    rows = list(csv.reader(io.StringIO((demo.register / "register.csv").read_text("utf-8-sig"))))
    assert len(rows) > 12
    texts = texts_of(cells)
    assert [cell for row in rows for cell in row if cell not in texts] == []
    assert formulas_in(cells) == []


def test_its_data_is_valid_and_the_same_wherever_it_travels(demo: Demo) -> None:
    data = (demo.register / "register.json").read_bytes()
    schema = json.loads((shipped.resources() / "register.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(json.loads(data))
    assert PdfReader(demo.register / "register.pdf").attachments == {"register.json": [data]}
    parts = {
        part.get_filename(): part.get_payload(decode=True) for part in mail_in(demo.register).iter_attachments()
    }
    sent = files_in(demo.register)
    del sent["register.eml"]
    assert parts == sent


def test_its_mail_is_addressed_unsent_and_names_nobody(demo: Demo, desk: Desk) -> None:
    mail = mail_in(demo.register)
    assert mail["to"] == "practice-register@example.invalid"
    assert mail["x-unsent"] == "1"
    assert mail["from"] is None
    assert mail["subject"].startswith("[secure] PRACTICE: Safeguarding supervision register, ")
    body = mail.get_body()
    assert body is not None
    said = f"{mail['subject']} {body.get_content()}"
    assert [person.name for person in store.people(desk.vault.cx) if person.name in said] == []


def test_a_mailbox_outside_the_trusted_domains_gets_the_tag(own: Demo, desk: Desk, tmp_path: Path) -> None:
    tag = desk.pack.register.tag
    with desk.vault.deed("test", desk.now) as cx:
        store.put_setting(cx, "register_mail mse-icb", {"mailbox": "admin@example.org"})
    desk.vault.close()
    assert export(own, tmp_path, *LAST).code == 0
    assert mail_in(tmp_path)["to"] == "admin@example.org"
    assert mail_in(tmp_path)["subject"].startswith(f"{tag} ")


def test_no_five_words_that_somebody_wrote_are_in_it(demo: Demo, desk: Desk) -> None:
    found = runs_of_five(text_of(files_in(demo.register)))
    assert len(found) > 500
    written: set[str] = set()
    for record in reading.records(desk):
        for field, text in answers.shown(recording.form_of(desk, record), record.answers):
            if KINDS[field.kind].free:
                written |= runs_of_five(text)
    assert len(written) > 500
    assert written & found == set()


def rows_of(folder: Path) -> list[date]:
    return [date.fromisoformat(row["on"]) for row in json.loads((folder / "register.json").read_text())["rows"]]


def test_both_days_are_part_of_the_period(demo: Demo, own: Demo, tmp_path: Path) -> None:
    days = sorted(set(rows_of(demo.register)))
    first, last = days[2], days[-3]
    answer = export(own, tmp_path / "new", first.isoformat(), last.isoformat())
    assert answer.code == 0
    assert answer.out.splitlines() == [str(tmp_path / "new" / f"register.{kind}") for kind in KINDS_OF_FILE]
    assert sorted(set(rows_of(tmp_path / "new"))) == days[2:-2]
    one = export(own, tmp_path / "one", first.isoformat(), first.isoformat())
    assert one.err.endswith(": 3 rows from 1 session.\n")
    assert set(rows_of(tmp_path / "one")) == {first}


def test_what_was_written_holds_and_what_was_sent_is_corrected(own: Demo, tmp_path: Path) -> None:
    said = "2026-02-01", "2026-04-30", "--recipient", "Invented Team"
    assert export(own, tmp_path, *said).code == 0
    assert supdesk("verify", tmp_path / "register.pdf", "--certificate", own.certificate).code == 0
    first = (tmp_path / "register.json").read_bytes()
    number = json.loads(first)["number"]
    assert export(own, tmp_path, *said, "--replace").code == 0
    assert (tmp_path / "register.json").read_bytes() == first
    opened = unlocking.unlock(own.vault, own.secret[1].read_text().strip(), world.surroundings()[0])
    registering.say_sent(opened, number)
    opened.vault.close()
    assert export(own, tmp_path, *said, "--replace").code == 0
    assert json.loads((tmp_path / "register.json").read_bytes())["corrects"] == number
    assert "Corrected " in mail_in(tmp_path)["subject"]


def test_files_in_the_folder_are_written_over_only_when_asked(own: Demo, tmp_path: Path) -> None:
    assert export(own, tmp_path, *LAST).code == 0
    before = digests(tmp_path)
    answer = export(own, tmp_path, *LAST)
    assert answer.code == 3
    assert answer.err == (
        f"supdesk: {tmp_path}: That folder holds {', '.join(files_in(tmp_path))} already. "
        "Write over them with --replace, or name another folder with --out. (place.there)\n"
    )
    assert {name: digest for name, digest in digests(tmp_path).items() if name.startswith("register")} == {
        name: digest for name, digest in before.items() if name.startswith("register")
    }


def test_a_register_says_its_number_and_that_it_is_empty(own: Demo, tmp_path: Path) -> None:
    answer = export(own, tmp_path / "out", "1999-01-01", "1999-01-31")
    assert answer.code == 0
    assert answer.err == (
        "supdesk: Register G-1999-001: 0 rows from 0 sessions. "
        "Nothing was held, cancelled or missed: 1 January 1999 to 31 January 1999.\n"
    )


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (("2026-13-01", "2026-12-31"), "'2026-13-01' is not a day written as 2026-01-31"),
        (("yesterday", "2026-12-31"), "is not a day"),
        (("2026-12-31", "2026-01-01"), "--until comes before --from"),
    ],
)
def test_a_period_that_is_none_is_usage_and_leaves_nothing(
    own: Demo, days: tuple[str, str], says: str, tmp_path: Path
) -> None:
    before = digests(own.vault)
    answer = export(own, tmp_path / "out", *days)
    assert answer.code == 2
    assert says in answer.err
    assert not (tmp_path / "out").exists()
    assert digests(own.vault) == before


def test_a_folder_that_can_not_be_made_is_said_and_nothing_is_noted_as_sent(own: Demo, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("somebody's work")
    answer = export(own, tmp_path / "file", *LAST)
    assert answer.code == 3
    assert answer.err == f"supdesk: {tmp_path / 'file'} can't be read or written: File exists.\n"
    assert (tmp_path / "file").read_text() == "somebody's work"
