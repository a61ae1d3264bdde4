"""R10: what somebody wrote for themselves is in no file that leaves routinely, however it was written."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import get_origin

import pytest

import supdesk.desk
from supdesk.desk import (
    calendaring,
    chronicling,
    enrolling,
    evaluating,
    exporting,
    finishing,
    forwarding,
    notifying,
    planning,
    reading,
    recording,
    reflecting,
    registering,
    reporting,
    routing,
    searching,
    sharing,
    shelving,
    signing,
    stating,
)
from supdesk.desk.desk import Desk
from supdesk.desk.exporting import Prepared
from supdesk.domain.people import Person, Role
from supdesk.domain.quarters import quarter, year
from supdesk.domain.records import RecordState
from supdesk.domain.registers import Period
from supdesk.domain.reports import Report
from supdesk.domain.sessions import Kind, Mode
from supdesk.domain.statements import Towards
from tests.desk.desks import TODAY, new_desk, on_day, person_id
from tests.desk.planting import planted
from tests.desk.test_evaluating import held
from tests.desk.test_routing import desk_of_routes
from tests.desk.test_routing import held as held_with_routes
from tests.exchange.register_text import text_of

MARKER = "quincetrombone"
QUARTER = quarter(TODAY)
AS_TRIED = {"rebooking.write"}
"""One writes what `notifying.put` is given: days and a request; the other parts of the records tried here."""
THEIR_WRITERS_OWN = {"exporting.put_as", "sharing.prepare", "sharing.save_again", "shelving.prepare"}
OF_THE_VAULT_ITSELF = {
    "backing_up.back_up", "backing_up.restore", "demonstrating.free_place",
    "demonstrating.practise", "rescuing.restore", "rescuing.salvage", "rescuing.strand",
    "rescuing.strand_with_words", "starting.begin",
    "starting.save_recovery_sheet", "training.save_copy", "unlocking.keyring_offered", "unlocking.unlock",
    "unlocking.unlock_with_keyring", "unlocking.unlock_with_recovery",
}  # fmt: skip


def writers() -> dict[str, Callable[..., object]]:
    """Every deed that writes a file or prepares one, by the name of its module and its own."""
    modules = [import_module(f"supdesk.desk.{each.name}") for each in pkgutil.iter_modules(supdesk.desk.__path__)]
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}": made
        for module in modules
        for name, made in inspect.getmembers(module, inspect.isfunction)
        if made.__module__ == module.__name__ and not name.startswith("_")
        if {"target", "folder"} & inspect.signature(made).parameters.keys()
        or get_origin(inspect.signature(made).return_annotation) is Prepared
    }


@dataclass(frozen=True)
class Trial:
    """What a filled vault, and one with routes and a log, wrote when everything routine was asked of them, by name,
    and which deeds did it."""

    desk: Desk
    files: dict[str, bytes]
    round: dict[str, bytes]
    called: set[str]


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    work, called = tmp_path_factory.mktemp("trial"), set[str]()
    desk, routed = filled(work / "vault"), desk_of_routes(work / "routed")
    session = held_with_routes(routed)
    _write_own_pages(routed, session)
    with pytest.MonkeyPatch.context() as patched:
        for name, made in writers().items():
            patched.setattr(f"supdesk.desk.{name}", _noted(name, made, called))
        files = _write_all(desk, _new(work / "out"))
        went_round = _write_round(routed, session, work)
    yield Trial(desk, files, went_round, called)
    desk.vault.close()
    routed.vault.close()


def _noted(name: str, made: Callable[..., object], called: set[str]) -> Callable[..., object]:
    @wraps(made)
    def noting(*said: object, **more: object) -> object:
        called.add(name)
        return made(*said, **more)

    return noting


def filled(folder: Path) -> Desk:
    """A vault with sessions, records and evaluations, and the marker in own pages of every kind linked to them."""
    desk = new_desk(folder)
    for name in ("Ada Example", "Bee Sample"):
        known = enrolling.one(desk, person_id(desk, name))
        facts = {"line_manager": "Mo Manager", "line_manager_email": "mo@example.org", "service": "Child health"}
        enrolling.enrol(desk, Person(**{**_facts(known), **facts, "email": "them@example.org"}))
    enrolling.enrol(desk, Person("", "Cy Invented", line_manager="Mo", line_manager_email="mo@example.org"))
    enrolling.enrol(desk, Person("", "Lou Lead", service="Child health", roles=frozenset({Role.SERVICE_LEAD})))
    session = held(desk, "Ada Example")
    (record,) = (
        each for each in reading.records(desk) if each.session_id == session and each.serves == "one-to-one"
    )
    signing.agree_by_email(desk, record.id, TODAY, "agreed.eml", b"I agree.")
    sheet = recording.begin_evaluation(desk, session, person_id(desk, "Ada Example"))
    recording.save(desk, sheet.draft.id, {"safe": "4", "strengths": "The calm"})
    finishing.finish(desk, [sheet.draft.id])
    recording.begin_contract(desk, [person_id(desk, "Ada Example")])
    _write_own_pages(desk, session)
    return desk


def _facts(person: Person) -> dict[str, object]:
    return {name: getattr(person, name) for name in Person.__dataclass_fields__}


def _write_own_pages(desk: Desk, session: str) -> None:
    forms = desk.around.packs.own(desk.pack.id)
    assert {form.serves for form in forms} >= {"reflection", "account", "feedback", "discussion", "hours"}
    for form in forms:
        for ended in (True, False):
            sheet = reflecting.begin(desk, form.id, session)
            reflecting.save(desk, sheet.draft.id, planted(form, sheet.draft.raw, MARKER) | _missing(form.id))
            if ended:
                made = reflecting.finish(desk, [sheet.draft.id])
                assert made.problems == ()
                again = reflecting.revise(desk, made.records[0].id)
                reflecting.save(desk, again.draft.id, {"about": f"{MARKER} once more"})
                prepared = sharing.prepare(desk, made.records[0].id, MARKER)
                sharing.note(desk, exporting.put_as(prepared, desk.vault.folder.parent / "given.pdf"))
                (desk.vault.folder.parent / "given.pdf").unlink()


def _missing(form: str) -> dict[str, object]:
    rows = [{"place": MARKER, "work": MARKER, "number": "12"}]
    return {"reflective-account": {"themes": ["people"]}, "practice-hours": {"hours": rows}}.get(form, {})


def test_a_word_written_in_own_pages_is_in_no_file_that_leaves_routinely(trial: Trial) -> None:
    desk, files = trial.desk, trial.files
    text = text_of(files).casefold()
    assert "ada example" in text
    assert {name.rpartition(".")[2] for name in files} >= {"pdf", "csv", "xlsx", "json", "eml", "ics"}
    assert len(files) > 25
    assert [name for name in files if MARKER in text_of({name: files[name]}).casefold()] == []
    assert "reflect" not in " ".join(files).casefold()
    assert searching.find(desk, MARKER) == []
    assert searching.find_own(desk, MARKER)
    ada = person_id(desk, "Ada Example")
    assert MARKER not in str(reading.listed(desk)) + str(recording.drafts(desk)) + str(enrolling.one(desk, ada))


def _write_all(desk: Desk, folder: Path) -> dict[str, bytes]:
    _write_reports(desk, folder)
    _write_evaluations(desk, folder)
    _write_sessions(desk, folder)
    notifying.write(desk, person_id(desk, "Cy Invented"), folder / "notice.eml")
    for record in reading.records(desk):
        if record.state is RecordState.FINISHED:
            signing.export_unsealed(desk, record.id, folder / f"unsealed-{record.number}.pdf")
        else:
            reading.export_pdf(desk, record.id, folder / f"sealed-{record.number}.pdf")
        for file_id, name in reading.read(desk, record.id).kept:
            reading.save_kept(desk, file_id, folder / f"kept-{record.number}-{name}")
    signing.save_certificate(desk, folder / "certificate.txt")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _write_reports(desk: Desk, folder: Path) -> None:
    registering.write(desk, Period(TODAY - timedelta(days=90), TODAY), _new(folder / "register"))
    reports: list[Report] = [reporting.tracker_report(desk)]
    over = on_day(desk, QUARTER.last + timedelta(days=1))
    for now, published in ((desk, False), (over, True)):
        reports.append(reporting.quarter_pack(now, QUARTER, published=published))
        reports.append(reporting.year_pack(now, year(TODAY), published=published))
    for number, report in enumerate(reports):
        reporting.note(over, exporting.put(reporting.prepare(over, report), _new(folder / f"report-{number}")))
    log = chronicling.prepare(desk, chronicling.log(desk, QUARTER))
    chronicling.note(desk, exporting.put(log, _new(folder / "log")))
    for towards in Towards:
        there = _new(folder / towards.name)
        stating.note(desk, exporting.put(stating.prepare(desk, QUARTER, towards), there))


def _write_evaluations(desk: Desk, folder: Path) -> None:
    there = _new(folder / "evaluations")
    forwarding.note(desk, exporting.put(forwarding.prepare(desk, QUARTER), there))
    asked = held(desk, "Bee Sample", on=date(2026, 3, 3))
    prepared = evaluating.prepare(desk, asked, [person_id(desk, "Bee Sample")])
    evaluating.note(desk, exporting.put(prepared, there))


def _write_sessions(desk: Desk, folder: Path) -> None:
    ada = person_id(desk, "Ada Example")
    off = planning.plan(desk, Kind.ONE_TO_ONE, Mode.FACE_TO_FACE, TODAY + timedelta(days=30), [ada]).subject
    calendaring.save_ahead(desk, folder / "ahead.ics")
    calendaring.save_one(desk, off, folder / "one.ics")
    days = [TODAY + timedelta(days=40), TODAY + timedelta(days=70)]
    first = planning.plan_series(desk, Kind.ONE_TO_ONE, Mode.TEAMS, days, [ada]).subject
    calendaring.save_series(desk, first, folder / "series.ics")


def _new(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def test_every_deed_that_writes_a_file_is_tried_here_or_known_to_be_another_matter(trial: Trial) -> None:
    other, every = AS_TRIED | THEIR_WRITERS_OWN | OF_THE_VAULT_ITSELF, set(writers())
    assert every - trial.called - other == set(), "not tried: does it keep own pages out?"
    assert other - every == set(), "there is no such deed any more"
    assert other & trial.called == set(), "tried after all"


def test_what_stands_on_the_shelf_leaves_only_when_its_writer_exports_it(trial: Trial, tmp_path: Path) -> None:
    """The marker can be found: where it should be, in the writer's own export, it is."""
    exporting.put_as(shelving.prepare(trial.desk), tmp_path / "shelf.pdf")
    assert MARKER in text_of({"shelf.pdf": (tmp_path / "shelf.pdf").read_bytes()})


def test_nor_is_it_in_what_goes_round_after_a_session_or_in_the_log_of_sessions(trial: Trial) -> None:
    """R10, G1, G6: under a pack that has routes and keeps a log."""
    files = trial.round
    assert len(files) > 5
    assert "ring the school" in text_of(files).casefold()
    assert [name for name in files if MARKER in text_of({name: files[name]}).casefold()] == []


def _write_round(desk: Desk, session: str, work: Path) -> dict[str, bytes]:
    copies = exporting.put(routing.prepare(desk, session), _new(work / "copies"))
    report = chronicling.log(desk, QUARTER)
    assert report.tables[0].rows
    log = exporting.put(chronicling.prepare(desk, report), _new(work / "log"))
    return {path.name: path.read_bytes() for each in (copies, log) for path in each.placed.paths}
