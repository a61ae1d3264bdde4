"""What a vault made of another's whole pages lacks, so that it can be worked with: nothing is made up for it."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter

from supdesk.domain.days import read_date
from supdesk.domain.people import Party
from supdesk.domain.sessions import Attendee, Kind, Mode, Presence, Session, State
from supdesk.vault import rows
from supdesk.vault.cipher import Connection
from supdesk.vault.connection import fetch

_WRITTEN = ("records", "reflections", "drafts", "reflection_drafts", "evaluations_asked")
_FORMLESS = "form_digest NOT IN (SELECT digest FROM form_definitions)"


def forms(cx: Connection) -> set[str]:
    """The digests of the definitions that something was written with and that are not here."""
    asked = " UNION ".join(f"SELECT form_digest FROM {table} WHERE {_FORMLESS}" for table in _WRITTEN)  # noqa: S608
    return {row["form_digest"] for row in fetch(cx, asked)}


def leave_out_formless(cx: Connection) -> tuple[str, ...]:
    """Take out what can't be read since its definition is not here; answers with the numbers of the records."""
    lost = fetch(cx, f"SELECT DISTINCT number FROM records WHERE {_FORMLESS} ORDER BY number")  # noqa: S608
    for table in _WRITTEN:
        cx.execute(f"DELETE FROM {table} WHERE {_FORMLESS}")  # noqa: S608 - our own names
    return tuple(row["number"] for row in lost)


_NAMED = """SELECT party.value ->> '$.person_id' AS person_id, party.value ->> '$.name' AS name,
    party.value ->> '$.designation' AS designation
    FROM records, json_each(json_insert(document -> '$.parties', '$[#]', document -> '$.owner')) AS party
    WHERE party.value ->> '$.person_id' <> '' ORDER BY records.written_at"""
_MEANT = """SELECT supervisor_id AS id FROM sessions UNION SELECT person_id FROM attendance
    UNION SELECT person_id FROM evaluations_asked UNION SELECT person_id FROM evidence
    UNION SELECT person_id FROM tellings UNION SELECT person_id FROM record_parties
    UNION SELECT reader_id FROM papers
    UNION SELECT json_extract(value, '$') FROM settings WHERE key = 'owner'"""


def people(cx: Connection) -> Iterator[Party]:
    """Those who are meant somewhere and are not here, as the newest record names them; nameless where none does."""
    here = {row["id"] for row in fetch(cx, "SELECT id FROM people")}
    named = {row["person_id"]: rows.party(row) for row in fetch(cx, _NAMED)}
    meant = {row["id"] for row in fetch(cx, _MEANT)} | named.keys()
    for each in sorted(meant - here - {""}):
        yield named.get(each, Party(each, "", ""))


_LED_TO = """SELECT session_id AS id, on_day AS day, document ->> '$.form.pack' AS pack,
        serves, document ->> '$.owner.person_id' AS owner FROM records
    UNION ALL SELECT session_id, agreed_on, '', '', '' FROM actions
    UNION ALL SELECT session_id, substr(updated_at, 1, 10), '', '', '' FROM drafts
    UNION ALL SELECT session_id, substr(updated_at, 1, 10), '', '', '' FROM reflection_drafts
    UNION ALL SELECT document ->> '$.session_id', on_day, '', '', '' FROM reflections
    UNION ALL SELECT session_id, substr(at, 1, 10), '', '', '' FROM evaluations_asked
    UNION ALL SELECT session_id, substr(at, 1, 10), '', '', '' FROM papers"""
_LOST = f"""SELECT led.*, s.title, s.body, EXISTS (SELECT session_id FROM actions WHERE session_id = led.id
        UNION ALL SELECT session_id FROM papers WHERE session_id = led.id) AS held
    FROM ({_LED_TO}) AS led LEFT JOIN search_source s ON s.kind = 'session' AND s.subject = led.id
    WHERE led.id <> '' AND led.id NOT IN (SELECT id FROM sessions) ORDER BY led.id, led.day"""  # noqa: S608 - our own words


