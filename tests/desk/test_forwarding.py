"""G3: the evaluations of a quarter go to those who audit them in one deed, each of them once."""

from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from supdesk.desk import evaluating, exporting, finishing, forwarding, reading, recording, registering
from supdesk.desk.desk import Desk
from supdesk.desk.exporting import unheard
from supdesk.desk.forwarding import LARGEST, ROOM, travelling
from supdesk.domain.errors import SupdeskError
from supdesk.domain.records import RecordState
from supdesk.domain.registers import Period
from supdesk.exchange.mail_draft import Attachment
from supdesk.forms.definition import Mail
from supdesk.forms.packs import Packs
from tests.desk.desks import TODAY, person_id
from tests.desk.test_evaluating import held

QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31))
WORD = "zanzibarmarmalade"


def given(desk: Desk, *names: str, on: date = date(2026, 3, 2)) -> list[str]:
    """The numbers of the evaluations these people gave of a session."""
    session = held(desk, *names, on=on)
    numbers = []
    for name in names:
        asked, _ = evaluating.hand_over(desk, session, person_id(desk, name))
        done = evaluating.give(desk, asked, {"safe": "4", "strengths": f"{WORD} of {name}"})
        numbers.append(done.records[0].number)
    return numbers


def sent(desk: Desk, folder: Path, *, again: bool = False) -> list[str]:
    """The names of the files that are written."""
    written = exporting.put(forwarding.prepare(desk, QUARTER, again=again), folder)
    forwarding.note(desk, written)
    return sorted(path.name for path in written.placed.paths)


def mail_of(file: Path) -> EmailMessage:
    found = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def test_all_given_in_the_quarter_go_in_one_mail_under_their_numbers_alone(desk: Desk, tmp_path: Path) -> None:
    first, second = given(desk, "Ada Example", "Bee Sample")
    assert sent(desk, tmp_path) == [f"{first}.pdf", f"{second}.pdf", "evaluations-1.eml"]
    mail = mail_of(tmp_path / "evaluations-1.eml")
    assert mail["to"] == desk.pack.register.mailbox
    assert mail["subject"] == "Safeguarding supervision evaluations, 1 January 2026 to 31 March 2026"
    attached = {part.get_filename(): part.get_payload(decode=True) for part in mail.iter_attachments()}
    assert attached == {f"{n}.pdf": (tmp_path / f"{n}.pdf").read_bytes() for n in (first, second)}
    assert not any(name in str(mail["subject"]) for name in ("Ada", "Bee"))


def test_what_was_sent_goes_once_and_again_only_when_asked(desk: Desk, tmp_path: Path) -> None:
    first = given(desk, "Ada Example")
    sent(desk, tmp_path)
    with pytest.raises(SupdeskError, match="no evaluation to send"):
        forwarding.prepare(desk, QUARTER)
    second = given(desk, "Bee Sample", on=date(2026, 3, 3))
    outlook = forwarding.outlook(desk, QUARTER)
    assert [record.number for record in outlook.new] == second
    assert [(record.number, day) for record, day in outlook.sent] == [(first[0], TODAY)]
    assert sent(desk, tmp_path) == sorted([f"{second[0]}.pdf", "evaluations-2.eml"])
    (tmp_path / "again").mkdir()
    assert f"{first[0]}.pdf" in sent(desk, tmp_path / "again", again=True)


