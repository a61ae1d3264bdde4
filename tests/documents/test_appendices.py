"""Every field of the appendices, written as the policies have it, stands in the pack's form and on its page."""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from supdesk.forms.definition import Field, Form, Pack
from supdesk.forms.packs import load_packs
from tests.documents.printed import TOP, printed


@dataclass(frozen=True)
class Appendix:
    """What a template asks, as often as it does; what is round its picture besides; who signs, each with a date."""

    pack: str
    forms: tuple[str, ...]
    asks: tuple[str, ...]
    drawn: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()

    def printed(self) -> Counter[str]:
        """How often each must stand on the page."""
        return Counter((*self.asks, *self.drawn, *self.drawn, *self.signed, *["Date"] * len(self.signed)))


BOTH = ("Supervisor Signature", "Supervisee Signature")
TYPE = ("Frequency", "Duration", "Venue")
ROWS = ("NHS No.", "Headline concerns", "Actions", "To be completed by", "Due Date")
APPENDICES = {
    "MSE App B": Appendix("mse-icb", ("contract",), (
        "Safeguarding Supervision Contract",
        "Supervisor Name and Designation", "Supervisee Name and Designation",
        "Type of Supervision: Individual", *TYPE, "Type of Supervision: Group", *TYPE,
        "As supervisor and supervisee/s, we agree to:", "As a supervisee/s I/we agree to:",
        "As a supervisor I agree to:",
    ), signed=BOTH),
    "MSE App C": Appendix("mse-icb", ("one-to-one",), (
        "1:1 Safeguarding Supervision Record",
        "Supervisor Name and Designation", "Supervisee Name and Designation",
        "Date of session", "Time commenced", "Time finished",
        "Reflection since last session", "Issues brought to supervision",
        "Actions to be taken", "By whom", "By when",
    ), signed=BOTH),
    "MSE App D": Appendix("mse-icb", ("group",), (
        "Group Safeguarding Supervision Record", "Date", "Time", "Present", "Apologies",
        "Topic", "Reflections", "Agreed actions", "Agenda items for next session", "Preparation required",
    ), signed=BOTH),
    # A guide without fields: its stages, in the window each with prompts, are parts of the notes.
    "MSE App E": Appendix("mse-icb", ("cycle",), (), ("Experience", "Reflection", "Analysis", "Plans and action")),
    # Its statements and questions in our own words, one for one.
    "MSE App G": Appendix("mse-icb", ("evaluation",), (
        "Evaluation of Safeguarding Supervision", "Supervisee Name", "Supervisor Name", "Date",
        "The time we had was protected.",
        "It is clear to me what safeguarding supervision is for.",
        "I am emotionally supported and feel safe here.",
        "I could reflect, and the challenge I got helped my safeguarding knowledge grow.",
        "There was time enough to talk things through well.",
        "What was especially good about the session?",
        "What would have made it more useful?",
        "An example of something you do differently because of supervision",
    )),
    "ELFT App 1": Appendix("elft", ("strengthening-families",), (
        "Strengthening Families Reflective Tool",
        "Headline (identify main concerns)", "Strengths - what is going well?", "What needs to change?",
        "Grey areas / unknown", "What is the impact on child if nothing changes",
        "What is life like for the child? What are their wishes and feelings?",
        "What / who is their safety net? How will they keep child safe?", "What are you still worried about?",
        "Action to be taken and deadline for completion?", "Who will complete this action?",
    )),
    # The policy has but the names of the triangles; their dimensions are those that their publishers gave them.
    "ELFT App 2": Appendix("elft", ("assessment-framework",), ("Assessment Framework Triangle",), (
        "Child's developmental needs",
        "Health", "Education", "Emotional and Behavioural Development", "Identity",
        "Family and Social Relationships", "Social Presentation", "Selfcare Skills",
        "Parenting capacity",
        "Basic Care", "Ensuring Safety", "Emotional Warmth", "Stimulation", "Guidance and Boundaries", "Stability",
        "Family and environmental factors",
        "Family History and Functioning", "Wider Family", "Housing", "Employment", "Income",
        "Family's Social Integration", "Community Resources",
    )),
    "ELFT App 3": Appendix("elft", ("my-world",), ("My World Triangle",), (
        "How I grow and develop",
        "Being healthy", "Learning and achieving", "Being able to communicate", "Confidence in who I am",
        "Learning to be responsible", "Becoming independent, looking after myself", "Enjoying family and friends",
        "What I need from people who look after me",
        "Everyday care and help", "Keeping me safe", "Being there for me", "Play, encouragement and fun",
        "Guidance, supporting me to make the right choices", "Knowing what is going to happen and when",
        "Understanding my family's background and beliefs",
        "My wider world",
        "Support from family, friends and other people", "School", "Enough money",
        "Work opportunities for my family", "Local resources", "Comfortable and safe housing", "Belonging",
    )),
    "ELFT App 4": Appendix("elft", ("contract",), (
        "Safeguarding Supervision Contract",
        "Date of Supervision Contract", "Name of Supervisor", "Name of Service", "Name of Supervisee(s)",
        "Purpose of safeguarding supervision", "Frequency of meetings", "Length of sessions", "Location",
        "Cancellation arrangements", "Responsibility for recording", "The usual content of meetings",
        "How the agenda will be set", "Boundaries for sessions", "Storage and access to supervision records",
    ), signed=("Supervisor’s signature",)),
    # Its rows twice: the needs of a child stand apart from those of an adult.
    "ELFT App 5": Appendix("elft", ("record", "one-to-one"), (
        "Record of Safeguarding Supervision and Action Plan",
        "Supervisee / Team / Service", "Date", "Name of Supervisor", *ROWS, *ROWS,
    )),
}  # fmt: skip