def sessions(cx: Connection, owner: str, pack: str, at: datetime) -> Iterator[Session]:
    """Those that something is about and that are not here, by what it tells: a day, a kind, who came.

    The day is its record's, else the one it is found by, else the first on which something was written of it. Where
    not even the number is told it is the id. `at` is UTC.
    """
    for session_id, found in groupby(fetch(cx, _LOST), key=itemgetter("id")):
        told = sorted(found, key=lambda row: row["serves"] not in tuple(Kind))
        first, kinds = told[0], [Kind(row["serves"]) for row in told if row["serves"] in tuple(Kind)]
        day, mode = _day_and_mode_in(first["body"] or "")
        yield Session(
            id=session_id,
            number=(first["title"] or session_id).rpartition(" ")[2],
            kind=kinds[0] if kinds else _kind_in(first["title"] or ""),
            mode=mode,
            on=date.fromisoformat(first["day"]) if kinds or day is None else day,
            start=None,
            finish=None,
            supervisor_id=first["owner"] or owner,
            attendees=_came(cx, session_id),
            state=State.HELD if kinds or first["held"] else State.PLANNED,
            pack=first["pack"] or pack,
            entered_at=at,
        )


def _kind_in(title: str) -> Kind:
    return next((kind for kind in Kind if title.startswith(kind.label)), Kind.ONE_TO_ONE)


def _day_and_mode_in(body: str) -> tuple[date | None, Mode]:
    """As a session is found by: its day, how it is held, and names."""
    words = body.split(" ")
    rest = " ".join(words[3:])
    return read_date(" ".join(words[:3])), next((m for m in Mode if rest.startswith(m.label)), Mode.FACE_TO_FACE)


def _came(cx: Connection, session_id: str) -> tuple[Attendee, ...]:
    """Who came as far as its own list still says so, else those whom its record was about."""
    listed = fetch(cx, "SELECT * FROM attendance WHERE session_id = :id ORDER BY place", id=session_id)
    if listed:
        return tuple(Attendee(row["person_id"], Presence(row["presence"]), row["service"]) for row in listed)
    parties = """SELECT DISTINCT person_id FROM record_parties JOIN records ON records.id = record_id
        WHERE session_id = :id AND person_id <> document ->> '$.owner.person_id' ORDER BY person_id"""
    return tuple(Attendee(row["person_id"], Presence.PRESENT) for row in fetch(cx, parties, id=session_id))


# Numbers end in digits; where the page of the counters is lost, the next ones begin after those that are here.
_NUMBERED = """SELECT 'session ' || substr(number, 3, 4) AS name, substr(number, 8) AS number FROM sessions
    UNION SELECT 'record ' || substr(number, 3, 4), substr(number, 8) FROM records
    UNION SELECT 'record ' || substr(title, 3, 4), substr(title, 8, 4) FROM search_source
        WHERE kind = 'record' AND title GLOB 'R-[0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9]*'
    UNION SELECT 'session ' || substr(title, -9, 4), substr(title, -4) FROM search_source
        WHERE kind = 'session' AND title GLOB '* S-[0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9]'
    UNION SELECT 'reflection ' || substr(document ->> '$.number', 3, 4), substr(document ->> '$.number', 8)
        FROM reflections
    UNION SELECT 'paper', number FROM papers
    UNION SELECT 'statement', value ->> '$.number'
        FROM json_each((SELECT value FROM settings WHERE key = 'statements'))"""


def raise_counters(cx: Connection) -> None:
    """Have no number be given twice."""
    cx.execute(
        f"""INSERT INTO counters
        SELECT name, max(CAST(number AS INTEGER)) FROM ({_NUMBERED}) WHERE true GROUP BY name
        ON CONFLICT(name) DO UPDATE SET value = max(value, excluded.value)"""  # noqa: S608 - our own words
    )


def forget_what_is_gone(cx: Connection) -> None:
    """Have nothing found by searching that is not here."""
    for kind, table in _FOUND.items():
        cx.execute(
            f"DELETE FROM search_source WHERE kind = '{kind}' AND subject NOT IN (SELECT id FROM {table})"  # noqa: S608
        )


_FOUND = {
    "record": "records",
    "reflection": "reflections",
    "session": "sessions",
    "person": "people",
    "action": "actions",
}
