"""Policy packs: the one the owner works by, those at hand, and folders of one's own with what is wrong in them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from supdesk.desk import adopting
from supdesk.domain.changes import Changes, Topic
from supdesk.forms.definition import Pack
from supdesk.forms.faults import Fault, first_of
from supdesk.forms.reading import read_pack
from supdesk.forms.saying import facts
from supdesk.ui.agreeing import account, agree, agreed_before, is_agreed
from supdesk.ui.enquiry import Enquiry
from supdesk.ui.following import follow
from supdesk.ui.opening.outside import Outside
from supdesk.ui.parts import (
    Badge,
    Card,
    Choice,
    Field,
    ListRow,
    QuietButton,
    Rows,
    SecondaryButton,
    Words,
    column,
    fact,
    row,
)
from supdesk.ui.parts.files import ask_folder
from supdesk.ui.parts.words import near_home
from supdesk.ui.seat import Seat


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder the person chose, as it reads now."""

    path: Path
    pack: Pack | None
    faults: tuple[Fault, ...]


def look(paths: Sequence[str]) -> list[Folder]:
    """Read those folders."""
    found = [(Path(path), *read_pack(Path(path))) for path in paths]
    return [Folder(path, pack, tuple(faults)) for path, pack, faults in found]


class Packs(Card):
    """What policy packs there are, whose the forms come from, and what is wrong with a pack that can't be used."""

    def __init__(self, seat: Seat, outside: Outside) -> None:
        super().__init__("Policy packs", note="A pack brings the forms, dates and wording of an organisation.")
        self._seat, self._outside = seat, outside
        at_hand = [(pack.id, pack.name) for pack in seat.desk.around.packs.found]
        self.own = Field("You work by", Choice("You work by", at_hand, pills=False))
        self.own.edited.connect(self._adopt)
        self.rows = Rows()
        self._folders: list[Folder] = []
        self.add(self.own, self.rows)
        self.choose = SecondaryButton("Add a pack's folder…", "folder", self._choose)
        self.add(row(self.choose, QuietButton("Look again", "refresh", self.look), None))
        follow(seat, self, lambda: adopting.adopted(seat.desk), self._show_own, Topic.SETTINGS)
        self._read()

    def look(self) -> None:
        """Read the chosen folders as they are now, and say above the page what that means."""
        self._read(lambda folders: tell(self._seat, self._outside, folders))

    def _read(self, then: Callable[[list[Folder]], object] | None = None) -> None:
        paths = self._outside.load().packs

        def show(folders: list[Folder]) -> None:
            self._show(folders)
            if then:
                then(folders)

        self._seat.bench.submit(lambda: look(paths), show, owner=self)

    def add_folder(self, folder: Path) -> None:
        """Show what that folder's pack says, to be agreed to before it is used; or say what is wrong with it."""
        self._keep((*self._outside.load().packs, str(folder)))
        self._read(lambda folders: self._ask_about(folder, folders))

    def _ask_about(self, added: Path, folders: list[Folder]) -> None:
        found = next(folder for folder in folders if folder.path == added)
        if found.pack is None or is_agreed(self._outside.load(), added, found.pack):
            tell(self._seat, self._outside, folders)
        else:
            self._look_at(found)

    def _look_at(self, folder: Folder) -> None:
        PackAgreeing(self._seat, self._outside, folder).agreed.connect(self.look)

    def _choose(self) -> None:
        folder = ask_folder(self, "Choose a policy pack's folder")
        if folder is not None:
            self.add_folder(folder)

    def _keep(self, packs: Sequence[str]) -> None:
        self._outside.keep(replace(self._outside.load(), packs=tuple(dict.fromkeys(packs))))
        self._read()

    def _leave_out(self, folder: Folder) -> None:
        before = self._outside.load().packs
        self.choose.setFocus()
        self._keep([path for path in before if path != str(folder.path)])
        name = folder.pack.name if folder.pack else folder.path.name
        self._seat.shell.tell(f"{name} is left out.", "info", ("Undo", lambda: self._keep(before)))

    def _adopt(self, pack_id: str) -> None:
        desk = self._seat.desk
        self._seat.do(lambda: adopting.adopt(desk, pack_id), self._adopted, owner=self)

    def _adopted(self, changes: Changes) -> None:
        if changes.topics:
            self._seat.shell.tell("What you begin from now on follows that pack.", "good")

    def _show_own(self, pack_id: str) -> None:
        self.own.set_raw(pack_id)
        gone = f'The pack "{pack_id}" is not here. Add its folder, or choose another pack.'
        self.own.set_problem(None if self.own.raw() else gone)
        self._show(self._folders)

    def _show(self, folders: list[Folder]) -> None:
        self._folders = folders
        paths = {folder.pack.id for folder in folders if folder.pack}
        shipped = [pack for pack in self._seat.desk.around.packs.found if pack.id not in paths]
        rows = [
            ListRow(
                pack.name, "Comes with supdesk", icon="contracts", badge=self._in_use(pack), opens=self._opens(pack)
            )
            for pack in shipped
        ]
        self.rows.set_rows([*rows, *(self._row(folder) for folder in folders)])

    def _row(self, folder: Folder) -> QWidget:
        name = folder.pack.name if folder.pack else folder.path.name
        leave = QuietButton("Leave out", on=lambda: self._leave_out(folder))
        opens = self._opens(folder.pack) if folder.pack else None
        if self._waits(folder):
            opens = partial(self._look_at, folder)
        head = ListRow(
            name, near_home(folder.path), icon="folder", badge=self._badge(folder), deed=leave, opens=opens
        )
        lines = first_of(folder.faults)
        whole = QWidget()
        faults = [row(Words("\n".join(lines), "muted", selectable=True), margin=(48, 0, 12, 12))] if lines else []
        whole.setLayout(column(head, *faults, gap=0))
        return whole

    def _opens(self, pack: Pack) -> Callable[[], object]:
        return lambda: PackDetails(self._seat, pack)

    def _badge(self, folder: Folder) -> Badge:
        if folder.faults:
            return Badge(_mistakes(folder), "danger")
        if self._waits(folder):
            return Badge("Waits for you", "warning")
        if folder.pack is None or folder.pack not in self._seat.desk.around.packs.found:
            return Badge("New", "info")
        return self._in_use(folder.pack) or Badge("Can be chosen", "neutral")

    def _in_use(self, pack: Pack) -> Badge | None:
        return Badge("In use", "good") if pack.id == self.own.raw() else None

    def _waits(self, folder: Folder) -> bool:
        return folder.pack is not None and not is_agreed(self._outside.load(), folder.path, folder.pack)


