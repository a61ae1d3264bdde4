"""What a vault made of another's whole pages lacks is told by what is left of it."""

import json
from datetime import date
from typing import Any

import pytest

from supdesk.domain.people import Party
from supdesk.domain.sessions import Attendee, Kind, Mode, Presence, Session, State
from supdesk.vault import lacking, store
from supdesk.vault.cipher import Connection
from supdesk.vault.connection import fetch
from tests.vault.vaults import NOW, put

OLIVE = {"person_id": "olive", "name": "Olive Owner", "designation": "Named Nurse"}
ADA = {"person_id": "ada", "name": "Ada Example", "designation": "Health Visitor"}


def put_record(cx: Connection, record_id: str, *, serves: str = "one-to-one", **said: Any) -> None:
    """A record of Olive's about Ada, held on 4 March 2026."""
    document = {"owner": OLIVE, "parties": [OLIVE, ADA], "form": {"pack": "harbour"}} | said.pop("document", {})
    row = {"on_day": "2026-03-04", "document": json.dumps(document)} | said
    put(cx, "records", id=record_id, serves=serves, **row)


def test_people_are_named_as_the_record_written_last_names_them(cx: Connection) -> None:
    put_record(cx, "r2", written_at="2026-03-05")
    put_record(cx, "r1", written_at="2026-03-04", document={"owner": OLIVE | {"designation": "Nurse"}})
    assert list(lacking.people(cx)) == [
        Party("ada", "Ada Example", "Health Visitor"),
        Party("olive", "Olive Owner", "Named Nurse"),
    ]


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("sessions", "supervisor_id"),
        ("attendance", "person_id"),
        ("evaluations_asked", "person_id"),
        ("evidence", "person_id"),
        ("tellings", "person_id"),
        ("record_parties", "person_id"),
        ("papers", "reader_id"),
    ],
)
def test_whoever_is_meant_anywhere_is_missed(cx: Connection, table: str, column: str) -> None:
    put(cx, table, **{column: "bee"})
    assert list(lacking.people(cx)) == [Party("bee", "", "")]
    put(cx, "people", id="bee")
    assert list(lacking.people(cx)) == []


def test_the_owner_is_missed(cx: Connection) -> None:
    store.put_setting(cx, "owner", "olive")
    assert list(lacking.people(cx)) == [Party("olive", "", "")]


def missed(cx: Connection) -> Session:
    """The one session that is missed in a vault of Bee's, who works by the pack “mse-icb”."""
    (found,) = lacking.sessions(cx, "bee", "mse-icb", NOW)
    return found


def test_a_session_is_told_by_its_own_record_before_any_other_paper(cx: Connection) -> None:
    put_record(cx, "r1", serves="addendum", session_id="s1", on_day="2026-03-09", document={"owner": ADA})
    put_record(cx, "r2", serves="group", session_id="s1")
    found = missed(cx)
    assert (found.kind, found.on, found.supervisor_id, found.pack, found.state) == (
        Kind.GROUP,
        date(2026, 3, 4),
        "olive",
        "harbour",
        State.HELD,
    )


@pytest.mark.parametrize(
    ("table", "row", "state"),
    [
        ("actions", {"id": "1", "agreed_on": "2026-03-04"}, State.HELD),
        ("drafts", {"id": "1", "updated_at": "2026-03-04T10:30:00+00:00"}, State.PLANNED),
        ("reflection_drafts", {"id": "1", "updated_at": "2026-03-04T10:30:00+00:00"}, State.PLANNED),
        ("evaluations_asked", {"nonce": "1", "at": "2026-03-04T10:30:00+00:00"}, State.PLANNED),
        ("papers", {"number": "1", "at": "2026-03-04T10:30:00+00:00"}, State.HELD),
    ],
)
def test_a_session_without_a_record_is_told_by_what_else_leads_to_it(
    cx: Connection, table: str, row: dict[str, str], state: State
) -> None:
    key = next(iter(row))
    put(cx, table, session_id="s1", **row)
    put(cx, table, **row | {key: "of no session"})
    put(cx, "search_source", kind="session", subject="s1", title=f"{Kind.GROUP.label} session S-2026-0007")
    found = missed(cx)
    assert (found.number, found.kind, found.on, found.state) == (
        "S-2026-0007",
        Kind.GROUP,
        date(2026, 3, 4),
        state,
    )
    assert (found.supervisor_id, found.pack) == ("bee", "mse-icb")


