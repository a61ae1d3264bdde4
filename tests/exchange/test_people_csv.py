"""People from a CSV file: what could be read comes back, and what was wrong stands beside it."""

from unicodedata import normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person, Role
from supdesk.exchange.csv_decoding import LARGEST
from supdesk.exchange.people_csv import LONGEST_CELL, MOST_ROWS, PeopleFile, PersonRow, RowProblem, read_people

LIST = "Name,Job title,Team,E-mail\nBee Sample,Practice nurse,Invented Surgery,bee@example.org\n"
BEE = Person(
    id="", name="Bee Sample", designation="Practice nurse", service="Invented Surgery", email="bee@example.org"
)


def read(text: str) -> PeopleFile:
    return read_people(text.encode())


def only(text: str) -> PersonRow:
    (row,) = read(text).rows
    return row


def read_or_refused(content: bytes) -> PeopleFile | SupdeskError:
    try:
        return read_people(content)
    except SupdeskError as refused:
        return refused


def code_of(content: bytes) -> str:
    with pytest.raises(SupdeskError) as refused:
        read_people(content)
    return refused.value.code


def test_a_list_of_people_is_read_with_its_lines() -> None:
    assert read(LIST) == PeopleFile((PersonRow(2, BEE),))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_programs_way_of_writing_csv_is_read(encoding: str, delimiter: str, ending: str) -> None:
    text = LIST.replace("Bee", "Zoë").replace(",", delimiter).replace("\n", ending)
    (row,) = read_people(text.encode(encoding)).rows
    assert (row.line, row.person.name, row.problems) == (2, "Zoë Sample", ())


def test_big_endian_utf_16_is_read() -> None:
    assert read_people(b"\xfe\xff" + LIST.encode("utf-16-be")).rows[0].person == BEE


def test_every_field_has_a_heading() -> None:
    row = only(
        "FULL NAME;Designation;Organisation;Service;Staff Group;Alliance;Employment basis;Line manager;"
        "Line manager e-mail;Email address;Staff no.;Roles\n"
        "Bee Sample;Nurse;Example Partnership;Surgery;Clinical;North;Bank;Cee Specimen;"
        "cee@example.org;bee@example.org;00042;Supervisor / service lead\n"
    )
    assert row.problems == ()
    assert row.person == Person(
        id="",
        name="Bee Sample",
        designation="Nurse",
        employer="Example Partnership",
        service="Surgery",
        staff_group="Clinical",
        locality="North",
        employment="Bank",
        line_manager="Cee Specimen",
        line_manager_email="cee@example.org",
        email="bee@example.org",
        staff_number="00042",
        roles=frozenset({Role.SUPERVISOR, Role.SERVICE_LEAD}),
    )


def test_first_name_and_surname_make_a_name() -> None:
    assert only("Surname,First name\nSample,Bee\n").person.name == "Bee Sample"


def test_somebody_without_a_role_is_a_supervisee() -> None:
    assert only("Name,Role\nBee Sample,\n").person.roles == {Role.SUPERVISEE}


def test_an_unknown_role_is_said_and_the_known_ones_kept() -> None:
    row = only("Name,Role\nBee Sample,admin; wizard\n")
    assert row.person.roles == {Role.ADMIN}
    assert row.problems[0].field == "roles"
    assert "“wizard”" in row.problems[0].sentence


def test_headings_nothing_is_taken_from_are_named() -> None:
    assert read("Name,Shoe size,Email,E-mail,\nBee,38,b@example.org,c@example.org,\n").ignored == (
        "Shoe size",
        "E-mail",
    )


def test_blanks_control_characters_and_line_ends_in_a_cell_are_tidied() -> None:
    assert only('Name\n"  Bee\r\n \x07 Sample\x7f "\n').person.name == "Bee Sample"


