"""F2, X3: a mail draft is addressed, neutral and never sent by the program."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest

from supdesk.domain.errors import SupdeskError
from supdesk.exchange.addresses import is_address, is_nobodys
from supdesk.exchange.mail_draft import (
    LARGEST,
    Attachment,
    register_body,
    register_subject,
    tagged_subject,
    to_eml,
)
from tests.exchange.register_examples import FIRST_QUARTER

AT = datetime(2026, 4, 1, 8, 15, tzinfo=UTC)
TRUSTED = ("trusted.example", "@second.example")
PDF, CSV = (
    Attachment("register.pdf", b"%PDF-1.7\n\x00\xff"),
    Attachment("register.csv", b"\xef\xbb\xbfDate\r\n=2\r\n"),
)


def draft(**changed: Any) -> bytes:
    usual: dict[str, Any] = {
        "recipient": "admin@trusted.example",
        "subject": register_subject(FIRST_QUARTER),
        "body": register_body(FIRST_QUARTER),
        "at": AT,
        "attachments": (PDF, CSV),
    }
    return to_eml(**usual | changed)


def opened(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=SMTP)
    assert isinstance(message, EmailMessage)
    return message


def refusal(**changed: Any) -> SupdeskError:
    with pytest.raises(SupdeskError) as refused:
        draft(**changed)
    return refused.value


def test_a_draft_opens_unsent_and_addressed() -> None:
    message = opened(draft())
    assert message["X-Unsent"] == "1"
    assert message["To"] == "admin@trusted.example"
    assert message["Subject"] == "Safeguarding supervision register, 1 January 2026 to 31 March 2026"
    assert message["Date"].datetime == AT
    assert message["From"] is None
    assert message["Message-ID"] is None


def test_attachments_arrive_byte_for_byte_under_their_names() -> None:
    found = {part.get_filename(): part for part in opened(draft()).iter_attachments()}
    assert {name: part.get_payload(decode=True) for name, part in found.items()} == {
        PDF.name: PDF.content,
        CSV.name: CSV.content,
    }
    assert [part.get_content_type() for part in found.values()] == ["application/pdf", "text/csv"]


def test_the_text_says_the_period_and_what_it_corrects_and_nobodys_name() -> None:
    text = opened(draft(body=register_body(FIRST_QUARTER, "R-7Q2F-0001"))).get_body()
    assert text is not None
    said = text.get_content()
    assert "1 January 2026 to 31 March 2026" in said
    assert "replaces register R-7Q2F-0001" in said


def test_the_text_names_every_register_it_replaces() -> None:
    said = register_body(FIRST_QUARTER, "G-2026-001, G-2026-002")
    assert "It replaces registers G-2026-001, G-2026-002." in said.splitlines()


def test_a_correction_says_so_in_its_subject() -> None:
    assert register_subject(FIRST_QUARTER, "R-7Q2F-0001").startswith("Corrected safeguarding supervision register")


def test_a_subject_of_any_length_begins_where_the_tag_is_looked_for() -> None:
    for length in range(1, 120):
        assert b"\r\nSubject: [secure] w" in draft(subject="[secure] " + ("words " * 20)[:length])


def test_the_same_draft_is_the_same_bytes() -> None:
    assert draft() == draft()


def test_every_line_ends_with_crlf_and_is_short_enough_for_mail() -> None:
    content = draft(attachments=(Attachment("register.pdf", bytes(range(256)) * 40),))
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 78


def test_what_an_attachment_holds_cannot_end_it() -> None:
    boundary = opened(draft()).get_boundary() or ""
    forged = Attachment("register.csv", f"--{boundary}--\r\n".encode())
    assert [part.get_payload(decode=True) for part in opened(draft(attachments=(forged,))).iter_attachments()] == [
        forged.content
    ]


@pytest.mark.parametrize(
    "recipient", ["a@trusted.example", "a@TRUSTED.Example", "a@mail.trusted.example", "a@second.example"]
)
def test_an_accredited_domain_and_those_below_it_get_no_tag(recipient: str) -> None:
    assert tagged_subject("Register", recipient, TRUSTED, "[secure]") == "Register"


@pytest.mark.parametrize(
    "recipient", ["a@example.org", "a@nottrusted.example", "a@trusted.example.org", "a@example", ""]
)
def test_any_other_domain_gets_the_tag(recipient: str) -> None:
    assert tagged_subject("Register", recipient, TRUSTED, "[secure]") == "[secure] Register"


def test_no_domain_is_accredited_by_an_empty_line_in_the_list() -> None:
    assert tagged_subject("Register", "a@example.org", ("", " ", "."), "[secure]") == "[secure] Register"


def test_a_tag_is_set_once_and_an_empty_one_never() -> None:
    assert tagged_subject("[SECURE] Register", "a@example.org", (), "[secure]") == "[SECURE] Register"
    assert tagged_subject("Register", "a@example.org", (), "") == "Register"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "admin",
        "admin@",
        "@example.org",
        "admin@example",
        "admin@example.org\r\nBcc: other@example.org",
        "admin@example.org\n",
        "admin@example.org, other@example.org",
        "Admin <admin@example.org>",
        "ad min@example.org",
        "admin@exam ple.org",
        "admin@-example.org",
        "admin@example..org",
        ".admin@example.org",
        "admín@example.org",
        f"{'a' * 65}@example.org",
        f"a@{'b.' * 130}org",
    ],
)
def test_what_is_no_plain_address_gets_no_mail(address: str) -> None:
    assert not is_address(address)
    assert refusal(recipient=address).code == "mail.address"


@pytest.mark.parametrize("address", ["admin@example.org", "first.o'last+tag@mail-1.example.org"])
def test_a_plain_address_does(address: str) -> None:
    assert opened(draft(recipient=address))["To"] == address


@pytest.mark.parametrize("subject", ["Register\r\nBcc: other@example.org", "Register\n", "Register\0"])
def test_a_subject_cannot_smuggle_another_header(subject: str) -> None:
    assert refusal(subject=subject).code == "mail.subject"


@pytest.mark.parametrize("name", ["", "a\r\nb.pdf", "../register.pdf", 'a".pdf', "c:\\register.pdf", "é.pdf"])
def test_an_attachments_name_is_a_plain_file_name(name: str) -> None:
    assert refusal(attachments=(Attachment(name, b""),)).code == "mail.attachment"


def test_a_mail_too_large_to_travel_says_so_with_its_size() -> None:
    refused = refusal(attachments=(Attachment("register.pdf", bytes(LARGEST * 3 // 4)),))
    assert refused.code == "mail.large"
    assert "36 MB" in refused.sentence


def test_a_draft_without_files_is_plain_text() -> None:
    assert opened(draft(attachments=())).get_content_type() == "text/plain"


@pytest.mark.parametrize("address", ["a@example.invalid", "a@team.EXAMPLE", "a@example.org", "a@mail.example.com"])
def test_a_domain_set_apart_for_examples_is_nobodys(address: str) -> None:
    assert is_nobodys(address)


@pytest.mark.parametrize("address", ["a@nhs.net", "a@myexample.org", "a@invalid.nhs.uk"])
def test_any_other_domain_may_be_somebodys(address: str) -> None:
    assert not is_nobodys(address)
