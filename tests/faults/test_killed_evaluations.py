"""Killed while an evaluation is given or taken in, it is a record or nothing: its words are in no draft (R9)."""

import sys
from pathlib import Path

import pytest

from supdesk.desk import evaluating, exporting, planning, reading, signing
from supdesk.desk.desk import Desk
from supdesk.domain.records import RecordState
from supdesk.vault import keeping
from tests.desk.desks import new_desk, person_id
from tests.desk.test_evaluating import held
from tests.documents.filled import filled
from tests.faults.killing import RETURNED, VAULT, WORD, give, opened, take_in
from tests.faults.stepping import holds, killed

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="a process is forked before each step"),
    pytest.mark.timeout(900),
]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with a session two people came to: the form one of them filled in lies beside it."""
    place = tmp_path_factory.mktemp("template")
    desk = new_desk(place / VAULT)
    session = held(desk, "Ada Example", "Bee Sample")
    written = exporting.put(evaluating.prepare(desk, session, [person_id(desk, "Ada Example")]), place)
    evaluating.note(desk, written)
    (blank,) = (content for name, content in written.files.items() if name.endswith(".pdf"))
    (place / RETURNED).write_bytes(filled(blank, {"safe": "4", "strengths": WORD}))
    desk.vault.close()
    return place


@pytest.mark.parametrize("deed", ["give", "take in"])
def test_an_evaluation_is_a_record_or_nothing_wherever_it_was_cut_off(
    deed: str, template: Path, tmp_path: Path
) -> None:
    seen = set()
    for place in killed(deed, template, tmp_path, least=4):
        desk = opened(place)
        assert holds(desk), place.name
        assert WORD not in str([draft.raw for draft in keeping.drafts(desk.vault.cx)]), place.name
        state = state_of(desk)
        if state not in seen:
            complete(desk, deed, place)
        seen.add(state)
        desk.vault.close()
    assert seen == {None, RecordState.FINISHED, RecordState.ISSUED}


def state_of(desk: Desk) -> RecordState | None:
    """How the one evaluation stands, which its session knows of exactly when it is there."""
    found = [record for record in reading.records(desk) if record.serves == "evaluation"]
    (session,) = planning.sessions(desk)
    known = {each.record_id for each in evaluating.standings(desk, session.id) if each.record_id}
    assert known == {record.id for record in found}
    assert len(found) < 2
    return found[0].state if found else None


def complete(desk: Desk, deed: str, place: Path) -> None:
    """Done again it is there, and what was not sealed is sealed."""
    if state_of(desk) is None:
        give(desk) if deed == "give" else take_in(desk, (place / RETURNED).read_bytes())
    for record in reading.records(desk):
        if record.serves == "evaluation" and record.state is RecordState.FINISHED:
            signing.issue(desk, record.id)
    assert state_of(desk) is RecordState.ISSUED
