"""A form changes while something is written on it: drafts go along where nothing is lost, records stay."""

import io
import shutil
from dataclasses import replace
from pathlib import Path

from pypdf import PdfReader

from supdesk.app import shipped
from supdesk.desk import finishing, reading, recording, reflecting, renewing, signing, unlocking
from supdesk.desk.desk import Desk
from supdesk.forms.answers import shown
from supdesk.forms.definition import Form
from supdesk.forms.packs import load_packs
from tests.desk.desks import PASSPHRASE, TODAY, person_id, planned, written
from tests.desk.test_reflecting import finished

ISSUES = 'id = "issues"\n  kind = "prose"\n  label = "Issues brought to supervision"'
LOOKING = 'id = "reflection"\n  kind = "prose"\n  label = "Reflection since last session"'


def with_changed_pack(
    desk: Desk, folder: Path, file: str, *changes: tuple[str, str], of: str = "", version: int = 2
) -> Desk:
    """The vault locked and opened again after a form of its pack, or of that folder, was edited."""
    copy = folder / "changed" / (of or desk.pack.id)
    if not copy.exists():
        shutil.copytree(shipped.forms(), copy.parent)
    text = (copy / file).read_text("utf-8").replace("version = 1", f"version = {version}", 1)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (copy / file).write_text(text, encoding="utf-8")
    packs, faults = load_packs(copy.parent)
    assert faults == []
    return again(desk, replace(desk, around=replace(desk.around, packs=packs)))


def again(desk: Desk, changed: Desk) -> Desk:
    desk.vault.close()
    return unlocking.unlock(desk.vault.folder, PASSPHRASE, changed.around)


RENAMED = (
    (ISSUES, ISSUES.replace('id = "issues"', 'id = "matters"\n  was = ["issues"]').replace("Issues", "Matters")),
    (LOOKING, LOOKING + "\n  retired = true"),
)


def test_a_draft_goes_along_with_a_renamed_and_a_retired_field(desk: Desk, tmp_path: Path) -> None:
    session = planned(desk)
    draft = recording.sit_down(desk, session).main.draft.id
    recording.save(desk, draft, written(issues="A lantern was lit.", reflection="It stayed with me."))
    other = planned(desk, "Bee Sample")
    begun = recording.sit_down(desk, other).main.draft.id
    recording.save(desk, begun, written(issues="Another matter."))
    desk = with_changed_pack(desk, tmp_path, "one-to-one.toml", *RENAMED)
    sheet = recording.sit_down(desk, session).main
    assert (sheet.draft.id, sheet.form.version) == (draft, 2)
    assert sheet.draft.raw["matters"] == "A lantern was lit."
    assert sheet.form.field("reflection") is not None
    assert recording.sit_down(desk, other).main.form.field("reflection") is None
    said, unsaid = sealed_words(desk, draft), sealed_words(desk, begun)
    assert all(each in said for each in ("Matters brought", "A lantern was lit.", "Reflection since", "It stayed"))
    assert "Another matter." in unsaid
    assert "Reflection since" not in unsaid
    desk.vault.close()


def sealed_words(desk: Desk, draft: str) -> str:
    """What stands on the sealed page of a draft that is finished and agreed."""
    made = finishing.finish(desk, [draft])
    assert made.problems == ()
    signing.agree_by_email(desk, made.records[0].id, TODAY, "agreement.eml", b"I agree.")
    return words(signing.sealed_pdf(desk, made.records[0].id))


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_a_draft_whose_words_would_have_no_place_stays_on_its_version_and_can_be_finished(
    desk: Desk, tmp_path: Path
) -> None:
    session = planned(desk)
    draft = recording.sit_down(desk, session).main.draft.id
    recording.save(desk, draft, written(issues="A lantern was lit."))
    gone = (ISSUES, ISSUES.replace('"issues"', '"something-else"'))
    desk = with_changed_pack(desk, tmp_path, "one-to-one.toml", gone)
    sheet = recording.sit_down(desk, session).main
    assert (sheet.draft.id, sheet.form.version) == (draft, 1)
    (record,) = finishing.finish(desk, [draft]).records
    assert record.answers["issues"] == "A lantern was lit."
    desk.vault.close()


