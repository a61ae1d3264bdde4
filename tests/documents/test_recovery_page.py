"""The recovery sheet."""

from datetime import date
from pathlib import Path

from supdesk.documents.recovery_page import render_recovery
from tests.documents.test_rendering import run

RESOURCES = Path(__file__).parents[2] / "resources"


def test_the_sheet_is_one_page_with_all_its_words_in_order(tmp_path):
    words = [f"word{letter}" for letter in "abcdefghijklmnopqrstuvwx"]
    pdf = render_recovery(
        words, owner="Ada Example", vault_id="7f3a", made_on=date(2026, 3, 4), resources=RESOURCES
    )
    text = " ".join(run(tmp_path, pdf.content, "pdftotext", "-layout", "FILE", "-").split())
    assert all(f"{number} {word}" in text for number, word in enumerate(words, 1))
    assert "Page 1 of 1" in text
    assert "Never photograph" in text
