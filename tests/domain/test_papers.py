"""What goes round after a session is for its reader alone: whose an action is, and who is told of it (G1, C3)."""

from dataclasses import replace
from datetime import date
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from supdesk.domain.papers import Company, Copy, Paper, Reader, Route, copies, doers, sharing, told, without_lead
from supdesk.domain.people import Person, Role

DAY = date(2026, 3, 4)
ANN, ANNA = Person("1", "Ann Lee", service="Perinatal"), Person("2", "Anna Leeson", service="Inpatient")
LEAD = frozenset({Role.SERVICE_LEAD})
EVERY = [Route(what, to) for what, to in product(Paper, Reader)]


def company(*people: Person, guests: tuple[str, ...] = (), came: tuple[Person, ...] = ()) -> Company:
    called = {"owner": frozenset({"Olive Owner"})} | {each.id: frozenset({each.name}) for each in people}
    return Company(people, came or people, called | {f"typed: {g}": frozenset({g}) for g in guests}, "owner")


def part(*people: Person) -> Copy:
    return Copy(Paper.ACTION_PLAN, "lead", "Lou Lead", "", people)


def test_a_doer_is_known_by_the_whole_name_alone() -> None:
    both = company(ANN, ANNA)
    assert doers("Ann Lee", both) == {"Ann Lee": {"1"}}
    assert doers(" ann  LEE ", both) == {"ann LEE": {"1"}}
    assert [*doers("Anna Leeson; Ann Lee and Olive Owner", both).values()] == [{"2"}, {"1"}, {"owner"}]
    for words in ("", "Ann", "Ann Lee (HV)", "Ann Lee, by Friday", "not Ann Lee", "Ann Lee's boss", "Mary Ann Lee"):
        assert doers(words, both) == {}


def test_a_name_with_a_comma_or_and_in_it_is_one_name() -> None:
    odd = Person("3", "Lee, Ann and Co")
    assert doers("Lee, Ann and Co", company(ANN, odd)) == {"Lee, Ann and Co": {"3"}}


def test_unseen_characters_make_no_other_name() -> None:
    assert doers("Ann\u200b Lee\u202e", company(ANN)) == {"Ann Lee": {"1"}}


def test_a_name_of_two_people_is_told_only_to_who_may_know_of_both() -> None:
    other = replace(ANN, id="9")
    assert told("Ann Lee", part(ANN), company(ANN, other)) is None
    assert told("Ann Lee", part(ANN, other), company(ANN, other)) == "Ann Lee"


def test_a_part_says_of_others_only_that_there_are_some() -> None:
    both = company(ANN, ANNA)
    assert told("Anna Leeson and Ann Lee", part(ANN), both) == "Ann Lee and others"
    assert told("Anna Leeson and Ann Lee", replace(part(ANN), whole=True), both) == "Anna Leeson and Ann Lee"


def test_managers_of_one_name_are_one_only_by_their_address() -> None:
    bosses = [
        replace(ANN, id=str(place), line_manager="Sam Boss", line_manager_email=email)
        for place, email in enumerate(("", "", "sam@x.org", "Sam@x.org", "boss@x.org"))
    ]
    found = copies([Route(Paper.REGISTER, Reader.LINE_MANAGERS)], company(*bosses), bosses, DAY)
    assert [[each.id for each in copy.people] for copy in found] == [["0"], ["1"], ["2", "3"], ["4"]]


def test_who_is_told_for_two_reasons_gets_one_copy_of_all_that_is_theirs() -> None:
    lead = replace(ANN, roles=LEAD | {Role.SUPERVISEE}, service="Inpatient")
    found = copies(EVERY, company(lead, ANNA), [lead, ANNA], DAY)
    assert [(copy.paper, copy.reader_id, copy.whole) for copy in found if copy.paper is Paper.ACTION_PLAN] == [
        (Paper.ACTION_PLAN, "1", True),
        (Paper.ACTION_PLAN, "2", True),
    ]


def test_a_plan_is_heard_by_those_who_came_and_led_for_all_who_were_expected() -> None:
    lead = Person("7", "Lou Lead", service="Inpatient", roles=LEAD)
    routes = [Route(Paper.ACTION_PLAN, Reader.SUPERVISEES), Route(Paper.ACTION_PLAN, Reader.SERVICE_LEADS)]
    found = copies(routes, company(ANN, ANNA, came=(ANN,)), [lead], DAY)
    assert [(copy.reader_id, copy.people, copy.whole) for copy in found] == [
        ("1", (ANN,), True),
        ("7", (ANNA,), False),
    ]
    nobody = replace(company(ANN), present=())
    assert copies(routes, nobody, [], DAY) == ()


def test_a_lead_who_left_leads_nobody_from_that_day_on() -> None:
    lead = Person("7", "Lou Lead", service="perinatal ", roles=LEAD, left_on=DAY)
    routes = [Route(Paper.REGISTER, Reader.SERVICE_LEADS)]
    assert copies(routes, company(ANN), [lead], DAY) == ()
    assert without_lead(routes, [ANN], [lead], DAY) == (ANN,)
    assert len(copies(routes, company(ANN), [lead], date(2026, 3, 3))) == 1


def test_readers_of_one_address_are_named_and_one_reader_s_two_papers_are_not() -> None:
    one, two = replace(part(ANN), email="Team@x.org"), replace(part(ANNA), email="team@x.org", reader_id="other")
    assert sharing([one, replace(one, paper=Paper.REGISTER)]) == []
    assert sharing([one, two]) == [("Lou Lead", "Lou Lead")]


people = st.lists(
    st.builds(
        Person,
        id=st.sampled_from("abcdef"),
        name=st.sampled_from(["Ann Lee", "Mary Ann Lee", "Ann", "Lee", "Zoe Le\u0301", "Zoe Le"]),
        service=st.sampled_from(["Perinatal", "Inpatient", ""]),
        email=st.sampled_from(["", "team@x.org"]),
    ),
    min_size=1,
    unique_by=lambda each: each.id,
)


@given(people, st.lists(st.sampled_from(["Ann Lee", "Mary Ann Lee", "Zoe Le", "Gus"]), max_size=3), st.data())
def test_no_lead_ever_reads_an_action_or_a_name_of_another_service_s_alone(
    found: list[Person], doing: list[str], data: st.DataObject
) -> None:
    came = tuple(data.draw(st.lists(st.sampled_from(found), unique=True)))
    guests = tuple(data.draw(st.lists(st.sampled_from(["Gus", "Ann Lee"]), unique=True)))
    leads = [Person(f"lead {each}", "Sam Lead", service=each, roles=LEAD) for each in ("Perinatal", "Inpatient")]
    with_ = replace(company(*found, guests=guests), present=came)
    for copy in copies([Route(Paper.ACTION_PLAN, Reader.SERVICE_LEADS)], with_, leads, DAY):
        service = copy.reader_id.removeprefix("lead ")
        assert {each.service for each in copy.people} == {service}
        if copy.whole:
            assert {each.service for each in found} == {service}
            assert not guests
        elif (by_whom := told(" and ".join(doing), copy, with_)) is not None:
            names = by_whom.removesuffix(" and others").split(" and ")
            for name in names:
                assert {each.service for each in found if each.name == name} == {service}
                assert name not in guests
