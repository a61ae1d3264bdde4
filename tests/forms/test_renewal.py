"""Renewal: a form filled from earlier answers, and what differs between two answers (K5)."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from supdesk.forms import answers
from supdesk.forms.definition import ClauseText, Field, Form, Section
from supdesk.forms.renewal import How, carried, differences
from tests.forms.pack_examples import ADA, BEE, every_kind, shipped_pack

CONTRACT = shipped_pack().form("contract")
assert CONTRACT is not None
WORDS = st.text("abc \n", max_size=12)
RAW = st.fixed_dictionaries(
    {
        "prose": WORDS,
        "short": WORDS,
        "date": st.sampled_from(["", "2026-03-04", "2027-01-31"]),
        "time": st.sampled_from(["", "09:30", "14:00"]),
        "number": st.sampled_from(["", "60", "90"]),
        "person": st.sampled_from([{}, ADA, BEE]),
        "people": st.lists(st.sampled_from([ADA, BEE]), max_size=2, unique_by=lambda each: each["id"]),
        "choice": st.sampled_from(["", "a", "b"]),
        "choices": st.lists(st.sampled_from(["a", "b"]), unique=True),
        "tick": st.booleans(),
        "clauses": st.lists(
            st.fixed_dictionaries(
                {
                    "id": st.sampled_from(["one", "two", "added-1", "added-2"]),
                    "text": st.text("xyz", min_size=1, max_size=5),
                    "struck": st.booleans(),
                }
            ),
            max_size=4,
            unique_by=lambda each: each["id"],
        ),
    }
)


def read(form: Form, raw: dict[str, Any]) -> answers.Answers:
    return answers.read(form, raw).answers


def found(before: dict[str, Any], now: dict[str, Any]) -> list[tuple[str, How, str, str]]:
    """Differences between two contracts that are the template but for this."""
    assert CONTRACT is not None
    blank = answers.blank(CONTRACT)
    both = (read(CONTRACT, blank | raw) for raw in (before, now))
    return [
        (each.label, each.how, each.before, each.now)
        for each in differences(CONTRACT, next(both), CONTRACT, next(both))
    ]


def template(field: str) -> list[dict[str, Any]]:
    assert CONTRACT is not None
    return list(answers.blank(CONTRACT)[field])


@given(RAW)
def test_nothing_differs_from_itself(raw: dict[str, Any]) -> None:
    form = every_kind()
    given_answers = read(form, raw)
    assert differences(form, given_answers, form, given_answers) == []


@given(RAW)
def test_a_form_filled_from_itself_says_the_same(raw: dict[str, Any]) -> None:
    form = every_kind()
    before = read(form, raw)
    now = read(form, carried(form, before, form, {}))
    if raw["clauses"]:
        missing = {"one", "two"} - {each["id"] for each in raw["clauses"]}
        changes = [(each.how, each.path) for each in differences(form, before, form, now)]
        assert [how for how, _ in changes] == [How.ADDED] * len(missing)
    else:
        assert [each for each in differences(form, before, form, now) if each.path[0] != "clauses"] == []


@given(RAW, RAW)
def test_what_was_struck_one_way_was_added_the_other(one: dict[str, Any], other: dict[str, Any]) -> None:
    form = every_kind()
    first, second = read(form, one), read(form, other)
    turned = {How.ADDED: How.STRUCK, How.STRUCK: How.ADDED}
    there = {(d.label, d.how, d.before, d.now) for d in differences(form, first, form, second)}
    back = {(d.label, turned.get(d.how, d.how), d.now, d.before) for d in differences(form, second, form, first)}
    assert there == back


def test_each_field_that_changed_is_told_with_what_it_was() -> None:
    assert found({"individual_venue": "Room 1"}, {"individual_venue": "Room 2", "individual_duration": "90"}) == [
        ("Type of Supervision: Individual, Duration", How.CHANGED, "", "90 minutes"),
        ("Type of Supervision: Individual, Venue", How.CHANGED, "Room 1", "Room 2"),
    ]


def test_clauses_are_told_one_by_one_as_added_reworded_and_struck() -> None:
    now = template("together")
    now[1]["text"], now[2]["struck"] = "Meet in a room with a door.", True
    now.append({"id": "added-1", "text": "Meet without laptops.", "struck": False})
    label = "As supervisor and supervisee/s, we agree to"
    was = [each["text"] for each in template("together")]
    assert found({}, {"together": now}) == [
        (label, How.REWORDED, was[1], "Meet in a room with a door."),
        (label, How.STRUCK, was[2], ""),
        (label, How.ADDED, "", "Meet without laptops."),
    ]


def test_a_clause_brought_back_counts_as_added_and_one_taken_out_as_struck() -> None:
    before = template("as_supervisee")
    before[0]["struck"] = True
    before.append({"id": "added-1", "text": "Bring tea.", "struck": False})
    changes = found({"as_supervisee": before}, {})
    assert [(how, was, now) for _, how, was, now in changes] == [
        (How.ADDED, "", template("as_supervisee")[0]["text"]),
        (How.STRUCK, "Bring tea.", ""),
    ]


def test_a_change_leads_to_its_place_in_the_newer_form() -> None:
    assert CONTRACT is not None
    now = template("together")
    now[3]["struck"] = True
    blank = answers.blank(CONTRACT)
    (change,) = differences(CONTRACT, read(CONTRACT, blank), CONTRACT, read(CONTRACT, blank | {"together": now}))
    assert change.path == ("together", 3, "text")


def newer() -> Form:
    """The same form when its pack was changed: no venue, a new question, one clause reworded, dropped and new."""
    assert CONTRACT is not None

    def changed(field: Field) -> Field:
        if field.id != "together":
            return field
        first, _, *others = field.clauses
        return replace(field, clauses=(replace(first, text="New words."), *others, ClauseText("new", "Be kind.")))

    sections = [
        replace(section, fields=tuple(changed(f) for f in section.fields if f.id != "individual_venue"))
        for section in CONTRACT.sections
    ]
    return replace(CONTRACT, version=2, sections=(*sections, Section("More", (Field("more", "short", "More"),))))


def test_what_a_newer_form_does_not_ask_any_more_is_told() -> None:
    assert CONTRACT is not None
    before = read(CONTRACT, answers.blank(CONTRACT) | {"individual_venue": "Room 1"})
    raw = carried(CONTRACT, before, newer(), {})
    gone = [each for each in differences(CONTRACT, before, newer(), read(newer(), raw)) if each.how is How.GONE]
    assert [(each.label, each.before, each.path) for each in gone] == [
        ("Type of Supervision: Individual, Venue", "Room 1", ())
    ]
    assert raw["more"] == ""


def test_of_a_newer_template_untouched_clauses_take_the_new_words_and_changed_ones_keep_their_own() -> None:
    assert CONTRACT is not None
    texts = template("together")
    texts[2]["text"], texts[3]["struck"] = "Half an hour at most.", True
    before = read(CONTRACT, answers.blank(CONTRACT) | {"together": texts})
    now = {each["id"]: each for each in carried(CONTRACT, before, newer(), {})["together"]}
    assert now["policy"]["text"] == "New words."
    assert now["place"]["text"] == texts[1]["text"]
    assert now["time"]["text"] == "Half an hour at most."
    assert now["protected"]["struck"] is True
    assert now["new"] == {"id": "new", "text": "Be kind.", "struck": False}


def test_facts_of_today_go_before_what_was_said() -> None:
    assert CONTRACT is not None
    before = read(CONTRACT, answers.blank(CONTRACT, {"on": "2025-03-03", "supervisor": ADA}))
    raw = carried(CONTRACT, before, CONTRACT, {"on": "2026-03-04"})
    assert (raw["on"], raw["supervisor"]["name"]) == ("2026-03-04", "Ada Example")
    changes = differences(CONTRACT, before, CONTRACT, read(CONTRACT, raw))
    assert [each.label for each in changes] == ["Date of contract"]
    assert differences(CONTRACT, before, CONTRACT, read(CONTRACT, raw), but=("on",)) == []


def test_an_answer_that_only_a_date_said_anew_asks_for_is_told_as_gone() -> None:
    venue, day = Field("venue", "short", "Venue"), Field("again", "date", "Again", fills="renew_on")
    old = Form("contract", "own", "Contract", 1, "contract", (Section("", (venue, day)),))
    new = replace(old, version=2, sections=(Section("", (replace(day, was=("venue",)),)),))
    given_answers = read(old, {"venue": "The blue room", "again": "2027-01-31"})
    now = read(new, carried(old, given_answers, new, {"renew_on": "2028-01-31"}))
    gone = [(each.how, each.before) for each in differences(old, given_answers, new, now, but=("renew_on",))]
    assert gone == [(How.GONE, "The blue room")]
