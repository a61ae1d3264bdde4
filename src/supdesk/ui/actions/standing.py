"""The tone in which it is said how an action stands."""

from datetime import date

from supdesk.domain.actions import Action, ActionState


def tone(action: Action, today: date) -> str:
    """Past its date is danger, due soon a warning; what has no date yet is said without alarm."""
    if action.state is not ActionState.OPEN:
        return "good" if action.state is ActionState.DONE else "neutral"
    if action.overdue(today):
        return "danger"
    return "warning" if action.due_soon(today) else "info" if action.by_when else "neutral"
