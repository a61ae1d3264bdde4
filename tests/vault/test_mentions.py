"""Whatever speaks of a person or hangs on a session is counted, each in its place."""

import pytest

from supdesk.vault import mentions
from supdesk.vault.cipher import Connection
from supdesk.vault.connection import fetch
from tests.vault.vaults import put


@pytest.mark.parametrize(
    ("table", "row", "what"),
    [
        ("sessions", {"supervisor_id": "bee"}, "sessions"),
        ("records", {"document": '{"person_id":"bee"}'}, "records"),
        ("drafts", {"facts": '{"touched":true}', "raw": '{"who":"bee"}'}, "drafts"),
        ("reflections", {"document": '{"person_id":"bee"}'}, "private pages"),
        ("reflection_drafts", {"raw": '{"who":"bee"}'}, "private pages"),
        ("evaluations_asked", {"person_id": "bee"}, "evaluations"),
        ("evidence", {"person_id": "bee"}, "evidence"),
        ("tellings", {"person_id": "bee"}, "notices"),
        ("papers", {"reader_id": "bee"}, "papers"),
    ],
)
def test_whatever_speaks_of_a_person_is_counted(cx: Connection, table: str, row: dict[str, str], what: str) -> None:
    put(cx, table, **row)
    assert mentions.of_person(cx, "bee") == {what: 1}
    assert mentions.of_person(cx, "be") == {}


def test_sessions_and_records_that_somebody_was_only_a_party_to_are_counted(cx: Connection) -> None:
    put(cx, "sessions", id="s1")
    put(cx, "attendance", session_id="s1", person_id="bee")
    put(cx, "records", id="r1")
    put(cx, "record_parties", record_id="r1", person_id="bee")
    assert mentions.of_person(cx, "bee") == {"sessions": 1, "records": 1}


@pytest.mark.parametrize(
    ("table", "row", "what"),
    [
        ("records", {"session_id": "s1"}, "records"),
        ("actions", {"session_id": "s1"}, "actions"),
        ("evaluations_asked", {"session_id": "s1"}, "evaluations"),
        ("tellings", {"session_id": "s1"}, "notices"),
        ("papers", {"session_id": "s1"}, "papers"),
        ("sessions", {"rebooks": "s1"}, "rebookings"),
        ("reflections", {"document": '{"session_id":"s1"}'}, "private pages"),
        ("reflection_drafts", {"session_id": "s1"}, "private pages"),
    ],
)
def test_whatever_hangs_on_a_session_is_counted(cx: Connection, table: str, row: dict[str, str], what: str) -> None:
    put(cx, table, **row)
    assert mentions.of_session(cx, "s1") == {what: 1}
    assert mentions.of_session(cx, "s2") == {}


def test_an_action_that_was_only_looked_at_in_a_session_hangs_on_it(cx: Connection) -> None:
    put(cx, "actions", id="one", session_id="s1")
    put(cx, "action_steps", action_id="one", session_id="s2")
    assert mentions.of_session(cx, "s2") == {"actions": 1}


def test_a_session_goes_with_what_is_its_own_and_no_other_does(cx: Connection) -> None:
    for each in ("s1", "s2"):
        put(cx, "sessions", id=each, number=each)
        for table in ("drafts", "preparations", "attendance"):
            put(cx, table, session_id=each, **({"id": each} if table == "drafts" else {}))
    mentions.drop_session(cx, "s1")
    for table in ("drafts", "preparations", "attendance"):
        assert [row["session_id"] for row in fetch(cx, f"SELECT session_id FROM {table}")] == ["s2"]
    assert [row["id"] for row in fetch(cx, "SELECT id FROM sessions")] == ["s2"]
