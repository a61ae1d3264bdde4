"""The main job in the words of each organisation's pack: what to look for and to type. The story is elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.tools import HARBOUR

BEE = {"Name": "Bee Sample", "Designation": "Health Visitor", "Service": "Sample Health Visiting"}
ACTION = "Ring the school nurse"


@dataclass(frozen=True)
class Person:
    """Somebody to be enrolled: what is typed, and whether they lead a service rather than being supervised."""

    typed: Mapping[str, str]
    leads: bool = False


@dataclass(frozen=True)
class Practice:
    """One organisation's words. `folder` is where its pack lies, if it is none of those that come with supdesk.

    `contract` and `record` are what is typed into those forms beside the story's own words, `again` what the second
    record needs, `struck` the clause that is struck out, `add` what opens the row that `story` stands in, `notes`
    the stages of the cycle with a field and words for each, `action` its fields with `add_action`. Those named
    sign; a form that nobody signs is issued. `printed` stands on the record's page. `mails` go round to these.
    """

    pack: str
    name: str
    how_often: str
    contract: Mapping[str, str]
    struck: str
    contract_signed: tuple[str, ...]
    story: str
    confidential: str
    record: Mapping[str, str]
    add_action: str
    action: Mapping[str, str]
    record_signed: tuple[str, ...]
    printed: tuple[str, ...]
    people: tuple[Person, ...] = (Person(BEE),)
    add: str = ""
    again: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    mails: tuple[str, ...] = ()
    folder: Path | None = None


MSE = Practice(
    pack="mse-icb",
    name="Safeguarding supervision, Mid and South Essex",
    how_often="Every three months: as the policy asks",
    contract={"Frequency, Type of Supervision: Individual": "Every three months"},
    struck="clause 5",
    contract_signed=("Ada Example", "Bee Sample"),
    story="Reflection since last session",
    confidential="The setting is confidential and free from interruptions",
    record={"Time commenced": "14:00", "Time finished": "15:00"},
    add_action="Add action",
    action={
        "Action 1: Actions to be taken": ACTION,
        "Action 1: By whom": "Bee Sample",
        "Action 1: By when": "01/12/2030",
    },
    record_signed=("Ada Example", "Bee Sample"),
    printed=("Reflection since last session", "Actions to be taken", "By whom", "By when"),
    notes={
        "Experience": ("Notes on the experience", "A wary conversation in the kitchen, told slowly."),
        "Reflection": ("Notes on the reflection", "What had been assumed about the father."),
        "Analysis": ("Notes on the analysis", "The pattern points at isolation."),
        "Plans and action": ("Notes on the plan", "One call first, then we look again."),
    },
)
ELFT = Practice(
    pack="elft",
    name="Safeguarding children supervision, East London",
    how_often="Not agreed yet. Agree it for the service in Settings, or for them with Edit.",
    people=(
        Person(BEE | {"E-mail": "bee@example.org"}),
        Person({"Name": "Lou Lead", "Service": BEE["Service"], "E-mail": "lou@example.org"}, leads=True),
    ),
    contract={"Frequency of meetings": "Every three months"},
    struck="clause 5",
    contract_signed=("Ada Example",),
    add="Add child",
    story="Headline concerns, Child 1",
    confidential="The setting is confidential and free from interruptions",
    record={"Started": "14:00", "Ended": "15:00"},
    add_action="Actions, Child 1, add action",
    action={
        "Actions, Child 1, Action 1: Actions": ACTION,
        "Actions, Child 1, Action 1: To be completed by": "Bee Sample",
        "Actions, Child 1, Action 1: Due Date": "01/12/2030",
    },
    record_signed=(),
    printed=("Headline concerns", "To be completed by", "Due Date", "Issued by Ada Example"),
    mails=("bee@example.org", "lou@example.org", "lou@example.org"),
)
HOSPICE = Practice(
    pack="harbour-lights",
    name="Safeguarding supervision, Harbour Lights Hospice (invented)",
    folder=HARBOUR,
    how_often="Every six weeks: as the policy asks",
    contract={"Second supervisor": "Cy Second", "How often we meet": "Every six weeks"},
    struck="clause 4",
    contract_signed=("Ada Example", "Cy Second", "Bee Sample"),
    story="How the last six weeks have been",
    confidential="Nobody could overhear us",
    record={"Began at": "14:00", "Ended at": "15:30", "Second supervisor": "Cy Second"},
    again={"Second supervisor": "Cy Second"},
    add_action="Add step",
    action={
        "Step 1: Why it matters": "Nobody told her.",
        "Step 1: The step": ACTION,
        "Step 1: How we shall know it is done": "She has rung back.",
        "Step 1: Who": "Bee Sample",
        "Step 1: By which day": "01/12/2030",
    },
    record_signed=("Ada Example", "Cy Second", "Bee Sample"),
    printed=(
        "Why it matters",
        "How we shall know it is done",
        "By which day",
        "Signed by the second supervisor",
        "Cy Second signed in person on this laptop",
    ),
)
PRACTICES = (MSE, ELFT, HOSPICE)