class PackDetails(Enquiry):
    """What a pack asks for, to be read beside the policy."""

    def __init__(self, seat: Seat, pack: Pack) -> None:
        super().__init__(seat.shell, pack.name, *(fact(what, words) for what, words in facts(pack)))
        self.offer("Close", self.close_now, "")


class PackAgreeing(Enquiry):
    """What a pack from a folder says, or what was changed in it, to be agreed to before it is used."""

    agreed = Signal()

    def __init__(self, seat: Seat, outside: Outside, folder: Folder) -> None:
        pack, packs = folder.pack, seat.desk.around.packs
        assert pack is not None
        before = agreed_before(outside.load(), folder.path)
        super().__init__(seat.shell, pack.name, *account(pack, before, packs.at_hand(pack.id)))
        self._outside, self._folder, self._pack = outside, folder.path, pack
        self.offer("Use this pack", self._agree, "Not now")

    def _agree(self) -> None:
        agree(self._outside, self._folder, self._pack)
        self.close_now()
        self.agreed.emit()


def tell(seat: Seat, outside: Outside, folders: Sequence[Folder], *, beside: bool = False) -> None:
    """Say what a reading of the chosen folders means for the person, if anything: what is ready, what is wrong.

    `beside` leaves standing what was said before.
    """
    shell, wrong, chosen = seat.shell, [folder for folder in folders if folder.faults], outside.load()
    whole = [(f.path, f.pack) for f in folders if f.pack]
    waits = [pack.name for path, pack in whole if not is_agreed(chosen, path, pack)]
    used = seat.desk.around.packs.found
    fresh = [pack.name for path, pack in whole if pack.name not in waits and pack not in used]
    said = [f"{name} is ready after the next lock, under “You work by”." for name in fresh]
    said += [f"{name} waits in Settings for you to agree to it, and is not used as it is now." for name in waits]
    said += [f"The policy pack in the folder {each.path.name} can't be used: {_mistakes(each)}." for each in wrong]
    deed = ("Lock now", shell.lock_requested.emit) if fresh else ("Settings", lambda: shell.show_page("settings"))
    needless = not fresh and shell.page_key == "settings"
    if said:
        shell.tell(
            " ".join(said), "warning" if wrong or waits else "good", None if needless else deed, beside=beside
        )


def _mistakes(folder: Folder) -> str:
    return "1 mistake" if len(folder.faults) == 1 else f"{len(folder.faults)} mistakes"
