"""The shapes of what a pack says around a session: what goes to whom, its process, who is supervised otherwise."""

from supdesk.domain.papers import Paper, Reader, Route
from supdesk.domain.process import Stage, Step
from supdesk.domain.provisions import Provided, Provision
from supdesk.forms.keys import one_of, shape, text

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
    "A step of the process around a session. What has come of it is reckoned, and shown with the session.",
    lambda what, words: Stage(Step(what or Step.PLANNED), words),
    one_of("is", "Which step that is.", tuple(Step), required=True, slot="what"),
    text("words", "The step, as you say it.", "We meet", required=True),
)
PROVISION = shape(
    "provision",
    "A service whose supervision is arranged otherwise. The tracker says so instead of counting its people.",
    lambda how, **said: Provision(how=Provided(how or Provided.EXEMPT), **said),
    text("service", "The service.", "School nursing", required=True),
    one_of("how", "How it is supervised.", tuple(Provided), required=True),
    text("agreed_with", "Who agreed to that.", "Service director", required=True),
    text("why", "Why.", "It is supervised by the council's own team."),
)
