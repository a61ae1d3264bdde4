"""The Reports page before a real vault: each kind of report is shown, looked over and written."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from supdesk.desk import enrolling, stating
from supdesk.domain.people import Person
from supdesk.domain.reports import QUARTER, YEAR
from supdesk.ui.parts import Banner, Button, Card, ListRow, Table
from supdesk.ui.reports import figures, statements
from supdesk.ui.reports.doubts import IN, DoubtsForm
from supdesk.ui.reports.figures import PUBLISHED, Figures
from supdesk.ui.reports.page import PLAN, QUESTIONNAIRE, STATEMENTS, ReportsPage
from supdesk.ui.reports.questionnaire import Questionnaire
from supdesk.ui.reports.statements import StatementPage, Statements
from supdesk.ui.seat import Seat
from supdesk.ui.writing import WritingPage
from tests.desk.desks import person_id
from tests.desk.test_questionnaire import answered
from tests.desk.test_reporting import evaluated, held
from tests.ui.seats import done, settle, taken_seat


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    with taken_seat(tmp_path / "vault") as taken:
        yield taken


def written(seat: Seat) -> None:
    for _ in range(3):
        settle(seat)
        assert seat.bench.drain(20)
    settle(seat)


def tables(view: QWidget) -> dict[str, list[list[str]]]:
    """What stands in the tables of a view, by their names."""
    found = {}
    for table in view.findChildren(Table):
        model = table.model()
        found[table.accessibleName()] = [
            [str(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]
    return found


def shown(page: ReportsPage, view: str, seat: Seat) -> QWidget:
    made = page.turn(view)
    settle(seat)
    return made


def rows(view: QWidget) -> list[str]:
    return [row.accessibleName() for row in view.findChildren(ListRow)]


def press(view: QWidget, words: str, place: int = 0) -> None:
    [each for each in view.findChildren(Button) if each.words() == words][place].click()


def test_the_figures_of_a_quarter_follow_what_is_chosen(seat: Seat) -> None:
    view = shown(ReportsPage(seat), QUARTER, seat)
    assert isinstance(view, Figures)
    assert list(tables(view))[:2] == ["Attendance by service", "Overdue"]
    assert tables(view)["Attendance by service"][-1][:3] == ["All", "2", "0"]
    assert figures.TOO_SMALL not in view._told.text()
    view.whom.set_raw(PUBLISHED)
    view.whom.edited.emit(PUBLISHED)
    settle(seat)
    seen = tables(view)
    assert figures.TOO_SMALL in view._told.text()
    assert "Overdue" not in seen
    assert seen["Attendance by service"][-1][:3] == ["All", "*", "*"]


@pytest.mark.parametrize(
    ("kind", "stem"), [(QUARTER, "supervision-figures-2025-26-Q3"), (YEAR, "supervision-year-2025-26")]
)
def test_figures_are_written_into_a_folder(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, stem: str
) -> None:
    monkeypatch.setattr(figures, "ask_folder", lambda *_: tmp_path)
    page = ReportsPage(seat)
    shown(page, kind, seat)
    press(page, "Write files…")
    written(seat)
    assert (tmp_path / f"{stem}.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / f"{stem}.xlsx").exists()


def said(seat: Seat) -> list[Banner]:
    return [banner for banner in seat.shell.findChildren(Banner) if not banner.isHidden()]


@pytest.mark.parametrize("elsewhere", ["period", "whom", "view"])
def test_to_replace_files_is_offered_only_while_that_report_is_looked_at(
    seat: Seat, tmp_path: Path, elsewhere: str
) -> None:
    page = ReportsPage(seat)
    view = shown(page, QUARTER, seat)
    assert isinstance(view, Figures)
    for _ in range(2):
        view.write(tmp_path)
        written(seat)
    assert len(said(seat)) == 1
    if elsewhere == "view":
        page.turn(YEAR)
    else:
        field, other = (view.period, "Q2 2025/26") if elsewhere == "period" else (view.whom, PUBLISHED)
        field.set_raw(other)
        field.edited.emit(other)
    settle(seat)
    assert not said(seat)


def test_reports_of_two_quarters_lie_beside_each_other(seat: Seat, tmp_path: Path) -> None:
    view = shown(ReportsPage(seat), QUARTER, seat)
    assert isinstance(view, Figures)
    for name in ("Q2 2025/26", "Q3 2025/26"):
        view.period.set_raw(name)
        view.look()
        view.write(tmp_path)
        written(seat)
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == [
        "supervision-figures-2025-26-Q2.pdf",
        "supervision-figures-2025-26-Q3.pdf",
    ]


@pytest.mark.parametrize("which", ["out", "in"])
def test_what_may_name_somebody_is_asked_about_before_anything_is_written(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    settle(seat)
    evaluated(seat.desk, held(seat.desk, "Ada Example"), safe="5", strengths="Bee Sample is kind")
    monkeypatch.setattr(figures, "ask_folder", lambda *_: tmp_path)
    page = ReportsPage(seat)
    view = shown(page, QUARTER, seat)
    assert isinstance(view, Figures)
    view.period.set_raw("Q4 2025/26")
    view.look()
    settle(seat)
    press(page, "Write files…")
    written(seat)
    assert not list(tmp_path.glob("*.pdf"))
    [form] = seat.shell.findChildren(DoubtsForm)
    assert "Bee Sample is kind" in rows(form)[0]
    if which == IN:
        form.which.set_raw(IN)
    form.confirm.click()
    written(seat)
    said = (tmp_path / "supervision-figures-2025-26-Q4-evaluations-in-their-own-words.csv").read_text("utf-8-sig")
    assert ("Bee Sample is kind" in said) == (which == IN)


def test_the_year_shows_each_quarter(seat: Seat) -> None:
    view = shown(ReportsPage(seat), YEAR, seat)
    found = tables(view)["Attendance by quarter"]
    assert [row[0] for row in found] == ["Q1 2025/26", "Q2 2025/26", "Q3 2025/26", "Q4 2025/26"]


def test_statements_are_looked_over_and_written_in_one_deed(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(seat)
    ada = enrolling.one(seat.desk, person_id(seat.desk, "Ada Example"))
    done(
        seat,
        lambda desk: enrolling.enrol(desk, replace(ada, line_manager="Mo Manager", line_manager_email="mo@x.org")),
    )
    monkeypatch.setattr(statements, "ask_folder", lambda *_: tmp_path)
    page = ReportsPage(seat)
    view = shown(page, STATEMENTS, seat)
    assert isinstance(view, Statements)
    assert rows(view) == ["Mo Manager, Ada Example, Mail draft"]
    assert "Bee Sample" in [
        each.text() for card in view.findChildren(Card) for each in card.findChildren(type(card.heading))
    ]
    view.findChildren(ListRow)[0].opened.emit()
    [read] = seat.shell.findChildren(StatementPage)
    assert tables(read)["How they stand"][0][0] == "Ada Example"
    seat.shell.back()
    press(page, "Write files…")
    written(seat)
    assert (tmp_path / "attendance-statement-0001.eml").exists()
    assert [each.reader for each in stating.sent(seat.desk)] == ["Mo Manager"]
    assert tables(view)["Written before"] == [["0001", "Mo Manager", "1 Oct 2025", "31 Dec 2025", "4 Mar 2026"]]


def test_the_questionnaire_is_filled_in_from_its_list(seat: Seat) -> None:
    settle(seat)
    answered(seat.desk, "Bee Sample", voice="4")
    view = shown(ReportsPage(seat), QUESTIONNAIRE, seat)
    assert isinstance(view, Questionnaire)
    assert [row.split(", ")[0::2] for row in rows(view)] == [["Ada Example"], ["Bee Sample"]]
    assert [row.split(", ")[-1] for row in rows(view)] == ["Not yet", "Answered"]
    assert tables(view)["Questionnaire"][0][-2:] == ["1", "4.0"]
    press(view, "Fill in")
    settle(seat)
    assert [type(each) for each in seat.shell.findChildren(WritingPage)] == [WritingPage]


def test_a_report_out_of_sight_is_reckoned_anew_once_it_is_looked_at(seat: Seat) -> None:
    page = ReportsPage(seat)
    view = shown(page, QUARTER, seat)
    shown(page, PLAN, seat)
    done(seat, lambda desk: enrolling.enrol(desk, Person("", "Cy Invented")))
    assert tables(view)["Attendance by service"][-1][:2] == ["All", "2"]
    shown(page, QUARTER, seat)
    assert tables(view)["Attendance by service"][-1][:2] == ["All", "3"]
    done(seat, lambda desk: enrolling.enrol(desk, Person("", "Di Invented")))
    assert tables(view)["Attendance by service"][-1][:2] == ["All", "4"]


def test_the_monitoring_plan_leads_to_what_is_to_be_made(seat: Seat) -> None:
    page = ReportsPage(seat)
    plan = shown(page, PLAN, seat)
    assert [row.split(", ")[-1] for row in rows(plan)] == ["In time"] * 3
    press(plan, "Make this", 1)
    settle(seat)
    assert page.which.raw() == QUARTER
    [quarter] = page.findChildren(Figures)
    assert quarter.shown is not None
    assert quarter.shown.period.first == date(2026, 1, 1)
    assert not page.write.isHidden()
    page.turn(PLAN)
    assert page.write.isHidden()


def choose(view: Figures, seat: Seat, period: str, whom: str) -> None:
    view.period.set_raw(period)
    view.whom.set_raw(whom)
    view.look()
    settle(seat)


def test_a_quarter_that_is_not_over_is_not_published_and_says_from_when_it_can_be(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "ask_folder", lambda *_: pytest.fail("a folder was asked for"))
    page = ReportsPage(seat)
    view = shown(page, QUARTER, seat)
    assert isinstance(view, Figures)
    choose(view, seat, "Q4 2025/26", PUBLISHED)
    early = "This quarter is not over. It can be published from 1 April 2026 on."
    assert (view._told.text(), tables(view), view.shown) == (early, {}, None)
    press(page, "Write files…")
    assert [each.accessibleName() for each in said(seat)] == [f"Nothing was written. {early}"]
    choose(view, seat, "Q3 2025/26", PUBLISHED)
    assert tables(view)


def test_what_was_published_says_so_and_stays_as_it_was(seat: Seat, tmp_path: Path) -> None:
    view = shown(ReportsPage(seat), QUARTER, seat)
    assert isinstance(view, Figures)
    choose(view, seat, "Q3 2025/26", PUBLISHED)
    before = tables(view)
    assert "As published" not in view._told.text()
    view.write(tmp_path)
    written(seat)
    started = date(2025, 10, 1)
    for number in range(20):
        person = Person("", f"Person Number{number}", started_on=started)
        done(seat, lambda desk, person=person: enrolling.enrol(desk, person))
    assert "As published on 4 March 2026; what came since is not in it." in view._told.text()
    assert tables(view) == before
    choose(view, seat, "Q3 2025/26", figures.WHOLE)
    assert "As published" not in view._told.text()
    assert tables(view) != before
