"""What a pack asks for is said in words, each thing once, and what it leaves open is left out."""

from dataclasses import replace

from supdesk.app import shipped
from supdesk.domain.cadence import Cadence, Every
from supdesk.forms.definition import Escalation, Mail, Pack, Support
from supdesk.forms.packs import load_packs
from supdesk.forms.saying import facts

OWN = Pack(
    "own", "Own", "An Invented Trust", 1, (),
    cadences=(Cadence(Every(3)), Cadence(Every(1), "Child health", 60, ad_hoc_counts=True)),
    register=Mail("The team", "team@example.org"),
)  # fmt: skip


def test_a_pack_says_what_it_decides() -> None:
    told = dict(facts(OWN))
    assert told["Supervision"].splitlines() == [
        "Every three months; ad hoc sessions do not count",
        "Child health: every month, at least 60 minutes; ad hoc sessions count",
    ]
    assert told["Registers"] == "The team\nteam@example.org"
    assert set(told) == {
        "Name",
        "Organisation",
        "Supervision",
        "Groups",
        "Contracts",
        "Supervisors themselves",
        "Training",
        "Registers",
    }


def test_whom_to_turn_to_and_how_long_records_stay_is_said_where_the_pack_says_it() -> None:
    more = replace(
        OWN,
        action_plan=("Supervisor", "Service lead"),
        escalation=(Escalation("A director", "When nothing else helps."),),
        retention_years=8,
        retention_note="A setting.",
        support=(Support("A helpline", "By day."), Support("A friend")),
    )
    told = dict(facts(more))
    assert told["A director"] == "When nothing else helps."
    assert told["Records are kept"] == "8 years. A setting."
    assert told["Support for staff"].splitlines() == ["A helpline. By day.", "A friend."]
    assert told["Action plans"] == "Supervisor, Service lead"


def test_of_a_shipped_pack_nothing_is_left_unsaid() -> None:
    packs, _ = load_packs(shipped.forms())
    for pack in packs.found:
        said = "\n".join(f"{what}: {words}" for what, words in facts(pack))
        wanted = [pack.organisation, pack.register.mailbox, pack.retention_note, *(f.title for f in pack.forms)]
        wanted += [text for way in pack.escalation for text in (way.role, way.when)]
        assert [text for text in (*wanted, *(each.name for each in pack.support)) if text not in said] == []
