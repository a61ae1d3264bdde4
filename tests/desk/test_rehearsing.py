"""Once a year the recovery sheet is tried."""

from dataclasses import replace
from datetime import timedelta

import pytest

from supdesk.desk import rehearsing, starting
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.vault import store
from tests.desk.test_unlocking import with_sheet


def later(desk: Desk, days: int) -> Desk:
    """The same desk some days later."""
    now = desk.now + timedelta(days=days)
    return replace(desk, around=replace(desk.around, now=lambda: now))


def test_the_sheet_is_to_be_tried_a_year_after_it_was_made_or_tried(desk: Desk) -> None:
    assert not rehearsing.is_due(later(desk, 900)), "there is no sheet to try"
    words = with_sheet(desk)
    assert not rehearsing.is_due(later(desk, 364))
    then = later(desk, 365)
    assert rehearsing.is_due(then)
    before = then.vault.header
    rehearsing.rehearse(then, words.upper())
    assert then.vault.header == before
    assert rehearsing.known_on(then) == then.today
    assert not rehearsing.is_due(later(then, 364))
    assert rehearsing.is_due(later(then, 365))


def test_putting_it_off_asks_again_in_a_month(desk: Desk) -> None:
    with_sheet(desk)
    then = later(desk, 400)
    rehearsing.put_off(then)
    assert not rehearsing.is_due(later(then, 29))
    assert rehearsing.is_due(later(then, 30))
    assert rehearsing.known_on(then) == desk.today


def test_the_words_of_an_earlier_sheet_or_with_a_slip_are_refused_and_it_stays_due(desk: Desk) -> None:
    earlier = with_sheet(desk)
    with_sheet(desk)
    then = later(desk, 400)
    for typed, code in ((earlier, "wrong"), (earlier.rsplit(" ", 1)[0], "count"), (earlier + "x", "word")):
        with pytest.raises(SupdeskError) as refused:
            rehearsing.rehearse(then, typed)
        assert refused.value.code == f"vault.recovery.{code}"
    assert rehearsing.is_due(then)


def test_words_open_the_vault_as_it_lies_on_the_disk(desk: Desk) -> None:
    offered = starting.offer_recovery(desk)
    starting.confirm_recovery(desk, offered, {place: offered.words[place - 1] for place in offered.places})
    (desk.vault.folder / "vault.json").unlink()
    with pytest.raises(SupdeskError) as refused:
        rehearsing.rehearse(desk, " ".join(offered.words))
    assert refused.value.code == "vault.header.missing"


def test_a_clock_that_was_ahead_does_not_keep_it_from_being_due(desk: Desk) -> None:
    offered = starting.offer_recovery(desk)
    ahead = later(desk, 3650)
    starting.confirm_recovery(ahead, offered, {place: offered.words[place - 1] for place in offered.places})
    rehearsing.put_off(ahead)
    assert rehearsing.is_due(desk)
    rehearsing.rehearse(desk, " ".join(offered.words))
    assert not rehearsing.is_due(desk)


def test_nobody_is_asked_for_the_sheet_of_a_practice_vault(desk: Desk) -> None:
    with_sheet(desk)
    with desk.vault.write() as cx:
        store.put_setting(cx, "practice", "anybody may know it")
    assert not rehearsing.is_due(later(desk, 900))
