"""Finishing on the screen: what will be recorded is shown before anything is, and then it is signed."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from supdesk.desk import finishing
from supdesk.desk.finishing import Finished
from supdesk.desk.recording import Sheet
from supdesk.forms.kinds import Problem
from supdesk.ui.parts import Overlay, PrimaryButton, SecondaryButton, Words, column, row
from supdesk.ui.seat import Seat
from supdesk.ui.signing import SigningPage

Problems = tuple[tuple[str, Problem], ...]


def finish(seat: Seat, page: QWidget, sheets: Sequence[Sheet], show: Callable[[Problems], object]) -> None:
    """Ask the desk what is missing; `show` it, or else review and finish. Call after the drafts were flushed."""
    ids = [sheet.draft.id for sheet in sheets]

    def asked(found: Problems) -> None:
        show(found)
        if not found:
            _review(seat, page, sheets, show)

    seat.ask(lambda: finishing.problems(seat.desk, ids), asked, owner=page)


def words_of(found: Problems) -> str:
    """How much is missing, in a sentence."""
    return (
        "One answer needs you before this can be finished."
        if len(found) == 1
        else (f"{len(found)} answers need you before this can be finished.")
    )


def _review(seat: Seat, page: QWidget, sheets: Sequence[Sheet], show: Callable[[Problems], object]) -> None:
    content = QWidget()
    shown: list[Overlay] = []

    def go() -> None:
        shown[0].close_now()
        _record(seat, page, [sheet.draft.id for sheet in sheets], show)

    buttons = row(
        None, SecondaryButton("Go on writing", on=lambda: shown[0].dismiss()), PrimaryButton("Finish", on=go)
    )
    content.setLayout(column(Words("Ready to finish", "heading"), *_said(sheets), 8, buttons, gap=12, margin=24))
    shown.append(seat.shell.overlay(content, "Ready to finish"))


def _said(sheets: Sequence[Sheet]) -> list[Words]:
    form = sheets[0].form
    signers = ", ".join(signer.label for signer in form.signers)
    return [
        Words(f"“{form.title}” is recorded as it stands and can't be changed afterwards, only added to."),
        *[Words(f"“{sheet.form.title}” is kept with it if anything is written there.") for sheet in sheets[1:]],
        Words(f"Next it is signed by: {signers}." if signers else "Nobody has to sign it. You issue it next."),
        Words("Only those it concerns see the record. Registers carry dates and attendance alone.", "muted"),
        Words("Read it once more for anything that could identify a child, an adult or a family.", "muted"),
    ]


def _record(seat: Seat, page: QWidget, ids: list[str], show: Callable[[Problems], object]) -> None:
    def done(finished: Finished) -> None:
        seat.announce(finished.changes)
        if not finished.records:
            show(finished.problems)
            return
        shell = seat.shell
        shell.back()
        shell.push(SigningPage(seat, finished.records[0].id))

    seat.ask(lambda: finishing.finish(seat.desk, ids), done, owner=page)
