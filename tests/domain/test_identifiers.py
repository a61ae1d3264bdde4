"""What may identify somebody is pointed at; what people simply write is left alone."""

from datetime import date

import pytest

from supdesk.domain.identifiers import parts_of_names, suspects
from supdesk.domain.nhs_numbers import digits_of, is_nhs_number

DAY = date(2026, 3, 4)


def found(text: str, *names: str) -> list[tuple[str, str]]:
    return [(suspect.words, suspect.how) for suspect in suspects(text, names, DAY)]


@pytest.mark.parametrize("text", [
    "943 476 5919", "943-476-5919", "9434765919", "943\u00a0476\u00a05919", "943\u2009476\u20095919",
    "943–476–5919", "943.476.5919", "943/476/5919", "943  476 5919", "943\n476\n5919", "943\u200b476\u200b5919",
    "９４３ ４７６ ５９１９", "٩٤٣ ٤٧٦ ٥٩١٩", "9 4 3 4 7 6 5 9 1 9", "943 - 476 - 5919",
])  # fmt: skip
def test_an_nhs_number_is_pointed_at_however_it_is_spaced(text: str) -> None:
    assert found(f"Her number, {text}, is on file.") == [(text, "looks like an NHS number")]


def test_an_nhs_number_is_found_beside_other_numbers() -> None:
    text = "Seen 2026 943 476 5919 12, é٢, then 9876543210."
    assert [words for words, _ in found(text)] == ["943 476 5919", "9876543210"]


def test_the_field_takes_what_is_found_in_a_text_and_keeps_ten_plain_digits() -> None:
    for text in ("943.476.5919", "٩٤٣ ٤٧٦ ٥٩١٩", "943\u200b4765919"):
        assert is_nhs_number(text)
        assert digits_of(text) == "9434765919"


@pytest.mark.parametrize("text", ["943 476 5918", "1111111111", "01245 398 7701", "9434765919123"])
def test_other_numbers_are_not(text: str) -> None:
    assert not found(text)


def test_a_check_digit_of_ten_makes_no_nhs_number() -> None:
    assert not any(is_nhs_number(f"123456761{last}") for last in range(10))


@pytest.mark.parametrize(
    "text", ["14/02/2019", "14.2.19", "14 February 2019", "14th Feb 2019", "14th of February, 2019", "2019-02-14"]
)
def test_a_day_long_past_may_be_a_birthday(text: str) -> None:
    assert found(f"He came on {text} first.") == [(text, "looks like a date of birth")]


@pytest.mark.parametrize(
    "text", ["born on 2 January 2026", "DOB: 02/01/2026", "d.o.b. 2 Jan 26", "Date of birth 2.1.2026"]
)
def test_a_recent_day_is_one_when_the_words_before_say_so(text: str) -> None:
    assert [looks for _, looks in found(text)] == ["looks like a date of birth"]


@pytest.mark.parametrize(
    "text", ["We meet on 4 June 2026.", "Seen on 12/12/2025.", "31/02/2019", "version 10.2.7.1", "3 visits in 2019"]
)
def test_days_of_the_work_itself_are_left_alone(text: str) -> None:
    assert not found(text)


@pytest.mark.parametrize("text", ["SS1 1AA", "CM23QT", "ss1 1aa", "EC1A 1BB"])
def test_a_postcode_is_pointed_at(text: str) -> None:
    assert found(f"They live at {text}.") == [(text, "looks like a postcode")]


def test_words_that_only_begin_like_a_postcode_are_not() -> None:
    assert not found("Room B12 on ward C3, up to 4am, in a1 condition")


def test_whole_names_from_the_list_are_pointed_at_and_first_names_are_not() -> None:
    text = "I rang bee\nsample about Ada."
    assert found(text, "Bee Sample", "Ada Example", "Ada") == [("Bee Sample", "is on your list of people")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada listens", ["Ada"]),
        ("Thank you, Example!", ["Example"]),
        ("for example, adapt", []),
        ("Adamant", []),
        ("Zoë was kind", ["Zoë"]),
        ("ADA LISTENS", ["ADA"]),
        ("Jo stayed late", ["Jo"]),
        ("Thank you, Bee", ["Bee"]),
        ("Dr Who", []),
    ],
)
def test_part_of_a_listed_name_is_found_where_it_is_written_as_one(text: str, found: list[str]) -> None:
    names = ["Ada Example", "Zoë O'B", "Dr Jo No", "BEE SAMPLE"]
    assert [each.words for each in parts_of_names(text, names)] == found
