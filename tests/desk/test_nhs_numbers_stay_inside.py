"""An NHS number in a record is in no file name, no subject and no register (C3, X2, X3)."""

from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path

from supdesk.desk import calendaring, finishing, notifying, reading, recording, registering, signing
from supdesk.desk.desk import Desk
from supdesk.domain.nhs_numbers import digits_of
from supdesk.domain.registers import Period
from supdesk.domain.sessions import Kind
from tests.desk.desks import enrolled, new_desk, planned
from tests.exchange.register_text import text_of

GROUPED, PLAIN = "943 476 5919", "9434765919"


def holds(text: str) -> bool:
    return PLAIN in digits_of(text)


def test_a_number_planted_in_every_field_for_it_is_in_no_name_subject_or_register(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "vault", "elft")
    cyd = enrolled(desk, "Cyd Invented", line_manager="Dee Fiction", line_manager_email="dee@example.org")
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
