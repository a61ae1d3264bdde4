"""Shelving: what somebody gathered of their own pages for their regulator, and all of it as one sealed document."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dateutil.relativedelta import relativedelta

from supdesk.desk import reflecting, sharing, signing
from supdesk.desk.desk import Desk
from supdesk.desk.exporting import Prepared, Step, Written
from supdesk.desk.reflecting import Begun
from supdesk.desk.reviewing import Finding
from supdesk.domain.changes import Changes, Topic, changed
from supdesk.domain.errors import SupdeskError
from supdesk.domain.records import Record
from supdesk.domain.reflections import standing
from supdesk.forms.answers import Answers
from supdesk.forms.definition import Form, Part, Shelf
from supdesk.vault import keeping, reflections


@dataclass(frozen=True, slots=True)
class Board:
    """One part of the shelf: its pages that count, the newest first, those begun, how it stands in words, and
    whether it is whole: nothing more is asked for."""

    part: Part
    pages: tuple[tuple[Record, Form], ...]
    begun: tuple[Begun, ...]
    words: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """The shelf and what stands on it."""

    shelf: Shelf
    boards: tuple[Board, ...]

    @property
    def pages(self) -> list[tuple[Record, Form]]:
        return [page for board in self.boards for page in board.pages]


def look(desk: Desk) -> Standing:
    """The shelf as it stands today: pages of as many months back as it says."""
    shelf = desk.around.packs.shelf
    since = desk.today - relativedelta(months=shelf.months)
    cx = desk.vault.cx
    known = [
        (page, keeping.form(cx, page.form.digest))
        for page in reflections.pages(cx)
        if since <= page.on <= desk.today
    ]
    return Standing(shelf, tuple(_board(part, known, reflecting.begun(desk)) for part in shelf.parts))


def _board(part: Part, known: Sequence[tuple[Record, Form]], begun: Sequence[Begun]) -> Board:
    pages = tuple((page, form) for page, form in known if page.serves == part.serves)
    words, whole = standing(len(pages), part.wanted, part.one, part.many), len(pages) >= part.wanted
    if part.amount and pages:
        amount = sum(_amount(form, page.answers) for page, form in pages)
        whole = amount >= part.amount
        words = f"{amount:,} {part.unit} are listed; {part.amount:,} are asked for."
    return Board(part, pages, tuple(each for each in begun if each.serves == part.serves), words, whole)


def _amount(form: Form, given: Answers) -> int:
    """The numbers in a page's tables, added up."""
    return sum(
        row.get(column.id) or 0
        for table in form.fields()
        if table.kind == "table"
        for row in given.get(table.id) or ()
        for column in table.columns
        if column.kind == "number"
    )


def identifying(desk: Desk) -> tuple[tuple[str, Finding], ...]:
    """What on the shelf may identify somebody, with the page it stands on."""
    return tuple(
        (f"{page.title}, {page.number}", finding)
        for page, _ in look(desk).pages
        for finding in sharing.found_in(desk, page)
    )


def prepare(desk: Desk) -> Prepared[tuple[str, ...]]:
    """The shelf as one document; that one begins is noted, whatever comes of it.

    SupdeskError `shelf.empty` where nothing stands on it.
    """
    from supdesk.documents.gathering import Gathered, render_gathered

    found = look(desk)
    if not found.pages:
        raise SupdeskError("shelf.empty", "Nothing stands on the shelf yet, so there is nothing to export.")
    gathered = Gathered(
        title=found.shelf.title,
        source=found.shelf.source,
        writer=desk.owner.party,
        organisation=desk.owner.employer,
        made_at=desk.now,
        parts=tuple((board.part.title, board.words, board.pages) for board in found.boards),
        fingerprint=signing.certificate_words(desk),
        practice=desk.practice,
    )
    seal, resources = signing.sealer(desk), desk.around.resources

    def make(_folder: Path, _step: Step) -> dict[str, bytes]:
        return {"shelf.pdf": seal(render_gathered(gathered, resources).content, gathered.title, ())}

    pages = tuple(page.id for page, _ in found.pages)
    with desk.vault.deed(reflections.LEAVING[1], desk.now, ", ".join(pages)):
        return Prepared(pages, make)


def note(desk: Desk, written: Written[tuple[str, ...]]) -> Changes:
    """Note in the trail that these pages left. When that fails, the file is taken back."""
    with written.placed, desk.vault.deed("export shelf", desk.now, ", ".join(written.about)):
        pass
    return changed(Topic.REFLECTIONS)
