"""The shell: rail, top bar, the page shown, messages, overlays and the veil. It knows no record."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from supdesk.domain.errors import SupdeskError
from supdesk.ui.parts.layouts import clear, column, row
from supdesk.ui.parts.notices import Banner, Ribbon
from supdesk.ui.parts.overlay import COVERED, Overlay
from supdesk.ui.parts.stops import step
from supdesk.ui.rail import Rail
from supdesk.ui.topbar import TopBar
from supdesk.ui.veil import LOCKING, Deed, Veil

TITLE = "supdesk"
"""The whole of the window's title, always: it can be read over a shoulder and in a task bar."""
FIRST, FRAME = (1280, 800), (8, 40)
"""The size of a window that was never sized, where the screen has room, and what a desktop puts around one."""
LINGER, OFFER = 8_000, 120_000
"""Milliseconds after which a message goes away that offers nothing, and one that offers a deed such as Undo."""


class Shell(QMainWindow):
    """The window itself: it shows pages and says what the person wants of it, and decides nothing."""

    lock_requested = Signal()
    hide_toggled = Signal(bool)
    search_requested = Signal(str)
    search_entered = Signal()
    page_shown = Signal(str)
    went_back = Signal()
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setMinimumSize(960, 640)
        self.resize(*FIRST)
        self._pages: dict[str, QWidget | Callable[[], QWidget]] = {}
        self._pushed: list[QWidget] = []
        self._hands: list[QWidget | None] = []
        self._key = ""
        self._passing: list[Banner] = []
        self.may_close: Callable[[], bool] = lambda: True
        self.ways_out: dict[str, Deed] = {}
        """What can be done about a fault, by its code."""
        self._place_keys: list[QShortcut] = []
        self._build()
        self._bind()

    def fit(self, room: QSize) -> None:
        """Be as large at first as that much of a screen allows, in pixels, with the frame around."""
        self.resize(QSize(*FIRST).boundedTo(room - QSize(*FRAME)))

    def add_page(
        self,
        key: str,
        label: str,
        icon: str,
        page: QWidget | Callable[[], QWidget],
        shortcut: str = "",
        *,
        foot: bool = False,
    ) -> None:
        """Add a place to the rail with its page, or what makes it when it is first shown; `foot` puts it at the
        bottom of the rail."""
        self._pages[key] = page
        if isinstance(page, QWidget):
            self._stack.addWidget(page)
        hint = f"{label} ({shortcut})" if shortcut else label
        self.rail.add(key, label, icon, foot=foot, hint=hint)
        if shortcut:
            self._place_keys.append(self.on_keys(shortcut, lambda: self.show_page(key)))

    def build_anew(self) -> None:
        """Take every page away and make the window's own parts again, for the text size worn now."""
        for shortcut in self._place_keys:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        for kept in (self._place_keys, self._pages, self._pushed, self._hands):
            kept.clear()
        self._veil.deleteLater()
        self._build()
        self._wire()

    def show_page(self, key: str) -> None:
        """Go to a place on the rail, leaving whatever was pushed before it, unless a pushed page refuses."""
        while self._pushed:
            if not _may_leave(self._pushed[-1]):
                self.rail.show_chosen(self._key)
                return
            self._drop(self._pushed.pop())
        self._hands.clear()
        if key != self._key:
            self._let_go()
            if self._key == "search":
                self.topbar.search.clear()
        self._key = key
        self.rail.show_chosen(key)
        page = self.page(key)
        self._stack.setCurrentWidget(page)
        self._full(False)
        page.setFocus()
        self.page_shown.emit(key)

    def page(self, key: str) -> QWidget:
        """The page of that place, made now if nobody has been there yet."""
        page = self._pages[key]
        if not isinstance(page, QWidget):
            page = self._pages[key] = page()
            self._stack.addWidget(page)
        return page

    @property
    def page_key(self) -> str:
        """The place on the rail where one is."""
        return self._key

    def push(self, widget: QWidget) -> None:
        """Show a page across the whole width; Back, Escape or Alt+Left leave it, and it is then deleted.

        A page with a method `may_leave() -> bool` is asked first, and may save what it holds meanwhile.
        """
        self._pushed.append(widget)
        self._hands.append(self.focusWidget())
        self._let_go()
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        self._full(True)
        widget.setFocus()

    def back(self) -> None:
        """Leave the page pushed last."""
        if not self._pushed or not _may_leave(self._pushed[-1]):
            return
        self._let_go()
        self._drop(self._pushed.pop())
        under = self._pushed[-1] if self._pushed else self.page(self._key) if self._key else None
        if under is not None:
            self._stack.setCurrentWidget(under)
        self._full(bool(self._pushed))
        self._give_back(self._hands.pop(), under)
        self.went_back.emit()

    def show_alone(self, widget: QWidget | None) -> None:
        """Show one page without rail and top bar, as for unlocking; None brings the desk back."""
        if widget is not None:
            self._alone.addWidget(widget)
            self._alone.setCurrentWidget(widget)
        self._frame.setCurrentWidget(self._alone if widget is not None else self._desk)

    def tell(self, text: str, kind: str = "info", *actions: Deed | None, beside: bool = False) -> Banner:
        """Say a sentence above the page: info, good, warning or danger, with deeds such as ("Undo", undo).

        It goes as soon as another page is shown, unless it is a warning that waits for a deed. It takes the place
        of what was said before, unless it is to stand `beside` that.
        """
        if not beside:
            self.hush()
        deeds = [self._once(action) for action in actions if action]
        banner = Banner(text, kind, *deeds, closable=True)
        banner.closed.connect(lambda: self._put_away(banner))
        if not deeds or kind in ("info", "good"):
            # Whoever says it on the way to a page says it of that page.
            QTimer.singleShot(0, banner, lambda: self._passing.append(banner))
        self._messages.addWidget(banner)
        self._message_frame.show()
        banner.show()
        if kind in ("info", "good"):
            lingering = QTimer(banner)
            lingering.setSingleShot(True)
            lingering.timeout.connect(lambda: self._put_away(banner))
            lingering.start(OFFER if deeds else LINGER)
        return banner

    def tell_error(self, error: SupdeskError) -> Banner:
        """Say what went wrong and what to do about it."""
        return self.tell(error.sentence, "danger", self.ways_out.get(error.code))

    def say_above(self, text: str) -> Banner:
        """Warn above whatever is shown, what stands before the page too; whoever says it takes it away."""
        banner = Banner(text, "warning")
        banner.setParent(self)
        banner.setGeometry(32, 16, self.width() - 64, banner.sizeHint().height())
        banner.show()
        banner.raise_()
        return banner

    def hush(self) -> None:
        """Take away all that was said."""
        self._passing.clear()
        clear(self._messages)
        self._message_frame.hide()

    def _let_go(self) -> None:
        """Take away what was said of the page one leaves."""
        for banner in list(self._passing):
            self._put_away(banner)

    def _put_away(self, banner: Banner) -> None:
        if banner in self._passing:
            self._passing.remove(banner)
        self._messages.removeWidget(banner)
        banner.hide()
        banner.deleteLater()
        self._message_frame.setVisible(self._messages.count() > 0)

    def set_ribbon(self, ribbon: Ribbon | None) -> None:
        """Have this strip stand under the top bar on every page, in place of the one there; None takes it away."""
        clear(self._ribbon)
        if ribbon is not None:
            self._ribbon.addWidget(ribbon)

    def overlay(self, content: QWidget, name: str, *, width: int = 560, side: bool = False) -> Overlay:
        """Show something before the desk's page, but never before one shown alone; `side` puts it along the right
        edge."""
        made = Overlay(self, content, name, width=width, side=side)
        if self._frame.currentWidget() is self._desk:
            made.open()
        return made

    def put_aside(self) -> None:
        """Take away all that stands before the page, behind the veil too."""
        for overlay in self.findChildren(Overlay):
            overlay.is_open = False
            overlay.hide()

    @property
    def is_hidden(self) -> bool:
        """Whether the veil covers the window."""
        return self._veil.isVisibleTo(self)

    @property
    def shows_desk(self) -> bool:
        """Whether the desk is in sight: neither covered by the veil nor out of the way of a page shown alone."""
        return not self.is_hidden and self._frame.currentWidget() is self._desk

    def toggle_hide(self) -> None:
        """Cover everything at once, or uncover it."""
        if self._locking:
            return
        if self.is_hidden:
            self._uncover()
        else:
            self._cover()
        self.hide_toggled.emit(self.is_hidden)

    def veil_for_lock(self, words: tuple[str, str] = LOCKING) -> None:
        """Cover everything while the vault closes; only `lift_veil` brings it back."""
        self._locking = True
        self._cover(words)

    def ask_on_veil(self, title: str, sentence: str, first: Deed, second: Deed) -> None:
        """Ask upon the veil that covers everything; the second deed is the one that can't be undone."""
        self._veil.ask(title, sentence, first, second)

    def lift_veil(self) -> None:
        """Uncover everything: the vault does not close after all."""
        self._locking = False
        self._uncover()

    def focus_search(self) -> None:
        """Put the keyboard into the search box."""
        self.topbar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.topbar.search.selectAll()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes in reading order."""
        return step(self._frame, forward=forward) or super().focusNextPrevChild(forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._veil.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        if self.may_close():
            super().closeEvent(event)
        else:
            event.ignore()

    def _build(self) -> None:
        self._locking = False
        self._focus_before: QWidget | None = None
        self._behind: list[Overlay] = []
        self.rail, self.topbar, self._stack = Rail(), TopBar(), QStackedWidget()
        self._message_frame = QWidget()
        self._messages = column(margin=(32, 12, 32, 12))
        self._message_frame.setLayout(self._messages)
        self._message_frame.hide()
        self._desk, self._alone, self._frame = QWidget(), QStackedWidget(), QStackedWidget()
        self._desk.setObjectName("canvas")
        self._ribbon = column(gap=0)
        right = column(self.topbar, self._ribbon, self._message_frame, self._stack, gap=0)
        right.setStretch(3, 1)
        line = row(self.rail, right, gap=0)
        line.setStretch(1, 1)
        self._desk.setLayout(line)
        self._frame.addWidget(self._desk)
        self._frame.addWidget(self._alone)
        self.setCentralWidget(self._frame)
        self._veil = Veil(self)

    def _bind(self) -> None:
        self.on_keys("Ctrl+K", self.focus_search)
        self.on_keys("Alt+Left", self.back)
        self._always("F9", self.toggle_hide)
        self._always("Ctrl+L", self.lock_requested.emit)
        self._always("Escape", self._escape)
        self._wire()

    def _wire(self) -> None:
        self.rail.chosen.connect(self.show_page)
        self.topbar.search.wanted.connect(self.search_requested)
        self.topbar.search.entered.connect(self.search_entered)
        self.topbar.back.clicked.connect(self.back)
        self.topbar.hide_button.clicked.connect(self.toggle_hide)
        self.topbar.lock_button.clicked.connect(self.lock_requested)

    def on_keys(self, keys: str, deed: Callable[[], object], page: QWidget | None = None) -> QShortcut:
        """A shortcut, of a page or of all, that rests while the window is covered or something stands before it."""
        return QShortcut(QKeySequence(keys), page or self, lambda: None if self._covered() else deed())

    def _always(self, keys: str, deed: Callable[[], object]) -> None:
        """A shortcut that also works while a list or calendar is open."""
        shortcut = QShortcut(QKeySequence(keys), self, deed)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)

    def _covered(self) -> bool:
        return self.is_hidden or bool(self._overlays()) or self._frame.currentWidget() is not self._desk

    def _overlays(self) -> list[Overlay]:
        return [each for each in self.findChildren(Overlay) if each.isVisibleTo(self)]

    def _escape(self) -> None:
        if (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        elif self.is_hidden:
            self.toggle_hide()
        elif overlays := self._overlays():
            overlays[-1].dismiss()
        elif self._frame.currentWidget() is self._alone:
            return
        elif self.topbar.search.hasFocus():
            self.topbar.search.clear()
            self._stack.setFocus()
        elif self._pushed:
            self.back()
        else:
            self.hush()

    def _cover(self, words: tuple[str, str] | None = None) -> None:
        """The veil goes up and the pages are hidden behind it, from eyes and from screen readers alike."""
        if not self.is_hidden:
            self._focus_before = self.focusWidget()
            self._behind = self._overlays()
        self.setProperty(COVERED, True)
        self._veil.cover(*([words] if words else []))
        self._frame.hide()
        for overlay in self._behind:
            overlay.hide()

    def _uncover(self) -> None:
        self.setProperty(COVERED, False)
        self._frame.show()
        self._veil.hide()
        for overlay in self._behind:
            if shiboken6.isValid(overlay):
                overlay.setVisible(overlay.is_open)
        if self._focus_before is not None and shiboken6.isValid(self._focus_before):
            self._focus_before.setFocus()
        for overlay in self.findChildren(Overlay):
            if overlay.is_open and overlay not in self._behind:
                overlay.reveal()

    def _give_back(self, before: QWidget | None, page: QWidget | None) -> None:
        """The keyboard goes back to where it was on a page, or to the page where that is gone."""
        if page is not None:
            there = before is not None and shiboken6.isValid(before) and page.isAncestorOf(before)
            (before if there and before is not None else page).setFocus()

    def _drop(self, widget: QWidget) -> None:
        self._stack.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def _full(self, full: bool) -> None:
        self.rail.setVisible(not full)
        self.topbar.back.setVisible(full)

    def _once(self, action: Deed) -> Deed:
        """A deed on a message is done once, and the message goes."""
        words, deed = action

        def act() -> None:
            self.hush()
            deed()

        return words, act


def _may_leave(page: QWidget) -> bool:
    ask_page = getattr(page, "may_leave", None)
    return ask_page is None or bool(ask_page())
