"""Field kinds: whatever is typed is read or pointed at, and every answer survives keeping and showing again."""

import json
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supdesk.domain.days import read_date, read_time, show_date
from supdesk.forms.answers import as_raw, blank, dump, load, prose, read, search_text, shown
from supdesk.forms.definition import Field
from supdesk.forms.kinds import KINDS
from supdesk.forms.kinds.actions import ActionRow
from supdesk.forms.kinds.outcomes import told
from tests.forms.pack_examples import ADA, every_kind

FORM = every_kind()
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(date.isoformat)
TEXT = st.text(st.characters(), max_size=30)
PEOPLE = st.one_of(TEXT, st.fixed_dictionaries({"name": TEXT}, optional={"id": TEXT, "designation": TEXT}))
ACTIONS = st.lists(
    st.fixed_dictionaries(
        {"what": TEXT, "by_when": st.one_of(DAYS, st.just(""))},
        optional={"id": TEXT, "by_whom": TEXT, "because": TEXT, "how": TEXT},
    ),
    max_size=3,
)
CLAUSES = st.lists(
    st.fixed_dictionaries(
        {"id": st.sampled_from(["one", "two", "ours", ""]), "text": TEXT, "struck": st.booleans()}
    ),
    max_size=4,
)
OUTCOMES = st.lists(
    st.fixed_dictionaries(
        {"id": TEXT, "what": TEXT, "decision": st.sampled_from(["done", "not-done", "carried", "forgotten"])},
        optional={"reason": TEXT},
    ),
    max_size=3,
)
NUMBERS = st.sampled_from(["943 476 5919", "9434765919", "943-476-5919", " 94 34 76 59 19 ", ""])
NOTES = st.fixed_dictionaries({}, optional={"good": TEXT, "hard": TEXT, "gone": TEXT})
PICTURES = st.dictionaries(st.sampled_from(["sleep", "food", "play", "home", "gone"]), NOTES)
TYPED: dict[str, st.SearchStrategy[Any]] = {
    "prose": TEXT,
    "short": TEXT,
    "date": DAYS,
    "time": st.times().map(lambda t: f"{t:%H:%M}"),
    "number": st.integers(0, 999_999_999).map(lambda n: f"{n} minutes"),
    "person": PEOPLE,
    "people": st.lists(PEOPLE, max_size=3),
    "choice": st.sampled_from(["", "a", "b"]),
    "choices": st.lists(st.sampled_from(["a", "b"]), max_size=3),
    "scale": st.sampled_from(["", "1", "3", "5"]),
    "tick": st.booleans(),
    "clauses": CLAUSES,
    "actions": ACTIONS,
    "outcomes": OUTCOMES,
    "nhs-number": NUMBERS,
    "picture": PICTURES,
    "table": st.lists(
        st.fixed_dictionaries(
            {}, optional={"topic": TEXT, "on": DAYS, "done": st.booleans(), "whose": NUMBERS, "agreed": ACTIONS}
        ),
        max_size=3,
    ),
}
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), TEXT),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["id", "name", "what", "by_when", "text", "topic", "sleep", "good"]), inner
        ),
    ),
    max_leaves=6,
)


def paths(field_id: str, raw: object) -> list[tuple[str | int, ...]]:
    return [problem.path for problem in read(FORM, {field_id: raw}).problems]


def test_this_form_has_a_field_of_every_kind() -> None:
    assert {f.kind for f in FORM.fields()} == set(KINDS) == set(TYPED)


@given(typed=st.fixed_dictionaries({kind: TYPED[kind] for kind in sorted(KINDS)}))
def test_an_answer_comes_back_from_keeping_and_from_showing_it_again(typed: dict[str, object]) -> None:
    """Through JSON and through the draft, with the same value both times."""
    answers = read(FORM, typed).answers
    stored = json.loads(json.dumps(dump(FORM, answers)))
    assert load(FORM, stored) == answers
    assert dump(FORM, load(FORM, stored)) == stored
    again = read(FORM, json.loads(json.dumps(as_raw(FORM, answers)))).answers
    assert again == answers


