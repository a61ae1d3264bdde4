"""How the window looks, and which policy packs it reads: kept for next time, on this computer."""

from dataclasses import replace
from typing import cast

from PySide6.QtWidgets import QApplication

from supdesk.ui import theme
from supdesk.ui.opening.outside import Outside
from supdesk.ui.opening.places import ask_folder
from supdesk.ui.parts import Card, Choice, Field, SecondaryButton, Words, row

SCHEMES = (("light", "Light"), ("dark", "Dark"), ("system", "As the computer"))


class Looks(Card):
    """Colours, text size and pack folders."""

    def __init__(self, outside: Outside) -> None:
        super().__init__("How supdesk looks")
        self._outside = outside
        self.scheme = Field("Colours", Choice("Colours", SCHEMES))
        sizes = [(str(scale), f"{scale} %") for scale in theme.SCALES]
        self.scale = Field("Text size", Choice("Text size", sizes), "Takes full effect after the next lock.")
        chosen = outside.load()
        self.scheme.set_raw(chosen.scheme)
        self.scale.set_raw(str(chosen.scale))
        self._packs = Words(self._pack_words(), "muted")
        for field in (self.scheme, self.scale):
            field.edited.connect(lambda _: self._wear())
        self.add(self.scheme, self.scale, self._packs)
        self.add(row(SecondaryButton("Add a policy pack's folder…", "folder", self._add_pack), None))

    def _wear(self) -> None:
        scheme, scale = str(self.scheme.raw()), int(self.scale.raw())
        self._outside.keep(replace(self._outside.load(), scheme=scheme, scale=scale))
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, self._outside.around.resources, cast(theme.Scheme, scheme), scale)

    def _add_pack(self) -> None:
        found = ask_folder(self, "Choose a policy pack's folder")
        if found is not None:
            chosen = self._outside.load()
            packs = tuple(dict.fromkeys((*chosen.packs, str(found))))
            self._outside.keep(replace(chosen, packs=packs))
            self._packs.setText(self._pack_words() + " Lock and unlock to use the new one.")

    def _pack_words(self) -> str:
        names = ", ".join(pack.name for pack in self._outside.around.packs.found)
        return f"Policy packs at hand: {names}."
