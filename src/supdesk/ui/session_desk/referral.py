"""A referral needed now: the steps to take, before anything else."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from supdesk.ui.parts import Banner, Overlay, PrimaryButton, SecondaryButton, Words, column, row
from supdesk.ui.shell import Shell


def show_referral(shell: Shell, steps: Sequence[str], add_action: Callable[[], object]) -> Overlay:
    """Show the steps at the side; `add_action` puts a row among the actions."""
    content, shown = QWidget(), list[Overlay]()

    def add() -> None:
        shown[0].close_now()
        add_action()

    said = [Words(f"{number}. {step}", selectable=True) for number, step in enumerate(steps, 1)]
    buttons = row(
        None, SecondaryButton("Close", on=lambda: shown[0].close_now()), PrimaryButton("Add an action", on=add)
    )
    notice = Banner("Nothing urgent waits for this record. Make the referral first.", "warning")
    note = Words("The moment at which you opened this is noted with the session.", "muted")
    content.setLayout(
        column(Words("Referral needed now", "heading"), notice, *said, note, None, buttons, gap=16, margin=24)
    )
    shown.append(shell.overlay(content, "Referral needed now", width=480, side=True))
    return shown[0]
