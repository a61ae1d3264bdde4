"""Makes the vault that later versions are to open, of the tables as they are now: `python -m tests.vaults`.

To be run once before each release; a folder that is there already is left alone.
"""

import json
from pathlib import Path

from supdesk.desk import finishing, planning, reading, recording, reflecting, registering, signing
from supdesk.domain.registers import Period
from supdesk.vault.schema import MIGRATIONS
from tests.desk.desks import PASSPHRASE, TODAY, all_done, new_desk, planned, written

NAME = "Old.supdesk"


def main(place: Path) -> None:
    """A vault with records finished and sealed, a draft, an own page and a register; what it holds beside it."""
    desk = new_desk(place / NAME)
    for name in ("Ada Example", "Bee Sample"):
        sitting = recording.sit_down(desk, planned(desk, name))
        recording.save(desk, sitting.main.draft.id, written() | all_done(sitting))
        (record,) = finishing.finish(desk, [sitting.main.draft.id]).records
        if name == "Ada Example":
            signing.agree_by_scan(desk, record.id, TODAY, "scan.pdf", b"%PDF-")
    recording.save(desk, recording.sit_down(desk, planned(desk)).main.draft.id, {"issues": "Half written."})
    page = reflecting.begin(desk, "reflection-free").draft.id
    reflecting.save(desk, page, {"text": "On a walk."})
    reflecting.finish(desk, [page])
    planning.miss(desk, planned(desk))
    registering.write(desk, Period(TODAY, TODAY), place)
    for file in place.iterdir():
        if file.is_file():
            file.unlink()
    held = {record.id: record.digest for record in reading.records(desk)}
    desk.vault.close()
    told = {"schema": len(MIGRATIONS), "passphrase": PASSPHRASE, "records": held}
    (place / "holds.json").write_text(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    folder = Path(__file__).parent / f"{len(MIGRATIONS):02}"
    folder.mkdir()
    main(folder)
