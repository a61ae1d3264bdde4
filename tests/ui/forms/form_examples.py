"""A form with a field of every kind, and people invented for it."""

from supdesk.domain.people import Party
from supdesk.forms.definition import ClauseText, Field, Form, Guide, Option, Section

ADA = Party("p-ada", "Ada Example", "Health visitor")
BEE = Party("p-bee", "Bee Sample", "School nurse")

WAYS = (Option("person", "In person"), Option("video", "By video"))
COLUMNS = (
    Field("topic", "short", "Topic", required=True),
    Field("who", "person", "Raised by"),
    Field("urgent", "tick", "Urgent", width="half"),
    Field("seen", "date", "Seen on", width="half"),
    Field("steps", "actions", "Steps"),
)
EVERY = Form(
    "every",
    "sample",
    "Every kind",
    1,
    "one-to-one",
    (
        Section(
            "Words",
            (
                Field("talk", "prose", "What was said", "Write initials only.", required=True),
                Field("line", "short", "In a line"),
                Field("on", "date", "Date", width="third"),
                Field("start", "time", "Start", width="third"),
                Field("long", "number", "Length", width="third", unit="minutes"),
            ),
            guide=Guide(("Pauses",), ("What did you notice?",), ("Agree the next step",)),
        ),
        Section(
            "People",
            (
                Field("lead", "person", "Supervisor", width="half"),
                Field("all", "people", "Present", width="half"),
            ),
        ),
        Section(
            "Choosing",
            (
                Field("way", "choice", "How you met", options=WAYS),
                Field("themes", "choices", "Themes", options=WAYS),
                Field("use", "scale", "How useful was it?", low="Not at all", high="Very"),
                Field("agreed", "tick", "We agree."),
            ),
        ),
        Section(
            "Rows",
            (
                Field("cases", "table", "Cases", columns=COLUMNS, row="Case"),
                Field("plan", "actions", "Actions"),
                Field("before", "outcomes", "What became of them", fills="outcomes"),
                Field(
                    "terms",
                    "clauses",
                    "Terms",
                    clauses=(ClauseText("time", "We keep the time."), ClauseText("calm", "We stay calm.")),
                ),
            ),
        ),
    ),
)
