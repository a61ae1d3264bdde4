"""The register on paper."""

from datetime import UTC, date, datetime
from pathlib import Path

from supdesk.documents.register_page import render_register
from supdesk.domain.registers import Period, Register
from tests.documents.test_rendering import run

RESOURCES = Path(__file__).parents[2] / "resources"
REGISTER = Register(
    "R-2026-001",
    "Invented Care Board",
    Period(date(2026, 1, 1), date(2026, 3, 31)),
    datetime(2026, 4, 1, 9, tzinfo=UTC),
    "Ada Example",
    (),
)


def test_a_register_repeats_its_headings_and_counts_its_pages(tmp_path):
    rows = [[f"S-{number:04}", "Bee <Sample>", "Present"] for number in range(120)]
    pdf = render_register(
        REGISTER, rows=rows, headings=["Session", "Attendee", "Presence"], facts=[["Sent to", "Nobody"]],
        resources=RESOURCES,
    )  # fmt: skip
    pages = run(tmp_path, pdf.content, "pdftotext", "-layout", "FILE", "-").split("\f")[:-1]
    assert len(pages) > 2
    assert all("Attendee" in page and f"of {len(pages)}" in page for page in pages[:-1])
    text = "".join(pages)
    assert all(row[0] in text for row in rows)
    assert "Bee <Sample>" in text


def test_a_register_without_rows_still_is_a_page(tmp_path):
    pdf = render_register(REGISTER, rows=[], headings=["Session"], facts=[], resources=RESOURCES)
    assert "Page 1 of 1" in " ".join(run(tmp_path, pdf.content, "pdftotext", "-layout", "FILE", "-").split())
