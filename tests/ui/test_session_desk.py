"""The session desk: what is typed is kept, what is missing is shown, what was agreed is followed up."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supdesk.desk import deciding, finishing, planning, preparing, reading, recording, training
from supdesk.domain.actions import Decision
from supdesk.domain.sessions import Kind, Mode, State
from supdesk.forms import answers
from supdesk.ui.parts import Button, Field, ListRow, Overlay, Pills, PrimaryButton, Question, Words
from supdesk.ui.seat import Seat
from supdesk.ui.session_desk import SessionDesk
from supdesk.ui.session_desk.last_time import OF_GROUPS
from supdesk.ui.sessions.preparation import Checklist
from supdesk.ui.signing import SigningPage
from tests.desk.desks import ACTION, new_desk, person_id, planned, written
from tests.desk.test_deciding import corrected_group
from tests.ui.seats import leave, seated, settle, taken_seat


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path) -> Iterator[Seat]:
    with taken_seat(tmp_path / "vault") as made:
        yield made


def sit(qtbot: QtBot, seat: Seat) -> SessionDesk:
    """A session desk with everything laid out."""
    made = SessionDesk(seat, planned(seat.desk))
    seat.shell.push(made)
    qtbot.waitUntil(lambda: made.sitting is not None)
    return made


def with_last_time(seat: Seat, *actions: str) -> None:
    """A session last month with these actions agreed, or one."""
    draft = recording.sit_down(seat.desk, planned(seat.desk, on=date(2026, 2, 4))).main.draft.id
    rows = [dict(ACTION) | {"what": what} for what in actions or ("Ring the school",)]
    recording.save(seat.desk, draft, written(actions=rows))
    finishing.finish(seat.desk, [draft])


def test_what_is_typed_is_on_the_disk_soon_and_the_bar_says_so(qtbot: QtBot, seat: Seat) -> None:
    made = sit(qtbot, seat)
    assert made.sitting is not None
    made.view.edited.emit("issues", "What Ada brought.")
    assert made.bar.saved.text() == "Saving…"
    qtbot.waitUntil(lambda: made.bar.saved.text() == "Saved 14:32")
    kept = recording.reopen(seat.desk, made.sitting.main.draft.id)
    assert kept.draft.raw["issues"] == "What Ada brought."


def test_a_missing_training_is_a_warning_that_is_acknowledged(qtbot: QtBot, seat: Seat) -> None:
    made = sit(qtbot, seat)
    qtbot.waitUntil(lambda: made.gap.count() == 1)
    made.acknowledge()
    assert seat.lane.drain(5)
    assert made.gap.count() == 0
    assert made.sitting is not None
    assert training.gap(seat.desk, made.sitting.session) == ""


def test_what_should_be_ready_stands_above_last_time_and_its_ticks_stay(qtbot: QtBot, seat: Seat) -> None:
    with_last_time(seat)
    made = sit(qtbot, seat)
    qtbot.waitUntil(lambda: bool(made.last.findChildren(Checklist)))
    (checklist,) = made.last.findChildren(Checklist)
    assert [tick.words() for tick in checklist.ticks] == list(seat.desk.pack.preparation)
    qtbot.waitUntil(lambda: checklist.y() + checklist.parentWidget().y() < made.last.cards[0].y())
    checklist.ticks[1].click()
    assert seat.lane.drain(5)
    assert made.sitting is not None
    session = made.sitting.session.id
    assert preparing.preparation(seat.desk, session).ticked == {seat.desk.pack.preparation[1]}


def test_what_should_be_ready_is_asked_until_all_is_even_where_something_was_written(
    qtbot: QtBot, seat: Seat
) -> None:
    ready, begun = planned(seat.desk), planned(seat.desk)
    for item in seat.desk.pack.preparation:
        preparing.tick(seat.desk, ready, item, done=True)
    recording.save(seat.desk, recording.sit_down(seat.desk, begun).main.draft.id, {"issues": "What Ada brought."})
    for session, asked in ((ready, False), (begun, True)):
        made = SessionDesk(seat, session)
        seat.shell.push(made)
        qtbot.waitUntil(lambda made=made: made.sitting is not None)
        settle(seat)
        assert bool(made.last.findChildren(Checklist)) is asked


def test_leaving_saves_first(qtbot: QtBot, seat: Seat) -> None:
    made = sit(qtbot, seat)
    made.view.edited.emit("issues", "Nearly lost.")
    seat.shell.back()
    assert seat.lane.drain(5)
    assert [sheet.draft.raw["issues"] for sheet in recording.drafts(seat.desk)] == ["Nearly lost."]


def test_finishing_too_early_shows_what_is_missing(qtbot: QtBot, seat: Seat) -> None:
    made = sit(qtbot, seat)
    made.finish()
    qtbot.waitUntil(lambda: made._notice.count() == 1)
    (review,) = seat.shell.findChildren(Overlay)
    assert review.findChildren(PrimaryButton) == []
    (missing,) = review.findChildren(ListRow)
    missing.opened.emit()
    assert made.view._fields["confidential"].isAncestorOf(seat.shell.focusWidget())
    assert recording.sit_down(seat.desk, planned(seat.desk)).last == ()


def test_each_mark_goes_as_its_answer_is_given_and_the_banner_with_the_last(qtbot: QtBot, seat: Seat) -> None:
    with_last_time(seat, "Ring the school", "Write it down")
    made = sit(qtbot, seat)
    made.finish()
    qtbot.waitUntil(lambda: made._notice.count() == 1)
    assert len(made._missing) == 3
    seat.shell.put_aside()
    place = made.view._fields["last_time"]
    made.last.cards[0].decide(Decision.DONE)
    qtbot.waitUntil(lambda: "Ring the school" not in place.problem())
    assert "Write it down" in place.problem()
    assert made.view._fields["confidential"].problem()
    made.last.cards[1].decide(Decision.DONE)
    qtbot.waitUntil(lambda: not place.problem())
    assert made._notice.count() == 1
    made.view.set_value("confidential", True)
    made.view.edited.emit("confidential", True)
    made.view.set_value("issues", "What was talked about.")
    made.view.edited.emit("issues", "What was talked about.")
    made.flush()
    qtbot.waitUntil(lambda: made._notice.count() == 0)


def test_a_finished_session_is_reviewed_and_then_signed(qtbot: QtBot, seat: Seat) -> None:
    made = sit(qtbot, seat)
    for name, raw in written().items():
        made.view.edited.emit(name, raw)
    made.finish()
    qtbot.waitUntil(lambda: bool(seat.shell.findChildren(Overlay)))
    seat.shell.findChildren(Overlay)[0].findChildren(PrimaryButton)[0].click()
    qtbot.waitUntil(lambda: any(page.cards for page in seat.shell.findChildren(SigningPage)))
    assert [card.name.raw() for card in seat.shell.findChildren(SigningPage)[0].cards] == [
        "Olive Owner",
        "Ada Example",
    ]


def test_last_time_tells_what_was_talked_about_and_not_again_who_met(qtbot: QtBot, seat: Seat) -> None:
    with_last_time(seat)
    told = [words.text() for words in sit(qtbot, seat).last.findChildren(Words)]
    assert "1:1 Safeguarding Supervision Record" in told
    assert "Issues brought to supervision" in told
    assert "Supervisor Name and Designation" not in told


def test_an_action_is_not_done_only_with_its_reason(qtbot: QtBot, seat: Seat) -> None:
    with_last_time(seat)
    made = sit(qtbot, seat)
    (card,) = made.last.cards
    card._not_done()
    assert card.reason.problem()
    card.reason.set_raw("The school was shut.")
    card._not_done()
    assert card.state.text == "Not done"
    assert made.view.raw()["last_time"][0]["reason"] == "The school was shut."


def test_what_was_said_of_an_action_can_be_taken_back(qtbot: QtBot, seat: Seat) -> None:
    with_last_time(seat)
    made = sit(qtbot, seat)
    (card,) = made.last.cards
    card.decide(Decision.DONE)
    assert seat.shell.focusWidget() is card.undo
    card.undo.click()
    assert card.outcome is None
    assert seat.shell.focusWidget() is card._first
    assert made.view.raw()["last_time"] == []


def test_the_keyboard_goes_on_to_the_next_action_of_which_nothing_is_said(qtbot: QtBot, seat: Seat) -> None:
    with_last_time(seat, "Ring the school", "Write to the nurse", "Ask the child")
    made = sit(qtbot, seat)
    first, second, third = made.last.cards
    second.decide(Decision.CARRIED)
    assert seat.shell.focusWidget() is third._first
    third.decide(Decision.DONE)
    assert seat.shell.focusWidget() is first._first
    first.decide(Decision.CARRIED)
    assert seat.shell.focusWidget() is first.undo


def test_an_action_carried_over_is_written_on_in_the_new_record(qtbot: QtBot, seat: Seat) -> None:
    with_last_time(seat)
    made = sit(qtbot, seat)
    (card,) = made.last.cards
    card.decide(Decision.CARRIED)
    assert card.state.text == "Carried over"
    (row,) = made.view.raw()["actions"]
    assert (row["id"], row["what"], row["by_whom"]) == (card.action.id, "Ring the school", "Ada Example")
    card._to_row.click()
    assert seat.shell.focusWidget().accessibleName() == "Action 1: By when"
    settle(seat)
    assert made.sitting is not None
    assert recording.reopen(seat.desk, made.sitting.main.draft.id).draft.raw["actions"] == [row]


def test_a_carried_action_that_is_removed_from_the_record_is_undecided_again(qtbot: QtBot, seat: Seat) -> None:
    with_last_time(seat)
    made = sit(qtbot, seat)
    (card,) = made.last.cards
    card.decide(Decision.CARRIED)
    rows = made.view._fields["actions"].control
    rows._remove(0)
    assert card.outcome is None
    assert made.view.raw()["last_time"] == []
    rows._undo.click()
    assert card.state.text == "Carried over"


def test_a_carried_action_whose_row_is_emptied_is_undecided_and_back_with_its_words(
    qtbot: QtBot, seat: Seat
) -> None:
    with_last_time(seat)
    made = sit(qtbot, seat)
    (card,) = made.last.cards
    card.decide(Decision.CARRIED)
    (row,) = made.view.raw()["actions"]
    box = made.view._fields["actions"].control._cards[0]
    for part in ("what", "by_whom", "by_when"):
        box.fields[part].control.edited.emit("")
    assert card.outcome is None
    assert made.view.raw()["actions"][0]["id"] == row["id"]
    box.fields["what"].control.edited.emit("Ring the school")
    assert card.state.text == "Carried over"


def test_a_tick_leaves_an_action_alone_whose_session_is_no_longer_continued(qtbot: QtBot, seat: Seat) -> None:
    session = corrected_group(seat.desk).session.id
    made = SessionDesk(seat, session)
    seat.shell.push(made)
    qtbot.waitUntil(lambda: made.sitting is not None)
    (card,) = made.last.cards
    made.view.edited.emit("confidential", True)
    assert card.state.text == "Carried over"
    assert made.view.raw()["topics"][0]["agreed_actions"][0]["id"] == card.action.id
    assert made.view._fields["last_time"].raw() == made.view.raw()["last_time"] != []


def test_an_action_closed_elsewhere_can_be_taken_out_of_the_record(qtbot: QtBot, seat: Seat) -> None:
    with_last_time(seat)
    made = sit(qtbot, seat)
    (card,) = made.last.cards
    card.decide(Decision.NOT_DONE, "The school was shut.")
    settle(seat)
    assert made.sitting is not None
    deciding.decide(seat.desk, card.action.id, Decision.DONE)
    again = SessionDesk(seat, made.sitting.session.id)
    seat.shell.push(again)
    qtbot.waitUntil(lambda: again.sitting is not None)
    assert any("closed on 4 March 2026 as done" in words.text() for words in again.last.findChildren(Words))
    (card,) = again.last.cards
    assert card.state.text == "Not done"
    card.undo.click()
    assert again.view.raw()["last_time"] == []


def test_what_was_decided_is_there_when_one_comes_back(qtbot: QtBot, seat: Seat) -> None:
    with_last_time(seat)
    made = sit(qtbot, seat)
    made.last.cards[0].decide(Decision.NOT_DONE, "The school was shut.")
    settle(seat)
    assert made.sitting is not None
    again = SessionDesk(seat, made.sitting.session.id)
    seat.shell.push(again)
    qtbot.waitUntil(lambda: again.sitting is not None)
    assert again.last.cards[0].state.text == "Not done"


def test_a_reason_that_may_identify_somebody_leads_to_its_card(qtbot: QtBot, seat: Seat) -> None:
    with_last_time(seat)
    made = sit(qtbot, seat)
    (card,) = made.last.cards
    card.decide(Decision.NOT_DONE, "Bee Sample was ill.")
    made.finish()
    qtbot.waitUntil(lambda: bool(seat.shell.findChildren(Overlay)))
    rows = seat.shell.findChildren(Overlay)[0].findChildren(ListRow)
    next(each for each in rows if "Bee Sample" in each.accessibleName()).opened.emit()
    assert seat.shell.focusWidget() is card.undo


def test_without_earlier_actions_the_form_does_not_ask_after_them(qtbot: QtBot, seat: Seat) -> None:
    assert "last_time" not in sit(qtbot, seat).view._fields


def test_asking_why_takes_the_keyboard_and_cancelling_gives_it_back(qtbot: QtBot, seat: Seat) -> None:
    with_last_time(seat)
    (card,) = sit(qtbot, seat).last.cards
    card._ask(True)
    assert card.reason.isAncestorOf(seat.shell.focusWidget())
    card._ask(False)
    assert seat.shell.focusWidget() is card._refusing


def test_a_referral_notes_its_moment_and_offers_an_action(qtbot: QtBot, seat: Seat) -> None:
    made = sit(qtbot, seat)
    made.refer()
    assert seat.lane.drain(5)
    assert planning.sessions(seat.desk)[0].referral_noted_at == seat.desk.now
    seat.shell.findChildren(Overlay)[0].close_now()
    made.add_referral()
    assert made.view.raw()["actions"][-1]["what"] == "Make the referral"


def test_a_leap_from_experience_to_plans_is_gently_said(qtbot: QtBot, seat: Seat) -> None:
    guide = sit(qtbot, seat).guide
    assert guide.hint.isHidden()
    guide._edit("experience", "What happened.")
    names = {f.element: f.id for f in guide._form.fields() if f.kind == "prose" and f.element}
    guide._edit(names["action"], "What next.")
    guide._draw()
    assert not guide.hint.isHidden()


@pytest.mark.parametrize(("deed", "state"), [("Done: ", "Done"), ("Carry over: ", "Carried over")])
def test_each_button_of_an_open_action_does_what_it_says(qtbot: QtBot, seat: Seat, deed: str, state: str) -> None:
    with_last_time(seat)
    (card,) = sit(qtbot, seat).last.cards
    (button,) = [each for each in card.findChildren(Button) if each.accessibleName().startswith(deed)]
    button.click()
    qtbot.waitUntil(lambda: card.state.text == state)


def test_all_that_is_undecided_is_carried_over_at_once_and_each_can_be_taken_back(qtbot: QtBot, seat: Seat) -> None:
    with_last_time(seat, "Ring the school", "Write to the nurse", "Read the plan")
    made = sit(qtbot, seat)
    done, *others = made.last.cards
    done.decide(Decision.DONE)
    assert made.last.carry_all is not None
    made.last.carry_all.click()
    assert [card.state.text for card in made.last.cards] == ["Done", "Carried over", "Carried over"]
    assert not made.last.carry_all.isEnabled()
    assert [row["what"] for row in made.view.raw()["actions"]] == [card.action.what for card in others]
    others[0].undo.click()
    assert made.last.carry_all.isEnabled()
    assert [row["what"] for row in made.view.raw()["actions"]] == [others[1].action.what]


def test_a_stage_brings_its_own_prompts(qtbot: QtBot, seat: Seat) -> None:
    guide = sit(qtbot, seat).guide
    guided = [place for place in guide.views if guide._form.sections[place].guide]
    for place in guided:
        guide.show_stage(place)
        section = guide._form.sections[place]
        assert section.guide is not None
        said = [words.text() for words in guide.prompts.findChildren(Words) if not words.isHidden()]
        assert section.guide.questions[0] in said


def test_what_is_noted_in_the_guide_is_finished_with_the_record(qtbot: QtBot, seat: Seat) -> None:
    made = sit(qtbot, seat)
    for name, raw in written().items():
        made.view.edited.emit(name, raw)
    made.guide._edit("experience", "What happened.")
    made.finish()
    qtbot.waitUntil(lambda: bool(seat.shell.findChildren(Overlay)))
    seat.shell.findChildren(Overlay)[0].findChildren(PrimaryButton)[0].click()
    qtbot.waitUntil(lambda: bool(seat.shell.findChildren(SigningPage)))
    assert {record.serves for record in reading.records(seat.desk)} == {"one-to-one", "cycle"}


def test_the_reasons_of_an_action_are_asked_beside_it_and_stand_in_the_cycle_notes(
    qtbot: QtBot, seat: Seat
) -> None:
    made = sit(qtbot, seat)
    rows = made.view._fields["actions"].control
    rows.add.click()
    card = rows._cards[0]
    for part, text in (("what", "Ring the school"), ("by_whom", "Ada Example"), ("because", "Nobody asked.")):
        card.fields[part].control.edited.emit(text)
    assert card.fields["because"].isHidden() is False
    assert not card.fields["because"].isVisible()
    made.view.go_to(("actions", 0, "because"))
    assert card.fields["because"].isAncestorOf(seat.shell.focusWidget())
    made.view.edited.emit("confidential", True)
    made.flush()
    settle(seat)
    assert made.sitting is not None
    assert made.sitting.cycle is not None
    drafts = [made.sitting.main.draft.id, made.sitting.cycle.draft.id]
    record, notes = finishing.finish(seat.desk, drafts).records
    said = {one.id: dict(answers.shown(recording.form_of(seat.desk, one), one.answers)) for one in (record, notes)}
    texts = {one: " ".join(said[one].values()) for one in said}
    assert "Nobody asked." not in texts[record.id]
    assert "Ring the school (Ada Example); because Nobody asked." in texts[notes.id]


@pytest.fixture
def other(qtbot: QtBot, tmp_path: Path) -> Iterator[Seat]:
    """A seat of somebody whose pack has tools."""
    seat = seated(new_desk(tmp_path / "other", "elft"))
    yield seat
    leave(seat)


def sit_with_tools(qtbot: QtBot, seat: Seat) -> SessionDesk:
    made = SessionDesk(seat, planned(seat.desk, "Ada Example", "Bee Sample", kind=Kind.GROUP))
    seat.shell.push(made)
    qtbot.waitUntil(lambda: made.sitting is not None)
    return made


def chosen(qtbot: QtBot, made: SessionDesk, title: str) -> str:
    """Add that tool as one does; its draft's id."""
    before = len(made.leaves.views)
    made.add.click()
    row = next(row for row in made._seat.shell.findChildren(ListRow) if row.title.text() == title)
    row.opened.emit()
    qtbot.waitUntil(lambda: len(made.leaves.views) > before)
    return list(made.leaves.views)[-1]


