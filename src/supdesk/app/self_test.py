"""The program tries itself: each part does its real work once, in a folder that is then removed."""

import json
import os
import secrets
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from supdesk.app import shipped, world
from supdesk.domain.errors import SupdeskError, bug_code

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from supdesk.ui.window import Window

PHRASE = "lantern orchard velvet compass"
TYPED = "a sentence nobody finished"
SETTLED_SECONDS = 0.3


def run() -> int:
    """Print each part with how it fared; 0 when all work, else 1."""
    parts: tuple[tuple[str, Callable[[Path], str]], ...] = (
        ("resources", _resources),
        ("forms", _forms),
        ("fonts", _fonts),
        ("vault", _vault),
        ("far", _far),
        ("keyring", _keyring),
        ("pages", _pages),
        ("signature", _signature),
        ("practice", _practice),
        ("window", _window),
    )
    with tempfile.TemporaryDirectory(prefix="supdesk-self-test-") as folder:
        fared = [_tried(name, part, Path(folder)) for name, part in parts]
    return 0 if all(fared) else 1


def _tried(name: str, part: Callable[[Path], str], folder: Path) -> bool:
    # The answer to whether a part works must include every way it can fail.
    try:
        print(f"{name:<12}{part(folder)}", flush=True)
    except Exception as error:
        told = isinstance(error, SupdeskError | _Fault)
        why = str(error) if told else f"{type(error).__name__}, code {bug_code(error)}"
        print(f"{name:<12}FAILED: {why}", flush=True)
        return False
    return True


class _Fault(Exception):  # noqa: N818 - said after "FAILED:"
    """What a part did not do."""


def _sure(holds: bool, otherwise: str) -> None:
    if not holds:
        raise _Fault(otherwise)


def _resources(_: Path) -> str:
    from supdesk.desk.demonstrating import read_story

    home = shipped.resources()
    json.loads((home / "register.schema.json").read_text("utf-8"))
    read_story(home)
    for kind in ("fonts", "icons", "theme"):
        _sure(any((home / kind).iterdir()), f"{kind} are missing")
    return "fonts, icons, theme, schema and practice story are there"


def _forms(_: Path) -> str:
    around, faults = world.surroundings()
    _sure(not faults and bool(around.packs.found), f"{len(faults)} faults in the shipped form packs")
    return "; ".join(f"{pack.name}, {len(pack.forms)} forms" for pack in around.packs.found)


def _fonts(_: Path) -> str:
    from supdesk.documents import fonts

    fonts.register(shipped.resources())
    _sure(fonts.showable("ł"), "the shipped fonts lack letters")
    return "on paper, with letters beyond English"


def _vault(folder: Path) -> str:
    """A vault is made, typed in, locked, refused to a wrong passphrase, and opened again."""
    from supdesk.desk import recording, starting, unlocking
    from supdesk.domain.people import Person
    from supdesk.vault import checking
    from supdesk.vault.keys import FLOOR

    around, _ = world.surroundings()
    place = folder / "trial.supdesk"
    pack = next(pack for pack in around.packs.found if pack.serving("contract"))
    desk = starting.begin(place, Person("", "Ada Example"), pack.id, PHRASE, around, FLOOR)
    sheet = recording.begin_contract(desk, [])
    recording.save(desk, sheet.draft.id, {"note": TYPED})
    desk.vault.close()
    try:
        unlocking.unlock(place, PHRASE + "s", around).vault.close()
    except SupdeskError as refused:
        _sure(refused.code == "vault.passphrase.wrong", refused.sentence)
    else:
        raise _Fault("a wrong passphrase opened it")
    desk = unlocking.unlock(place, PHRASE, around)
    try:
        _sure(recording.drafts(desk)[0].draft.raw["note"] == TYPED, "a draft was lost")
        _sure(not any(finding.wrong for finding in checking.check(desk.vault.cx)), "a new vault does not hold")
    finally:
        desk.vault.close()
    _sure(TYPED.encode() not in (place / "vault.db").read_bytes(), "the vault is not encrypted")
    return "made, typed in, locked, opened again and checked"


def _far(folder: Path) -> str:
    """This program, started once more beside itself, looks at a folder."""
    from supdesk.app import locking
    from supdesk.desk import answering
    from supdesk.desk.backing_up import Second, There
    from supdesk.ui import far
    from supdesk.ui.lane import Job

    (folder / "stick").mkdir()
    around, _ = world.surroundings()
    errand = answering.reaching(Second(folder, folder / "stick", frozenset()), around.now())
    job = Job(lambda done, total: None, stoppable=True, do_short=lambda job: None)
    _sure(far.run(locking.beside, errand, job) == There((), ()), "what looks after it did not find an empty folder")
    return "a folder looked at by a process of its own"


