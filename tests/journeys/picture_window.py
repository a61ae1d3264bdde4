"""A window that holds one form with a picture, in a frame that scrolls; run as a program of its own."""

import sys
from pathlib import Path

from PySide6.QtWidgets import QScrollArea

from supdesk.forms import answers
from supdesk.forms.reading import read_pack
from supdesk.ui import theme
from supdesk.ui.forms import FormView

TOP = Path(__file__).parents[2]


def main(form_id: str) -> int:
    app = theme.application("picture")
    theme.apply(app, TOP / "resources", "light", 100)
    pack, _ = read_pack(TOP / "forms" / "elft")
    form = pack.form(form_id) if pack else None
    assert form is not None
    frame = QScrollArea()
    frame.setWidgetResizable(True)
    hidden = frozenset(field.id for field in form.fields() if field.fills)
    frame.setWidget(FormView(form, answers.blank(form), hidden=hidden))
    frame.resize(1000, 700)
    frame.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
