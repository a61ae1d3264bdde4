"""Every forgery we know: edits appended, signatures wrapped, moved and borrowed. None of them may hold."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from asn1crypto.cms import CertificateChoices, CMSAttribute, CMSAttributes, ContentInfo
from asn1crypto.x509 import Certificate
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from reportlab.pdfgen.canvas import Canvas

from supdesk.documents.certificates import der
from supdesk.documents.pdf import Attachment, Pdf
from supdesk.documents.sealing import countersign, seal
from tests.documents import edits
from tests.documents.signed_examples import (
    ADA,
    BEE,
    CYD,
    LATER,
    PINS,
    SIGNED,
    STATES,
    alone,
    every_state,
    page,
    quiet_update,
    scrawl,
    written,
)

ADDED = "Something was added to it after it was signed."
BETWEEN = "It was changed between its signatures."
AFTER = "It was changed after Ada Example signed it."
UNNAMED = "Ada Example did not name Cyd Nobody to sign it too."


@dataclass(frozen=True, slots=True)
class Forgery:
    """A file made from one that holds, whom it is compared with, and what is to be said of it."""

    original: bytes
    content: bytes
    pinned: Sequence[bytes] = ()
    said: str = ""


@cache
def sealed() -> dict[str, bytes]:
    """The three states a signed file can be in."""
    return every_state()


@cache
def rich() -> dict[str, bytes]:
    """The three states again, of a page with a text box and an attachment."""
    drawn = _page_with_a_text_box()
    files = [Attachment("data.txt", b"as signed", "text/plain")]
    shut = seal(drawn, ADA, now=SIGNED, reason="Sealed", attachments=files)
    room = seal(
        drawn,
        ADA,
        now=SIGNED,
        reason="Sealed",
        attachments=files,
        countersign=True,
        countersigner=BEE.certificate,
    )
    both = countersign(room, BEE, now=LATER, reason="Agreed")
    return {"alone": shut.content, "awaiting": room.content, "agreed": both.content}


def _page_with_a_text_box() -> Pdf:
    out = BytesIO()
    canvas = Canvas(out, invariant=True)
    canvas.drawString(72, 720, "An invented record")
    canvas.acroForm.textfield(name="Remark", x=72, y=600, width=200, height=20)
    canvas.save()
    return Pdf(out.getvalue())


# Edits appended


def _edited(state: str, edit) -> Forgery:
    writer = quiet_update(rich()[state])
    edit(writer)
    return Forgery(rich()[state], written(writer), said=ADDED)


def _edited_while_signing(edit) -> Forgery:
    """By the countersigner who was named."""
    writer = quiet_update(rich()["awaiting"])
    edit(writer)
    return Forgery(rich()["awaiting"], scrawl(writer, BEE, "Countersignature"), PINS, BETWEEN)


def _edited_before_signing(edit) -> Forgery:
    writer = quiet_update(rich()["awaiting"])
    edit(writer)
    signed = scrawl(quiet_update(written(writer)), BEE, "Countersignature")
    return Forgery(rich()["awaiting"], signed, said=BETWEEN)


def _signed_by_another(state: str, pinned: Sequence[bytes]) -> Forgery:
    return Forgery(sealed()[state], scrawl(quiet_update(sealed()[state]), CYD, "Another"), pinned)


def _named_afterwards() -> Forgery:
    """The seed value rewritten, so that it no longer names anybody."""
    writer = quiet_update(sealed()["awaiting"])
    place = writer.root["/AcroForm"]["/Fields"][1]
    del place["/SV"]
    writer.update_container(place)
    signed = scrawl(writer, CYD, "Countersignature")
    return Forgery(sealed()["awaiting"], signed, (ADA.certificate, CYD.certificate), UNNAMED)


def rolled_back() -> Forgery:
    """An older table put back in force: no object is touched, only where the reader is to look for them."""
    content = sealed()["agreed"]
    tables = [found.start() for found in re.finditer(rb"(?m)^xref", content)]
    return Forgery(content, content + b"startxref\n%d\n%%%%EOF\n" % tables[0])


def _commented() -> Forgery:
    """By an ordinary PDF tool."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "commented.pdf"
        path.write_bytes(sealed()["alone"])
        writer = PdfWriter(path, incremental=True)
        writer.add_annotation(0, FreeText(text="A remark nobody made", rect=(72, 600, 200, 620)))
        writer.write(path)
        return Forgery(sealed()["alone"], path.read_bytes())


# Wrapping and shadows


