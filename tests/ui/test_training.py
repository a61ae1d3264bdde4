"""A supervisor's training on their page, before a real vault."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from supdesk.desk import enrolling, training
from supdesk.domain.training import Shows
from supdesk.ui.parts import Badge, Button, Question, Words
from supdesk.ui.people.person import PersonPage
from supdesk.ui.people.training import EvidenceDetails, EvidenceForm, TrainingCard
from supdesk.ui.seat import Seat
from tests.desk.desks import enrolled
from tests.ui.seats import done, leave, made_seat, settle


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    made = made_seat(tmp_path / "place")
    yield made
    leave(made)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    made = tmp_path / "certificate.pdf"
    made.write_bytes(b"%PDF-1.7 a certificate")
    return made


def page_of(seat: Seat) -> PersonPage:
    page = PersonPage(seat, seat.desk.owner.id)
    seat.shell.push(page)
    settle(seat)
    return page


def said(page: QWidget) -> list[str]:
    return [each.accessibleName() for each in page.findChildren(QWidget)]


def kept(seat: Seat, page: PersonPage, file: Path) -> None:
    form = EvidenceForm(seat, page, seat.desk.owner.id, file)
    form.course.set_raw("Example course")
    form.body.set_raw("Example College")
    form.on.set_raw("1 May 2024")
    form.confirm.click()
    settle(seat)


def test_without_evidence_the_page_says_so_and_a_file_can_be_kept(seat: Seat, certificate: Path) -> None:
    page = page_of(seat)
    assert "No evidence recorded" in [badge.text for badge in page.findChildren(Badge)]
    kept(seat, page, certificate)
    assert "Training in date" in [badge.text for badge in page.findChildren(Badge)]
    assert "To be refreshed by: 1 May 2027" in said(page)
    (card,) = page.findChildren(TrainingCard)
    (row,) = card.rows
    assert row.accessibleName() == (
        "Supervisor course, 1 May 2024, Example course, Example College · certificate.pdf"
    )


def test_a_day_that_is_none_is_told_beside_its_field(seat: Seat, certificate: Path) -> None:
    page = page_of(seat)
    form = EvidenceForm(seat, page, seat.desk.owner.id, certificate)
    form.on.set_raw("tomorrow week")
    form.confirm.click()
    settle(seat)
    assert any("Write the day as" in label.text() for label in form.findChildren(Words))
    assert training.of(seat.desk, seat.desk.owner.id).evidence == ()
    form.on.set_raw("1 May 2024")
    form.on.edited.emit("1 May 2024")
    assert not form.on.problem()


def test_a_file_that_is_no_pdf_is_refused_with_the_reason_and_the_form_stays(seat: Seat, tmp_path: Path) -> None:
    page, bad = page_of(seat), tmp_path / "letter.pdf"
    bad.write_bytes(b"PK a letter")
    kept(seat, page, bad)
    (form,) = seat.shell.findChildren(EvidenceForm)
    assert any("Only a PDF, a PNG or a JPEG" in words for words in said(form))


def test_a_copy_can_be_saved_with_a_warning_that_it_leaves(seat: Seat, certificate: Path, tmp_path: Path) -> None:
    page = page_of(seat)
    kept(seat, page, certificate)
    (card,) = page.findChildren(TrainingCard)
    card.rows[0].opened.emit()
    (details,) = seat.shell.findChildren(EvidenceDetails)
    assert any("A copy leaves the vault" in label.text() for label in details.findChildren(Words))
    details.save_copy(tmp_path / "copy.pdf")
    settle(seat)
    assert (tmp_path / "copy.pdf").read_bytes() == certificate.read_bytes()


def test_a_file_is_removed_after_a_question(seat: Seat, certificate: Path) -> None:
    page = page_of(seat)
    kept(seat, page, certificate)
    page.findChildren(TrainingCard)[0].rows[0].opened.emit()
    (details,) = seat.shell.findChildren(EvidenceDetails)
    details.away.click()
    (question,) = seat.shell.findChildren(Question)
    question.confirm.click()
    settle(seat)
    assert training.of(seat.desk, seat.desk.owner.id).evidence == ()
    assert page.findChildren(TrainingCard)[0].rows == []


def test_another_file_takes_the_place_of_one(seat: Seat, certificate: Path, tmp_path: Path) -> None:
    page, scan = page_of(seat), tmp_path / "scan.png"
    kept(seat, page, certificate)
    scan.write_bytes(b"\x89PNG\r\n\x1a\n a picture")
    (known,) = training.of(seat.desk, seat.desk.owner.id).evidence
    form = EvidenceForm(seat, page, known.person_id, scan, known)
    assert (form.shows.raw(), form.course.raw()) == (Shows.COURSE.value, "Example course")
    form.on.set_raw("1 May 2024")
    form.confirm.click()
    settle(seat)
    assert next(iter(training.files(seat.desk, known.person_id).values())).name == "scan.png"


def test_an_overdue_refresher_is_said_in_words(seat: Seat) -> None:
    done(seat, lambda desk: enrolling.enrol(desk, replace(desk.owner, competent_on=date(2022, 1, 1))))
    assert "Training overdue" in [badge.text for badge in page_of(seat).findChildren(Badge)]


def test_whoever_only_is_supervised_has_no_such_card(seat: Seat) -> None:
    page = PersonPage(seat, enrolled(seat.desk, "Ada Example"))
    settle(seat)
    assert page.findChildren(TrainingCard) == []
    assert not [each for each in page.findChildren(Button) if each.text() == "Keep a file…"]