def signer_lines(form: Form) -> str:
    """What stands in the form's file from its first signer to its first section."""
    return form.text[form.text.index("[[signer]]") : form.text.index("[[section]]")]


def test_a_draft_stays_with_those_who_were_to_sign_it(desk: Desk, tmp_path: Path) -> None:
    draft = recording.begin_contract(desk, [person_id(desk, "Ada Example")]).draft.id
    recording.save(desk, draft, {"individual_venue": "The blue room"})
    form = recording.reopen(desk, draft).form
    assert form.signers
    desk = with_changed_pack(desk, tmp_path, "contract.toml", (signer_lines(form), ""))
    assert desk.pack.form(form.id).signers == ()
    assert recording.reopen(desk, draft).form == form
    desk.vault.close()


def test_a_draft_goes_to_a_later_version_only_and_the_trail_names_it(desk: Desk, tmp_path: Path) -> None:
    draft = recording.sit_down(desk, planned(desk)).main.draft.id
    recording.save(desk, draft, written(issues="A lantern was lit."))
    desk = with_changed_pack(desk, tmp_path, "one-to-one.toml", ("Issues brought", "Matters brought"), version=1)
    assert "Issues brought" in recording.reopen(desk, draft).form.text
    desk = with_changed_pack(desk, tmp_path, "one-to-one.toml", ("Matters brought", "Things brought"))
    assert "Things brought" in recording.reopen(desk, draft).form.text
    said = desk.vault.cx.execute("SELECT subject FROM audit WHERE deed = 'drafts to a newer form'").fetchall()
    assert said == [("mse-icb one-to-one 2",)]
    desk.vault.close()


PLACE = 'id = "place"\n    text = "Meet somewhere fit for a confidential conversation."'
TIME = 'id = "time"\n    text = "Set'
WRITES = '{ id = "nominated", label = "A nominated member of the group" }'
TURNS = 'id = "in_turn", label = "We take turns"'
ALTERED = (
    (PLACE, PLACE.replace('id = "place"', 'id = "room"\n    was = ["place"]').replace("Meet", "We meet")),
    (TIME, TIME.replace("\n", "\n    retired = true\n")),
    (WRITES, WRITES.replace('"nominated"', '"member"').replace(" }", ', was = ["nominated"] }')),
    (TURNS, TURNS + ", retired = true"),
)


def test_drafts_go_along_with_renamed_and_retired_options_and_clauses_and_records_stay(
    desk: Desk, tmp_path: Path
) -> None:
    ada, bee = (person_id(desk, name) for name in ("Ada Example", "Bee Sample"))
    old, named, turns = (recording.begin_contract(desk, [ada]).draft.id for _ in range(3))
    writes = next(f.id for f in recording.reopen(desk, old).form.fields() if f.label.startswith("Who writes"))
    for draft, chosen in ((old, "in_turn"), (named, "nominated"), (turns, "in_turn")):
        recording.save(desk, draft, {writes: chosen})
    before = sealed_words(desk, old)
    record = reading.records(desk)[0]
    desk = with_changed_pack(desk, tmp_path, "contract.toml", *ALTERED)
    assert words(signing.sealed_pdf(desk, record.id)) == before
    assert all(each in before for each in ("Meet somewhere fit", "We take turns"))
    sheets = [recording.reopen(desk, draft) for draft in (named, turns)]
    assert [(sheet.form.version, sheet.draft.raw[writes]) for sheet in sheets] == [(2, "member"), (2, "in_turn")]
    told, taken = sealed_words(desk, named), sealed_words(desk, turns)
    assert "We take turns" not in told
    assert "We take turns" in taken
    assert all("We meet somewhere fit" in each and "Set enough time aside" in each for each in (told, taken))
    begun = recording.begin_contract(desk, [bee]).draft.id
    anew = sealed_words(desk, begun)
    assert "We meet somewhere fit" in anew
    assert not any(each in anew for each in ("Set enough time aside", "We take turns", "ADDED"))
    desk.vault.close()