def test_a_pack_without_tools_has_no_button_for_them(qtbot: QtBot, seat: Seat) -> None:
    assert not sit(qtbot, seat).add.isVisible()


def test_a_tool_is_added_from_those_of_the_pack_and_written_on_beside_the_record(qtbot: QtBot, other: Seat) -> None:
    made = sit_with_tools(qtbot, other)
    tool = chosen(qtbot, made, "My World Triangle")
    assert made.leaves.views[tool].isVisible()
    assert not made.view.isVisible()
    assert other.shell.focusWidget().accessibleName() == "NHS No."
    made.leaves.views[tool].edited.emit("triangle", {"school": {"strengths": "He likes it."}})
    made.flush()
    settle(other)
    assert recording.reopen(other.desk, tool).draft.raw["triangle"] == {"school": {"strengths": "He likes it."}}
    pills = made.leaves.findChild(Pills)
    assert pills.raw() == tool
    pills.edited.emit(made.sitting.main.draft.id)  # type: ignore[union-attr]
    assert made.view.isVisible()
    assert pills.raw() == made.sitting.main.draft.id  # type: ignore[union-attr]


def test_the_guide_is_that_of_the_tool_in_front_and_the_records_again_behind_it(qtbot: QtBot, other: Seat) -> None:
    made = sit_with_tools(qtbot, other)

    def prompts() -> set[str]:
        QApplication.processEvents()
        return {words.text() for words in made.guide.findChildren(Words) if words.isVisible()}

    tool = chosen(qtbot, made, "Strengthening Families Reflective Tool")
    form = next(sheet.form for sheet in made.sitting.tools if sheet.draft.id == tool)  # type: ignore[union-attr]
    now, child = (form.sections[place].guide for place in (1, 2))
    assert now is not None
    assert child is not None
    assert set(now.questions) <= prompts()
    assert made.guide.asides is not None
    assert not made.guide.asides.isVisible()
    made.leaves.go_to(tool, ("net",))
    assert set(child.questions) <= prompts()
    made.go_to(made.sitting.main.draft.id, ("voice",))  # type: ignore[union-attr]
    assert made.view.isVisible()
    assert made.guide.asides.isVisible()
    assert not set(child.questions) & prompts()
    made.leaves.enter(tool)
    made.remove_tool(tool)
    settle(other)
    assert made.guide.asides.isVisible()


