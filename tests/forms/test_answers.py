"""Answers: the session's facts, all actions of a record, and how far the cycle is filled."""

from datetime import date

from supdesk.domain.cycle import Element, Function, Stakeholder, leaps
from supdesk.forms.answers import action_rows, blank, read, ring_of, search_text, slot
from supdesk.forms.kinds.actions import ActionRow
from tests.forms.pack_examples import ADA, BEE, every_kind, shipped_pack


def test_a_new_draft_has_the_facts_of_its_session() -> None:
    form = shipped_pack().serving("one-to-one")
    assert form is not None
    draft = blank(form, {"on": "2026-03-04", "supervisor": ADA, "supervisee": BEE, "renew_on": "2027-03-04"})
    assert (draft["on"], draft["supervisor"], draft["reflection"]) == ("2026-03-04", ADA, "")
    assert "renew_on" not in draft
    answers = read(form, draft).answers
    assert slot(form, answers, "on") == date(2026, 3, 4)
    assert slot(form, answers, "supervisee").name == "Bee Sample"
    assert slot(form, answers, "present") is None


def test_answers_a_form_does_not_ask_for_are_left_out() -> None:
    assert "picnic" not in read(every_kind(), {"picnic": "yes"}).answers


def test_actions_are_found_in_fields_and_in_tables_in_order() -> None:
    form = every_kind()
    draft = {
        "actions": [{"what": "One", "by_when": "4 March 2026"}],
        "table": [{"topic": "A", "agreed": [{"what": "Two"}]}, {"topic": "B"}, {"agreed": [{"what": "Three"}]}],
    }
    assert action_rows(form, read(form, draft).answers) == (
        ActionRow("", "One", by_when=date(2026, 3, 4)),
        ActionRow("", "Two"),
        ActionRow("", "Three"),
    )
    assert action_rows(form, {}) == ()


def test_the_ring_fills_from_the_cycle_form_as_it_is_typed() -> None:
    form = shipped_pack().serving("cycle")
    assert form is not None
    draft = blank(form) | {
        "experience": "x" * 100,
        "action": "y" * 1000,
        "experience_stakeholders": ["people", "martians"],
        "action_functions": ["support"],
        "reflection": None,
        "analysis_functions": "support",
    }
    picture = ring_of(form, draft)
    assert picture.elements[Element.EXPERIENCE] == 0.25
    assert picture.elements[Element.ACTION] == 1.0
    assert picture.silent == (Element.REFLECTION, Element.ANALYSIS)
    assert picture.stakeholders == {Stakeholder.PEOPLE}
    assert picture.functions == {Function.SUPPORT}
    assert leaps(picture)


def test_opening_and_closing_check_stay_out_of_the_ring() -> None:
    form = shipped_pack().serving("cycle")
    assert form is not None
    assert ring_of(form, {"opening": "Tired.", "closing": "Lighter."}).silent == tuple(Element)


def test_everything_written_can_be_searched_for() -> None:
    form = every_kind()
    draft = {"prose": "heron", "person": BEE, "table": [{"topic": "otter", "agreed": [{"what": "badger"}]}]}
    found = search_text(form, read(form, draft | {"tick": True}).answers)
    assert all(word in found for word in ("heron", "Bee Sample", "otter", "badger"))
    assert "Yes" not in found.splitlines()