def _ranges(content: bytes) -> tuple[int, int, int]:
    start, before, after, length = map(int, re.findall(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]", content)[-1])
    assert start == 0
    return before, after, length


def _range_written(content: bytes, numbers: str) -> bytes:
    old = re.search(rb"/ByteRange \[[^\]]*\] *", content)
    assert old
    return content.replace(old[0], f"/ByteRange [{numbers}]".encode().ljust(len(old[0])))


def _wrapped() -> Forgery:
    """The digest still matches: the signature points at the copy, readers read the replacement."""
    content = sealed()["alone"]
    before, after, length = _ranges(content)
    tail = content[after:]
    replaced = _range_written(tail, f"0 {before} {len(content)} {length}")
    return Forgery(content, content[:after] + replaced + tail, said=ADDED)


def _senseless(numbers: str) -> Forgery:
    return Forgery(sealed()["alone"], _range_written(sealed()["alone"], numbers))


def _carried_over() -> Forgery:
    """A signature of one document put into another."""
    other = alone(page("Another invented record")).content
    before, after, _length = _ranges(sealed()["alone"])
    there, back, _rest = _ranges(other)
    carried = sealed()["alone"][before + 1 : after - 1].rstrip(b"0").ljust(back - there - 2, b"0")
    return Forgery(other, other[: there + 1] + carried + other[back - 1 :], said=AFTER)


def _certificate_slipped_in(data) -> None:
    data["certificates"].append(CertificateChoices("certificate", Certificate.load(der(CYD.certificate))))


def _attribute_slipped_in(data) -> None:
    data["signer_infos"][0]["unsigned_attrs"] = CMSAttributes(
        [CMSAttribute({"type": "content_type", "values": ["data"]})]
    )


def _digest_named_otherwise(data) -> None:
    data["digest_algorithms"][0]["algorithm"] = "sha512"


SLIPPED = (_certificate_slipped_in, _attribute_slipped_in, _digest_named_otherwise)


def repacked(content: bytes, change) -> bytes:
    """The last signature unpacked, changed and put back."""
    before, after, _length = _ranges(content)
    cms = ContentInfo.load(bytes.fromhex(content[before + 1 : after - 1].decode()))
    change(cms["content"])
    packed = cms.dump(force=True).hex().upper().encode()
    return content[: before + 1] + packed.ljust(after - before - 2, b"0") + content[after - 1 :]


def _slipped(state: str, change) -> Forgery:
    """What a signature does not itself vouch for, beside it."""
    return Forgery(sealed()[state], repacked(sealed()[state], change))


def _in_other_letters() -> Forgery:
    content = sealed()["alone"]
    before, after, _length = _ranges(content)
    return Forgery(content, content[:before] + content[before:after].lower() + content[after:])


def _two_in_one(first: bytes, state: str) -> Forgery:
    return Forgery(sealed()[state], first + sealed()[state])


_SENSELESS = ("0 0 0 0", "-1 5 10 5", "0 10 5 10", "0 99999999 99999999 1", "5 0 R", "0 1")
_OTHERS: dict[str, Sequence[bytes]] = {"nobody": (), "both": PINS, "all three": (*PINS, CYD.certificate)}


def _every() -> Iterator[tuple[str, Callable[[], Forgery]]]:
    for edit in edits.EDITS:
        for state in STATES:
            yield f"{edit.__name__} after it was {state}", lambda state=state, edit=edit: _edited(state, edit)
        yield f"{edit.__name__} while countersigning", lambda edit=edit: _edited_while_signing(edit)
        yield f"{edit.__name__} before countersigning", lambda edit=edit: _edited_before_signing(edit)
    for state in STATES:
        for whom, pins in _OTHERS.items():
            name = f"a further signature on {state}, compared with {whom}"
            yield name, lambda state=state, pins=pins: _signed_by_another(state, pins)
        for change in SLIPPED:
            name = f"{change.__name__.strip('_')} beside {state}"
            yield name, lambda state=state, change=change: _slipped(state, change)
    for numbers in _SENSELESS:
        yield f"a byte range of {numbers}", lambda numbers=numbers: _senseless(numbers)
    yield "another countersigner named afterwards", _named_afterwards
    yield "an older table put back in force", rolled_back
    yield "a comment by an ordinary tool", _commented
    yield "a signed tail moved away and replaced", _wrapped
    yield "a signature carried over to another document", _carried_over
    yield "a signature written in other letters", _in_other_letters
    yield "two signed files in one", lambda: _two_in_one(sealed()["alone"], "agreed")
    yield "a signed file behind an unsigned one", lambda: _two_in_one(page().content, "alone")


FORGERIES = dict(_every())
"""How each is made, by what it is."""