@given(raw=ANYTHING)
def test_whatever_a_draft_holds_is_read_kept_and_shown(raw: object) -> None:
    reading = read(FORM, dict.fromkeys(KINDS, raw))
    assert set(reading.answers) == {f.id for f in FORM.fields()}
    assert {problem.path[0] for problem in reading.problems} <= set(KINDS)
    assert json.dumps(dump(FORM, reading.answers))
    assert all(text for _, text in shown(FORM, reading.answers))


def test_an_untouched_form_has_no_problems_and_nothing_to_find() -> None:
    reading = read(FORM, blank(FORM))
    assert reading.problems == ()
    assert search_text(FORM, reading.answers) == "1. Be punctual.\n2. Be kind."


@pytest.mark.parametrize(
    "typed",
    [
        "2026-03-04",
        "4 March 2026",
        "4 Mar 2026",
        "04/03/2026",
        "4.3.2026",
        "4/3/26",
        "March 4, 2026",
        "Wed 4 March 2026",
    ],
)
def test_a_day_is_read_in_british_order_or_as_iso(typed: str) -> None:
    assert read_date(typed) == date(2026, 3, 4)


@pytest.mark.parametrize(
    "typed",
    [
        "31/02/2026",
        "32 March 2026",
        "4 March",
        "March 2026",
        "2026",
        "tomorrow",
        "4/3/26/1",
        "0/0/0",
        "4 3",
        "29/02/2027",
        "9" * 50,
        "4 Martober 2026 x",
        "99999999999999999999 1 1",
        "4 March 2026 14:30",
        "4 March 2026 XYZ",
        "feb 1.5 am W",
        "1.5 h EST of March am",
    ],
)
def test_what_is_no_day_of_some_year_is_pointed_at(typed: str) -> None:
    assert read_date(typed) is None
    assert paths("date", typed) == [("date",)]


@given(st.dates())
def test_a_shown_day_is_read_as_the_same_day(day: date) -> None:
    if day.year >= 1000:
        assert read_date(show_date(day)) == day
    assert read_date(day.isoformat()) == day


BITS = st.sampled_from(["4", "March", "2026", "feb", "1.5", "am", "h", "W", "EST", "+1", "/", ":", "٣", "31", "th"])


@given(st.lists(BITS, max_size=6).map(" ".join))
def test_bits_of_dates_never_end_in_an_error_or_a_warning(text: str) -> None:
    assert isinstance(read_date(text), date | None)


@given(st.text(max_size=50))
def test_any_text_is_a_day_and_a_time_or_neither(text: str) -> None:
    assert isinstance(read_date(text), date | None)
    assert isinstance(read_time(text), time | None)


def test_days_read_alike_on_every_computer() -> None:
    assert show_date(date(2026, 3, 4)) == "4 March 2026"
    assert show_date(date(2026, 12, 31)) == "31 December 2026"


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        ("14:30", 14, 30),
        ("14.30", 14, 30),
        ("1430", 14, 30),
        ("2pm", 14, 0),
        ("2:30 PM", 14, 30),
        ("9", 9, 0),
        ("12am", 0, 0),
        ("12 pm", 12, 0),
        ("0:00", 0, 0),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, hour: int, minute: int) -> None:
    assert read_time(typed) == time(hour, minute)


@pytest.mark.parametrize("typed", ["24:00", "12:60", "13pm", "0am", "half past two", "14:3", "-1", "14:30:00"])
def test_what_is_no_time_is_pointed_at(typed: str) -> None:
    assert paths("time", typed) == [("time",)]


@pytest.mark.parametrize("typed", ["an hour", "-5", "1.5", "60 min", "1e3", "1" * 10, "٣"])
def test_what_is_no_whole_number_is_pointed_at(typed: str) -> None:
    assert paths("number", typed) == [("number",)]


def test_a_number_may_be_typed_with_its_unit() -> None:
    assert read(FORM, {"number": "60 minutes"}).answers["number"] == 60


