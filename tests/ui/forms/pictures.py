"""Every shipped form in both schemes: run it, then look at the pictures.

python tests/ui/forms/pictures.py DIR [FORM]
"""

import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from supdesk.domain.people import Party
from supdesk.forms import answers
from supdesk.forms.definition import Form
from supdesk.forms.kinds import KINDS
from supdesk.forms.packs import load_packs
from supdesk.ui import theme
from supdesk.ui.forms import FormView, GuidePanel, RecordText
from supdesk.ui.parts import Columns, Panel, scrolling

ROOT = Path(__file__).parents[3]
PEOPLE = (Party("p-ada", "Ada Example", "Health visitor"), Party("p-bee", "Bee Sample", "School nurse"))
WORDS = "Ada described the visit, what she noticed, and what she would do differently next time."
ROW = {"id": "a1", "what": "Ring the school about the plan", "by_whom": "Bee Sample", "by_when": "2026-03-04"}
SAMPLES: dict[str, Any] = {
    "prose": WORDS,
    "short": "A short answer",
    "date": "2026-03-04",
    "time": "14:30",
    "number": "60",
    "person": {"id": "p-ada", "name": "Ada Example", "designation": "Health visitor"},
    "people": [{"name": "Ada Example", "designation": "Health visitor"}, {"name": "Bee Sample"}],
    "scale": "4",
    "tick": True,
    "actions": [ROW, ROW | {"because": "They asked for it.", "how": "They tell us."}],
}


def sample(field: Any) -> Any:
    """Something to show in a field."""
    if field.kind == "table":
        return [{c.id: sample(c) for c in field.columns}]
    if field.kind in ("choice", "choices"):
        return field.options[0].id if field.kind == "choice" else [option.id for option in field.options[:2]]
    if field.kind == "clauses":
        made = KINDS["clauses"].blank(field)
        made[0]["struck"] = True
        made[-1]["text"] += " Unless agreed otherwise."
        return [*made, {"id": "added-1", "text": "We meet outside when it is warm.", "struck": False}]
    return SAMPLES[field.kind]


def desk(form: Form) -> tuple[QWidget, FormView, QWidget]:
    """The form between what was written last time and its guide."""
    raw = {field.id: sample(field) for field in form.fields()}
    view, last, guide = FormView(form, raw, people=PEOPLE), Panel("Last time"), Panel("Guide")
    view.setContentsMargins(24, 24, 24, 24)
    last.add(RecordText(form, answers.read(form, raw).answers))
    guide.add(GuidePanel(form))
    return Columns(("Last time", last), ("Form", scrolling(view)), ("Guide", guide)), view, last


def main(folder: Path, only: str) -> None:
    """One picture of the desk, and one of the whole form, for each form and scheme."""
    app = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for look in ("light", "dark"):
        theme.apply(app, ROOT / "resources", look)  # type: ignore[arg-type]
        for form in (f for pack in load_packs(ROOT / "forms")[0].found for f in pack.forms):
            if only in form.id:
                window, view, _ = desk(form)
                window.resize(1280, 800)
                window.show()
                for _ in range(5):
                    app.processEvents()
                window.grab().save(str(folder / f"{form.id}-{look}.png"))
                view.grab().save(str(folder / f"{form.id}-{look}-whole.png"))
                window.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
