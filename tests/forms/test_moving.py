"""Renamed and retired fields: what was written on an earlier version finds its place in the later one, or stays."""

from typing import Any

import pytest
from hypothesis import given

from supdesk.forms.answers import asked, blank, dump, read
from supdesk.forms.definition import Form
from supdesk.forms.moving import moved
from supdesk.forms.reading import read_form
from supdesk.forms.renewal import How, carried, differences
from tests.forms.pack_examples import every_kind
from tests.forms.test_renewal import RAW

HEAD = 'id = "note"\ntitle = "Note"\nversion = 1\nserves = "cycle"\n[[section]]\n'


def form(*fields: str) -> Form:
    """A form of these fields, each said as the lines of its table in one string."""
    made, faults = read_form(HEAD + "".join(f"[[section.field]]\n{field}\n" for field in fields))
    assert made is not None, [str(fault) for fault in faults]
    return made


def field(name: str, kind: str = "prose", more: str = "") -> str:
    return f'id = "{name}"\nkind = "{kind}"\nlabel = "{name.title()}"\n{more}'


OLD = form(field("looking"), field("plan"))
OPTIONS = 'option = [{ id = "yes", label = "Yes" }, { id = "no", label = "No" }]'


def test_a_renamed_field_takes_what_was_written_under_its_earlier_name() -> None:
    new = form(field("back", more='was = ["older", "looking"]'), field("plan"))
    assert moved(OLD, {"looking": "At the sea.", "plan": ""}, new) == {"back": "At the sea.", "plan": ""}


def test_a_field_that_shows_the_same_fact_needs_no_earlier_name() -> None:
    old, new = form(field("day", "date", 'fills = "on"')), form(field("on", "date", 'fills = "on"'))
    assert moved(old, {"day": "4 March 2026"}, new) == {"on": "4 March 2026"}


def test_a_draft_stays_where_it_is_when_something_written_would_have_no_place() -> None:
    new = form(field("looking"))
    assert moved(OLD, {"looking": "At the sea.", "plan": "Swim."}, new) is None
    assert moved(OLD, {"looking": "At the sea.", "plan": ""}, new) == {"looking": "At the sea."}


@pytest.mark.parametrize(
    ("was", "now", "typed"),
    [
        (field("a", "choice", OPTIONS), field("a", "choice", OPTIONS.replace("no", "perhaps")), "no"),
        (field("a", "choices", OPTIONS), field("a", "choices", OPTIONS.replace("no", "perhaps")), ["no"]),
        (field("a", "number", 'unit = "minutes"'), field("a", "number", 'unit = "hours"'), "60 minutes"),
        (field("a", "scale", "points = 5"), field("a", "scale", "points = 4"), "5"),
        (field("a", "prose"), field("a", "short"), "One\nTwo"),
        (field("a", "date"), field("a", "tick"), "soon"),
        (
            field("a", "table", 'column = [{ id = "b", kind = "short", label = "B" }]'),
            field("a", "table", 'column = [{ id = "c", kind = "short", label = "C" }]'),
            [{"b": "Said"}],
        ),
    ],
)
def test_an_answer_the_later_field_could_not_hold_keeps_the_draft_back(was: str, now: str, typed: Any) -> None:
    assert moved(form(was), {"a": typed}, form(now)) is None


def test_one_line_may_become_a_box_and_what_is_no_answer_yet_moves_as_it_is() -> None:
    old = form(field("a", "short"), field("on", "date"))
    new = form(field("a"), field("on", "date"))
    assert moved(old, {"a": "One", "on": "soon"}, new) == {"a": "One", "on": "soon"}


NEWER = (
    'option = [{ id = "agreed", label = "Agreed", was = ["yes"] }, '
    '{ id = "no", label = "No", retired = true }, { id = "later", label = "Later" }]'
)
TABLE = 'column = [{ id = "b", kind = "choice", label = "B", %s }]'


@pytest.mark.parametrize(
    ("kind", "raw", "now"),
    [
        ("choice", "yes", "agreed"),
        ("choice", "no", "no"),
        ("choice", "typed", "typed"),
        ("choices", ["no", "yes"], ["no", "agreed"]),
    ],
)
def test_who_chose_a_renamed_or_a_retired_option_chose_it_still(kind: str, raw: Any, now: Any) -> None:
    old, new = form(field("a", kind, OPTIONS)), form(field("a", kind, NEWER))
    assert moved(old, {"a": raw}, new) == {"a": now}
    old, new = form(field("t", "table", TABLE % OPTIONS)), form(field("t", "table", TABLE % NEWER))
    if kind == "choice":
        assert moved(old, {"t": [{"b": raw}]}, new) == {"t": [{"b": now}]}


