"""Done-when: a pack in a folder of one's own works in window, page and commands without touching code."""

import io
from datetime import timedelta
from pathlib import Path

from dateutil.relativedelta import relativedelta
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QTextEdit
from pytestqt.qtbot import QtBot

from supdesk.app import paths, window_start
from supdesk.desk import enrolling, finishing, planning, recording, signing, starting, tracking
from supdesk.domain.people import Person
from supdesk.domain.sessions import Kind, Mode
from supdesk.ui.agreeing import agree
from supdesk.ui.opening.outside import Preferences
from supdesk.ui.session_desk import SessionDesk
from supdesk.ui.window import Window
from supdesk.vault.keys import FLOOR
from tests.app.commanding import supdesk
from tests.desk.planting import planted
from tests.forms.pack_examples import copied_pack, edit

PHRASE = "lantern orchard velvet compass"
ADDED = '\n[[section]]\ntitle = "More"\n[[section.field]]\nid = "voice"\nkind = "prose"\nlabel = "Their voice"\n'


def own_pack(folder: Path) -> Path:
    """The shipped pack with another id, a renamed field, a new one and another cadence."""
    pack = copied_pack(folder)
    edit(pack / "pack.toml", 'id = "mse-icb"', 'id = "our-own"')
    edit(pack / "pack.toml", "\nmonths = 3", "\nmonths = 4")
    edit(pack / "one-to-one.toml", '"Reflection since last session"', '"Looking back"')
    with (pack / "one-to-one.toml").open("a", encoding="utf-8") as file:
        file.write(ADDED)
    return pack


def test_a_chosen_pack_is_on_the_screen_on_the_page_in_the_cadence_and_in_the_commands(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    paths.keep(paths.config(), Preferences(packs=(str(folder := own_pack(tmp_path)),)))
    outside = window_start.outside(paths.config())
    ((_, waiting),) = outside.around.packs.waiting
    agree(outside, folder, waiting)
    around = window_start.outside(paths.config()).around
    vault = tmp_path / "Own.supdesk"
    desk = starting.begin(vault, Person("", "Ada Example"), "our-own", PHRASE, around, FLOOR)
    bee = enrolling.enrol(desk, Person("", "Bee Sample")).subject
    held_on = desk.today - timedelta(days=1)
    session = planning.plan(desk, Kind.ONE_TO_ONE, Mode.FACE_TO_FACE, held_on, [bee]).subject
    sheet = recording.sit_down(desk, session).main
    recording.save(desk, sheet.draft.id, planted(sheet.form, sheet.draft.raw, "typed"))

    window = Window(qapp, window_start.detached(desk))
    window.open(desk)
    assert window.seat is not None
    page = SessionDesk(window.seat, session)
    window.shell.push(page)
    qtbot.waitUntil(lambda: "Their voice" in controls(page), timeout=20_000)
    assert "Looking back" in controls(page)
    assert "Reflection since last session" not in {label.text() for label in page.findChildren(QLabel)}
    controls(page)["Their voice"].setPlainText("A lantern was lit.")
    page.flush()
    assert window.lane.drain(20)

    made = finishing.finish(desk, [sheet.draft.id])
    assert made.problems == ()
    signing.agree_by_email(desk, made.records[0].id, desk.today, "agreement.eml", b"I agree.")
    pdf = signing.sealed_pdf(desk, made.records[0].id)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    for words in ("Looking back", "Their voice", "A lantern was lit."):
        assert words in text
    assert [each.due for each in tracking.tracked(desk)] == [held_on + relativedelta(months=4)]
    window.leave()
    window.shell.close()

    (tmp_path / "phrase").write_text(PHRASE)
    days = ("--from", held_on.isoformat(), "--until", held_on.isoformat())
    secret = ("--passphrase-file", tmp_path / "phrase")
    assert supdesk("export", "register", vault, *days, "--out", tmp_path / "out", *secret).code == 0
    edit(folder / "pack.toml", "\nmonths = 4", "\nmonths = 1")
    changed = supdesk("export", "register", vault, *days, "--out", tmp_path / "out", *secret)
    assert (changed.code, "is not used: agree" in changed.err) == (3, True)
    paths.keep(paths.config(), Preferences())
    forgotten = supdesk("export", "register", vault, *days, "--out", tmp_path / "out", *secret)
    assert (forgotten.code, "our-own" in forgotten.err) == (3, True)


def controls(page: SessionDesk) -> dict[str, QPlainTextEdit | QTextEdit]:
    """The text fields on a page by their accessible names."""
    found = [*page.findChildren(QPlainTextEdit), *page.findChildren(QTextEdit)]
    return {control.accessibleName(): control for control in found}
