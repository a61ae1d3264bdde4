"""A vault's life in any order: written, finished, sealed, amended, locked, killed, backed up and restored.

Beside it a plain model keeps what must be there: texts of drafts and of records, which are sealed, and what each
backup held.
"""

import shutil
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from supdesk.desk import backing_up, finishing, recording, rescuing, signing, unlocking
from supdesk.desk.desk import Desk
from supdesk.vault import checking, keeping
from supdesk.vault.generations import generations_in
from tests.desk.desks import ACTION, NOW, PASSPHRASE, all_done, new_desk, planned

T = TypeVar("T", str, Path)
TEXTS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "Z", "So")), min_size=1, max_size=400
).filter(str.strip)
NTH = st.integers(0, 30)
FIELD = {"one-to-one": "issues", "addendum": "change"}
MANY, FEW = (80, 50), (2, 20)
"""Stories, and deeds in each at most."""


@dataclass
class Model:
    """What must be there: each draft's text, each record's text, and which records are sealed."""

    drafts: dict[str, str] = field(default_factory=dict)
    records: dict[str, str] = field(default_factory=dict)
    sealed: set[str] = field(default_factory=set)


class Life(RuleBasedStateMachine):
    """Deeds at a real vault beside the model. `steps` counts those of all stories."""

    steps = 0

    @initialize()
    def begin(self) -> None:
        self.folder, self.turn, self.moves = Path(mkdtemp()), 0, 0
        made = new_desk(self.folder / "0.supdesk")
        clock = lambda: NOW + timedelta(minutes=self.turn)  # noqa: E731 - the desk is given what tells the time
        self.desk = Desk(made.vault, replace(made.around, now=clock))
        self.model, self.kept = Model(), dict[Path, Model]()

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.desk.vault.close()
            shutil.rmtree(self.folder)

    @rule(text=TEXTS)
    def sit_down(self, text: str) -> None:
        sitting = recording.sit_down(self.desk, planned(self.desk))
        self._type(sitting.main.draft.id, text)

    @precondition(lambda self: self.model.drafts)
    @rule(nth=NTH, text=TEXTS)
    def type_on(self, nth: int, text: str) -> None:
        self._type(self._nth(self.model.drafts, nth), text)

    @precondition(lambda self: self.model.drafts)
    @rule(nth=NTH)
    def discard(self, nth: int) -> None:
        known = self._nth(self.model.drafts, nth)
        recording.discard(self.desk, known)
        del self.model.drafts[known]

    @precondition(lambda self: self.model.drafts)
    @rule(nth=NTH)
    def finish(self, nth: int) -> None:
        known = self._nth(self.model.drafts, nth)
        sheet = recording.reopen(self.desk, known)
        if sheet.form.serves == "one-to-one":
            sitting = recording.sit_down(self.desk, sheet.draft.session_id)
            recording.save(self.desk, known, {"confidential": True, "actions": [dict(ACTION)]} | all_done(sitting))
        (record,) = finishing.finish(self.desk, [known]).records
        self.model.records[record.id] = self.model.drafts.pop(known).strip()  # blanks around it are left out

    @precondition(lambda self: self.model.records.keys() - self.model.sealed)
    @rule(nth=NTH)
    def seal(self, nth: int) -> None:
        known = self._nth(self.model.records.keys() - self.model.sealed, nth)
        signing.agree_by_scan(self.desk, known, self.desk.today, "scan.pdf", b"%PDF-")
        self.model.sealed.add(known)

    @precondition(lambda self: self.model.sealed)
    @rule(nth=NTH, text=TEXTS)
    def amend(self, nth: int, text: str) -> None:
        sheet = recording.begin_addendum(self.desk, self._nth(self.model.sealed, nth))
        self._type(sheet.draft.id, text)

    @rule()
    def lock(self) -> None:
        self.desk.vault.close()
        self._open(self.desk.vault.folder)

    @rule()
    def be_killed(self) -> None:
        """What lies on the disk at that moment is all the next start has."""
        self.moves += 1
        copy = self.folder / f"{self.moves}.supdesk"
        shutil.copytree(self.desk.vault.folder, copy)
        self.desk.vault.close()
        self._open(copy)

    @rule()
    def back_up(self) -> None:
        made = backing_up.back_up(self.desk, self.folder / "stick")
        self.kept[made] = deepcopy(self.model)

    @precondition(lambda self: self.kept)
    @rule(nth=NTH)
    def restore(self, nth: int) -> None:
        backup = self._nth(self.kept, nth)
        self.moves += 1
        (generation,) = [each for each in generations_in(self.folder / "stick") if each.folder == backup]
        target = self.folder / f"{self.moves}.supdesk"
        backing_up.restore(self.desk, generation, target)
        self.desk.vault.close()
        self.model = deepcopy(self.kept[backup])
        self._open(target)

    @rule()
    def be_salvaged(self) -> None:
        """Of a whole vault everything is saved."""
        self.moves += 1
        self.desk.vault.close()
        stranded = rescuing.strand(self.desk.vault.folder, PASSPHRASE, self.desk.around)
        found = rescuing.salvage(stranded, self.folder / f"{self.moves}.supdesk", self.desk.around)
        assert found.salvaged.damaged == found.salvaged.lost_records == found.anew == ()
        self._open(found.folder)

    @invariant()
    def nothing_differs(self) -> None:
        if not hasattr(self, "model"):
            return
        Life.steps += 1
        self.turn += 1
        found = {sheet.draft.id: sheet.draft.raw[FIELD[sheet.form.serves]] for sheet in recording.drafts(self.desk)}
        assert found == self.model.drafts
        records = keeping.records(self.desk.vault.cx)
        assert {record.id: record.answers[FIELD[record.serves]] for record in records} == self.model.records
        assert {record.id for record in records if record.state.sealed} == self.model.sealed

    def _type(self, known: str, text: str) -> None:
        sheet = recording.reopen(self.desk, known)
        recording.save(self.desk, known, {FIELD[sheet.form.serves]: text})
        self.model.drafts[known] = text

    def _open(self, folder: Path) -> None:
        self.desk = unlocking.unlock(folder, PASSPHRASE, self.desk.around)
        assert not [finding for finding in checking.check(self.desk.vault.cx) if finding.wrong]

    def _nth(self, some: Iterable[T], nth: int) -> T:
        known = sorted(some)
        return known[nth % len(known)]


def lived(work: Path, few: bool) -> str:
    """Stories of deeds in any order; the model and the vault never differ."""
    before, (stories, deeds) = Life.steps, FEW if few else MANY
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=stories,
            stateful_step_count=deeds,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
    return f"{stories} stories, {Life.steps - before:,} deeds, no difference"
