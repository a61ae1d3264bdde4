"""The theme is data, readable by everyone, in both schemes and at every size."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from supdesk.ui import icons, theme

RESOURCES = Path(__file__).parents[2] / "resources"
SCHEMES = ("light", "dark")
TONES = ("neutral", "info", "good", "warning", "danger")
GROUNDS = ("canvas", "surface", "sunken", "rail", "hover", "selected")
READ = [
    *((words, ground) for words in ("text", "muted", "strong") for ground in GROUNDS),
    *(
        (words, ground)
        for words in ("danger_text", "good_text", "accent")
        for ground in ("canvas", "surface", "sunken")
    ),
    *(("on_primary", fill) for fill in ("primary", "primary_hover", "primary_press")),
    *(("on_danger", fill) for fill in ("danger", "danger_hover")),
    *((f"{tone}_text", f"{tone}_tint") for tone in TONES),
    *(("strong", f"{tone}_tint") for tone in TONES),
    ("on_accent", "accent"),
    ("ink", "paper"),
]
SEEN = [
    *((line, ground) for line in ("control", "focus", "accent") for ground in ("canvas", "surface")),
    *((fill, "surface") for fill in ("primary", "danger_text")),
    ("accent", "selected"),
    ("disabled", "sunken"),
]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("words", "ground"), READ)
def test_words_can_be_read_on_their_ground(scheme: str, words: str, ground: str) -> None:
    colours = theme.read_colours(RESOURCES, scheme)
    assert contrast(colours[words], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("line", "ground"), SEEN)
def test_the_edges_of_controls_can_be_seen(scheme: str, line: str, ground: str) -> None:
    colours = theme.read_colours(RESOURCES, scheme)
    assert contrast(colours[line], colours[ground]) >= 3.0


def test_the_house_palette_is_the_light_scheme() -> None:
    colours = theme.read_colours(RESOURCES, "light")
    named = {colours[name] for name in ("primary", "strong", "text", "danger", "good", "surface")}
    assert named == {"#005EB8", "#003087", "#212B32", "#D5281B", "#007F3B", "#FFFFFF"}


def test_both_schemes_name_the_same_colours() -> None:
    light, dark = (theme.read_colours(RESOURCES, scheme) for scheme in SCHEMES)
    assert light.keys() == dark.keys()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("scale", theme.SCALES)
def test_every_name_in_the_style_sheet_is_known(scheme: str, scale: int) -> None:
    template = (RESOURCES / "theme" / "supdesk.qss").read_text("utf-8")
    worn = theme.Theme("light", scale, RESOURCES, theme.read_colours(RESOURCES, scheme), "Noto Sans")
    sheet = theme.style_sheet(worn, template)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}") == template.count("{")


@pytest.mark.parametrize("scale", theme.SCALES)
def test_nothing_is_set_smaller_than_eleven_points(scale: int) -> None:
    worn = theme.Theme("light", scale, RESOURCES, theme.read_colours(RESOURCES, "light"), "Noto Sans")
    sheet = theme.style_sheet(worn, (RESOURCES / "theme" / "supdesk.qss").read_text("utf-8"))
    sizes = [float(size) for size in re.findall(r"font-size:\s*([\d.]+)pt", sheet)]
    assert len(sizes) >= 4
    assert min(sizes) >= 11 * scale / 100
    assert not re.findall(r"font-size:\s*[\d.]+px", sheet)


def test_dressing_the_application_sets_type_and_palette(qapp: QApplication) -> None:
    worn = theme.apply(qapp, RESOURCES, "dark", 150)
    assert theme.current() is worn
    assert qapp.font().pointSizeF() == pytest.approx(16.5)
    assert qapp.palette().color(QPalette.ColorRole.Window) == worn.colour("canvas")
    assert worn.px(8) == 12


def test_every_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication) -> None:
    names = sorted(path.stem for path in (RESOURCES / "icons").glob("*.svg"))
    assert len(names) > 50
    for name in names:
        assert drawn_colours(name, "danger") == {theme.current().colour("danger").name()}, name


def drawn_colours(name: str, tone: str) -> set[str]:
    """The colours of an icon's fully opaque pixels."""
    image = icons.pixmap(name, tone, 48).toImage()
    spots = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {image.pixelColor(x, y).name() for x, y in spots if image.pixelColor(x, y).alpha() == 255}


def test_every_icon_leaves_its_colour_to_the_theme() -> None:
    for path in (RESOURCES / "icons").glob("*.svg"):
        source = path.read_text("utf-8")
        assert 'stroke="currentColor"' in source, path.name
        assert "#" not in source, path.name


def test_an_icon_is_sharp_on_a_dense_screen(qapp: QApplication) -> None:
    assert icons.pixmap("lock", "text", 18, 2.0).width() == 36


def test_an_icon_that_was_never_drawn_is_a_bug(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-drawing")
