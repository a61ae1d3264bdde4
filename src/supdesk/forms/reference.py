"""The reference page: every key and kind a pack may use, from where the reader itself has them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from supdesk.forms.keys import Key, Shape
from supdesk.forms.kinds import KINDS, Kind
from supdesk.forms.policy import PACK
from supdesk.forms.shapes import FORM

TITLE = "What a form pack may say"
INTRO = (
    "A pack is a folder: pack.toml says what your organisation asks of supervision, and each file beside it is one "
    "form. They are plain text in TOML, which any text editor can write.",
    'A line is a key, an equals sign and what it is set to: text in "quotes", a whole number, true or false, or a '
    "list in [square brackets] with commas between. What follows a # is a note to yourself.",
    "[name] on a line of its own opens a table: the keys below belong to it. [[name]] opens one of several.",
    "supdesk forms check DIR names whatever is wrong; supdesk forms preview DIR --out DIR shows what you made.",
)
OF_KINDS = (
    "Each field has a kind. It has the keys of every field, and those that stand here with its kind. Columns are "
    "fields too, but for fills and retired."
)
_HEADS = ("Key", "What stands there", "Needed", "What it is for")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the page: a heading of a level, a paragraph, code, or a table whose first row is its head."""

    text: str = ""
    level: int = 0
    code: bool = False
    rows: tuple[tuple[str, ...], ...] = ()


def markdown() -> str:
    """The page as Markdown."""
    return "\n\n".join(map(_as_markdown, blocks())) + "\n"


def html() -> str:
    """The page as one HTML file that needs nothing else."""
    body = "\n".join(map(_as_html, blocks()))
    head = f'<meta charset="utf-8"><title>{escape(TITLE)}</title><style>{_STYLE}</style>'
    return f'<!doctype html>\n<html lang="en-GB">\n<head>{head}</head>\n<body>\n{body}\n</body>\n</html>\n'


def blocks() -> Iterator[Block]:
    """The page piece by piece."""
    yield Block(TITLE, level=1)
    yield from map(Block, INTRO)
    for shape, title in ((PACK, "The pack"), (FORM, "A form")):
        yield Block(title, level=2)
        yield from _shape(shape)
        yield from _below(shape)
        yield Block(f"All of it once, as an example of {title.lower()}:")
        yield Block("\n".join(example(shape)), code=True)
    yield Block("Field kinds", level=2)
    yield Block(OF_KINDS)
    for kind in KINDS.values():
        yield from _kind(kind)


def example(shape: Shape, path: str = "") -> Iterator[str]:
    """A table of that shape as TOML, with each of its keys once; what stands in place of another as a note."""
    before: set[str] = set()
    for key in shape.keys:
        if key.example:
            yield f"{'# ' if key.instead in before else ''}{key.name} = {key.example}"
        before.add(key.name)
    for key in shape.keys:
        if key.below is not None and not key.example:
            place = f"{path}.{key.name}" if path else key.name
            yield f"\n[[{place}]]" if _several(key) else f"\n[{place}]"
            yield from example(key.below, place)


def kind_example(kind: Kind) -> Iterator[str]:
    """A field of that kind as TOML, with each key that only it has."""
    yield "[[section.field]]"
    yield f'id = "{kind.name}"'
    yield f'kind = "{kind.name}"'
    yield f'label = "A field of kind {kind.name}"'
    yield from (f"{key.name} = {key.example}" for key in kind.keys if key.example)
    for key in kind.keys:
        if key.below is not None and not key.example:
            yield f"\n[[section.field.{key.name}]]"
            yield from example(key.below)


def _several(key: Key) -> bool:
    return key.wanted.startswith("a list")


def _shape(shape: Shape) -> Iterator[Block]:
    yield Block(shape.says)
    yield Block(rows=(_HEADS, *map(_row, shape.keys)))


def _below(shape: Shape, path: str = "") -> Iterator[Block]:
    for key in shape.keys:
        if key.below is not None:
            place = f"{path}.{key.name}" if path else key.name
            yield Block(f"[[{place}]]" if _several(key) else f"[{place}]", level=3)
            yield from _shape(key.below)
            yield from _below(key.below, place)


def _kind(kind: Kind) -> Iterator[Block]:
    yield Block(kind.name, level=3)
    yield Block(kind.says)
    if kind.keys:
        yield Block(rows=(_HEADS, *map(_row, kind.keys)))
    yield from _parts(kind.keys)
    yield Block("\n".join(kind_example(kind)), code=True)


def _parts(keys: Iterable[Key]) -> Iterator[Block]:
    for key in keys:
        if key.below is not None:
            yield Block(f"Of each {key.name}:")
            yield Block(rows=(_HEADS, *map(_row, key.below.keys)))
            yield from _parts(key.below.keys)


def _row(key: Key) -> tuple[str, ...]:
    needed = "yes" if key.required else f"else {key.default}" if key.default else "no"
    needed = f"this or {key.instead}" if key.instead else needed
    return key.name, key.wanted, needed, key.says


def _as_markdown(block: Block) -> str:
    if block.rows:
        head, *rows = block.rows
        lines = [head, ["---"] * len(head), *(([f"`{row[0]}`", *row[1:]]) for row in rows)]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    if block.code:
        return f"```toml\n{block.text}\n```"
    return f"{'#' * block.level} {block.text}".strip()


def _as_html(block: Block) -> str:
    if block.rows:
        head, *rows = block.rows
        lines = [_cells(head, "th"), *(_cells(row, "td") for row in rows)]
        return f"<table>\n{''.join(lines)}</table>"
    if block.code:
        return f"<pre>{escape(block.text)}</pre>"
    tag = f"h{block.level}" if block.level else "p"
    return f"<{tag}>{escape(block.text)}</{tag}>"


def _cells(row: Iterable[str], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in row)}</tr>\n"


_STYLE = """
body { font: 17px/1.5 system-ui, sans-serif; color: #212b32; background: #fff; margin: 2rem auto; max-width: 60rem;
  padding: 0 1rem }
h1, h2, h3 { color: #003087; line-height: 1.2 } h2 { margin-top: 3rem } h3 { margin-top: 2rem }
table { border-collapse: collapse; width: 100% } th, td { border: 1px solid #aeb7bd; padding: .4rem .6rem;
  text-align: left; vertical-align: top } td:first-child, pre { font-family: monospace }
pre { background: #f0f4f5; padding: 1rem; overflow-x: auto }
"""
