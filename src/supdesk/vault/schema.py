"""The tables, as numbered migrations: each runs once, in its own transaction."""

APPLICATION_ID = 0x73757064
"""`supd`, at the head of the database file (SQLite `application_id`)."""

_FIRST = """
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
CREATE TABLE people (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, designation TEXT NOT NULL, employer TEXT NOT NULL,
    service TEXT NOT NULL, staff_group TEXT NOT NULL, locality TEXT NOT NULL, employment TEXT NOT NULL,
    line_manager TEXT NOT NULL, line_manager_email TEXT NOT NULL, email TEXT NOT NULL, staff_number TEXT NOT NULL,
    roles TEXT NOT NULL, pack TEXT NOT NULL, archived INTEGER NOT NULL
) STRICT;
CREATE TABLE sessions (
    id TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, mode TEXT NOT NULL, on_day TEXT NOT NULL,
    start TEXT, finish TEXT, supervisor_id TEXT NOT NULL REFERENCES people(id), state TEXT NOT NULL,
    pack TEXT NOT NULL, entered_at TEXT NOT NULL, confidential_setting INTEGER NOT NULL,
    cancellation TEXT, referral_noted_at TEXT
) STRICT;
CREATE INDEX sessions_by_day ON sessions(on_day);
CREATE INDEX sessions_by_state ON sessions(state);
CREATE TABLE attendance (
    session_id TEXT NOT NULL REFERENCES sessions(id), person_id TEXT NOT NULL REFERENCES people(id),
    place INTEGER NOT NULL, presence TEXT NOT NULL, PRIMARY KEY (session_id, person_id)
) STRICT;
CREATE INDEX attendance_by_person ON attendance(person_id, presence, session_id);
CREATE TABLE form_definitions (
    digest TEXT PRIMARY KEY, pack TEXT NOT NULL, form TEXT NOT NULL, version INTEGER NOT NULL, text TEXT NOT NULL
) STRICT;
CREATE TABLE drafts (
    id TEXT PRIMARY KEY, form_digest TEXT NOT NULL REFERENCES form_definitions(digest), session_id TEXT NOT NULL,
    record_id TEXT NOT NULL, facts TEXT NOT NULL, raw TEXT NOT NULL, updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX drafts_by_session ON drafts(session_id);
CREATE TABLE records (
    id TEXT NOT NULL, revision INTEGER NOT NULL, number TEXT NOT NULL, serves TEXT NOT NULL, title TEXT NOT NULL,
    session_id TEXT NOT NULL, on_day TEXT NOT NULL, form_digest TEXT NOT NULL REFERENCES form_definitions(digest),
    amends TEXT NOT NULL, written_at TEXT NOT NULL, document TEXT NOT NULL, digest TEXT NOT NULL,
    previous_digest TEXT NOT NULL, PRIMARY KEY (id, revision)
) STRICT;
CREATE INDEX records_by_session ON records(session_id);
CREATE INDEX records_by_day ON records(on_day);
CREATE INDEX records_by_purpose ON records(serves);
CREATE INDEX records_by_amended ON records(amends);
CREATE TABLE record_parties (
    record_id TEXT NOT NULL, person_id TEXT NOT NULL, PRIMARY KEY (record_id, person_id)
) STRICT;
CREATE TABLE files (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, media_type TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
    kept_at TEXT NOT NULL, content BLOB NOT NULL
) STRICT;
CREATE TABLE agreements (
    record_id TEXT NOT NULL, revision INTEGER NOT NULL, way TEXT NOT NULL, on_day TEXT NOT NULL,
    marks TEXT NOT NULL, file_id TEXT NOT NULL, note TEXT NOT NULL, pdf_id TEXT NOT NULL REFERENCES files(id),
    sealed_at TEXT NOT NULL, PRIMARY KEY (record_id, revision)
) STRICT;
CREATE TABLE actions (
    id TEXT PRIMARY KEY, what TEXT NOT NULL, by_whom TEXT NOT NULL, by_when TEXT, because TEXT NOT NULL,
    how TEXT NOT NULL, session_id TEXT NOT NULL, record_id TEXT NOT NULL, agreed_on TEXT NOT NULL,
    state TEXT NOT NULL
) STRICT;
CREATE INDEX actions_by_session ON actions(session_id);
CREATE INDEX actions_by_state ON actions(state, agreed_on);
CREATE TABLE action_steps (
    action_id TEXT NOT NULL REFERENCES actions(id), place INTEGER NOT NULL, decision TEXT NOT NULL,
    on_day TEXT NOT NULL, at TEXT NOT NULL, session_id TEXT NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (action_id, place)
) STRICT;
CREATE TABLE sendings (
    number TEXT PRIMARY KEY, first_day TEXT NOT NULL, last_day TEXT NOT NULL, recipient TEXT NOT NULL,
    at TEXT NOT NULL, rows INTEGER NOT NULL, digest TEXT NOT NULL, corrects TEXT NOT NULL
) STRICT;
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, deed TEXT NOT NULL, subject TEXT NOT NULL, digest TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE TABLE search_source (
    place INTEGER PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL,
    UNIQUE (kind, subject)
) STRICT;
CREATE VIRTUAL TABLE search USING fts5(
    title, body, content='search_source', content_rowid='place', tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO search(search, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER search_added AFTER INSERT ON search_source BEGIN
    INSERT INTO search(rowid, title, body) VALUES (new.place, new.title, new.body);
END;
CREATE TRIGGER search_removed AFTER DELETE ON search_source BEGIN
    INSERT INTO search(search, rowid, title, body) VALUES ('delete', old.place, old.title, old.body);
END;
CREATE TRIGGER search_changed AFTER UPDATE ON search_source BEGIN
    INSERT INTO search(search, rowid, title, body) VALUES ('delete', old.place, old.title, old.body);
    INSERT INTO search(rowid, title, body) VALUES (new.place, new.title, new.body);
END;
"""

