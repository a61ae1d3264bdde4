"""Every part on show, in both schemes and two sizes of window: run it, then look at the pictures.

python tests/ui/gallery.py DIR
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from supdesk.ui import theme
from supdesk.ui.parts import (
    READABLE,
    Badge,
    Banner,
    Busy,
    Card,
    Cell,
    Choice,
    Choices,
    Column,
    Columns,
    DangerButton,
    DateEdit,
    EmptyState,
    Field,
    FieldRow,
    LineEdit,
    ListRow,
    Page,
    Panel,
    PrimaryButton,
    Prose,
    Question,
    QuietButton,
    Row,
    Rows,
    Scale,
    SecondaryButton,
    SignaturePad,
    Steps,
    SvgPicture,
    Table,
    Tick,
    TimeEdit,
    Words,
    row,
)
from supdesk.ui.shell import Shell

RESOURCES = Path(__file__).parents[2] / "resources"
RING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200"><g fill="none" stroke-width="22">'
    '<path d="M104 20a80 80 0 0 1 76 76" stroke="#005EB8"/><path d="M180 104a80 80 0 0 1-76 76" stroke="#005EB8"/>'
    '<path d="M96 180a80 80 0 0 1-76-76" stroke="#D8DFE6"/><path d="M20 96a80 80 0 0 1 76-76" '
    'stroke="#D8DFE6"/></g></svg>'
)
LOREM = (
    "Ada described how the visit went, what she noticed about the home, and what she would do differently. "
    "We spoke about the referral and agreed who tells whom."
)


def today() -> Page:
    """A page of rows, each with the button that moves it on."""
    page = Page("Today", "Wednesday 4 March 2026")
    page.set_deeds([SecondaryButton("Add a person", "add"), PrimaryButton("Start a session", "sessions")])
    waiting = Card("Waiting for you", note="Four things need you this week.")
    waiting.add(
        Rows(
            ListRow("Ada Example", "One to one · today at 14:00", icon="sessions",
                    badge=Badge("Today", "info"), deed="Open"),
            ListRow("Bee Sample", "Last met 3 December 2025", icon="person",
                    badge=Badge("Overdue", "danger"), deed="Book"),
            ListRow("Contract with Cy Invented", "Review was due on 1 March", icon="contracts",
                    badge=Badge("Review", "warning"), deed="Review", opens=lambda: None),
            ListRow("Record 2026-014", "Group · 24 February", icon="records",
                    badge=Badge("Unsigned", "neutral"), deed="Sign"),
        )
    )  # fmt: skip
    done = Card("This week")
    done.add(
        Rows(
            ListRow(
                "Group at the Example Centre", "Friday 6 March · 10:00", icon="group", badge=Badge("Agreed", "good")
            )
        )
    )
    page.add(
        Banner("A draft from yesterday was found and is open again.", "info", ("Show it", lambda: None)),
        waiting,
        done,
        None,
    )
    return page


def form() -> Page:
    """A page of fields of every kind."""
    page = Page("One to one", "Ada Example · 4 March 2026", width=READABLE)
    page.set_deeds(
        [QuietButton("More", "more"), SecondaryButton("Print", "print"), PrimaryButton("Finish", "tick")]
    )
    card = Card("The session")
    when, at = Field("Date", DateEdit("Date")), Field("Time", TimeEdit("Time"))
    when.set_raw("4 March 2026")
    how = Field("How you met", Choice("How you met", ["In person", "Teams", "Telephone"]))
    how.set_raw("Teams")
    place = Field("Place", Choice("Place", ["Main site", "North", "South", "East", "West"]), optional=True)
    talk = Field("What was discussed", Prose("What was discussed"), "Write initials, never a patient's name.")
    talk.set_raw(LOREM)
    wrong = Field("Decisions", Prose("Decisions", lines=2))
    wrong.set_problem("Say what was decided, or write “none”.")
    themes = Field(
        "Themes",
        Choices("Themes", ["Neglect", "Domestic abuse", "Exploitation", "Mental health", "Looked-after children"]),
    )
    themes.set_raw(["Neglect", "Mental health"])
    scale = Field("How useful was this session?", Scale("How useful was this session?", "Not at all", "Very"))
    scale.set_raw("4")
    card.add(
        FieldRow(when, at),
        how,
        place,
        talk,
        wrong,
        themes,
        scale,
        Tick("We have read the contract together and agree to keep to it."),
    )
    page.add(card, None)
    return page


def parts() -> Page:
    """Buttons, badges, banners, steps, a signature and a picture."""
    page = Page("Parts", "Everything the screens are made of")
    buttons = Card("Buttons")
    off = PrimaryButton("Finish", "tick")
    off.setEnabled(False)
    buttons.add(row(PrimaryButton("Sign and seal", "sign"), SecondaryButton("Export", "export"),
                    QuietButton("Undo", "undo"), DangerButton("Strike out", "strike"), off, None))  # fmt: skip
    badges = Card("States")
    badges.add(row(*(Badge(tone.title(), tone) for tone in ("neutral", "info", "good", "warning", "danger")), None))
    for tone in ("good", "warning", "danger"):
        badges.add(
            Banner("The register was written to the folder you chose.", tone, ("Undo", lambda: None), closable=True)
        )
    steps = Card("Steps")
    steps.add(Steps(["You", "Policy pack", "Passphrase", "Recovery sheet"], 2))
    sign = Card("Signature")
    pad = SignaturePad("Signature of Ada Example", height=128)
    pad.set_raw([[(0.1 + n / 60, 0.5 + 0.25 * ((n * 7 % 5) / 5 - 0.5)) for n in range(40)]])
    picture = SvgPicture(RING, "Two of four stages written", width=160)
    sign.add(row(pad, picture, gap=24))
    page.add(buttons, badges, steps, sign, None)
    return page


def table() -> Page:
    """A page that is a table."""
    page = Page("Records", "128 records", scrolls=False)
    page.set_deeds([SecondaryButton("Export", "export")])
    shown = Table(
        "Records",
        [Column("Date", 160), "Supervisee", Column("Kind", 160), Column("Number", 140), Column("State", 160)],
    )
    tones = [("Signed", "good"), ("Unsigned", "warning"), ("Draft", "neutral"), ("Amended", "info")]
    shown.set_rows([
        Row(str(n), (f"{n % 28 + 1} March 2026", Cell(f"Ada Example {n}", strong=True), "One to one",
                     f"2026-{n:03}", Cell(*tones[n % 4])))
        for n in range(40)
    ])  # fmt: skip
    shown.choose("2")
    filters = row(
        LineEdit("Filter", "Filter by name or number", width=320),
        Choice("Kind", ["All", "One to one", "Group"]),
        None,
    )
    holder = QWidget()
    holder.setLayout(filters)
    page.add(holder, shown)
    return page


def empty() -> Page:
    """A page with nothing on it yet."""
    page = Page("Contracts", scrolls=False)
    teach = "A contract says how two people work together. Make one, read it together and sign it."
    page.add(EmptyState("contracts", "No contracts yet", teach, PrimaryButton("Make a contract", "add")))
    return page


def desk() -> Columns:
    """Three columns, as the session desk has."""
    left, right = Panel("Last time"), Panel("Guide")
    ring = ListRow("Ring the school", "Due 1 March", deed="Done", badge=Badge("Open", "info"), stacked=True)
    left.add(Words(LOREM, "muted"), Rows(ring))
    right.add(SvgPicture(RING, "Two of four stages written", width=180), Words("What happened next?"))
    return Columns(("Last time", left), ("Record", form()), ("Guide", right))


def shell() -> Shell:
    """The window with every page on the rail."""
    made = Shell()
    pages = [("today", "Today", "today", today()), ("sessions", "Sessions", "sessions", form()),
             ("people", "People", "people", parts()), ("contracts", "Contracts", "contracts", empty()),
             ("records", "Records", "records", table())]  # fmt: skip
    for number, (key, label, icon, page) in enumerate(pages, 1):
        made.add_page(key, label, icon, page, f"Ctrl+{number}")
    made.add_page("actions", "Actions", "actions", QWidget(), "Ctrl+6")
    made.add_page("registers", "Registers", "registers", QWidget(), "Ctrl+7")
    made.add_page("settings", "Settings", "settings", QWidget(), "Ctrl+8", foot=True)
    made.rail.set_count("actions", 3, "3 past their date")
    made.show_page("today")
    return made


def drops(window: Shell, folder: Path, mark: str) -> None:
    """What drops below a control: the calendar and the list."""
    date, choice = window.findChildren(DateEdit)[-1], window.findChildren(Choice)[-1]
    date.open_calendar()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.grab().save(str(folder / f"calendar-{mark}.png"))
    popup.close()
    boxes = choice.findChildren(QComboBox)
    boxes[0].showPopup()
    boxes[0].view().window().grab().save(str(folder / f"list-{mark}.png"))
    boxes[0].hidePopup()


def pictures(folder: Path, scheme: theme.Scheme, width: int, height: int, scale: int = 100) -> None:
    """Draw every page into the folder."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, RESOURCES, scheme, scale)
    window = shell()
    window.resize(width, height)
    window.show()
    mark = f"{width}-{scheme}" + (f"-{scale}" if scale != 100 else "")

    def keep(name: str) -> None:
        for _ in range(4):
            app.processEvents()
        window.grab().save(str(folder / f"{name}-{mark}.png"))

    for key in ("today", "sessions", "people", "contracts", "records"):
        window.show_page(key)
        keep(key)
    window.push(desk())
    window.tell("The contract was signed and filed.", "good", ("Undo", lambda: None))
    keep("desk")
    window.hush()
    drops(window, folder, mark)
    question = Question(
        window, "Strike this clause?", "It stays readable, with a line through it.", "Strike", danger=True
    )
    question.open()
    keep("question")
    question.dismiss()
    busy = Busy(window, "Making the register", lambda: None)
    busy.open()
    busy.progress(3, 10)
    keep("busy")
    busy.close_now()
    window.toggle_hide()
    keep("veil")
    window.deleteLater()
    app.processEvents()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for look in ("light", "dark"):
        pictures(target, look, 1280, 800)
        pictures(target, look, 1920, 1080)
    pictures(target, "light", 1024, 700)
    pictures(target, "dark", 1280, 800, 150)
