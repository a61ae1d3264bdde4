"""The page of what was found, before a real vault."""

from pathlib import Path

from supdesk.desk import finishing, recording
from supdesk.ui.parts import EmptyState, Overlay
from supdesk.ui.people.person import PersonPage
from supdesk.ui.search.page import HOW, NOTHING, SearchPage, build, marked
from tests.desk.desks import new_desk, planned, written
from tests.ui.seats import leave, seated, settle


def test_found_words_are_bold_and_nothing_typed_is_read_as_markup() -> None:
    assert marked("<i>\x02Ada\x03") == "&lt;i&gt;<b>Ada</b>"


def test_somebody_is_found_by_the_beginning_of_their_name(tmp_path: Path) -> None:
    seat = seated(new_desk(tmp_path / "vault"))
    page = build(seat)
    assert isinstance(page, SearchPage)
    seat.shell.search_requested.emit("exam")
    settle(seat)
    assert [row.title.text() for row in page.rows] == ["Ada Example"]
    leave(seat)


def test_before_anything_is_typed_the_page_teaches_and_an_emptied_box_brings_that_back(tmp_path: Path) -> None:
    seat = seated(new_desk(tmp_path / "vault"))
    page = build(seat)
    for typed, title in (("", HOW[0]), ("nowhere", NOTHING[0]), (" ", HOW[0])):
        if typed:
            seat.shell.search_requested.emit(typed)
            settle(seat)
        shown = [empty.accessibleName() for empty in page.findChildren(EmptyState) if not empty.isHidden()]
        assert [name.split(".")[0] for name in shown] == [title]
    leave(seat)


def test_enter_opens_what_is_found_first_and_a_pause_only_lists_it(tmp_path: Path) -> None:
    seat = seated(new_desk(tmp_path / "vault"))
    page = build(seat)
    assert isinstance(page, SearchPage)
    opened: list[str] = []
    page.open_hit = lambda hit: opened.append(hit.title)  # type: ignore[method-assign]
    for typed, enters, wanted in (
        ("a", False, []),
        ("exam", True, ["Ada Example"]),
        ("nowhere", True, []),
        ("sampl", False, []),
        ("e", True, ["Ada Example"]),
    ):
        opened.clear()
        seat.shell.search_requested.emit(typed)
        if enters:
            seat.shell.search_entered.emit()
        settle(seat)
        assert opened == wanted, typed
    leave(seat)


def test_what_is_found_opens_itself(tmp_path: Path) -> None:
    seat = seated(new_desk(tmp_path / "vault"))
    page = build(seat)
    assert isinstance(page, SearchPage)
    draft = recording.sit_down(seat.desk, planned(seat.desk)).main.draft.id
    recording.save(seat.desk, draft, written())
    finishing.finish(seat.desk, [draft])
    for word, title, name in (
        ("S-2026-0001", "One-to-one", "One-to-one session S-2026-0001"),
        ("school", "Ring", "Action"),
    ):
        seat.shell.search_requested.emit(word)
        settle(seat)
        next(row for row in page.rows if row.title.text().startswith(title)).opened.emit()
        settle(seat)
        (overlay,) = [each for each in seat.shell.findChildren(Overlay) if each.isVisible()]
        assert overlay.accessibleName() == name
        overlay.close_now()
    seat.shell.search_requested.emit("exam")
    settle(seat)
    next(row for row in page.rows if row.title.text() == "Ada Example").opened.emit()
    settle(seat)
    (person,) = seat.shell.findChildren(PersonPage)
    assert person.accessibleName() == "Ada Example"
    leave(seat)