def test_a_retired_option_is_offered_only_where_it_was_chosen_and_can_be_read_there() -> None:
    new = form(field("a", "choice", NEWER), field("b", "choices", NEWER), field("t", "table", TABLE % NEWER))

    def offered(raw: dict[str, Any]) -> list[list[str]]:
        a, b, t = asked(new, raw).fields()
        return [[option.id for option in each.options] for each in (a, b, t.columns[0])]

    assert offered({}) == [["agreed", "later"]] * 3
    assert offered({"a": "no", "b": ["later"], "t": [{"b": "later"}, {"b": "no"}]}) == [
        ["agreed", "no", "later"],
        ["agreed", "later"],
        ["agreed", "no", "later"],
    ]
    found = read(new, {"a": "no", "b": ["no"], "t": [{"b": "no"}]})
    assert (found.problems, found.answers["a"], found.answers["b"]) == ((), "no", ("no",))


WORDED = 'clause = [{ id = "time", text = "We come on time." }, { id = "tea", text = "We drink tea." }]'
REWORDED = (
    'clause = [{ id = "punctual", text = "We begin on time.", was = ["time"] }, '
    '{ id = "tea", text = "We drink tea.", retired = true }, { id = "notes", text = "We take notes." }]'
)


def test_a_renamed_clause_keeps_what_was_agreed_of_it_and_a_retired_one_stays_where_it_was_begun_with() -> None:
    old, new = form(field("a", "clauses", WORDED)), form(field("a", "clauses", REWORDED))
    begun = blank(old)
    carried_over = moved(old, begun, new)
    assert carried_over is not None
    assert [(c.id, c.text, c.state) for c in read(new, carried_over).answers["a"]] == [
        ("punctual", "We begin on time.", "kept"),
        ("tea", "We drink tea.", "kept"),
        ("notes", "We take notes.", "kept"),
    ]
    begun["a"][0] |= {"text": "We come when we can."}
    begun["a"][1] |= {"struck": True}
    said = moved(old, begun, new)
    assert said is not None
    assert [(c.text, c.state) for c in read(new, said).answers["a"]] == [
        ("We come when we can.", "reworded"),
        ("We drink tea.", "struck"),
        ("We take notes.", "kept"),
    ]
    assert [row["id"] for row in blank(new)["a"]] == ["punctual", "notes"]


def test_a_renewal_follows_renamed_clauses_and_options_and_leaves_out_what_is_retired() -> None:
    old = form(field("a", "clauses", WORDED), field("b", "choice", OPTIONS), field("c", "choices", OPTIONS))
    new = form(field("a", "clauses", REWORDED), field("b", "choice", NEWER), field("c", "choices", NEWER))
    agreed = read(old, blank(old) | {"b": "no", "c": ["yes", "no"]}).answers
    raw = carried(old, agreed, new, {})
    assert ([row["id"] for row in raw["a"]], raw["b"], raw["c"]) == (["punctual", "notes"], "", ["agreed"])
    changes = differences(old, agreed, new, read(new, raw).answers)
    assert [(each.how, each.before, each.now) for each in changes if each.label == "A"] == [
        (How.REWORDED, "We come on time.", "We begin on time."),
        (How.ADDED, "", "We take notes."),
        (How.STRUCK, "We drink tea.", ""),
    ]


def test_what_options_and_clauses_were_called_is_their_own_and_one_at_least_is_still_asked() -> None:
    twice = field("a", "choice", NEWER.replace('was = ["yes"]', 'was = ["later"]'))
    gone = field("b", "clauses", 'clause = [{ id = "tea", text = "We drink tea.", retired = true }]')
    found, faults = read_form(HEAD + "".join(f"[[section.field]]\n{each}\n" for each in (twice, gone)))
    assert found is None
    said = " ".join(str(fault) for fault in faults)
    assert '"later" stands twice' in said
    assert "expected one at least that is not retired" in said


def test_a_renamed_column_is_followed_in_every_row() -> None:
    column = '{ id = "%s", kind = "prose", label = "T"%s }'
    old = form(field("rows", "table", f"column = [{column % ('topic', '')}, {column % ('note', '')}]"))
    renamed = column % ("matter", ', was = ["topic"]')
    new = form(field("rows", "table", f"column = [{renamed}, {column % ('note', '')}]"))
    rows = [{"topic": "Sleep", "note": "Bad"}, {"topic": ""}]
    assert moved(old, {"rows": rows}, new) == {"rows": [{"matter": "Sleep", "note": "Bad"}, {"matter": ""}]}
    answers = read(old, {"rows": rows}).answers
    assert carried(old, answers, new, {})["rows"] == [{"matter": "Sleep", "note": "Bad"}]


