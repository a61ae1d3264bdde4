"""Adopting another policy pack."""

from dataclasses import replace
from pathlib import Path

import pytest

from supdesk.app import shipped
from supdesk.desk import adopting, planning, recording
from supdesk.desk.desk import Desk
from supdesk.domain.changes import NOTHING, Topic
from supdesk.domain.errors import SupdeskError
from supdesk.forms.packs import load_packs
from supdesk.vault import audit
from tests.desk.desks import planned
from tests.forms.pack_examples import copied_pack, edit


@pytest.fixture
def with_own(desk: Desk, tmp_path: Path) -> Desk:
    """The same vault with a second pack at hand."""
    folder = copied_pack(tmp_path)
    edit(folder / "pack.toml", 'id = "mse-icb"', 'id = "our-own"')
    packs, faults = load_packs(shipped.forms(), [folder])
    assert faults == []
    return Desk(desk.vault, replace(desk.around, packs=packs))


def test_what_is_begun_from_now_on_follows_the_new_pack_and_what_was_begun_keeps_its_own(with_own: Desk) -> None:
    before = planned(with_own)
    adopting.adopt(with_own, "our-own")
    after = planned(with_own)
    packs = {session.id: session.pack for session in planning.sessions(with_own)}
    assert (packs[before], packs[after]) == ("mse-icb", "our-own")
    assert recording.sit_down(with_own, after).main.form.pack == "our-own"
    assert with_own.owner.pack == "our-own"


def test_adopting_is_a_deed_and_a_pack_that_is_not_at_hand_is_refused(with_own: Desk) -> None:
    before = audit.length(with_own.vault.cx)
    with pytest.raises(SupdeskError, match="not here"):
        adopting.adopt(with_own, "elsewhere")
    assert audit.length(with_own.vault.cx) == before
    assert adopting.adopt(with_own, "our-own").concerns(Topic.SETTINGS)
    assert audit.length(with_own.vault.cx) == before + 1


def test_the_pack_one_works_by_already_changes_nothing(desk: Desk) -> None:
    before = audit.length(desk.vault.cx)
    assert adopting.adopt(desk, desk.pack.id) == NOTHING
    assert audit.length(desk.vault.cx) == before