_TRAINING = """
ALTER TABLE people ADD COLUMN competent_on TEXT;
ALTER TABLE people ADD COLUMN course TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN booked_on TEXT;
ALTER TABLE people ADD COLUMN refreshed_on TEXT;
"""

_SENT = """
ALTER TABLE sendings ADD COLUMN written_at TEXT;
ALTER TABLE sendings ADD COLUMN sent_at TEXT;
UPDATE sendings SET written_at = at;
"""

_TRACKED = """
ALTER TABLE people ADD COLUMN started_on TEXT;
ALTER TABLE people ADD COLUMN left_on TEXT;
ALTER TABLE people ADD COLUMN leave TEXT NOT NULL DEFAULT '[]';
ALTER TABLE people ADD COLUMN cadence_months INTEGER NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN cadence_reason TEXT NOT NULL DEFAULT '';
"""

_THEMES = """
CREATE TABLE themes (record_id TEXT NOT NULL, theme TEXT NOT NULL, PRIMARY KEY (record_id, theme)) STRICT;
"""

_EVALUATIONS = """
CREATE TABLE evaluations_asked (
    nonce TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES sessions(id),
    person_id TEXT NOT NULL REFERENCES people(id),
    form_digest TEXT NOT NULL REFERENCES form_definitions(digest), at TEXT NOT NULL, record_id TEXT NOT NULL
) STRICT;
CREATE INDEX evaluations_asked_by_session ON evaluations_asked(session_id, person_id);
CREATE TABLE evaluations_sent (
    record_id TEXT NOT NULL, at TEXT NOT NULL, recipient TEXT NOT NULL, PRIMARY KEY (record_id, at)
) STRICT;
"""

_EVIDENCE = """
CREATE TABLE evidence (
    id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id), shows TEXT NOT NULL, course TEXT NOT NULL,
    body TEXT NOT NULL, on_day TEXT NOT NULL, file_id TEXT NOT NULL REFERENCES files(id), kept_at TEXT NOT NULL
) STRICT;
"""

_PLANNED = """
ALTER TABLE sessions ADD COLUMN series TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN rebooks TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN revised_at TEXT;
UPDATE sessions SET sequence = (SELECT count(*) FROM audit WHERE audit.subject = sessions.id);
CREATE INDEX sessions_by_series ON sessions(series) WHERE series <> '';
CREATE INDEX sessions_by_rebooked ON sessions(rebooks) WHERE rebooks <> '';
CREATE TABLE tellings (
    session_id TEXT NOT NULL REFERENCES sessions(id), person_id TEXT NOT NULL REFERENCES people(id),
    drafted_on TEXT, answered_on TEXT, answer TEXT NOT NULL, PRIMARY KEY (session_id, person_id)
) STRICT;
CREATE TABLE preparations (
    session_id TEXT NOT NULL REFERENCES sessions(id), item TEXT NOT NULL, PRIMARY KEY (session_id, item)
) STRICT;
"""
# Until then a calendar was given the number of deeds as the sequence: what it is given next must be higher.

_LOOKED_UP = """
CREATE INDEX IF NOT EXISTS audit_by_deed ON audit(deed, subject);
CREATE INDEX IF NOT EXISTS audit_by_subject ON audit(subject);
"""

