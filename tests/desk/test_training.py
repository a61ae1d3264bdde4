"""Training: how it stands, the files that show it, and what is said before a session (W2, W3)."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from supdesk.desk import enrolling, planning, recalling, training
from supdesk.desk.desk import Desk
from supdesk.desk.training import File
from supdesk.domain.cadence import Standing
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person, Role
from supdesk.domain.training import Shows
from supdesk.forms.packs import Packs
from supdesk.vault import audit, checking, store
from tests.desk.desks import TODAY, planned

PDF = b"%PDF-1.7 a certificate"
PNG = b"\x89PNG\r\n\x1a\n a picture"


def file(**facts: Any) -> training.File:
    known: dict[str, Any] = {
        "name": "certificate.pdf",
        "content": PDF,
        "shows": Shows.COURSE,
        "course": "Example course",
        "body": "Example College",
        "on": date(2024, 5, 1),
    }
    return training.File(**known | facts)


def kept(desk: Desk, **facts: Any) -> str:
    return training.keep(desk, desk.owner.id, file(**facts)).subject


def another(desk: Desk, **facts: Any) -> str:
    person = Person("", "Sam Supervisor", roles=frozenset({Role.SUPERVISOR}), **facts)
    return enrolling.enrol(desk, person).subject


def test_a_supervisor_whose_training_nothing_shows_is_told_so_until_it_was_read(desk: Desk) -> None:
    session = planning.one(desk, planned(desk))
    assert "Nothing shows yet that Olive Owner was trained" in training.gap(desk, session)
    enrolling.enrol(desk, replace(desk.owner, booked_on=date(2026, 4, 1)))
    assert "booked for 1 April 2026" in training.gap(desk, session)
    training.acknowledge_gap(desk, session.id)
    assert training.gap(desk, session) == ""
    other = planning.one(desk, planned(desk))
    assert training.gap(desk, other)
    training.acknowledge_gap(desk, other.id)
    assert (training.gap(desk, session), training.gap(desk, other)) == ("", "")
    another = planning.one(desk, planned(desk))
    enrolling.enrol(desk, replace(desk.owner, course="Example course"))
    assert training.gap(desk, another) == ""


def test_a_file_of_evidence_closes_the_gap(desk: Desk) -> None:
    session = planning.one(desk, planned(desk))
    assert training.gap(desk, session)
    kept(desk, shows=Shows.REFRESHER)
    assert training.gap(desk, session) == ""


def test_safeguarding_training_does_not_show_that_somebody_may_supervise(desk: Desk) -> None:
    kept(desk, shows=Shows.SAFEGUARDING, on=TODAY)
    assert "Nothing shows yet" in training.gap(desk, planning.one(desk, planned(desk)))
    assert training.of(desk, desk.owner.id).label == "No evidence recorded"
    assert recalling.person(desk, desk.owner.id).training is not None


def test_the_file_of_somebody_who_supervises_no_more_stays_in_sight(desk: Desk) -> None:
    known = another(desk)
    training.keep(desk, known, file(shows=Shows.SAFEGUARDING))
    enrolling.enrol(desk, replace(enrolling.one(desk, known), roles=frozenset({Role.SUPERVISEE})))
    assert recalling.person(desk, known).files != {}
    assert recalling.person(desk, known).training is not None


def test_a_day_to_come_on_which_somebody_will_be_trained_is_no_training_yet(desk: Desk) -> None:
    enrolling.enrol(desk, replace(desk.owner, competent_on=date(2023, 6, 1), refreshed_on=TODAY + timedelta(1)))
    assert training.of(desk, desk.owner.id).last == date(2023, 6, 1)
    kept(desk, shows=Shows.REFRESHER, on=TODAY)
    assert training.of(desk, desk.owner.id).last == TODAY


def test_a_file_is_kept_with_what_it_shows_and_can_be_had_back(desk: Desk, tmp_path: Path) -> None:
    made = kept(desk)
    (evidence,) = training.of(desk, desk.owner.id).evidence
    assert (evidence.about, evidence.on) == ("Example course, Example College", date(2024, 5, 1))
    facts = training.files(desk, desk.owner.id)[made]
    assert (facts.name, facts.media_type, facts.size) == ("certificate.pdf", "application/pdf", len(PDF))
    training.save_copy(desk, made, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == PDF
    assert [deed for _, deed in audit.about(desk.vault.cx, desk.owner.id)][-1] == "export evidence"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "evidence.empty"),
        (b"MZ not a certificate", "evidence.kind"),
        (b"<html>%PDF-", "evidence.kind"),
        (PDF + b" " * 10_000_000, "evidence.large"),
    ],
)
def test_what_is_no_pdf_or_picture_by_its_content_is_refused(desk: Desk, content: bytes, code: str) -> None:
    with pytest.raises(SupdeskError) as refused:
        kept(desk, content=content)
    assert refused.value.code == code
    assert training.of(desk, desk.owner.id).evidence == ()


def test_a_picture_under_a_pdfs_name_is_kept_as_a_picture(desk: Desk) -> None:
    made = kept(desk, content=PNG)
    assert training.files(desk, desk.owner.id)[made].media_type == "image/png"


def test_a_day_to_come_shows_nothing_yet(desk: Desk) -> None:
    with pytest.raises(SupdeskError, match="can't be after today"):
        kept(desk, on=TODAY + timedelta(1))


def test_the_name_a_file_is_kept_under_holds_no_folder(desk: Desk) -> None:
    made = kept(desk, name="../../elsewhere/certificate.pdf")
    assert training.files(desk, desk.owner.id)[made].name == "certificate.pdf"


def test_the_persons_own_dates_follow_the_files_and_never_go_back(desk: Desk) -> None:
    kept(desk)
    assert (desk.owner.competent_on, desk.owner.course) == (date(2024, 5, 1), "Example course, Example College")
    kept(desk, shows=Shows.REFRESHER, on=date(2025, 6, 1))
    kept(desk, shows=Shows.SAFEGUARDING, on=date(2024, 6, 1), course="Something else")
    kept(desk, on=date(2025, 12, 1), course="Another course")
    assert (desk.owner.competent_on, desk.owner.refreshed_on) == (date(2024, 5, 1), date(2025, 6, 1))
    assert desk.owner.course == "Example course, Example College"


def test_a_file_that_was_removed_is_gone_and_the_audit_trail_still_holds(desk: Desk) -> None:
    made = kept(desk)
    training.remove(desk, made)
    assert training.of(desk, desk.owner.id).evidence == ()
    assert desk.vault.cx.execute("SELECT count(*) FROM files").fetchone()[0] == 0
    deeds = [row[0] for row in desk.vault.cx.execute("SELECT deed FROM audit ORDER BY seq")]
    assert [deed for deed in deeds if "evidence" in deed or "file" in deed] == [
        "file", "keep evidence", "file removed", "remove evidence",
    ]  # fmt: skip
    assert all(finding.wrong == () for finding in checking.check(desk.vault.cx))
    with pytest.raises(SupdeskError) as refused:
        training.remove(desk, made)
    assert refused.value.code == "evidence.gone"


def test_a_file_taken_out_without_a_deed_is_still_missed(desk: Desk) -> None:
    kept(desk)
    training.remove(desk, kept(desk, content=PNG))
    with desk.vault.write() as cx:
        cx.execute("DELETE FROM evidence")
        cx.execute("DELETE FROM files")
    (files,) = [finding for finding in checking.check(desk.vault.cx) if finding.what == "files"]
    assert len(files.wrong) == 1


def test_a_file_is_replaced_in_one_deed(desk: Desk) -> None:
    made = kept(desk)
    training.keep(desk, desk.owner.id, file(content=PNG, name="scan.png"), instead_of=made)
    (facts,) = training.files(desk, desk.owner.id).values()
    assert facts.name == "scan.png"
    assert desk.vault.cx.execute("SELECT count(*) FROM files").fetchone()[0] == 1


@pytest.mark.parametrize(
    ("since", "standing", "label"),
    [
        (timedelta(days=-1), Standing.OVERDUE, "Training overdue"),
        (timedelta(), Standing.DUE, "Training due within 30 days"),
        (timedelta(days=30), Standing.DUE, "Training due within 30 days"),
        (timedelta(days=31), Standing.IN_DATE, "Training in date"),
    ],
)
def test_training_is_refreshed_within_three_years(
    desk: Desk, since: timedelta, standing: Standing, label: str
) -> None:
    due = TODAY + since
    enrolling.enrol(desk, replace(desk.owner, competent_on=date(2020, 1, 1), refreshed_on=due.replace(year=2023)))
    found = training.of(desk, desk.owner.id)
    assert (found.due, found.standing, found.label) == (due, standing, label)


def test_within_how_many_months_is_said_by_the_pack(desk: Desk) -> None:
    enrolling.enrol(desk, replace(desk.owner, competent_on=date(2025, 1, 1)))
    yearly = Packs((replace(desk.pack, training_months=12),))
    found = training.of(Desk(desk.vault, replace(desk.around, packs=yearly)), desk.owner.id)
    assert found.due == date(2026, 1, 1)


def test_the_owner_stands_first_among_those_whose_training_wants_something(desk: Desk) -> None:
    another(desk)
    another(desk, competent_on=date(2022, 1, 1))
    another(desk, competent_on=TODAY)
    found = training.wanting(desk)
    assert [(each.person.name, each.label) for each in found] == [
        ("Olive Owner", "No evidence recorded"),
        ("Sam Supervisor", "No evidence recorded"),
        ("Sam Supervisor", "Training overdue"),
    ]
    enrolling.enrol(desk, replace(store.person(desk.vault.cx, found[2].person.id), archived=True))
    assert len(training.wanting(desk)) == 2


def test_a_copy_the_audit_trail_can_not_know_of_is_taken_back(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = training.keep(desk, desk.owner.id, File("c.pdf", b"%PDF-1.7", Shows.COURSE, "", "", TODAY)).subject

    def full(*_: object) -> None:
        raise SupdeskError("vault.full", "There is no room.")

    monkeypatch.setattr(audit, "append", full)
    with pytest.raises(SupdeskError, match="no room"):
        training.save_copy(desk, kept, tmp_path / "copy.pdf")
    assert not (tmp_path / "copy.pdf").exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Course.pdf", "Course.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\ada\\course.pdf", "course.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ("", "evidence.pdf"),
        (".pdf", "pdf.pdf"),
    ],
)
def test_a_file_is_offered_again_under_a_name_that_says_what_it_is(name: str, kept: str, desk: Desk) -> None:
    made = training.keep(desk, desk.owner.id, File(name, b"%PDF-1.7", Shows.COURSE, "", "", TODAY)).subject
    assert training.files(desk, desk.owner.id)[made].name == kept
