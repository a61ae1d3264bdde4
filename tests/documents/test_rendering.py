"""A record on paper: every label and answer, safe from markup, sealed and found to hold."""

import subprocess
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from supdesk.documents.pdf import Pdf
from supdesk.documents.rendering import render
from supdesk.documents.sealing import seal
from supdesk.documents.setting import BODIES, WHOLE
from supdesk.documents.verifying import verify
from supdesk.domain.people import Party
from supdesk.domain.records import SEAL_PROVES, Agreement, FormRef, Mark, Record, Way
from supdesk.forms.answers import read
from supdesk.forms.definition import Form
from supdesk.forms.kinds import KINDS
from supdesk.forms.reading import read_form
from tests.documents.signed_examples import ADA as ADA_IDENTITY
from tests.documents.signed_examples import SIGNED

RESOURCES = Path(__file__).parents[2] / "resources"
ADA = Party("ada", "Ada Example", "Named nurse")
BEE = Party("bee", "Bee Sample", "Health visitor")
DAY = date(2026, 3, 3)
STROKES = (((0.1, 0.5), (0.4, 0.2), (0.9, 0.7)),)

FORM = """
id = "sample"
title = "An Invented Form"
version = 1
serves = "one-to-one"

[[signer]]
role = "supervisor"
label = "Supervisor signs here"

[[signer]]
role = "supervisee"
label = "Supervisee signs here"
each = true

[[section]]
title = "First section"
field = [
  { id = "supervisor", kind = "person", label = "Who supervises", fills = "supervisor", width = "half" },
  { id = "supervisees", kind = "people", label = "Who is supervised", fills = "supervisees", width = "half" },
  { id = "on", kind = "date", label = "Which day", fills = "on", width = "third" },
  { id = "at", kind = "time", label = "Which hour", width = "third" },
  { id = "long", kind = "number", label = "How long", unit = "minutes", width = "third" },
  { id = "calm", kind = "tick", label = "The room is calm" },
  { id = "mode", kind = "choice", label = "How they met", option = [{ id = "a", label = "In a room" }] },
  { id = "some", kind = "choices", label = "Whom it touched", option = [{ id = "a", label = "Staff" }] },
]

[[section]]
title = "Second section"
field = [
  { id = "notes", kind = "prose", label = "What was said" },
  { id = "aside", kind = "prose", label = "Kept off the page", page = false },
  { id = "venue", kind = "short", label = "In which place" },
  { id = "clear", kind = "scale", label = "It was clear.", low = "Not at all", high = "Wholly" },
  { id = "useful", kind = "scale", label = "It was useful.", low = "Not at all", high = "Wholly" },
  { id = "terms", kind = "clauses", label = "What is agreed", clause = [
    { id = "one", text = "Come on time." }, { id = "two", text = "Bring the diary." } ] },
  { id = "todo", kind = "actions", label = "What follows", column = [
    { id = "what", kind = "prose", label = "Deed" }, { id = "by_when", kind = "date", label = "Until" } ] },
  { id = "before", kind = "outcomes", label = "What was agreed before" },
  { id = "topics", kind = "table", label = "What came up", column = [
    { id = "topic", kind = "short", label = "Topic heading" }, { id = "seen", kind = "prose", label = "Seen" } ] },
]
"""

RAW = {
    "supervisor": {"name": "Ada Example", "designation": "Named nurse"},
    "supervisees": [{"name": "Bee Sample"}, {"name": "Cyd Nobody"}],
    "on": "2026-03-03",
    "at": "14:30",
    "long": "55",
    "calm": True,
    "mode": "a",
    "some": ["a"],
    "notes": "A quiet lantern stood there.",
    "aside": "Marmalade",
    "venue": "Blue room",
    "clear": "4",
    "useful": "2",
    "terms": [
        {"id": "one", "text": "Come early.", "struck": False},
        {"id": "two", "text": "Bring the diary.", "struck": True},
        {"id": "new", "text": "Bring tea.", "struck": False},
    ],
    "todo": [{"id": "1", "what": "Ring the harbour", "by_when": "2026-04-01"}],
    "before": [
        {"id": "0", "what": "Paint the boat", "decision": "not-done", "reason": "It rained."},
        {"id": "1", "what": "Ring the harbour", "decision": "carried"},
    ],
    "topics": [{"topic": "Tides", "seen": "They turn."}],
}

HERE = Agreement(
    Way.SIGNED_HERE,
    DAY,
    (
        Mark("supervisor", "Supervisor signs here", "Ada Example", DAY, STROKES),
        Mark("supervisee", "Supervisee signs here", "Bee Sample", DAY, STROKES),
    ),
)


def form() -> Form:
    found, faults = read_form(FORM)
    assert found is not None, faults
    return found


def paper(raw: dict | None = None, agreement: Agreement | None = HERE, **more) -> Pdf:
    definition = form()
    answers = read(definition, RAW | (raw or {})).answers
    record = Record(
        id="r1",
        number="S-2026-0007",
        form=FormRef("invented", "sample", 1, definition.digest),
        serves="one-to-one",
        title="Invented",
        session_id="s1",
        owner=ADA,
        parties=(ADA, BEE),
        on=DAY,
        written_at=datetime(2026, 3, 3, 10, 0, tzinfo=UTC),
        answers=answers,
        digest="ab12cd34ef567890" * 4,
    )
    more.setdefault("organisation", "Invented Care Board")
    return render(record, definition, resources=RESOURCES, agreement=agreement, owner=ADA, **more)


def run(tmp_path: Path, pdf: bytes, *command: str) -> str:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf)
    words = [str(path) if word == "FILE" else word for word in command]
    return subprocess.run(words, capture_output=True, check=True, text=True).stdout


