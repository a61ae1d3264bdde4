"""Samples: every kind has one, it is an answer the form takes, and it is the same each time."""

import pytest

from supdesk.forms.answers import read, shown
from supdesk.forms.definition import Form
from supdesk.forms.kinds import KINDS
from supdesk.forms.packs import load_packs
from supdesk.forms.reading import read_pack
from supdesk.forms.samples import SAMPLES, WORDS, sample
from tests.forms.pack_examples import SHIPPED, every_kind
from tests.tools import HARBOUR

OURS, _ = read_pack(HARBOUR)
PACKS, _ = load_packs(SHIPPED)
FORMS = [
    every_kind(),
    *(form for pack in PACKS.found for form in pack.forms),
    *PACKS.shared,
    *(OURS.forms if OURS else ()),
]


def test_every_shipped_form_is_tried() -> None:
    there = {path.relative_to(SHIPPED) for path in SHIPPED.glob("*/*.toml")}
    assert len([form for form in FORMS if form.pack in {path.parts[0] for path in there}]) == len(
        [path for path in there if path.name not in ("pack.toml", "shelf.toml")]
    )


def test_every_kind_has_a_sample() -> None:
    assert set(SAMPLES) == set(KINDS)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_a_sample_answers_every_field_and_nothing_keeps_it_from_being_finished(form: Form) -> None:
    reading = read(form, sample(form))
    assert reading.problems == ()
    assert [field.id for field, _ in shown(form, reading.answers)] == [field.id for field in form.fields()]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_a_sample_is_the_same_each_time_and_breaks_into_lines(form: Form) -> None:
    assert sample(form) == sample(form)
    long = [raw for raw in sample(form).values() if isinstance(raw, str) and len(raw) > 200]
    assert long or not any(field.kind == "prose" for field in form.fields())
    assert len(WORDS[1]) > 150
