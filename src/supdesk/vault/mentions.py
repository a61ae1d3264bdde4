"""What in the vault speaks of a person, or hangs on a session: only what nothing speaks of may be taken out."""

from supdesk.vault.cipher import Connection
from supdesk.vault.connection import fetch

# In JSON an id stands between quotation marks.
_OF_PERSON = {
    "sessions": """SELECT count(*) AS many FROM sessions s WHERE supervisor_id = :id
        OR EXISTS (SELECT 1 FROM attendance WHERE session_id = s.id AND person_id = :id)""",
    "records": """SELECT count(DISTINCT id) AS many FROM records WHERE instr(document, :quoted) > 0
        OR id IN (SELECT record_id FROM record_parties WHERE person_id = :id)""",
    "drafts": """SELECT count(*) AS many FROM drafts
        WHERE facts ->> '$.touched' AND instr(facts || raw, :quoted) > 0""",
    "private pages": """SELECT (SELECT count(DISTINCT id) FROM reflections WHERE instr(document, :quoted) > 0)
        + (SELECT count(*) FROM reflection_drafts WHERE instr(facts || raw, :quoted) > 0) AS many""",
    "evaluations": "SELECT count(*) AS many FROM evaluations_asked WHERE person_id = :id",
    "evidence": "SELECT count(*) AS many FROM evidence WHERE person_id = :id",
    "notices": "SELECT count(*) AS many FROM tellings WHERE person_id = :id",
    "papers": "SELECT count(*) AS many FROM papers WHERE reader_id = :id",
}
_OF_SESSION = {
    "records": "SELECT count(DISTINCT id) AS many FROM records WHERE session_id = :id",
    "actions": """SELECT count(*) AS many FROM actions a WHERE session_id = :id
        OR EXISTS (SELECT 1 FROM action_steps WHERE action_id = a.id AND session_id = :id)""",
    "evaluations": "SELECT count(*) AS many FROM evaluations_asked WHERE session_id = :id",
    "notices": "SELECT count(*) AS many FROM tellings WHERE session_id = :id",
    "papers": "SELECT count(*) AS many FROM papers WHERE session_id = :id",
    "rebookings": "SELECT count(*) AS many FROM sessions WHERE rebooks = :id",
    "private pages": """SELECT (SELECT count(DISTINCT id) FROM reflections WHERE document ->> '$.session_id' = :id)
        + (SELECT count(*) FROM reflection_drafts WHERE session_id = :id) AS many""",
}
_OWN = (
    "DELETE FROM drafts WHERE session_id = :id",
    "DELETE FROM preparations WHERE session_id = :id",
    "DELETE FROM attendance WHERE session_id = :id",
    "DELETE FROM sessions WHERE id = :id",
)


def of_person(cx: Connection, person_id: str) -> dict[str, int]:
    """How many of each kind of thing name that person; kinds of which there is none are left out."""
    return _counted(cx, _OF_PERSON, person_id)


def of_session(cx: Connection, session_id: str) -> dict[str, int]:
    """How many of each kind of thing hang on that session; its drafts and what was ticked for it do not count."""
    return _counted(cx, _OF_SESSION, session_id)


def drop_person(cx: Connection, person_id: str) -> None:
    """Take out somebody of whom nothing speaks, and the drafts begun for them in which nobody wrote."""
    cx.execute("DELETE FROM drafts WHERE instr(facts || raw, :quoted) > 0", {"quoted": f'"{person_id}"'})
    cx.execute("DELETE FROM people WHERE id = :id", {"id": person_id})


def drop_session(cx: Connection, session_id: str) -> None:
    """Take out a session on which nothing hangs, with its drafts and what was ticked for it."""
    said = {"id": session_id}
    for each in _OWN:
        cx.execute(each, said)


def _counted(cx: Connection, asked: dict[str, str], known: str) -> dict[str, int]:
    counts = {what: int(fetch(cx, sql, id=known, quoted=f'"{known}"')[0]["many"]) for what, sql in asked.items()}
    return {what: many for what, many in counts.items() if many}
