"""An organisation of its own: six weeks, its own action columns, and two signatures from the supervisors' side."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from supdesk.desk import enrolling, finishing, reading, recording, reviewing, signing, tracking
from supdesk.desk.desk import Desk
from supdesk.documents.verifying import verify
from supdesk.domain.cadence import Every, Standing, Unit
from supdesk.domain.errors import SupdeskError
from supdesk.domain.records import Mark, Record
from tests.desk.desks import TODAY, new_desk, on_day, person_id, planned
from tests.tools import needs_tool

INK = (((0.1, 0.1), (0.4, 0.1)),)
SECOND = {"id": "", "name": "Cy Second", "designation": "Safeguarding lead"}
STEP = {
    "id": "",
    "what": "Ring the daughter",
    "because": "Nobody told her.",
    "how": "She has rung back.",
    "by_whom": "Ada Example",
    "by_when": "18 March 2026",
}
LINES = ["Signed by the first supervisor", "Signed by the second supervisor", "Signed by the supervisee"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = new_desk(tmp_path / "vault", "harbour-lights")
    yield made
    made.vault.close()


def drafted(desk: Desk, **more: Any) -> str:
    """The id of the draft of a session in which all that is needed is written."""
    sitting = recording.sit_down(desk, planned(desk))
    raw = {"undisturbed": True, "second": SECOND, "arriving": "It was long.", "steps": [STEP]}
    recording.save(desk, sitting.main.draft.id, sitting.main.draft.raw | raw | more)
    return sitting.main.draft.id


def finished(desk: Desk) -> Record:
    done = finishing.finish(desk, [drafted(desk)])
    assert done.problems == ()
    return done.records[0]


def marks(desk: Desk, record: Record) -> list[Mark]:
    asked = signing.who_signs(reading.read(desk, record.id).form, record)
    return [Mark(signer.role, signer.label, party.name, TODAY, INK) for signer, (party,) in asked]


def text_of(pdf: bytes, tmp_path: Path) -> str:
    needs_tool("pdftotext")
    (tmp_path / "record.pdf").write_bytes(pdf)
    command = ["pdftotext", "-layout", tmp_path / "record.pdf", "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_the_next_session_is_due_six_weeks_on(desk: Desk) -> None:
    finished(desk)
    ada = person_id(desk, "Ada Example")
    (line,) = [each for each in tracking.tracked(desk) if each.person.id == ada]
    assert (line.every, line.due) == (Every(6, Unit.WEEKS), TODAY + timedelta(weeks=6))
    late = on_day(desk, TODAY + timedelta(weeks=6, days=1))
    assert [each.standing for each in tracking.tracked(late) if each.person.id == ada] == [Standing.OVERDUE]
    assert tracking.every_for(desk, [ada]) == Every(6, Unit.WEEKS)


def test_somebody_may_be_due_every_so_many_weeks_for_a_reason(desk: Desk) -> None:
    finished(desk)
    ada = enrolling.one(desk, person_id(desk, "Ada Example"))
    enrolling.enrol(desk, replace(ada, cadence=Every(3, Unit.WEEKS), cadence_reason="New in post"))
    (line,) = [each for each in tracking.tracked(desk) if each.person.id == ada.id]
    assert line.due == date(2026, 3, 25)


def test_the_second_supervisor_signs_beside_the_first_and_the_supervisee(desk: Desk, tmp_path: Path) -> None:
    record = finished(desk)
    wanted = marks(desk, record)
    assert [(mark.label, mark.name) for mark in wanted] == list(
        zip(LINES, ("Olive Owner", "Cy Second", "Ada Example"), strict=True)
    )
    with pytest.raises(SupdeskError) as told:
        signing.sign_here(desk, record.id, [wanted[0], wanted[2]])
    assert told.value.code == "sign.incomplete"
    assert reading.read(desk, record.id).record.state.sealed is False
    signing.sign_here(desk, record.id, wanted)
    pdf = signing.sealed_pdf(desk, record.id)
    assert verify(pdf, pinned=[signing.certificate(desk)]).holds
    words = text_of(pdf, tmp_path)
    assert [words.count(line) for line in LINES] == [1, 1, 1]
    assert "Cy Second signed in person on this laptop" in words


def test_a_page_to_sign_by_hand_has_a_line_for_the_second_supervisor_by_name(desk: Desk, tmp_path: Path) -> None:
    words = text_of(signing.unsealed_pdf(desk, finished(desk).id), tmp_path)
    assert [words.count(line) for line in LINES] == [1, 1, 1]
    assert words.count("Cy Second") == 2, "in its field and at the line"


def test_before_it_is_finished_the_second_supervisor_stands_among_signers_and_readers(desk: Desk) -> None:
    found = reviewing.review(desk, [drafted(desk)])
    assert found.signers == ("Olive Owner", "Cy Second", "Ada Example")
    assert ("This record", "Ada Example, Cy Second and you") in found.readers


@pytest.mark.parametrize("name", ["Olive Owner", "ada  example"])
def test_whoever_signs_already_is_not_taken_for_the_second_signature(desk: Desk, name: str) -> None:
    draft = drafted(desk, second={"id": "", "name": name, "designation": ""})
    (problem,) = finishing.finish(desk, [draft]).problems
    assert problem[1].path == ("second",)
    assert "signs this already. Name somebody else." in problem[1].sentence


def test_without_a_second_supervisor_nothing_is_finished(desk: Desk) -> None:
    (problem,) = finishing.finish(desk, [drafted(desk, second={})]).problems
    assert problem[1].path == ("second",)


def test_actions_are_printed_in_the_columns_of_the_pack(desk: Desk, tmp_path: Path) -> None:
    words = text_of(signing.unsealed_pdf(desk, finished(desk).id), tmp_path)
    head = next(line for line in words.splitlines() if "Why it matters" in line)
    places = [head.index(label) for label in ("Why it matters", "The step", "How we shall", "Who", "By which")]
    assert places == sorted(places)
    assert "She has rung back" in " ".join(words.split())