def test_an_old_record_opens_and_prints_as_it_was(desk: Desk, tmp_path: Path) -> None:
    draft = recording.sit_down(desk, planned(desk)).main.draft.id
    recording.save(desk, draft, written(issues="A lantern was lit.", reflection="It stayed with me."))
    (record,) = finishing.finish(desk, [draft]).records
    signing.agree_by_email(desk, record.id, TODAY, "agreement.eml", b"I agree.")
    pdf, read = signing.sealed_pdf(desk, record.id), reading.read(desk, record.id)
    desk = with_changed_pack(desk, tmp_path, "one-to-one.toml", *RENAMED)
    after = reading.read(desk, record.id)
    assert (after.form, after.record) == (read.form, read.record)
    assert signing.sealed_pdf(desk, record.id) == pdf
    assert "Issues brought to supervision" in words(pdf)
    desk.vault.close()


def test_an_earlier_pack_takes_no_draft_back(desk: Desk, tmp_path: Path) -> None:
    session = planned(desk)
    desk = with_changed_pack(desk, tmp_path, "one-to-one.toml", *RENAMED)
    draft = recording.sit_down(desk, session).main.draft.id
    recording.save(desk, draft, {"matters": "A lantern was lit."})
    packs, _ = load_packs(shipped.forms())
    desk = again(desk, replace(desk, around=replace(desk.around, packs=packs)))
    sheet = recording.sit_down(desk, session).main
    assert (sheet.form.version, sheet.draft.raw["matters"]) == (2, "A lantern was lit.")
    desk.vault.close()


WHY = 'id = "so_what"\n  kind = "prose"\n  label = "Why does it matter?"'


def test_a_draft_of_an_own_page_goes_along_and_what_it_said_before_stays(desk: Desk, tmp_path: Path) -> None:
    begun = reflecting.begin(desk, "reflection-what").draft.id
    reflecting.save(desk, begun, {"so_what": "A lantern was lit."})
    page = finished(desk, reflecting.begin(desk, "reflection-what"), what="A visit", so_what="It mattered.")
    changing = reflecting.revise(desk, page.id).draft.id
    renamed = (WHY, WHY.replace('id = "so_what"', 'id = "why"\n  was = ["so_what"]').replace("does", "did"))
    desk = with_changed_pack(desk, tmp_path, "reflection-what.toml", renamed, of="shared")
    sheet = reflecting.reopen(desk, begun)
    assert (sheet.form.version, sheet.draft.raw["why"]) == (2, "A lantern was lit.")
    again = finished(desk, reflecting.reopen(desk, changing), why="It mattered more.")
    read = reflecting.read(desk, page.id)
    ((before, form),) = read.earlier
    assert (again.form.version, before.form.version) == (2, 1)
    assert [text for field, text in shown(form, before.answers) if field.id == "so_what"] == ["It mattered."]
    desk.vault.close()


def test_a_draft_of_an_own_page_whose_words_would_have_no_place_stays_as_it_was_begun(
    desk: Desk, tmp_path: Path
) -> None:
    begun = reflecting.begin(desk, "reflection-what").draft.id
    reflecting.save(desk, begun, {"so_what": "A lantern was lit."})
    gone = (WHY, WHY.replace('"so_what"', '"other"'))
    desk = with_changed_pack(desk, tmp_path, "reflection-what.toml", gone, of="shared")
    sheet = reflecting.reopen(desk, begun)
    assert (sheet.form.version, sheet.draft.raw["so_what"]) == (1, "A lantern was lit.")
    desk.vault.close()


def test_a_renewal_after_a_renaming_is_filled_from_the_field_s_earlier_name(desk: Desk, tmp_path: Path) -> None:
    draft = recording.begin_contract(desk, [person_id(desk, "Ada Example")]).draft.id
    recording.save(desk, draft, {"individual_venue": "The blue room"})
    (record,) = finishing.finish(desk, [draft]).records
    signing.agree_by_scan(desk, record.id, TODAY, "scan.pdf", b"%PDF-")
    renamed = ('id = "individual_venue"', 'id = "place"\n  was = ["individual_venue"]')
    desk = with_changed_pack(desk, tmp_path, "contract.toml", renamed)
    sheet, _ = renewing.renew(desk, record.id)
    assert sheet.draft.raw["place"] == "The blue room"
    found = renewing.renewal_in(desk, sheet)
    assert found is not None
    assert found.differences == ()
    desk.vault.close()