def text_of(tmp_path: Path, pdf: Pdf) -> str:
    return " ".join(run(tmp_path, pdf.content, "pdftotext", "-layout", "FILE", "-").split())


def test_every_kind_has_its_look_on_paper():
    assert set(BODIES) | set(WHOLE) == set(KINDS)


def test_every_label_and_every_answer_stands_on_the_page(tmp_path):
    text = text_of(tmp_path, paper())
    labels = [field.label for field in form().fields() if field.page]
    answers = ["Cyd Nobody", "3 March 2026", "14:30", "55 minutes", "In a room", "quiet lantern", "Blue room"]
    clauses = ["Come early.", "Originally: Come on time.", "STRUCK OUT", "Bring tea.", "ADDED"]
    rows = [
        "Ring the harbour",
        "1 April 2026",
        "Not done: It rained.",
        "Carried over",
        "Topic heading",
        "They turn.",
    ]
    for words in [*labels, *answers, *clauses, *rows, "Invented Care Board", "Record S-2026-0007", "Page 1 of "]:
        assert words in text, words


def test_where_nothing_was_agreed_before_the_page_leaves_no_room_for_it(tmp_path):
    assert "What was agreed before" not in text_of(tmp_path, paper({"before": []}))


def test_a_field_kept_off_the_page_is_not_printed(tmp_path):
    text = text_of(tmp_path, paper())
    assert "Marmalade" not in text
    assert "Kept off the page" not in text


def test_the_same_arguments_give_the_same_bytes():
    assert paper().content == paper().content


def test_markup_a_person_typed_stays_text(tmp_path):
    hostile = '<img src="/etc/passwd"/> <b>unclosed &amp; <font color="red'
    text = text_of(tmp_path, paper({"notes": hostile, "venue": hostile, "topics": [{"topic": hostile}]}))
    assert text.count('<img src="/etc/passwd"/>') == 3
    assert "<b>unclosed &amp;" in text


def test_letters_beyond_the_first_plane_copy_out_as_typed(tmp_path):
    assert "joy 😀 and ✓ café" in text_of(tmp_path, paper({"notes": "joy 😀 and ✓ café"}))


def test_long_tables_run_over_pages_under_their_headings(tmp_path):
    rows = [{"topic": f"Topic {n}", "seen": "A sentence of some length. " * 20} for n in range(30)]
    pdf = paper({"topics": rows})
    pages = run(tmp_path, pdf.content, "pdftotext", "-layout", "FILE", "-").split("\f")
    assert len([page for page in pages if "Topic heading" in page]) >= 4
    assert f"Page 2 of {len(pages) - 1}" in " ".join(pages[1].split())


@pytest.mark.parametrize("lines", range(8, 44, 6))
def test_a_place_to_sign_stands_on_one_page_with_its_name_and_date(tmp_path, lines):
    pdf = paper({"notes": "line\n" * lines + "end"})
    pages = run(tmp_path, pdf.content, "pdftotext", "-layout", "FILE", "-").split("\f")
    signing = next(page for page in pages if "Supervisor signs here" in page)
    assert "Ada Example" in signing
    assert "Signatures" in signing


def test_half_a_million_characters_take_no_longer_each_than_fifty_thousand():
    def taken(times):
        started = time.process_time()
        pdf = paper({"notes": "a word or two more " * 1_300 * times + "x" * 25_300 * times})
        assert len(pdf.content) > 5_000 * times
        return time.process_time() - started

    paper()
    few, many = taken(1), taken(10)
    assert many < few * 10 * 2


def test_the_pages_for_signing_by_hand_say_what_is_signed_and_what_happens_then(tmp_path):
    text = text_of(tmp_path, paper(agreement=None))
    assert "For signing by hand" in text
    assert "agree to record S-2026-0007 with the digest SHA-256 ab12 cd34 ef56 7890, as it stands" in text
    assert text.count("are scanned and kept in supdesk as the agreed pages") == 2
    assert text.count("Supervisee signs here") == 2
    assert "Cyd Nobody" in text
    assert not any(words in text.casefold() for words in ("draft", "proves nothing", "not a record"))


def test_the_page_says_what_signing_proves(tmp_path):
    text = text_of(tmp_path, paper(fingerprint="able acid"))
    assert "Bee Sample signed in person on this laptop on 3 March 2026." in text
    assert SEAL_PROVES in text
    assert "able acid" in text
    mailed = text_of(tmp_path, paper(agreement=Agreement(Way.EMAIL, DAY)))
    assert "Agreed by e-mail on 3 March 2026; the mail is kept with the record." in mailed


def test_an_addendum_names_the_record_it_belongs_to(tmp_path):
    text = text_of(tmp_path, paper(names_original=("S-2026-0001", "0f" * 32)))
    assert "Record S-2026-0001" in text
    assert "0f" * 32 in text


def test_the_file_is_sound_its_fonts_are_inside_and_it_says_its_language(tmp_path):
    pdf = paper()
    assert "No syntax or stream encoding errors" in run(tmp_path, pdf.content, "qpdf", "--check", "FILE")
    fonts = run(tmp_path, pdf.content, "pdffonts", "FILE").splitlines()[2:]
    own = [line for line in fonts if "+" in line.split()[0]]
    assert own
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in own)
    assert b"/Lang (en-GB)" in pdf.content
    assert "An Invented Form" in run(tmp_path, pdf.content, "pdfinfo", "FILE")


def test_a_sealed_page_holds():
    sealed = seal(paper(), ADA_IDENTITY, now=SIGNED, reason="Sealed", countersign=True)
    assert verify(sealed.content, pinned=(ADA_IDENTITY.certificate,)).holds
