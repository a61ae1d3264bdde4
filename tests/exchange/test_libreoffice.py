"""Done-when: a real spreadsheet program opens the register's files and finds text in every cell."""

from pathlib import Path

from supdesk.exchange.csv_writer import to_csv
from supdesk.exchange.xlsx_writer import to_xlsx
from tests.exchange.office import OFFICE, cells_in_libreoffice, formulas_in, texts_of
from tests.exchange.register_examples import FORMULAS, attended_by

HOSTILE = attended_by(FORMULAS)


def test_in_a_hostile_spreadsheet_libreoffice_finds_text_in_every_cell_and_no_formula(tmp_path: Path) -> None:
    cells = cells_in_libreoffice(tmp_path, "register.xlsx", to_xlsx(HOSTILE))
    assert texts_of(cells).count("Ada Example") >= len(FORMULAS)
    assert formulas_in(cells) == []
    assert {kind for cell in cells if (kind := cell.get(f"{OFFICE}value-type"))} == {"string"}


def test_no_hostile_name_in_a_csv_becomes_a_formula_in_libreoffice(tmp_path: Path) -> None:
    """The last line is not guarded: so the test can fail."""
    content = to_csv(HOSTILE) + b"=1+1,Unguarded\r\n"
    cells = cells_in_libreoffice(tmp_path, "register.csv", content)
    assert texts_of(cells).count("Ada Example") >= len(FORMULAS)
    assert len(formulas_in(cells)) == 1
