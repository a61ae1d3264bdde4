"""What was entered into clinical records, by record and place in it."""

from datetime import date

from supdesk.domain.clinical import Entered
from supdesk.vault.cipher import Connection
from supdesk.vault.connection import fetch


def put(cx: Connection, record_id: str, place: str, state: Entered, on: date) -> None:
    """Keep how it stands; what is outstanding is not kept."""
    said = {"record": record_id, "place": place}
    cx.execute("DELETE FROM clinical_entries WHERE record_id = :record AND place = :place", said)
    if state is not Entered.OUTSTANDING:
        cx.execute(
            "INSERT INTO clinical_entries VALUES (:record, :place, :state, :on)",
            {**said, "state": state.value, "on": on.isoformat()},
        )


def of_record(cx: Connection, record_id: str) -> dict[str, tuple[Entered, date]]:
    """How each place of a record stands, where anything was said."""
    found = fetch(cx, "SELECT * FROM clinical_entries WHERE record_id = :record", record=record_id)
    return {row["place"]: (Entered(row["state"]), date.fromisoformat(row["on_day"])) for row in found}
