"""What the second pack has printed otherwise than the first: spread actions, notes that run over pages."""

import io
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from supdesk.forms.reading import read_form
from tests.documents.printed import printed, printed_of

ROWS = [{"number": "943 476 5919", "concerns": "Tired.", "plan": [
    {"what": "Ring the school", "by_whom": "Bee Sample", "by_when": "2026-03-11"},
    {"what": "See her at home", "by_whom": "Cyd Invented", "by_when": "2026-03-18"},
]}]  # fmt: skip


def words_of(tmp_path: Path, form_id: str, raw: dict[str, Any], *how: str) -> str:
    _, pdf = printed(form_id, raw)
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf.content)
    told = subprocess.run(["pdftotext", *how, path, "-"], check=True, capture_output=True, text=True).stdout
    return " ".join(told.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize("form_id", ["my-world", "assessment-framework", "strengthening-families"])
def test_the_page_of_a_tool_says_which_child_of_the_session_it_is_about(tmp_path: Path, form_id: str) -> None:
    text = words_of(tmp_path, form_id, {"number": "9434765919", "about": "Child 2"})
    assert "NHS No." in text
    assert "943 476 5919" in text
    assert "Whom it is about" in text
    assert "Child 2" in text


def test_the_action_plan_is_printed_in_the_columns_of_the_appendix_each_action_on_a_line_of_its_own(
    tmp_path: Path,
) -> None:
    """R3: and the needs of the child stand apart from those of the adult."""
    text = words_of(tmp_path, "record", {"children": ROWS}, "-layout")
    heads = "NHS No. Headline concerns Actions To be completed by Due Date"
    child, adult = text.split("Needs of the child")[1].split("Needs of the adult")
    assert heads in child
    assert heads in adult
    assert "943 476 5919 Tired. Ring the school Bee Sample 11 March 2026" in child
    assert "See her at home Cyd Invented 18 March 2026" in child
    assert "943" not in adult


def test_a_long_note_runs_over_pages_whole(tmp_path: Path) -> None:
    words = [f"word{number}" for number in range(3_000)]
    text = words_of(tmp_path, "my-world", {"triangle": {"school": {"strengths": " ".join(words)}}})
    assert [word for word in words if word not in text] == []


KEPT = """
id = "kept"
title = "Kept"
version = 1
serves = "tool"
[[section]]
[[section.field]]
id = "rows"
kind = "table"
label = "Rows"
column = [
  {{ id = "about", kind = "prose", label = "About" }},
  {{ id = "plan", kind = "actions", label = "Plan", spread = true{columns} }},
]
"""


@pytest.mark.parametrize("columns", ["", ', column = [{ id = "by_whom", kind = "short", label = "Who" }]'])
def test_actions_without_columns_of_their_own_are_printed_all_the_same(tmp_path: Path, columns: str) -> None:
    """A definition kept in a vault may spread what has no place for what is agreed."""
    form, faults = read_form(KEPT.format(columns=columns))
    assert form is not None, faults
    action = {
        "what": "Ring the school",
        "by_whom": "Ada Example",
        "by_when": "",
        "because": "Nobody has",
        "how": "",
    }
    page = printed_of(form, {"rows": [{"about": "School", "plan": [action]}]})
    pages = PdfReader(io.BytesIO(page.content)).pages
    text = " ".join(" ".join(each.extract_text() for each in pages).split())
    assert "Ring the school" in text
    assert "Ada Example" in text
