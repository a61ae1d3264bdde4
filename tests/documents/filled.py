"""Filling a blank as PDF readers do, and saving it anew in their ways."""

import subprocess
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

Values = Mapping[str, str]


def _written(writer: Any) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def filled(blank: bytes, values: Values, *, incremental: bool = False) -> bytes:
    """By pypdf, written anew or as an increment."""
    writer = PdfWriter(BytesIO(blank), incremental=True) if incremental else PdfWriter(clone_from=BytesIO(blank))
    fields = PdfReader(BytesIO(blank)).get_fields() or {}
    marked = {name: f"/{value}" if fields[name]["/FT"] == "/Btn" else value for name, value in values.items()}
    writer.update_page_form_field_values(None, marked, auto_regenerate=False)
    return _written(writer)


def filled_by_hanko(blank: bytes, values: Values) -> bytes:
    """By an incremental update that changes the values alone."""
    writer = IncrementalPdfFileWriter(BytesIO(blank))
    fields = writer.root["/AcroForm"]["/Fields"]
    for place in range(len(fields)):
        field = fields[place]
        if (name := str(field["/T"])) in values:
            text = field["/FT"] == "/Tx"
            value = values[name]
            field["/V"] = generic.pdf_string(value) if text else generic.NameObject(f"/{value}")
            writer.mark_update(fields.raw_get(place).reference)
    return _written(writer)


def by_qpdf(content: bytes, folder: Path, *how: str) -> bytes:
    """Saved anew by qpdf."""
    before, after = folder / "before.pdf", folder / "after.pdf"
    before.write_bytes(content)
    subprocess.run(["qpdf", *how, str(before), str(after)], check=True, capture_output=True)
    return after.read_bytes()


def reworked(content: bytes, change: Callable[[PdfWriter], object]) -> bytes:
    """Changed at will by pypdf."""
    writer = PdfWriter(clone_from=BytesIO(content))
    change(writer)
    return _written(writer)


def fields_of(writer: PdfWriter) -> Any:
    """The array of a form's fields."""
    return writer.root_object["/AcroForm"]["/Fields"]


def field_named(writer: PdfWriter, name: str) -> Any:
    """A field of a form."""
    return next(each.get_object() for each in fields_of(writer) if each.get_object()["/T"] == name)


def with_value(content: bytes, name: str, value: str) -> bytes:
    """With that value written into a field as it is."""

    def change(writer: PdfWriter) -> None:
        field = field_named(writer, name)
        kind = NameObject if field["/FT"] == "/Btn" else TextStringObject
        field[NameObject("/V")] = kind(f"/{value}" if kind is NameObject else value)

    return reworked(content, change)
