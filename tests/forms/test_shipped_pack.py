"""The shipped pack: complete, true to the policy's labels, and a finished draft of each form."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from supdesk.domain.cadence import Every
from supdesk.domain.cycle import Element, Function, Stakeholder
from supdesk.domain.sessions import Kind, Mode
from supdesk.forms.answers import blank, read
from supdesk.forms.definition import CancellationRule, Field, Form
from supdesk.forms.packs import load_packs
from supdesk.forms.reading import read_pack
from tests.forms.pack_examples import ADA, BEE, PURPOSES, SHIPPED, copied_pack, shipped_pack

FACTS: dict[str, Any] = {
    "on": "2026-03-04",
    "start": "14:00",
    "finish": "15:00",
    "mode": "teams",
    "supervisor": ADA,
    "supervisee": BEE,
    "supervisees": [BEE],
    "present": [BEE],
    "apologies": [],
    "confidential": True,
    "actions": [{"id": "a-1", "what": "Ring the school", "by_whom": "Bee Sample", "by_when": "2026-03-11"}],
    "outcomes": [{"id": "a-0", "what": "Write to the school", "decision": "done"}],
    "renew_on": "2027-03-04",
    "individual_minutes": "60",
    "group_minutes": "90",
    "amends": "S-0001",
}


def form_for(purpose: str) -> Form:
    form = shipped_pack().serving(purpose)
    assert form is not None
    return form


def test_every_shipped_pack_loads_without_a_fault() -> None:
    packs, faults = load_packs(SHIPPED)
    assert faults == []
    assert "mse-icb" in {pack.id for pack in packs.found}


def test_the_pack_has_a_form_for_everything_a_form_can_be_for() -> None:
    assert {form.serves for form in shipped_pack().forms} == set(PURPOSES)


def test_the_contract_has_both_types_and_seven_five_and_four_clauses() -> None:
    """MSE App B, K2 and K4."""
    form = form_for("contract")
    titles = [section.title for section in form.sections]
    assert "Type of Supervision: Individual" in titles
    assert "Type of Supervision: Group" in titles
    assert [len(f.clauses) for f in form.fields() if f.kind == "clauses"] == [7, 5, 4]
    assert all(form.field(name) for name in ("who_writes", "stored_where", "health_records"))


def test_who_must_sign_is_as_the_policy_has_it() -> None:
    """K1: App B and C everybody, App D the supervisor and one member; cycle notes and evaluations are issued."""
    signers = {form.serves: [(s.role, s.each) for s in form.signers] for form in shipped_pack().forms}
    one_each = [("supervisor", False), ("supervisee", False)]
    assert signers["contract"] == [("supervisor", False), ("supervisee", True)]
    assert signers["one-to-one"] == signers["group"] == signers["ad-hoc"] == signers["addendum"] == one_each
    assert signers["cycle"] == signers["evaluation"] == []


def test_the_cycle_asks_each_element_for_notes_stakeholders_and_functions() -> None:
    """R4, MSE App E: with a guide beside each."""
    form = form_for("cycle")
    for element in Element:
        section = next(s for s in form.sections if any(f.id == element for f in s.fields))
        assert section.guide is not None
        assert section.guide.listen
        assert section.guide.questions
        assert section.guide.tasks
        touches = {f.touches: {o.id for o in f.options} for f in section.fields if f.touches}
        assert touches == {"stakeholders": set(Stakeholder), "functions": set(Function)}


def test_because_and_how_stand_in_the_cycle_and_not_on_the_one_to_one_page() -> None:
    columns = {
        p: {c.id for f in form_for(p).fields() for c in f.columns if f.kind == "actions"}
        for p in ("cycle", "one-to-one")
    }
    assert {"because", "how"} <= columns["cycle"]
    assert not {"because", "how"} & columns["one-to-one"]


def test_the_evaluation_has_five_statements_from_one_to_five_and_three_free_answers() -> None:
    """R8, MSE App G."""
    fields = list(form_for("evaluation").fields())
    scales = [(f.points, f.low, f.high) for f in fields if f.kind == "scale"]
    assert scales == [(5, "Strongly disagree", "Strongly agree")] * 5
    assert sum(f.kind == "prose" for f in fields) == 3


def test_every_mode_can_be_chosen() -> None:
    for purpose in ("one-to-one", "group", "ad-hoc"):
        field = form_for(purpose).filled_from("mode")
        assert field is not None
        assert {option.id for option in field.options} == set(Mode)


def test_supervision_is_due_every_three_months_and_ad_hoc_does_not_count() -> None:
    pack = shipped_pack()
    assert [(c.every, c.service, c.ad_hoc_counts) for c in pack.cadences] == [(Every(3), "", False)]
    assert (pack.group_size, pack.contract_months) == (6, 12)
    assert pack.retention_years
    assert "setting" in pack.retention_note


def test_the_register_goes_to_the_admin_team() -> None:
    pack = shipped_pack()
    assert pack.register.recipient == "Safeguarding administration team"
    assert pack.register.mailbox == "mseicb-bb.msesafeguardingadminsupport@nhs.net"
    assert pack.register.mailbox.partition("@")[2] in pack.register.accredited
    assert pack.register.tag == "[secure]"


def test_a_referral_escalations_and_support_are_named() -> None:
    pack = shipped_pack()
    assert any("SET" in step for step in pack.referral)
    assert {"Line manager", "Deputy Director of Nursing for Safeguarding"} <= {e.role for e in pack.escalation}
    assert len(pack.support) >= 4


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_form_filled_from_its_session_lacks_only_what_a_person_must_write(purpose: str) -> None:
    form = form_for(purpose)
    draft = blank(form, FACTS)
    needed = {"ad-hoc": [("concern",)], "addendum": [("change",)]}
    assert [p.path for p in read(form, draft).problems] == needed.get(purpose, [])


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_finished_draft_of_each_form_has_no_problems_and_every_answer(purpose: str) -> None:
    form = form_for(purpose)
    draft = blank(form, FACTS) | {f.id: _typed(f) for f in form.fields() if not f.fills}
    reading = read(form, draft)
    assert reading.problems == ()
    assert [f.id for f in form.fields() if reading.answers[f.id] in (None, ()) and f.id != "apologies"] == []
    assert form.filled_from("on") is not None
    assert reading.answers["on"] == date(2026, 3, 4)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_an_untouched_form_points_at_every_required_field(purpose: str) -> None:
    form = form_for(purpose)
    paths = [problem.path for problem in read(form, blank(form)).problems]
    assert paths == [(f.id,) for f in form.fields() if f.required]
    assert paths


def _typed(field: Field) -> Any:
    typed: dict[str, Any] = {
        "prose": "The family was seen together.",
        "short": "Seen together",
        "number": "60",
        "scale": "4",
        "choice": field.options[0].id if field.options else "",
        "choices": [o.id for o in field.options],
        "clauses": [{"id": c.id, "text": c.text, "struck": False} for c in field.clauses],
        "actions": [{"what": "Ring the school", "by_whom": "Bee Sample", "by_when": "4 March 2026"}],
        "person": ADA,
    }
    if field.kind == "table":
        return [{c.id: _typed(c) for c in field.columns}]
    return typed[field.kind]


def test_whoever_is_in_danger_now_comes_before_every_other_step_of_a_referral() -> None:
    first, *others = shipped_pack().referral
    assert "999" in first
    assert not any("999" in step for step in others)


def test_who_arranges_and_what_should_be_ready_follow_the_policy_which_has_no_rule_for_rebooking() -> None:
    """S3, S11, S12: by the policy's "Arranging supervision", and its duties of supervisee and administrator."""
    pack = shipped_pack()
    kinds = (Kind.ONE_TO_ONE, Kind.GROUP, Kind.AD_HOC)
    one_to_one, group, ad_hoc = (" ".join(pack.arranging.of(kind)) for kind in kinds)
    assert "supervisee asks the supervisor" in one_to_one
    assert "line manager books" in group
    assert "administration team" in ad_hoc
    assert len(pack.preparation) == len(set(pack.preparation)) == 4
    assert pack.cancellation is None


def test_the_rule_shown_as_an_example_in_the_shipped_pack_can_be_read(tmp_path: Path) -> None:
    folder = copied_pack(tmp_path)
    text = (folder / "pack.toml").read_text("utf-8")
    example = text[text.index("# [cancellation]") : text.index("[arranging]")]
    (folder / "pack.toml").write_text(text.replace(example, example.replace("\n# ", "\n").removeprefix("# ")))
    pack, faults = read_pack(folder)
    assert pack is not None, faults
    assert pack.cancellation == CancellationRule(1, "Line manager", "Please help them to keep the next one.")