def test_its_day_and_how_it_is_held_are_those_it_is_found_by_and_its_records_day_before_that(
    cx: Connection,
) -> None:
    put(cx, "drafts", id="1", session_id="s1", updated_at="2026-03-04T10:30:00+00:00")
    put(cx, "search_source", kind="session", subject="s1", title="", body="20 March 2026 Telephone Ada Example")
    found = missed(cx)
    assert (found.on, found.mode, found.state) == (date(2026, 3, 20), Mode.TELEPHONE, State.PLANNED)
    put_record(cx, "r1", session_id="s1")
    assert (missed(cx).on, missed(cx).mode) == (date(2026, 3, 4), Mode.TELEPHONE)


def test_who_came_is_told_by_the_sessions_own_list_and_else_by_its_record(cx: Connection) -> None:
    put_record(cx, "r1", session_id="s1")
    for each in (OLIVE, ADA):
        put(cx, "record_parties", record_id="r1", person_id=each["person_id"])
    assert missed(cx).attendees == (Attendee("ada", Presence.PRESENT),)
    put(cx, "attendance", session_id="s1", person_id="bee", presence="apologies", service="0–19")
    assert missed(cx).attendees == (Attendee("bee", Presence.APOLOGIES, "0–19"),)


@pytest.mark.parametrize(
    ("name", "table", "row"),
    [
        ("session 2026", "sessions", {"number": "S-2026-0007"}),
        ("session 2026", "search_source", {"kind": "session", "title": "One-to-one session S-2026-0007"}),
        ("record 2026", "records", {"number": "R-2026-0007", "document": "{}"}),
        ("record 2026", "search_source", {"kind": "record", "title": "R-2026-0007 · Note"}),
        ("reflection 2026", "reflections", {"document": '{"number": "P-2026-0007"}'}),
        ("paper", "papers", {"number": "0007"}),
        ("statement", "settings", {"key": "statements", "value": '[{"number":"0003"},{"number":"0007"}]'}),
    ],
)
def test_no_number_that_is_told_anywhere_is_given_again(
    cx: Connection, name: str, table: str, row: dict[str, str]
) -> None:
    put(cx, table, **row)
    lacking.raise_counters(cx)
    assert store.next_number(cx, name) == 8
    store.next_number(cx, name)
    lacking.raise_counters(cx)
    assert store.next_number(cx, name) == 10, "what was counted stays counted"


@pytest.mark.parametrize("table", ["records", "reflections", "drafts", "reflection_drafts", "evaluations_asked"])
def test_what_lacks_its_form_is_left_out_and_the_rest_stays(cx: Connection, table: str) -> None:
    own = "nonce" if table == "evaluations_asked" else "id"
    put(cx, "form_definitions", digest="here")
    put(cx, table, **{own: "whole"}, form_digest="here")
    put(cx, table, **{own: "formless"}, form_digest="gone", number="R-2026-0001")
    assert lacking.forms(cx) == {"gone"}
    assert lacking.leave_out_formless(cx) == (("R-2026-0001",) if table == "records" else ())
    assert [row[own] for row in fetch(cx, f"SELECT {own} FROM {table}")] == ["whole"]


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        ("record", "records"),
        ("reflection", "reflections"),
        ("session", "sessions"),
        ("person", "people"),
        ("action", "actions"),
    ],
)
def test_searching_finds_nothing_that_is_gone(cx: Connection, kind: str, table: str) -> None:
    put(cx, table, id="here")
    for place, subject in enumerate(("here", "gone")):
        put(cx, "search_source", place=place, kind=kind, subject=subject)
    lacking.forget_what_is_gone(cx)
    assert [row["subject"] for row in fetch(cx, "SELECT subject FROM search_source")] == ["here"]
