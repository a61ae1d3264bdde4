"""The review before finishing: what is missing, what to look at again, who will see what, and what comes next."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtWidgets import QWidget

from supdesk.desk.reviewing import Finding, Review
from supdesk.domain.people import listed
from supdesk.forms.kinds import Path
from supdesk.forms.renewal import ONLY_DATES, since
from supdesk.ui.parts import (
    Line,
    ListRow,
    Overlay,
    PrimaryButton,
    Rows,
    SecondaryButton,
    Sheet,
    Words,
    column,
    fact,
)
from supdesk.ui.shell import Shell

READY, UNREADY = "Ready to finish", "Not ready to finish yet"
NOTHING_FOUND = (
    "In the free text, no NHS number, postcode, date of birth or name of anybody else on your list of people was "
    "found. Fields made for a number or a name were not looked at. Read it once more all the same for anything "
    "that could identify a child, an adult or a family."
)
OPEN = "You can finish without these."
FOUND = "Take it out, or leave it where it has to stand. Nothing is changed for you."


def show_review(
    shell: Shell,
    found: Review,
    go: Callable[[str, Path], object],
    finish: Callable[[], object],
) -> Overlay:
    """Lay the review at the side. A finding goes to its place; `finish` is offered when nothing is missing."""
    shown: list[Overlay] = []

    def leave(then: Callable[[], object]) -> None:
        shown[0].close_now()
        then()

    def opens(finding: Finding) -> Callable[[], object]:
        return lambda: leave(lambda: go(finding.draft_id, finding.problem.path))

    title = UNREADY if found.missing else READY
    back = SecondaryButton("Go on writing", on=lambda: leave(lambda: None))
    deeds = [] if found.missing else [PrimaryButton("Finish", "tick", lambda: leave(finish))]
    groups = [each for group in _groups(found, opens) for each in (Line(), group)]
    sheet = Sheet(title, *groups[1:])
    sheet.set_deeds([back, *deeds])
    shown.append(shell.overlay(sheet, title, side=True))
    return shown[0]


def _groups(found: Review, opens: Callable[[Finding], Callable[[], object]]) -> Iterator[QWidget]:
    if found.missing:
        yield _group("Still missing", _rows(found.missing, "warning", opens))
    if found.renews:
        changes = [_rows(found.changed, "edit", opens)] if found.changed else [Words(ONLY_DATES, "muted")]
        yield _group(since(found.renews.on), *changes)
    if found.unprintable:
        yield _group("Not on paper as written", _rows(found.unprintable, "print", opens))
    if found.short:
        yield _group("Shorter than agreed", _rows(found.short, "clock", opens))
    if found.left_open:
        yield _group("Left open", _rows(found.left_open, "more", opens), Words(OPEN, "muted"))
    if found.identifying:
        rows = _rows(found.identifying, "eye", opens)
        yield _group("May identify somebody", rows, Words(FOUND, "muted"))
    else:
        yield _group("May identify somebody", Words(NOTHING_FOUND, "muted"))
    yield _group("Who will see it", *(fact(what, who) for what, who in found.readers))
    if not found.missing:
        yield _group("What comes next", *(Words(sentence) for sentence in _next(found)))


def _group(title: str, *items: QWidget) -> QWidget:
    group = QWidget()
    group.setAccessibleName(title)
    group.setLayout(column(Words(title, "strong"), *items, gap=8))
    return group


def _rows(findings: Sequence[Finding], icon: str, opens: Callable[[Finding], Callable[[], object]]) -> Rows:
    """Rows that open the place of a finding; what the form does not ask any more has none."""
    return Rows(
        *(
            ListRow(f.where, f.problem.sentence, icon=icon, opens=opens(f) if f.problem.path else None)
            for f in findings
        )
    )


def _next(found: Review) -> Iterator[str]:
    if found.then:
        yield from found.then
        return
    title, *others = found.titles
    yield f"“{title}” is recorded as it stands. It can't be changed afterwards, only added to."
    yield from (f"“{other}” is recorded with it." for other in others)
    signers = listed(found.signers)
    yield f"Then it is signed by {signers}." if signers else "Nobody has to sign it: you issue it next."
