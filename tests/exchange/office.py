"""What a real spreadsheet program makes of a file."""

import os
import subprocess
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import parse

from tests.tools import needs_tool

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def cells_in_libreoffice(folder: Path, name: str, content: bytes) -> list[Element]:
    """Every cell as LibreOffice understood it, from its flat XML format, where formulas stand in the open."""
    needs_tool("soffice")
    source = folder / name
    source.write_bytes(content)
    profile = (folder.parent / "libreoffice").as_uri()  # one for the whole run: making it takes longest
    # 44: comma, 34: double quote, 76: UTF-8, first line 1, no column types.
    reading = ["--infilter=CSV:44,34,76,1"] if name.endswith(".csv") else []
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", *reading, "--convert-to", "fods",
         "--outdir", folder, source],
        check=True, timeout=240, capture_output=True, env=os.environ | {"HOME": str(folder)},
    )  # fmt: skip
    return list(parse(source.with_suffix(".fods")).iter(f"{TABLE}table-cell"))


def formulas_in(cells: list[Element]) -> list[str]:
    """The formulas that some of these cells hold."""
    return [formula for cell in cells if (formula := cell.get(f"{TABLE}formula"))]


def texts_of(cells: list[Element]) -> list[str]:
    """What stands in these cells."""
    return ["".join(cell.itertext()).strip() for cell in cells]
