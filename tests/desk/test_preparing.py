"""S11, S12: who arranges a session and what should be ready; the ticks are their owner's alone."""

from dataclasses import replace
from pathlib import Path

from supdesk.desk import calendaring, finishing, preparing, recording, registering, searching
from supdesk.desk.desk import Desk
from supdesk.domain.registers import Period
from supdesk.domain.sessions import Kind
from supdesk.forms.packs import Packs
from supdesk.vault import audit
from tests.desk.desks import TODAY, planned, written


def test_what_is_ticked_stays_ticked_for_that_session_until_it_is_taken_away(desk: Desk) -> None:
    one, other = planned(desk), planned(desk, "Bee Sample")
    first, second, *_ = desk.pack.preparation
    for item in (first, second, first):
        preparing.tick(desk, one, item, done=True)
    assert preparing.preparation(desk, one).ticked == {first, second}
    assert preparing.preparation(desk, other).ticked == set()
    preparing.tick(desk, one, first, done=False)
    assert preparing.preparation(desk, one).ticked == {second}


def test_who_arranges_it_goes_by_the_kind(desk: Desk) -> None:
    session = planned(desk, "Ada Example", "Bee Sample", kind=Kind.GROUP)
    assert preparing.preparation(desk, session).arranging == desk.pack.arranging.group
    alone = planned(desk, kind=Kind.AD_HOC)
    assert preparing.preparation(desk, alone).arranging == desk.pack.arranging.ad_hoc


def test_a_tick_whose_words_the_pack_has_no_more_is_not_shown(desk: Desk) -> None:
    session = planned(desk)
    preparing.tick(desk, session, desk.pack.preparation[0], done=True)
    less = replace(desk.pack, preparation=desk.pack.preparation[1:])
    assert (
        preparing.preparation(replace(desk, around=replace(desk.around, packs=Packs((less,)))), session).ticked
        == set()
    )


def test_a_pack_that_is_not_at_hand_asks_for_nothing(desk: Desk) -> None:
    session = planned(desk)
    gone = replace(desk, around=replace(desk.around, packs=Packs(())))
    assert preparing.preparation(gone, session) == preparing.Preparation()


def test_the_ticks_leave_the_vault_in_nothing(desk: Desk, tmp_path: Path) -> None:
    session = planned(desk)
    calendaring.save_ahead(desk, tmp_path / "before.ics")
    deeds = audit.length(desk.vault.cx)
    for item in desk.pack.preparation:
        preparing.tick(desk, session, item, done=True)
    assert audit.length(desk.vault.cx) == deeds
    calendaring.save_ahead(desk, tmp_path / "after.ics")
    assert (tmp_path / "before.ics").read_bytes() == (tmp_path / "after.ics").read_bytes()
    draft = recording.sit_down(desk, session).main.draft.id
    recording.save(desk, draft, written())
    record = finishing.finish(desk, [draft]).records[0]
    registering.write(desk, Period(TODAY, TODAY), tmp_path)
    told = [repr(record), *(path.read_bytes().decode("latin-1") for path in tmp_path.iterdir() if path.is_file())]
    assert not [item for item in desk.pack.preparation if any(item in text for text in told)]
    assert searching.find(desk, desk.pack.preparation[0].split()[-1]) == []
