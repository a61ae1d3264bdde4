"""Row 13: no text that spreadsheets take for a formula becomes one in LibreOffice, by CSV or XLSX."""

from pathlib import Path

from supdesk.exchange.csv_writer import to_csv
from supdesk.exchange.xlsx_writer import to_xlsx
from tests.exchange.office import cells_in_libreoffice, formulas_in, texts_of
from tests.exchange.register_examples import FORMULAS, attended_by

UNGUARDED = b"=1+1,Unguarded\r\n"
"""A line that is a formula in any program: so that it is seen that one would be found."""


def tried(work: Path, few: bool) -> str:
    """Row 13 of the fault programme; the fast cut opens the CSV alone."""
    register = attended_by(FORMULAS)
    found = {"register.csv": (to_csv(register) + UNGUARDED, 1)}
    if not few:
        found["register.xlsx"] = (to_xlsx(register), 0)
    for name, (content, formulas) in found.items():
        cells = cells_in_libreoffice(work, name, content)
        assert texts_of(cells).count("Ada Example") >= len(FORMULAS), f"{name}: not all rows are there"
        told = formulas_in(cells)
        assert len(told) == formulas, f"{name}: {told}"
    return f"{len(FORMULAS)} texts through {' and '.join(found)}: none became a formula"