_REFLECTIONS = """
CREATE TABLE reflections (
    id TEXT NOT NULL, revision INTEGER NOT NULL, serves TEXT NOT NULL, on_day TEXT NOT NULL,
    form_digest TEXT NOT NULL REFERENCES form_definitions(digest), document TEXT NOT NULL, digest TEXT NOT NULL,
    previous_digest TEXT NOT NULL, PRIMARY KEY (id, revision)
) STRICT;
CREATE TABLE reflection_drafts (
    id TEXT PRIMARY KEY, form_digest TEXT NOT NULL REFERENCES form_definitions(digest), session_id TEXT NOT NULL,
    record_id TEXT NOT NULL, facts TEXT NOT NULL, raw TEXT NOT NULL, updated_at TEXT NOT NULL
) STRICT;
CREATE TABLE reflection_copies (
    id TEXT PRIMARY KEY, reflection_id TEXT NOT NULL, revision INTEGER NOT NULL, recipient TEXT NOT NULL,
    at TEXT NOT NULL, file_id TEXT NOT NULL REFERENCES files(id)
) STRICT;
CREATE INDEX reflection_copies_by_reflection ON reflection_copies(reflection_id);
"""
# Apart from records and their drafts, so that nothing that reads those can come upon them.

_ROUND = """
CREATE TABLE papers (
    number TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES sessions(id), paper TEXT NOT NULL,
    reader TEXT NOT NULL, at TEXT NOT NULL, sent_at TEXT
) STRICT;
CREATE INDEX papers_by_session ON papers(session_id);
CREATE TABLE clinical_entries (
    record_id TEXT NOT NULL, place TEXT NOT NULL, state TEXT NOT NULL, on_day TEXT NOT NULL,
    PRIMARY KEY (record_id, place)
) STRICT;
"""

_WEEKS = """
ALTER TABLE people ADD COLUMN cadence TEXT NOT NULL DEFAULT '';
UPDATE people SET cadence = cadence_months || ' months' WHERE cadence_months > 0;
ALTER TABLE people DROP COLUMN cadence_months;
"""

_BEGUN_FROM = """
CREATE TABLE reflection_sources (page_id TEXT PRIMARY KEY, source_id TEXT NOT NULL) STRICT;
CREATE INDEX reflection_sources_by_source ON reflection_sources(source_id);
"""

_READERS = """
ALTER TABLE attendance ADD COLUMN service TEXT NOT NULL DEFAULT '';
UPDATE attendance SET service = (SELECT service FROM people WHERE id = person_id)
WHERE session_id IN (SELECT id FROM sessions WHERE state IN ('held', 'not-attended'));
ALTER TABLE papers ADD COLUMN reader_id TEXT NOT NULL DEFAULT '';
ALTER TABLE papers ADD COLUMN digest TEXT NOT NULL DEFAULT '';
UPDATE papers SET reader_id = (SELECT id FROM people WHERE name = reader)
WHERE (SELECT count(*) FROM people WHERE name = reader) = 1;
"""

_PACKS = """
ALTER TABLE sendings ADD COLUMN pack TEXT NOT NULL DEFAULT '';
UPDATE sendings SET pack = coalesce((SELECT json_extract(value, '$') FROM settings WHERE key = 'pack'), '');
UPDATE settings SET key = 'register_mail ' || (SELECT json_extract(value, '$') FROM settings WHERE key = 'pack')
    WHERE key = 'register_mail' AND EXISTS (SELECT 1 FROM settings WHERE key = 'pack');
"""

_PUBLISHED = """
CREATE TABLE publications (
    kind TEXT NOT NULL, pack TEXT NOT NULL, first_day TEXT NOT NULL, at TEXT NOT NULL, tables TEXT NOT NULL,
    PRIMARY KEY (kind, pack, first_day)
) STRICT;
CREATE TABLE published_quarters (
    pack TEXT NOT NULL, first_day TEXT NOT NULL, at TEXT NOT NULL, digest TEXT NOT NULL,
    PRIMARY KEY (pack, first_day)
) STRICT;
"""

MIGRATIONS: tuple[str, ...] = (
    _FIRST,
    _TRAINING,
    _SENT,
    _TRACKED,
    _THEMES,
    _EVALUATIONS,
    _EVIDENCE,
    _PLANNED,
    _LOOKED_UP,
    _REFLECTIONS,
    _ROUND,
    _WEEKS,
    _BEGUN_FROM,
    _READERS,
    _PACKS,
    _PUBLISHED,
)
"""Migration n brings `user_version` from n to n + 1."""
