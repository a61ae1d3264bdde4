"""The columns of a register are data that a pack may choose from and put in order."""

from dataclasses import replace

import pytest

from supdesk.domain.errors import SupdeskError
from supdesk.exchange.columns import COLUMNS, KEYS, chosen, of, of_supervisors, table
from tests.exchange.register_examples import REGISTER


def test_a_register_has_every_column_unless_a_pack_says_otherwise() -> None:
    assert chosen() == COLUMNS


def test_keys_and_headings_are_each_different() -> None:
    assert len(set(KEYS)) == len({column.heading for column in COLUMNS}) == len(COLUMNS)


def test_a_pack_chooses_the_columns_and_their_order() -> None:
    assert [column.heading for column in chosen(("attendee", "date"))] == ["Attendee", "Date"]


@pytest.mark.parametrize("keys", [("date", "concerns"), (), ("date", "date")])
def test_an_unknown_a_repeated_or_no_column_is_refused(keys: tuple[str, ...]) -> None:
    with pytest.raises(SupdeskError) as refused:
        chosen(keys)
    assert refused.value.code == "register.column"
    assert "attendee" in refused.value.sentence


def test_a_row_shows_words_days_and_the_supervisors_dates() -> None:
    first, second = table(REGISTER, COLUMNS)
    assert first == [
        "SD-7Q2F-0001", "2026-01-14", "One-to-one", "Microsoft Teams", "Held", "60",
        "Ada Example", "Bee Sample", "Practice nurse", "Invented Surgery", "Example Partnership", "Present",
        "2023-05-02", "Invented Supervision Course", "2025-06-01",
    ]  # fmt: skip
    assert second[2:6] == ["Group", "Face to face", "Cancelled", ""]
    assert second[11] == "Expected"


def test_paper_tells_once_what_is_known_of_each_supervisor() -> None:
    course = "course Invented Supervision Course"
    assert list(of_supervisors(REGISTER, COLUMNS)) == [
        ["Supervisor", "Ada Example", "competent since 2023-05-02", course, "last refreshed 2025-06-01"]
    ]
    unknown = replace(REGISTER, competence=())
    assert list(of_supervisors(unknown, COLUMNS)) == [["Supervisor", "Ada Example", "training not recorded"]]
    assert list(of_supervisors(unknown, chosen(("date",)))) == [["Supervisor", "Ada Example"]]


def test_a_table_for_practice_says_so_in_every_row_before_anything_else() -> None:
    practice = replace(REGISTER, practice=True)
    columns = of(practice, ("attendee",))
    assert [column.heading for column in columns] == ["PRACTICE", "Attendee"]
    assert [cells[0] for cells in table(practice, columns)] == ["invented", "invented"]
    assert of(REGISTER, ("attendee",)) == chosen(("attendee",))
