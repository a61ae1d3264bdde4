"""The reference page comes from what the reader reads, says something of every key, and its examples hold."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from supdesk.forms.keys import Key, Shape
from supdesk.forms.kinds import KINDS
from supdesk.forms.policy import PACK
from supdesk.forms.reading import read_form, read_pack
from supdesk.forms.reference import example, html, kind_example, markdown
from supdesk.forms.shapes import FORM
from tests.forms.test_reading import FIELD


def shapes(shape: Shape, path: str) -> Iterator[tuple[str, Shape]]:
    """A shape and all below it, with the path to each."""
    yield path, shape
    for key in shape.keys:
        if key.below is not None:
            yield from shapes(key.below, f"{path}.{key.name}")


SHAPES = [*shapes(PACK, "pack"), *shapes(FORM, "form")]
KEYS = [(f"{path}.{key.name}", key) for path, shape in SHAPES for key in shape.keys] + [
    (f"{kind.name}.{key.name}", key) for kind in KINDS.values() for key in kind.keys
]


@pytest.mark.parametrize(("where", "key"), KEYS, ids=[where for where, _ in KEYS])
def test_every_key_says_in_a_sentence_what_it_is_for(where: str, key: Key) -> None:
    assert key.says[:1].isupper() or key.says[:1].isdigit()
    assert key.says.endswith(".")
    assert key.wanted


@pytest.mark.parametrize("shape", [shape for _, shape in SHAPES], ids=[path for path, _ in SHAPES])
def test_every_table_says_what_it_is_for(shape: Shape) -> None:
    assert shape.says.endswith(".")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_says_what_it_is_for_and_its_example_is_read(kind: str) -> None:
    assert KINDS[kind].says.endswith(".")
    head = FIELD[: FIELD.index("[[section.field]]")]
    form, faults = read_form(head + "\n".join(kind_example(KINDS[kind])))
    assert form is not None, [str(fault) for fault in faults]
    assert [field.kind for field in form.fields()] == [kind]


def test_the_examples_of_a_pack_and_a_form_have_every_key_and_are_read(tmp_path: Path) -> None:
    pack_text, form_text = "\n".join(example(PACK)), "\n".join(example(FORM))
    (tmp_path / "pack.toml").write_text(pack_text, encoding="utf-8")
    (tmp_path / "form.toml").write_text(form_text, encoding="utf-8")
    pack, faults = read_pack(tmp_path)
    assert [str(fault) for fault in faults] == []
    assert pack is not None
    assert pack.cancellation is not None
    for path, shape in SHAPES:
        text = pack_text if path.startswith("pack") else form_text
        for key in shape.keys:
            assert re.search(rf"^(# )?(\[+([\w.-]+\.)?)?{key.name}(\]| =)", text, re.M), f"{path}.{key.name}"


def test_a_key_the_page_does_not_have_is_refused_by_the_reader() -> None:
    """The page shows all there is: whatever else stands in a form is told as unknown."""
    text = markdown()
    for word in ("colour", "font", "retention_years", "note_to_self"):
        assert f"`{word}`" not in text
        _, faults = read_form("\n".join([f'{word} = "x"', *example(FORM)]))
        assert [fault.message.split(";")[0] for fault in faults] == ["unknown key"]


def test_both_ways_to_write_the_page_hold_every_key_and_kind() -> None:
    page, web = markdown(), html()
    for where, key in KEYS:
        assert f"| `{key.name}` | {key.wanted} |" in page, where
        assert f"<td>{key.name}</td>" in web, where
    for kind in KINDS:
        assert f"\n### {kind}\n" in page
        assert f"<h3>{kind}</h3>" in web
    assert web.count("<table>") == web.count("</table>")


def test_the_same_page_is_written_each_time() -> None:
    assert markdown() == markdown()
