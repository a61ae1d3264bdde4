"""A form as a page to be filled in: every kind an evaluation has, named for screen readers, and read back."""

import subprocess
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from supdesk.app import shipped
from supdesk.documents.fillable import render_blank
from supdesk.documents.inputs import FILLABLE, LONGEST, MARK, asked, draft_of, inputs_of
from supdesk.documents.returned import read_inputs
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Party
from supdesk.forms.answers import read
from supdesk.forms.definition import Form
from supdesk.forms.kinds import KINDS
from supdesk.forms.packs import load_packs
from supdesk.forms.reading import read_form
from tests.documents.filled import by_qpdf, filled, filled_by_hanko, reworked

NOT_ON_A_PAGE = {"table", "actions", "outcomes", "clauses", "picture"}
"""Rows that grow, and clauses to reword."""
KNOWN = {
    "supervisee": Party("ada", "Ada Example", "Health visitor"),
    "supervisor": Party("olive", "Olive Owner", "Named nurse"),
    "on": date(2026, 3, 4),
}
AT = datetime(2026, 3, 4, 14, 32, tzinfo=UTC)

EVERYTHING = """
id = "everything"
title = "All that can be filled in"
version = 1
serves = "evaluation"

[[section]]
title = "The first part"
help = "Some help."
field = [
  { id = "supervisee", kind = "person", label = "Who", fills = "supervisee" },
  { id = "notes", kind = "prose", label = "In your words", help = "As long as you like." },
  { id = "line", kind = "short", label = "In a line" },
  { id = "day", kind = "date", label = "Which day" },
  { id = "hour", kind = "time", label = "Which hour" },
  { id = "long", kind = "number", label = "How long", unit = "minutes" },
  { id = "whom", kind = "person", label = "With whom" },
  { id = "others", kind = "people", label = "Who else" },
  { id = "how", kind = "choice", label = "How", option = [
    { id = "here", label = "In a room" }, { id = "far", label = "By telephone, or in another way from afar" } ] },
  { id = "about", kind = "choices", label = "About", option = [
    { id = "staff", label = "Staff" }, { id = "child", label = "A child" } ] },
  { id = "clear", kind = "scale", label = "It was clear.", low = "Not at all", high = "Wholly", points = 7 },
  { id = "calm", kind = "tick", label = "The room was calm" },
]
"""
VALUES = {
    "notes": "Zażółć gęślą jaźń, “quoted” – 5 €\nand a second line",
    "line": "Short",
    "day": "1 March 2026",
    "hour": "14:30",
    "long": "60",
    "whom": "Cy Invented",
    "others": "Dee Fiction\nGus Makebelieve",
    "how": "far",
    "about:child": "Yes",
    "clear": "6",
    "calm": "Yes",
}


def everything() -> Form:
    form, faults = read_form(EVERYTHING)
    assert form, faults
    return form


def evaluation() -> Form:
    form = load_packs(shipped.forms())[0].pack("mse-icb").serving("evaluation")
    assert form
    return form


def blank(form: Form, mark: str = "a-token") -> bytes:
    made = render_blank(
        form, KNOWN, mark, organisation="An Invented Board", resources=shipped.resources(), made_at=AT
    )
    return made.content


def test_every_kind_can_be_filled_in_on_a_page_or_is_known_not_to_be() -> None:
    assert KINDS.keys() - FILLABLE.keys() == NOT_ON_A_PAGE


def test_every_evaluation_of_a_shipped_pack_can_be_filled_in_on_a_page() -> None:
    forms = [form for pack in load_packs(shipped.forms())[0].found for form in pack.forms]
    evaluations = [form for form in forms if form.serves == "evaluation"]
    assert evaluations
    for form in evaluations:
        assert [field.id for field in asked(form) if field.kind not in FILLABLE] == []
        assert inputs_of(form).keys() | {MARK} == read_inputs(blank(form)).keys()


def test_what_cannot_be_filled_in_on_a_page_is_said_before_anything_is_sent() -> None:
    text = 'id = "x"\ntitle = "X"\nversion = 1\nserves = "evaluation"\n[[section]]\nfield = [ { id = "rows", '
    text += 'kind = "table", label = "Rows", column = [ { id = "a", kind = "short", label = "A" } ] } ]'
    form, faults = read_form(text)
    assert form, faults
    with pytest.raises(SupdeskError, match="“Rows” can't be filled in") as caught:
        blank(form)
    assert caught.value.code == "evaluation.kind"


