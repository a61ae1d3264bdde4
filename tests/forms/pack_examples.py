"""What the tests of forms share: the shipped pack, a copy of it to spoil, and a small form of every kind."""

import shutil
from functools import cache
from pathlib import Path

from supdesk.forms.definition import Form, Pack
from supdesk.forms.reading import read_form, read_pack

SHIPPED = Path(__file__).resolve().parents[2] / "forms"

PURPOSES = ("contract", "one-to-one", "group", "ad-hoc", "cycle", "evaluation", "questionnaire", "addendum")

ADA = {"id": "p-ada", "name": "Ada Example", "designation": "Named Nurse"}
BEE = {"id": "p-bee", "name": "Bee Sample", "designation": "Health Visitor"}

EVERY_KIND = """
id = "every"
title = "Every kind"
version = 1
serves = "one-to-one"
[[section]]
  [[section.field]]
  id = "prose"
  kind = "prose"
  label = "Prose"
  [[section.field]]
  id = "short"
  kind = "short"
  label = "Short"
  [[section.field]]
  id = "date"
  kind = "date"
  label = "Day"
  [[section.field]]
  id = "time"
  kind = "time"
  label = "Time"
  [[section.field]]
  id = "number"
  kind = "number"
  label = "Length"
  unit = "minutes"
  [[section.field]]
  id = "person"
  kind = "person"
  label = "Person"
  [[section.field]]
  id = "people"
  kind = "people"
  label = "People"
  [[section.field]]
  id = "choice"
  kind = "choice"
  label = "Choice"
  option = [{ id = "a", label = "First" }, { id = "b", label = "Second" }]
  [[section.field]]
  id = "choices"
  kind = "choices"
  label = "Choices"
  option = [{ id = "a", label = "First" }, { id = "b", label = "Second" }]
  [[section.field]]
  id = "scale"
  kind = "scale"
  label = "The statement."
  [[section.field]]
  id = "tick"
  kind = "tick"
  label = "Tick"
  [[section.field]]
  id = "clauses"
  kind = "clauses"
  label = "We agree"
  clause = [{ id = "one", text = "Be punctual." }, { id = "two", text = "Be kind." }]
  [[section.field]]
  id = "actions"
  kind = "actions"
  label = "Actions"
  [[section.field]]
  id = "outcomes"
  kind = "outcomes"
  label = "Outcomes"
  [[section.field]]
  id = "nhs-number"
  kind = "nhs-number"
  label = "NHS number"
  [[section.field]]
  id = "picture"
  kind = "picture"
  label = "Three sides"
  shape = "triangle"
  note = [{ id = "good", label = "What is good" }, { id = "hard", label = "What is hard" }]
  side = [
    { id = "one", label = "First", dimension = [
      { id = "sleep", label = "Sleep" }, { id = "food", label = "Food" },
    ] },
    { id = "two", label = "Second", dimension = [{ id = "play", label = "Play" }] },
    { id = "three", label = "Third", dimension = [{ id = "home", label = "Home" }] },
  ]
  [[section.field]]
  id = "table"
  kind = "table"
  label = "Table"
  column = [
    { id = "topic", kind = "short", label = "Topic" },
    { id = "on", kind = "date", label = "On" },
    { id = "done", kind = "tick", label = "Done" },
    { id = "whose", kind = "nhs-number", label = "Whose" },
    { id = "agreed", kind = "actions", label = "Agreed" },
  ]
"""


@cache
def every_kind() -> Form:
    form, faults = read_form(EVERY_KIND)
    assert form is not None, faults
    return form


@cache
def shipped_pack() -> Pack:
    pack, faults = read_pack(SHIPPED / "mse-icb")
    assert pack is not None, [str(fault) for fault in faults]
    return pack


def copied_pack(folder: Path) -> Path:
    """The shipped pack in a folder of its own."""
    return shutil.copytree(SHIPPED / "mse-icb", folder / "own-pack")


def edit(file: Path, old: str, new: str) -> None:
    """Replace the first `old` in a file; it must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