def test_what_has_the_name_of_an_evaluation_is_written_over_only_when_asked(desk: Desk, tmp_path: Path) -> None:
    (number,) = given(desk, "Ada Example")
    (tmp_path / f"{number}.pdf").write_text("of another vault")
    (tmp_path / "evaluations-1.eml").write_text("a draft of before")
    prepared = forwarding.prepare(desk, QUARTER)
    with pytest.raises(SupdeskError, match=f"holds {number}.pdf already") as refused:
        exporting.put(prepared, tmp_path)
    assert refused.value.code == "place.there"
    assert (tmp_path / f"{number}.pdf").read_text() == "of another vault"
    forwarding.note(desk, exporting.put(prepared, tmp_path, over=True))
    assert (tmp_path / f"{number}.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "evaluations-1.eml").read_text() == "a draft of before"
    assert (tmp_path / "evaluations-2.eml").is_file()


def test_an_evaluation_goes_with_the_quarter_in_which_it_was_given_by_the_day_in_london(desk: Desk) -> None:
    night = replace(desk, around=replace(desk.around, now=lambda: datetime(2026, 3, 31, 23, 30, tzinfo=UTC)))
    (number,) = given(night, "Ada Example", on=date(2026, 3, 30))
    assert forwarding.outlook(night, QUARTER).new == ()
    after = forwarding.outlook(night, Period(date(2026, 4, 1), date(2026, 6, 30)))
    assert [record.number for record in after.new] == [number]


def test_what_nobody_signs_is_sealed_on_its_way(desk: Desk, tmp_path: Path) -> None:
    session = held(desk, "Ada Example")
    sheet = recording.begin_evaluation(desk, session, person_id(desk, "Ada Example"), None, {"safe": "2"})
    (record,) = finishing.finish(desk, [sheet.draft.id]).records
    assert record.state is RecordState.FINISHED
    assert f"{record.number}.pdf" in sent(desk, tmp_path)
    assert reading.read(desk, record.id).record.state is RecordState.ISSUED


def test_evaluations_of_another_quarter_stay(desk: Desk) -> None:
    given(desk, "Ada Example")
    with pytest.raises(SupdeskError, match="no evaluation to send"):
        forwarding.prepare(desk, Period(date(2025, 10, 1), date(2025, 12, 31)))


def test_the_pack_may_name_somebody_else_for_evaluations(desk: Desk, tmp_path: Path) -> None:
    assert forwarding.recipient(desk) == registering.recipient(desk, desk.pack)
    pack = replace(desk.pack, evaluations=Mail("Auditors", "audit@example.org"))
    moved = Desk(desk.vault, replace(desk.around, packs=Packs((pack,))))
    given(moved, "Ada Example")
    sent(moved, tmp_path)
    mail = mail_of(tmp_path / "evaluations-1.eml")
    assert mail["to"] == "audit@example.org"
    assert str(mail["subject"]).startswith("[secure] ")


def test_more_than_a_mail_carries_goes_in_several(desk: Desk) -> None:
    papers = [Attachment(f"R-{n}.pdf", bytes(7_000_000)) for n in range(9)]
    loads = list(forwarding._loads(papers))
    assert [len(load) for load in loads] == [3, 3, 3]
    assert [paper for load in loads for paper in load] == papers
    assert all(sum(map(travelling, load)) <= LARGEST - ROOM for load in loads)


def test_a_mail_as_full_as_it_may_be_is_under_the_limit(desk: Desk, tmp_path: Path) -> None:
    given(desk, "Ada Example")
    papers = tuple(Attachment(f"R-2026-{n:04}.pdf", bytes(80_000)) for n in range(700))
    make = forwarding.maker(desk, QUARTER, forwarding.recipient(desk), papers)
    sizes = [len(content) for name, content in make(tmp_path, unheard).items() if name.endswith(".eml")]
    assert len(sizes) > 1
    assert max(sizes) > LARGEST * 0.9


def test_what_was_said_is_in_no_name_no_subject_and_no_text_of_a_mail(desk: Desk, tmp_path: Path) -> None:
    given(desk, "Ada Example")
    names = sent(desk, tmp_path)
    mail = mail_of(tmp_path / "evaluations-1.eml")
    body = mail.get_body()
    assert body
    told = " ".join([*names, str(mail["subject"]), body.get_content()])
    assert not any(word in told for word in (WORD, "Ada", "Example"))


def test_when_it_cannot_be_kept_the_files_are_taken_back(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(desk, "Ada Example")
    written = exporting.put(forwarding.prepare(desk, QUARTER), tmp_path)

    def full(*_: object) -> None:
        raise SupdeskError("vault.full", "There is no room.")

    monkeypatch.setattr("supdesk.vault.evaluations.put_sent", full)
    with pytest.raises(SupdeskError, match="no room"):
        forwarding.note(desk, written)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []
    assert len(forwarding.outlook(desk, QUARTER).new) == 1