@pytest.mark.parametrize("typed", ["0", "6", "4.5", "agree", "²", "9" * 5000])
def test_what_is_not_on_the_scale_is_pointed_at(typed: str) -> None:
    assert paths("scale", typed) == [("scale",)]


def test_answers_that_were_not_offered_are_pointed_at() -> None:
    assert paths("choice", "c") == [("choice",)]
    assert paths("choices", ["a", "c"]) == [("choices",)]


def test_a_problem_in_a_row_leads_to_its_cell() -> None:
    ring = {"what": "Ring", "by_whom": "Bee Sample"}
    rows = [{"topic": "Sleep"}, {"on": "soon", "agreed": [ring, {"by_when": "soon", "how": "Seen"}]}]
    assert paths("table", rows) == [
        ("table", 1, "on"),
        ("table", 1, "agreed", 1, "by_when"),
        ("table", 1, "agreed", 1, "what"),
    ]


def test_empty_rows_are_dropped_and_others_kept_in_order() -> None:
    answers = read(FORM, {"actions": [{"what": " "}, {"what": "One"}, {}, {"what": "Two"}]}).answers
    assert answers["actions"] == (ActionRow("", "One"), ActionRow("", "Two"))


def test_a_problem_counts_rows_as_they_stand_on_the_screen() -> None:
    assert paths("actions", [{"what": ""}, {"by_whom": "Bee Sample"}]) == [("actions", 1, "what")]


def test_an_action_names_who_does_it_where_the_form_asks_for_that() -> None:
    assert paths("actions", [{"what": "Ring the school"}]) == [("actions", 0, "by_whom")]
    assert paths("table", [{"agreed": [{"what": "Ring the school"}]}]) == [("table", 0, "agreed", 0, "by_whom")]
    reasons = Field("plan", "actions", "Plan", columns=(Field("what", "prose", "What"),))
    assert KINDS["actions"].parse(reasons, [{"what": "Ring the school"}]).problems == ()


def test_what_was_not_done_says_why_and_what_was_never_decided_is_left_out() -> None:
    said = [
        {"id": "1", "what": "Ring", "decision": "perhaps"},
        {"id": "2", "what": "Write", "decision": "not-done"},
    ]
    assert paths("outcomes", said) == [("outcomes", 1, "reason")]
    (known,) = read(FORM, {"outcomes": [said[0], said[1] | {"reason": "The post was shut."}]}).answers["outcomes"]
    assert (known.id, told(known)) == ("2", "Not done: The post was shut.")


def test_a_missing_cell_is_pointed_at_in_its_row_although_blank_rows_come_before_it() -> None:
    topic = Field("topic", "short", "Topic", required=True)
    table = Field("rows", "table", "Rows", columns=(topic, Field("note", "short", "Note")))
    parsed = KINDS["table"].parse(table, [{}, {"topic": " "}, {"note": "Sleep"}])
    assert [problem.path for problem in parsed.problems] == [(2, "topic")]


def test_clauses_tell_what_was_kept_reworded_struck_and_added() -> None:
    typed = [
        {"id": "one", "text": "Be on time.", "struck": False},
        {"id": "two", "text": "Be kind.", "struck": True},
        {"id": "ours", "text": "Bring cake.", "struck": False},
        {"id": "empty", "text": "", "struck": False},
    ]
    clauses = read(FORM, {"clauses": typed}).answers["clauses"]
    assert [clause.state for clause in clauses] == ["reworded", "struck", "added"]
    assert clauses[0].original == "Be punctual."
    told = KINDS["clauses"].show(FORM.field("clauses"), clauses)
    assert told == "1. Reworded: Be on time.\n2. Struck out: Be kind.\n3. Added: Bring cake."


def test_a_clause_with_no_words_must_be_struck_or_written() -> None:
    assert paths("clauses", [{"id": "one", "text": "", "struck": False}]) == [("clauses", 0, "text")]
    assert paths("clauses", [{"id": "one", "text": "", "struck": True}]) == []


