"""What waits for the owner today."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from supdesk.desk import attending, enrolling, finishing, recording, signing, tracking
from supdesk.desk.desk import Desk
from supdesk.domain import tracker
from supdesk.domain.cadence import Cadence, Every, Standing
from supdesk.domain.people import Person, Role
from supdesk.domain.sessions import Kind, Mode
from supdesk.forms.packs import Packs
from tests.desk.desks import NOW, TODAY, all_done, person_id, planned, written


def test_only_sessions_of_the_coming_week_wait(desk: Desk) -> None:
    soon, later = planned(desk), planned(desk, on=TODAY + timedelta(days=8))
    assert [s.id for s in attending.today(desk).sessions] == [soon]
    assert later != soon


def test_somebody_never_seen_is_named_with_the_day_planned(desk: Desk) -> None:
    planned(desk, "Bee Sample")
    found = {t.person.name: t for t in tracking.tracked(desk)}
    assert found["Bee Sample"].standing is Standing.NEVER
    assert found["Bee Sample"].planned == TODAY
    assert found["Ada Example"].planned is None


def finished(desk: Desk, name: str, days_ago: int) -> str:
    """The id of a record of a session held that many days ago, agreed on another day by e-mail."""
    session = planned(desk, name, mode=Mode.TEAMS, on=TODAY - timedelta(days=days_ago))
    sitting = recording.sit_down(desk, session)
    draft = sitting.main.draft.id
    recording.save(desk, draft, written(**all_done(sitting)))
    return finishing.finish(desk, [draft]).records[0].id


def test_a_record_waits_until_it_is_agreed_and_its_addendum_waits_by_itself(desk: Desk) -> None:
    agreed, waits = finished(desk, "Ada Example", 2), finished(desk, "Bee Sample", 1)
    signing.agree_by_email(desk, agreed, TODAY, "agreement.eml", b"I agree.")
    assert [waiting.record.id for waiting in attending.today(desk).waiting] == [waits]
    draft = recording.begin_addendum(desk, agreed).draft
    field = next(f.id for f in recording.reopen(desk, draft.id).form.fields() if f.kind == "prose")
    recording.save(desk, draft.id, {field: "One word was wrong."})
    addendum = finishing.finish(desk, [draft.id]).records[0].id
    assert [waiting.record.id for waiting in attending.today(desk).waiting] == [addendum, waits]


def test_a_draft_of_a_session_further_off_stands_once_for_its_record_and_notes(desk: Desk) -> None:
    near, far = planned(desk), planned(desk, "Bee Sample", on=TODAY + timedelta(days=30))
    for session in (near, far):
        sitting = recording.sit_down(desk, session)
        assert sitting.cycle is not None
        for sheet in (sitting.main, sitting.cycle):
            recording.save(desk, sheet.draft.id, {})
    found = attending.today(desk)
    assert found.begun == {near, far}
    assert [sheet.draft.session_id for sheet in found.drafts] == [far]


def test_the_last_session_somebody_came_to_counts_whatever_others_did(desk: Desk) -> None:
    for name, days_ago in (("Ada Example", 40), ("Ada Example", 9), ("Bee Sample", 20)):
        finished(desk, name, days_ago)
    found = {t.person.name: t.last for t in tracking.tracked(desk)}
    assert found["Ada Example"] == TODAY - timedelta(days=9)
    assert found["Bee Sample"] == TODAY - timedelta(days=20)


def test_only_those_who_are_supervised_now_are_tracked(desk: Desk) -> None:
    enrolling.enrol(desk, replace(enrolling.one(desk, person_id(desk, "Bee Sample")), archived=True))
    enrolling.enrol(desk, Person("", "Dee Invented", roles=frozenset({Role.LINE_MANAGER})))
    enrolling.enrol(desk, replace(desk.owner, roles=frozenset({Role.SUPERVISOR, Role.SUPERVISEE})))
    assert [t.person.name for t in tracking.tracked(desk)] == ["Ada Example"]


@pytest.mark.parametrize(("counts", "last"), [(False, None), (True, TODAY - timedelta(days=5))])
def test_an_ad_hoc_session_counts_only_where_the_pack_says_so(desk: Desk, counts: bool, last: date | None) -> None:
    pack = replace(desk.pack, cadences=(Cadence(Every(3), ad_hoc_counts=counts),))
    asked = planned(desk, kind=Kind.AD_HOC, on=TODAY - timedelta(days=5))
    draft = recording.sit_down(desk, asked).main.draft.id
    recording.save(desk, draft, written(concern="What worried her."))
    assert finishing.finish(desk, [draft]).problems == ()
    by_pack = Desk(desk.vault, replace(desk.around, packs=Packs((pack,))))
    found = {t.person.name: t for t in tracking.tracked(by_pack)}
    assert found["Ada Example"].last == last
    assert found["Ada Example"].label == ("In date" if counts else tracker.ONLY_AD_HOC)
    assert found["Bee Sample"].label == "No session yet"
    finished(by_pack, "Ada Example", 1)
    assert {t.person.name: t.label for t in tracking.tracked(by_pack)}["Ada Example"] == "In date"


def test_a_session_is_offered_for_the_day_it_is_due_but_never_at_a_weekend_or_in_the_past(desk: Desk) -> None:
    ada, bee = person_id(desk, "Ada Example"), person_id(desk, "Bee Sample")
    assert tracking.day_for(desk, [ada]) == TODAY
    finished(desk, "Ada Example", 4)
    finished(desk, "Bee Sample", 5)
    due = {t.person.name: t.due for t in tracking.tracked(desk)}
    assert due == {"Ada Example": date(2026, 5, 28), "Bee Sample": date(2026, 5, 27)}
    assert tracking.day_for(desk, [ada]) == date(2026, 5, 28)
    assert tracking.day_for(desk, [ada, bee]) == date(2026, 5, 27)
    later = Desk(desk.vault, replace(desk.around, now=lambda: NOW + timedelta(days=120)))
    assert tracking.day_for(later, [ada, bee]) == later.today


@pytest.mark.parametrize(("held", "offered"), [(2, 1), (3, 1), (4, 4)])
def test_what_is_due_at_a_weekend_is_offered_for_the_friday_before(desk: Desk, held: int, offered: int) -> None:
    """Held in February 2026, due three months later: 2 May is a Saturday."""
    finished(desk, "Ada Example", (TODAY - date(2026, 2, held)).days)
    assert tracking.day_for(desk, [person_id(desk, "Ada Example")]) == date(2026, 5, offered)
