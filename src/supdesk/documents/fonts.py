"""The typefaces of the page: registered once, embedded as subsets, with a wide one for letters the first lacks."""

import re
import unicodedata
from collections.abc import Collection
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

REGULAR = "SupdeskSans"
BOLD = "SupdeskSansBold"
ITALIC = "SupdeskSansItalic"
WIDE = "SupdeskSansWide"

FILES = {
    REGULAR: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    ITALIC: "NotoSans-Italic.ttf",
    WIDE: "DejaVuSans.ttf",
}

MISSING = "\ufffd"
"""What stands on the page for a character that can't be shown."""

_LINE_ENDS = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\t": "    "})


class _PaperFont(TTFont):  # type: ignore[misc]
    """A font whose text copies out right: ReportLab's own table cuts letters beyond U+FFFF short.

    It measures each word once: setting a paragraph asks for the width of every word three times, letter by letter.
    """

    def __init__(self, name: str, file: str) -> None:
        super().__init__(name, file)
        widths, otherwise = self.face.charWidths, self.face.defaultWidth

        @lru_cache(maxsize=20_000)
        def thousandths(text: str) -> float:
            total: float = sum(widths.get(ord(letter), otherwise) for letter in text)
            return total

        self._thousandths = thousandths

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf-8") -> float:
        letters = text if isinstance(text, str) else text.decode(encoding)
        width: float = 0.001 * size * self._thousandths(letters)
        return width

    def addObjects(self, doc: Any) -> None:
        subsets = self.state[doc].subsets
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = (SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode("pdfdoc")
            doc.idToObject[f"toUnicodeCMap:{name}"].content = _to_unicode(name, subset)


def _to_unicode(name: str, subset: list[int]) -> str:
    """The table from a subset's codes to UTF-16BE, at most 100 entries to a block as PDF asks."""
    entries = [
        f"<{number:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for number, code in enumerate(subset)
    ]
    blocks = [entries[first : first + 100] for first in range(0, len(entries), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap",
            f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
            f"/CMapName /{name} def\n/CMapType 2 def",
            f"1 begincodespacerange\n<00> <{len(subset) - 1:02X}>\nendcodespacerange",
            *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
            "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend",
        ]
    )


def width(text: str, size: float, bold: bool) -> float:
    """How wide a text is on the page, in points; the fonts must be registered."""
    return float(pdfmetrics.stringWidth(text, BOLD if bold else REGULAR, size))


@cache
def register(resources: Path) -> None:
    """Makes the typefaces under `resources/fonts` known to ReportLab, each as a family of its own."""
    for name, file in FILES.items():
        pdfmetrics.registerFont(_PaperFont(name, str(resources / "fonts" / file)))
        for bold, italic in ((0, 0), (0, 1), (1, 0), (1, 1)):
            addMapping(name, bold, italic, name)


def covered(font: str) -> Collection[int]:
    """The code points a registered font has a glyph for."""
    letters: Collection[int] = pdfmetrics.getFont(font).face.charToGlyph.keys()
    return letters


def showable(letter: str) -> bool:
    """Whether the page has a glyph for `letter`."""
    code = ord(letter)
    if unicodedata.category(letter) in {"Cc", "Co", "Cs", "Cn"}:
        return False
    return code in covered(REGULAR) or code in covered(WIDE)


def plain_lines(text: str) -> str:
    """`text` with every kind of line end as a newline, and tabs as spaces."""
    return text.translate(_LINE_ENDS)


def markup(text: str, font: str = REGULAR) -> str:
    """`text` as ReportLab's markup: nothing typed is a tag, each letter in a font that has it."""
    text = plain_lines(text)
    known = covered(font)
    strange = [c for c in set(text) if c != "\n" and (ord(c) not in known or not showable(c))]
    text = escape(text)
    lost = [c for c in strange if not showable(c)]
    if lost:
        text = text.translate({ord(c): MISSING for c in lost})
    wide = "".join(sorted(set(strange) - set(lost)))
    if wide:
        text = re.sub(f"[{re.escape(wide)}]+", lambda run: f'<font name="{WIDE}">{run[0]}</font>', text)
    return text.replace("\n", "<br/>")


def plain(text: str, font: str = REGULAR) -> str:
    """`text` for a line drawn in one font: letters it lacks are marked as missing."""
    known = covered(font)
    return "".join(c if ord(c) in known and showable(c) else MISSING for c in " ".join(text.split()))
