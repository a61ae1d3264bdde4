"""R8: what came back is taken in once, for whoever was asked, and everything else is refused with its reason."""

from base64 import urlsafe_b64decode
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from secrets import token_bytes

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from supdesk.desk import (
    collecting,
    evaluating,
    exporting,
    forwarding,
    planning,
    reading,
    recording,
    registering,
    reporting,
    signing,
    starting,
)
from supdesk.desk.desk import Desk
from supdesk.documents.inputs import MARK
from supdesk.domain.errors import SupdeskError
from supdesk.domain.people import Person
from supdesk.domain.records import RecordState
from supdesk.domain.registers import Period
from supdesk.forms.packs import Packs
from supdesk.vault import checking, evaluations, keeping
from tests.desk.desks import CHEAP, PASSPHRASE, TODAY, enrolled, on_day, person_id, planned
from tests.desk.test_evaluating import held
from tests.documents.filled import by_qpdf, field_named, fields_of, filled, reworked, with_value
from tests.exchange.register_text import text_of

VALUES = {"safe": "4", "purpose": "5", "strengths": "Zanzibarmarmalade, said in confidence"}


def blanks(desk: Desk, session: str, folder: Path, *names: str) -> list[bytes]:
    """The forms sent to these people, as they are saved."""
    prepared = evaluating.prepare(desk, session, [person_id(desk, name) for name in names])
    written = exporting.put(prepared, folder)
    evaluating.note(desk, written)
    return [content for name, content in written.files.items() if name.endswith(".pdf")]


def one_blank(desk: Desk, folder: Path) -> bytes:
    return blanks(desk, held(desk, "Ada Example"), folder, "Ada Example")[0]


def returned(desk: Desk, folder: Path) -> bytes:
    return filled(one_blank(desk, folder), VALUES)


def looked(desk: Desk, *contents: bytes) -> list[str]:
    """What becomes of each file: the code of its refusal, or whose it is."""
    found = collecting.look(desk, [collecting.open_file("returned.pdf", content) for content in contents])
    return [
        each.answer.asking.person.name if each.answer else each.refusal.code if each.refusal else ""
        for each in found
    ]


def taken(desk: Desk, content: bytes) -> str:
    """The id of the record that was made of a file."""
    (found,) = collecting.look(desk, [collecting.open_file("returned.pdf", content)])
    assert found.refusal is None
    return collecting.take_in(desk, found).subject


def test_a_returned_form_becomes_a_sealed_record_of_its_session_with_the_file_kept(
    desk: Desk, tmp_path: Path
) -> None:
    content = returned(desk, tmp_path)
    found = reading.read(desk, taken(desk, content))
    assert found.record.state is RecordState.ISSUED
    assert (found.record.answers["safe"], found.record.answers["strengths"]) == (4, VALUES["strengths"])
    assert [party.name for party in found.record.parties] == ["Olive Owner", "Ada Example"]
    assert found.agreement
    assert found.agreement.note == "Returned as a form on 4 March 2026; the file is kept with the record."
    assert keeping.file(desk.vault.cx, found.agreement.files[0])[1] == content
    (standing,) = evaluating.standings(desk, found.record.session_id)
    assert (standing.asked_on, standing.returned_on, standing.record_id) == (TODAY, TODAY, found.record.id)
    assert recording.drafts(desk) == []
    assert [each.what for each in checking.check(desk.vault.cx) if each.wrong] == []


def test_a_form_whose_sealing_was_cut_off_is_sealed_later_with_the_file_it_came_as(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = returned(desk, tmp_path)
    with monkeypatch.context() as cut_off:
        cut_off.setattr(signing, "_render", _cut_off)
        with pytest.raises(KeyboardInterrupt):
            taken(desk, content)
    (record,) = keeping.records(desk.vault.cx, serves="evaluation")
    assert record.state is RecordState.FINISHED
    forwarding.prepare(desk, Period(TODAY, TODAY))
    found = reading.read(desk, record.id)
    assert found.agreement
    assert found.agreement.note == "Returned as a form on 4 March 2026; the file is kept with the record."
    assert keeping.file(desk.vault.cx, found.agreement.files[0])[1] == content


def _cut_off(*_: object) -> bytes:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    "words",
    ["a\x00b\x1b[31m", "\u202eevil", "😀 שלום", "=1+1", "<b>&amp;</b><img src='/etc/passwd'>", "x" * 20_000],
)
def test_whatever_is_written_in_an_answer_is_kept_and_set_as_it_is(words: str, desk: Desk, tmp_path: Path) -> None:
    content = filled(one_blank(desk, tmp_path), {"safe": "4", "strengths": words})
    found = reading.read(desk, taken(desk, content)).record
    assert found.answers["strengths"] == words
    assert found.state is RecordState.ISSUED


