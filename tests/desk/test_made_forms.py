"""Whatever form a pack defines and whatever is written on it: saved, reopened, printed, amended, all is there."""

import io
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from pypdf import PdfReader

from supdesk.desk import finishing, reading, recording, signing, unlocking
from supdesk.desk.desk import Desk
from supdesk.domain.records import RecordState
from supdesk.forms.answers import asked, dump, read
from supdesk.forms.definition import Form
from supdesk.forms.kinds import KINDS
from supdesk.forms.packs import Packs
from supdesk.forms.reading import read_form
from supdesk.vault import checking
from tests.desk.desks import PASSPHRASE, TODAY, new_desk, person_id
from tests.forms.made_forms import ANSWERS, Made, forms

TRIES = int(os.environ.get("SUPDESK_MADE_FORMS", "4"))
"""How many forms are made in a run; a thousand are for a night."""


class Kept:
    """One vault for all examples: opening anew is part of each, beginning anew is not."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def with_form(self, form: Form) -> Desk:
        """The desk with a pack that has this form in the stead of its contract."""
        pack = self.desk.pack
        others = tuple(each for each in pack.forms if each.serves != form.serves)
        return self._at(Packs((replace(pack, forms=(*others, replace(form, pack=pack.id))),)))

    def again(self) -> Desk:
        """Locked and unlocked."""
        self.desk.vault.close()
        self.desk = unlocking.unlock(self.desk.vault.folder, PASSPHRASE, self.desk.around)
        return self.desk

    def _at(self, packs: Packs) -> Desk:
        self.desk = replace(self.desk, around=replace(self.desk.around, packs=packs))
        return self.desk


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    made = Kept(new_desk(tmp_path_factory.mktemp("made") / "vault"))
    yield made
    assert not any(finding.wrong for finding in checking.check(made.desk.vault.cx))
    made.desk.vault.close()


def test_every_kind_is_written_and_answered() -> None:
    assert set(ANSWERS) == set(KINDS)


# What fails is told as it was found: making it smaller takes longer than a test may.
@settings(max_examples=TRIES, suppress_health_check=list(HealthCheck), phases=(Phase.reuse, Phase.generate))
@given(made=forms())
def test_nothing_written_on_any_form_is_lost(kept: Kept, made: Made) -> None:
    form, faults = read_form(made.text)
    assert form is not None, [str(fault) for fault in faults]
    desk = kept.with_form(form)
    draft = recording.begin_contract(desk, [person_id(desk, "Ada Example")]).draft.id
    recording.save(desk, draft, made.raw)

    desk = kept.again()
    sheet = recording.reopen(desk, draft)
    assert sheet.form == asked(replace(form, pack=desk.pack.id), made.raw)
    assert {name: sheet.draft.raw[name] for name in made.raw} == made.raw

    done = finishing.finish(desk, [draft])
    assert done.problems == ()
    record = done.records[0].id
    seal(desk, record, form)
    pdf = signing.sealed_pdf(desk, record)
    printed = squeezed(words_of(pdf))
    lacking = {word for word in made.words if squeezed(word) not in printed}
    assert lacking == set()

    addendum = recording.begin_addendum(desk, record).draft.id
    recording.save(desk, addendum, {"change": "A later thought."})
    (later,) = finishing.finish(desk, [addendum]).records
    seal(desk, later.id, recording.form_of(desk, later))

    desk = kept.again()
    found = reading.read(desk, record)
    assert found.form == replace(form, pack=desk.pack.id)
    assert found.record.state is RecordState.AMENDED
    assert [each.id for each in found.addenda] == [later.id]
    assert said(form, found.record.answers) == said(form, read(form, made.raw).answers)
    assert signing.sealed_pdf(desk, record) == pdf


def seal(desk: Desk, record: str, form: Form) -> None:
    if form.signers:
        signing.agree_by_scan(desk, record, TODAY, "scan.pdf", b"%PDF-")
    else:
        signing.issue(desk, record)


def said(form: Form, answers: Any) -> Any:
    """Answers as JSON, without the ids that actions get when they are recorded."""
    return json.loads(json.dumps(dump(form, answers)), object_hook=_nameless)


def _nameless(table: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in table.items() if not (name == "id" and "by_whom" in table)}


def words_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def squeezed(text: str) -> str:
    """Without white space: a narrow column breaks a word where it must."""
    return "".join(text.split())
