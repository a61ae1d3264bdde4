"""A referral needed now: the steps to take, before anything else."""

from collections.abc import Callable, Sequence

from supdesk.ui.parts import Banner, Overlay, PrimaryButton, SecondaryButton, Sheet, Words
from supdesk.ui.shell import Shell


def show_referral(shell: Shell, steps: Sequence[str], add_action: Callable[[], object] | None = None) -> Overlay:
    """Show the steps at the side, the first above all else.

    `add_action` puts a row among the actions, where they are still written.
    """
    shown: list[Overlay] = []

    def leave(then: Callable[[], object]) -> None:
        shown[0].close_now()
        then()

    said = [
        Words(f"{n}. {step}", "body" if n > 1 else "strong", selectable=True) for n, step in enumerate(steps, 1)
    ]
    notice = Banner("Do not wait for this record. Make the referral first.", "warning")
    note = Words("The moment at which you opened this is noted with the session.", "muted")
    sheet = Sheet("Referral needed now", *said, notice, note)
    close = SecondaryButton("Close", on=lambda: shown[0].close_now())
    deeds = [PrimaryButton("Add an action", on=lambda: leave(add_action))] if add_action else []
    sheet.set_deeds([close, *deeds])
    shown.append(shell.overlay(sheet, "Referral needed now", side=True))
    return shown[0]
