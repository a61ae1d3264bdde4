"""S3: the same booking cancelled again after rebooking; only a pack that has the rule asks for anything."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest

from supdesk.desk import correcting, enrolling, expecting, planning, rebooking
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.domain.sessions import Kind, Mode, Why
from supdesk.forms.packs import Packs
from supdesk.forms.reading import read_pack
from supdesk.vault import audit
from tests.desk.desks import TODAY, new_desk, person_id
from tests.forms.pack_examples import copied_pack

RULE = """
[cancellation]
rebooked_limit = {limit}
recipient = "Line manager"
words = "Please make sure that the next one can take place."
"""


def ruled(folder: Path, limit: int = 1) -> Desk:
    """A desk whose pack has the rule."""
    pack = copied_pack(folder)
    with (pack / "pack.toml").open("a", encoding="utf-8") as file:
        file.write(RULE.format(limit=limit))
    found, faults = read_pack(pack)
    assert found is not None, faults
    desk = new_desk(folder / "vault")
    made = replace(desk, around=replace(desk.around, packs=Packs((found,))))
    ada = enrolling.one(made, person_id(made, "Ada Example"))
    enrolling.enrol(made, replace(ada, line_manager="Mo Manager", line_manager_email="mo@example.org"))
    return made


@pytest.fixture
def ruling(tmp_path: Path) -> Iterator[Desk]:
    desk = ruled(tmp_path)
    yield desk
    desk.vault.close()


def booked(desk: Desk, on: date, rebooks: str = "", *names: str) -> str:
    people = [person_id(desk, name) for name in names or ("Ada Example",)]
    kind = Kind.GROUP if len(people) > 1 else Kind.ONE_TO_ONE
    return planning.plan(desk, kind, Mode.TEAMS, on, people, rebooks=rebooks).subject


def off(desk: Desk, session: str) -> str:
    planning.cancel(desk, session, "Ada Example", "A private reason", mutual=False, why=Why.URGENT)
    return session


def cancelled_twice(desk: Desk, *names: str) -> str:
    first = off(desk, booked(desk, date(2026, 3, 10), "", *names))
    return off(desk, booked(desk, date(2026, 3, 24), first, *names))


def test_the_first_cancellation_asks_for_nothing_and_the_second_of_the_same_booking_does(ruling: Desk) -> None:
    first = off(ruling, booked(ruling, date(2026, 3, 10)))
    assert rebooking.waiting(ruling) == []
    again = booked(ruling, date(2026, 3, 24), first)
    assert rebooking.waiting(ruling) == []
    off(ruling, again)
    (found,) = rebooking.waiting(ruling)
    assert (found.session.id, found.person.name, found.told) == (again, "Ada Example", False)
    assert [each.id for each in found.before] == [first]


def test_two_cancelled_sessions_that_are_not_the_same_booking_ask_for_nothing(ruling: Desk) -> None:
    off(ruling, booked(ruling, date(2026, 3, 10)))
    off(ruling, booked(ruling, date(2026, 3, 24)))
    assert rebooking.waiting(ruling) == []


def test_a_pack_without_the_rule_asks_for_nothing(desk: Desk) -> None:
    again = cancelled_twice(desk)
    assert rebooking.waiting(desk) == []
    with pytest.raises(SupdeskError) as refused:
        rebooking.notice(desk, again, person_id(desk, "Ada Example"))
    assert refused.value.code == "notice.needless"


def test_a_pack_may_allow_a_booking_to_be_rebooked_twice(tmp_path: Path) -> None:
    desk = ruled(tmp_path, limit=2)
    again = cancelled_twice(desk)
    assert rebooking.waiting(desk) == []
    third = off(desk, booked(desk, date(2026, 4, 7), again))
    assert [each.session.id for each in rebooking.waiting(desk)] == [third]
    desk.vault.close()


def test_the_notice_has_the_days_and_the_packs_words_and_no_reason(ruling: Desk, tmp_path: Path) -> None:
    again, ada = cancelled_twice(ruling), person_id(ruling, "Ada Example")
    rebooking.write(ruling, again, ada, tmp_path / "notice.eml")
    mail = BytesParser(EmailMessage, policy=policy.default).parsebytes((tmp_path / "notice.eml").read_bytes())
    assert (mail["To"], mail["Subject"]) == ("mo@example.org", f"[secure] {rebooking.SUBJECT}")
    text = mail.get_content()
    assert "Planned for 10 March 2026, cancelled on 4 March 2026" in text
    assert "Planned for 24 March 2026, cancelled on 4 March 2026" in text
    assert "Please make sure that the next one can take place." in text
    assert not [word for word in ("private", "rgent", "Microsoft", "by Ada") if word in text]


def test_that_it_was_drafted_and_what_came_of_it_are_kept_with_their_days(ruling: Desk, tmp_path: Path) -> None:
    again, ada = cancelled_twice(ruling), person_id(ruling, "Ada Example")
    rebooking.write(ruling, again, ada, tmp_path / "notice.eml")
    (found,) = rebooking.waiting(ruling)
    assert (found.told, found.telling.drafted_on) == (True, TODAY)
    rebooking.answer(ruling, again, ada, date(2026, 3, 3), " The rota was changed. ")
    assert rebooking.waiting(ruling) == []
    (settled,) = rebooking.owed(ruling, again)
    assert (settled.telling.drafted_on, settled.telling.answered_on) == (TODAY, date(2026, 3, 3))
    assert settled.telling.answer == "The rota was changed."
    assert [deed for _, deed in audit.about(ruling.vault.cx, again)][-2:] == [
        "told of a cancelled rebooking",
        "answer about a rebooking",
    ]


def test_an_answer_has_words_and_a_day_that_has_come(ruling: Desk) -> None:
    again, ada = cancelled_twice(ruling), person_id(ruling, "Ada Example")
    for on, words in ((TODAY, "  "), (date(2026, 3, 5), "The rota was changed.")):
        with pytest.raises(SupdeskError) as refused:
            rebooking.answer(ruling, again, ada, on, words)
        assert refused.value.code == "rebooking.answer"
    assert len(rebooking.waiting(ruling)) == 1


def test_of_a_group_each_ones_own_manager_is_told(ruling: Desk) -> None:
    again = cancelled_twice(ruling, "Ada Example", "Bee Sample")
    assert [each.person.name for each in rebooking.waiting(ruling)] == ["Ada Example", "Bee Sample"]
    rebooking.answer(ruling, again, person_id(ruling, "Bee Sample"), TODAY, "Not told: she was on leave.")
    assert [each.person.name for each in rebooking.waiting(ruling)] == ["Ada Example"]


def test_whoever_was_not_in_the_first_booking_is_not_told_of(ruling: Desk) -> None:
    ada, bee = (person_id(ruling, name) for name in ("Ada Example", "Bee Sample"))
    first = off(ruling, booked(ruling, date(2026, 3, 10)))
    again = booked(ruling, date(2026, 3, 24), first)
    expecting.expect(ruling, again, Kind.GROUP, Mode.TEAMS, [ada, bee])
    off(ruling, again)
    assert [each.person.id for each in rebooking.waiting(ruling)] == [ada]


def test_a_cancellation_taken_back_takes_back_what_it_asked_for(ruling: Desk) -> None:
    again = cancelled_twice(ruling)
    correcting.plan_again(ruling, again)
    assert rebooking.waiting(ruling) == []


def test_a_first_cancellation_that_was_none_does_not_count(ruling: Desk) -> None:
    first = off(ruling, booked(ruling, date(2026, 3, 10)))
    off(ruling, booked(ruling, date(2026, 3, 24), first))
    correcting.plan_again(ruling, first)
    assert rebooking.waiting(ruling) == []


def test_a_cancelled_session_is_planned_again_only_once(ruling: Desk) -> None:
    first = off(ruling, booked(ruling, date(2026, 3, 10)))
    booked(ruling, date(2026, 3, 24), first)
    with pytest.raises(SupdeskError, match="planned again already, as S-2026-0002"):
        booked(ruling, date(2026, 3, 25), first)
