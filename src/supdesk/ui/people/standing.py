"""The tone in which it is said how somebody stands, or a contract."""

from supdesk.domain.cadence import Standing

TONES = {Standing.IN_DATE: "good", Standing.DUE: "warning", Standing.OVERDUE: "danger", Standing.NEVER: "warning"}
