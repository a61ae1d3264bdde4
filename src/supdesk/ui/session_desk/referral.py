"""A referral needed now: the steps to take, before anything else."""

from collections.abc import Callable, Sequence

from supdesk.ui.parts import Banner, Overlay, PrimaryButton, SecondaryButton, Sheet, Words
from supdesk.ui.shell import Shell


def show_referral(shell: Shell, steps: Sequence[str], add_action: Callable[[], object]) -> Overlay:
    """Show the steps at the side; `add_action` puts a row among the actions."""
    shown: list[Overlay] = []

    def add() -> None:
        shown[0].close_now()
        add_action()

    said = [Words(f"{number}. {step}", selectable=True) for number, step in enumerate(steps, 1)]
    notice = Banner("Nothing urgent waits for this record. Make the referral first.", "warning")
    note = Words("The moment at which you opened this is noted with the session.", "muted")
    sheet = Sheet("Referral needed now", notice, *said, note)
    close = SecondaryButton("Close", on=lambda: shown[0].close_now())
    sheet.set_deeds([close, PrimaryButton("Add an action", on=add)])
    shown.append(shell.overlay(sheet, "Referral needed now", side=True))
    return shown[0]