def test_an_answer_longer_than_the_form_allows_is_refused(desk: Desk, tmp_path: Path) -> None:
    content = with_value(returned(desk, tmp_path), "strengths", "x" * 20_001)
    assert looked(desk, content) == ["evaluation.long"]


def test_it_is_counted_with_those_that_were_typed_without_a_name(desk: Desk, tmp_path: Path) -> None:
    taken(desk, returned(desk, tmp_path))
    tables = {table.title: table for table in reporting.quarter_pack(desk, Period(date(2026, 1, 1), TODAY)).tables}
    safe = next(row for row in tables["Evaluations"].rows if "feel safe" in str(row[0]))
    assert safe[1:] == (0, 0, 0, 1, 0, 1, 4.0)
    (said,) = [table for title, table in tables.items() if "own words" in title]
    assert VALUES["strengths"] in str(said.rows)
    assert "Ada" not in str(said.rows)


def test_one_that_was_taken_in_is_refused_also_when_it_was_saved_anew(desk: Desk, tmp_path: Path) -> None:
    content = returned(desk, tmp_path)
    taken(desk, content)
    anew = by_qpdf(content, tmp_path, "--object-streams=generate")
    other = filled(with_value(content, "safe", "1"), {"more_useful": "More"})
    assert looked(desk, content, anew, other) == ["evaluation.twice"] * 3


def test_one_person_evaluates_a_session_once_whichever_way(desk: Desk, tmp_path: Path) -> None:
    session = held(desk, "Ada Example")
    (first,) = blanks(desk, session, tmp_path, "Ada Example")
    (second,) = blanks(desk, session, tmp_path, "Ada Example")
    both = [filled(each, VALUES) for each in (first, second)]
    assert looked(desk, *both) == ["Ada Example", "evaluation.twice"]
    taken(desk, both[0])
    assert looked(desk, *both) == ["evaluation.twice", "evaluation.given"]


def test_what_was_looked_at_is_looked_at_once_more_when_it_is_taken_in(desk: Desk, tmp_path: Path) -> None:
    (found,) = collecting.look(desk, [collecting.open_file("returned.pdf", returned(desk, tmp_path))])
    collecting.take_in(desk, found)
    with pytest.raises(SupdeskError, match="imported already"):
        collecting.take_in(desk, found)
    assert len(reading.records(desk)) == 2


def changed_token(content: bytes) -> bytes:
    token = collecting.open_file("", content).inputs[MARK]
    flipped = token[:-9] + ("A" if token[-9] != "A" else "B") + token[-8:]
    return with_value(content, MARK, flipped)


def _drop(content: bytes) -> bytes:
    return reworked(content, lambda writer: fields_of(writer).pop())


def _add(content: bytes) -> bytes:
    def change(writer: PdfWriter) -> None:
        field = field_named(writer, "strengths")
        twin = writer._add_object(field.clone(writer, force_duplicate=True, ignore_fields=["/P", "/Parent"]))
        twin.get_object()[NameObject("/T")] = TextStringObject("extra")
        fields_of(writer).append(twin)

    return reworked(content, change)


def _rename(content: bytes) -> bytes:
    return reworked(
        content, lambda w: field_named(w, "safe").__setitem__(NameObject("/T"), TextStringObject("safer"))
    )


def _twin(content: bytes) -> bytes:
    return reworked(
        content, lambda w: field_named(w, "influence").__setitem__(NameObject("/T"), TextStringObject("strengths"))
    )


def _without_form(content: bytes) -> bytes:
    return reworked(content, lambda writer: writer.root_object.pop("/AcroForm"))


def _scripted(key: str, field: str = "") -> Callable[[bytes], bytes]:
    """With a script that is run at that event of the document, or of a field."""
    script = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    named = DictionaryObject({NameObject("/JavaScript"): script})

    def change(writer: PdfWriter) -> None:
        part = field_named(writer, field) if field else writer.root_object
        part[NameObject(key)] = named if key in ("/Names", "/AA") else script

    return lambda content: reworked(content, change)


