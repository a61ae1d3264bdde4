"""The second shipped pack: its cadences by service, staff and post, and all that its policy says of the work."""

import pytest

from supdesk.domain.cadence import Every, cadence_for
from supdesk.domain.sessions import Kind
from supdesk.forms.definition import Pack
from supdesk.forms.packs import load_packs
from tests.forms.pack_examples import SHIPPED

EVERYBODY = (
    "Adult IAPT services", "Adult drug and alcohol services", "Child Health Services", "CAMHS Community",
    "CAMHS Inpatient (Coborn)", "GP services", "Perinatal community services", "Perinatal inpatient services",
)  # fmt: skip
MANAGERS = ("Adult mental health inpatient", "Adult mental health community")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_packs(SHIPPED)[0].pack("elft")


@pytest.mark.parametrize("service", EVERYBODY)
def test_all_staff_of_these_services_have_a_group_of_an_hour_every_three_months(pack: Pack, service: str) -> None:
    """S6."""
    for staff in ("Clinical", "Management", ""):
        found = cadence_for(pack.cadences, service, staff)
        assert found is not None
        assert (found.every, found.minutes, found.counts) == (Every(3), 60, (Kind.GROUP,))


@pytest.mark.parametrize("service", MANAGERS)
def test_of_adult_mental_health_only_managers_are_asked_every_four_months(pack: Pack, service: str) -> None:
    """S6. Of whom nobody knows the staff group it is asked too, rather than forgotten."""
    for staff in ("Management", "management staff", ""):
        found = cadence_for(pack.cadences, service, staff)
        assert found is not None
        assert (found.every, found.minutes, found.counts) == (Every(4), 60, (Kind.GROUP,))
    assert cadence_for(pack.cadences, service, "Clinical") is None


def test_named_professionals_are_supervised_one_to_one_every_three_months_wherever_they_work(pack: Pack) -> None:
    """S6."""
    found = cadence_for(pack.cadences, MANAGERS[0], "Clinical", "Named Nurse for Safeguarding Children")
    assert found is not None
    assert (found.every, found.counts) == (Every(3), (Kind.ONE_TO_ONE,))


def test_the_named_nurse_of_a_ward_is_supervised_with_the_ward(pack: Pack) -> None:
    found = cadence_for(pack.cadences, "CAMHS Inpatient (Coborn)", "Clinical", "Named Nurse, Rose Ward")
    assert found is not None
    assert found.counts == (Kind.GROUP,)


def test_how_often_a_service_that_is_not_listed_has_supervision_is_left_to_agreement(pack: Pack) -> None:
    """ELFT 7: such services are arranged locally, so that the pack knows nothing of them."""
    assert {each.service for each in pack.cadences if not each.posts} == {*EVERYBODY, *MANAGERS}
    assert cadence_for(pack.cadences, "Health visiting") is None


def test_nothing_is_due_for_monitoring_of_which_the_policy_does_not_say_how_often(pack: Pack) -> None:
    """G7, ELFT 15: the audit alone is yearly."""
    asked = {each.responsible: (each.frequency, each.report) for each in pack.monitoring}
    assert asked == {
        "Safeguarding Children Team": ("Yearly", "questionnaire"),
        "Clinical and service directors": ("", "attendance-quarter"),
        "Named professionals": ("", ""),
    }


def test_a_session_cancelled_again_after_it_was_rebooked_is_the_line_managers(pack: Pack) -> None:
    """S3."""
    assert pack.cancellation is not None
    assert (pack.cancellation.rebooked_limit, pack.cancellation.recipient) == (1, "line manager")


def test_the_service_lead_books_groups_and_clinical_records_are_up_to_date_beforehand(pack: Pack) -> None:
    """S11, S12."""
    assert "service lead agree" in pack.arranging.group[0]
    assert "service lead books" in pack.arranging.group[1]
    assert any("clinical records" in item for item in pack.preparation)


def test_escalation_begins_with_the_supervisor_and_leads_out_of_the_organisation_for_a_case(pack: Pack) -> None:
    """D1, D3."""
    roles = [each.role for each in pack.escalation]
    assert roles[0] == "Supervisor"
    assert "Associate Director for Safeguarding Children" in roles
    assert any("Partnership" in role for role in roles)


def test_everything_a_session_needs_has_its_form_and_a_contract_is_renewed_yearly(pack: Pack) -> None:
    served = {form.serves for form in pack.forms}
    assert served == {
        "contract", "group", "one-to-one", "ad-hoc", "tool", "evaluation", "questionnaire", "addendum",
    }  # fmt: skip
    assert (pack.contract_months, pack.training_months) == (12, 36)
    assert pack.monitoring
    assert pack.support
    assert pack.themes
    assert "999" in pack.referral[0]