def test_a_person_is_named_with_their_designation_as_of_that_day() -> None:
    person = read(FORM, {"person": ADA}).answers["person"]
    assert person.shown == "Ada Example, Named Nurse"
    assert read(FORM, {"person": "  Cyd   Example "}).answers["person"].name == "Cyd Example"


def test_half_characters_and_foreign_line_ends_do_not_reach_a_record() -> None:
    answer = read(FORM, {"prose": "one\r\ntwo\rthree \ud83d"}).answers["prose"]
    assert answer == "one\ntwo\nthree \N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    "typed",
    ["9434765919", "943 476 5919", "943-476-5919", "94 34 76 59 19", "943\u00a0476\u20135919", "\u0669434765919"],
)
def test_an_nhs_number_is_kept_alike_however_it_is_typed_and_shown_in_groups(typed: str) -> None:
    """X2."""
    answers = read(FORM, {"nhs-number": typed}).answers
    assert dump(FORM, answers)["nhs-number"] == "9434765919"
    assert KINDS["nhs-number"].show(Field("n", "nhs-number", "N"), answers["nhs-number"]) == "943 476 5919"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("943 476 5918", "last digit"),
        ("943 476 591", "9 here"),
        ("943 476 59190", "11 here"),
        ("5555555555", "same digit"),
        ("943 476 59l9", "only digits"),
        ("943 476 591\u4e5d", "only digits"),
    ],
)
def test_what_is_no_nhs_number_is_pointed_at_without_repeating_it(typed: str, said: str) -> None:
    """X2: a wrong last digit, too few, too many, ten equal ones, anything that is no digit."""
    (problem,) = read(FORM, {"nhs-number": typed}).problems
    assert problem.path == ("nhs-number",)
    assert said in problem.sentence
    assert typed not in problem.sentence


def test_a_number_in_its_own_field_is_no_prose_and_its_row_leads_to_it() -> None:
    rows = [{"topic": "Sleep", "whose": "943 476 5919"}, {"whose": "943 476 5918"}]
    texts = [text for _, text in prose(FORM, {"nhs-number": "943 476 5919", "table": rows})]
    assert not any("943" in text for text in texts)
    assert paths("table", rows) == [("table", 1, "whose")]


def test_what_is_written_on_a_picture_is_shown_by_side_and_found() -> None:
    raw = {"picture": {"food": {"hard": "Empty"}, "sleep": {"good": " ", "hard": "Late"}, "home": {}}}
    answers = read(FORM, raw).answers
    assert answers["picture"] == {"sleep": {"hard": "Late"}, "food": {"hard": "Empty"}}
    assert "Empty" in search_text(FORM, answers)
    assert dict(shown(FORM, answers))[FORM.field("picture")] == (
        "First\nSleep, what is hard: Late\nFood, what is hard: Empty"
    )


def test_every_note_of_a_picture_is_looked_at_for_identifiers_with_the_path_that_leads_to_it() -> None:
    raw = {"picture": {"sleep": {"good": "Calm", "hard": "Late"}, "play": {"good": "Alone"}}}
    assert [found for found in prose(FORM, raw) if found[0][0] == "picture"] == [
        (("picture", "sleep", "good"), "Calm"),
        (("picture", "sleep", "hard"), "Late"),
        (("picture", "play", "good"), "Alone"),
    ]


def test_a_picture_of_which_nothing_is_written_is_not_answered() -> None:
    field = replace(FORM.field("picture"), required=True)
    assert KINDS["picture"].parse(field, {"sleep": {"good": "  "}}).value is None
    assert KINDS["picture"].check(field, None)


def test_a_date_that_is_none_is_told_under_its_columns_own_label() -> None:
    due = Field("by_when", "date", "Due Date")
    field = Field("plan", "actions", "Actions", columns=(Field("what", "prose", "To do"), due))
    (problem,) = KINDS["actions"].parse(field, [{"what": "Ring", "by_when": "next fri"}]).problems
    assert problem.sentence.startswith("Due Date: write a date")