def _xfa(content: bytes) -> bytes:
    return reworked(
        content,
        lambda w: w.root_object["/AcroForm"].__setitem__(NameObject("/XFA"), ArrayObject()),  # type: ignore[index]
    )


SPOILT: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "a changed token": ("evaluation.changed", changed_token),
    "no token": ("evaluation.changed", lambda content: with_value(content, MARK, "")),
    "a missing field": ("evaluation.fields", _drop),
    "an added field": ("evaluation.fields", _add),
    "a renamed field": ("evaluation.fields", _rename),
    "two of one name": ("returned.damaged", _twin),
    "a point outside the scale": ("evaluation.option", lambda content: with_value(content, "safe", "6")),
    "a point that is none": ("evaluation.option", lambda content: with_value(content, "safe", "04")),
    "no point but words": (
        "evaluation.answers",
        lambda c: with_value(with_value(c, "safe", "Off"), "purpose", "Off"),
    ),
    "half a file": ("returned.damaged", lambda content: content[: len(content) // 2]),
    "a file without its end": ("returned.damaged", lambda content: content[:-200]),
    "one printed anew": ("returned.no-form", _without_form),
    "one with a script at its opening": ("returned.script", _scripted("/OpenAction")),
    "one with a named script": ("returned.script", _scripted("/Names")),
    "one with a script at every key": ("returned.script", _scripted("/AA", "strengths")),
    "one with a script at a choice": ("returned.script", _scripted("/AA", "safe")),
    "one with a script at a click": ("returned.script", _scripted("/A", "strengths")),
    "one with XFA": ("returned.xfa", _xfa),
    "something else": ("returned.not-pdf", lambda content: b"PK\x03\x04 and so on"),
    "nothing": ("returned.not-pdf", lambda content: b""),
    "too much": ("returned.large", lambda content: content + b"\n" * 10_000_000),
}


@pytest.mark.parametrize("what", SPOILT)
def test_what_was_not_sent_so_is_refused_with_its_own_reason(what: str, desk: Desk, tmp_path: Path) -> None:
    code, spoil = SPOILT[what]
    content = returned(desk, tmp_path)
    assert looked(desk, content, spoil(content)) == ["Ada Example", code]
    assert evaluating.awaited(desk)[0].returned_on is None


def test_a_form_with_nothing_filled_in_is_refused(desk: Desk, tmp_path: Path) -> None:
    assert looked(desk, one_blank(desk, tmp_path)) == ["evaluation.empty"]


def test_a_form_under_a_password_is_refused(desk: Desk, tmp_path: Path) -> None:
    content = returned(desk, tmp_path)
    for user in ("", "secret"):
        assert looked(desk, by_qpdf(content, tmp_path, "--encrypt", user, "owner", "256", "--")) == [
            "returned.locked"
        ]


def test_the_form_of_another_vault_is_refused_here(desk: Desk, tmp_path: Path) -> None:
    around = replace(desk.around, entropy=token_bytes)
    olive = Person("", "Olive Owner", "Named Nurse")
    other = starting.begin(tmp_path / "other", olive, desk.pack.id, PASSPHRASE, around, CHEAP)
    enrolled(other, "Ada Example")
    content = returned(other, tmp_path)
    held(desk, "Ada Example")
    assert looked(other, content) == ["Ada Example"]
    assert looked(desk, content) == ["evaluation.foreign"]
    other.vault.close()


def test_a_pdf_of_another_kind_and_a_sealed_record_are_refused(desk: Desk, tmp_path: Path) -> None:
    record = taken(desk, returned(desk, tmp_path))
    sealed = keeping.file(desk.vault.cx, keeping.agreement(desk.vault.cx, reading.read(desk, record).record)[1])[1]  # type: ignore[index]
    assert looked(desk, sealed) == ["evaluation.stranger"]


def test_a_token_laid_into_the_form_of_another_session_says_its_own_session_only(
    desk: Desk, tmp_path: Path
) -> None:
    """Whoever moves a token moves the answers: they are counted where the token was made for, once."""
    mine, other = (
        blanks(desk, held(desk, "Ada Example", on=date(2026, 2, day)), tmp_path, "Ada Example")[0] for day in (2, 3)
    )
    token = collecting.open_file("", mine).inputs[MARK]
    crossed = with_value(filled(other, VALUES), MARK, token)
    (found,) = collecting.look(desk, [collecting.open_file("", crossed)])
    assert found.answer
    assert found.answer.asking.session.on == date(2026, 2, 2)


def test_a_form_for_somebody_who_is_said_not_to_have_come_is_refused(desk: Desk, tmp_path: Path) -> None:
    session = held(desk, "Ada Example", "Bee Sample")
    ada, bee = (filled(each, VALUES) for each in blanks(desk, session, tmp_path, "Ada Example", "Bee Sample"))
    with pytest.raises(SupdeskError, match="somebody who came"):
        evaluating.prepare(desk, planned(desk, "Ada Example"), [person_id(desk, "Ada Example")])
    desk.vault.cx.execute(
        "UPDATE attendance SET presence = 'absent' WHERE person_id = ?", (person_id(desk, "Bee Sample"),)
    )
    assert looked(desk, ada, bee) == ["Ada Example", "evaluation.absent"]


def test_a_version_of_the_form_that_is_not_known_is_refused(desk: Desk, tmp_path: Path) -> None:
    content = returned(desk, tmp_path)
    pack = desk.around.packs.pack("mse-icb")
    newer = tuple(
        replace(form, digest="0" * 64, version=2) if form.serves == "evaluation" else form for form in pack.forms
    )
    moved = Desk(desk.vault, replace(desk.around, packs=Packs((replace(pack, forms=newer),))))
    assert looked(moved, content) == ["Ada Example"], "the version it was sent with is kept"
    other = "(SELECT digest FROM form_definitions WHERE form <> 'evaluation')"
    desk.vault.cx.execute(f"UPDATE evaluations_asked SET form_digest = {other}")
    desk.vault.cx.execute("DELETE FROM form_definitions WHERE form = 'evaluation'")
    assert looked(desk, content) == ["Ada Example"], "it is at hand in the pack"
    assert looked(moved, content) == ["evaluation.form"]


def test_an_older_vault_put_back_knows_the_forms_it_made(desk: Desk, tmp_path: Path) -> None:
    content = returned(desk, tmp_path)
    desk.vault.cx.execute("DELETE FROM evaluations_asked")
    record = taken(desk, content)
    assert looked(desk, content) == ["evaluation.twice"]
    assert reading.read(desk, record).record.serves == "evaluation"


def test_when_it_cannot_be_kept_nothing_of_it_is_left(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (found,) = collecting.look(desk, [collecting.open_file("returned.pdf", returned(desk, tmp_path))])

    def full(*_: object) -> None:
        raise SupdeskError("vault.full", "There is no room.")

    with monkeypatch.context() as patch:
        patch.setattr(evaluations, "put_asked", full)
        with pytest.raises(SupdeskError, match="no room"):
            collecting.take_in(desk, found)
    assert [record.serves for record in reading.records(desk)] == ["one-to-one"]
    assert [draft.form.form for draft in keeping.drafts(desk.vault.cx)] == ["cycle"]
    collecting.take_in(desk, found)


def test_files_are_numbered_never_named_and_none_is_written_over(desk: Desk, tmp_path: Path) -> None:
    session = held(desk, "Ada Example", "Bee Sample")
    blanks(desk, session, tmp_path, "Ada Example", "Bee Sample")
    blanks(desk, session, tmp_path, "Ada Example")
    number = planning.one(desk, session).number
    expected = [f"evaluation-{number}-{n}.pdf" for n in (1, 2, 3)]
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == expected
    assert [each.label for each in evaluating.standings(desk, session)] == ["Asked on 4 March 2026"] * 2


def test_nothing_in_a_form_sent_tells_more_of_somebody_than_is_printed(desk: Desk, tmp_path: Path) -> None:
    content = one_blank(desk, tmp_path)
    ada, token = person_id(desk, "Ada Example"), collecting.open_file("", content).inputs[MARK]
    assert not any(word.encode() in content for word in ("Olive", "Ada", "olive@example.org"))
    said = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    assert ada.encode() in said
    assert b"Ada" not in said


def test_what_was_said_on_a_form_is_in_no_register_and_no_published_figure(desk: Desk, tmp_path: Path) -> None:
    taken(desk, returned(desk, tmp_path))
    files, _ = registering.write(desk, Period(date(2026, 1, 1), TODAY), tmp_path)
    assert "zanzibarmarmalade" not in text_of({file.name: file.read_bytes() for file in files}).casefold()
    over = on_day(desk, date(2026, 4, 1))
    report = reporting.quarter_pack(over, Period(date(2026, 1, 1), date(2026, 3, 31)), published=True)
    assert "zanzibar" not in str(report).casefold()
