"""Themes are short words on a record, counted by period and hidden where few (R15, X9)."""

from datetime import date

import pytest

from supdesk.desk import finishing, planning, reading, recording, reporting, theming
from supdesk.desk.desk import Desk
from supdesk.domain.errors import SupdeskError
from supdesk.domain.quarters import quarter
from supdesk.domain.themes import theme, themes
from supdesk.vault import audit
from tests.desk.desks import TODAY, on_day, planned, written


@pytest.fixture
def record(desk: Desk) -> str:
    return finished(desk, TODAY)


def finished(desk: Desk, on: date) -> str:
    sitting = recording.sit_down(desk, planned(desk, on=on))
    recording.save(desk, sitting.main.draft.id, written(actions=[]))
    return finishing.finish(desk, [sitting.main.draft.id]).records[0].id


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  domestic   ABUSE ", "Domestic abuse"),
        ("MCA", "MCA"),
        ("", ""),
        ("x" * 90, "X" + "x" * 39),
        ("a, b", "A b"),
    ],
)
def test_a_theme_is_written_one_way_however_it_was_typed(typed: str, kept: str) -> None:
    assert theme(typed) == kept


def test_each_theme_is_kept_once() -> None:
    assert themes(["neglect", "Neglect ", "", "Exploitation"]) == ("Exploitation", "Neglect")


def test_a_record_keeps_its_themes_and_what_was_used_is_offered_again(desk: Desk, record: str) -> None:
    assert "Neglect" in theming.offered(desk, record)
    theming.give(desk, record, ["neglect", "night work"])
    assert reading.read(desk, record).themes == ("Neglect", "Night work")
    assert "Night work" in theming.offered(desk, record)
    theming.give(desk, record, ["neglect"])
    assert theming.of(desk, record) == ("Neglect",)
    assert [deed for _, deed in audit.about(desk.vault.cx, record)][-1] == "themes"


def test_themes_change_no_page_and_no_digest(desk: Desk, record: str) -> None:
    before = reading.read(desk, record).record
    theming.give(desk, record, ["neglect"])
    assert reading.read(desk, record).record == before


def test_more_than_a_record_can_be_about_is_refused(desk: Desk, record: str) -> None:
    with pytest.raises(SupdeskError) as refused:
        theming.give(desk, record, [f"theme {number}" for number in range(13)])
    assert refused.value.code == "themes.many"
    assert theming.of(desk, record) == ()


def test_reports_count_themes_by_period_and_hide_small_numbers_everywhere(desk: Desk) -> None:
    for place in range(9):
        known = finished(desk, TODAY)
        theming.give(desk, known, ["neglect", *(["rare"] if place == 0 else [])])
    theming.give(desk, finished(desk, date(2025, 6, 1)), ["older"])
    over = on_day(desk, date(2026, 4, 1))
    for published in (False, True):
        report = reporting.quarter_pack(over, quarter(TODAY), published=published)
        (table,) = [each for each in report.tables if each.title == "Themes"]
        assert table.rows == (("Neglect", 10), ("Rare", "*"))
    assert len(planning.sessions(desk)) == 10


def test_a_theme_that_may_name_somebody_is_not_published(desk: Desk) -> None:
    theming.give(desk, finished(desk, TODAY), ["neglect", "visits by ada", "Bee's mother"])
    over = on_day(desk, date(2026, 4, 1))
    told = [
        [row[0] for each in report.tables if each.title == "Themes" for row in each.rows]
        for report in (reporting.quarter_pack(over, quarter(TODAY), published=kind) for kind in (False, True))
    ]
    assert told == [["Bee's mother", "Neglect", "Visits by ada"], ["Neglect"]]