def test_a_tool_begun_before_is_found_again_and_can_be_removed(qtbot: QtBot, other: Seat) -> None:
    session = planned(other.desk, "Ada Example", "Bee Sample", kind=Kind.GROUP)
    for each in ("my-world", "assessment-framework", "strengthening-families"):
        recording.add_tool(other.desk, session, each)
    made = SessionDesk(other, session)
    other.shell.push(made)
    qtbot.waitUntil(lambda: made.sitting is not None)
    assert made.sitting is not None
    assert not made.add.isVisible(), "there is nothing left to add"
    first = made.sitting.tools[0].draft.id
    made.remove_tool(first)
    settle(other)
    assert made.view.isVisible()
    assert first not in made.leaves.views
    assert [form.id for form in made.sitting.offered] == ["my-world"]
    assert made.add.isVisible()
    assert [sheet.form.id for sheet in recording.sit_down(other.desk, session).tools] == [
        "assessment-framework",
        "strengthening-families",
    ]


def test_what_is_missing_on_a_tool_is_shown_there_and_then_all_is_finished_together(
    qtbot: QtBot, other: Seat
) -> None:
    made = sit_with_tools(qtbot, other)
    made.view.edited.emit("confidential", True)
    tool = chosen(qtbot, made, "Strengthening Families Reflective Tool")
    pills = made.leaves.findChild(Pills)
    view = made.leaves.views[tool]
    view.edited.emit("actions", [{"what": "Meet the family"}])
    view.set_value("actions", [{"what": "Meet the family"}])
    pills.edited.emit(made.sitting.main.draft.id)  # type: ignore[union-attr]
    made.finish()
    qtbot.waitUntil(lambda: made._notice.count() == 1)
    assert view.isVisible()
    assert "Name who does this." in [box.problem() for box in view.findChildren(Field)]
    for overlay in other.shell.findChildren(Overlay):
        overlay.close_now()
    view.edited.emit("actions", [{"what": "Meet the family", "by_whom": "Bee Sample"}])
    made.finish()
    settle(other)

    def offered() -> list[PrimaryButton]:
        return [b for each in other.shell.findChildren(Overlay) for b in each.findChildren(PrimaryButton)]

    qtbot.waitUntil(lambda: bool(offered()))
    offered()[0].click()
    qtbot.waitUntil(lambda: bool(other.shell.findChildren(SigningPage)))
    settle(other)
    assert {record.serves for record in reading.records(other.desk)} == {"group", "tool"}


