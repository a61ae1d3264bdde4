"""Own pages: written, finished, changed, shared as a copy, gathered on the shelf; private otherwise (R10, X8)."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from supdesk.desk import (
    attending,
    exporting,
    reading,
    recalling,
    reflecting,
    searching,
    sharing,
    shelving,
    signing,
    unlocking,
)
from supdesk.desk.desk import Desk
from supdesk.desk.recording import Sheet, drafts
from supdesk.documents.verifying import verify
from supdesk.domain.errors import SupdeskError
from supdesk.domain.records import Record
from supdesk.domain.reflections import standing
from supdesk.vault import checking
from tests.desk.desks import new_desk, person_id, planned

WORDS = {
    "about": "A visit that stayed with me",
    "what": "The gooseberry moment at the door.",
    "so_what": "I learnt to wait.",
    "now_what": "I ask one question less.",
}
ACCOUNT = {"source": "event", "what": "A visit", "learnt": "To wait", "changed": "I ask less", "themes": ["people"],
           "code": "By listening."}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path / "vault")


def finished(desk: Desk, sheet: Sheet, **raw: object) -> Record:
    reflecting.save(desk, sheet.draft.id, raw)
    made = reflecting.finish(desk, [sheet.draft.id])
    assert made.problems == ()
    return made.records[0]


def reflected(desk: Desk, **more: object) -> Record:
    return finished(desk, reflecting.begin(desk, "reflection-what"), **{**WORDS, **more})


def test_each_model_of_the_pack_can_be_written_and_read_again(desk: Desk) -> None:
    assert {model for model, _ in reflecting.models(desk)} == {
        f"reflection-{name}" for name in ("4x4x4", "gibbs", "kolb", "what", "free")
    }
    for model, title in reflecting.models(desk):
        sheet = reflecting.begin(desk, model)
        free = [field.id for field in sheet.form.fields() if field.kind == "prose"]
        page = finished(desk, sheet, **dict.fromkeys(free, "Words."))
        read = reflecting.read(desk, page.id)
        assert (read.page.title, {read.page.answers[each] for each in free}) == (title, {"Words."})
    assert {finding.what: finding.wrong for finding in checking.check(desk.vault.cx)}["private pages"] == ()


def test_what_was_typed_is_kept_as_a_draft_and_taken_up_where_it_was_left(desk: Desk) -> None:
    sheet = reflecting.begin(desk, "reflection-gibbs")
    assert reflecting.begun(desk) == []
    reflecting.save(desk, sheet.draft.id, {"on": "no day", "feelings": "Half a"})
    (begun,) = reflecting.begun(desk)
    assert (begun.draft_id, begun.begins) == (sheet.draft.id, "Half a")
    assert reflecting.reopen(desk, begun.draft_id).draft.raw["on"] == "no day"
    assert [problem.path for _, problem in reflecting.finish(desk, [sheet.draft.id]).problems] == [("on",)]
    reflecting.discard(desk, sheet.draft.id)
    assert reflecting.begun(desk) == []


def test_a_page_is_changed_as_a_further_revision_and_what_it_said_before_is_kept(desk: Desk) -> None:
    page = reflected(desk)
    sheet = reflecting.revise(desk, page.id)
    assert reflecting.revise(desk, page.id).draft.id == sheet.draft.id, "one change at a time"
    after = finished(desk, sheet, so_what="I learnt to wait longer.")
    assert (after.id, after.number, after.revision) == (page.id, page.number, 2)
    assert after.previous_digest == page.digest
    read = reflecting.read(desk, page.id)
    assert [each.answers["so_what"] for each in (*(page for page, _ in read.earlier), read.page)] == [
        "I learnt to wait.",
        "I learnt to wait longer.",
    ]
    assert [each.page.revision for each in reflecting.listed(desk)] == [2]
    assert not any(finding.wrong for finding in checking.check(desk.vault.cx))


def test_a_page_altered_in_the_vault_behind_the_program_is_found(desk: Desk) -> None:
    page = reflected(desk)
    with desk.vault.write() as cx:
        cx.execute("UPDATE reflections SET document = replace(document, 'wait', 'rush')")
    (found,) = [each for each in checking.check(desk.vault.cx) if each.what == "private pages"]
    assert found.wrong == (page.number,)


def test_a_page_is_linked_to_a_session_and_the_session_knows_nothing_of_it(desk: Desk) -> None:
    session = planned(desk)
    before = recalling.session(desk, session)
    sheet = reflecting.begin(desk, "reflection-free", session)
    page = finished(desk, sheet, text="On that hour.")
    assert reflecting.read(desk, page.id).session.startswith("One-to-one session of 4 March 2026 (S-")
    assert recalling.session(desk, session) == before
    sheet = reflecting.revise(desk, page.id)
    reflecting.link(desk, sheet.draft.id, "")
    assert reflecting.read(desk, finished(desk, sheet).id).session == ""


def test_an_own_page_is_among_no_records_drafts_counts_or_anybodys_history(desk: Desk) -> None:
    ada = person_id(desk, "Ada Example")
    before = reading.listed(desk), drafts(desk), attending.today(desk), recalling.person(desk, ada)
    reflected(desk, what="Ada Example wept.")
    reflecting.save(desk, reflecting.begin(desk, "reflection-free").draft.id, {"text": "Ada Example again."})
    assert (reading.listed(desk), drafts(desk), attending.today(desk), recalling.person(desk, ada)) == before


def test_search_finds_an_own_page_apart_and_without_its_words(desk: Desk) -> None:
    page = reflected(desk)
    assert searching.find(desk, "gooseberry") == []
    (hit,) = searching.find_own(desk, "goose")
    assert (hit.subject, hit.snippet) == (page.id, "")
    assert "gooseberry" not in hit.title
    finished(desk, reflecting.revise(desk, page.id), what="The moment at the door.")
    assert searching.find_own(desk, "gooseberry") == []


def test_before_it_is_finished_or_leaves_a_page_is_looked_over_for_identifiers(desk: Desk) -> None:
    sheet = reflecting.begin(desk, "reflection-what")
    reflecting.save(desk, sheet.draft.id, {**WORDS, "what": "Bee Sample rang about 943 476 5919."})
    review = reflecting.review(desk, [sheet.draft.id])
    assert {found.problem.path for found in review.identifying} == {("what",)}
    assert len(review.identifying) == 2
    assert review.readers == (("This page", reflecting.ALONE),)
    page = finished(desk, sheet)
    assert len(sharing.identifying(desk, page.id)) == 2


def test_a_copy_is_sealed_and_what_was_given_to_whom_and_when_is_kept(desk: Desk, tmp_path: Path) -> None:
    page = reflected(desk)
    prepared = sharing.prepare(desk, page.id, " My  supervisor ")
    sharing.note(desk, exporting.put_as(prepared, tmp_path / "copy.pdf"))
    finished(desk, reflecting.revise(desk, page.id), so_what="Something else.")
    (copy,) = reflecting.read(desk, page.id).copies
    assert (copy.to, copy.at, copy.revision) == ("My supervisor", desk.now, 1)
    sharing.save_again(desk, copy, tmp_path / "again.pdf")
    (noted,) = desk.vault.cx.execute("SELECT subject FROM audit WHERE deed = 'share reflection again'").fetchall()
    assert noted == (copy.page_id,)
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "copy.pdf").read_bytes()
    text = " ".join(text_of(tmp_path / "copy.pdf").split())
    assert "The gooseberry moment at the door." in text
    assert "A copy of a private page, which Olive Owner gave away on 4 March 2026." in text
    assert "Given to: My supervisor" in text
    assert text.count("A copy shared by its writer on 4 March 2026") == 2, "at the head and at the foot"
    assert page.number not in text
    assert "Record" not in text
    assert verify((tmp_path / "copy.pdf").read_bytes(), pinned=[signing.certificate(desk)]).holds
    with pytest.raises(SupdeskError, match="whom you give"):
        sharing.prepare(desk, page.id, "  ")


def test_a_copy_is_made_of_the_page_as_it_stands_now(desk: Desk, tmp_path: Path) -> None:
    page = reflected(desk)
    finished(desk, reflecting.revise(desk, page.id), so_what="I learnt to ask twice.")
    sharing.note(desk, exporting.put_as(sharing.prepare(desk, page.id, "Bee"), tmp_path / "copy.pdf"))
    text = " ".join(text_of(tmp_path / "copy.pdf").split())
    assert "I learnt to ask twice." in text
    assert "I learnt to wait." not in text
    (copy,) = reflecting.read(desk, page.id).copies
    assert copy.revision == 2


def text_of(file: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file.read_bytes())).pages)


def test_an_account_is_begun_with_the_words_of_a_reflection_where_they_go(desk: Desk) -> None:
    page = reflected(desk)
    raw = reflecting.begin_account(desk, page.id).draft.raw
    assert {name: raw[name] for name in ("what", "learnt", "changed", "themes")} == {
        "what": WORDS["what"],
        "learnt": WORDS["so_what"],
        "changed": WORDS["now_what"],
        "themes": [],
    }
    gibbs = reflecting.begin(desk, "reflection-gibbs")
    page = finished(desk, gibbs, evaluation="Well.", analysis="Luck.", feelings="Mine alone.")
    raw = reflecting.begin_account(desk, page.id).draft.raw
    assert (raw["learnt"], "Mine alone." in str(raw)) == ("Well.\n\nLuck.", False)


def test_an_account_remembers_the_reflection_it_was_begun_from_until_it_is_unlinked(desk: Desk) -> None:
    page = reflected(desk)
    sheet = reflecting.begin_account(desk, page.id)
    assert reflecting.source(desk, sheet.draft.id) == page
    assert [each.draft_id for each in reflecting.read(desk, page.id).following] == [sheet.draft.id]
    account = finished(desk, sheet, **ACCOUNT)
    assert reflecting.read(desk, account.id).source == page
    assert reflecting.read(desk, page.id).followed == (account,)
    changing = reflecting.revise(desk, account.id)
    assert reflecting.source(desk, changing.draft.id) == page
    again = finished(desk, changing, learnt="To wait longer")
    assert reflecting.read(desk, page.id).followed == (again,)
    reflecting.unlink(desk, account.id)
    assert (reflecting.read(desk, account.id).source, reflecting.read(desk, page.id).followed) == (None, ())
    reflecting.relink(desk, account.id, page.id)
    assert reflecting.read(desk, account.id).source == page
    reflecting.part(desk, reflecting.revise(desk, account.id).draft.id)
    assert reflecting.read(desk, account.id).source is None


def test_an_account_says_what_was_learnt_what_changed_and_which_theme_of_the_code_it_meets(desk: Desk) -> None:
    sheet = reflecting.begin_for(desk, "account")
    missing = {problem.path[0] for _, problem in reflecting.finish(desk, [sheet.draft.id]).problems}
    assert missing == {"source", "what", "learnt", "changed", "themes", "code"}
    field = sheet.form.field("themes")
    assert field is not None
    assert [option.label for option in field.options] == [
        "Prioritise people",
        "Practise effectively",
        "Preserve safety",
        "Promote professionalism and trust",
    ]


def test_the_shelf_says_what_is_there_and_what_is_missing_and_becomes_one_sealed_document(
    desk: Desk, tmp_path: Path
) -> None:
    with pytest.raises(SupdeskError, match="Nothing stands on the shelf"):
        shelving.prepare(desk)
    reflected(desk, what="A private thing.")
    for _ in range(2):
        finished(desk, reflecting.begin_for(desk, "account"), **ACCOUNT)
    old = finished(desk, reflecting.begin_for(desk, "account"), **ACCOUNT, on="1 January 2020")
    talk = reflecting.begin_for(desk, "discussion")
    finished(desk, talk, with_whom="Cy Registrant", pin="00A0000Z", summary="The accounts.")
    hours = [{"place": "A clinic", "number": "300"}, {"place": "A ward", "number": "75"}]
    finished(desk, reflecting.begin_for(desk, "hours"), hours=hours)
    standing = shelving.look(desk)
    assert [(board.words, board.whole) for board in standing.boards] == [
        ("Two accounts are here. Three accounts still to write.", False),
        ("Five pieces of feedback to write.", False),
        ("One reflective discussion is here: nothing is missing.", True),
        ("375 hours are listed; 450 are asked for.", False),
    ]
    assert old.id not in [page.id for page, _ in standing.pages]
    prepared = shelving.prepare(desk)
    shelving.note(desk, exporting.put_as(prepared, tmp_path / "shelf.pdf"))
    text = text_of(tmp_path / "shelf.pdf")
    assert "Cy Registrant" in text
    assert "A private thing." not in text
    assert verify((tmp_path / "shelf.pdf").read_bytes(), pinned=[signing.certificate(desk)]).holds


def test_the_shelf_points_at_what_may_identify_somebody_before_it_leaves(desk: Desk) -> None:
    page = finished(desk, reflecting.begin_for(desk, "account"), **{**ACCOUNT, "what": "With Bee Sample."})
    ((where, found),) = shelving.identifying(desk)
    assert where == f"{page.title}, {page.number}"
    assert "Bee Sample" in found.problem.sentence


@pytest.mark.parametrize(
    ("there", "words"),
    [(0, "Five accounts to write."), (4, "Four accounts are here. One account still to write."),
     (6, "Six accounts are here: nothing is missing.")],
)  # fmt: skip
def test_how_a_part_stands_is_said_in_words(there: int, words: str) -> None:
    assert standing(there, 5, "account", "accounts") == words


def test_an_account_or_a_change_just_begun_is_listed_since_it_holds_words_and_can_be_thrown_away(
    desk: Desk,
) -> None:
    page = reflected(desk)
    account, change = reflecting.begin_account(desk, page.id), reflecting.revise(desk, page.id)
    assert {each.draft_id for each in reflecting.begun(desk)} == {account.draft.id, change.draft.id}
    for sheet in (account, change):
        reflecting.discard(desk, sheet.draft.id)
    assert reflecting.begun(desk) == []
    reflecting.begin(desk, "reflection-free")
    assert reflecting.begun(desk) == [], "nothing was written on it"


def test_before_a_private_page_leaves_it_is_noted_that_it_will_and_opening_tells_of_one_cut_off(
    desk: Desk, tmp_path: Path
) -> None:
    page = finished(desk, reflecting.begin_for(desk, "account"), **ACCOUNT)
    for ready, note in (
        (lambda: sharing.prepare(desk, page.id, "My supervisor"), sharing.note),
        (lambda: shelving.prepare(desk), shelving.note),
    ):
        assert unlocking.HALF_LEFT not in unlocking.remarks(desk)
        prepared = ready()
        assert unlocking.HALF_LEFT in unlocking.remarks(desk)
        note(desk, exporting.put_as(prepared, tmp_path / "out.pdf"))
    assert unlocking.HALF_LEFT not in unlocking.remarks(desk)