def test_what_became_of_earlier_actions_moves_with_the_draft() -> None:
    said = [{"id": "1", "what": "Ring", "decision": "done", "reason": ""}]
    new = form(field("looking"), field("plan"), field("last", "outcomes", 'fills = "outcomes"'))
    made = moved(OLD, {"~outcomes": said, "looking": "Sea"}, new)
    assert made is not None
    assert made["last"] == said


def test_a_retired_field_is_asked_nowhere_but_where_something_stands_in_it() -> None:
    new = form(field("looking"), field("plan", more="retired = true"), field("agreed", "clauses", CLAUSE))
    assert set(blank(new)) == {"looking"}
    assert [f.id for f in asked(new, blank(new)).fields()] == ["looking"]
    assert set(read(new, blank(new)).answers) == {"looking"}
    made = moved(OLD, {"looking": "", "plan": "Swim."}, new)
    assert made == {"looking": "", "plan": "Swim."}
    assert [f.id for f in asked(new, made).fields()] == ["looking", "plan"]
    assert read(new, made).answers["plan"] == "Swim."


CLAUSE = 'retired = true\nclause = [{ id = "one", text = "Be kind." }]'


def test_a_follow_up_finds_the_renamed_field_and_leaves_the_retired_one() -> None:
    new = form(field("back", more='was = ["looking"]'), field("plan", more="retired = true"))
    before = read(OLD, {"looking": "At the sea.", "plan": "Swim."}).answers
    raw = carried(OLD, before, new, {})
    assert raw == {"back": "At the sea."}
    changes = differences(OLD, before, new, read(new, raw).answers)
    assert [(each.how, each.label, each.before) for each in changes] == [(How.GONE, "Plan", "Swim.")]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            [field("a"), field("b", more='was = ["a"]')],
            'section: "a" stands twice in this form; expected each once',
        ),
        ([field("a", more='was = "b"')], 'section[1].field[1].was: expected a list of texts, found "b"'),
        (
            [field("a", more="retired = true\nrequired = true")],
            "section[1].field[1].required: expected nothing here: a retired field is not asked",
        ),
        (
            [field("a", "date", 'retired = true\nfills = "on"')],
            "section[1].field[1].fills: expected nothing here: a retired field is not asked",
        ),
    ],
)
def test_a_mistake_in_a_renaming_is_told(fields: list[str], told: str) -> None:
    _, faults = read_form(HEAD + "".join(f"[[section.field]]\n{each}\n" for each in fields))
    assert [str(fault) for fault in faults] == [f"form.toml: {told}"]


@given(RAW)
def test_a_draft_moved_to_the_form_it_stands_on_says_the_same(raw: dict[str, Any]) -> None:
    every = every_kind()
    full = blank(every) | raw
    made = moved(every, full, every)
    assert made is not None
    now, before = dump(every, read(every, made).answers), dump(every, read(every, full).answers)
    assert {**now, "clauses": 0} == {**before, "clauses": 0}
    assert [each for each in now["clauses"] if each in before["clauses"]] == before["clauses"]


def test_a_retired_field_nobody_wrote_in_is_not_asked_of_a_draft_that_moves() -> None:
    """What it held at first, its clauses or a fact of the session, is nothing anybody wrote."""
    clauses = 'clause = [{ id = "one", text = "Be there." }]'
    old = form(field("rules", "clauses", clauses), field("day", "date", 'fills = "on"'), field("plan"))
    new = form(
        field("rules", "clauses", f"{clauses}\nretired = true"),
        field("day", "date", "retired = true"),
        field("plan"),
    )
    raw = blank(old, {"on": "4 March 2026"}) | {"plan": "A walk."}
    made = moved(old, raw, new)
    assert made is not None
    assert [each.id for each in asked(new, made).fields()] == ["plan"]
    written = raw | {"rules": [{"id": "one", "text": "Be there early.", "struck": False}]}
    made = moved(old, written, new)
    assert made is not None
    assert [each.id for each in asked(new, made).fields()] == ["rules", "plan"]
    untouched = {"rules": blank(old)["rules"]}
    assert [each.id for each in asked(new, untouched).fields()] == ["plan"]