def _keyring(_: Path) -> str:
    from supdesk.vault import keyring_slot

    found = keyring_slot.probe()
    return "available" if found.usable else f"not available here: {found.sentence}"


def _pages(_: Path) -> str:
    """Every form of every shipped pack is set as pages, empty."""
    from supdesk.documents.rendering import render
    from supdesk.domain.people import Party
    from supdesk.domain.records import FormRef, Record
    from supdesk.forms import answers

    around, _faults = world.surroundings()
    ada = Party("ada", "Ada Example", "Named nurse")
    made = 0
    for pack in around.packs.found:
        for form in pack.forms:
            record = Record(
                id="trial",
                number="T-1",
                form=FormRef(pack.id, form.id, form.version, form.digest),
                serves=form.serves,
                title=form.title,
                session_id="",
                owner=ada,
                parties=(ada,),
                on=around.now().date(),
                written_at=around.now(),
                answers=answers.read(form, answers.blank(form)).answers,
            )
            pdf = render(
                record,
                form,
                organisation=pack.organisation,
                resources=around.resources,
                agreement=None,
                owner=ada,
            )
            _sure(pdf.content.startswith(b"%PDF-"), f"{form.title} could not be set")
            made += 1
    return f"{made} forms set as PDF"


def _signature(_: Path) -> str:
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    from supdesk.documents import certificates, sealing, verifying
    from supdesk.documents.pdf import Pdf

    around, _faults = world.surroundings()
    page = BytesIO()
    canvas = Canvas(page)
    canvas.drawString(72, 720, "Self-test")
    canvas.save()
    who = certificates.make_identity("Ada Example", "self-test", around.now(), secrets.token_bytes(64))
    sealed = sealing.seal(Pdf(page.getvalue()), who, now=around.now(), reason="Self-test").content
    middle = len(sealed) // 4
    changed = sealed[:middle] + bytes([sealed[middle] ^ 1]) + sealed[middle + 1 :]
    _sure(verifying.verify(sealed, pinned=[who.certificate]).holds, "a sealed page does not hold")
    _sure(not verifying.verify(changed, pinned=[who.certificate]).holds, "a changed page holds")
    return "made and verified; a changed page refused"


def _practice(folder: Path) -> str:
    """The practice year, deed by deed, its register in every format, and its sessions to come for a calendar."""
    from datetime import timedelta

    from supdesk.desk import calendaring, demonstrating, reading, registering
    from supdesk.domain.registers import Period
    from supdesk.vault.keys import FLOOR

    around, _ = world.surroundings()
    desk = demonstrating.practise(folder / "practice.supdesk", around, FLOOR, lambda words: None)
    try:
        sealed = sum(record.state.sealed for record in reading.records(desk))
        files, _changes = registering.write(desk, Period(desk.today - timedelta(days=365), desk.today), folder)
        calendaring.save_ahead(desk, folder / "sessions.ics")
    finally:
        desk.vault.close()
    _sure(sealed > 0, "no record was sealed")
    return f"{sealed} records written and sealed, a register in {len(files)} files, a calendar"


def _window(folder: Path) -> str:
    """The real window, seated at the practice vault, with every place brought up once."""
    os.environ["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM") or "offscreen"
    from PySide6.QtGui import QFontMetrics
    from PySide6.QtWidgets import QApplication

    from supdesk.app.window_start import detached
    from supdesk.desk import demonstrating, unlocking
    from supdesk.ui import theme
    from supdesk.ui.window import PLACES, Window

    app = QApplication.instance() or theme.application("supdesk")
    assert isinstance(app, QApplication)
    theme.apply(app, shipped.resources(), "light")
    _sure(QFontMetrics(app.font()).inFont("a"), "this system has no font to write with")
    around, _ = world.surroundings()
    desk = unlocking.unlock(
        folder / "practice.supdesk", demonstrating.read_story(around.resources).passphrase, around
    )
    window = Window(app, detached(desk))
    wrong: list[str] = []
    for worker in (window.lane, window.bench, window.far):
        worker.bug.connect(wrong.append)
        worker.failed.connect(lambda error: wrong.append(error.code))
    try:
        window.show(desk.vault.folder)
        window.open(desk)
        for place in PLACES:
            window.shell.show_page(place.key)
            _settle(app, window)
    finally:
        window.leave()
        window.shell.hide()
    _sure(not wrong, f"faults {', '.join(wrong)}")
    return f"{len(PLACES)} places brought up, drawn by Qt's {app.platformName()} platform"


def _settle(app: "QApplication", window: "Window") -> None:
    """Let what a page asked for come home."""
    until = time.monotonic() + SETTLED_SECONDS
    while time.monotonic() < until:
        app.processEvents()
        window.lane.drain(1.0)
        window.bench.drain(1.0)
        window.far.drain(1.0)
