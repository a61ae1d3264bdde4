"""The recovery sheet: the words that open a vault when its passphrase is forgotten, on one page to be kept."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

from reportlab.platypus.flowables import Flowable, Spacer
from reportlab.platypus.paragraph import Paragraph
from reportlab.platypus.tables import Table

from supdesk.documents import fonts
from supdesk.documents.boxes import Box, Heading, Row
from supdesk.documents.fonts import BOLD, REGULAR, markup
from supdesk.documents.pdf import Pdf
from supdesk.documents.sheet import Sheet, compose
from supdesk.documents.signatures import Banner
from supdesk.documents.wording import ANSWER, LINE, TITLE, WORD, paragraph, paragraphs
from supdesk.domain.days import show_date

_COLUMNS = 3
_FOR = (
    "These words open the vault named below if its passphrase is ever forgotten. Without the passphrase and "
    "without this page nobody can open it: not you, not your organisation, not the makers of this program."
)
_USE = (
    "Open supdesk, and where it asks for the passphrase choose “Use recovery words”.",
    "Type all the words in their order, with a space between them. Small letters will do.",
    "You are then asked for a new passphrase, in place of the forgotten one.",
)
_KEEP = (
    "Keep this page where you keep a passport: locked away, and not with the laptop.",
    "Tell one person you trust where it is, if your policy asks for that.",
    "If it is lost or was seen by somebody, make new words under Settings. The old ones then open nothing.",
)


def render_recovery(
    words: Sequence[str], *, owner: str, vault_id: str, made_on: date, resources: Path, practice: bool = False
) -> Pdf:
    """One A4 page with the recovery `words`, numbered, what they are for and where to keep them."""
    fonts.register(resources)
    made_at = datetime.combine(made_on, time(12), UTC)
    made = f"Made on {show_date(made_on)}"
    sheet = Sheet("Recovery sheet", "", f"Vault {vault_id}", made, made_at, practice=practice)
    story: list[Flowable] = [
        paragraph("Recovery sheet", TITLE),
        Spacer(1, 8),
        paragraph(_FOR, ANSWER),
        Spacer(1, 12),
        Row([Box(label, paragraphs(text)) for label, text in _facts(owner, vault_id, made_on)], [0.34, 0.33, 0.33]),
        Spacer(1, 12),
        Heading("The words, in their order", "words"),
        _words(words, sheet.measure),
        Spacer(1, 16),
        Banner("Never photograph these words, never e-mail them, never type them anywhere else."),
        Spacer(1, 16),
        Heading("When the passphrase is forgotten", "using"),
        _numbered(_USE),
        Spacer(1, 16),
        Heading("Where to keep this page", "keeping"),
        _numbered(_KEEP),
    ]
    return compose(sheet, story)


def _numbered(sentences: Sequence[str]) -> Box:
    return Box("", [paragraph(f"{number}.  {text}") for number, text in enumerate(sentences, 1)])


def _facts(owner: str, vault_id: str, made_on: date) -> list[tuple[str, str]]:
    return [("Owner", owner), ("Vault", vault_id), ("Made on", show_date(made_on))]


def _words(words: Sequence[str], measure: float) -> Table:
    """The words numbered down the columns."""
    tall = -(-len(words) // _COLUMNS)
    cells = [[_word(number, words) for number in range(row, tall * _COLUMNS, tall)] for row in range(tall)]
    style = [
        ("GRID", (0, 0), (-1, -1), 0.6, LINE),
        ("TOPPADDING", (0, 0), (-1, -1), 8),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 11),
    ]
    return Table(cells, colWidths=[measure / _COLUMNS] * _COLUMNS, style=style, hAlign="LEFT")


def _word(number: int, words: Sequence[str]) -> Paragraph | str:
    """A word with its number before it; past the last one, nothing."""
    if number >= len(words):
        return ""
    lead = f'<font name="{REGULAR}" size="8" color="#4C5A66">{number + 1}</font>&nbsp;&nbsp;'
    return Paragraph(lead + markup(words[number], BOLD), WORD)
