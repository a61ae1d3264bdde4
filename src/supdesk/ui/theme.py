"""Colours, sizes and type as data: tokens from `resources/theme`, poured into one style sheet and the palette."""

import os
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import Literal, cast

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from supdesk.ui.sweeping import sweep_here

Scheme = Literal["light", "dark", "system"]

SCALES = (100, 115, 130, 150)
"""The text sizes a person can choose, in per cent."""

POINTS = {"body": 11.0, "lead": 12.0, "heading": 13.0, "title": 20.0, "display": 26.0}
"""Type sizes in points at 100 %; nothing is smaller than the body."""

_PROPERTY = "supdesk_theme"
_FUSION = "supdesk_fusion"
_ROLES = {
    QPalette.ColorRole.Window: "canvas",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "on_primary",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Highlight: "primary",
    QPalette.ColorRole.HighlightedText: "on_primary",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Accent: "primary",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "control",
    QPalette.ColorRole.Shadow: "line",
}
_FADING = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


@dataclass(frozen=True, slots=True)
class Theme:
    """One scheme at one text size, as the painted widgets read it."""

    scheme: Literal["light", "dark"] = "light"
    scale: int = 100
    resources: Path | None = None
    colours: Mapping[str, str] = field(default_factory=dict)
    family: str = ""

    def colour(self, name: str) -> QColor:
        """The colour of that token; without a theme, the palette's text colour."""
        return QColor(self.colours[name]) if self.colours else QApplication.palette().text().color()

    def px(self, length: float) -> int:
        """A length given in pixels at 100 %, at this text size."""
        return round(length * self.scale / 100)

    def points(self, role: str) -> float:
        """The type size of that role, in points at this text size."""
        return POINTS[role] * self.scale / 100


def read_colours(resources: Path, scheme: str) -> dict[str, str]:
    """The colour tokens of one scheme, by name."""
    return tomllib.loads((resources / "theme" / f"{scheme}.toml").read_text("utf-8"))


def current() -> Theme:
    """The theme the application wears now; a bare one before any was put on."""
    app = QApplication.instance()
    worn = app.property(_PROPERTY) if app else None
    return worn if isinstance(worn, Theme) else Theme()


def style_sheet(theme: Theme, template: str) -> str:
    """The style sheet of a theme: `$name` is a colour, `$px12` twelve scaled pixels, `$pt_body` a type size."""
    lengths = {f"px{n}": f"{max(theme.px(n), 1)}px" for n in range(1, 65)}
    sizes = {f"pt_{role}": f"{theme.points(role):g}pt" for role in POINTS}
    return Template(template).substitute({**theme.colours, **lengths, **sizes, "family": theme.family})


def palette(theme: Theme) -> QPalette:
    """Qt's own palette in the theme's colours, for what the style sheet does not reach."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, theme.colour(name))
    for role in _FADING:
        made.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("disabled"))
    return made


def application(name: str) -> QApplication:
    """The application, in Qt's Fusion style from its first moment: given one later, the bindings first learn every
    name a style has, before anything is painted. Qt's own settings are kept nowhere: its dialogues would write down
    which folders were visited."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    app = QApplication([name, "-style", "Fusion"])
    app.setProperty(_FUSION, True)
    sweep_here(app)
    return app


def apply(app: QApplication, resources: Path, scheme: Scheme = "system", scale: int = 100) -> Theme:
    """Dress the whole application; `system` follows the desktop as it changes. `scale` is one of `SCALES`."""
    theme = _made(app, resources, scheme, scale)
    app.setProperty(_PROPERTY, theme)
    if not app.property(_FUSION):
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(palette(theme))
    app.setFont(_font(theme))
    app.setStyleSheet(style_sheet(theme, (resources / "theme" / "supdesk.qss").read_text("utf-8")))
    app.setProperty("supdesk_scheme", scheme)
    if not app.property("supdesk_follows"):
        app.setProperty("supdesk_follows", True)
        app.styleHints().colorSchemeChanged.connect(lambda _: _follow(app))
    return theme


def _follow(app: QApplication) -> None:
    worn = current()
    if app.property("supdesk_scheme") == "system" and worn.resources and worn.scheme != _desktop(app):
        apply(app, worn.resources, "system", worn.scale)


def _made(app: QApplication, resources: Path, scheme: Scheme, scale: int) -> Theme:
    wanted = _desktop(app) if scheme == "system" else scheme
    return Theme(wanted, scale, resources, read_colours(resources, wanted), _family(resources))


def _desktop(app: QApplication) -> Literal["light", "dark"]:
    return "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


def _family(resources: Path) -> str:
    """The system's own face on Windows and macOS; elsewhere the one that came with the program."""
    if sys.platform in ("win32", "darwin"):
        return cast(str, QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family())
    if "Noto Sans" not in QFontDatabase.families():
        for weight in ("Regular", "Bold", "Italic"):
            QFontDatabase.addApplicationFont(str(resources / "fonts" / f"NotoSans-{weight}.ttf"))
    return "Noto Sans"


def _font(theme: Theme) -> QFont:
    font = QFont(theme.family)
    font.setPointSizeF(theme.points("body"))
    return font
