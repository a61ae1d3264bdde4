"""An NHS number in a record is in no file name, no subject and no register (C3, X2, X3)."""

from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path

from pypdf import PdfReader

from supdesk.desk import (
    calendaring,
    chronicling,
    exporting,
    finishing,
    notifying,
    reading,
    recording,
    reflecting,
    registering,
    routing,
    shelving,
    signing,
)
from supdesk.desk.desk import Desk
from supdesk.domain.nhs_numbers import digits_of
from supdesk.domain.papers import Paper
from supdesk.domain.quarters import quarter
from supdesk.domain.registers import Period
from supdesk.domain.sessions import Kind
from tests.desk.desks import TODAY, enrolled, new_desk, planned
from tests.desk.planting import planted
from tests.desk.test_routing import ROWS, desk_of_routes, held
from tests.exchange.register_text import text_of

GROUPED, PLAIN = "943 476 5919", "9434765919"


def holds(text: str) -> bool:
    return PLAIN in digits_of(text)


def test_a_number_planted_in_every_field_for_it_is_in_no_name_subject_or_register(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "vault", "elft")
    manager = {"line_manager": "Dee Fiction", "line_manager_email": "dee@example.org"}
    cyd = enrolled(desk, "Cyd Invented", service="Child Health Services", **manager)
    session = planned(desk, "Bee Sample", "Cyd Invented", kind=Kind.GROUP)
    sitting = recording.sit_down(desk, session)
    rows = [{"number": number, "concerns": number, "plan": []} for number in (GROUPED, PLAIN)]
    raw = {"confidential": True, "children": rows, "adults": rows}
    recording.save(desk, sitting.main.draft.id, raw)
    (record,) = finishing.finish(desk, [sitting.main.draft.id]).records
    signing.issue(desk, record.id)
    out = tmp_path / "out"
    out.mkdir()
    reading.export_pdf(desk, record.id, out / f"{record.number}.pdf")
    assert holds(text_of({"record.pdf": (out / f"{record.number}.pdf").read_bytes()})), "the record itself says it"
    period = Period(date(2026, 1, 1), date(2026, 3, 31))
    registering.write(desk, period, out)
    files = [path for path in out.rglob("*") if path.is_file()]
    register = [path for path in files if path.name.startswith("register.")]
    assert len(register) == 5
    texts = text_of({path.name: path.read_bytes() for path in register})
    assert "Bee Sample" in texts
    assert not holds(texts)
    ahead = planned(desk, "Bee Sample", "Ada Example", on=date(2026, 4, 1), kind=Kind.GROUP)
    calendaring.save_one(desk, ahead, out / "session.ics")
    overdue = Desk(desk.vault, replace(desk.around, now=lambda: desk.now + timedelta(days=200)))
    notifying.write(overdue, cyd, out / "notice.eml")
    for path in out.rglob("*"):
        assert not holds(path.name), path.name
        if path.suffix == ".eml":
            mail = message_from_bytes(path.read_bytes(), policy=policy.default)
            assert not holds(str(mail["subject"]))
            assert not any(holds(part.get_filename() or "") for part in mail.iter_attachments())
        if path.suffix in (".ics", ".eml"):
            assert PLAIN not in path.read_text("utf-8", "replace")
    desk.vault.close()


def test_nor_is_it_in_what_routed_copies_are_called_in_their_registers_or_in_the_log(tmp_path: Path) -> None:
    """C3, G1, G6: an action plan says whom it is about; its mail, its name and a register do not."""
    desk = desk_of_routes(tmp_path / "vault")
    rows = [{**row, "number": number} for row, number in zip(ROWS, (GROUPED, PLAIN), strict=True)]
    (tmp_path / "out").mkdir()
    files = exporting.put(routing.prepare(desk, held(desk, rows=rows)), tmp_path / "out").files
    plans = [name for name, content in files.items() if holds(text_of({name: content}))]
    assert plans, "the plans themselves say it"
    assert all(name.startswith(Paper.ACTION_PLAN.value) for name in plans)
    assert len(plans) < len(files)
    for name, content in files.items():
        assert not holds(name), name
        if name.endswith(".eml"):
            mail = message_from_bytes(content, policy=policy.default)
            body = mail.get_body(("plain",))
            assert body is not None
            assert not holds(f"{mail['subject']} {body.get_content()}")
            assert not any(holds(part.get_filename() or "") for part in mail.iter_attachments())
    report = chronicling.log(desk, quarter(TODAY))
    assert report.tables[0].rows
    log = exporting.put(chronicling.prepare(desk, report), tmp_path / "out").files
    assert not any(holds(name) or holds(text_of({name: content})) for name, content in log.items())
    desk.vault.close()


def test_nor_is_it_in_what_the_shelf_and_its_pages_are_called(tmp_path: Path) -> None:
    """R10, C3: a writer who typed one is told of it before the shelf leaves."""
    desk = new_desk(tmp_path / "vault")
    for form in desk.around.packs.own(desk.pack.id):
        sheet = reflecting.begin(desk, form.id)
        reflecting.save(desk, sheet.draft.id, planted(form, sheet.draft.raw, GROUPED))
        reflecting.finish(desk, [sheet.draft.id])
    board = shelving.look(desk)
    assert board.pages
    assert not any(holds(f"{page.number} {page.title}") for page, _ in board.pages)
    assert {where for where, _ in shelving.identifying(desk)} == {
        f"{page.title}, {page.number}" for page, _ in board.pages
    }
    (name,) = exporting.put_as(shelving.prepare(desk), tmp_path / "shelf.pdf").files
    assert not holds(name)
    (title,) = {PdfReader(tmp_path / "shelf.pdf").metadata.title}  # type: ignore[union-attr]
    assert not holds(str(title))
    desk.vault.close()
