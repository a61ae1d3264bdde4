"""What the `forms` commands do for somebody who writes a pack, and what they print about it."""

import os
import shutil
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from supdesk.app import shipped
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Party
from supdesk.domain.records import FormRef, Record
from supdesk.exchange import columns, placing
from supdesk.forms import answers, reference, samples
from supdesk.forms.definition import MANY, SERVES, Form, Pack
from supdesk.forms.faults import Fault, printable
from supdesk.forms.reading import Parts, read_parts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

DAY = date(2030, 1, 31)
"""The day sample pages speak of: nobody takes it for today."""
PREVIEWS = ("-empty.pdf", "-filled.pdf", ".png")
"""How the names of the files end that are made of a form."""
WIDTH = 880
"""Pixels across a picture of a form."""


def check(folder: Path) -> int:
    """Print all that is wrong with a pack, and what is right; 0 when nothing is wrong, else 1."""
    parts = _parts(folder)
    _tell(parts.faults)
    whole = len(parts.forms)
    if parts.faults:
        print(f"{_counted(len(parts.faults), 'thing')} to put right; {_counted(whole, 'form')} without a fault.")
        return 1
    print(f"{_counted(whole, 'form')}, nothing wrong.")
    served = {form.serves for form in parts.forms.values()} | MANY
    absent = [purpose for purpose in SERVES if purpose not in served]
    if absent:
        print(f"There is no form for {', '.join(absent)}: the pack works, but not for that.")
    return 0


def preview(folder: Path, out: Path, *, over: bool) -> int:
    """Write of each whole form an empty page, a filled one and a picture, and print their list; 1 for faults.

    SupdeskError `place.there` before anything is written over, unless `over` says that it may be.
    """
    parts = _parts(folder)
    _tell(parts.faults)
    if not over:
        _refuse_taken(out, [f"{Path(file).stem}{end}" for file in parts.forms for end in PREVIEWS])
    out.mkdir(parents=True, exist_ok=True)
    app = _application()
    for file, form in parts.forms.items():
        made = [path.name for path in _preview(app, Path(file).stem, form, parts.pack, out)]
        print(printable(f"{file}: {form.title}"), printable(f"    {'  '.join(made)}"), sep="\n")
    print(f"{_counted(len(parts.forms), 'form')} shown in {printable(str(out))}")
    return 1 if parts.faults else 0


def new(folder: Path) -> int:
    """Write a pack to begin with into a folder that is empty or not there yet, and print its files."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SupdeskError(
            "pack.there", "Something stands there already, and nothing is written over. Name a folder that is new."
        )
    folder.mkdir(parents=True, exist_ok=True)
    for source in sorted((shipped.resources() / "starting-pack").glob("*.toml")):
        print(shutil.copyfile(source, folder / source.name))
    print("Begin with pack.toml, which says how to go on.")
    return 0


def _refuse_taken(folder: Path, names: Iterable[str]) -> None:
    try:
        placing.refuse_taken(folder, names)
    except SupdeskError as error:
        raise SupdeskError(error.code, f"{printable(error.sentence)} To write over them say --replace.") from error


def write_reference(out: Path | None, *, over: bool) -> int:
    """Print the reference page as Markdown, or write it: as HTML where the file is called so.

    SupdeskError `place.there` where something of that name is there, unless `over` says it may be written over.
    """
    if out is None:
        print(reference.markdown(), end="")
        return 0
    text = reference.html() if out.suffix.lower() in (".html", ".htm") else reference.markdown()
    if not over:
        _refuse_taken(out.parent, [out.name])
    placing.place(out, text.encode())
    print(printable(str(out)))
    return 0


def _parts(folder: Path) -> Parts:
    if not folder.is_dir():
        raise SupdeskError("pack.missing", "There is no folder at that place. A pack is a folder of TOML files.")
    parts = read_parts(folder)
    wanted = parts.pack.register_columns if parts.pack else ()
    if wanted:
        try:
            columns.chosen(wanted)
        except SupdeskError as error:
            parts.faults.append(Fault("pack.toml", "register.columns", error.sentence))
    return parts


def _tell(faults: Iterable[Fault]) -> None:
    for fault in faults:
        print(fault.placed)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _preview(app: "QApplication", name: str, form: Form, pack: Pack | None, out: Path) -> Sequence[Path]:
    organisation = pack.organisation if pack else ""
    form = answers.asked(form, {})
    drafts = {"empty": answers.blank(form), "filled": samples.sample(form)}
    made = []
    for what, raw in drafts.items():
        made.append(out / f"{name}-{what}.pdf")
        placing.place(made[-1], _page(form, raw, organisation))
    made.append(out / f"{name}.png")
    placing.place(made[-1], _picture(app, form, drafts["filled"]))
    return made


def _page(form: Form, raw: answers.Raw, organisation: str) -> bytes:
    from supdesk.documents.rendering import render

    people = [Party("", each["name"], each["designation"]) for each in samples.PEOPLE]
    moment = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC)
    record = Record(
        id="sample",
        number="SAMPLE",
        form=FormRef(form.pack, form.id, form.version, form.digest),
        serves=form.serves,
        title=form.title,
        session_id="",
        owner=people[0],
        parties=tuple(people[:2]),
        on=DAY,
        written_at=moment,
        answers=answers.read(form, raw).answers,
    )
    made = render(
        record,
        form,
        organisation=organisation,
        resources=shipped.resources(),
        agreement=None,
        owner=people[0],
        sample=True,
    )
    return made.content


def _application() -> "QApplication":
    from PySide6.QtCore import QLoggingCategory
    from PySide6.QtWidgets import QApplication

    from supdesk.ui import theme

    os.environ["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM") or "offscreen"
    app = QApplication.instance()
    if app is None:
        app = theme.application("supdesk")
        # Drawing without a screen, Qt says of each window what it can't do.
        QLoggingCategory.setFilterRules("default.warning=false")
    assert isinstance(app, QApplication)
    theme.apply(app, shipped.resources(), "light", 100)
    return app


def _picture(app: "QApplication", form: Form, raw: dict[str, Any]) -> bytes:
    """The form as the screen shows it, as tall as it is, as PNG."""
    from PySide6.QtCore import QBuffer, QEvent
    from PySide6.QtWidgets import QWidget

    from supdesk.ui.forms import FormView
    from supdesk.ui.parts import Words, column

    page = QWidget()
    laid = column(
        Words("SAMPLE", "label"), Words(form.title, "title"), FormView(form, raw), None, gap=16, margin=32
    )
    page.setLayout(laid)
    page.show()
    for _ in range(3):
        page.resize(WIDTH, laid.totalHeightForWidth(WIDTH))
        app.processEvents()
    drawn = QBuffer()
    drawn.open(QBuffer.OpenModeFlag.WriteOnly)
    page.grab().save(drawn, "PNG")
    page.hide()
    page.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return bytes(drawn.data().data())
