"""A notice to the line manager carries days and nothing that was said (S8, C3, X3)."""

from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest

from supdesk.desk import enrolling, notifying
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.vault import audit
from tests.desk.desks import TODAY, person_id, planned
from tests.desk.test_reporting import held


def managed(desk: Desk, address: str = "mo@example.org") -> str:
    person = enrolling.one(desk, person_id(desk, "Ada Example"))
    return enrolling.enrol(desk, replace(person, line_manager="Mo Manager", line_manager_email=address)).subject


def test_whoever_never_came_is_told_of_with_days_only(desk: Desk, tmp_path: Path) -> None:
    ada = managed(desk)
    planned(desk, "Ada Example", on=TODAY)
    notifying.write(desk, ada, tmp_path / "notice.eml")
    mail = BytesParser(EmailMessage, policy=policy.default).parsebytes((tmp_path / "notice.eml").read_bytes())
    assert mail["To"] == "mo@example.org"
    assert mail["Subject"] == "[secure] Safeguarding supervision: a session is due"
    text = mail.get_content()
    assert "Hello Mo Manager" in text
    assert "Last session: none yet" in text
    assert "Next planned: 4 March 2026" in text
    assert list(mail.iter_attachments()) == []
    assert [deed for _, deed in audit.about(desk.vault.cx, ada)][-1] == "notice to line manager"


def test_an_accredited_address_needs_no_tag_and_no_subject_has_a_name(desk: Desk) -> None:
    subject = notifying.notice(desk, managed(desk, "mo@example.nhs.uk")).subject
    assert subject == "Safeguarding supervision: a session is due"


def test_without_an_address_it_is_said_what_is_missing(desk: Desk) -> None:
    with pytest.raises(SupdeskError) as refused:
        notifying.notice(desk, person_id(desk, "Bee Sample"))
    assert refused.value.code == "notice.nobody"
    assert "Bee Sample" in refused.value.sentence


def test_nothing_is_told_of_somebody_who_is_up_to_date(desk: Desk) -> None:
    ada = managed(desk)
    held(desk, "Ada Example")
    with pytest.raises(SupdeskError) as refused:
        notifying.notice(desk, ada)
    assert refused.value.code == "notice.needless"
