"""The shapes of what a pack says around a session: how often, what goes to whom, its process, and for whom not."""

from typing import Any

from supdesk.domain.cadence import Cadence, Every, Unit
from supdesk.domain.papers import Paper, Reader, Route
from supdesk.domain.process import Stage, Step
from supdesk.domain.provisions import Provided, Provision
from supdesk.domain.sessions import Kind
from supdesk.forms.faults import Table
from supdesk.forms.keys import Shape, either, one_of, one_of_two, shape, taken, text, texts, whole, yes


def _read_cadence(table: Table) -> Cadence:
    said = taken(table, CADENCE_KEYS)
    every = every_of(table, said, needed=True)
    table.done()
    return Cadence(every, **said)


def every_of(table: Table, said: dict[str, Any], before: str = "", *, needed: bool = False) -> Every:
    """How often, of two keys of which only one can stand; they are taken out of what is `said`."""
    months, weeks = (f"{before}{unit}" for unit in (Unit.MONTHS, Unit.WEEKS))
    one_of_two(table, months, weeks, needed=needed)
    each = Every(said.pop(months)), Every(said.pop(weeks), Unit.WEEKS)
    return each[weeks in table.values]


CADENCE_KEYS = (
    *either(
        whole("months", "Months from one session to the next.", 3, least=1, most=60),
        whole("weeks", "Weeks from one session to the next.", 6, least=1, most=260),
    ),
    text(
        "service",
        "The service it is for. Without one it is for everybody who has none of their own.",
        "School nursing",
    ),
    whole("minutes", "How long a session lasts at least; 0 for no rule.", 0, most=600, example=60),
    yes("ad_hoc_counts", "Whether an ad hoc session counts as one."),
    text("staff", "The staff group of the service it is for; others of that service are not asked.", "Managers"),
    texts("posts", "For those whose designation begins so, wherever they work.", "Named Nurse"),
    one_of("kind", "The only kind of session that counts, where not all do.", tuple(Kind)),
)
CADENCE = Shape("cadence", "How often somebody is due.", CADENCE_KEYS, _read_cadence)
ROUTE = shape(
    "route",
    "What goes to whom after each session, as a sealed page and a mail draft for each reader. A service lead or "
    "line manager is only told of their own people.",
    lambda what, to: Route(Paper(what or Paper.REGISTER), Reader(to or Reader.SUPERVISEES)),
    one_of("what", "Who came, or the actions agreed.", tuple(Paper), required=True),
    one_of("to", "Who gets it.", tuple(Reader), required=True),
)
STEP = shape(
    "step",
    "A step of the process around a session. What has come of it is shown with the session: reckoned from what is "
    "known, or said by the person where nothing shows it, as of `planned`, the day being agreed.",
    lambda what, words: Stage(Step(what or Step.PLANNED), words),
    one_of("is", "Which step that is.", tuple(Step), required=True, slot="what"),
    text("words", "The step, as you say it.", "We meet", required=True),
)
OTHERWISE = tuple(how for how in Provided if how is not Provided.SO_OFTEN)
"""What a pack can say of a service in a provision: how often stands in a cadence."""

PROVISION = shape(
    "provision",
    "A service whose supervision is arranged otherwise. The tracker says so instead of counting its people.",
    lambda how, **said: Provision(how=Provided(how or Provided.EXEMPT), **said),
    text("service", "The service.", "School nursing", required=True),
    one_of("how", "How it is supervised.", OTHERWISE, required=True),
    text("agreed_with", "Who agreed to that.", "Service director", required=True),
    text("why", "Why.", "It is supervised by the council's own team."),
)