def test_every_kind_comes_back_as_it_was_filled_in() -> None:
    form = everything()
    draft = draft_of(form, read_inputs(filled(blank(form), VALUES)))
    answers = read(form, draft)
    assert answers.problems == ()
    assert draft["notes"] == VALUES["notes"]
    assert {name: answers.answers[name] for name in ("day", "long", "how", "about", "clear", "calm")} == {
        "day": date(2026, 3, 1), "long": 60, "how": "far", "about": ("child",), "clear": 6, "calm": True,
    }  # fmt: skip
    assert [party.name for party in answers.answers["others"]] == ["Dee Fiction", "Gus Makebelieve"]


def saved_anew(content: bytes, folder: Path) -> dict[str, bytes]:
    """A filled form as other readers save it."""
    locked = by_qpdf(content, folder, "--encrypt", "", "owner", "256", "--")
    return {
        "linearized": by_qpdf(content, folder, "--linearize"),
        "object streams": by_qpdf(content, folder, "--object-streams=generate"),
        "decrypted": by_qpdf(locked, folder, "--decrypt"),
        "appearances": by_qpdf(content, folder, "--generate-appearances"),
        "cut open": by_qpdf(content, folder, "--qdf", "--object-streams=disable"),
        "by pypdf once more": reworked(content, lambda writer: None),
    }


def test_a_form_that_another_reader_saved_anew_says_the_same(tmp_path: Path) -> None:
    empty = blank(everything())
    first = filled(empty, VALUES)
    expected = read_inputs(first)
    assert expected[MARK] == "a-token"
    ways = saved_anew(first, tmp_path) | {
        "pypdf increment": filled(empty, VALUES, incremental=True),
        "pyHanko increment": filled_by_hanko(empty, VALUES),
    }
    assert {name: read_inputs(content) == expected for name, content in ways.items()} == dict.fromkeys(ways, True)


def test_every_input_has_a_name_for_screen_readers_and_tab_goes_down_the_page() -> None:
    reader = PdfReader(BytesIO(blank(evaluation())))
    fields = {str(f["/T"]): f for ref in reader.root_object["/AcroForm"]["/Fields"] if (f := ref.get_object())}
    assert [name for name, field in fields.items() if name != MARK and not field.get("/TU")] == []
    assert fields["safe"]["/TU"].endswith("1 is Strongly disagree. 5 is Strongly agree.")
    assert [page["/Tabs"] for page in reader.pages] == ["/R"] * len(reader.pages)
    tops = [ref.get_object()["/Rect"][1] for page in reader.pages for ref in page["/Annots"]][1:]
    assert tops == sorted(tops, reverse=True)
    assert reader.root_object["/Lang"] == "en-GB"


def test_the_token_is_hidden_and_read_only_and_a_text_holds_as_much_as_is_taken_in() -> None:
    reader = PdfReader(BytesIO(blank(evaluation())))
    fields = {str(f["/T"]): f for ref in reader.root_object["/AcroForm"]["/Fields"] if (f := ref.get_object())}
    assert (fields[MARK]["/F"] & 2, fields[MARK]["/Ff"] & 1) == (2, 1)
    assert fields["strengths"]["/MaxLen"] == LONGEST
    assert fields["strengths"]["/Ff"] & (1 << 12)


def test_no_name_stands_in_the_document_information() -> None:
    told = str(PdfReader(BytesIO(blank(evaluation()))).metadata)
    assert not any(name in told for name in ("Ada", "Example", "Olive", "Owner"))


def test_the_same_blank_is_the_same_file() -> None:
    assert blank(evaluation()) == blank(evaluation())


def test_a_blank_is_printed_with_its_facts_and_its_statements(tmp_path: Path) -> None:
    file = tmp_path / "blank.pdf"
    file.write_bytes(blank(evaluation()))
    text = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "Ada Example, Health visitor" in text
    assert [field.label for field in asked(evaluation()) if field.label.split()[-1] not in text] == []