NO_FORM = {
    "MSE App A": "It weighs what the policy itself means for equality; nobody writes in it about supervision.",
    "MSE App F": "It is a way to go, which the pack has as its escalation.",
    "ELFT App 6": "It is a process, which the pack has as steps, routes and the rule for a second cancellation.",
}
EACH = [(name, form) for name, appendix in APPENDICES.items() for form in appendix.forms]


@cache
def pack_of(pack_id: str) -> Pack:
    return load_packs(TOP / "forms")[0].pack(pack_id)


def names_in(form: Form) -> Iterator[str]:
    """All that a form is called and asks, as often as it does, without its signers."""

    def below(fields: tuple[Field, ...]) -> Iterator[str]:
        for field in fields:
            yield field.label
            yield from below(field.columns)
            for side in field.sides:
                yield from (side.label, *(dimension.label for dimension in side.dimensions))

    yield form.title
    yield from (section.title for section in form.sections)
    yield from below(tuple(form.fields()))


def page_of(tmp_path: Path, pack: str, form_id: str) -> str:
    path = tmp_path / "paper.pdf"
    path.write_bytes(printed(form_id, {}, pack)[1].content)
    told = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout
    return " ".join(told.replace("\N{NO-BREAK SPACE}", " ").split())


def counted(page: str, names: set[str]) -> Counter[str]:
    """How often each name stands on a page by itself: "Due Date" is no "Date", nor is "Time finished" a "Time"."""
    found: Counter[str] = Counter()
    for name in sorted(names - {""}, key=len, reverse=True):
        page, found[name] = re.subn(rf"(?<!\w){re.escape(name)}(?!\w)", "|", page)
    return found


def test_every_appendix_has_its_form_or_is_known_to_be_none() -> None:
    named = [*(f"MSE App {letter}" for letter in "ABCDEFG"), *(f"ELFT App {number}" for number in range(1, 7))]
    assert sorted([*APPENDICES, *NO_FORM]) == sorted(named)
    said = {(form.source, form.id) for pack in ("mse-icb", "elft") for form in pack_of(pack).forms}
    assert {(source, form) for source, form in said if "App" in source} == set(EACH)


@pytest.mark.parametrize(("name", "form_id"), EACH)
def test_every_field_of_an_appendix_stands_in_the_form(name: str, form_id: str) -> None:
    """K1 to K3, R1 to R6, R8."""
    appendix = APPENDICES[name]
    form = pack_of(appendix.pack).form(form_id)
    assert form is not None
    assert Counter((*appendix.asks, *appendix.drawn)) - Counter(names_in(form)) == Counter()
    assert tuple(signer.label for signer in form.signers) == appendix.signed


@pytest.mark.parametrize(("name", "form_id"), EACH)
def test_every_field_of_an_appendix_stands_on_the_printed_page(tmp_path: Path, name: str, form_id: str) -> None:
    """K1 to K3, R1 to R6, R8: as often as it is asked, with a date beside each signature."""
    appendix = APPENDICES[name]
    form = pack_of(appendix.pack).form(form_id)
    assert form is not None
    wanted = appendix.printed()
    assert wanted - counted(page_of(tmp_path, appendix.pack, form_id), {*wanted, *names_in(form)}) == Counter()


def test_the_evaluation_prints_what_its_figures_mean_beside_each_statement(tmp_path: Path) -> None:
    """R8, MSE App G."""
    page = page_of(tmp_path, "mse-icb", "evaluation")
    assert "1 = Strongly disagree 5 = Strongly agree" in page
    assert page.count("1 2 3 4 5") == 5


def test_the_ways_that_are_no_forms_are_in_the_packs() -> None:
    """D1, section 8; MSE App F, ELFT App 6."""
    disagreeing = [each.role for each in pack_of("mse-icb").escalation]
    assert disagreeing[:2] == ["Line manager", "Deputy Director of Nursing for Safeguarding"]
    elft = pack_of("elft")
    assert [stage.step for stage in elft.process] == [
        "planned", "held", "tracker", "register-sent", "action-plan-sent", "clinical-records", "reported",
        "audited",
    ]  # fmt: skip
    assert {(route.what, route.to) for route in elft.routes} == {
        ("register", "service-leads"), ("action-plan", "service-leads"), ("action-plan", "supervisees"),
    }  # fmt: skip
    assert elft.cancellation is not None


def test_who_signs_what_is_form_data_and_of_the_second_policy_only_the_contract_is_signed() -> None:
    """K1: ELFT App 4 the supervisor, App 5 nobody: its end state is issued."""
    signers = {form.id: [signer.role for signer in form.signers] for form in pack_of("elft").forms}
    assert signers["contract"] == ["supervisor"]
    assert signers["record"] == signers["one-to-one"] == []


def test_the_second_policys_contract_has_six_purposes() -> None:
    """K3."""
    form, _ = printed("contract", {})
    assert [len(field.clauses) for field in form.fields() if field.kind == "clauses"] == [6]


def test_what_was_not_answered_beside_the_record_is_not_printed(tmp_path: Path) -> None:
    """R12."""
    for raw, shown in (({}, False), ({"voice": "She draws."}, True)):
        form, pdf = printed("record", raw)
        path = tmp_path / "paper.pdf"
        path.write_bytes(pdf.content)
        told = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout
        labels = [field.label for field in form.beside()]
        assert [label for label in labels if label in " ".join(told.split())] == labels[: int(shown)]
