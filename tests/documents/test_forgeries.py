"""Forgeries: edits appended, signatures wrapped, moved and borrowed. None of them holds."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from supdesk.documents.verifying import verify
from tests.documents import edits
from tests.documents.forgeries import FORGERIES, repacked, rich, rolled_back, sealed
from tests.documents.signed_examples import STATES, quiet_update, written


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_of_what_holds_does_not_hold(name):
    forgery = FORGERIES[name]()
    assert forgery.content != forgery.original
    assert verify(forgery.original).holds
    verdict = verify(forgery.content, pinned=forgery.pinned)
    assert not verdict.holds
    assert forgery.said in " ".join(verdict.problems)


def test_the_edits_really_change_what_a_reader_shows():
    """The forgeries are worth refusing: another reader believes them."""
    writer = quiet_update(rich()["alone"])
    for edit in (edits.attachment, edits.comment, edits.filled_field, edits.page, edits.title):
        edit(writer)
    fooled = PdfReader(BytesIO(written(writer)))
    assert fooled.attachments == {"data.txt": [b"swapped"]}
    assert fooled.get_form_text_fields()["Remark"] == "Filled in afterwards"
    assert len(fooled.pages) == 2
    assert fooled.metadata.title == "Another title"
    assert "A remark nobody made" in [note.get_object().get("/Contents") for note in fooled.pages[0]["/Annots"]]


def test_an_older_table_put_back_in_force_is_what_another_reader_goes_by():
    assert len(PdfReader(BytesIO(rolled_back().content)).pages) == 2


@pytest.mark.parametrize("state", STATES)
def test_a_signature_unpacked_and_packed_again_unchanged_holds(state):
    """So what fails of the repacked forgeries is what was slipped in."""
    assert verify(repacked(sealed()[state], lambda data: None)).holds
