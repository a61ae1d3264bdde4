"""The practice year: made deed by deed, and its register holds nothing anybody wrote."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import jsonschema
import pytest

from supdesk.desk import attending, deciding, demonstrating, finishing, planning, reading, recording, registering
from supdesk.desk.desk import Desk
from supdesk.domain.records import RecordState
from supdesk.domain.registers import Period
from supdesk.domain.sessions import Kind, Mode, State
from supdesk.forms import answers
from supdesk.forms.kinds import KINDS
from supdesk.vault import checking
from tests.desk.desks import CHEAP, NOW, made_desk

PLANTED = "zanzibarmarmalade"
YEAR = Period(date(2025, 6, 1), date(2026, 6, 10))


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("practice")
    around = made_desk(folder / "other").around
    desk = demonstrating.practise(folder / "practice.supdesk", around, CHEAP, lambda words: None)
    yield desk
    desk.vault.close()


def _readable(files: dict[str, bytes]) -> str:
    """All the text a person or a program could find in the register's files."""
    texts = [files["register.csv"].decode("utf-8-sig"), files["register.json"].decode()]
    with zipfile.ZipFile(io.BytesIO(files["register.xlsx"])) as book:
        texts += [book.read(name).decode() for name in book.namelist() if name.endswith(".xml")]
    mail = message_from_bytes(files["register.eml"], policy=policy.default)
    body = mail.get_body()
    assert body is not None
    texts += [str(mail["subject"]), body.get_content()]
    texts.append(_pdf_text(files["register.pdf"]))
    return "\n".join(texts)


def _pdf_text(content: bytes) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def _runs(text: str) -> set[str]:
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[place : place + 5]) for place in range(len(words) - 4)}


def test_the_year_has_every_kind_of_session_and_record(year: Desk) -> None:
    sessions = planning.sessions(year)
    assert {s.kind for s in sessions} == set(Kind)
    assert {s.state for s in sessions} == set(State)
    sealed = {r.serves for r in reading.records(year) if r.state is not RecordState.FINISHED}
    assert sealed == {"contract", "one-to-one", "group", "cycle", "evaluation", "ad-hoc"}


def test_the_year_leaves_something_to_attend_to(year: Desk) -> None:
    found = attending.today(year)
    assert found.sessions
    assert found.people
    assert found.actions
    assert [record.serves for record in found.waiting] == ["one-to-one"]


def test_the_practice_vault_holds_together(year: Desk) -> None:
    assert [finding.what for finding in checking.check(year.vault.cx) if finding.wrong] == []


def test_an_action_carried_over_keeps_its_identity_and_history(year: Desk) -> None:
    carried = [a for a in [listed.action for listed in deciding.listed(year)] if a.carried and len(a.history) > 1]
    assert [step.decision.value for step in carried[0].history] == ["carried", "done"]


def test_no_run_of_five_written_words_is_in_the_register(year: Desk) -> None:
    register = replace(registering.preview(year, YEAR), number="G-2026-001")
    assert len(register.rows) > 12
    found = _runs(_readable(registering.content(year, register)))
    written: set[str] = set()
    for record in reading.records(year):
        form = recording.form_of(year, record)
        for field, text in answers.shown(form, record.answers):
            if KINDS[field.kind].free:
                written |= _runs(text)
    assert len(written) > 500
    assert written & found == set()


def test_a_word_planted_in_every_free_text_answer_is_in_no_file_of_the_register(tmp_path: Path) -> None:
    desk = made_desk(tmp_path)
    member = planning.plan(desk, Kind.ONE_TO_ONE, Mode.FACE_TO_FACE, NOW.date(), [_someone(desk)]).subject
    sitting = recording.sit_down(desk, member)
    assert sitting.cycle
    for sheet in (sitting.main, sitting.cycle):
        raw = dict(sheet.draft.raw)
        for field in sheet.form.fields():
            if field.kind in {"prose", "short"} and not field.fills:
                raw[field.id] = f"{PLANTED} {field.id}"
            if field.kind == "actions" and not field.fills:
                parts = dict.fromkeys(("what", "by_whom", "because", "how"), PLANTED)
                raw[field.id] = [parts | {"by_when": "2026-07-01", "id": ""}]
            if field.fills == "confidential":
                raw[field.id] = True
        recording.save(desk, sheet.draft.id, raw)
    made = finishing.finish(desk, [sitting.main.draft.id, sitting.cycle.draft.id])
    assert made.problems == ()
    assert all(PLANTED in answers.search_text(recording.form_of(desk, r), r.answers) for r in made.records)
    files, _ = registering.write(desk, Period(NOW.date(), NOW.date()), tmp_path)
    text = _readable({file.name: file.read_bytes() for file in files})
    assert "Someone Invented" in text
    assert PLANTED not in text.casefold()
    desk.vault.close()


def _someone(desk: Desk) -> str:
    from tests.desk.desks import enrolled

    return enrolled(desk, "Someone Invented", service="Child health")


def test_the_register_of_the_year_is_valid_addressed_and_complete(year: Desk, tmp_path: Path) -> None:
    files, _ = registering.write(year, YEAR, tmp_path)
    assert [f.name for f in files] == [f"register.{kind}" for kind in ("pdf", "csv", "xlsx", "json", "eml")]
    schema = json.loads((year.around.resources / "register.schema.json").read_text())
    data = json.loads((tmp_path / "register.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(data)
    mail = message_from_bytes((tmp_path / "register.eml").read_bytes(), policy=policy.default)
    assert mail["to"] == year.pack.register.mailbox
    assert mail["x-unsent"] == "1"
    assert not mail["subject"].startswith(year.pack.register.tag)
    assert [part.get_filename() for part in mail.iter_attachments()] == [f.name for f in files[:-1]]
    rows = list(csv.reader(io.StringIO((tmp_path / "register.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) == len(data["rows"]) + 1


def test_sending_the_same_period_again_is_a_correction(year: Desk, tmp_path: Path) -> None:
    period = Period(date(2026, 1, 1), date(2026, 3, 31))
    registering.write(year, period, tmp_path)
    first = registering.sent(year)[0]
    registering.write(year, period, tmp_path)
    again = registering.sent(year)[0]
    assert first.corrects == ""
    assert again.corrects == first.number