def test_a_one_to_one_says_it_is_the_first_of_its_kind_and_shows_what_a_group_left_open(
    qtbot: QtBot, seat: Seat
) -> None:
    both = planned(seat.desk, "Ada Example", "Bee Sample", kind=Kind.GROUP, on=date(2026, 2, 4))
    group = recording.sit_down(seat.desk, both).main.draft.id
    topics = [{"topic": "Endings", "agreed_actions": [dict(ACTION)]}]
    recording.save(seat.desk, group, {"confidential": True, "topics": topics})
    assert finishing.finish(seat.desk, [group]).problems == ()
    made = sit(qtbot, seat)
    told = [words.text() for words in made.last.findChildren(Words)]
    assert "This is the first one-to-one recorded with them." in told
    assert [made.last.cards, "Ring the school" in told, OF_GROUPS in told] == [[], True, True]


def _discard(qtbot: QtBot, seat: Seat, made: SessionDesk) -> str:
    made.view.edited.emit("issues", "Begun by mistake.")
    made.bar.throw.click()
    qtbot.waitUntil(lambda: bool(seat.shell.findChildren(Question)))
    (question,) = seat.shell.findChildren(Question)
    said = question.accessibleName()
    question.confirm.click()
    settle(seat)
    assert seat.shell.findChildren(SessionDesk) == []
    assert recording.drafts(seat.desk) == []
    return said


def test_a_session_begun_by_mistake_is_discarded_at_its_desk(qtbot: QtBot, seat: Seat) -> None:
    ada = [person_id(seat.desk, "Ada Example")]
    made = SessionDesk(seat, planning.start_now(seat.desk, Kind.ONE_TO_ONE, Mode.TELEPHONE, ada).subject)
    seat.shell.push(made)
    qtbot.waitUntil(lambda: made.sitting is not None)
    made.finish()
    qtbot.waitUntil(lambda: made._notice.count() == 1)
    seat.shell.put_aside()
    assert "the session is taken out" in _discard(qtbot, seat, made)
    assert planning.sessions(seat.desk) == []


def test_a_planned_session_stays_planned_when_what_was_written_is_discarded(qtbot: QtBot, seat: Seat) -> None:
    assert "The session stays planned, 4 March 2026." in _discard(qtbot, seat, sit(qtbot, seat))
    assert [each.state for each in planning.sessions(seat.desk)] == [State.PLANNED]
