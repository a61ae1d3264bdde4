"""The tone in which it is said how somebody stands, or a contract."""

from supdesk.domain.cadence import Standing
from supdesk.domain.tracker import Line

TONES = {Standing.IN_DATE: "good", Standing.DUE: "warning", Standing.OVERDUE: "danger", Standing.NEVER: "warning"}


def tone(line: Line) -> str:
    """Whoever is not counted is said so without alarm."""
    return "neutral" if line.excluded else TONES[line.standing]
