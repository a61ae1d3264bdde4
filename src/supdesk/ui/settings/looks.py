"""How the window looks: kept for next time, on this computer."""

from dataclasses import replace
from typing import cast

from PySide6.QtWidgets import QApplication

from supdesk.ui import theme
from supdesk.ui.opening.outside import Outside
from supdesk.ui.parts import Card, Choice, Field
from supdesk.ui.seat import Seat

SCHEMES = (("light", "Light"), ("dark", "Dark"), ("system", "As the computer"))


class Looks(Card):
    """Colours and text size."""

    def __init__(self, seat: Seat, outside: Outside) -> None:
        super().__init__("How supdesk looks")
        self._seat, self._outside = seat, outside
        self.scheme = Field("Colours", Choice("Colours", SCHEMES))
        sizes = [(str(scale), f"{scale} %") for scale in theme.SCALES]
        self.scale = Field("Text size", Choice("Text size", sizes))
        chosen = outside.load()
        self.scheme.set_raw(chosen.scheme)
        self.scale.set_raw(str(chosen.scale))
        for field in (self.scheme, self.scale):
            field.edited.connect(lambda _: self._wear())
        self.add(self.scheme, self.scale)

    def _wear(self) -> None:
        scheme, scale, before = str(self.scheme.raw()), int(self.scale.raw()), theme.current().scale
        self._outside.keep(replace(self._outside.load(), scheme=scheme, scale=scale))
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, self._outside.around.resources, cast(theme.Scheme, scheme), scale)
        if scale != before:
            self._seat.resized.emit()
