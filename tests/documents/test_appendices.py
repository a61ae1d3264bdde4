"""Every field of the appendices, written as the policies have it, stands in the pack's form and on its page."""

import subprocess
from pathlib import Path

import pytest

from supdesk.forms.definition import Field, Form
from tests.documents.printed import printed

SIGNED = ("Supervisor Signature", "Supervisee Signature", "Date")
APPENDICES: dict[tuple[str, str], tuple[str, ...]] = {
    # MSE App B
    ("mse-icb", "contract"): (
        "Supervisor Name and Designation", "Supervisee Name and Designation", "Type of Supervision: Individual",
        "Type of Supervision: Group", "Frequency", "Duration", "Venue",
        "As supervisor and supervisee/s, we agree to:", "As a supervisee/s I/we agree to:",
        "As a supervisor I agree to:", *SIGNED,
    ),
    # MSE App C
    ("mse-icb", "one-to-one"): (
        "Supervisor Name and Designation", "Supervisee Name and Designation", "Date of session", "Time commenced",
        "Time finished", "Reflection since last session", "Issues brought to supervision", "Actions to be taken",
        "By whom", "By when", *SIGNED,
    ),
    # MSE App D
    ("mse-icb", "group"): (
        "Date", "Time", "Present", "Apologies", "Topic", "Reflections", "Agreed actions",
        "Agenda items for next session", "Preparation required", *SIGNED,
    ),
    # MSE App E
    ("mse-icb", "cycle"): ("Experience", "Reflection", "Analysis", "Plans and Action"),
    # MSE App G
    ("mse-icb", "evaluation"): ("Supervisee Name", "Supervisor Name", "Date"),
    # ELFT App 1
    ("elft", "strengthening-families"): (
        "Headline (identify main concerns)", "Strengths - what is going well?", "What needs to change?",
        "Grey areas / unknown", "What is the impact on child if nothing changes",
        "What is life like for the child? What are their wishes and feelings?",
        "What / who is their safety net? How will they keep child safe?", "What are you still worried about?",
        "Action to be taken and deadline for completion?", "Who will complete this action?",
    ),
    # ELFT App 2 and 3, whose dimensions have a test of their own
    ("elft", "assessment-framework"): ("Assessment Framework Triangle",),
    ("elft", "my-world"): ("My World Triangle",),
    # ELFT App 4
    ("elft", "contract"): (
        "Date of Supervision Contract", "Name of Supervisor", "Name of Service", "Name of Supervisee(s)",
        "Purpose of safeguarding supervision", "Frequency of meetings", "Length of sessions", "Location",
        "Cancellation arrangements", "Responsibility for recording", "The usual content of meetings",
        "How the agenda will be set", "Boundaries for sessions", "Storage and access to supervision records",
        "Supervisor’s signature", "Date",
    ),
    # ELFT App 5
    ("elft", "record"): (
        "Supervisee / Team / Service", "Date", "Name of Supervisor", "NHS No.", "Headline concerns", "Actions",
        "To be completed by", "Due Date",
    ),
}  # fmt: skip
APPENDICES["elft", "one-to-one"] = APPENDICES["elft", "record"]


def names_in(form: Form) -> set[str]:
    """All that a form is called and asks, its signers and the dates beside them included."""

    def below(fields: tuple[Field, ...]) -> list[str]:
        return [label for f in fields for label in (f.label, *below(f.columns))]

    titles = [form.title, *(section.title for section in form.sections)]
    signed = [name for signer in form.signers for name in (signer.label, "Date")]
    return {*titles, *signed, *below(tuple(form.fields()))}


@pytest.mark.parametrize(("pack", "form_id"), APPENDICES)
def test_every_field_of_an_appendix_stands_in_the_form_and_on_the_page(
    tmp_path: Path, pack: str, form_id: str
) -> None:
    """K1 to K3, R1 to R6, R8."""
    form, pdf = printed(form_id, {}, pack)
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf.content)
    told = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout
    page = " ".join(told.replace("\N{NO-BREAK SPACE}", " ").split())
    wanted = APPENDICES[pack, form_id]
    known = {name.casefold() for name in names_in(form)}
    assert [name for name in wanted if name.casefold() not in known] == []
    assert [name for name in wanted if name.casefold() not in page.casefold()] == []


def test_who_signs_what_is_form_data_and_of_the_second_policy_only_the_contract_is_signed() -> None:
    """K1: ELFT App 4 the supervisor, App 5 nobody: its end state is issued."""
    signers = {name: [s.role for s in printed(name, {})[0].signers] for pack, name in APPENDICES if pack == "elft"}
    assert signers.pop("contract") == ["supervisor"]
    assert all(each == [] for each in signers.values())


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
