"""`supdesk verify` on the demonstration's own PDFs: each holds, and no change to one of them does."""

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from supdesk.documents.pdf import Pdf
from supdesk.documents.sealing import seal
from tests.app.commanding import Demo, supdesk
from tests.documents import edits
from tests.documents.signed_examples import BEE, identity, quiet_update, scrawl, written

KINDS = ("contract", "one-to-one", "group", "cycle", "evaluation", "ad-hoc", "register")
BOTH = pytest.mark.parametrize("kind", ["one-to-one", "register"])
APPENDED = tuple(edit for edit in edits.EDITS if edit not in (edits.filled_field, edits.attachment))
OWNER = "Ada Example"


def content_of(demo: Demo, kind: str) -> bytes:
    return next(pdf for pdf in demo.pdfs if pdf.stem == kind).read_bytes()


def kept(folder: Path, content: bytes, name: str = "changed.pdf") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def is_refused(file: Path, *more: str | Path) -> bool:
    """Exit 1, and the one line that says so names the file."""
    answer = supdesk("verify", file, *more)
    return answer.code == 1 and answer.out.startswith(f"{file}: This file does not hold.")


def test_each_holds_and_the_words_to_compare_are_given(demo: Demo) -> None:
    answer = supdesk("verify", *demo.pdfs)
    assert answer.code == 0
    assert [line.split(": ")[0] for line in answer.out.splitlines()[::2]] == [str(pdf) for pdf in demo.pdfs]
    assert answer.out.count("compared with nobody's") == len(demo.pdfs)
    words = {line.partition(": ")[2] for line in answer.out.splitlines()[1::2]}
    assert [len(each.split()) for each in words] == [8]


def test_each_holds_against_the_owners_vault_and_certificate(demo: Demo) -> None:
    for pinned in (("--vault", demo.vault, *demo.secret), ("--certificate", demo.certificate)):
        answer = supdesk("verify", *demo.pdfs, *pinned)
        assert answer.code == 0
        assert answer.out.count("certificate is the one given to compare with") == len(demo.pdfs)
        assert len(answer.out.splitlines()) == len(demo.pdfs)


