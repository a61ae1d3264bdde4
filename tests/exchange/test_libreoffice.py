"""Done-when: a real spreadsheet program opens the register's files and finds text in every cell."""

from pathlib import Path

import pytest

from supdesk.exchange.csv_writer import to_csv
from supdesk.exchange.xlsx_writer import to_xlsx
from tests.exchange.office import OFFICE, cells_in_libreoffice, formulas_in, texts_of
from tests.exchange.register_examples import FORMULAS, attended_by

HOSTILE = attended_by(FORMULAS)


@pytest.mark.parametrize(
    ("name", "content"), [("register.xlsx", to_xlsx(HOSTILE)), ("register.csv", to_csv(HOSTILE))]
)
def test_no_hostile_name_becomes_a_formula_in_libreoffice(tmp_path: Path, name: str, content: bytes) -> None:
    cells = cells_in_libreoffice(tmp_path, name, content)
    assert texts_of(cells).count("Ada Example") >= len(FORMULAS)
    assert formulas_in(cells) == []


def test_libreoffice_would_have_made_a_formula_of_an_unguarded_cell(tmp_path: Path) -> None:
    """So the test above can fail."""
    cells = cells_in_libreoffice(tmp_path, "unguarded.csv", b"Attendee,Service\r\n=1+1,Surgery\r\n")
    assert len(formulas_in(cells)) == 1


def test_every_cell_of_the_spreadsheet_is_text_in_libreoffice(tmp_path: Path) -> None:
    cells = cells_in_libreoffice(tmp_path, "register.xlsx", to_xlsx(HOSTILE))
    assert {kind for cell in cells if (kind := cell.get(f"{OFFICE}value-type"))} == {"string"}
