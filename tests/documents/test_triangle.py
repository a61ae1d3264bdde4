"""A triangle of notes: every name whole, what is silent told from what is written by shape, the same on paper."""

import io
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader
from reportlab.graphics.shapes import String

from supdesk.documents import fonts
from supdesk.documents.drawn import to_drawing
from supdesk.documents.sheet import MARGIN
from supdesk.documents.triangle import Plan, lay, parts, svg
from supdesk.forms.definition import Dimension, Field, Option, Side
from supdesk.forms.reading import read_pack

TOP = Path(__file__).parents[2]
LETTER = 44 / 3
WIDTHS = (340, 400, 472, 600)


def measure(text: str, size: float, bold: bool) -> float:
    fonts.register(TOP / "resources")
    return fonts.width(text, size, bold)


def pictures() -> list[Field]:
    pack, faults = read_pack(TOP / "forms" / "elft")
    assert pack is not None, faults
    found = [field for form in pack.forms for field in form.fields() if field.kind == "picture"]
    assert len(found) == 2
    return found


def planned(field: Field, width: int) -> Plan:
    return lay(field, width, LETTER, measure)


BOTH = pytest.mark.parametrize("field", pictures(), ids=lambda field: field.label)
EACH = pytest.mark.parametrize("width", WIDTHS)


@BOTH
@EACH
def test_every_name_stands_whole_within_its_cell(field: Field, width: int) -> None:
    plan = planned(field, width)
    labels = {each.id: each.label for each in field.dimensions()}
    assert {place.id for place in plan.places} == set(labels)
    for place in plan.places:
        assert " ".join(place.lines) == labels[place.id]
        (x, y), half = place.text, len(place.lines) * LETTER * 1.26 / 2
        assert min(y for _, y in place.cell) <= y - half
        assert y + half <= max(y for _, y in place.cell)
        for line in place.lines:
            start = x if place.anchor == "start" else x - measure(line, LETTER, False)
            edges = [at for at, _ in place.cell]
            assert min(edges) <= start
            assert start + measure(line, LETTER, False) <= max(edges)
            assert _clear_of_the_slope(place.cell, start, start + measure(line, LETTER, False))


def _clear_of_the_slope(cell: tuple[tuple[float, float], ...], start: float, stop: float) -> bool:
    """At the foot of a cell, where the slope leaves the least room, the words still stand inside."""
    low = max(y for _, y in cell)
    foot = [x for x, y in cell if y == low]
    return min(foot) <= start and stop <= max(foot)


@BOTH
@EACH
def test_no_two_cells_and_no_cell_and_the_triangle_lie_over_one_another(field: Field, width: int) -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QPolygonF

    def drawn(points: tuple[tuple[float, float], ...]) -> QPolygonF:
        return QPolygonF([QPointF(x, y) for x, y in points])

    plan = planned(field, width)
    cells = [drawn(place.cell) for place in plan.places]
    for number, cell in enumerate(cells):
        assert not any(cell.intersects(other) for other in cells[number + 1 :])
        assert not cell.intersects(drawn(plan.outline))
    for place in plan.places:
        assert min(x for x, _ in place.cell) >= 0
        assert max(x for x, _ in place.cell) <= width
        assert max(y for _, y in place.cell) <= plan.box[1]


def test_the_longest_of_names_and_the_most_of_dimensions_find_room() -> None:
    long = "Understanding what everybody around this particular family believes about upbringing"
    sides = tuple(
        Side(
            f"s{s}",
            "A side with rather a long name of its own",
            tuple(Dimension(f"d{s}{n}", long) for n in range(10)),
        )
        for s in range(3)
    )
    field = Field("p", "picture", "P", shape="triangle", centre="All of us", sides=sides, notes=(Option("n", "N"),))
    plan = planned(field, 340)
    assert all(" ".join(place.lines) == long for place in plan.places)


def test_a_word_wider_than_its_cell_is_broken_rather_than_cut_off() -> None:
    field = pictures()[0]
    endless = "Un" * 60
    first = field.sides[0]
    named = replace(first, dimensions=(replace(first.dimensions[0], label=endless), *first.dimensions[1:]))
    (place, *_) = planned(replace(field, sides=(named, *field.sides[1:])), 400).places
    assert "".join(place.lines) == endless
    room = max(x for x, _ in place.cell) - min(x for x, _ in place.cell)
    assert all(measure(line, LETTER, False) < room for line in place.lines)