@pytest.mark.parametrize("kind", KINDS)
def test_any_flipped_byte_that_the_signature_covers_is_found(demo: Demo, kind: str, tmp_path: Path) -> None:
    content = content_of(demo, kind)
    covered = edits.covered_bytes(content)
    places = sorted({*covered[:: len(covered) // 24], *covered[:2], *covered[-3:]})
    changed = [kept(tmp_path, edits.flipped(content, at, 1 << at % 8), f"{at}.pdf") for at in places]
    answer = supdesk("verify", *changed)
    assert answer.code == 1
    refused = [line.split(": ")[0] for line in answer.out.splitlines() if ": This file does not hold." in line]
    assert refused == [str(file) for file in changed]


@BOTH
@pytest.mark.parametrize("edit", APPENDED, ids=lambda edit: edit.__name__)
def test_an_appended_edit_is_found(demo: Demo, kind: str, edit, tmp_path: Path) -> None:
    writer = quiet_update(content_of(demo, kind))
    edit(writer)
    changed = written(writer)
    assert changed.startswith(content_of(demo, kind))
    assert is_refused(kept(tmp_path, changed))


def test_a_swapped_attachment_of_the_register_is_found(demo: Demo, tmp_path: Path) -> None:
    writer = quiet_update(content_of(demo, "register"))
    edits.attachment(writer)
    assert is_refused(kept(tmp_path, written(writer)))


@BOTH
def test_a_second_signature_by_somebody_unknown_is_found(demo: Demo, kind: str, tmp_path: Path) -> None:
    twice = scrawl(quiet_update(content_of(demo, kind)), BEE, "Another")
    assert is_refused(kept(tmp_path, twice))
    assert is_refused(kept(tmp_path, twice), "--certificate", demo.certificate)


def test_a_place_to_countersign_filled_by_somebody_unknown_is_found(demo: Demo, tmp_path: Path) -> None:
    filled = scrawl(quiet_update(content_of(demo, "one-to-one")), BEE, "Countersignature")
    assert len(PdfReader(BytesIO(filled)).get_fields() or {}) == 2
    assert is_refused(kept(tmp_path, filled))
    assert is_refused(kept(tmp_path, filled), "--vault", demo.vault, *demo.secret)


@BOTH
def test_the_same_page_sealed_by_another_of_the_same_name_is_found_when_compared(
    demo: Demo, kind: str, tmp_path: Path
) -> None:
    forged = kept(tmp_path, forged_by_a_namesake(content_of(demo, kind)))
    alone = supdesk("verify", forged)
    assert alone.code == 0
    assert f"Signed by {OWNER}" in alone.out
    assert alone.out.splitlines()[1] != supdesk("verify", demo.pdfs[0]).out.splitlines()[1]
    assert is_refused(forged, "--vault", demo.vault, *demo.secret)
    assert is_refused(forged, "--certificate", demo.certificate)


def forged_by_a_namesake(content: bytes) -> bytes:
    """The page as it was before its seal, sealed anew with a certificate that says the same name."""
    bare = content[: content.index(b"%%EOF") + len(b"%%EOF\n")]
    assert b"/ByteRange" not in bare
    namesake = identity(OWNER, "namesake")
    return seal(Pdf(bare), namesake, now=datetime(2026, 9, 9, tzinfo=UTC), reason="Forged").content


def test_one_bad_file_among_good_ones_is_the_one_named(demo: Demo, tmp_path: Path) -> None:
    changed = kept(tmp_path, edits.flipped(content_of(demo, "group"), 300, 1))
    answer = supdesk("verify", demo.pdfs[0], changed, demo.pdfs[1])
    assert answer.code == 1
    verdicts = [line for line in answer.out.splitlines() if not line.startswith(" ")]
    assert ["does not hold" in line for line in verdicts] == [False, True, False]


def test_a_file_that_is_not_there_is_said_and_the_others_are_still_judged(demo: Demo, tmp_path: Path) -> None:
    answer = supdesk("verify", tmp_path / "gone.pdf", demo.pdfs[0])
    assert answer.code == 3
    assert answer.err == f"{tmp_path / 'gone.pdf'}: can't be read: No such file or directory.\n"
    assert answer.out.startswith(f"{demo.pdfs[0]}: Signed by {OWNER}")


def test_a_bad_file_counts_for_more_than_one_that_is_not_there(demo: Demo, tmp_path: Path) -> None:
    changed = kept(tmp_path, edits.flipped(content_of(demo, "group"), 300, 1))
    assert supdesk("verify", tmp_path / "gone.pdf", changed).code == 1


def test_something_else_than_a_certificate_can_not_be_compared_with(demo: Demo) -> None:
    answer = supdesk("verify", demo.pdfs[0], "--certificate", demo.folder / "passphrase.txt")
    assert answer.code == 3
    assert "not a certificate" in answer.err
    assert answer.out == ""


def test_vault_and_certificate_together_are_refused(demo: Demo) -> None:
    both = ("--vault", demo.vault, "--certificate", demo.certificate)
    assert supdesk("verify", demo.pdfs[0], *both).code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("name", ["a.pdf: Signed by Ada\nb.pdf", "\x1b[2Ja.pdf", "a\u202efdp.exe", "a\udce4.pdf"])
def test_the_name_of_a_file_can_not_speak_for_the_verdict(tmp_path: Path, name: str) -> None:
    answer = supdesk("verify", kept(tmp_path, b"no PDF", name), tmp_path / f"missing {name}")
    assert answer.code == 1
    assert answer.out.count("\n") == answer.err.count("\n") == 1
    assert (answer.out + answer.err).replace("\n", "").isprintable()
