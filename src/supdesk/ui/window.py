"""The window put together: the door, then the desk with its places, and leaving safely.

What the locked door does not need is imported when it is wanted: the door should open at once.
"""

from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from supdesk.ui.door import Door
from supdesk.ui.far import Far
from supdesk.ui.lane import BUG, Bench, Lane
from supdesk.ui.leaving import flush_all, unsaved
from supdesk.ui.locking.idle import Idle
from supdesk.ui.opening.outside import Outside
from supdesk.ui.privacy import ClipboardGuard, keep_out_of_pictures
from supdesk.ui.shell import Shell
from supdesk.ui.veil import CLOSING

if TYPE_CHECKING:
    from supdesk.desk.desk import Desk
    from supdesk.ui.backups.keeper import Keeper
    from supdesk.ui.reminding import Reminders
    from supdesk.ui.seat import Seat

SOON = "supdesk locks in half a minute: move the mouse or press a key to stay."
BY_ITSELF = "--locked-after"
"""The word that tells the program started anew after how many minutes without a touch it locked."""
PATIENCE = 10.0
"""Seconds that leaving waits for what is being saved before it says so."""
LITTLE = 1.0
"""Seconds that it waits for what is done with backups in the second place, another time if not now."""
UNSAVED = "Not everything is saved"


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the rail: its module makes the page with `build(seat)`, when it is first gone to.

    One that `listens` is made at once, for what it must hear before.
    """

    key: str
    label: str
    icon: str
    module: str
    shortcut: str = ""
    foot: bool = False
    listens: bool = False

    @property
    def there(self) -> bool:
        """Whether this copy of the program has such a place."""
        try:
            return find_spec(self.module) is not None
        except ModuleNotFoundError:
            return False

    def build(self, seat: "Seat") -> QWidget:
        """The page."""
        return cast(QWidget, import_module(self.module).build(seat))


PLACES = (
    Place("today", "Today", "today", "supdesk.ui.today.page", "Ctrl+1"),
    Place("sessions", "Sessions", "sessions", "supdesk.ui.sessions.page", "Ctrl+2"),
    Place("people", "People", "people", "supdesk.ui.people.page", "Ctrl+3"),
    Place("contracts", "Contracts", "contracts", "supdesk.ui.contracts.page", "Ctrl+4"),
    Place("records", "Records", "records", "supdesk.ui.records.page", "Ctrl+5"),
    Place("actions", "Actions", "actions", "supdesk.ui.actions.page", "Ctrl+6"),
    Place("registers", "Registers", "registers", "supdesk.ui.registers.page", "Ctrl+7"),
    Place("reports", "Reports", "reports", "supdesk.ui.reports.page", "Ctrl+8"),
    Place("reflections", "Reflections", "reflections", "supdesk.ui.reflections.page", "Ctrl+9"),
    Place("search", "Search", "search", "supdesk.ui.search.page", listens=True),
    Place("settings", "Settings", "settings", "supdesk.ui.settings.page", "Ctrl+,", foot=True),
)


class Window(QObject):
    """The life of the window: locked, then open on one vault, then gone. A class because it holds that state."""

    def __init__(self, app: QApplication, outside: Outside) -> None:
        super().__init__(app)
        self._outside = outside
        self.shell, self.bench, self.lane, self.far = Shell(), Bench(self), Lane(self), Far(outside.far, self)
        self.desk: Desk | None = None
        self._held: Desk | None = None
        self.seat: Seat | None = None
        self._gone = self._asked = False
        self._guard = ClipboardGuard(app.clipboard(), self)
        self._idle: Idle | None = None
        self._reminders: Reminders | None = None
        self._keeper: Keeper | None = None
        self._by_itself: list[str] = []
        self._soon: QWidget | None = None
        self._screen: QObject | None = None
        self._app = app
        for worker in (self.bench, self.lane, self.far):
            worker.bug.connect(self.tell_bug)
            worker.failed.connect(self.shell.tell_error)
        self.door = Door(self.shell, self.bench, outside)
        self.door.painted.connect(lambda: self.bench.submit(_bring_desk))
        self.door.painted.connect(self._watch_screen)
        self.door.begun.connect(self.hold)
        self.door.opened.connect(self.open)
        self.door.came_by_words.connect(self._ask_for_passphrase)
        self.door.proven.connect(self._watch_touches)
        self.door.spent.connect(self._begin_anew)
        self.shell.lock_requested.connect(self.lock)
        self.shell.may_close = self._may_close
        app.aboutToQuit.connect(self.leave)

    def show(self, vault: Path | None, locked_after: int = 0) -> None:
        """Show the door: of that vault, or the first run when there is none.

        It says so when the vault locked by itself, after as many minutes without a touch.
        """
        if vault is None:
            self.door.first_run()
        else:
            self.door.unlock(vault, locked_after)
        if self._outside.load().maximised:
            self.shell.showMaximized()
        else:
            self.shell.show()
        keep_out_of_pictures(self.shell)

    def hold(self, desk: "Desk") -> None:
        """Remember this open vault as the last one; from now on leaving closes it and idling locks it."""
        if self._gone:
            desk.vault.close()
        if self._gone or self._held is desk:
            return
        self._held = desk
        self._outside.keep(replace(self._outside.load(), vault=str(desk.vault.folder)))
        self._watch_touches()
        self._watch_screen()

    def open(self, desk: "Desk") -> None:
        """Seat the person at the open desk; after leaving, the door stays shut."""
        self.hold(desk)
        if self._gone:
            return
        from supdesk.ui.reminding import remind
        from supdesk.ui.standing import tell_of_opening, tell_of_packs

        self.desk = desk
        self._sit_down(desk)
        self.shell.search_requested.connect(lambda _: self._show_found())
        self.shell.show_alone(None)
        self.door.leave()
        self.shell.show_page(PLACES[0].key)
        if self.seat is not None:
            tell_of_opening(self.seat)
            tell_of_packs(self.seat, self._outside)
            self._reminders = remind(self.seat, lambda: self._outside.load().remind)
            self.seat.keeper.start()

    def _show_found(self) -> None:
        """Show what is found, and let whoever types go on typing."""
        box = self.shell.topbar.search
        types = box.hasFocus()
        self.shell.show_page("search")
        if types:
            box.setFocus()

    def lock(self) -> None:
        """Cover everything, save what is typed, close the vault and start again locked.

        What can't be saved is said on the veil, which stays: the vault closes once it is saved or given up.
        """
        self.door.abandon()
        if self._held is None or self._gone:
            return
        if not self._asked:
            self.shell.veil_for_lock()
        if sentence := unsaved(self.shell, self.lane, 0.0 if self._asked else PATIENCE):
            self._asked = True
            deeds = ("Try again", self._lock_again), ("Lock without it", self._lock_now)
            self.shell.ask_on_veil(UNSAVED, sentence, *deeds)
        else:
            self._lock_now()

    def leave(self) -> None:
        """Save what is typed, wait for it, and close the vault; done once."""
        if self._gone:
            return
        self._gone = True
        self._keep_looks()
        if self._idle is not None:
            self._idle.stop()
        if self._reminders is not None:
            self._reminders.stop()
        flush_all(self.shell)
        for worker in (self.bench, self.lane, self.far):
            worker.cancel_all()
        self.bench.close(PATIENCE)
        self.bench.bring_home()  # so that the vault notes the files that are in their places now
        if self._held is not None:
            self.lane.submit(self._held.vault.close)
        self.lane.close(PATIENCE)
        self.far.close(LITTLE)
        if self._keeper is not None:
            self._keeper.stop()
        self._guard.stop()

    def _keep_looks(self) -> None:
        """The window comes back as it was left."""
        chosen, maximised = self._outside.load(), self.shell.isMaximized()
        if maximised != chosen.maximised:
            self._outside.keep(replace(chosen, maximised=maximised))

    def _say_soon(self, soon: bool) -> None:
        """Say above all else, drawers too, that it locks soon; or no more."""
        if self._soon is not None:
            self._soon.hide()
            self._soon.deleteLater()
            self._soon = None
        if soon:
            self._soon = self.shell.say_above(SOON)

    def _lock_by_itself(self) -> None:
        self._say_soon(False)
        self._by_itself = [BY_ITSELF, str(self._outside.load().idle)]
        self.lock()

    def _watch_touches(self) -> None:
        """Lock when nobody touched the window for long."""
        if self._idle is not None:
            self._idle.stop()
        self._idle = Idle(
            self._app,
            self.shell,
            self._outside.now,
            lambda: self._outside.load().idle,
            self._say_soon,
            self._lock_by_itself,
        )

    def _watch_screen(self) -> None:
        """Lock with the screen and with the machine's sleep, where the system tells of them."""
        if self._screen is None:
            from supdesk.ui.locking import watch

            self._screen = watch(self.shell, self.lock)

    def _lock_again(self) -> None:
        self._asked = False
        self.lock()

    def _lock_now(self) -> None:
        assert self._held is not None
        self._begin_anew(self._held.vault.folder)

    def _begin_anew(self, vault: Path | None) -> None:
        """Start again in place of this process, at the door of that vault or of the last one."""
        self.leave()
        self._outside.relaunch([*([str(vault)] if vault else []), *self._by_itself])

    def _may_close(self) -> bool:
        """Whether all that is typed is saved, so that the window may close; if not, the person is asked."""
        if self._held is None or self._gone:
            return True
        if self._asked:
            # The vault is locking: going back would show it again, so only the veil's own buttons answer.
            return not unsaved(self.shell, self.lane, 0.0)
        self.shell.veil_for_lock(CLOSING)
        sentence = unsaved(self.shell, self.lane, PATIENCE)
        if sentence:
            deeds = ("Go back", self.shell.lift_veil), ("Close without it", self._close_now)
            self.shell.ask_on_veil(UNSAVED, sentence, *deeds)
        return not sentence

    def _close_now(self) -> None:
        self.leave()
        self.shell.close()

    def _sit_down(self, desk: "Desk") -> None:
        """Take a seat at the desk, with every place around it."""
        from supdesk.ui.seat import Seat
        from supdesk.ui.standing import offer_way_out, show_standing

        self.seat = Seat(desk, self.lane, self.bench, self.far, self.shell, self._keeper)
        if self._keeper is None:
            self._keeper = self.seat.keeper
            self._keeper.failed.connect(self.shell.tell_error)
        self.seat.setProperty("outside", self._outside)
        self.seat.resized.connect(self._lay_anew, Qt.ConnectionType.QueuedConnection)
        offer_way_out(self.seat)
        for place in PLACES:
            self._add(place, self.seat)
        show_standing(self.seat)

    def _lay_anew(self) -> None:
        """Everything once more, at the text size just chosen in Settings, and back to where it was chosen."""
        from supdesk.ui.settings.page import Settings

        if self.desk is None or self._gone:
            return
        self.shell.build_anew()
        self._sit_down(self.desk)
        page = self.shell.page("settings")
        if isinstance(page, Settings):
            page.bring(page.looks)
            page.looks.scale.control.setFocus()

    def _add(self, place: Place, seat: "Seat") -> bool:
        if not place.there:
            return False
        page = place.build(seat) if place.listens else partial(place.build, seat)
        self.shell.add_page(place.key, place.label, place.icon, page, place.shortcut, foot=place.foot)
        return True

    def _ask_for_passphrase(self, words: str) -> None:
        from supdesk.ui.settings.safety import ask_for_passphrase

        if self.seat is not None and not self._gone:
            ask_for_passphrase(self.seat, self._outside, words)

    def tell_bug(self, code: str) -> None:
        """Say that supdesk itself went wrong, by the code of the fault."""
        self.shell.tell(BUG.format(code), "danger")


def _bring_desk() -> None:
    """Import what an open desk shows first, while somebody types the passphrase."""
    first = [place.module for place in PLACES if place.listens or place is PLACES[0]]
    for module in ("supdesk.ui.seat", "supdesk.ui.standing", "supdesk.ui.reminding", *first):
        import_module(module)


def open_window(app: QApplication, outside: Outside, vault: Path | None, locked_after: int = 0) -> Window:
    """Build the window and show its door; `locked_after` as in `Window.show`."""
    made = Window(app, outside)
    made.shell.fit(made.shell.screen().availableGeometry().size())
    made.show(vault, locked_after)
    return made