@BOTH
def test_what_is_silent_is_dashed_and_hollow_and_what_was_written_about_is_neither(field: Field) -> None:
    ids = [each.id for each in field.dimensions()]
    plan = planned(field, 472)
    empty, full = svg(plan, ()), svg(plan, ids)
    assert empty.count("stroke-dasharray") == len(ids)
    assert full.count("stroke-dasharray") == 0
    assert svg(plan, ids[:1]).count("stroke-dasharray") == len(ids) - 1
    assert full.count("<polygon") == empty.count("<polygon") + len(ids), "each fills its part of the triangle"


@BOTH
def test_it_shows_no_number_and_no_transparency(field: Field) -> None:
    for dark in (False, True):
        picture = svg(planned(field, 472), [each.id for each in field.dimensions()], dark=dark)
        assert "opacity" not in picture
        words = [part.text or "" for part in ElementTree.fromstring(picture).iter() if part.tag.endswith("text")]  # noqa: S314
        assert not any(re.search(r"\d|%", word) for word in words)


@BOTH
def test_light_and_dark_are_told_apart_and_letters_are_never_smaller_than_asked(field: Field) -> None:
    plan = planned(field, 400)
    assert svg(plan, ()) != svg(plan, (), dark=True)
    sizes = {float(size) for size in re.findall(r'font-size="([\d.]+)"', svg(plan, ()))}
    assert min(sizes) == pytest.approx(LETTER, abs=0.001)


@BOTH
def test_the_same_picture_goes_on_paper_as_a_vector_drawing_with_every_name(field: Field) -> None:
    wide = 595 - 2 * MARGIN
    plan = lay(field, wide, 8.4, measure)
    made = to_drawing(parts(plan, ()), plan.box, wide)
    words = " ".join(part.text for part in _strings(made))
    for each in field.dimensions():
        assert all(word in words for word in each.label.split())
    assert made.height < 650, "it stands on one page"


def _strings(group):  # type: ignore[no-untyped-def]
    for part in group.contents:
        yield from _strings(part) if hasattr(part, "contents") else [part] if isinstance(part, String) else []


def test_a_printed_picture_holds_no_bitmap(tmp_path: Path) -> None:
    from tests.documents.printed import printed

    form, pdf = printed("my-world", {"triangle": {"school": {"strengths": "He likes it."}}})
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf.content)
    images = subprocess.run(["pdfimages", "-list", path], check=True, capture_output=True, text=True).stdout
    assert len(images.splitlines()) == 2, images
    drawn = b"".join(page.get_contents().get_data() for page in PdfReader(path).pages)  # type: ignore[union-attr]
    assert drawn.count(b" l ") > 3 * len(list(form.field("triangle").dimensions())), "cells and dots are outlines"
    text = " ".join(
        subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout.split()
    )
    for side in form.field("triangle").sides:
        assert side.label in text
    assert "School Strengths He likes it." in text
    assert "Nothing written: Support from family, friends and other people; Enough money;" in text


@pytest.mark.parametrize(
    ("pack", "form_id", "raw"),
    [
        ("elft", "my-world", {"triangle": {"school": {"pressures": "He is teased."}}}),
        ("elft", "assessment-framework", {"triangle": {"health": {"note": "Often ill."}}}),
        ("mse-icb", "cycle", {"experience": "She was afraid."}),
    ],
)
def test_a_printed_picture_tells_what_was_written_about_from_what_is_silent(
    pack: str, form_id: str, raw: dict[str, object]
) -> None:
    """On the page too, by solid and dashed edges."""
    silent, written = dashes(pack, form_id, {}), dashes(pack, form_id, raw)
    assert silent > 4
    assert written == silent - 1


def dashes(pack: str, form_id: str, raw: dict[str, object]) -> int:
    """How often a page changes over to a dashed line."""
    from tests.documents.printed import printed

    pages = PdfReader(io.BytesIO(printed(form_id, raw, pack)[1].content)).pages
    drawn = b"".join(page.get_contents().get_data() for page in pages)  # type: ignore[union-attr]
    return len(re.findall(rb"\[[\d.]+ [\d.]+\] 0 d\b", drawn))


def test_every_note_of_a_dimension_is_printed_under_its_own_name() -> None:
    from tests.documents.printed import printed

    notes = {"strengths": "He likes the school nurse.", "pressures": "He is teased."}
    _, pdf = printed("my-world", {"triangle": {"school": notes, "money": {"pressures": "Rent is owed."}}})
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages).split())
    assert "School Strengths He likes the school nurse. Pressures He is teased." in text
    assert "Enough money Pressures Rent is owed." in text


def test_the_window_draws_it_without_waiting_for_what_sets_pages() -> None:
    said = "import sys, supdesk.documents.triangle; print([name for name in sys.modules if 'reportlab' in name])"
    found = subprocess.run([sys.executable, "-c", said], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "[]"
