"""The practice year: made deed by deed, and its register holds nothing anybody wrote."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.message import Message
from pathlib import Path

import jsonschema
import pytest
from pypdf import PdfReader

from supdesk.desk import (
    attending,
    deciding,
    demonstrating,
    enrolling,
    entering,
    evaluating,
    exporting,
    finishing,
    forwarding,
    planning,
    reading,
    recording,
    reflecting,
    registering,
    reporting,
    routing,
    shelving,
    signing,
    starting,
)
from supdesk.desk.desk import Desk
from supdesk.documents.sheet import PRACTICE
from supdesk.domain import nhs_numbers
from supdesk.domain.clinical import Entered
from supdesk.domain.people import Role
from supdesk.domain.records import Record, RecordState
from supdesk.domain.registers import Period
from supdesk.domain.sessions import Kind, Mode, Presence, State
from supdesk.forms import answers
from supdesk.forms.kinds import KINDS
from supdesk.vault import checking
from tests.desk.desks import CHEAP, TODAY, empty_desk, enrolled
from tests.desk.planting import free_fields, planted
from tests.exchange.register_text import runs_of_five, text_of

PLANTED = "zanzibarmarmalade"
YEAR = Period(date(2025, 3, 4), TODAY)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("practice")
    around = empty_desk(folder / "other").around
    desk = demonstrating.practise(folder / "practice.supdesk", around, CHEAP, lambda words: None)
    yield desk
    desk.vault.close()


def test_the_year_has_every_kind_of_session_and_record(year: Desk) -> None:
    sessions = planning.sessions(year)
    assert {s.kind for s in sessions} == set(Kind)
    assert {s.state for s in sessions} == set(State)
    sealed = {r.serves for r in reading.records(year) if r.state is not RecordState.FINISHED}
    assert sealed == {"contract", "one-to-one", "group", "cycle", "evaluation", "ad-hoc", "questionnaire", "tool"}


def test_people_of_a_second_pack_have_a_year_of_their_own_in_the_same_vault(year: Desk) -> None:
    people = [each for each in enrolling.everyone(year) if each.pack != year.pack.id]
    leads = [each for each in people if Role.SERVICE_LEAD in each.roles]
    assert {each.service for each in leads} == {each.service for each in people}
    assert len(leads) == 2
    first, last, to_come = [each for each in planning.sessions(year) if each.pack != year.pack.id]
    assert routing.outlook(year, first.id).all_sent
    assert [each.session.id for each in routing.unsent(year)] == [last.id]
    assert to_come.state is State.PLANNED
    assert [each.presence for each in last.attendees].count(Presence.APOLOGIES) == 1


def test_who_sent_apologies_is_not_named_on_the_tool_that_was_written_without_them(year: Desk) -> None:
    [tool] = [record for record in reading.records(year) if record.serves == "tool"]
    [own] = [r for r in reading.records(year) if r.session_id == tool.session_id and r.serves == "group"]
    assert tool.answers["supervisees"] == own.answers["present"]
    assert set(tool.answers["supervisees"]).isdisjoint(own.answers["apologies"])


def test_the_second_pack_s_record_owes_some_clinical_records_and_its_numbers_are_nobodys(year: Desk) -> None:
    last = [each for each in planning.sessions(year) if each.pack != year.pack.id][1]
    [own] = [r for r in reading.records(year) if r.session_id == last.id and r.serves == "group"]
    found = [(each.state, nhs_numbers.digits_of(each.place)) for each in entering.due(year, own)]
    assert {state for state, _ in found} >= {Entered.DONE, Entered.OUTSTANDING}
    numbers = nhs_numbers.within(json.dumps(str(dict(own.answers))))
    assert numbers
    assert all(nhs_numbers.digits_of(number).startswith("999") for number in numbers)


def test_a_paper_that_goes_round_bears_the_name_of_its_own_organisation(year: Desk) -> None:
    [unsent] = routing.unsent(year)
    under = year.around.packs.pack(unsent.session.pack).organisation
    assert under != year.pack.organisation
    assert {each.report.organisation for each in unsent.made} == {under}


def test_the_tracker_names_every_organisation_of_those_on_it(year: Desk) -> None:
    found = reporting.tracker_report(year).organisation
    packs = {year.pack_of(each).organisation for each in enrolling.everyone(year)}
    assert len(packs) == 2
    assert all(name in found for name in packs)


def test_the_owner_s_own_pages_stand_apart_with_one_account_on_the_shelf(year: Desk) -> None:
    serving = [each.page.serves for each in reflecting.listed(year)]
    assert sorted(serving) == ["account", "reflection", "reflection"]
    [account] = shelving.look(year).pages
    assert account[0].serves == "account"


def test_the_year_leaves_something_to_attend_to(year: Desk) -> None:
    found = attending.today(year)
    assert found.sessions
    assert found.people
    assert found.actions
    assert [waiting.record.serves for waiting in found.waiting] == ["one-to-one"]


def test_the_practice_vault_holds_together(year: Desk) -> None:
    assert [finding.what for finding in checking.check(year.vault.cx) if finding.wrong] == []


def test_an_action_carried_over_keeps_its_identity_and_history(year: Desk) -> None:
    carried = [a for a in [listed.action for listed in deciding.listed(year)] if a.carried and len(a.history) > 1]
    assert [step.decision.value for step in carried[0].history] == ["carried", "done"]


def test_no_run_of_five_written_words_is_in_the_register(year: Desk, tmp_path: Path) -> None:
    files, _ = registering.write(year, YEAR, tmp_path, to="A fourth")
    assert registering.sent(year)[0].rows > 12
    found = runs_of_five(text_of({file.name: file.read_bytes() for file in files}))
    written: set[str] = set()
    for record in reading.records(year):
        form = recording.form_of(year, record)
        for field, text in answers.shown(form, record.answers):
            if KINDS[field.kind].free:
                written |= runs_of_five(text)
    assert len(written) > 500
    assert written & found == set()


def test_a_word_planted_in_every_free_answer_of_every_form_is_in_no_file_of_the_register(tmp_path: Path) -> None:
    desk = empty_desk(tmp_path / "own")
    records = planted_in_every_form(desk, PLANTED)
    assert {r.serves for r in records} == {form.serves for form in desk.pack.forms}
    for record in records:
        form = recording.form_of(desk, record)
        found = answers.search_text(form, record.answers)
        assert [field.id for field in free_fields(form) if f"{PLANTED} {field.id}" not in found] == []
    files, _ = registering.write(desk, Period(TODAY, TODAY), tmp_path)
    text = text_of({file.name: file.read_bytes() for file in files})
    assert text.count("Someone Invented") > 4
    assert PLANTED not in text.casefold()
    desk.vault.close()


def planted_in_every_form(desk: Desk, word: str) -> list[Record]:
    """The records made by every form of the pack, with the word in every free answer."""
    someone = enrolled(desk, "Someone Invented", service="Child health")
    made: list[Record] = []
    for kind in Kind:
        session = planning.plan(desk, kind, Mode.FACE_TO_FACE, TODAY, [someone]).subject
        sitting = recording.sit_down(desk, session)
        assert sitting.cycle
        sheets = [sitting.main] if any(r.serves == "cycle" for r in made) else [sitting.main, sitting.cycle]
        made += _finished(desk, word, *sheets)
    first = made[0]
    signing.agree_by_email(desk, first.id, desk.today, "agreement.eml", f"{word}: agreed".encode())
    made += _finished(desk, word, recording.begin_addendum(desk, first.id))
    made += _finished(desk, word, recording.begin_evaluation(desk, first.session_id, someone))
    made += _finished(desk, word, recording.begin_questionnaire(desk, someone))
    made += _finished(desk, word, recording.begin_contract(desk, [someone]))
    off = planning.plan(desk, Kind.ONE_TO_ONE, Mode.FACE_TO_FACE, TODAY, [someone]).subject
    planning.cancel(desk, off, word, word, mutual=False)
    return made


def _finished(desk: Desk, word: str, *sheets: recording.Sheet) -> tuple[Record, ...]:
    for sheet in sheets:
        recording.save(desk, sheet.draft.id, planted(sheet.form, sheet.draft.raw, word))
    made = finishing.finish(desk, [sheet.draft.id for sheet in sheets])
    assert made.problems == ()
    return made.records


def test_the_register_of_the_year_is_valid_addressed_and_complete(year: Desk, tmp_path: Path) -> None:
    files, _ = registering.write(year, YEAR, tmp_path)
    assert [f.name for f in files] == [f"register.{kind}" for kind in ("pdf", "csv", "xlsx", "json", "eml")]
    schema = json.loads((year.around.resources / "register.schema.json").read_text())
    data = json.loads((tmp_path / "register.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(data)
    mail = message_from_bytes((tmp_path / "register.eml").read_bytes(), policy=policy.default)
    assert mail["to"] == "practice-register@example.invalid"
    assert mail["x-unsent"] == "1"
    assert mail["subject"].startswith(f"{year.pack.register.tag} PRACTICE: ")
    assert [part.get_filename() for part in mail.iter_attachments()] == [f.name for f in files[:-1]]
    rows = list(csv.reader(io.StringIO((tmp_path / "register.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) == len(data["rows"]) + 1


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def test_every_page_that_leaves_the_practice_vault_says_practice(year: Desk, tmp_path: Path) -> None:
    sealed = [record.id for record in reading.records(year) if record.state is not RecordState.FINISHED]
    papers = [signing.sealed_pdf(year, record) for record in sealed]
    waiting = next(r.id for r in reading.records(year) if r.state is RecordState.FINISHED)
    starting.save_recovery_sheet(year, starting.offer_recovery(year), tmp_path / "sheet.pdf")
    papers += [signing.unsealed_pdf(year, waiting), (tmp_path / "sheet.pdf").read_bytes()]
    files, _ = registering.write(year, YEAR, tmp_path, to="Somebody else")
    papers.append(files[0].read_bytes())
    assert len(papers) > 10
    assert {PRACTICE in page for paper in papers for page in pages(paper)} == {True}


def test_a_form_to_send_and_its_mail_say_practice_and_so_do_evaluations_sent_on(year: Desk, tmp_path: Path) -> None:
    held = [session.id for session in planning.sessions(year) if session.state is State.HELD]
    came = (each for session in held for each in evaluating.standings(year, session))
    asking = next(each for each in came if each.person.email and not each.record_id)
    prepared = evaluating.prepare(year, asking.session.id, [asking.person.id])
    exporting.put(prepared, tmp_path)
    given = next(r for r in reading.records(year) if r.serves == "evaluation")
    period = Period(date(given.written_at.year, 1, 1), date(given.written_at.year, 12, 31))
    written = exporting.put(forwarding.prepare(year, period), tmp_path)
    forwarding.note(year, written)
    papers = [path.read_bytes() for path in sorted(tmp_path.glob("*.pdf"))]
    assert len(papers) > 1
    assert {PRACTICE in page for paper in papers for page in pages(paper)} == {True}
    for path in tmp_path.glob("*.eml"):
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        body = mail.get_body()
        assert "PRACTICE: " in str(mail["subject"])
        assert body is not None
        assert "This is PRACTICE" in body.get_content()
    assert mail_of(tmp_path / "evaluations-1.eml")["to"] == "practice-register@example.invalid"


def mail_of(path: Path) -> Message:
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def test_every_file_of_a_practice_register_says_practice(year: Desk, tmp_path: Path) -> None:
    registering.write(year, YEAR, tmp_path, to="A third")
    assert json.loads((tmp_path / "register.json").read_text())["practice"] is True
    head, *rows = csv.reader(io.StringIO((tmp_path / "register.csv").read_text(encoding="utf-8-sig")))
    assert (head[0], {row[0] for row in rows}) == ("PRACTICE", {"invented"})
    with zipfile.ZipFile(tmp_path / "register.xlsx") as book:
        texts = book.read("xl/sharedStrings.xml").decode()
    assert ">PRACTICE<" in texts
    assert ">everybody in it is invented<" in texts
    mail = message_from_bytes((tmp_path / "register.eml").read_bytes(), policy=policy.default)
    body = mail.get_body()
    assert body is not None
    assert "This is PRACTICE" in body.get_content()


def test_sending_the_same_period_again_is_a_correction(year: Desk, tmp_path: Path) -> None:
    period = Period(date(2026, 1, 1), date(2026, 3, 31))
    registering.write(year, period, tmp_path)
    first = registering.sent(year)[0]
    registering.say_sent(year, first.number)
    registering.write(year, period, tmp_path, over=True)
    again = registering.sent(year)[0]
    assert first.corrects == ""
    assert again.corrects == first.number
