"""Done-when: a real spreadsheet program opens the register's files and finds text in every cell."""

import os
import subprocess
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import parse

from supdesk.exchange.csv_writer import to_csv
from supdesk.exchange.xlsx_writer import to_xlsx
from tests.exchange.register_examples import FORMULAS, attended_by
from tests.tools import needs_tool

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
HOSTILE = attended_by(FORMULAS)


def opened_and_saved(folder: Path, name: str, content: bytes) -> Path:
    """The file as LibreOffice understood it, in its flat XML format, where formulas stand in the open."""
    needs_tool("soffice")
    source = folder / name
    source.write_bytes(content)
    profile = (folder / "profile").as_uri()
    # 44: comma, 34: double quote, 76: UTF-8, first line 1, no column types.
    reading = ["--infilter=CSV:44,34,76,1"] if name.endswith(".csv") else []
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", *reading, "--convert-to", "fods",
         "--outdir", folder, source],
        check=True, timeout=240, capture_output=True, env=os.environ | {"HOME": str(folder)},
    )  # fmt: skip
    return source.with_suffix(".fods")


def cells_of(document: Path) -> list[Element]:
    return list(parse(document).iter(f"{TABLE}table-cell"))


def formulas_in(cells: list[Element]) -> list[str]:
    return [formula for cell in cells if (formula := cell.get(f"{TABLE}formula"))]


@pytest.mark.parametrize(
    ("name", "content"), [("register.xlsx", to_xlsx(HOSTILE)), ("register.csv", to_csv(HOSTILE))]
)
def test_no_hostile_name_becomes_a_formula_in_libreoffice(tmp_path: Path, name: str, content: bytes) -> None:
    cells = cells_of(opened_and_saved(tmp_path, name, content))
    texts = ["".join(cell.itertext()).strip() for cell in cells]
    assert texts.count("Ada Example") >= len(FORMULAS)
    assert formulas_in(cells) == []


def test_libreoffice_would_have_made_a_formula_of_an_unguarded_cell(tmp_path: Path) -> None:
    """So the test above can fail."""
    cells = cells_of(opened_and_saved(tmp_path, "unguarded.csv", b"Attendee,Service\r\n=1+1,Surgery\r\n"))
    assert len(formulas_in(cells)) == 1


def test_every_cell_of_the_spreadsheet_is_text_in_libreoffice(tmp_path: Path) -> None:
    cells = cells_of(opened_and_saved(tmp_path, "register.xlsx", to_xlsx(HOSTILE)))
    assert {kind for cell in cells if (kind := cell.get(f"{OFFICE}value-type"))} == {"string"}