def test_blank_lines_are_passed_over_and_line_numbers_stay_true() -> None:
    rows = read('\n\nName,Team\n,\nBee,"a\nb"\n\nCee,c\n').rows
    assert [(row.line, row.person.name) for row in rows] == [(5, "Bee"), (8, "Cee")]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Name,Team\n,Surgery\n", "name"),
        ("Name,Email\nBee,bee at example\n", "email"),
        ("Name,Manager email\nBee,cee@\n", "line_manager_email"),
        ("Name,Team\nBee,Surgery,North\n", ""),
        (f"Name,Team\nBee,{'x' * (LONGEST_CELL + 1)}\n", "service"),
    ],
)
def test_what_is_wrong_with_a_row_is_a_value_beside_it(text: str, field: str) -> None:
    row = only(text)
    assert [problem.field for problem in row.problems] == [field]
    assert row.problems[0].sentence.endswith(".")


def test_a_short_row_leaves_the_rest_empty() -> None:
    assert only("Name,Team,Email\nBee\n") == PersonRow(2, Person(id="", name="Bee"))


def test_a_cell_beyond_the_limit_is_cut() -> None:
    assert len(only(f"Name,Team\nBee,{'x' * 20_000}\n").person.service) == LONGEST_CELL


def test_a_row_names_one_strange_role_however_many_there_are() -> None:
    assert only(f"Name,Role\nBee,{'x;' * 4000}\n").problems == (
        RowProblem("roles", "“x” is not a role: use Supervisor, Supervisee, Line manager, Service lead, Admin."),
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "people.empty"),
        (b"\xef\xbb\xbf \r\n", "people.empty"),
        (b"PK\x03\x04...", "people.spreadsheet"),
        (b"\xd0\xcf\x11\xe0...", "people.spreadsheet"),
        (b"%PDF-1.7\n\x00\x81", "people.not-csv"),
        (b"Name\nBee\x00\n", "people.not-csv"),
        (b"Name\nBee \x81\n", "people.not-csv"),
        (b"\xff\xfeN\x00", "people.no-name"),
        (b"\xff\xfeN\x00a\x00m", "people.not-csv"),
        (b"Name" + b"," * 500, "people.not-csv"),
        (b'Name\n"' + b"x" * 200_000, "people.not-csv"),
        (b"Team,Email\nSurgery,bee@example.org\n", "people.no-name"),
        (b"Once upon a time", "people.no-name"),
        (b"x" * (LARGEST + 1), "people.large"),
        (b"Name\n" + b"Bee\n" * (MOST_ROWS + 1), "people.large"),
    ],
)
def test_what_is_no_list_of_people_is_refused_with_the_reason(content: bytes, code: str) -> None:
    assert code_of(content) == code


def test_the_longest_list_allowed_is_read() -> None:
    assert len(read("Name\n" + "Bee\n" * MOST_ROWS).rows) == MOST_ROWS


@settings(deadline=None)
@given(st.binary(max_size=400) | st.text("Name,;\t\"'\r\nEmail@.\0\x1f=ß\u2028", max_size=200).map(str.encode))
@example(b'Name\n"')
@example(b"Name\r\rx")
def test_any_bytes_at_all_are_read_or_refused_in_one_sentence(content: bytes) -> None:
    found = read_or_refused(content)
    if isinstance(found, SupdeskError):
        assert found.code.startswith("people.")
        assert found.sentence.endswith(".")
    else:
        assert all(row.person.name or row.problems for row in found.rows)


@settings(deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cf"], exclude_characters="\0"), max_size=60), max_size=12
    )
)
def test_any_text_under_a_name_heading_is_read_as_names(texts: list[str]) -> None:
    lines = ['"' + text.replace('"', '""') + '"' for text in texts]
    content = "\r\n".join(["Name", *lines]).encode()
    wanted = [
        normalize("NFC", " ".join("".join(c if c >= " " and not "\x7f" <= c < "\xa0" else " " for c in t).split()))
        for t in texts
    ]
    assert [row.person.name for row in read_people(content).rows if row.person.name] == [
        name for name in wanted if name
    ]


def test_an_address_that_reaches_nobody_is_left_out_and_said() -> None:
    (row,) = read_people(b"Name,Email\nAda Example,ada at work\n").rows
    assert row.person.email == ""
    assert [problem.field for problem in row.problems] == ["email"]
    assert "left out" in row.problems[0].sentence


def test_nothing_unseen_is_read_into_a_name() -> None:
    assert only("Name\nAda\u202e Exam\u200bple\n").person.name == "Ada Example"
